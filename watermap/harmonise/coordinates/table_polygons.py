"""Areas of corners: one a plot, with parts and holes; an area that is not certain is rejected."""

from collections.abc import Sequence
from itertools import groupby

from watermap.errors import Message
from watermap.geodesy.zones import PREFIX_M
from watermap.harmonise.coordinates.coordinate_cells import Position
from watermap.harmonise.coordinates.coordinate_columns import CoordinateColumns
from watermap.harmonise.coordinates.corner_rings import area_of, crossing, rings_of
from watermap.harmonise.coordinates.corner_rows import (
    FEWEST,
    BadCorner,
    Corner,
    CornerRow,
    corner_rows,
)
from watermap.harmonise.coordinates.table_points import Feature, Found, one_way, uses_zone
from watermap.harmonise.sheets.grid import Grid
from watermap.reading.raw import RecordNote


def polygons_of(grid: Grid, columns: CoordinateColumns) -> Found:
    """The areas of a sheet of corners, each under the row of its first corner."""
    found = Found()
    rows = list(corner_rows(grid, columns))
    corners = [one for one in rows if isinstance(one, Corner)]
    found.zones = uses_zone(grid, columns, [one.row - 1 for one in corners])
    positions = one_way(
        {one.row - 1: Position(north=one.north, east=one.east) for one in corners}, found
    )
    turned = set(found.turned)
    placed = [
        one.turned() if isinstance(one, Corner) and one.row - 1 in turned else one for one in rows
    ]
    forms = {at: _form(position) for at, position in positions.items()}
    for _, group in groupby(placed, key=lambda one: one.plot):
        _add(list(group), forms, found)
    return found


def _form(position: Position) -> tuple[str | None, int]:
    """What a corner's numbers look like, the number of its zone among it."""
    zone = int(position.east // PREFIX_M) if position.form == "prefixed" else 0
    return position.form, zone


def _add(rows: Sequence[CornerRow], forms: dict[int, tuple[str | None, int]], found: Found) -> None:
    """One plot: an area, or why there is none."""
    trouble = _trouble(rows, forms)
    if trouble is not None:
        found.rejected.append(trouble)
        return
    corners = [one for one in rows if isinstance(one, Corner)]
    shape = area_of(rings_of(corners))
    found.features.append(Feature(rows=tuple(one.row - 1 for one in corners), shape=shape))


def _trouble(
    rows: Sequence[CornerRow], forms: dict[int, tuple[str | None, int]]
) -> RecordNote | None:
    bad = next((one for one in rows if isinstance(one, BadCorner)), None)
    if bad is not None:
        return _note(bad.plot, "bad_corner", bad.row, first=bad.first, second=bad.second)
    corners = [one for one in rows if isinstance(one, Corner)]
    plot = corners[0].plot
    own = [forms[one.row - 1] for one in corners]
    usual = max(dict.fromkeys(own), key=own.count)
    odd = next((one.row for one, form in zip(corners, own, strict=True) if form != usual), None)
    if odd is not None:
        return _note(plot, "odd_corner", odd)
    rings = rings_of(corners)
    for ring in rings:
        if len(ring) < FEWEST:
            return _note(plot, "few", ring[0].row, count=len(ring))
    twisted = crossing(rings)
    return None if twisted is None else _note(plot, "crosses", twisted[0].row)


def _note(plot: str, code: str, row: int, **fields: object) -> RecordNote:
    reason = Message.of(f"harmonise.polygon_{code}", plot=plot or "—", row=row, **fields)
    return RecordNote(record=row, reason=reason)
