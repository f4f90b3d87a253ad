"""PostGIS tables as files of the project: taken once, and again only when somebody asks.

Answers have to be repeatable and given without a network. So a project never works on a database;
it works on a GeoPackage that was made from one, and knows from which and when.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.postgis.address import Address, Server, TableName, written
from watermap.reading.postgis.connection import Database, Login, connected
from watermap.reading.postgis.rows import TableLook, blocks, look_at
from watermap.workspace.folder import is_inside
from watermap.workspace.package import Package, written_package
from watermap.workspace.project import LayerEntry, Origin

_DATA = "data"  # the sub-folder of files that came from elsewhere
_NOT_IN_NAMES = re.compile(r"[^\w-]+")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_LONGEST = 60  # characters of a file's name; 255 bytes are allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A table as a file. ``path``: relative to the project's folder."""

    path: str
    origin: Origin
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """A layer's entry after its table was taken again, and what is different."""

    entry: LayerEntry
    changed: bool
    rows_before: int
    rows_after: int
    problems: tuple[Problem, ...]


def take(folder: Path, *, login: Login, table: TableName, progress: Progress = SILENT) -> Snapshot:
    """Write a table into the project's folder, under a name that is free.

    Raises:
        WatermapError: the table cannot be had, or the file not be written.
        Cancelled: asked for through ``progress``; nothing was written.
    """
    with connected(login, progress=progress) as database:
        look = look_at(database, table)
        return _written(folder, _free_path(folder, look.name), database, look, progress)


def refresh(
    folder: Path, entry: LayerEntry, *, login: Login, progress: Progress = SILENT
) -> Refreshed:
    """Take an entry's table again into the same file, and say what has changed.

    The file stays as it was when anything fails. The entry is handed back, not saved.

    Raises:
        WatermapError: it is no layer from a database, the table cannot be had, or not be written.
        Cancelled: asked for through ``progress``.
    """
    before = entry.origin
    if before is None or not (entry.path.endswith(".gpkg") and is_inside(folder, entry.path)):
        raise WatermapError(Problem.error("workspace.no_origin", file=entry.path))
    table = _table_of(before)
    with connected(login, progress=progress) as database:
        look = look_at(database, table)
        taken = _written(folder, entry.path, database, look, progress)
    return Refreshed(
        entry=entry.model_copy(update={"origin": taken.origin}),
        changed=taken.origin.content != before.content,
        rows_before=before.rows,
        rows_after=taken.origin.rows,
        problems=(*taken.problems, *_differences(entry.path, before, taken.origin)),
    )


def server_of(origin: Origin) -> Server:
    """The database a layer came from."""
    return Server(host=origin.host, port=origin.port, database=origin.database, user=origin.user)


def address_of(origin: Origin) -> str:
    """Where a layer came from, in one line."""
    return written(Address(server=server_of(origin), table=_table_of(origin)))


def _table_of(origin: Origin) -> TableName:
    return TableName(schema=origin.schema_name, table=origin.table, geometry=origin.geometry)


def _written(
    folder: Path, name: str, database: Database, look: TableLook, progress: Progress
) -> Snapshot:
    if not look.rows:
        raise WatermapError(Problem.error("workspace.table_empty", table=look.name.shown))
    package = written_package(
        folder / name,
        look=look,
        rows=blocks(database, look),
        progress=progress,
    )
    return Snapshot(
        path=name,
        origin=_origin(database.server, look, package),
        problems=(*look.problems, *package.problems),
    )


def _origin(server: Server, look: TableLook, package: Package) -> Origin:
    return Origin(
        host=server.host,
        port=server.port,
        database=server.database,
        user=server.user,
        schema_name=look.name.schema,
        table=look.name.table,
        geometry=look.name.geometry or "",
        srid=look.srid,
        taken_at=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        rows=package.rows,
        columns=[column.name for column in look.columns],
        content=package.content,
    )


def _free_path(folder: Path, name: TableName) -> str:
    """A file's name made of the table's, not taken yet, that every system allows."""
    stem = name.table if name.schema == "public" else f"{name.schema}_{name.table}"
    stem = _NOT_IN_NAMES.sub("_", stem)[:_LONGEST].strip("_") or "table"
    while len(stem.encode()) > 3 * _LONGEST:
        stem = stem[:-1]
    if _DEVICES.fullmatch(stem):
        stem += "_"
    number = 1
    path = f"{_DATA}/{stem}.gpkg"
    while (folder / path).exists():
        number += 1
        path = f"{_DATA}/{stem}-{number}.gpkg"
    return path


def _differences(file: str, before: Origin, after: Origin) -> list[Problem]:
    given = {"file": file, "before": before.taken_at, "rows": after.rows}
    if before.content == after.content:
        return [Problem.note("workspace.snapshot_same", **given)]
    problems = [Problem.note("workspace.snapshot_changed", old=before.rows, **given)]
    for code, names in (
        ("columns_new", _only_in(after.columns, before.columns)),
        ("columns_gone", _only_in(before.columns, after.columns)),
    ):
        if names:
            say = Problem.warning if code == "columns_gone" else Problem.note
            problems.append(say(f"workspace.{code}", file=file, columns="、".join(names)))
    if before.srid != after.srid:
        srids = {"old": before.srid, "new": after.srid}
        problems.append(Problem.warning("workspace.srid_changed", file=file, **srids))
    return problems


def _only_in(names: Sequence[str], others: Sequence[str]) -> list[str]:
    return [name for name in names if name not in others]
