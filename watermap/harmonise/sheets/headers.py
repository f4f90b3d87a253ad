"""What stands over one column of a table: its name, its unit, and the groups it belongs to."""

from collections.abc import Iterator, Sequence

from watermap.harmonise.sheets.grid import Grid, is_empty
from watermap.harmonise.sheets.recipe_parts import BETWEEN
from watermap.harmonise.sheets.sheet import Block, HeaderRow
from watermap.harmonise.terms.cell_words import missing_words
from watermap.harmonise.terms.dates import moment_of
from watermap.harmonise.terms.folding import plain
from watermap.harmonise.terms.indicators import recognise

_NAMES: tuple[HeaderRow, ...] = ("names", "below_names")


def header_of(grid: Grid, block: Block, place: int) -> str:
    """All that a column's header says, from the top: ``1月 › 氨氮 › mg/L`` without the unit."""
    rows = (row for row, kind in block.header if kind in _NAMES)
    texts = (heading(grid, block, row, place) for row in rows)
    return BETWEEN.join(dict.fromkeys(text for text in texts if text))


def texts_over(
    grid: Grid, block: Block, place: int, kinds: Sequence[HeaderRow] = _NAMES
) -> Iterator[str]:
    """What stands in a column's header: the row with the names first, then those below."""
    rows = sorted(
        (row for row, kind in block.header if kind in kinds),
        key=lambda row: (row != block.main, row < block.main, row),
    )
    yield from dict.fromkeys(text for row in rows if (text := heading(grid, block, row, place)))


def groups_over(grid: Grid, block: Block, place: int) -> list[str]:
    """What a column belongs to: the texts of its header that are not the indicator's name."""
    rows = (row for row, kind in block.header if kind in _NAMES)
    texts = (heading(grid, block, row, place) for row in rows)
    return [text for text in dict.fromkeys(texts) if text and not recognise(text)]


def heading(grid: Grid, block: Block, row: int, place: int) -> str:
    """The text of a header cell. A text file has no merged cells: there an empty one is looked up.

    1月 | (empty) | 2月 | (empty) over 氨氮 | 总磷 | 氨氮 | 总磷, and 氨氮 | (empty) over 1月 | 2月:
    the text to the left holds on, as long as the other row goes on naming.
    """
    text = grid.text(row, place)
    if text or not is_empty(grid.rows[row][place]):
        return text
    held = next((left for left in range(place - 1, -1, -1) if grid.text(row, left)), None)
    if held is None:
        return ""
    over = grid.text(row, held)
    if moment_of(over) is not None:
        return over if recognise(grid.text(block.main, place)) else ""
    if row != block.main or recognise(over) is None:
        return ""
    below = [grid.text(other, place) for other, kind in block.header if kind == "below_names"]
    return over if any(moment_of(text) is not None for text in below) else ""


def units_over(grid: Grid, block: Block, place: int) -> Iterator[str]:
    """What the rows of units say of a column."""
    for row, kind in block.header:
        text = grid.text(row, place).strip("()（） ")
        if kind == "units" and text and plain(text) not in missing_words():
            yield text
