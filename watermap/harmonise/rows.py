"""Which rows of a table are results, of which section and which day."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from watermap.errors import Message, Problem
from watermap.harmonise.columns import Columns
from watermap.harmonise.dates import DateReading, Hint, date_of_parts, hint_of, read_date
from watermap.harmonise.grid import Grid, is_empty
from watermap.harmonise.numerals import as_written
from watermap.harmonise.sheet import Block
from watermap.harmonise.sheet_words import Role, is_note, is_summary, named_in_title, role_of
from watermap.reading.raw import Cell

_NO_NAME = re.compile(r"(?i)(sheet|工作表|表|数据|结果|工作表标题|data|results?)[ _-]*\d*")
_KEYS: tuple[Role, ...] = ("section", "code", "date", "year", "month", "day")
_TIMES: tuple[Role, ...] = ("date", "year", "month", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stands around a table and holds for all of its rows."""

    section: str | None  # None: each row names its own, or nobody does
    year: int | None
    month: int | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One row of results."""

    row: int  # counted from 0
    section: str
    code: str | None
    date: dt.date | None
    undated: Message | None = None  # why there is no date


@dataclass(slots=True)
class RowsRead:
    """The rows of a table: results, and those left out with their row numbers counted from 1."""

    results: list[ResultRow] = field(default_factory=list)
    summary: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)


def setting_of(
    grid: Grid, block: Block, columns: Columns, *, sheet: str, file: str, year: int | None = None
) -> Setting:
    """Section, year and month that title, sheet name or file name give to all rows.

    Args:
        grid: the sheet.
        block: the table in it.
        columns: of the table.
        sheet: its name.
        file: the file's name.
        year: what the caller knows; it goes before everything else.
    """
    titles = list(dict.fromkeys(text for row in range(block.main) for text in grid.texts(row)))
    hints = [
        hint_of(sheet),
        *(hint_of(text) for text in titles if _tells_time(text)),
        hint_of(file),
    ]
    years = [year] if year else list(dict.fromkeys(hint.year for hint in hints if hint.year))
    where = {"file": file, "sheet": sheet}
    problems = []
    if len(years) > 1 and not {"date", "year"} & columns.roles.keys():
        listed = "、".join(map(str, years))
        problems.append(
            Problem.warning("harmonise.years_differ", **where, years=listed, used=years[0])
        )
    section, said = (None, []) if "section" in columns.roles else _section(titles, sheet, where)
    return Setting(
        section=section,
        year=years[0] if years else None,
        month=_first_month(hints),
        problems=(*problems, *said),
    )


def _first_month(hints: Sequence[Hint]) -> int | None:
    return next((hint.month for hint in hints if hint.month), None)


def _tells_time(text: str) -> bool:
    """A title, or 监测时间：2019年5月; not 上报时间：2020-08-14, which is no date of results."""
    label, colon, _ = text.replace("：", ":").partition(":")
    found = role_of(label)
    return not colon or (found is not None and found[0] in _TIMES)


def _section(
    titles: Sequence[str], sheet: str, where: dict[str, str]
) -> tuple[str | None, list[Problem]]:
    """The section of a sheet that has no column for it."""
    named = list(dict.fromkeys(name for text in titles if (name := named_in_title(text))))
    if len(named) == 1:
        return named[0], [Problem.note("harmonise.section_of_title", **where, section=named[0])]
    if not named and not _NO_NAME.fullmatch(sheet.strip()) and hint_of(sheet) == Hint():
        return sheet, [Problem.warning("harmonise.section_of_sheet", **where, section=sheet)]
    return None, []


def read_rows(grid: Grid, block: Block, columns: Columns, setting: Setting) -> RowsRead:
    """Sort the rows below the header into results, the sheet's own summary, and remarks."""
    read = RowsRead()
    for row in range(block.start, block.end):
        if grid.is_blank(row):
            continue
        if _is_summary(grid, row, columns):
            read.summary.append(row + 1)
        elif _is_note(grid, row, columns):
            read.notes.append(row + 1)
        else:
            result = _result(grid, row, columns, setting)
            if result.section:
                read.results.append(result)
            else:
                read.nameless.append(row + 1)
    return read


def _is_summary(grid: Grid, row: int, columns: Columns) -> bool:
    keys = (grid.text(row, columns.roles[role]) for role in _KEYS if role in columns.roles)
    first = grid.texts(row)[:1]
    return any(is_summary(text) for text in (*keys, *first) if text)


def _is_note(grid: Grid, row: int, columns: Columns) -> bool:
    texts = grid.texts(row)
    if texts and is_note(texts[0]):
        return True
    # One text over the whole width, or one alone in a row without a single result.
    results = {column.place for column in columns.values}
    if "value" in columns.roles:
        results.add(columns.roles["value"])
    cells = {as_written(cell) for cell in grid.rows[row] if not is_empty(cell)}
    empty = all(is_empty(grid.rows[row][place]) for place in results)
    return len(cells) == 1 and (empty or len(next(iter(cells))) > 12)


def _result(grid: Grid, row: int, columns: Columns, setting: Setting) -> ResultRow:
    def cell(role: Role) -> Cell:
        place = columns.roles.get(role)
        return None if place is None else grid.rows[row][place]

    code = as_written(cell("code")).strip() or None
    date = _date(cell("date"), cell("year"), cell("month"), cell("day"), setting)
    return ResultRow(
        row=row,
        section=setting.section or as_written(cell("section")).strip() or code or "",
        code=code,
        date=date.date if isinstance(date, DateReading) else None,
        undated=date if isinstance(date, Message) else None,
    )


def _date(
    date: Cell, year: Cell, month: Cell, day: Cell, setting: Setting
) -> DateReading | Message:
    """The date of a row: of its own cells first, then of what stands around the table."""
    of_year = setting.year if is_empty(year) else year
    if not is_empty(date):
        read = read_date(date, year=_whole(of_year))
        if isinstance(read, DateReading) or is_empty(month):
            return read
    of_month = setting.month if is_empty(month) else month
    if of_year is None or of_month is None:
        return Message.of("harmonise.date_missing")
    return date_of_parts(of_year, of_month, day)


def _whole(year: Cell) -> int | None:
    found = re.match(r"\d{4}", as_written(year))
    return int(found.group()) if found else None


def problems_of_rows(read: RowsRead, where: dict[str, str]) -> Iterator[Problem]:
    """What has to be said of a table's rows."""
    if read.nameless:
        yield Problem.error("harmonise.rows_nameless", **where, rows=spans(read.nameless))
    if read.summary:
        yield Problem.note("harmonise.rows_summary", **where, rows=spans(read.summary))
    if read.notes:
        yield Problem.note("harmonise.rows_notes", **where, rows=spans(read.notes))
    undated = [result for result in read.results if result.undated is not None]
    if undated:
        rows = spans([result.row + 1 for result in undated])
        yield Problem.error("harmonise.rows_undated", **where, rows=rows, why=undated[0].undated)


def spans(rows: Sequence[int], *, most: int = 8) -> str:
    """Row numbers as people list them, 3–5、9, at most so many spans."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    shown = [str(low) if low == high else f"{low}–{high}" for low, high in found[:most]]
    return "、".join(shown) + ("…" if len(found) > most else "")
