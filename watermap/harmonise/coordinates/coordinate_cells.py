"""The coordinates of one row: decimal, in degrees, minutes and seconds, or both in one cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from watermap.geodesy.dms import parse_angle, parse_place
from watermap.geodesy.zones import PREFIX_M, prefixed_zone
from watermap.harmonise.coordinates.coordinate_columns import CoordinateColumns
from watermap.harmonise.sheets.grid import is_empty
from watermap.harmonise.terms.numerals import as_written, folded, number
from watermap.reading.raw import Cell

Form = Literal["degrees", "prefixed", "plain"]
NORTHINGS_M = (2_000_000.0, 6_200_000.0)  # China's
PLAIN_EASTINGS_M = (100_000.0, 999_999.999)
PREFIXED_EASTINGS_M = (13_000_000.0, 46_000_000.0)
LONGITUDES, LATITUDES = (73.0, 136.0), (3.0, 54.0)  # China's; nowhere do they overlap
_EASTS: dict[Form, tuple[float, float]] = {
    "degrees": LONGITUDES,
    "prefixed": PREFIXED_EASTINGS_M,
    "plain": PLAIN_EASTINGS_M,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a row's coordinate cells say."""

    north: float  # or latitude, in degrees
    east: float  # or longitude

    @property
    def form(self) -> Form | None:
        """What the numbers look like by their size; None: like nothing in China."""
        return form_of(self.north, self.east)

    def turned(self) -> "Position":
        """The other way round."""
        return Position(north=self.east, east=self.north)


def form_of(north: float, east: float) -> Form | None:
    """Northings, eastings and degrees differ in size, so that no order is taken for another."""
    for form, (low, high) in _EASTS.items():
        norths = LATITUDES if form == "degrees" else NORTHINGS_M
        if norths[0] <= north <= norths[1] and low <= east <= high:
            return form
    return None


def number_of(cell: Cell) -> float | None:
    """A coordinate, decimal or in degrees, minutes and seconds; None: it is none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str):
        return None
    written = number(folded(cell))
    if written is not None:
        return float(written)
    try:
        return parse_angle(cell)
    except ValueError:
        return None


def position_of(row: Sequence[Cell], columns: CoordinateColumns) -> Position | None:
    """Where a row lies; None: its cells give no place."""
    if columns.both is not None:
        return _of_both(row[columns.both])
    north, east = (_value([row[at] for at in of]) for of in (columns.north, columns.east))
    if north is None or east is None:
        return None
    return Position(north=north, east=_with_zone(east, row, columns))


def is_blank(row: Sequence[Cell], columns: CoordinateColumns) -> bool:
    """Whether nothing stands where the coordinates should be."""
    places = (*columns.north, *columns.east, *(() if columns.both is None else (columns.both,)))
    return all(is_empty(row[at]) for at in places)


def _of_both(cell: Cell) -> Position | None:
    try:
        lon, lat = parse_place(as_written(cell))
    except ValueError:
        return None
    return Position(north=lat, east=lon)


def _value(cells: Sequence[Cell]) -> float | None:
    """Of one cell, or of degrees, minutes and seconds in three."""
    values = [number_of(cell) for cell in cells]
    if len(values) == 1:
        return values[0]
    degrees, minutes, seconds = values
    if degrees is None or minutes is None or seconds is None:
        return None
    if not (0 <= minutes < 60 and 0 <= seconds < 60):
        return None
    return degrees + minutes / 60 + seconds / 3600


def _with_zone(east: float, row: Sequence[Cell], columns: CoordinateColumns) -> float:
    """An easting with the number of the zone that stands in a column of its own."""
    place = columns.others.get("zone")
    zone = None if place is None else number_of(row[place])
    plain = PLAIN_EASTINGS_M[0] <= east <= PLAIN_EASTINGS_M[1]
    if zone is None or not plain or prefixed_zone(int(zone)) is None:
        return east
    return east + int(zone) * PREFIX_M
