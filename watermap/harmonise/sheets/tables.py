"""All tables of a sheet: under each other, beside each other, lying on their side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import NamedTuple

from watermap.harmonise.sheets.columns import Columns, columns_of
from watermap.harmonise.sheets.grid import Grid, filled, is_empty, place_of_column
from watermap.harmonise.sheets.recipe_parts import Recipe, TableRecipe
from watermap.harmonise.sheets.sheet import Block, find_blocks
from watermap.harmonise.sheets.sheet_words import is_label, role_of
from watermap.harmonise.terms.indicators import recognise
from watermap.harmonise.terms.numerals import as_written, folded, number
from watermap.reading.raw import Cell, RawTable

_KEYS = ("section", "code", "date", "month", "year")
_LONGEST_TURNED = 500  # rows; no table on its side is longer
_FIRST_COLUMNS = 4  # of a sheet, where the indicators of a table on its side stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a sheet."""

    grid: Grid
    block: Block
    columns: Columns
    below: bool  # another table of the same columns of the sheet goes before
    titles: tuple[str, ...] = ()  # over the table
    beside: tuple[str, ...] = ()  # over the sheet, and not over this table's columns


class _Region(NamedTuple):
    """A part of a sheet, and the tables in it."""

    grid: Grid
    blocks: tuple[Block, ...]


def tables_of(raw: RawTable, recipe: Recipe | None = None) -> tuple[Table, ...]:
    """The tables of a sheet, from the left and from the top, their columns as the headers say.

    Args:
        raw: the sheet.
        recipe: where a person has said in it which rows are headers, those are; else all is found.
    """
    whole = filled(raw)
    if recipe is not None and any(one.confirmed for one in recipe.tables):
        return tuple(_chosen(whole, recipe.tables))
    blocks = find_blocks(whole)
    if not blocks:
        return tuple(_turned(whole))
    regions = _regions(_Region(whole, blocks))
    return tuple(table for region in regions for table in _in_region(region, whole))


def by_recipe(found: Sequence[Table], recipe: Recipe | None) -> Iterator[Table]:
    """The tables, their columns as decided before: those of the nth as of the recipe's nth."""
    kept = recipe.tables if recipe is not None else []
    for table, said in zip_longest(found, kept[: len(found)]):
        if said is None or said.turned is not table.grid.turned:
            yield table
        else:
            yield replace(table, columns=columns_of(table.grid, table.block, said.columns))


def _chosen(whole: Grid, kept: Sequence[TableRecipe]) -> Iterator[Table]:
    """Tables whose header rows are known."""
    grids = {False: whole, True: whole.turn()}
    for count, said in enumerate(kept):
        grid = grids[said.turned]
        rows = {one.names_row - 1 for one in kept if one.turned is said.turned}
        beside = [
            one for one in kept if (one.turned, one.names_row) == (said.turned, said.names_row)
        ]
        if len(beside) > 1 and said.columns and not said.turned:
            places = [place_of_column(column.column) for column in said.columns]
            grid = grid.part(min(places), max(places) + 1)
        block = next(
            (one for one in find_blocks(grid, rows) if one.main == said.names_row - 1), None
        )
        if block is None:
            continue
        titles = () if said.turned else tuple(_titles(grid, block.header[0][0]))
        columns = columns_of(grid, block)
        yield Table(grid=grid, block=block, columns=columns, below=count > 0, titles=titles)


def _in_region(region: _Region, whole: Grid) -> Iterator[Table]:
    grid = region.grid
    above = region.blocks[0].main if region.blocks else 0
    titles = tuple(_titles(grid, above))
    beside = tuple(text for text in _titles(whole, above) if text not in titles)
    for count, block in enumerate(region.blocks):
        yield Table(
            grid=grid,
            block=block,
            columns=columns_of(grid, block),
            below=count > 0,
            titles=titles,
            beside=beside,
        )


def _titles(grid: Grid, below: int) -> Iterator[str]:
    """The texts above a row, each once; 断面名称 and 赵村 in two cells as one text."""
    seen = set()
    for row in range(below):
        label = ""
        for text in dict.fromkeys(as_written(cell).strip() for cell in grid.rows[row]):
            whole = f"{label}：{text}" if label and not is_label(text) else text
            label = text.rstrip(":： ") if is_label(text) else ""
            if text and not label and whole not in seen:
                seen.add(whole)
                yield whole


def _turned(whole: Grid) -> Iterator[Table]:
    """The tables whose indicators stand below each other, and samples beside each other."""
    if not whole.rows or len(whole.rows) > _LONGEST_TURNED:
        return
    turned = whole.turn()
    for block in find_blocks(turned):
        if not _lies(turned, block):
            continue
        words = (
            place
            for place in range(turned.width)
            if recognise(turned.text(block.main, place)) or role_of(turned.text(block.main, place))
        )
        top = min(words)
        grid = turned.part(top, turned.width)
        columns = columns_of(grid, block)
        titles = tuple(_titles(whole, top))
        yield Table(grid=grid, block=block, columns=columns, below=False, titles=titles)


def _lies(grid: Grid, block: Block) -> bool:
    """Whether a column of names is the header of a table: two indicators with results beside them.

    A list of indicators in a sheet of instructions has none.
    """
    found = [(place, recognise(grid.text(block.main, place))) for place in range(grid.width)]
    named = [(place, one[0]) for place, one in found if one is not None]
    if len({name for _, name in named}) < 2 or block.main >= _FIRST_COLUMNS:
        return False
    lines = range(block.start, block.end)
    return any(_is_number(grid.rows[line][place]) for line in lines for place, _ in named)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or number(folded(as_written(cell))) is not None


def _regions(whole: _Region) -> Iterator[_Region]:
    """Parts of a sheet that each hold tables of their own, from the left; one, if it is one."""
    for region in _with_keys(whole, _bands(whole)):
        yield from _split(region)


def _bands(whole: _Region) -> list[tuple[int, int]]:
    """Runs of columns between columns in which nothing is written below the titles."""
    first = whole.blocks[0].header[0][0]
    bands: list[tuple[int, int]] = []
    for column in range(whole.grid.width):
        if all(
            is_empty(whole.grid.rows[row][column]) for row in range(first, whole.blocks[-1].end)
        ):
            continue
        if bands and bands[-1][1] == column:
            bands[-1] = (bands[-1][0], column + 1)
        else:
            bands.append((column, column + 1))
    return bands


def _with_keys(whole: _Region, bands: Sequence[tuple[int, int]]) -> list[_Region]:
    """The bands; one that has no key of its own belongs to the one on its left."""
    if len(bands) < 2:
        return [whole]
    starts = [left for left, right in bands if _keyed(whole.grid.part(left, right))]
    if len(starts) < 2:
        return [whole]
    edges = [0, *starts[1:], whole.grid.width]
    return [_part(whole, left, right) for left, right in pairwise(edges)]


def _part(region: _Region, left: int, right: int) -> _Region:
    grid = region.grid.part(left, right)
    return _Region(grid, find_blocks(grid))


def _keyed(part: Grid) -> bool:
    keys = (set(columns_of(part, block).roles) for block in find_blocks(part))
    return any(set(_KEYS) & roles for roles in keys)


def _split(region: _Region) -> list[_Region]:
    """Tables that touch: a header that has 断面名称 and indicators, and then both again."""
    cuts = sorted(set(_cuts(region.grid, region.blocks[0].main)) if region.blocks else ())
    if not cuts:
        return [region]
    edges = [0, *cuts, region.grid.width]
    return [_part(region, left, right) for left, right in pairwise(edges)]


def _cuts(grid: Grid, main: int) -> list[int]:
    """The columns where a further table begins: behind the last indicator of the one before."""
    texts = [grid.text(main, place) for place in range(grid.width)]
    named = [place for place, text in enumerate(texts) if text and recognise(text)]
    for role in _KEYS:
        places = [place for place, text in enumerate(texts) if text and _role(text) == role]
        cuts = []
        for before, place in pairwise(places):
            between = [one for one in named if before < one < place]
            if between and named[-1] > place and texts[before] == texts[place]:
                cuts.append(between[-1] + 1)
        if cuts:
            return cuts
    return []


def _role(text: str) -> str | None:
    found = role_of(text)
    return None if found is None else found[0]
