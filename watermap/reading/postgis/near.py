"""Of a table that stays in its database: the rows near some places, with their place in the table.

The whole table is never brought. What a copy of it would tell beside is asked from the server: how
many rows there are, which row is the how-manieth, and the features at the edges of its extent, by
which is known how far the layer speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watermap.errors import Problem, WatermapError
from watermap.reading.postgis.connection import Database
from watermap.reading.postgis.rows import BLOCK, Row, TableLook, wanted_of

if TYPE_CHECKING:
    from psycopg import sql

Box = tuple[float, float, float, float]
"""West, south, east, north."""

# Degrees on the ellipsoid of CGCS2000 and no other datum, as watermap takes them too.
_DEGREES = "+proj=longlat +ellps=GRS80 +no_defs"
_EDGE_ROWS = 3  # of each edge of the extent, so that none is lost to the last digit of a transform


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRows:
    """Rows of a table. ``numbers``: the place of each in the order of the key, counted from 0."""

    numbers: tuple[int, ...]
    rows: tuple[Row, ...]
    without_shape: int  # in the whole table: no shape, or an empty one


def near_rows(
    database: Database, look: TableLook, boxes: Sequence[Box], *, touched: Box | None
) -> NearRows:
    """The rows whose bounds reach into a box, and those that tell how far the layer reaches.

    Args:
        database: in the same look as ``look``.
        look: of the table; it has a primary key and a coordinate system.
        boxes: in the table's own coordinates.
        touched: in degrees; where any row's bounds reach into it, a few of those come along.

    Raises:
        WatermapError: the table has no primary key, or the server refuses.
        Cancelled: asked for through the database's progress.
    """
    if not look.key:
        raise WatermapError(Problem.error("postgis.no_key", table=look.name.shown))
    asked = _Asked(look)
    found: list[Row] = []
    for block in database.blocks(asked.query(boxes, touched), BLOCK):
        found += block
    without = database.rows(asked.without_shape())[0][0]
    return NearRows(
        numbers=tuple(int(row[0]) for row in found),
        rows=tuple(tuple(row[1:]) for row in found),
        without_shape=int(without),
    )


class _Asked:
    """The pieces of the question; every name is quoted, every function has its schema."""

    def __init__(self, look: TableLook) -> None:
        from psycopg import sql

        self._look = look
        self._table = sql.Identifier(look.name.schema, look.name.table)
        self._keys = sql.SQL(", ").join(map(sql.Identifier, look.key))
        self._shape = sql.SQL("{}::{}").format(
            sql.Identifier(look.name.geometry or ""), sql.Identifier(look.extension, "geometry")
        )

    def _of_postgis(self, function: str) -> "sql.Identifier":
        from psycopg import sql

        return sql.Identifier(self._look.extension, function)

    def without_shape(self) -> "sql.Composed":
        from psycopg import sql

        return sql.SQL("SELECT count(*) FROM {} WHERE coalesce({}({}), true)").format(
            self._table, self._of_postgis("st_isempty"), self._shape
        )

    def query(self, boxes: Sequence[Box], touched: Box | None) -> "sql.Composed":
        """Numbers and rows, in the order of the key."""
        from psycopg import sql

        parts = [self._in(box) for box in boxes] + self._edges()
        if touched is not None:
            parts.append(self._touching(touched))
        return sql.SQL(
            'SELECT "watermap n", {wanted} FROM {table} AS "watermap t"'
            ' JOIN ({parts}) AS "watermap chosen" USING ({keys})'
            ' JOIN (SELECT {keys}, row_number() OVER (ORDER BY {keys}) - 1 AS "watermap n"'
            ' FROM {table}) AS "watermap numbered" USING ({keys}) ORDER BY 1'
        ).format(
            wanted=sql.SQL(", ").join(wanted_of(self._look)),
            table=self._table,
            parts=sql.SQL(" UNION ").join(parts),
            keys=self._keys,
        )

    def _in(self, box: Box) -> "sql.Composed":
        from psycopg import sql

        return sql.SQL("SELECT {} FROM {} WHERE {} OPERATOR({}.&&) {}").format(
            self._keys,
            self._table,
            self._shape,
            sql.Identifier(self._look.extension),
            self._envelope(box),
        )

    def _envelope(self, box: Box) -> "sql.Composed":
        from psycopg import sql

        numbers = sql.SQL(", ").join(map(sql.Literal, (*box, self._look.srid)))
        return sql.SQL("{}({})").format(self._of_postgis("st_makeenvelope"), numbers)

    def _in_degrees(self) -> "sql.Composed":
        from psycopg import sql

        # Said from what to what: by the SRID alone PostGIS looks along the search path.
        return sql.SQL(
            "{transform}({shape}, (SELECT proj4text FROM {known} WHERE srid = {srid}), {degrees})"
        ).format(
            transform=self._of_postgis("st_transform"),
            shape=self._shape,
            known=self._of_postgis("spatial_ref_sys"),
            srid=sql.Literal(self._look.srid),
            degrees=sql.Literal(_DEGREES),
        )

    def _edges(self) -> list["sql.Composed"]:
        """A few rows that reach farthest to each side."""
        from psycopg import sql

        sides = (("st_xmin", "ASC"), ("st_ymin", "ASC"), ("st_xmax", "DESC"), ("st_ymax", "DESC"))
        return [
            sql.SQL(
                "(SELECT {keys} FROM {table} WHERE NOT {empty}({shape})"
                " ORDER BY {edge}({degrees}) {way} LIMIT {rows})"
            ).format(
                keys=self._keys,
                table=self._table,
                empty=self._of_postgis("st_isempty"),
                shape=self._shape,
                edge=self._of_postgis(edge),
                degrees=self._in_degrees(),
                way=sql.SQL(way),
                rows=sql.Literal(_EDGE_ROWS),
            )
            for edge, way in sides
        ]

    def _touching(self, box: Box) -> "sql.Composed":
        from psycopg import sql

        west, south, east, north = map(sql.Literal, box)
        return sql.SQL(
            "(SELECT {keys} FROM (SELECT {keys}, {degrees} AS {g} FROM {table}"
            " WHERE NOT {empty}({shape})) AS placed WHERE {xmin}({g}) <= {east} AND {xmax}({g}) >="
            " {west} AND {ymin}({g}) <= {north} AND {ymax}({g}) >= {south} LIMIT {rows})"
        ).format(
            g=sql.Identifier("watermap g"),
            keys=self._keys,
            table=self._table,
            degrees=self._in_degrees(),
            empty=self._of_postgis("st_isempty"),
            shape=self._shape,
            xmin=self._of_postgis("st_xmin"),
            xmax=self._of_postgis("st_xmax"),
            ymin=self._of_postgis("st_ymin"),
            ymax=self._of_postgis("st_ymax"),
            rows=sql.Literal(_EDGE_ROWS),
            west=west,
            south=south,
            east=east,
            north=north,
        )
