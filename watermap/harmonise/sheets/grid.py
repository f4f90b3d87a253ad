"""The cells of a sheet with merged ranges filled, so that every cell says what a reader sees."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from watermap.harmonise.terms.folding import plain
from watermap.reading.raw import Cell, RawTable


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns counted from 0.

    ``copies``: cells below or beside the corner of a merged range whose content is a number or a
    date. As a name, date or heading it holds for the whole range; as a result it stands for one
    cell only, since nobody can say whether two sections share it.
    """

    rows: Sequence[Sequence[Cell]]
    copies: frozenset[tuple[int, int]]
    left: int = 0  # the sheet's column where the grid begins
    top: int = 0  # the sheet's row where it begins
    turned: bool = False  # rows are the sheet's columns

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def text(self, row: int, column: int) -> str:
        """A cell that is text, trimmed; "" for everything else."""
        cell = self.rows[row][column]
        return cell.strip() if isinstance(cell, str) else ""

    def texts(self, row: int) -> list[str]:
        """The different texts of a row, from the left."""
        found = (cell.strip() for cell in self.rows[row] if isinstance(cell, str))
        return list(dict.fromkeys(text for text in found if text))

    def is_blank(self, row: int) -> bool:
        """Whether nothing is written in a row."""
        return all(is_empty(cell) for cell in self.rows[row])

    def place(self, row: int, column: int) -> tuple[int, int]:
        """The sheet's own row and column of a cell, counted from 0."""
        down, across = (column, row) if self.turned else (row, column)
        return down + self.top, across + self.left

    def letter(self, column: int) -> str:
        """What a person calls a column: the sheet's letter, or its row where the grid is turned."""
        down, across = self.place(0, column)
        return str(down + 1) if self.turned else column_letter(across)

    def part(self, left: int, right: int) -> "Grid":
        """The columns from ``left`` to before ``right``."""
        return Grid(
            rows=[row[left:right] for row in self.rows],
            copies=frozenset((r, c - left) for r, c in self.copies if left <= c < right),
            left=self.left if self.turned else self.left + left,
            top=self.top + left if self.turned else self.top,
            turned=self.turned,
        )

    def turn(self) -> "Grid":
        """Columns as rows: for tables whose indicators stand below each other."""
        return Grid(
            rows=list(zip(*self.rows, strict=True)),
            copies=frozenset((column, row) for row, column in self.copies),
            left=self.left,
            top=self.top,
            turned=not self.turned,
        )


def is_empty(cell: Cell) -> bool:
    """Whether nothing is written in a cell: no value, or invisible characters only."""
    if not isinstance(cell, str):
        return cell is None
    return not (cell.strip() if cell.isascii() else plain(cell))


def filled(raw: RawTable) -> Grid:
    """A sheet with the content of each merged range in all of its cells."""
    rows: list[Sequence[Cell]] = list(raw.rows)
    own: dict[int, list[Cell]] = {}  # rows that a merged range changes
    copies = set()
    for top, left, bottom, right in raw.merged:
        content = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if is_empty(content):
            continue
        numeric = isinstance(content, int | float | dt.date | dt.time)
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            cells = own.setdefault(row, list(rows[row]))
            rows[row] = cells
            for column in range(left, min(right, len(cells) - 1) + 1):
                cells[column] = content
                if numeric and (row, column) != (top, left):
                    copies.add((row, column))
    return Grid(rows=rows, copies=frozenset(copies))


def column_letter(column: int) -> str:
    """A, B … Z, AA: how a workbook names the column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def place_of_column(letters: str) -> int:
    """The column counted from 0 of a workbook's letters."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
