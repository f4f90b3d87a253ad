"""Sheets of workbooks as tables of a page: the same cells, the columns that a page has room for."""

from collections.abc import Sequence

from watermap.export.blocks import Cell, Grid, Number
from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.shown import MISSING, cell_text

TEXT_CM = 17.0  # the width of the text on A4


def picked(sheet: Sheet, titles: Sequence[str]) -> Sheet:
    """The columns with those headers, in that order.

    Raises:
        KeyError: the sheet has no such column.
    """
    places = {column.title: at for at, column in enumerate(sheet.columns)}
    wanted = [places[title] for title in titles]
    return Sheet(
        name=sheet.name,
        columns=tuple(sheet.columns[at] for at in wanted),
        rows=tuple(tuple(row[at] for at in wanted) for row in sheet.rows),
    )


def grid(
    sheet: Sheet,
    *,
    caption: str,
    number: Number | None = None,
    widths_cm: Sequence[float] | None = None,
) -> Grid:
    """A sheet as a table across the page; without widths, shared as in the workbook."""
    given = widths_cm or [column.width for column in sheet.columns]
    scale = TEXT_CM / sum(given)
    return Grid(
        widths_cm=tuple(round(width * scale, 2) for width in given),
        header=tuple(column.title for column in sheet.columns),
        rows=tuple(
            tuple(_cell(value, column) for value, column in zip(row, sheet.columns, strict=True))
            for row in sheet.rows
        ),
        caption=caption,
        number=number,
    )


def _cell(value: Value | Coloured, column: Column) -> Cell:
    if isinstance(value, Coloured):
        return Cell(
            text=cell_text(value.value, column.decimals),
            bold=True,
            align="centre",
            fill=value.fill[:7],
            colour=value.text[:7],
        )
    text = cell_text(value, column.decimals)
    if column.type in ("number", "integer"):
        return Cell(text=text or MISSING, align="right")
    return Cell(text=text or MISSING)
