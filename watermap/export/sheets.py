"""Tables as an Excel workbook: typed columns, frozen header, filters, nothing that could run."""

import datetime as dt
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from watermap.atomic import atomic
from watermap.catalogue.kinds import Colour
from watermap.errors import Problem, WatermapError
from watermap.export.colours import colours
from watermap.export.plain import printable, unprintable
from watermap.figures import rounded

MOST_ROWS = 1_048_575  # of Excel, without the header
LONGEST_TEXT = 32_767  # characters in a cell, Excel's limit
HIGHEST_PT = 409.0  # of a row, Excel's limit
LINE_PT = 16.5  # of Chinese text in the standard font
_A4 = 9  # xlsxwriter's number for it

ColumnType = Literal["text", "integer", "number", "date"]
Value = str | int | float | Decimal | dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``decimals`` None: each Decimal is shown with the decimals it has."""

    title: str
    type: ColumnType = "text"
    decimals: int | None = None
    width: float = 14  # in characters of the standard font


@dataclass(frozen=True, slots=True, kw_only=True)
class Coloured:
    """A value on a coloured ground."""

    value: Value
    fill: Colour
    text: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One tab. Each row has one value a column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value | Coloured, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPicture:
    """A tab that holds a picture alone."""

    name: str
    path: Path


def write_sheets(
    sheets: Sequence[Sheet],
    path: Path,
    *,
    title: str,
    picture: SheetPicture | None = None,
    made_on: dt.date | None = None,
) -> tuple[Problem, ...]:
    """Write a workbook with one tab a sheet; say what was cut to fit.

    Args:
        sheets: the tabs.
        path: where to write.
        title: of the workbook.
        picture: a tab behind the first; None: there is none.
        made_on: the time that the file says; None: now.

    Raises:
        WatermapError: a sheet is too long for Excel, or the file cannot be written.
    """
    _hold_to_limits(sheets, path)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    properties: dict[str, object] = {
        "title": printable(title),
        "author": "watermap",
        "comments": "",
    }
    if made_on is not None:
        properties["created"] = dt.datetime.combine(made_on, dt.time())
    book.set_properties(properties)
    formats = _Formats(book)
    for at, sheet in enumerate(sheets):
        _write(book.add_worksheet(sheet.name), sheet, formats)
        if picture is not None and at == 0:
            book.add_worksheet(picture.name).insert_image(0, 0, str(picture.path))
    book.close()
    with atomic(path) as temporary:
        temporary.write_bytes(buffer.getvalue())
    return (*_cut(sheets, path), *_cleaned(sheets, path))


def _hold_to_limits(sheets: Sequence[Sheet], path: Path) -> None:
    problems = [
        Problem.error(
            "export.too_many_rows",
            file=path,
            sheet=sheet.name,
            found=len(sheet.rows),
            most=MOST_ROWS,
        )
        for sheet in sheets
        if len(sheet.rows) > MOST_ROWS
    ]
    if problems:
        raise WatermapError(*problems)


def _cut(sheets: Sequence[Sheet], path: Path) -> tuple[Problem, ...]:
    count = sum(
        isinstance(value, str) and len(printable(value)) > LONGEST_TEXT
        for sheet in sheets
        for row in sheet.rows
        for value in row
    )
    if not count:
        return ()
    return (Problem.warning("export.text_cut", file=path, count=count, most=LONGEST_TEXT),)


def _cleaned(sheets: Sequence[Sheet], path: Path) -> tuple[Problem, ...]:
    """That characters were replaced which no such file can hold."""
    count = sum(
        isinstance(bare, str) and unprintable(bare)
        for sheet in sheets
        for row in sheet.rows
        for value in row
        for bare in (value.value if isinstance(value, Coloured) else value,)
    )
    return (Problem.note("export.text_cleaned", file=path, count=count),) if count else ()


def _write(target: Worksheet, sheet: Sheet, formats: "_Formats") -> None:
    for at, column in enumerate(sheet.columns):
        target.set_column(at, at, column.width)
        target.write_string(0, at, column.title, formats.header())
    for down, row in enumerate(sheet.rows, start=1):
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(target, down, at, column, value, formats)
        lines = _lines(row, sheet.columns)
        if lines > 1:  # not every program makes rows as high as their wrapped texts
            target.set_row(down, LINE_PT * lines)
    target.set_row(0, 30)
    target.freeze_panes(1, 0)
    target.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    target.set_landscape()
    target.set_paper(_A4)
    target.fit_to_pages(1, 0)
    target.repeat_rows(0)


def _lines(row: Sequence[Value | Coloured], columns: Sequence[Column]) -> int:
    """How many lines the highest cell of a row takes, as high as Excel lets rows be."""
    texts = (
        (value.value if isinstance(value, Coloured) else value, column)
        for value, column in zip(row, columns, strict=True)
    )
    wanted = [
        sum(max(1, math.ceil(_wide(part) / column.width)) for part in text.split("\n"))
        for text, column in texts
        if isinstance(text, str) and (len(text) * 2 > column.width or "\n" in text)
    ]
    return min(max(wanted, default=1), int(HIGHEST_PT // LINE_PT))


def _wide(text: str) -> int:
    """The width of a text in characters of the standard font; Chinese ones count twice."""
    return sum(1 if unicodedata.east_asian_width(sign) in ("N", "Na", "H") else 2 for sign in text)


def _write_cell(
    target: Worksheet,
    down: int,
    at: int,
    column: Column,
    value: Value | Coloured,
    formats: "_Formats",
) -> None:
    coloured = value if isinstance(value, Coloured) else None
    bare = value.value if isinstance(value, Coloured) else value
    look = formats.cell(column, bare, coloured)
    if bare is None or bare == "":
        target.write_blank(down, at, None, look)
    elif isinstance(bare, str):
        # write_string, so that no text is ever taken for a formula, a link or a number.
        target.write_string(down, at, printable(bare)[:LONGEST_TEXT], look)
    elif isinstance(bare, dt.date):
        target.write_datetime(down, at, bare, look)
    else:
        decimals = _decimals(column, bare)
        exact = bare if decimals is None else rounded(bare, decimals)
        target.write_number(down, at, float(exact), look)


def _decimals(column: Column, value: Decimal | float) -> int | None:
    """How many decimals a number is shown with; None: as it is."""
    if column.type == "integer":
        return 0
    if column.decimals is not None:
        return column.decimals
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else None
    return None


class _Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}

    def header(self) -> Format:
        return self._format(
            bold=True, text_wrap=True, align="center", valign="vcenter", border=1,
            bg_color=colours().header,
        )  # fmt: skip

    def cell(self, column: Column, value: Value, coloured: Coloured | None) -> Format:
        wanted: dict[str, object] = {"valign": "top", "border": 1, "border_color": "#c8d0d8"}
        if isinstance(value, str) or value is None:
            wanted |= {"num_format": "@", "text_wrap": True}
        elif isinstance(value, dt.date):
            wanted |= {"num_format": "yyyy-mm-dd"}
        else:
            wanted |= {"num_format": _number_format(_decimals(column, value))}
        if coloured:
            wanted |= {
                "bg_color": coloured.fill[:7],
                "font_color": coloured.text[:7],
                "align": "center",
            }
        return self._format(**wanted)

    def _format(self, **wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _number_format(decimals: int | None) -> str:
    if decimals is None:
        return "General"
    return "0." + "0" * decimals if decimals else "0"
