"""The ellipsoid of CGCS2000, on which every length and area of watermap is measured."""

import math

from pyproj import Geod

from watermap.geodesy.cgcs2000 import INVERSE_FLATTENING, SEMI_MAJOR_M, SQUARED_ECCENTRICITY

GEOD = Geod(a=SEMI_MAJOR_M, rf=INVERSE_FLATTENING)


def radii_m(latitude: float) -> tuple[float, float]:
    """Radii of curvature at a latitude in degrees: along the meridian (M) and across it (N)."""
    part = 1 - SQUARED_ECCENTRICITY * math.sin(math.radians(latitude)) ** 2
    across = SEMI_MAJOR_M / math.sqrt(part)
    return across * (1 - SQUARED_ECCENTRICITY) / part, across


def degrees_around(latitude: float, metres: float) -> tuple[float, float]:
    """How many degrees of longitude and latitude surely reach ``metres`` from a latitude.

    Meant for search boxes: a little too large, never too small. At the poles the whole circle.
    """
    along, _ = radii_m(0.0)  # smallest at the equator, so the most degrees
    north = math.degrees(metres / along)
    farthest = min(abs(latitude) + north, 90.0)
    narrowest = math.cos(math.radians(farthest)) * SEMI_MAJOR_M
    east = math.degrees(metres / narrowest) if narrowest > metres else 360.0
    return east, north
