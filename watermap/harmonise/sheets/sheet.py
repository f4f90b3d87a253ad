"""Where a sheet's tables stand: their headers, and the rows of results below.

Bureaus write titles above, one to three header rows with merged cells, a row of units, a row of
limits, and a summary, remarks and signatures below (standards.md 12.2).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from watermap.harmonise.sheets.grid import Grid, is_empty
from watermap.harmonise.sheets.sheet_words import role_of, says
from watermap.harmonise.terms.cell_words import missing_words
from watermap.harmonise.terms.dates import moment_of
from watermap.harmonise.terms.folding import plain
from watermap.harmonise.terms.indicators import recognise, refusal
from watermap.harmonise.terms.numerals import folded, is_range, number
from watermap.harmonise.terms.units import unit_of
from watermap.reading.raw import Cell

HeaderRow = Literal["names", "units", "limits", "detection", "below_names"]

_MOST_HEADER_ROWS = 6
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SIGNS = re.compile(r"[≤≥<>=]{1,2} ?[\d.]+")
_KEYS = frozenset({"section", "code", "date", "year", "month", "day"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One table in a sheet. Rows counted from 0; ``end`` is the first row that is not of it."""

    header: tuple[tuple[int, HeaderRow], ...]  # row and what it holds, from the top
    main: int  # the header row with the names
    start: int  # first row below the header
    end: int


def find_blocks(grid: Grid, chosen: Collection[int] = ()) -> tuple[Block, ...]:
    """The tables of a sheet, from the top. A header that is repeated begins a new one.

    Args:
        grid: the sheet.
        chosen: rows, counted from 0, that a person has said are the headers; none: they are found.
    """
    mains = sorted(row for row in chosen if row < len(grid.rows)) or list(_main_rows(grid))
    headers = [_header(grid, main) for main in mains]
    tops = [header[0][0] for header in headers]
    ends = [*tops[1:], len(grid.rows)][: len(mains)]
    return tuple(
        Block(header=header, main=main, start=header[-1][0] + 1, end=end)
        for main, header, end in zip(mains, headers, ends, strict=True)
    )


def _main_rows(grid: Grid) -> Iterator[int]:
    """The rows that name indicators, each the first of its header."""
    begun, expected = False, 0
    free_from = 0
    dull: set[str] = set()  # texts that are no words of a header, so that each is looked at once
    for row, cells in enumerate(grid.rows):
        if row < free_from or not _tells(cells, dull):
            continue
        names = len(_named(grid, row))
        if begun:
            results = sum(map(_is_result, cells))
            again = expected > 0 and names >= max(2, expected / 2, results + 1)
            begins = again or _begins_another(grid, row, names)
        else:
            begins = _begins_table(grid, row, names)
        if begins:
            begun, expected = True, expected or names
            yield row
            free_from = _header(grid, row)[-1][0] + 1


def _tells(cells: Sequence[Cell], dull: set[str]) -> bool:
    """Whether a cell of a row is a word of a header; there are many rows and few headers."""
    telling = False
    for cell in cells:
        if not isinstance(cell, str) or cell in dull or not cell:
            continue
        if cell[0] in _DIGITS and cell[-1] in _DIGITS:
            continue
        if recognise(cell.strip()) is None and role_of(cell.strip()) is None:
            dull.add(cell)
        else:
            telling = True
    return telling


def _begins_table(grid: Grid, row: int, names: int) -> bool:
    roles = _roles(grid, row)
    keyed = bool(_KEYS & roles)
    return names >= 2 or (names == 1 and keyed) or ({"indicator", "value"} <= roles)


def _begins_another(grid: Grid, row: int, names: int) -> bool:
    """Whether a row below a table is the header of another, perhaps much smaller one.

    A row of results may name indicators too (those above their limit), but no 断面名称.
    """
    roles = _roles(grid, row)
    named = (names > 0 and bool(_KEYS & roles)) or {"indicator", "value"} <= roles
    return named and not any(_is_number(cell) for cell in grid.rows[row])


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return number(folded(cell)) is not None
    return cell is not None


def _named(grid: Grid, row: int) -> set[str]:
    """The indicators that a row names."""
    return {found[0] for text in grid.texts(row) if (found := recognise(text))}


def _roles(grid: Grid, row: int) -> set[str]:
    return {found[0] for text in grid.texts(row) if (found := role_of(text))}


def _header(grid: Grid, main: int) -> tuple[tuple[int, HeaderRow], ...]:
    columns = [
        column for column in range(len(grid.rows[main])) if recognise(grid.text(main, column))
    ]
    above: list[tuple[int, HeaderRow]] = [(row, "names") for row in _above(grid, main)]
    keys = [
        column
        for column in range(grid.width)
        for row in (*(row for row, _ in above), main)
        if (found := role_of(grid.text(row, column))) and found[0] in _KEYS
    ]
    below: list[tuple[int, HeaderRow]] = []
    for row in range(main + 1, min(main + _MOST_HEADER_ROWS, len(grid.rows))):
        kind = _kind(grid, row, columns)
        if kind is None or any(_is_key(grid.rows[row][column]) for column in keys):
            break
        below.append((row, kind))
    return (*above, (main, "names"), *below)


def _is_key(cell: Cell) -> bool:
    """Whether a cell under 断面名称 or 采样日期 names a sample, so that its row is no header."""
    if not isinstance(cell, str):
        return cell is not None
    text = cell.strip()
    header = role_of(text) or says("limits", text) or says("detection", text) or unit_of(text)
    return bool(text) and not header and plain(text) not in missing_words()


def _above(grid: Grid, main: int) -> list[int]:
    """Up to two rows above that belong to the header: they name columns, and are no title."""
    top = main
    for row in range(main - 1, max(main - 3, -1), -1):
        if len(grid.texts(row)) < 2 or any(
            _is_label(grid, row, main, place) or _is_result(grid.rows[row][place])
            for place in range(grid.width)
        ):
            break
        if _names_columns(grid, row):  # 理化指标 | 营养盐 between the two names none
            top = row
    return list(range(top, main))


def _names_columns(grid: Grid, row: int) -> bool:
    months = [moment_of(text) is not None for text in grid.texts(row)]
    return bool(_roles(grid, row)) or all(months)


def _is_label(grid: Grid, row: int, main: int, place: int) -> bool:
    """Whether a cell above the names labels the one beside it: 断面名称： | 赵村."""
    text, below = grid.text(row, place), grid.text(main, place)
    if text.endswith((":", "：")):
        return True
    over, under = role_of(text), role_of(below)
    keyed = over is not None and over[0] in _KEYS and text != below
    return keyed and (under is not None or recognise(below) is not None)


def _is_result(cell: Cell) -> bool:
    """Whether a cell is a number, or a text that begins as one: 7.5, 0.05L, 2019-05-06; not 5月."""
    if isinstance(cell, str):
        return cell[:1] in _DIGITS and moment_of(cell.strip()) is None
    return cell is not None


def _kind(grid: Grid, row: int, columns: list[int]) -> HeaderRow | None:
    """What a row under the names holds; None: results."""
    if grid.is_blank(row):
        return None
    if _is_heading(grid, row, columns):
        return None
    labels = [grid.text(row, column) for column in range(len(grid.rows[row]))]
    beside = [text for column, text in enumerate(labels) if text and column not in columns]
    if any(says("detection", text) for text in beside):
        return "detection"
    if any(says("limits", text) for text in beside):
        return "limits"
    cells = [grid.rows[row][column] for column in columns]
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    if not texts or len(texts) < sum(not is_empty(cell) for cell in cells):
        return "names" if _names_more(grid, row, columns) else None
    return _kind_of_texts(texts) or ("names" if _names_more(grid, row, columns) else None)


def _is_heading(grid: Grid, row: int, columns: Collection[int]) -> bool:
    """Whether nothing but a month stands in a row, over all of its width or beside the results."""
    written = {place for place, cell in enumerate(grid.rows[row]) if not is_empty(cell)}
    texts = grid.texts(row)
    lonely = len(texts) == 1 and all(grid.text(row, place) for place in written)
    return lonely and moment_of(texts[0]) is not None and not written <= set(columns)


def _kind_of_texts(texts: list[str]) -> HeaderRow | None:
    """Of what stands under the indicators, all of it text."""
    telling = [text for text in texts if plain(text) not in missing_words()]
    if not telling or any(number(folded(text)) is not None for text in telling):
        return None
    if sum(unit_of(text.strip("()（）")) is not None for text in telling) * 2 >= len(telling):
        return "units"
    limits = (_SIGNS.fullmatch(folded(text)) or is_range(folded(text)) for text in telling)
    if all(limits) and any("<" not in text and "＜" not in text for text in telling):
        return "limits"
    if all(_goes_on(text) for text in telling):
        return "below_names"
    return None


def _goes_on(text: str) -> bool:
    """Whether a text under an indicator's name belongs to its header: 浓度, 类别, 5月."""
    if recognise(text) or says("not_values", text) or says("comparison", text):
        return True
    if moment_of(text) is not None:
        return True
    found = role_of(text)
    return found is not None and found[0] == "value"


def _names_more(grid: Grid, row: int, columns: list[int]) -> bool:
    """Whether a row names further columns: 重金属 above, 铜 and 锌 in this one."""
    texts = [
        grid.text(row, column)
        for column, cell in enumerate(grid.rows[row])
        if not is_empty(cell) and column not in columns
    ]
    if any(_is_result(grid.rows[row][column]) for column in columns):
        return False
    named = [text for text in texts if recognise(text) or refusal(text) or role_of(text)]
    numbers = any(isinstance(cell, int | float) for cell in grid.rows[row])
    return bool(named) and not numbers and len(named) * 2 >= len(texts)
