"""Which rows of a table are results, of which section and which day."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from watermap.errors import Message, Problem
from watermap.harmonise.sheets.columns import Columns
from watermap.harmonise.sheets.grid import Grid, is_empty
from watermap.harmonise.sheets.namesakes import Telling, areas_of, is_ruined
from watermap.harmonise.sheets.quality_control import why_unused
from watermap.harmonise.sheets.setting import Setting, with_heading
from watermap.harmonise.sheets.sheet import Block
from watermap.harmonise.sheets.sheet_words import (
    Role,
    is_limits,
    is_note,
    is_summary,
    named_in_title,
)
from watermap.harmonise.terms.cell_words import missing_words
from watermap.harmonise.terms.dates import (
    DateReading,
    Moment,
    date_of_parts,
    part_of_date,
    read_date,
    time_of,
)
from watermap.harmonise.terms.folding import plain
from watermap.harmonise.terms.numerals import as_written, short
from watermap.progress import SILENT, Progress
from watermap.reading.raw import Cell

STEP = 4096  # rows from one report of progress to the next

_KEYS: tuple[Role, ...] = ("section", "code", "date", "year", "month", "day")
_TIMES: tuple[Role, ...] = ("date", "year", "month", "day")
_MOST_TEXTS = 3  # of a row that is a heading
_LONGEST_RESULT = 12  # characters; one longer text over a whole row is a remark


class ResultRow(NamedTuple):
    """One row of results."""

    row: int  # counted from 0
    section: str
    code: str | None
    date: dt.date | None
    year: Cell = None  # for columns that stand under their month
    apart: str = ""  # tells it from others of the section and day
    layer: str = ""  # of the water, as written; "": the row says none
    undated: Message | None = None  # why there is no date
    unused: Message | None = None  # why nothing in it is a result: a blank, a duplicate


@dataclass(slots=True)
class RowsRead:
    """The rows of a table: results, and those left out with their row numbers counted from 1."""

    setting: Setting  # what holds below the table
    results: list[ResultRow] = field(default_factory=list)
    summary: list[int] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    controls: list[int] = field(default_factory=list)  # quality control that names no section
    ruined: dict[int, str] = field(default_factory=dict)  # row: its code, of which digits are lost
    told: Telling = field(default_factory=Telling)


def read_rows(
    grid: Grid, block: Block, columns: Columns, setting: Setting, progress: Progress = SILENT
) -> RowsRead:
    """Sort the rows below the header into results, the sheet's own summary, and remarks."""
    read = RowsRead(setting=setting)
    sorting = _Sorting(columns)
    for row in range(block.start, block.end):
        if row % STEP == 0:
            progress.step(row, len(grid.rows))
        cells = grid.rows[row]
        sorting.put(read, row, cells)
    return read


class _Sorting:
    """Sorts the rows of one table. Dates are read once for each different writing."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        roles = columns.roles
        self._keys = sorted({roles[role] for role in _KEYS if role in roles})
        self._results = [column.place for column in columns.values]
        if not self._results and "value" in roles:
            self._results = [roles["value"]]
        self._times = [roles.get(role) for role in _TIMES]
        self._grouped = next((one.when for one in columns.values if one.when), None)
        self._over = next((one.section for one in columns.values if one.section), None)
        self._areas = areas_of(columns)
        self._marked = bool({"activity", "status"} & roles.keys())
        self._dates: dict[object, tuple[DateReading | Message, str]] = {}

    def put(self, read: RowsRead, row: int, cells: Sequence[Cell]) -> None:
        """Put a row where it belongs."""
        first = next((one for one in cells if isinstance(one, str) and one.strip()), None)
        if first is None and all(map(is_empty, cells)):
            return
        texts = [cells[place] for place in self._keys] if first is not None else []
        if first is not None and _any_summary([first, *texts]):
            read.summary.append(row + 1)
        elif first is not None and self._is_limits(first, cells):
            read.limits.append(row + 1)
        elif first is not None and is_note(first.strip()):
            read.notes.append(row + 1)
        elif self._is_lonely(cells):
            self._put_lonely(read, row, cells)
        else:
            self._put_result(read, row, cells)

    def _is_limits(self, first: str, cells: Sequence[Cell]) -> bool:
        """Whether a row holds limits of a standard; a target before a section's name is none."""
        place = self._columns.roles.get("section")
        name = first if place is None or is_empty(cells[place]) else cells[place]
        return isinstance(name, str) and is_limits(name.strip())

    def _put_result(self, read: RowsRead, row: int, cells: Sequence[Cell]) -> None:
        result = self._result(row, cells, read.setting)
        if result.section:
            read.results.append(result)
            self._tell(read, row, result, cells)
        elif result.unused is not None:
            read.controls.append(row + 1)
        else:
            read.nameless.append(row + 1)

    def _tell(self, read: RowsRead, row: int, result: ResultRow, cells: Sequence[Cell]) -> None:
        """Keep what else a row says of its section."""
        place = self._columns.roles.get("code")
        if place is not None and result.code is None and is_ruined(cells[place]):
            read.ruined[row + 1] = as_written(cells[place]).strip()
        for area, column in self._areas.items():
            read.told.add(result.section, column, as_written(cells[area]).strip())
        if place is not None and result.code:
            read.told.add(result.section, self._columns.headers[place], result.code)

    def _is_lonely(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds no result: nothing under the indicators, or one text all over."""
        text = next((one for p in self._results if not is_empty(one := cells[p])), None)
        if text is None:
            return True
        return isinstance(text, str) and {
            as_written(one) for one in cells if not is_empty(one)
        } == {text}

    def _put_lonely(self, read: RowsRead, row: int, cells: Sequence[Cell]) -> None:
        texts = list(dict.fromkeys(as_written(one).strip() for one in cells if not is_empty(one)))
        if self._may_head(texts, cells):
            setting = with_heading(read.setting, texts, self._columns)
            if setting is not None:
                read.setting = setting
                read.headings.append(row + 1)
                return
        empty = all(is_empty(cells[place]) for place in self._results)
        if len(texts) == 1 and (empty or len(texts[0]) > _LONGEST_RESULT):
            read.notes.append(row + 1)
        else:
            self._put_result(read, row, cells)

    def _may_head(self, texts: Sequence[str], cells: Sequence[Cell]) -> bool:
        """Whether a row without results is no sample that could not be taken."""
        if len(texts) == 1:
            return True
        keys = [cells[place] for place in self._keys if not is_empty(cells[place])]
        named = any(named_in_title(text) for text in texts)
        return len(texts) <= _MOST_TEXTS and (named or not keys or keys == [texts[0]])

    def _result(self, row: int, cells: Sequence[Cell], setting: Setting) -> ResultRow:
        code = self._code(cells)
        date, time = self._date(cells, setting)
        named = setting.section or self._text(cells, "section") or self._over or code
        return ResultRow(
            row=row,
            section=named or "",
            code=code,
            date=date.date if isinstance(date, DateReading) else None,
            year=self._year(cells) or setting.year,
            apart=self._apart(cells, time) if self._columns.apart else time,
            layer=self._layer(cells),
            undated=date if isinstance(date, Message) else None,
            unused=why_unused(cells, self._columns) if self._marked else None,
        )

    def _code(self, cells: Sequence[Cell]) -> str | None:
        place = self._columns.roles.get("code")
        if place is None or is_ruined(cells[place]):
            return None
        return as_written(cells[place]).strip() or None

    def _text(self, cells: Sequence[Cell], role: Role) -> str:
        place = self._columns.roles.get(role)
        return "" if place is None else as_written(cells[place]).strip()

    def _year(self, cells: Sequence[Cell]) -> Cell:
        place = self._columns.roles.get("year")
        return None if place is None or is_empty(cells[place]) else cells[place]

    def _apart(self, cells: Sequence[Cell], time: str) -> str:
        """Time of day and what else tells a sample from others of its section and day."""
        more = (cells[place] for place in self._columns.apart)
        texts = (time, *(time_of(cell) or as_written(cell).strip() for cell in more))
        return " ".join(text for text in texts if text)

    def _layer(self, cells: Sequence[Cell]) -> str:
        """The layer of the water as written; what stands for nothing is none."""
        text = self._text(cells, "layer")
        return "" if plain(text) in missing_words() else text

    def _date(self, cells: Sequence[Cell], setting: Setting) -> tuple[DateReading | Message, str]:
        """The date of a row, or why it has none, and the time of day beside it."""
        date, year, month, day = (None if p is None else cells[p] for p in self._times)
        parts = _Parts(date, year, month, day)
        key = (*map(type, parts), parts, setting.year, setting.month, setting.day)
        found = self._dates.get(key)
        if found is None:
            found = self._dates[key] = (_date(parts, setting, self._grouped), time_of(date))
        return found


class _Parts(NamedTuple):
    """What a row writes of its date."""

    date: Cell
    year: Cell
    month: Cell
    day: Cell


def _any_summary(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and is_summary(cell.strip()) for cell in cells if cell)


def _date(written: _Parts, setting: Setting, grouped: Moment | None) -> DateReading | Message:
    """The date of a row: of its own cells first, then of what stands around the table."""
    year = setting.year if is_empty(written.year) else written.year
    if grouped is not None:
        return date_of_parts(grouped.year or year, grouped.month, grouped.day)
    if not is_empty(written.date):
        read = read_date(written.date, year=part_of_date(year))
        if isinstance(read, DateReading) or is_empty(written.month):
            return read
    month = setting.month if is_empty(written.month) else written.month
    if year is None or month is None:
        return Message.of("harmonise.date_missing")
    apart = setting.day if is_empty(written.month) and is_empty(written.day) else written.day
    return date_of_parts(year, month, apart)


def problems_of_rows(read: RowsRead, where: dict[str, str]) -> Iterator[Problem]:
    """What has to be said of a table's rows."""
    if read.nameless:
        yield Problem.error("harmonise.rows_nameless", **where, rows=spans(read.nameless))
    if read.headings:
        yield Problem.note("harmonise.rows_headings", **where, rows=spans(read.headings))
    if read.summary:
        yield Problem.note("harmonise.rows_summary", **where, rows=spans(read.summary))
    if read.limits:
        yield Problem.note("harmonise.rows_limits", **where, rows=spans(read.limits))
    if read.notes:
        yield Problem.note("harmonise.rows_notes", **where, rows=spans(read.notes))
    if read.ruined:
        example = short(next(iter(read.ruined.values())))
        rows = spans(list(read.ruined))
        yield Problem.warning("harmonise.codes_ruined", **where, rows=rows, example=example)
    yield from read.told.problems(where)
    controls = [row.row + 1 for row in read.results if row.unused is not None]
    if controls or read.controls:
        yield Problem.note(
            "harmonise.rows_unused",
            **where,
            count=len(controls) + len(read.controls),
            nameless=len(read.controls),
            rows=spans(sorted(controls + read.controls)),
        )
    undated = [one for one in read.results if one.undated is not None and one.unused is None]
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
