"""All tables of a sheet: under each other, beside each other, lying on their side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watermap.harmonise.columns import Columns, columns_of
from watermap.harmonise.grid import Grid, filled, is_empty
from watermap.harmonise.indicators import recognise
from watermap.harmonise.numerals import as_written, folded, number
from watermap.harmonise.recipe_parts import Recipe, TableRecipe
from watermap.harmonise.sheet import Block, find_blocks
from watermap.harmonise.sheet_words import role_of
from watermap.reading.raw import Cell, RawTable

_KEYS = ("section", "code", "date")
_LONGEST_TURNED = 500  # rows; no table on its side is longer
_FIRST_COLUMNS = 4  # of a sheet, where the indicators of a table on its side stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a sheet."""

    grid: Grid
    block: Block
    columns: Columns
    below: bool  # another table of the same columns of the sheet goes before
    beside: tuple[str, ...] = ()  # titles over the sheet that are not over this table's columns


def tables_of(raw: RawTable, recipe: Recipe | None = None) -> tuple[Table, ...]:
    """The tables of a sheet, from the top and from the left.

    Args:
        raw: the sheet.
        recipe: how it was read before; None: all is found.
    """
    whole = filled(raw)
    kept = list(recipe.tables) if recipe is not None else []
    chosen = [one for one in kept if one.confirmed]
    if chosen:
        return tuple(_chosen(whole, chosen))
    found = [table for grid in _regions(whole) for table in _in_region(grid, whole)]
    found = found or list(_in_region(whole.turn(), whole, turned=True))
    return tuple(_by_recipe(found, kept))


def _chosen(whole: Grid, chosen: Sequence[TableRecipe]) -> Iterator[Table]:
    """Tables whose header rows a person has pointed out."""
    for turned in (False, True):
        own = [one for one in chosen if one.turned is turned]
        grid = whole.turn() if turned else whole
        blocks = find_blocks(grid, [one.names_row - 1 for one in own]) if own else ()
        for count, (block, said) in enumerate(zip(blocks, own, strict=False)):
            columns = columns_of(grid, block, said.columns)
            yield Table(grid=grid, block=block, columns=columns, below=count > 0)


def _by_recipe(found: Sequence[Table], kept: Sequence[TableRecipe]) -> Iterator[Table]:
    """The tables found, their columns as decided before: the nth as the nth."""
    for count, table in enumerate(found):
        if count < len(kept) and kept[count].turned is table.grid.turned:
            columns = columns_of(table.grid, table.block, kept[count].columns)
            yield replace(table, columns=columns)
        else:
            yield table


def _in_region(grid: Grid, whole: Grid, *, turned: bool = False) -> Iterator[Table]:
    if turned and (len(grid.rows) == 0 or grid.width > _LONGEST_TURNED):
        return
    blocks = [one for one in find_blocks(grid) if not turned or _lies(grid, one)]
    above = blocks[0].header[0][0] if blocks else 0
    own = {text for row in range(above) for text in grid.texts(row)}
    beside = () if turned else [text for row in range(above) for text in whole.texts(row)]
    for count, block in enumerate(blocks):
        yield Table(
            grid=grid,
            block=block,
            columns=columns_of(grid, block),
            below=count > 0,
            beside=tuple(text for text in dict.fromkeys(beside) if text not in own),
        )


def _lies(grid: Grid, block: Block) -> bool:
    """Whether a column of names is the header of a table: two indicators with results beside them.

    A list of indicators in a sheet of instructions has none.
    """
    named = [
        place for place in range(grid.width) if recognise(grid.text(block.main, place)) is not None
    ]
    indicators = {recognise(grid.text(block.main, place)) for place in named}
    if len(indicators) < 2 or block.main >= _FIRST_COLUMNS:
        return False
    beside = (grid.rows[row][place] for row in range(block.start, block.end) for place in named)
    return any(_is_number(cell) for cell in beside)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or number(folded(as_written(cell))) is not None


def _regions(whole: Grid) -> list[Grid]:
    """Parts of a sheet that each hold tables of their own, from the left; one, if it is one."""
    parts = _with_keys(whole, _bands(whole))
    return [piece for part in parts for piece in _split(part)]


def _bands(whole: Grid) -> list[tuple[int, int]]:
    """Runs of columns between columns in which nothing is written below the titles."""
    first = next((block.header[0][0] for block in find_blocks(whole)), len(whole.rows))
    below = whole.rows[first:]
    bands: list[tuple[int, int]] = []
    for column in range(whole.width):
        if all(is_empty(row[column]) for row in below):
            continue
        if bands and bands[-1][1] == column:
            bands[-1] = (bands[-1][0], column + 1)
        else:
            bands.append((column, column + 1))
    return bands


def _with_keys(whole: Grid, bands: Sequence[tuple[int, int]]) -> list[Grid]:
    """The bands; one that has no key of its own belongs to the one on its left."""
    starts: list[int] = []
    for left, right in bands:
        part = whole.part(left, right)
        if _keyed(part):
            starts.append(left)
    if len(starts) < 2:
        return [whole]
    ends = [*starts[1:], whole.width]
    return [whole.part(start, end) for start, end in zip([0, *starts[1:]], ends, strict=True)]


def _keyed(part: Grid) -> bool:
    blocks = find_blocks(part)
    return any(set(_KEYS) & columns_of(part, block).roles.keys() for block in blocks)


def _split(part: Grid) -> list[Grid]:
    """Tables that touch: a header that has 断面名称 and indicators, and then both again."""
    blocks = find_blocks(part)
    cuts = {cut for block in blocks[:1] for cut in _cuts(part, block.main)}
    edges = [0, *sorted(cuts), part.width]
    return [part.part(left, right) for left, right in zip(edges, edges[1:], strict=False)]


def _cuts(grid: Grid, main: int) -> Iterator[int]:
    """The columns where a further table begins."""
    texts = [grid.text(main, place) for place in range(grid.width)]
    named = [place for place, text in enumerate(texts) if text and recognise(text)]
    for role in _KEYS:
        places = [p for p, text in enumerate(texts) if text and _role(text) == role]
        cuts = []
        for before, place in zip(places, places[1:], strict=False):
            between = [one for one in named if before < one < place]
            behind = [one for one in named if one > place]
            if between and behind and texts[before] == texts[place]:
                cuts.append(between[-1] + 1)
        if cuts:
            yield from cuts
            return


def _role(text: str) -> str | None:
    found = role_of(text)
    return None if found is None else found[0]
