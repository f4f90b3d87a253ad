"""Tables with one result a row: a column says the indicator, another the value."""

from collections.abc import Iterator
from decimal import Decimal

from watermap.errors import Message, WatermapError
from watermap.harmonise.cells import missing_words
from watermap.harmonise.columns import Columns
from watermap.harmonise.folding import plain
from watermap.harmonise.grid import Grid, column_letter
from watermap.harmonise.indicators import Indicator, load_indicators, recognise
from watermap.harmonise.numerals import as_written, folded, number
from watermap.harmonise.result_cell import ResultCell
from watermap.harmonise.rows import ResultRow
from watermap.harmonise.sheet_words import Role
from watermap.harmonise.values import CellValue, read_cell, unusable


def is_long(columns: Columns) -> bool:
    """Whether a table has a column for the indicator's name and one for its value."""
    return not columns.values and {"indicator", "value"} <= columns.roles.keys()


def long_cells(
    grid: Grid, columns: Columns, rows: list[ResultRow], unknown: set[str]
) -> Iterator[ResultCell]:
    """The results of a long table.

    Args:
        grid: the sheet.
        columns: of the table.
        rows: of results.
        unknown: takes up the names that are no indicator; their rows give nothing.
    """
    for row in rows:
        name = _text(grid, row, columns, "indicator")
        found = recognise(name)
        if found is None:
            unknown.add(name)
            continue
        indicator = load_indicators()[found[0]]
        unit = _text(grid, row, columns, "unit")
        said = unit if plain(unit) not in missing_words() and unit else found[1]
        yield ResultCell(
            section=row.section,
            code=row.code,
            date=row.date,
            indicator=indicator.id,
            read=_read(grid, columns, row, indicator=indicator, unit=said),
            row=row.row + 1,
            column=column_letter(columns.roles["value"]),
        )


def _read(
    grid: Grid, columns: Columns, row: ResultRow, *, indicator: Indicator, unit: str | None
) -> CellValue:
    cell = grid.rows[row.row][columns.roles["value"]]
    if unit is None and indicator.unit_must_be_said:
        return unusable(cell, Message.of("harmonise.unit_missing"))
    limit = _limit(_text(grid, row, columns, "limit"))
    try:
        return read_cell(cell, unit=unit or indicator.unit, indicator=indicator, method_limit=limit)
    except WatermapError as error:
        return unusable(cell, error.problems[0])


def _limit(text: str) -> Decimal | None:
    limit = number(folded(text).strip("<l "))
    return limit if limit is not None and limit > 0 else None


def _text(grid: Grid, row: ResultRow, columns: Columns, role: Role) -> str:
    place = columns.roles.get(role)
    return "" if place is None else as_written(grid.rows[row.row][place]).strip()
