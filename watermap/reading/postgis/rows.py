"""A table's rows: first looked over as a whole, then brought block by block."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from watermap.errors import Problem, WatermapError
from watermap.reading.postgis.address import TableName
from watermap.reading.postgis.columns import Column, columns_of, selected
from watermap.reading.postgis.connection import Database
from watermap.reading.postgis.place import crs_of
from watermap.reading.postgis.tables import extension_schema, the_column

if TYPE_CHECKING:
    from psycopg import sql

BLOCK = 10_000
_SEGMENTS = 128  # straight pieces for a quarter of a circle: 0.02 % of its radius beside the arc
_WITH_M = (1, 3)

Row = tuple[Any, ...]
"""The shape as well-known binary or None, then the values of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """All that is known of a table before its rows are brought.

    ``types``: how many shapes of each type, with ``None`` for rows without one. ``crs_wkt`` None:
    the user has to be asked.
    """

    name: TableName  # with its column of shapes
    extension: str  # the schema PostGIS has its functions in
    rows: int
    types: Mapping[str, int]
    srid: int
    crs_wkt: str | None
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    arcs: bool
    problems: tuple[Problem, ...]


def look_at(database: Database, name: TableName) -> TableLook:
    """Count a table's rows by what their shapes are, and decide on its columns.

    Raises:
        WatermapError: no such table, no right to it, or shapes in several coordinate systems.
        Cancelled: asked for through the database's progress.
    """
    chosen = the_column(database, name)
    name = chosen.name
    extension = extension_schema(database)
    columns = columns_of(database, name, chosen.geometry)
    counted = database.rows(_counting(extension, name))
    srids = sorted({srid for _, srid, _, _, _ in counted if srid is not None})
    if len(srids) > 1:
        listed = "、".join(map(str, srids))
        raise WatermapError(Problem.error("postgis.srids", table=name.shown, srids=listed))
    srid = srids[0] if srids else chosen.srid
    crs_wkt, said = crs_of(database, extension, srid, name)
    types: Counter[str] = Counter()
    for kind, _, _, _, rows in counted:
        types[str(kind).removeprefix("ST_")] += rows
    return TableLook(
        name=name,
        extension=extension,
        rows=types.total(),
        types=types,
        srid=srid,
        crs_wkt=crs_wkt,
        columns=columns.taken,
        key=columns.key,
        arcs=any(arc for _, _, _, arc, _ in counted),
        problems=(*said, *columns.problems, *_about_shapes(name, counted)),
    )


def blocks(database: Database, look: TableLook) -> Iterator[list[Row]]:
    """All rows, in the order of the primary key where there is one.

    Raises:
        WatermapError: the server refuses, is gone, or takes too long.
        Cancelled: asked for through the database's progress.
    """
    return database.blocks(_reading(look), BLOCK)


def _counting(extension: str, name: TableName) -> "sql.Composed":
    from psycopg import sql

    return sql.SQL(
        "SELECT {kind}(g), {srid}(g), {flag}(g), {arc}(g), count(*)"
        " FROM (SELECT {column}::{type} AS g FROM {table}) AS shapes GROUP BY 1, 2, 3, 4"
    ).format(
        kind=sql.Identifier(extension, "st_geometrytype"),
        srid=sql.Identifier(extension, "st_srid"),
        flag=sql.Identifier(extension, "st_zmflag"),
        arc=sql.Identifier(extension, "st_hasarc"),
        type=sql.Identifier(extension, "geometry"),
        column=sql.Identifier(name.geometry or ""),
        table=sql.Identifier(name.schema, name.table),
    )


def wanted_of(look: TableLook) -> list["sql.Composable"]:
    """What is asked for of each row: its shape as well-known binary, then the columns' values."""
    from psycopg import sql

    def of_postgis(function: str) -> sql.Identifier:
        return sql.Identifier(look.extension, function)

    shape: sql.Composable = sql.SQL("{}::{}").format(
        sql.Identifier(look.name.geometry or ""), of_postgis("geometry")
    )
    if look.arcs:
        shape = sql.SQL("CASE WHEN {arc}({g}) THEN {line}({g}, {n}) ELSE {g} END").format(
            arc=of_postgis("st_hasarc"),
            line=of_postgis("st_curvetoline"),
            g=shape,
            n=sql.Literal(_SEGMENTS),
        )
    return [
        sql.SQL("{}({}, 'NDR')").format(of_postgis("st_asbinary"), shape),
        *map(selected, look.columns),
    ]


def _reading(look: TableLook) -> "sql.Composed":
    from psycopg import sql

    query = sql.SQL("SELECT {} FROM {}").format(
        sql.SQL(", ").join(wanted_of(look)), sql.Identifier(look.name.schema, look.name.table)
    )
    if look.key:
        query += sql.SQL(" ORDER BY ") + sql.SQL(", ").join(map(sql.Identifier, look.key))
    return query


def _about_shapes(name: TableName, counted: Sequence[Row]) -> list[Problem]:
    """Arcs are made straight here, with a known error; M values are left to who reads the file."""
    arcs = sum(rows for _, _, _, arc, rows in counted if arc)
    measures = sum(rows for _, _, flag, _, rows in counted if flag in _WITH_M)
    problems = []
    if arcs:
        given = {"table": name.shown, "n": arcs, "segments": _SEGMENTS}
        problems.append(Problem.note("postgis.arcs", **given))
    if measures:
        problems.append(Problem.note("postgis.measures", table=name.shown, n=measures))
    return problems
