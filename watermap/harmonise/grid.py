"""The cells of a sheet with merged ranges filled, so that every cell says what a reader sees."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from watermap.harmonise.folding import plain
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

    def text(self, row: int, column: int) -> str:
        """A cell that is text, trimmed; "" for everything else."""
        cell = self.rows[row][column]
        return cell.strip() if isinstance(cell, str) else ""

    def texts(self, row: int) -> list[str]:
        """The different texts of a row, from the left."""
        found = (self.text(row, column) for column in range(len(self.rows[row])))
        return list(dict.fromkeys(text for text in found if text))

    def is_blank(self, row: int) -> bool:
        """Whether nothing is written in a row."""
        return all(is_empty(cell) for cell in self.rows[row])


def is_empty(cell: Cell) -> bool:
    """Whether nothing is written in a cell: no value, or invisible characters only."""
    return cell is None or (isinstance(cell, str) and not plain(cell))


def filled(raw: RawTable) -> Grid:
    """A sheet with the content of each merged range in all of its cells."""
    rows = [list(row) for row in raw.rows]
    copies = set()
    for top, left, bottom, right in raw.merged:
        content = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if is_empty(content):
            continue
        numeric = isinstance(content, int | float | dt.date | dt.time)
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            for column in range(left, min(right, len(rows[row]) - 1) + 1):
                rows[row][column] = content
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
