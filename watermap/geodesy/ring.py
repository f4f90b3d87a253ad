"""Circles of true metres. Drawn ones are polygons; what lies within is decided by distance."""

import math

import numpy as np
from shapely.geometry import Polygon

from watermap.geodesy.ellipsoid import A_M, GEOD, INVERSE_FLATTENING

POINTS = 256


def circle(longitude: float, latitude: float, radius_m: float, points: int = POINTS) -> Polygon:
    """The circle about a place as a polygon of EPSG:4490, for drawing only.

    Its edges are chords: with 256 points it is 0.4 m short at 5 km and its area 0.01 % small.
    """
    bearings = np.linspace(0.0, 360.0, points, endpoint=False)
    lon, lat, _ = GEOD.fwd(
        np.full(points, longitude), np.full(points, latitude), bearings, np.full(points, radius_m)
    )
    return Polygon(np.column_stack([lon, lat]))


def disc_area_m2(latitude: float, radius_m: float) -> float:
    """Area of a geodesic disc: πr²(1 − K r²/12), K the Gaussian curvature at the latitude."""
    return math.pi * radius_m**2 * (1 - _curvature_per_m2(latitude) * radius_m**2 / 12)


def _curvature_per_m2(latitude: float) -> float:
    """1/(M N), the radii of curvature along the meridian and across it."""
    e2 = (2 - 1 / INVERSE_FLATTENING) / INVERSE_FLATTENING
    w2 = 1 - e2 * math.sin(math.radians(latitude)) ** 2
    return w2**2 / (A_M**2 * (1 - e2))
