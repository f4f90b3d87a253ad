"""How a sheet was read, as ``project.toml`` keeps it: small, readable, to be corrected by hand."""

import re
from collections.abc import Sequence
from typing import Literal

from pydantic import Field as Key

from watermap.datafile import Strict
from watermap.harmonise.sheets.sheet_words import Role
from watermap.harmonise.terms.dates import moment_of

BETWEEN = " › "  # the rows of a header

_NUMBER = re.compile(r"\d+|(?:十[一二]?|[一二三四五六七八九])(?=月)")

# Where the section or the date of a result stands: in a column of its own, over a group of columns,
# or around the table (title, heading, name of the sheet or file).
Place = Literal["column", "group", "around"]


class ColumnRecipe(Strict):
    """One column: what it is. In a turned table it is a row of the sheet."""

    column: str  # the sheet's letter; a row's number where the table is turned
    header: str  # all that its header says, from the top, parted by " › "
    role: Role | None = None  # section, date …; None: it is no key
    indicator: str | None = None  # id; None: it holds no results
    unit: str | None = None  # in which its numbers are read
    unit_written: str | None = None  # in which the sheet said they are; None: it did not
    ignored: bool = False  # the user wants nothing of it
    confirmed: bool = False  # the user has said so, not watermap


class TableRecipe(Strict):
    """One table of the sheet. In a turned table the rows of its header are columns of the sheet."""

    names_row: int = Key(ge=1)  # the header row with the indicators' names, counted from 1
    header_rows: list[int] = Key(default_factory=list)  # all rows of the header
    turned: bool = False  # indicators stand below each other, samples beside each other
    section: Place = "column"
    date: Place = "column"
    confirmed: bool = False  # the user has chosen names_row
    columns: list[ColumnRecipe] = Key(default_factory=list)


class Recipe(Strict):
    """One sheet. ``sheet``: its name with numbers as #; ``#月`` fits 5月 and 十月."""

    sheet: str
    tables: list[TableRecipe] = Key(default_factory=list)


def pattern_of(sheet: str) -> str:
    """A sheet's name as ``Recipe.sheet`` has it."""
    return _NUMBER.sub("#", sheet.strip())


def said_of(
    columns: Sequence[ColumnRecipe], headers: Sequence[str]
) -> tuple[ColumnRecipe | None, ...]:
    """What a recipe says of each of a table's columns: the same header, and of several the nth.

    A month in a header is any month: next month's table has the next one.
    """
    left: dict[str, list[ColumnRecipe]] = {}
    for column in columns:
        left.setdefault(_any_month(column.header), []).append(column)
    keys = (_any_month(header) for header in headers)
    return tuple(left[key].pop(0) if left.get(key) else None for key in keys)


def _any_month(header: str) -> str:
    parts = header.split(BETWEEN)
    return BETWEEN.join("#" if moment_of(part) is not None else part for part in parts)
