"""PostGIS on the command line: what a database holds, and its tables as layers of a new project."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.table import Table

from watermap.cli.login import logged_in
from watermap.cli.session import Session
from watermap.cli.words import word
from watermap.errors import Problem, WatermapError
from watermap.language import Language
from watermap.progress import Progress
from watermap.reading.postgis.address import Address, is_address, parse, written
from watermap.reading.postgis.connection import Login, connected
from watermap.reading.postgis.tables import GeometryColumn, geometry_columns, the_column
from watermap.workspace.new import NewLayer
from watermap.workspace.project import FILE_NAME
from watermap.workspace.snapshot import Snapshot, take


def database_record(session: Session, text: str, progress: Progress) -> dict[str, Any]:
    """The tables with shapes of a database, or the one that the address names."""
    address = parse(text)

    def work(login: Login) -> tuple[GeometryColumn, ...]:
        with connected(login, progress=progress) as database:
            if address.table is not None:
                return (the_column(database, address.table),)
            return geometry_columns(database)

    found = logged_in(session, address.server, work)
    return {
        "address": written(Address(server=address.server)),
        "tables": [_record(address, column) for column in found],
    }


def _record(address: Address, column: GeometryColumn) -> dict[str, Any]:
    return {
        "address": written(Address(server=address.server, table=column.name)),
        "schema": column.schema,
        "table": column.table,
        "geometry_column": column.geometry,
        "geometry": column.type,
        "srid": column.srid or None,
        "rows_estimated": column.rows,
        "view": column.view,
        "readable": column.readable,
    }


def tables_of(record: Mapping[str, Any], language: Language) -> Iterator[object]:
    """The record of one database for people."""
    yield record["address"]
    shown = Table()
    for name in ("schema", "layer", "geometry_column", "geometry", "srid", "features"):
        shown.add_column(word(name, language))
    for one in record["tables"]:
        rows = "—" if one["rows_estimated"] is None else f"≈ {one['rows_estimated']}"
        name = one["table"] if one["readable"] else f"{one['table']} ✗"
        srid = "—" if one["srid"] is None else str(one["srid"])
        shown.add_row(one["schema"], name, one["geometry_column"], one["geometry"], srid, rows)
    yield shown


def taken_layers(
    session: Session, folder: Path, texts: tuple[str, ...], progress: Progress
) -> tuple[dict[str, NewLayer], list[Problem]]:
    """The tables that ``--layer`` options name, as files in the folder, by the option's text.

    Raises:
        WatermapError: a project is there already, or a table cannot be had; then none is kept.
    """
    asked = [text for text in texts if is_address(text)]
    if asked and (folder / FILE_NAME).exists():
        raise WatermapError(Problem.error("workspace.already_there", path=folder))
    layers: dict[str, NewLayer] = {}
    problems: list[Problem] = []
    try:
        for text in asked:
            address, equals, kind = text.partition("=")
            taken = _taken(session, folder, parse(address), progress)
            layers[text] = NewLayer(
                path=folder / taken.path, kind=kind if equals else None, origin=taken.origin
            )
            problems += taken.problems
    except BaseException:
        for layer in layers.values():
            layer.path.unlink(missing_ok=True)
        raise
    return layers, problems


def _taken(session: Session, folder: Path, address: Address, progress: Progress) -> Snapshot:
    table = address.table
    if table is None:
        server = address.server.shown
        raise WatermapError(Problem.error("postgis.no_table_named", server=server))
    return logged_in(
        session,
        address.server,
        lambda login: take(folder, login=login, table=table, progress=progress),
    )
