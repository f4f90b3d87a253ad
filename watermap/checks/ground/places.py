"""Where to look around a place."""

from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.cutting import Box
from watermap.geodesy.ellipsoid import degrees_around


def search_box(place: BaseGeometry, metres: float) -> Box:
    """Bounds that surely hold all that lies within a distance of a place."""
    west, south, east, north = place.bounds
    sideways, upwards = degrees_around(max(abs(south), abs(north)), metres)
    # A hair more, so that what is at the very distance is not cut off by rounding.
    sideways, upwards = sideways * 1.001 + 1e-9, upwards * 1.001 + 1e-9
    return west - sideways, south - upwards, east + sideways, north + upwards
