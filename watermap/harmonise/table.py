"""A sheet of results becomes measurements: one row a cell, what was written beside what is used."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from watermap.errors import Problem
from watermap.harmonise.coordinates.stated_places import stated_places
from watermap.harmonise.measurements import Measurements, StatedLimits
from watermap.harmonise.sheets.column_problems import problems_of
from watermap.harmonise.sheets.columns import Columns
from watermap.harmonise.sheets.grid import Grid, is_empty
from watermap.harmonise.sheets.long_form import Names, is_long, long_results
from watermap.harmonise.sheets.plausible import held_plausible
from watermap.harmonise.sheets.recipe import shape_of
from watermap.harmonise.sheets.recipe_changes import differences
from watermap.harmonise.sheets.recipe_parts import Recipe
from watermap.harmonise.sheets.repeats import held_single
from watermap.harmonise.sheets.results import Results, frame_of, together
from watermap.harmonise.sheets.rows import problems_of_rows, read_rows
from watermap.harmonise.sheets.setting import Setting, setting_of
from watermap.harmonise.sheets.sheet import Block
from watermap.harmonise.sheets.stated_limits import stated_limits
from watermap.harmonise.sheets.tables import Table, by_recipe, tables_of
from watermap.harmonise.sheets.tally import problems_of_cells
from watermap.harmonise.sheets.wide_form import wide_results
from watermap.progress import SILENT, Progress
from watermap.reading.raw import RawTable


@dataclass(slots=True)
class _Read:
    """What a sheet has given so far."""

    parts: list[Results] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    setting: Setting | None = None  # what holds where the last table ended
    limits: list[StatedLimits] = field(default_factory=list)


def harmonise_table(
    raw: RawTable,
    *,
    year_hint: int | None = None,
    recipe: Recipe | None = None,
    progress: Progress = SILENT,
) -> Measurements:
    """The results of one sheet, with everything that was changed, guessed or not read.

    Every cell of an indicator's column gives one row, empty and unreadable ones too. The frame has
    the columns of ``measurements.COLUMNS``, ``measurements.WHY`` and ``measurements.LAYER``.

    Args:
        raw: the sheet. Titles, header rows, units, limits, summaries and remarks are found.
        year_hint: the year where the rows give none; None: sheet name, title or file name say it.
        recipe: how the sheet was read before and what a person has corrected, which goes before
            what is guessed; what has changed since is said as by ``recipe.changes``. None: all is
            found anew.
        progress: told of every few thousand rows.
    """
    where = {"file": raw.source.path.name, "sheet": raw.name}
    progress.step(0, len(raw.rows))
    found = tables_of(raw, recipe)
    read = _Read(problems=list(raw.problems))
    if recipe is not None:
        read.problems += differences(recipe, shape_of(raw.name, found), **where)
    if not found and not all(is_empty(cell) for row in raw.rows for cell in row):
        read.problems.append(Problem.warning("harmonise.no_table", **where))
    for table in by_recipe(found, recipe):
        _read_table(table, raw, year_hint, read, progress)
    results = together(read.parts)
    read.problems += held_single(results, where, progress)
    frame = frame_of(results, f"{where['file']} › {raw.name}", progress)
    progress.step(len(raw.rows), len(raw.rows))
    return Measurements(
        frame=frame,
        sources=(raw.source,),
        problems=tuple(read.problems),
        limits=tuple(read.limits),
        places=stated_places(raw),
    )


def _read_table(
    table: Table, raw: RawTable, year_hint: int | None, read: _Read, progress: Progress
) -> None:
    where = {"file": raw.source.path.name, "sheet": raw.name}
    grid, block, columns = table.grid, table.block, table.columns
    above = read.setting if table.below else None
    setting = setting_of(
        table.titles, columns, **where, year=year_hint, above=above, beside=table.beside
    )
    rows = read_rows(grid, block, columns, setting, progress)
    read.setting = rows.setting
    names = Names()
    if is_long(columns):
        results = long_results(grid, columns, rows.results, names, progress)
    else:
        results = wide_results(grid, columns.values, rows.results, progress)
    doubts = held_plausible(results, where)
    progress.step(len(raw.rows), len(raw.rows))
    read.parts.append(results)
    if limits := stated_limits(grid, block, columns):
        sections = frozenset(sample.section for sample in results.samples)
        read.limits.append(StatedLimits(sections=sections, limits=limits))
    read.problems += [*problems_of(columns, where), *setting.problems]
    read.problems += problems_of_rows(rows, where)
    read.problems += names.problems(where)
    read.problems += _shared_numbers(grid, block, columns, where)
    read.problems += [*problems_of_cells(results, where), *doubts]


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
        lines = sorted({grid.place(*one)[0] for one in shared})
        rows = "、".join(str(row + 1) for row in lines[:8])
        yield Problem.warning("harmonise.numbers_merged", **where, count=len(shared), rows=rows)
