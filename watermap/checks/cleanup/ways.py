"""Shortest ways between many things and many sources."""

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.cgcs2000 import SEMI_MAJOR_M, SQUARED_ECCENTRICITY
from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.measure import distances

Geometries = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
MOST_PAIRS = 2_000_000  # looked at in one go
SMALLEST_RADIUS_M = SEMI_MAJOR_M * (1 - SQUARED_ECCENTRICITY)  # of curvature, along the equator
SPARE = 1.01  # a box's middle is this much farther from its shape than from its corners, at most


def ways(origin: BaseGeometry, others: Geometries) -> tuple[Floats, Floats]:
    """As ``geodesy.measure.distances``; of points the geodesic is taken at once."""
    points = shapely.get_type_id(others) == shapely.GeometryType.POINT
    if origin.geom_type != "Point" or not points.any():
        return distances(origin, others)
    metres, bearings = np.zeros(len(others)), np.full(len(others), np.nan)
    if not points.all():
        metres[~points], bearings[~points] = distances(origin, others[~points])
    here = np.broadcast_to(shapely.get_coordinates(origin), (int(points.sum()), 2))
    metres[points], bearings[points] = _geodesics(here, shapely.get_coordinates(others[points]))
    return metres, bearings


def nearest(things: Geometries, sources: Geometries) -> tuple[Whole, Floats, Floats]:
    """The nearest source of each thing, its metres and bearing; the first of those equally near.

    Args:
        things: none empty, longitude and latitude.
        sources: at least one.
    """
    at, metres, bearings = [], [], []
    step = max(1, MOST_PAIRS // len(sources))
    for start in range(0, len(things), step):
        some = things[start : start + step]
        thing, source = _candidates(some, sources)
        far, way = _between(some, sources, thing, source)
        order = np.lexsort((source, far, thing))
        first = order[np.searchsorted(thing[order], np.arange(len(some)))]
        at.append(source[first])
        metres.append(far[first])
        bearings.append(way[first])
    return np.concatenate(at), np.concatenate(metres), np.concatenate(bearings)


def _candidates(things: Geometries, sources: Geometries) -> tuple[Whole, Whole]:
    """Pairs of which one is the nearest for sure, told from straight lines through the earth.

    A geodesic is no shorter than the straight line between its ends, and no longer than the arc
    over it on a sphere of the ellipsoid's smallest radius of curvature.
    """
    (middles, reach), (others, other_reach) = _balls(things), _balls(sources)
    lines = np.linalg.norm(middles[:, None] - others[None], axis=2)
    spare = reach[:, None] + other_reach[None]
    half = np.minimum((lines + spare) / (2 * SMALLEST_RADIUS_M), 1.0)
    at_most = (2 * SMALLEST_RADIUS_M * np.arcsin(half)).min(axis=1, keepdims=True)
    thing, source = np.nonzero(lines - spare <= at_most + 0.001)
    return thing, source


def _balls(shapes: Geometries) -> tuple[Floats, Floats]:
    """Middles (metres from the earth's) and radii of balls that hold shapes."""
    west, south, east, north = shapely.bounds(shapes).T
    middle = _in_space((west + east) / 2, (south + north) / 2)
    corners = [_in_space(lon, lat) for lon in (west, east) for lat in (south, north)]
    far = np.max([np.linalg.norm(corner - middle, axis=1) for corner in corners], axis=0)
    return middle, far * SPARE


def _in_space(lon: Floats, lat: Floats) -> Floats:
    a, b = np.radians(lon), np.radians(lat)
    across = SEMI_MAJOR_M / np.sqrt(1 - SQUARED_ECCENTRICITY * np.sin(b) ** 2)
    up = across * (1 - SQUARED_ECCENTRICITY) * np.sin(b)
    return np.column_stack([across * np.cos(b) * np.cos(a), across * np.cos(b) * np.sin(a), up])


def _between(
    things: Geometries, sources: Geometries, thing: Whole, source: Whole
) -> tuple[Floats, Floats]:
    """Metres and bearings of pairs, given by their places in the arrays and sorted by the first."""
    kinds, other_kinds = shapely.get_type_id(things)[thing], shapely.get_type_id(sources)[source]
    points = (kinds == shapely.GeometryType.POINT) & (other_kinds == shapely.GeometryType.POINT)
    metres, bearings = np.zeros(len(thing)), np.full(len(thing), np.nan)
    ends = [shapely.get_coordinates(of) for of in (things[thing[points]], sources[source[points]])]
    metres[points], bearings[points] = _geodesics(*ends)
    rest = np.flatnonzero(~points)
    for one in np.unique(thing[rest]):
        own = rest[thing[rest] == one]
        metres[own], bearings[own] = distances(things[one], sources[source[own]])
    return metres, bearings


def _geodesics(here: Floats, there: Floats) -> tuple[Floats, Floats]:
    if not len(here):
        return np.zeros(0), np.zeros(0)
    columns = np.ascontiguousarray(np.column_stack([here, there]).T)
    bearings, _, metres = GEOD.inv(*columns)
    return metres, np.where(metres > 0, np.mod(bearings, 360.0), np.nan)
