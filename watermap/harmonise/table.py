"""A sheet of results becomes measurements: one row a cell, what was written beside what is used."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from watermap.errors import Message, Problem
from watermap.harmonise import measurements as m
from watermap.harmonise.columns import Columns, ValueColumn, columns_of, problems_of
from watermap.harmonise.grid import Grid, filled, is_empty
from watermap.harmonise.indicators import load_indicators
from watermap.harmonise.long_form import is_long, long_cells
from watermap.harmonise.measurements import Measurements
from watermap.harmonise.plausible import held_plausible
from watermap.harmonise.result_cell import ResultCell
from watermap.harmonise.rows import ResultRow, problems_of_rows, read_rows, setting_of
from watermap.harmonise.sheet import Block, find_blocks
from watermap.harmonise.stated_limits import stated_limits
from watermap.harmonise.tally import problems_of_cells
from watermap.harmonise.values import CellValue, read_cell, unusable
from watermap.reading.raw import RawTable


@dataclass(slots=True)
class _Read:
    """What a sheet has given so far."""

    cells: list[ResultCell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    limits: list[m.StatedLimits] = field(default_factory=list)


def harmonise_table(raw: RawTable, *, year_hint: int | None = None) -> Measurements:
    """The results of one sheet, with everything that was changed, guessed or not read.

    Every cell of an indicator's column gives one row, empty and unreadable ones too. The frame has
    the columns of ``measurements.COLUMNS`` and ``measurements.WHY``.

    Args:
        raw: the sheet. Titles, header rows, units, limits, summaries and remarks are found.
        year_hint: the year where the rows give none; None: sheet name, title or file name say it.
    """
    where = {"file": raw.source.path.name, "sheet": raw.name}
    grid = filled(raw)
    blocks = find_blocks(grid)
    read = _Read(problems=list(raw.problems))
    if not blocks and not all(grid.is_blank(row) for row in range(len(grid.rows))):
        read.problems.append(Problem.warning("harmonise.no_table", **where))
    for block in blocks:
        _read_block(grid, block, raw, year_hint, read)
    return Measurements(
        frame=_frame(read.cells, f"{where['file']} › {raw.name}"),
        sources=(raw.source,),
        problems=tuple(read.problems),
        limits=tuple(read.limits),
    )


def _read_block(
    grid: Grid, block: Block, raw: RawTable, year_hint: int | None, read: _Read
) -> None:
    where = {"file": raw.source.path.name, "sheet": raw.name}
    columns = columns_of(grid, block)
    setting = setting_of(grid, block, columns, **where, year=year_hint)
    rows = read_rows(grid, block, columns, setting)
    unknown: set[str] = set()
    if is_long(columns):
        cells = list(long_cells(grid, columns, rows.results, unknown))
    else:
        cells = list(_wide_cells(grid, columns.values, rows.results))
    cells, doubts = held_plausible(cells, where)
    read.cells += cells
    if limits := stated_limits(grid, block, columns):
        sections = frozenset(cell.section for cell in cells)
        read.limits.append(m.StatedLimits(sections=sections, limits=limits))
    read.problems += [*problems_of(columns, where), *setting.problems]
    read.problems += problems_of_rows(rows, where)
    if unknown:
        listed = "、".join(sorted(unknown))
        read.problems.append(Problem.note("harmonise.names_unknown", **where, names=listed))
    read.problems += _shared_numbers(grid, block, columns, where)
    read.problems += [*problems_of_cells(cells, where), *doubts]


def _wide_cells(
    grid: Grid, columns: Sequence[ValueColumn], rows: Iterable[ResultRow]
) -> Iterator[ResultCell]:
    known = load_indicators()
    for row in rows:
        for column in columns:
            yield ResultCell(
                section=row.section,
                code=row.code,
                date=row.date,
                indicator=column.indicator,
                read=_cell(grid, row.row, column, known[column.indicator].id),
                row=row.row + 1,
                column=column.letter,
            )


def _cell(grid: Grid, row: int, column: ValueColumn, indicator: str) -> CellValue:
    cell = None if (row, column.place) in grid.copies else grid.rows[row][column.place]
    if column.unit is None or column.trouble is not None:
        return unusable(cell, column.trouble or Message.of("harmonise.unit_missing"))
    return read_cell(
        cell,
        unit=column.unit,
        indicator=load_indicators()[indicator],
        method_limit=column.method_limit,
    )


def _shared_numbers(
    grid: Grid, block: Block, columns: Columns, where: dict[str, str]
) -> Iterator[Problem]:
    """Numbers in merged ranges that reach over several results."""
    places = {column.place for column in columns.values}
    shared = [
        (row, place)
        for row, place in grid.copies
        if place in places
        and block.start <= row < block.end
        and not is_empty(grid.rows[row][place])
    ]
    if shared:
        rows = "、".join(str(row + 1) for row in sorted({row for row, _ in shared})[:8])
        yield Problem.warning("harmonise.numbers_merged", **where, count=len(shared), rows=rows)


def _frame(cells: Sequence[ResultCell], source: str) -> pd.DataFrame:
    known = load_indicators()
    columns = {
        m.SECTION: [cell.section for cell in cells],
        m.SECTION_CODE: [cell.code for cell in cells],
        m.DATE: [cell.date for cell in cells],
        m.INDICATOR: [cell.indicator for cell in cells],
        m.RAW: [cell.read.raw for cell in cells],
        m.VALUE: [cell.read.value for cell in cells],
        m.UNIT: [known[cell.indicator].unit for cell in cells],
        m.DETECTION_LIMIT: [cell.read.detection_limit for cell in cells],
        m.FLAG: [cell.read.flag for cell in cells],
        # The tables are Chinese, so is this column; WHY has both languages.
        m.REASON: [cell.read.reason.text("zh") if cell.read.reason else None for cell in cells],
        m.SOURCE: [source] * len(cells),
        m.ROW: [cell.row for cell in cells],
        m.COLUMN: [cell.column for cell in cells],
        m.WHY: [cell.read.reason for cell in cells],
    }
    frame = pd.DataFrame(
        {name: pd.Series(values, dtype=object) for name, values in columns.items()}
    )
    m.validate(frame)
    return frame
