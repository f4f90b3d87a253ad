"""Workbooks (XLSX, XLS, ODS), sheet by sheet, every cell with the value the workbook stores.

calamine hands error cells and formulas that were never computed over as empty; workbook_xml.py
finds those in the XML, so that no value vanishes without a word.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import python_calamine
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from watermap.errors import Problem, WatermapError
from watermap.reading.found import FoundFile, source_of
from watermap.reading.raw import Cell, RawTable, Source
from watermap.reading.workbook_guard import Looked, check_package
from watermap.reading.workbook_xml import Special, special_cells

_EXACT_UP_TO = 2**53  # a workbook stores numbers in 15 digits; whole ones beyond are not exact
_FIFTEEN_DIGITS = 10**15

Merged = tuple[tuple[int, int, int, int], ...]


def read_workbook(path: Path, form: str, *, sheets: Sequence[str] | None) -> FoundFile:
    """The sheets of a workbook; charts and macro sheets are no tables and left out.

    Raises:
        WatermapError: it is damaged, protected by a password, or grows beyond all measure.
    """
    source = source_of(path, form)
    looked = check_package(path, form) if form != "XLS" else Looked()
    specials = special_cells(path, looked) if form == "XLSX" else {}
    tables = []
    try:
        with CalamineWorkbook.from_path(path) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet and (
                    sheets is None or sheet.name in sheets
                ):
                    hidden = sheet.visible != SheetVisibleEnum.Visible
                    special = specials.get(sheet.name, Special())
                    tables.append(_sheet(book, sheet.name, source, special, hidden=hidden))
    except python_calamine.PasswordError as error:
        raise WatermapError(Problem.error("reading.password", file=path.name)) from error
    except python_calamine.CalamineError as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    problems = [Problem.note("reading.errors_unseen", file=path.name)] if form != "XLSX" else []
    return FoundFile(source=source, tables=tables, problems=problems)


def _sheet(
    book: CalamineWorkbook, name: str, source: Source, special: Special, *, hidden: bool
) -> RawTable:
    sheet = book.get_sheet_by_name(name)
    grid = sheet.to_python(skip_empty_area=False)
    rows = _with_errors([[_cell(value) for value in row] for row in grid], special.errors)
    return RawTable(
        source=source,
        name=name,
        encoding=None,
        rows=tuple(tuple(row) for row in rows),
        merged=_merged(sheet.merged_cell_ranges or [], rows),
        hidden=hidden,
        problems=tuple(_problems(source.path.name, name, rows, special)),
    )


def _cell(value: object) -> Cell:
    """A cell as raw.py has it: whole numbers as int, an empty text as None."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_UP_TO:
        return int(value)
    if isinstance(value, dt.timedelta):
        return _duration(value)
    if value == "":
        return None
    return value  # type: ignore[return-value]


def _duration(value: dt.timedelta) -> str:
    """A length of time as the sheet shows it: hours may go beyond 24."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _with_errors(rows: list[list[Cell]], errors: Mapping[tuple[int, int], str]) -> list[list[Cell]]:
    """The grid with the words of its error cells (#DIV/0!), which calamine leaves empty."""
    if not errors:
        return rows
    height = max(len(rows), *(row + 1 for row, _ in errors))
    width = max(len(rows[0]) if rows else 0, *(column + 1 for _, column in errors))
    grid = [[*row, *[None] * (width - len(row))] for row in rows]
    grid += [[None] * width for _ in range(height - len(grid))]
    for (row, column), words in errors.items():
        grid[row][column] = words
    return grid


def _merged(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], rows: Sequence[Sequence[Cell]]
) -> Merged:
    """The merged ranges, cut to the cells there are."""
    last_row, last_column = len(rows) - 1, (len(rows[0]) if rows else 0) - 1
    return tuple(
        (top, left, min(bottom, last_row), min(right, last_column))
        for (top, left), (bottom, right) in ranges
        if top <= last_row and left <= last_column
    )


def _problems(
    file: str, sheet: str, rows: Sequence[Sequence[Cell]], special: Special
) -> list[Problem]:
    where = {"file": file, "sheet": sheet}
    found = []
    if special.errors:
        row = min(special.errors)[0] + 1
        found.append(
            Problem.warning("reading.error_cells", n=len(special.errors), row=row, **where)
        )
    if special.not_computed:
        row = min(special.not_computed)[0] + 1
        n = len(special.not_computed)
        found.append(Problem.warning("reading.not_computed", n=n, row=row, **where))
    if special.formulas > len(special.not_computed):
        found.append(Problem.note("reading.formulas", n=special.formulas, **where))
    long = [
        number
        for number, row in enumerate(rows, start=1)
        for cell in row
        if type(cell) in (int, float) and abs(cell) >= _FIFTEEN_DIGITS  # type: ignore[arg-type]
    ]
    if long:
        found.append(Problem.warning("reading.long_numbers", n=len(long), row=long[0], **where))
    return found
