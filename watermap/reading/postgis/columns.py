"""The columns of a table beside its shapes: which are taken, and as what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from watermap.errors import Problem
from watermap.reading.postgis.address import TableName
from watermap.reading.postgis.connection import Database

if TYPE_CHECKING:
    from psycopg import sql

Kind = Literal["integer", "real", "text", "boolean", "date", "datetime"]
ZONE = "Asia/Shanghai"  # China has one time; a moment at midnight in UTC is another day here

# Two levels of domains are looked through; a deeper one is taken as text.
_COLUMNS = """
  SELECT a.attname, coalesce(bb.typname, b.typname, t.typname),
         greatest(a.atttypmod, t.typtypmod, b.typtypmod),
         coalesce(array_position(i.indkey::int2[], a.attnum), -1)
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
  LEFT JOIN pg_catalog.pg_type bb ON bb.oid = b.typbasetype
  LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY a.attnum
"""
_KINDS: dict[str, Kind] = {
    "int2": "integer", "int4": "integer", "int8": "integer", "float4": "real", "float8": "real",
    "bool": "boolean", "date": "date", "timestamp": "datetime", "timestamptz": "datetime",
}  # fmt: skip
_NOT_TAKEN = frozenset({"bytea", "geometry", "geography", "raster", "topogeometry"})
_SCALE_0, _HEADER = 0x7FF, 4  # how the digits of numeric(p, s) are packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that is taken. ``source``: its type in the database, domains looked through."""

    name: str
    source: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is taken of a table, and in which order its rows come."""

    taken: tuple[Column, ...]
    key: tuple[str, ...]  # the primary key; (): there is none
    problems: tuple[Problem, ...] = ()


def columns_of(database: Database, name: TableName, geometry: str) -> Columns:
    """The columns of a table or view other than that of its shapes.

    Raises:
        WatermapError: the server refuses.
        Cancelled: asked for through the database's progress.
    """
    listed = database.rows(_COLUMNS, [name.schema, name.table])
    others = [row for row in listed if row[0] != geometry]
    exact = _exact(database, name, [row[0] for row in others if row[1] == "numeric"])
    taken = [
        Column(name=column, source=source, kind=_kind(source, digits, exact.get(column)))
        for column, source, digits, _ in others
        if source not in _NOT_TAKEN
    ]
    key = sorted((place, column) for column, _, _, place in listed if place >= 0)
    return Columns(
        taken=tuple(taken),
        key=tuple(column for _, column in key),
        problems=tuple(_problems(name, others, taken)),
    )


def _kind(source: str, digits: int, exact: tuple[bool, bool] | None) -> Kind:
    if exact is None:
        return _KINDS.get(source, "text")
    whole, real = exact
    declared_whole = digits >= 0 and (digits - _HEADER) & _SCALE_0 == 0
    if whole and (declared_whole or not real):
        return "integer"
    return "real" if real else "text"


def _exact(
    database: Database, name: TableName, numerics: Sequence[str]
) -> dict[str, tuple[bool, bool]]:
    """Of each numeric column: can all values be whole numbers of 64 bits; can they be floats."""
    from psycopg import sql

    if not numerics:
        return {}
    whole = sql.SQL(
        "coalesce(bool_and(CASE WHEN abs({0}) < 9e18 THEN {0} % 1 = 0 ELSE false END)"
        " FILTER (WHERE {0} IS NOT NULL), false)"
    )
    real = sql.SQL(
        "coalesce(bool_and(CASE WHEN abs({0}) < 1e300 THEN {0}::float8::numeric = {0}"
        " ELSE {0} = 'NaN' END) FILTER (WHERE {0} IS NOT NULL), true)"
    )
    parts = [part.format(sql.Identifier(one)) for one in numerics for part in (whole, real)]
    found = database.rows(
        sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join(parts), sql.Identifier(name.schema, name.table)
        )
    )[0]
    return dict(zip(numerics, zip(found[::2], found[1::2], strict=True), strict=True))


def selected(column: Column) -> "sql.Composable":
    """How a column is asked for: times as ISO text, all that has no kind of its own as text."""
    from psycopg import sql

    name = sql.Identifier(column.name)
    if column.source == "timestamptz":
        return sql.SQL("({} AT TIME ZONE {})::text").format(name, sql.Literal(ZONE))
    if column.kind in ("integer", "real"):
        cast = {"integer": "int8", "real": "float8"}[column.kind]
        return sql.SQL("{}::{}").format(name, sql.SQL(cast))
    return name if column.kind == "boolean" else sql.SQL("{}::text").format(name)


def _problems(
    name: TableName, others: Sequence[tuple[object, ...]], taken: Sequence[Column]
) -> list[Problem]:
    problems = []
    left = "、".join(str(row[0]) for row in others if row[1] in _NOT_TAKEN)
    if left:
        problems.append(Problem.note("postgis.not_taken", table=name.shown, columns=left))
    for code, names in (
        ("zoned", [one.name for one in taken if one.source == "timestamptz"]),
        ("digits", [one.name for one in taken if one.source == "numeric" and one.kind == "text"]),
    ):
        if names:
            given = {"table": name.shown, "columns": "、".join(names)}
            problems.append(Problem.note(f"postgis.{code}", **given))
    return problems
