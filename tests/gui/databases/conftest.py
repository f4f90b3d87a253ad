"""A database that is not there, for the window's logic; the real one is that of tests/postgis."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from tests.postgis import conftest as postgis
from watermap.errors import Problem, WatermapError
from watermap.progress import Progress
from watermap.reading.postgis import passwords
from watermap.reading.postgis.address import TableName
from watermap.reading.postgis.connection import Login
from watermap.reading.postgis.tables import GeometryColumn
from watermap.workspace import databases
from watermap.workspace.project import Origin
from watermap.workspace.snapshot import Snapshot

SECRET = "S3cret-猫-%40"
cluster, server_table = postgis.cluster, postgis.table


def column(name: str, schema: str = "public", **more: Any) -> GeometryColumn:
    known = {"geometry": "geom", "type": "Point", "srid": 4490, "rows": 2}
    known |= {"view": False, "readable": True}
    return GeometryColumn(schema=schema, table=name, **(known | more))


@dataclass
class Fake:
    """What the server has, what it refuses, and what it was asked."""

    tables: tuple[GeometryColumn, ...] = (column("断面"), column("河流", type="MultiLineString"))
    refuses: str = ""
    hangs: threading.Event | None = None
    fails_at: str = ""
    logins: list[Login] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    keyring: bool = True
    takes_passwords: bool = True

    @contextmanager
    def connected(self, login: Login, *, progress: Progress) -> Iterator[Progress]:
        self.logins.append(login)
        if self.refuses:
            server = login.server.shown
            raise WatermapError(Problem.error(f"postgis.{self.refuses}", server=server))
        while self.hangs is not None and not self.hangs.wait(0.01):
            progress.step(0, 1, login.server.shown)
        yield progress

    def take(self, folder: Path, *, login: Login, table: TableName, progress: Progress) -> Snapshot:
        import geopandas as gpd
        from shapely import Point

        progress.step(1, 2, table.shown)
        if table.table == self.fails_at:
            raise WatermapError(Problem.error("workspace.table_empty", table=table.shown))
        path = folder / "data" / f"{table.table}.gpkg"
        path.parent.mkdir(parents=True, exist_ok=True)
        frame = gpd.GeoDataFrame(
            {"断面名称": ["甲", "乙"], "断面代码": ["1", "2"]},
            geometry=[Point(117.7, 34.5), Point(117.8, 34.6)],
            crs=4490,
        )
        frame.to_file(path, driver="GPKG")
        server = login.server
        origin = Origin(
            host=server.host, port=server.port, database=server.database, user=server.user,
            schema_name=table.schema, table=table.table, geometry="geom", srid=4490,
            taken_at="2026-11-25T09:00:00+08:00", rows=2, columns=["断面名称"], content="0",
        )  # fmt: skip
        said = Problem.note("postgis.zoned", table=table.shown, columns="时间")
        return Snapshot(path=f"data/{path.name}", origin=origin, problems=(said,))

    def remember(self, server: Any, password: str) -> bool:
        if self.takes_passwords:
            self.kept[server.shown] = password
        return self.takes_passwords


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    one = Fake()
    monkeypatch.setattr(databases, "connected", one.connected)
    monkeypatch.setattr(databases, "geometry_columns", lambda _database: one.tables)
    monkeypatch.setattr(databases, "take", one.take)
    monkeypatch.setattr(passwords, "can_remember", lambda: one.keyring)
    monkeypatch.setattr(passwords, "remember", one.remember)
    monkeypatch.setattr(passwords, "password_of", lambda server: one.kept.get(server.shown))
    return one
