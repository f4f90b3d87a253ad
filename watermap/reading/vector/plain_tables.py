"""Tables without shapes in a database: rows for the room that reads monitoring results."""

import datetime as dt
import itertools
import math
from pathlib import Path

from watermap.errors import Problem
from watermap.reading import gdal
from watermap.reading.found import FoundColumn
from watermap.reading.raw import Cell, RawTable, Source
from watermap.reading.vector import database
from watermap.reading.vector.database import Exact


def read_table(
    path: Path, name: str, *, source: Source, expected: int, exact: Exact | None = None
) -> RawTable:
    """One table, its field names as the first row.

    Args:
        path: the database GDAL opens; it may be a copy.
        name: the table's name.
        source: the file the user knows.
        expected: how many rows the file says it has.
        exact: gives whole numbers that GDAL has rounded.

    Raises:
        WatermapError: GDAL cannot read it.
    """
    meta, ids, _, values = gdal.read_vector(
        path, layer=name, datetime_as_string=True, read_geometry=False
    )
    columns = database.columns(meta, values, ids.tolist(), exact=exact)
    return table_of(columns, len(ids), name=name, source=source, expected=expected)


def table_of(
    columns: list[FoundColumn], rows: int, *, name: str, source: Source, expected: int
) -> RawTable:
    """A table made of columns; fields of bytes are left out and told."""
    file = source.path.name
    problems = [
        Problem.warning("reading.field_not_read", file=file, field=column.name)
        for column in columns
        if column.type == "binary"
    ]
    if rows != expected:
        problems.append(
            Problem.warning(
                "reading.rows_missing", file=file, table=name, announced=expected, read=rows
            )
        )
    kept = [column for column in columns if column.type != "binary"]
    cells = [[_cell(value) for value in column.values] for column in kept]
    body = zip(*cells, strict=True) if cells else itertools.repeat((), rows)
    return RawTable(
        source=source,
        name=name,
        encoding=None,
        rows=(tuple(column.name for column in kept), *body),
        problems=tuple(problems),
    )


def _cell(value: object) -> Cell:
    """One value; a moment keeps the digits the file shows, whatever zone GDAL takes them for."""
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, dt.datetime):
        return plain.replace(tzinfo=None)
    if isinstance(plain, float) and math.isnan(plain):
        return None
    return None if plain == "" else plain  # type: ignore[return-value]
