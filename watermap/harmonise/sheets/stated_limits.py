"""The limits that a sheet prints between its header and its results: whose water it speaks of."""

import re
from collections.abc import Sequence
from decimal import Decimal

from watermap.harmonise.sheets.columns import Columns, ValueColumn
from watermap.harmonise.sheets.grid import Grid
from watermap.harmonise.sheets.sheet import Block
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.numerals import as_written, folded, number
from watermap.harmonise.terms.units import convert
from watermap.reading.raw import Cell

_LIMIT = re.compile(r"[≤≥<>=]{0,2} ?(?P<number>\d[\d.]*)")


def stated_limits(grid: Grid, block: Block, columns: Columns) -> dict[str, Decimal]:
    """What the row of limits says; {} where there is none, or several that nobody can choose among.

    Ranges (pH 6～9) are left out.
    """
    rows = [row for row, kind in block.header if kind == "limits"]
    if len(rows) != 1:
        return {}
    return {
        column.indicator: limit
        for column in columns.values
        if (limit := _limit(grid.rows[rows[0]], column)) is not None
    }


def _limit(row: Sequence[Cell], column: ValueColumn) -> Decimal | None:
    if column.unit is None:
        return None
    written = _LIMIT.fullmatch(folded(as_written(row[column.place])))
    value = number(written["number"]) if written else None
    if value is None:
        return None
    return convert(value, column.unit, load_indicators()[column.indicator].unit)[0]
