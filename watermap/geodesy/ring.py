"""Circles around a place: one to draw, one to measure."""

import math

import numpy as np
import numpy.typing as npt
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.ellipsoid import GEOD, radii_m
from watermap.geodesy.plane import Plane

Floats = npt.NDArray[np.float64]


def circle(lon: float, lat: float, radius_m: float, points: int = 256) -> Polygon:
    """A geodesic circle for drawing, in longitude and latitude, counter-clockwise.

    Its corners lie on the circle and its edges inside, so never ask it what lies within.
    """
    bearings = np.linspace(0, -360, points, endpoint=False)
    same = np.ones(points)
    east, north, _ = GEOD.fwd(same * lon, same * lat, bearings, same * radius_m)
    return Polygon(np.column_stack([east, north]))


def disc_area_m2(lat: float, radius_m: float) -> float:
    """Area of the geodesic disc: π r² (1 − K r²/12) with the curvature K = 1/(MN) at its middle.

    The next term is under 1e-9 of it up to 100 km.
    """
    along, across = radii_m(lat)
    return math.pi * radius_m**2 * (1 - radius_m**2 / (12 * along * across))


def area_in_disc_m2(polygons: BaseGeometry, plane: Plane, radius_m: float) -> float:
    """Area that polygons share with the geodesic disc around the plane's middle.

    On this plane the disc is a true circle, so each edge's share is known in closed form and
    nothing is cut. Areas of the plane are too large by up to r²/(6R²), in all of the disc by half
    of that, which is taken off; what is left is under 4e-8 at 5 km and 2e-5 at 100 km.

    Args:
        polygons: in the plane's metres, valid; only its polygons count.
        plane: around whose middle the disc lies.
        radius_m: of the disc.
    """
    rings = shapely.get_rings(shapely.orient_polygons(_polygons(polygons)))
    flat = abs(sum(_ring_in_disc_m2(shapely.get_coordinates(ring), radius_m) for ring in rings))
    return flat * disc_area_m2(plane.lat, radius_m) / (math.pi * radius_m**2)


def _polygons(geometry: BaseGeometry) -> npt.NDArray[np.object_]:
    parts: npt.NDArray[np.object_] = shapely.get_parts(shapely.get_parts(geometry))
    polygons: npt.NDArray[np.object_] = parts[
        shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    ]
    return polygons


def _ring_in_disc_m2(xy: Floats, radius_m: float) -> float:
    """Signed: triangles from the middle where an edge is inside, sectors where it is outside."""
    start, step = xy[:-1], np.diff(xy, axis=0)
    square = (step**2).sum(axis=1)
    start, step, square = start[square > 0], step[square > 0], square[square > 0]
    along = (start * step).sum(axis=1)
    depth = along**2 - square * ((start**2).sum(axis=1) - radius_m**2)
    root = np.sqrt(np.maximum(depth, 0.0))
    enter = np.clip((-along - root) / square, 0.0, 1.0)
    leave = np.clip((-along + root) / square, 0.0, 1.0)
    enters, leaves = (start + part[:, None] * step for part in (enter, leave))
    chord = _cross(enters, leaves) / 2
    sectors = _angle(start, enters) + _angle(leaves, start + step)
    return float(chord.sum() + radius_m**2 / 2 * sectors.sum())


def _cross(first: Floats, second: Floats) -> Floats:
    crossed: Floats = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    return crossed


def _angle(first: Floats, second: Floats) -> Floats:
    """From one direction to the other as seen from the middle, signed."""
    angles: Floats = np.arctan2(_cross(first, second), (first * second).sum(axis=1))
    return angles
