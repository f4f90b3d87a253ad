"""Finds the corners in a table: which columns, which rows, which ring."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from watermap.catalogue.match import normalised
from watermap.datafile import Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.geodesy.dms import parse_angle
from watermap.reading.raw import Cell, RawTable
from watermap.resources import package_file

FEWEST = 3
Row = Sequence[Cell]


class _Headings(Strict):
    north: list[str]
    east: list[str]
    longitude: list[str]
    latitude: list[str]
    ring: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """One corner as the table has it."""

    row: int  # of the sheet, counted from 1
    ring: str
    north: float  # or latitude, in degrees
    east: float  # or longitude


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    north: int
    east: int
    ring: int | None
    first_row: int  # counted from 0


@cache
def _headings() -> dict[str, frozenset[str]]:
    read = read_toml(_Headings, package_file("checks/corners.toml"))
    return {
        name: frozenset(normalised(word) for word in cast(list[str], getattr(read, name)))
        for name in _Headings.model_fields
    }


def find_corners(table: RawTable) -> tuple[Corner, ...]:
    """The corners of a table, in its order; by its headings, else by its first two decimal columns.

    Raises:
        WatermapError: there are no such columns, or a corner cannot be read.
    """
    columns = _by_headings(table.rows) or _by_numbers(table.rows)
    corners = _read(table, columns) if columns else ()
    if len(corners) < FEWEST:
        raise WatermapError(Problem.error("checks.no_corners", file=table.source.path.name))
    return corners


def _by_headings(rows: Sequence[Row]) -> _Columns | None:
    words = _headings()
    for at, row in enumerate(rows):
        named = {normalised(cell): i for i, cell in enumerate(row) if isinstance(cell, str)}
        places = {
            name: next((i for text, i in named.items() if text in wanted), None)
            for name, wanted in words.items()
        }
        for north, east in (("north", "east"), ("latitude", "longitude")):
            first, second = places[north], places[east]
            if first is not None and second is not None:
                return _Columns(north=first, east=second, ring=places["ring"], first_row=at + 1)
    return None


def _by_numbers(rows: Sequence[Row]) -> _Columns | None:
    """Without headings: the two columns with the most numbers that are no running number."""
    width = len(rows[0]) if rows else 0
    counts = [
        sum(1 for row in rows if (value := number_of(row[i])) is not None and value % 1 != 0)
        for i in range(width)
    ]
    chosen = [i for i in range(width) if counts[i] >= FEWEST][:2]
    if len(chosen) < 2:
        return None
    return _Columns(north=chosen[0], east=chosen[1], ring=None, first_row=0)


def _read(table: RawTable, columns: _Columns) -> tuple[Corner, ...]:
    corners: list[Corner] = []
    problems: list[Problem] = []
    for at, row in enumerate(table.rows[columns.first_row :], start=columns.first_row + 1):
        cells = row[columns.north], row[columns.east]
        north, east = (number_of(cell) for cell in cells)
        if north is not None and east is not None:
            ring = "" if columns.ring is None else str(row[columns.ring] or "").strip()
            corners.append(Corner(row=at, ring=ring, north=north, east=east))
        elif _is_corner(cells, started=bool(corners)):
            x, y = ("" if cell is None else str(cell) for cell in cells)
            problems.append(
                Problem.error(
                    "checks.corner_unreadable", file=table.source.path.name, row=at, x=x, y=y
                )
            )
    if problems:
        raise WatermapError(*problems)
    return tuple(corners)


def _is_corner(cells: tuple[Cell, Cell], *, started: bool) -> bool:
    """Whether a row that gives no place should have given one; rows of units and remarks not."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    numbers = [cell for cell in filled if number_of(cell) is not None]
    return bool(numbers) or (started and len(filled) == len(cells))


def number_of(cell: Cell) -> float | None:
    """A coordinate, decimal or in degrees, minutes and seconds; None: it is none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str):
        return None
    try:
        return parse_angle(cell)
    except ValueError:
        return None
