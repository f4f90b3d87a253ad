"""The corners of a table, row by row: which plot, part and ring each belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from watermap.errors import Problem, WatermapError
from watermap.harmonise.coordinates.coordinate_cells import number_of, position_of
from watermap.harmonise.coordinates.coordinate_columns import (
    CoordinateColumns,
    find_coordinate_columns,
)
from watermap.harmonise.coordinates.coordinate_words import CoordinateRole
from watermap.harmonise.sheets.grid import Grid, filled, is_empty
from watermap.harmonise.terms.numerals import as_written
from watermap.reading.raw import Cell, RawTable

FEWEST = 3
_KEYS: tuple[CoordinateRole, ...] = ("name", "plot", "part", "ring")  # each inside the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """One corner as the table has it."""

    row: int  # of the sheet, counted from 1
    plot: str
    part: str
    ring: str
    label: str
    north: float  # or latitude, in degrees
    east: float  # or longitude

    def turned(self) -> "Corner":
        """The other way round."""
        return replace(self, north=self.east, east=self.north)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadCorner:
    """A row that should give a corner and does not."""

    row: int
    plot: str
    first: str
    second: str


CornerRow = Corner | BadCorner


def find_corners(table: RawTable) -> tuple[Corner, ...]:
    """The corners of a table, in its order; by its headings, else by its first two decimal columns.

    Raises:
        WatermapError: there are no such columns, or a corner cannot be read.
    """
    grid = filled(table)
    columns = find_coordinate_columns(grid) or by_numbers(grid)
    rows = tuple(corner_rows(grid, columns)) if columns else ()
    file = table.source.path.name
    bad = [
        Problem.error(
            "harmonise.corner_unreadable", file=file, row=one.row, x=one.first, y=one.second
        )
        for one in rows
        if isinstance(one, BadCorner)
    ]
    if bad:
        raise WatermapError(*bad)
    corners = tuple(one for one in rows if isinstance(one, Corner))
    if len(corners) < FEWEST:
        raise WatermapError(Problem.error("harmonise.no_corners", file=file))
    return corners


def by_numbers(grid: Grid) -> CoordinateColumns | None:
    """Without headings: the first two columns with numbers that are no running number."""
    width = len(grid.rows[0]) if grid.rows else 0
    chosen = list(islice((place for place in range(width) if _has_decimals(grid, place)), 2))
    if len(chosen) < 2:
        return None
    return CoordinateColumns(
        system="plane", north=(chosen[0],), east=(chosen[1],), header=None, start=0
    )


def _has_decimals(grid: Grid, place: int) -> bool:
    """Whether a column has a few numbers that are not whole; no more of it is looked at."""
    values = (number_of(row[place]) for row in grid.rows)
    decimals = (value for value in values if value is not None and value % 1 != 0)
    return len(list(islice(decimals, FEWEST))) == FEWEST


def corner_rows(grid: Grid, columns: CoordinateColumns) -> Iterator[CornerRow]:
    """Each row that is a corner, or should be. A blank name goes on with the one above it."""
    labels = _label_column(grid, columns)
    above = dict.fromkeys(_KEYS, "")
    started = False
    for at in range(columns.start, len(grid.rows)):
        row = grid.rows[at]
        position = position_of(row, columns)
        if position is None and not _should_be_corner(row, columns, started=started):
            continue
        started = True
        above = _keys(row, columns, above, labels)
        plot = " ".join(part for part in (above["name"], above["plot"]) if part)
        if position is None:
            yield BadCorner(row=at + 1, plot=plot, **_shown(row, columns))
        else:
            yield Corner(
                row=at + 1,
                plot=plot,
                part=above["part"],
                ring=above["ring"],
                label="" if labels is None else as_written(row[labels]).strip(),
                north=position.north,
                east=position.east,
            )


def _keys(
    row: Sequence[Cell],
    columns: CoordinateColumns,
    above: dict[CoordinateRole, str],
    labels: int | None,
) -> dict[CoordinateRole, str]:
    """To what a row belongs: as it says, else as above, but never to a part of another plot."""
    found: dict[CoordinateRole, str] = {}
    changed = False
    for role in _KEYS:
        place = columns.others.get(role)
        text = "" if place is None or place == labels else as_written(row[place]).strip()
        found[role] = text or ("" if changed else above[role])
        changed = changed or found[role] != above[role]
    return found


def _label_column(grid: Grid, columns: CoordinateColumns) -> int | None:
    """The column with the corners' own names: so headed, or 名称 where no two rows are alike."""
    if "label" in columns.others:
        return columns.others["label"]
    for role in _KEYS[:2]:
        place = columns.others.get(role)
        if place is None:
            continue
        rows = [row for row in grid.rows[columns.start :] if position_of(row, columns) is not None]
        texts = [as_written(row[place]).strip() for row in rows]
        if len(texts) >= FEWEST and all(texts) and len(set(texts[1:])) == len(texts) - 1:
            return place
    return None


def _shown(row: Sequence[Cell], columns: CoordinateColumns) -> dict[str, str]:
    def joined(places: Sequence[int]) -> str:
        return " ".join(as_written(row[at]) for at in places).strip()

    if columns.both is not None:
        return {"first": as_written(row[columns.both]), "second": ""}
    return {"first": joined(columns.north), "second": joined(columns.east)}


def _should_be_corner(row: Sequence[Cell], columns: CoordinateColumns, *, started: bool) -> bool:
    """Whether a row that gives no place should have given one; rows of units and remarks not."""
    places = (*columns.north, *columns.east, *(() if columns.both is None else (columns.both,)))
    cells = [row[at] for at in places if not is_empty(row[at])]
    numbers = [cell for cell in cells if number_of(cell) is not None]
    return bool(numbers) or (started and len(cells) == len(places))
