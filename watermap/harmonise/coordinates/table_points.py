"""One point a row; of stations that come again every month one point."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from watermap.errors import Message
from watermap.harmonise.coordinates.coordinate_cells import (
    PLAIN_EASTINGS_M,
    Position,
    is_blank,
    number_of,
    position_of,
)
from watermap.harmonise.coordinates.coordinate_columns import CoordinateColumns
from watermap.harmonise.sheets.grid import Grid
from watermap.harmonise.sheets.sheet_words import is_note, is_summary, role_of
from watermap.harmonise.terms.numerals import as_written
from watermap.reading.raw import Cell, RecordNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A shape and the rows it comes from, counted from 0."""

    rows: tuple[int, ...]
    shape: BaseGeometry


@dataclass(slots=True)
class Found:
    """What a sheet's rows give. Rows counted from 0, records from 1."""

    features: list[Feature] = field(default_factory=list)
    rejected: list[RecordNote] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)  # sums, remarks, signatures
    turned: list[int] = field(default_factory=list)  # rows used the other way round
    all_turned: bool = False  # every row is, so that the headings are the other way round
    repeated: list[int] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)  # stations with several places
    zones: bool = False  # the number of the zone came from a column of its own


def points_of(grid: Grid, columns: CoordinateColumns, *, once: bool) -> Found:
    """The points of a sheet.

    Args:
        grid: the sheet.
        columns: where coordinates stand.
        once: whether a station that comes again, with name and place, is one point.
    """
    found = Found()
    positions: dict[int, Position] = {}
    for at in range(columns.start, len(grid.rows)):
        row = grid.rows[at]
        position = position_of(row, columns)
        if position is not None:
            positions[at] = position
        elif not grid.is_blank(at):
            _without_place(grid, at, columns, found, started=bool(positions or found.rejected))
    found.zones = uses_zone(grid, columns, list(positions))
    positions = one_way(positions, found)
    stations = _once(grid, columns, positions, found) if once else list(positions)
    found.features = [
        Feature(rows=(at,), shape=shapely.Point(positions[at].east, positions[at].north))
        for at in stations
    ]
    return found


def _without_place(
    grid: Grid, at: int, columns: CoordinateColumns, found: Found, *, started: bool
) -> None:
    row = grid.rows[at]
    texts = grid.texts(at)
    blank = is_blank(row, columns)
    if texts and (is_note(texts[0]) or is_summary(texts[0])):
        found.notes.append(at)
    elif blank and (not started or len({as_written(cell) for cell in row} - {""}) == 1):
        found.notes.append(at)  # a title, a remark over the whole width
    elif not started and not _has_digit(row, columns):
        return  # units below the headings
    elif blank:
        reason = Message.of("harmonise.row_no_coordinates", row=at + 1)
        found.rejected.append(RecordNote(record=at + 1, reason=reason))
    else:
        first, second = shown(row, columns)
        reason = Message.of("harmonise.row_bad_coordinates", row=at + 1, first=first, second=second)
        found.rejected.append(RecordNote(record=at + 1, reason=reason))


def _has_digit(row: Sequence[Cell], columns: CoordinateColumns) -> bool:
    return any(character.isdigit() for at in columns.places() for character in as_written(row[at]))


def shown(row: Sequence[Cell], columns: CoordinateColumns) -> tuple[str, str]:
    """The cells of both coordinates as they are quoted."""
    if columns.both is not None:
        return as_written(row[columns.both]), ""
    north, east = (
        " ".join(as_written(row[at]) for at in of).strip() for of in (columns.north, columns.east)
    )
    return north, east


def uses_zone(grid: Grid, columns: CoordinateColumns, rows: Sequence[int]) -> bool:
    """Whether any easting got its zone's number from a column of its own."""
    if "zone" not in columns.others or len(columns.east) != 1:
        return False
    low, high = PLAIN_EASTINGS_M
    eastings = (number_of(grid.rows[at][columns.east[0]]) for at in rows)
    zones = (number_of(grid.rows[at][columns.others["zone"]]) for at in rows)
    return any(
        zone is not None and east is not None and low <= east <= high
        for zone, east in zip(zones, eastings, strict=True)
    )


def one_way(positions: dict[int, Position], found: Found) -> dict[int, Position]:
    """All positions north before east; those whose size says otherwise are turned, and noted."""
    straight = {at for at, one in positions.items() if one.form is not None}
    turned = {at for at, one in positions.items() if one.turned().form is not None}
    found.all_turned = bool(turned) and not straight
    # Where all that can be told is turned, what cannot be told is turned with it.
    turn = set(positions) if found.all_turned else turned
    found.turned = sorted(turn)
    return {at: one.turned() if at in turn else one for at, one in positions.items()}


def _once(
    grid: Grid, columns: CoordinateColumns, positions: dict[int, Position], found: Found
) -> list[int]:
    """The first row of each station at each of its places."""
    keys = _station_columns(grid, columns)
    first: dict[tuple[object, ...], int] = {}
    places: dict[tuple[str, ...], set[tuple[float, float]]] = {}
    for at, position in positions.items():
        name = tuple(as_written(grid.rows[at][place]).strip() for place in keys)
        place = (position.east, position.north)
        if not any(name):
            first[at,] = at
            continue
        places.setdefault(name, set()).add(place)
        if first.setdefault((name, place), at) != at:
            found.repeated.append(at)
    found.differing = [
        " ".join(part for part in name if part) for name, of in places.items() if len(of) > 1
    ]
    return list(first.values())


def _station_columns(grid: Grid, columns: CoordinateColumns) -> list[int]:
    """The columns with a station's name or code."""
    rows = () if columns.header is None else range(columns.header, columns.start)
    wanted = ("section", "code")
    return [
        place
        for row in rows
        for place in range(len(grid.rows[row]))
        if (role := role_of(grid.text(row, place))) and role[0] in wanted
    ]
