"""Which tables of a database hold shapes, and what the database says of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watermap.errors import Problem, WatermapError
from watermap.reading.postgis.address import TableName
from watermap.reading.postgis.connection import Database

if TYPE_CHECKING:
    from psycopg import sql

_EXTENSION = """
  SELECT n.nspname FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'
"""
# Partitions are left out: their table has all their rows. Tables of PostGIS itself hold no data.
_TABLES = """
  SELECT n.nspname, c.relname, a.attname, {type}(a.atttypmod), {srid}(a.atttypmod),
         c.reltuples::int8, c.relkind = ANY ('{{v,m}}'::"char"[]),
         pg_catalog.has_schema_privilege(n.oid, 'USAGE')
           AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
  WHERE a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition
    AND c.relkind = ANY ('{{r,v,m,f,p}}'::"char"[])
    AND t.typname = ANY ('{{geometry,geography}}'::name[]) AND tn.nspname = {schema}
    AND n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'
  ORDER BY n.nspname, c.relname, a.attnum
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeometryColumn:
    """One column of shapes, as declared; views and old tables often declare nothing.

    ``srid`` 0: not declared. ``rows``: the server's estimate; None: it has never counted.
    """

    schema: str
    table: str
    geometry: str
    type: str
    srid: int
    rows: int | None
    view: bool
    readable: bool

    @property
    def name(self) -> TableName:
        """What to ask for."""
        return TableName(schema=self.schema, table=self.table, geometry=self.geometry)


def extension_schema(database: Database) -> str:
    """The schema in which PostGIS has its functions.

    Raises:
        WatermapError: the database has no PostGIS.
    """
    found = database.rows(_EXTENSION)
    if not found:
        raise WatermapError(Problem.error("postgis.no_extension", server=database.server.shown))
    return str(found[0][0])


def geometry_columns(database: Database) -> tuple[GeometryColumn, ...]:
    """All columns of shapes that the database has, by schema and table.

    Raises:
        WatermapError: the server refuses, or has no PostGIS.
        Cancelled: asked for through the database's progress.
    """
    return tuple(
        GeometryColumn(
            schema=schema,
            table=table,
            geometry=column,
            type=kind,
            srid=srid,
            rows=rows if rows >= 0 and not (view and rows == 0) else None,
            view=view,
            readable=readable,
        )
        for schema, table, column, kind, srid, rows, view, readable in database.rows(
            _tables_query(extension_schema(database))
        )
    )


def the_column(database: Database, name: TableName) -> GeometryColumn:
    """The one column of shapes that is meant.

    Raises:
        WatermapError: no such table or column, several and none named, or no right to read it.
    """
    every = geometry_columns(database)
    of_table = [one for one in every if (one.schema, one.table) == (name.schema, name.table)]
    chosen = [one for one in of_table if name.geometry in (None, one.geometry)]
    where = {"server": database.server.shown, "table": name.shown}
    if len(chosen) == 1:
        if chosen[0].readable:
            return chosen[0]
        raise WatermapError(Problem.error("postgis.no_right_table", **where))
    found = "、".join(one.geometry for one in of_table)
    if found:
        raise WatermapError(Problem.error("postgis.which_column", found=found, **where))
    known = "、".join(dict.fromkeys(one.name.shown for one in every if one.readable))
    raise WatermapError(Problem.error("postgis.no_layer", known=known or "—", **where))


def _tables_query(schema: str) -> "sql.Composed":
    from psycopg import sql

    return sql.SQL(_TABLES).format(
        type=sql.Identifier(schema, "postgis_typmod_type"),
        srid=sql.Identifier(schema, "postgis_typmod_srid"),
        schema=sql.Literal(schema),
    )
