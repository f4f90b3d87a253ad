"""Databases as a person meets them: signed in, looked through, tables taken once and again.

A password comes typed or from the system's keyring, lives in a ``Login`` for as long as it is
needed, and is written nowhere but to that keyring, where a person has asked for it.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from watermap.errors import Problem
from watermap.progress import SILENT, Progress
from watermap.reading.postgis import passwords
from watermap.reading.postgis.address import Server, TableName
from watermap.reading.postgis.connection import Login, connected
from watermap.reading.postgis.tables import GeometryColumn, geometry_columns
from watermap.workspace.folder import save_project
from watermap.workspace.imports import Import, log_imports, now
from watermap.workspace.project import LayerEntry, Origin, Project
from watermap.workspace.snapshot import Refreshed, address_of, refresh, take


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a database holds for the one who signed in."""

    login: Login
    tables: tuple[GeometryColumn, ...]
    kept: bool | None = None  # whether the keyring took the password; None: it was not to


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTables:
    """Tables as files that shall become layers, and what has to be said of them."""

    name: str  # of the database
    origins: Mapping[Path, Origin] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def signed_in(server: Server, typed: str) -> Login:
    """The login with what was typed, else with what the keyring has for this very server."""
    return Login(server=server, password=typed or passwords.password_of(server))


def listed(
    server: Server, typed: str, *, keep: bool = False, progress: Progress = SILENT
) -> Listed:
    """Sign in and list the tables with shapes; a typed password that works may be kept.

    Raises:
        WatermapError: nobody answers, or the server refuses.
        Cancelled: asked for through ``progress``.
    """
    login = signed_in(server, typed)
    with connected(login, progress=progress) as database:
        tables = geometry_columns(database)
    return Listed(login=login, tables=tables, kept=keep_password(server, typed, keep=keep))


def take_all(
    folder: Path, login: Login, tables: Sequence[TableName], *, progress: Progress = SILENT
) -> TakenTables:
    """Several tables of one database as files in ``folder``.

    Raises:
        WatermapError: one of them cannot be had.
        Cancelled: asked for through ``progress``.
    """
    origins: dict[Path, Origin] = {}
    problems: list[Problem] = []
    for done, table in enumerate(tables):
        within = _OneOf(progress, done, len(tables))
        snapshot = take(folder, login=login, table=table, progress=within)
        origins[(folder / snapshot.path).resolve()] = snapshot.origin
        problems += snapshot.problems
    return TakenTables(
        name=login.server.database, origins=origins, problems=tuple(dict.fromkeys(problems))
    )


def take_again(
    folder: Path,
    project: Project,
    entry: LayerEntry,
    *,
    login: Login,
    progress: Progress = SILENT,
) -> tuple[Project, Refreshed]:
    """A layer's table once more: the file, the project and its import log agree afterwards.

    Raises:
        WatermapError: the table cannot be had; everything is as it was.
        Cancelled: asked for through ``progress``.
    """
    done = refresh(folder, entry, login=login, progress=progress)
    layers = [done.entry if one == entry else one for one in project.layers]
    fresh = project.model_copy(update={"layers": layers})
    save_project(fresh, folder)
    log_imports(folder, [_logged(folder, done)])
    return fresh, done


def keep_password(server: Server, typed: str, *, keep: bool) -> bool | None:
    """Keep a password that has worked; None: it was not to be kept."""
    return passwords.remember(server, typed) if keep and typed else None


def already_there(
    entries: Collection[LayerEntry], server: Server, table: GeometryColumn
) -> LayerEntry | None:
    """The layer that this table of this server is in a project already."""
    wanted = (server.host, server.port, server.database, table.schema, table.table, table.geometry)
    for entry in entries:
        one = entry.origin
        if one is None:
            continue
        table_of = (one.schema_name, one.table, one.geometry)
        if wanted == (one.host, one.port, one.database, *table_of):
            return entry
    return None


def _logged(folder: Path, done: Refreshed) -> Import:
    path, origin = folder / done.entry.path, done.entry.origin
    return Import(
        time=now(),
        path=done.entry.path,
        part=done.entry.layer or path.stem,
        source=address_of(origin) if origin is not None else "",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        modified=origin.taken_at[:10] if origin is not None else "",
        kind=done.entry.kind,
        in_file=done.rows_after,
        used=done.rows_after,
    )


@dataclass(frozen=True, slots=True)
class _OneOf:
    """Progress of one table among several."""

    outer: Progress
    place: int
    tables: int

    def step(self, done: int, total: int, message: str = "") -> None:
        """Say which table it is when there are several."""
        which = f"{self.place + 1}/{self.tables}  " if self.tables > 1 else ""
        self.outer.step(done, total, f"{which}{message}")
