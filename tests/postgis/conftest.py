"""A real PostgreSQL with PostGIS, started for the tests on this computer and thrown away after.

It needs the server's programs and the extension (on Debian: postgresql-15, postgresql-15-postgis-3)
and psycopg (the extra ``postgis``); where one is missing these tests are skipped and say so.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from watermap.reading.postgis.address import Server, TableName
from watermap.reading.postgis.connection import Login

PASSWORD = "S3cret-猫-%40"
_ADMITTED = """
local all postgres trust
host all postgres 127.0.0.1/32 trust
host all barred 127.0.0.1/32 reject
host all plain 127.0.0.1/32 password
host all all 127.0.0.1/32 scram-sha-256
"""


@dataclass(frozen=True)
class Cluster:
    """The running server, with a database ``gis`` and a user ``planner`` who may only read."""

    port: int
    folder: Path

    def run(self, *statements: str, database: str = "gis") -> list[Any]:
        """Statements as the server's owner; the rows of the last one."""
        import psycopg

        place = f"host=127.0.0.1 port={self.port} user=postgres dbname={database}"
        with psycopg.connect(place, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def login(
        self, user: str = "planner", password: str | None = PASSWORD, database: str = "gis"
    ) -> Login:
        server = Server(host="127.0.0.1", port=self.port, database=database, user=user)
        return Login(server=server, password=password)

    def address(self, table: str = "", user: str = "planner") -> str:
        return f"postgis://{user}@127.0.0.1:{self.port}/gis" + (f"/{table}" if table else "")


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=str)
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("no PostgreSQL server on this computer (Debian: postgresql-15)")
    return (found[-1] if found else Path(str(on_path))).parent


def _as_owner() -> dict[str, Any]:
    """PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("tests run as root, and there is no user postgres to run the server as")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextlib.contextmanager
def _running(folder: Path) -> Iterator[int]:
    programs, owner, port = _programs(), _as_owner(), _free_port()
    if owner:
        shutil.chown(folder, owner["user"], owner["group"])

    def call(*words: object) -> None:
        subprocess.run(words, stdout=subprocess.DEVNULL, cwd=folder, check=True, **owner)

    call(
        programs / "initdb", "-D", folder / "data", "-U", "postgres", "-E", "UTF8", "--no-sync",
        "--locale=C.UTF-8", "-A", "trust",
    )  # fmt: skip
    (folder / "data" / "pg_hba.conf").write_text(_ADMITTED)
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=16MB"
    call(
        programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o",
        f"{settings} -c unix_socket_directories={folder}", "start",
    )  # fmt: skip
    try:
        yield port
    finally:
        call(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    psycopg = pytest.importorskip("psycopg", reason="the extra postgis is not installed")
    # Not below pytest's own folder: the server's user may not enter that.
    folder = Path(tempfile.mkdtemp(prefix="watermap-postgis-"))
    try:
        with _running(folder) as port:
            one = Cluster(port=port, folder=folder)
            one.run("CREATE DATABASE gis", database="postgres")
            try:
                one.run("CREATE EXTENSION postgis")
            except psycopg.Error:
                pytest.skip("the server has no PostGIS (Debian: postgresql-15-postgis-3)")
            one.run(
                *(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'"
                  for name in ("planner", "barred", "plain")),
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO planner",
                "GRANT USAGE ON SCHEMA public TO planner",
            )  # fmt: skip
            yield one
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def table(cluster: Cluster) -> Iterator[Any]:
    """Makes tables for one test: ``table("name", "columns", "rows of VALUES")`` → their names."""
    made: list[str] = []

    def make(columns: str, rows: str = "", *, name: str = "t") -> TableName:
        cluster.run(f'CREATE TABLE public."{name}" ({columns})')
        made.append(name)
        if rows:
            cluster.run(f'INSERT INTO public."{name}" VALUES {rows}')
        return TableName(schema="public", table=name)

    yield make
    for name in made:
        cluster.run(f'DROP TABLE IF EXISTS public."{name}" CASCADE')


@pytest.fixture
def codes() -> Any:
    """The codes of problems, or of the problems of an error."""

    def collect(found: Any) -> list[str]:
        return [one.code.partition(".")[2] for one in getattr(found, "problems", found)]

    return collect
