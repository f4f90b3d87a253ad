"""Workbooks (XLSX, XLS, ODS), sheet by sheet, every cell with the value the workbook stores.

calamine hands error cells and formulas that were never computed over as empty; workbook_xml.py
finds those in the XML, so that no value vanishes without a word.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import python_calamine
from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.found import FoundFile, Spent, source_of
from watermap.reading.raw import RawTable, Source
from watermap.reading.rows import BLOCK, Gathered, Part, Rows
from watermap.reading.workbook.old_workbook import check_old_workbook
from watermap.reading.workbook.workbook_guard import Looked, announced_bytes, check_package
from watermap.reading.workbook.workbook_xml import Special, special_cells

_FIFTEEN_DIGITS = 10**15  # a workbook stores numbers in no more
_SMALL = 4 * 2**20  # bytes unpacked that are looked through at once anyway

Merged = tuple[tuple[int, int, int, int], ...]
Place = tuple[int, int]  # row and column, counted from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One sheet as calamine gives it."""

    name: str
    hidden: bool
    rows: Rows
    merged: tuple[tuple[Place, Place], ...]


def read_workbook(
    path: Path,
    form: str,
    *,
    sheets: Sequence[str] | None,
    careful: bool = False,
    progress: Progress = SILENT,
) -> FoundFile:
    """The sheets of a workbook; charts and macro sheets are no tables and left out.

    A large one is parsed while the guard still looks through it. Where it is a bomb after all, the
    guard says so or the process dies of it; then it is read again carefully, one after the other.

    Args:
        path: the workbook.
        form: "XLSX", "XLS" or "ODS".
        sheets: names of the sheets to read; None: all.
        careful: parse nothing before the guard has seen all of it.
        progress: told how far the reading is.

    Raises:
        WatermapError: it is damaged, protected by a password, or grows beyond all measure.
        Spent: the same, and a parser still runs.
    """
    announced = announced_bytes(path, form) if form != "XLS" else 0
    steps = _Halves(progress, announced)
    if careful or announced <= _SMALL:
        source, specials = _guarded(path, form, steps)
        parsed = _parsed(path, sheets, steps)
    else:
        parsing = _started(lambda: _parsed(path, sheets, steps))
        try:
            source, specials = _guarded(path, form, steps)
        except WatermapError as error:
            raise Spent(*error.problems) from error
        parsed = parsing.result()
    tables = [_table(sheet, source, specials.get(sheet.name, Special())) for sheet in parsed]
    problems = [Problem.note("reading.errors_unseen", file=path.name)] if form != "XLSX" else []
    return FoundFile(source=source, tables=tables, problems=problems)


class _Halves:
    """Progress of a workbook: one half is looking through it, the other making rows."""

    def __init__(self, progress: Progress, announced: int) -> None:
        self._progress = progress
        self._announced = max(1, announced)
        self._seen = 0.0

    def seen(self, total: int) -> None:
        self._seen = min(1.0, total / self._announced)
        self.made(0.0)

    def made(self, part: float) -> None:
        self._progress.step(round((self._seen + part) * 500), 1000)


def _started(parse: Callable[[], list[_Sheet]]) -> Future[list[_Sheet]]:
    """Parse in a thread that nobody waits for; calamine leaves the other thread room."""
    future: Future[list[_Sheet]] = Future()

    def run() -> None:
        try:
            future.set_result(parse())
        except BaseException as error:  # noqa: BLE001  (raised again where the result is asked for)
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


def _guarded(path: Path, form: str, steps: _Halves) -> tuple[Source, Mapping[str, Special]]:
    """What the guard has to say, and the special cells it has found."""
    if form == "XLS":
        check_old_workbook(path)
    looked = check_package(path, seen=steps.seen) if form != "XLS" else Looked()
    source = source_of(path, form)
    return source, special_cells(path, looked) if form == "XLSX" else {}


def _parsed(path: Path, sheets: Sequence[str] | None, steps: _Halves) -> list[_Sheet]:
    with _told(path), CalamineWorkbook.from_path(path) as book:
        wanted = [
            sheet
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and (sheets is None or sheet.name in sheets)
        ]
        return [_sheet(book, sheet, steps) for sheet in wanted]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn calamine's refusals into ours; its panics, which are no ordinary exceptions, too."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise WatermapError(Problem.error("reading.password", file=path.name)) from error
    except python_calamine.CalamineError as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error


def _sheet(book: CalamineWorkbook, meta: SheetMetadata, steps: _Halves) -> _Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    gathered = Gathered()
    _, left = sheet.start or (0, 0)
    every = sheet.iter_rows()
    while block := list(islice(every, BLOCK)):
        columns = list(zip(*block, strict=True))
        gathered.add_columns(columns, len(block), left=left)
        steps.made(gathered.height / (gathered.height + sheet.height))
    return _Sheet(
        name=meta.name,
        hidden=meta.visible != SheetVisibleEnum.Visible,
        rows=gathered.rows(),
        merged=tuple(sheet.merged_cell_ranges or ()),
    )


def _table(sheet: _Sheet, source: Source, special: Special) -> RawTable:
    """A sheet with the words of its error cells (#DIV/0!), which calamine leaves empty."""
    rows = sheet.rows.with_texts(special.errors)
    return RawTable(
        source=source,
        name=sheet.name,
        encoding=None,
        rows=rows,
        merged=_merged(sheet.merged, rows),
        hidden=sheet.hidden,
        problems=tuple(_problems(source.path.name, sheet.name, rows, special)),
    )


def _merged(ranges: Sequence[tuple[Place, Place]], rows: Rows) -> Merged:
    """The merged ranges, cut to the cells there are."""
    last_row, last_column = rows.height - 1, rows.width - 1
    return tuple(
        (top, left, min(bottom, last_row), min(right, last_column))
        for (top, left), (bottom, right) in ranges
        if top <= last_row and left <= last_column
    )


def _problems(file: str, sheet: str, rows: Rows, special: Special) -> list[Problem]:
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
        place
        for part in rows.parts
        if part.kind in ("number", "integer")
        for place in _long_numbers(part)
    ]
    if long:
        found.append(
            Problem.warning("reading.long_numbers", n=len(long), row=min(long) + 1, **where)
        )
    return found


def _long_numbers(part: Part) -> list[int]:
    """Rows, from 0, whose number has so many digits that the last ones are not sure."""
    values = np.abs(part.values.fill_null(0).to_numpy())
    rows: list[int] = np.flatnonzero(values >= _FIFTEEN_DIGITS).tolist()
    return rows
