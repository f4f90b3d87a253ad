"""The water along a reach and the land beside it, on one plane, in metres.

The water of a reach is what lies nearer to it than to any other river line, and not beyond its
ends: there it is cut straight across. The land is what lies within a distance of that water and not
beyond the ends of the way it lies along; so it is as long as the water.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]

STEP_M = 5.0  # between the points that stand for a line
CAP_M = 0.1  # how near to an end the two points stand that cut across it
EDGE_WITHIN_M = 0.01  # how far the edge of a drawn circle may lie inside the true one
SMALLEST_M2 = 0.01  # smaller bits come of rounding
SLIVER_M = 0.05  # so do narrower ones
EMPTY = shapely.MultiPolygon()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A line through the reach from one of its ends to another."""

    line: LineString
    capped: tuple[bool, bool]  # whether start and end are ends of the reach


@dataclass(frozen=True, slots=True, kw_only=True)
class River:
    """What is known of the river on the plane."""

    surface: BaseGeometry  # polygons of water that the reach runs through; may be empty
    others: tuple[LineString, ...]  # river lines in that surface that are not of the reach
    width_m: float  # of the water where no polygon shows it
    box: BaseGeometry  # surface and land lie inside


def water_of(ways: Sequence[Way], covered: Sequence[LineString], river: River) -> BaseGeometry:
    """The water of the whole reach.

    Args:
        ways: through the reach.
        covered: the lines of the reach, each stretch once.
        river: what is known of it.
    """
    reach = shapely.union_all(list(covered))
    own = np.concatenate([_inner(line) for line in covered])
    foreign = [_inner(line) for line in river.others]
    # The end of one intake's way is no end of the reach where another intake's goes on.
    caps = [
        cap
        for way in ways
        for cap in _caps(way)
        if shapely.distance(reach, shapely.points(cap)) > CAP_M / 4
    ]
    return _water(reach, own, [*foreign, np.array(caps)] if caps else foreign, river)


def land_along(
    ways: Sequence[Way],
    covered: Sequence[LineString],
    water: BaseGeometry,
    river: River,
    *,
    depth_m: float,
) -> BaseGeometry:
    """The land within a distance of the water along each way and not beyond that way's ends."""
    if depth_m <= 0:
        return EMPTY
    strips = [_strip(way, covered, river, depth_m) for way in ways]
    wet = shapely.union_all([river.surface, water])
    return polygons(shapely.difference(shapely.union_all(strips), wet))


def _strip(way: Way, covered: Sequence[LineString], river: River, depth_m: float) -> BaseGeometry:
    """All within a distance of the water of one way, cut straight across at the way's ends."""
    near = way.line.buffer(CAP_M)
    beside = [part for line in covered for part in _lines(shapely.difference(line, near))]
    own, caps = _inner(way.line), [np.array(points) for points in [list(_caps(way))] if points]
    foreign = [_inner(line) for line in (*beside, *river.others)]
    water = _water(way.line, own, [*foreign, *caps], river)
    return shapely.difference(within(water, depth_m), _cells(own, caps, river.box))


def _water(
    line: BaseGeometry, own: Floats, foreign: Sequence[Floats], river: River
) -> BaseGeometry:
    bare = shapely.difference(line, river.surface)
    assumed = bare.buffer(river.width_m / 2, quad_segs=quadrant(river.width_m / 2))
    whole = shapely.union_all([river.surface, assumed])
    return _touching(polygons(shapely.difference(whole, _cells(own, foreign, river.box))), line)


def within(shape: BaseGeometry, metres: float) -> BaseGeometry:
    """All within a distance of a shape; its edge lies at most ``EDGE_WITHIN_M`` too far inside."""
    return shape.buffer(metres, quad_segs=quadrant(metres)) if metres > 0 else shape


def quadrant(radius_m: float) -> int:
    """Corners of a quarter circle so that its edges are true to ``EDGE_WITHIN_M``."""
    if radius_m <= EDGE_WITHIN_M:
        return 2
    turn = math.acos(1 - EDGE_WITHIN_M / radius_m)
    return max(2, math.ceil(math.pi / 4 / turn))


def polygons(shape: BaseGeometry) -> BaseGeometry:
    """The areas of a shape that are more than rounding, as one; slivers between shapes go."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    parts = parts[shapely.area(parts) > SMALLEST_M2]
    thick = parts[~shapely.is_empty(shapely.buffer(parts, -SLIVER_M / 2))]
    return shapely.multipolygons(thick) if len(thick) else EMPTY


def _touching(areas: BaseGeometry, line: BaseGeometry) -> BaseGeometry:
    """Only what the line itself runs through: other arms of a polygon are no water of the reach."""
    parts = shapely.get_parts(areas)
    there = parts[shapely.intersects(parts, line)]
    return shapely.multipolygons(there) if len(there) else EMPTY


def _cells(own: Floats, foreign: Sequence[Floats], box: BaseGeometry) -> BaseGeometry:
    """The ground nearer to foreign points than to one's own."""
    if not foreign:
        return EMPTY
    every = np.concatenate([own, *foreign])
    # The cells need points that differ; where two lines share one, one's own line has it.
    _, first = np.unique(np.round(every, 4), axis=0, return_index=True)
    kept = np.sort(first)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(every[kept]), extend_to=box, ordered=True)
    )
    return shapely.union_all(cells[kept >= len(own)])


def _inner(line: LineString) -> Floats:
    """Points along a line, the outermost just inside its ends."""
    length = line.length
    inset = min(CAP_M, length / 4)
    count = max(2, math.ceil(length / STEP_M) + 1)
    places = np.linspace(inset, length - inset, count)
    points: Floats = shapely.get_coordinates(shapely.line_interpolate_point(line, places))
    return points


def _caps(way: Way) -> Iterator[Floats]:
    """A point just beyond each capped end, straight on."""
    xy = shapely.get_coordinates(way.line)
    for capped, tip, before in ((way.capped[0], xy[0], xy[1]), (way.capped[1], xy[-1], xy[-2])):
        if capped:
            step = tip - before
            yield tip + step / np.hypot(*step) * min(CAP_M, way.line.length / 4)


def _lines(shape: BaseGeometry) -> Iterator[LineString]:
    parts = shapely.get_parts(shape)
    yield from (part for part in parts if part.geom_type == "LineString" and part.length > CAP_M)
