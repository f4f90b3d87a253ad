"""A GeoPackage: counted by SQLite first, then read by GDAL, then compared.

Two copies of SQLite in one process do not see each other's locks, so the database is closed before
GDAL opens it. A database that another program is writing into is not touched: SQLite would create
or finish files beside it.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from watermap.errors import Problem, WatermapError
from watermap.reading.formats import FORMATS, not_real
from watermap.reading.found import FoundFile, source_of
from watermap.reading.vector import database
from watermap.reading.vector.plain_tables import read_table

_WRITE_AHEAD = 2  # byte 18 of the header: changes may lie in a second file, "-wal"
_CHECKED_BYTES = 300_000_000  # larger files are not looked through for damage before reading
_PLAIN = ("attributes", "aspatial")  # tables of rows; others hold pictures
_HELPERS = frozenset({"layer_styles", "qgis_projects"})  # other programs' settings, no data


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table of gpkg_contents. ``count``: rows that are really in it."""

    name: str
    type: str
    count: int
    has_crs: bool
    declared: int | None  # what GDAL has noted of the count; None: nothing


def read_geopackage(path: Path, *, layers: Sequence[str] | None, folder: Path) -> FoundFile:
    """The layers of a GeoPackage.

    Raises:
        WatermapError: it is damaged, no GeoPackage, or being written.
    """
    source = source_of(path, "GPKG")
    there = _quiet(path, folder)
    listed = _tables(there, path)
    found, tables = [], []
    for table in listed:
        if layers is not None and table.name not in layers:
            continue
        if table.type == "features":
            database.feature_count(there, table.name, FORMATS[".gpkg"])
            layer = database.read_layer(
                there,
                table.name,
                expected=table.count,
                file=path.name,
                has_crs=table.has_crs,
                exact=lambda column, name=table.name: _exact(there, name, column),  # type: ignore[misc]
                where="1 = 1",  # else GDAL believes a count that any program may have left there
            )
            found.append(replace(layer, problems=[*layer.problems, *_about_count(path, table)]))
        elif table.type in _PLAIN and table.name not in _HELPERS:
            tables.append(
                read_table(
                    there,
                    table.name,
                    source=source,
                    expected=table.count,
                    exact=lambda column, name=table.name: _exact(there, name, column),  # type: ignore[misc]
                )
            )
    others = [
        table.name
        for table in listed
        if table.type not in ("features", *_PLAIN) and table.name not in _HELPERS
    ]
    problems = (
        [Problem.note("reading.tables_not_read", file=path.name, tables=", ".join(others))]
        if others
        else []
    )
    return FoundFile(source=source, layers=found, tables=tables, problems=problems)


def _about_count(path: Path, table: _Table) -> list[Problem]:
    if table.declared in (None, table.count):
        return []
    given = {"file": path.name, "layer": table.name, "found": table.count}
    return [Problem.warning("reading.count_differs", declared=table.declared, **given)]


def _quiet(path: Path, folder: Path) -> Path:
    """The file itself, or a copy where opening it could change something beside it."""
    journal = path.with_name(path.name + "-journal")
    if journal.exists() and journal.stat().st_size:
        raise WatermapError(Problem.error("reading.being_written", file=path.name))
    with path.open("rb") as stream:
        head = stream.read(20)
    if head[18:19] != bytes([_WRITE_AHEAD]):
        return path
    copy = folder / path.name
    shutil.copyfile(path, copy)
    log = path.with_name(path.name + "-wal")
    if log.is_file():
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    return copy


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=2)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def _tables(there: Path, path: Path) -> list[_Table]:
    """The tables the GeoPackage lists, each with its true count."""
    try:
        with _opened(there) as connection:
            _refuse_damage(connection, there)
            listed = connection.execute(
                "SELECT c.table_name, c.data_type, g.srs_id FROM gpkg_contents c"
                " LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
            ).fetchall()
            declared = _declared(connection)
            return [
                _Table(
                    name=name,
                    type=kind,
                    count=connection.execute(f"SELECT COUNT(*) FROM {_quoted(name)}").fetchone()[0],
                    has_crs=number is not None and number > 0,
                    declared=declared.get(name.lower()),
                )
                for name, kind, number in listed
            ]
    except sqlite3.OperationalError as error:
        raise _refusal(path, error) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error


def _declared(connection: sqlite3.Connection) -> dict[str, int]:
    """The counts that GDAL keeps beside the tables, where it does; by name in small letters."""
    there = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gpkg_ogr_contents'"
    ).fetchone()
    if there is None:
        return {}
    rows = connection.execute("SELECT table_name, feature_count FROM gpkg_ogr_contents")
    return {str(name).lower(): count for name, count in rows if isinstance(count, int)}


def _refusal(path: Path, error: sqlite3.OperationalError) -> WatermapError:
    words = str(error)
    if "no such table: gpkg_" in words:
        return not_real(path, "GeoPackage", "sqlite")
    if "locked" in words:
        return WatermapError(Problem.error("reading.being_written", file=path.name))
    return WatermapError(Problem.error("reading.damaged", file=path.name))


def _refuse_damage(connection: sqlite3.Connection, there: Path) -> None:
    if there.stat().st_size <= _CHECKED_BYTES:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)


def _exact(there: Path, table: str, column: str) -> Mapping[int, int]:
    """One column of whole numbers by feature id, straight from SQLite."""
    with _opened(there) as connection:
        key = next(
            (
                row[1]
                for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")
                if row[5]
            ),
            "rowid",
        )
        rows = connection.execute(f"SELECT {_quoted(key)}, {_quoted(column)} FROM {_quoted(table)}")
        return {number: value for number, value in rows if isinstance(value, int)}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
