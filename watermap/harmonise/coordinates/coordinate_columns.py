"""In which columns of a sheet places stand: one a coordinate, three an angle, or one for both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from watermap.catalogue.spelling import bracketed, normalised
from watermap.harmonise.coordinates.coordinate_words import (
    AnglePart,
    CoordinateRole,
    angle_part,
    role_of_heading,
)
from watermap.harmonise.sheets.grid import Grid
from watermap.harmonise.terms.numerals import as_written, folded, number
from watermap.reading.raw import Cell

_ANGLE: tuple[AnglePart, ...] = ("degrees", "minutes", "seconds")
_DEEPEST_HEADING = 100  # rows
_PAIRS: tuple[tuple[CoordinateRole, CoordinateRole], ...] = (
    ("north", "east"),
    ("latitude", "longitude"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinateColumns:
    """Where coordinates stand. Rows and columns counted from 0.

    ``north`` and ``east`` (or latitude and longitude) have one column each, or three: degrees,
    minutes, seconds. Where one column holds both, ``both`` is it and the two are empty.
    """

    system: Literal["plane", "degrees"]  # as the headings say; the numbers may say otherwise
    north: tuple[int, ...]
    east: tuple[int, ...]
    both: int | None = None
    others: Mapping[CoordinateRole, int] = field(default_factory=dict)  # zone, plot, ring …
    header: int | None  # the row with the headings; None: there are none
    start: int  # first row below

    def places(self) -> frozenset[int]:
        """The columns that hold coordinates."""
        own = () if self.both is None else (self.both,)
        zone = (self.others["zone"],) if "zone" in self.others else ()
        return frozenset((*self.north, *self.east, *own, *zone))


def find_coordinate_columns(grid: Grid) -> CoordinateColumns | None:
    """The columns by the first row whose headings name both coordinates; None: there is none.

    Looked for in the first rows only, as far down as titles and remarks reach.
    """
    for row in range(min(len(grid.rows), _DEEPEST_HEADING)):
        columns = _in_row(grid, row)
        if columns is not None:
            return columns
    return None


def _in_row(grid: Grid, row: int) -> CoordinateColumns | None:
    named = _named(grid, row)
    others = {role: places[0] for role, places in named.items() if role not in _coordinates()}
    for north, east in _PAIRS:
        first, second = named.get(north, []), named.get(east, [])
        if not first or not second:
            continue
        below = _angles_below(grid, row, first, second)
        found = (
            below
            or _angles_beside(grid, row, first, second)
            or _angles_unheaded(grid, row, first, second)
            or (first[:1], second[:1])
        )
        depth = 1 if below is None else 2
        return CoordinateColumns(
            system="plane" if north == "north" else "degrees",
            north=tuple(found[0]),
            east=tuple(found[1]),
            others=others,
            header=row,
            start=row + depth,
        )
    if "both" in named and _has_other_heading(grid, row, named["both"][0]):
        return CoordinateColumns(
            system="degrees", north=(), east=(), both=named["both"][0], others=others,
            header=row, start=row + 1,
        )  # fmt: skip
    return None


def _coordinates() -> frozenset[str]:
    return frozenset({"north", "east", "longitude", "latitude", "both"})


def _has_other_heading(grid: Grid, row: int, place: int) -> bool:
    """坐标 alone in a row may be a title over two columns; beside other headings it is a column."""
    below = row + 1 < len(grid.rows) and _in_row(grid, row + 1) is not None
    return not below and len(grid.texts(row)) > 1 and sum(1 for _ in _same(grid, row, place)) == 1


def _same(grid: Grid, row: int, place: int) -> Iterator[int]:
    """The columns of a row with the same text: a merged heading over several."""
    text = grid.text(row, place)
    return (at for at in range(len(grid.rows[row])) if grid.text(row, at) == text)


def _named(grid: Grid, row: int) -> dict[CoordinateRole, list[int]]:
    """Role: the columns that are headed so, those of its best heading only."""
    best: dict[CoordinateRole, int] = {}
    found: dict[CoordinateRole, list[int]] = {}
    for place in range(len(grid.rows[row])):
        text = grid.text(row, place)
        known = role_of_heading(text) or role_of_heading(_without_part(text)) if text else None
        if known is None:
            continue
        role, rank = known
        if rank < best.get(role, rank + 1):
            best[role], found[role] = rank, [place]
        elif rank == best[role]:
            found[role].append(place)
    return found


def _without_part(text: str) -> str:
    """经度度, 经度分, 经度秒 without the last word."""
    bare = normalised(text)
    return bare[:-1] if angle_part(bare[-1:]) else ""


def _angles_beside(
    grid: Grid, row: int, first: Sequence[int], second: Sequence[int]
) -> tuple[list[int], list[int]] | None:
    """经度（度）, 经度（分）, 经度（秒） in one row."""

    def part(place: int) -> AnglePart | None:
        text = grid.text(row, place)
        return angle_part(bracketed(text) or "") or angle_part(normalised(text)[-1:])

    found = [{part(place): place for place in places} for places in (first, second)]
    if not all(set(_ANGLE) <= one.keys() for one in found):
        return None
    north, east = ([one[name] for name in _ANGLE] for one in found)
    return north, east


def _angles_below(
    grid: Grid, row: int, first: Sequence[int], second: Sequence[int]
) -> tuple[list[int], list[int]] | None:
    """经度 over three columns, 度 分 秒 in the row below; merged or not."""
    if row + 1 >= len(grid.rows):
        return None
    found = [_run_below(grid, row + 1, places[0]) for places in (first, second)]
    return (found[0], found[1]) if found[0] and found[1] else None


def _run_below(grid: Grid, row: int, place: int) -> list[int]:
    """The three columns from ``place`` on, if they are headed degrees, minutes, seconds."""
    run = [at for at in range(place, place + len(_ANGLE)) if at < len(grid.rows[row])]
    parts = [angle_part(grid.text(row, at)) for at in run]
    return run if parts == list(_ANGLE) else []


def _angles_unheaded(
    grid: Grid, row: int, first: Sequence[int], second: Sequence[int]
) -> tuple[list[int], list[int]] | None:
    """经度 over three columns and nothing more: whole degrees, then minutes and seconds beside.

    Taken for whole degrees alone such a table would be up to 100 km off.
    """
    runs = [list(range(places[0], places[0] + len(_ANGLE))) for places in (first, second)]
    told = all(_tells_angle(grid, row, run) for run in runs)
    return (runs[0], runs[1]) if told else None


def _tells_angle(grid: Grid, row: int, run: Sequence[int]) -> bool:
    if run[-1] >= len(grid.rows[row]):
        return False
    head, *rest = (grid.text(row, at) for at in run)
    rows = [
        values
        for cells in grid.rows[row + 1 :]
        if (values := [_plain_number(cells[at]) for at in run])[0] is not None
    ]
    return (
        all(text in ("", head) for text in rest)
        and bool(rows)
        and all(
            degrees is not None
            and degrees == int(degrees)
            and minutes is not None
            and 0 <= minutes < 60
            and (seconds is None or 0 <= seconds < 60)
            for degrees, minutes, seconds in rows
        )
    )


def _plain_number(cell: Cell) -> float | None:
    value = number(folded(as_written(cell)))
    return None if value is None else float(value)
