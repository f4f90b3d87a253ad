"""Corners become rings, and rings areas: each ring as it closes, what lies inside is a hole."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from watermap.harmonise.coordinates.corner_rows import FEWEST, Corner

Ring = tuple[Corner, ...]


def rings_of(corners: Sequence[Corner]) -> list[Ring]:
    """Corners ring by ring: as columns name them, and where the first corner comes again."""
    found: list[Ring] = []
    for _, group in groupby(corners, key=lambda corner: (corner.plot, corner.part, corner.ring)):
        found += _closed(group)
    return found


def _closed(corners: Iterable[Corner]) -> Iterator[Ring]:
    """A ring ends with its first corner, or before the next one that is labelled as its first."""
    ring: list[Corner] = []
    for corner in corners:
        closes = len(ring) >= FEWEST and _same(corner, ring[0])
        if not closes and ring and corner.label and corner.label == ring[0].label:
            yield tuple(ring)
            ring = []
        if not closes:
            ring.append(corner)
            continue
        yield tuple(ring)
        ring = []
    if ring:
        yield tuple(ring)


def _same(first: Corner, second: Corner) -> bool:
    return (first.north, first.east) == (second.north, second.east)


def crossing(rings: Sequence[Ring]) -> Ring | None:
    """The first ring that crosses itself among several: nobody knows what is inside it."""
    return next((ring for ring in rings if len(rings) > 1 and not _polygon(ring).is_valid), None)


def area_of(rings: Sequence[Ring]) -> BaseGeometry:
    """Rings as one area, x east and y north; the largest first, what lies inside is a hole.

    A single ring stays as it is, so that a border that crosses itself is seen and said. Of several
    none may cross itself.
    """
    polygons = [_polygon(ring) for ring in rings]
    if len(polygons) == 1:
        return polygons[0]
    whole, *others = sorted(polygons, key=lambda polygon: -polygon.area)
    area: BaseGeometry = whole
    for ring in others:
        area = area.difference(ring) if ring.within(area) else area.union(ring)
    return area


def _polygon(ring: Ring) -> Polygon:
    return Polygon([(corner.east, corner.north) for corner in ring])
