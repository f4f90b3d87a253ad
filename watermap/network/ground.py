"""Metres on the ground for short ways, many at once: no plane, so a layer may be of any size."""

import numpy as np

from watermap.geodesy.cgcs2000 import SEMI_MAJOR_M, SQUARED_ECCENTRICITY
from watermap.geodesy.ellipsoid import GEOD
from watermap.network.network import Floats, Numbers

FARTHEST_M = 5_000.0  # up to here the middle latitude is true to 3 in 100 million
_AT_POLES = 1e-6  # cosine of latitude below which longitude says nothing


def scales(latitude: Floats) -> tuple[Floats, Floats]:
    """Metres in a degree of longitude and in one of latitude, at each latitude in degrees."""
    phi = np.radians(latitude)
    part = 1 - SQUARED_ECCENTRICITY * np.sin(phi) ** 2
    across = SEMI_MAJOR_M / np.sqrt(part)
    along = across * (1 - SQUARED_ECCENTRICITY) / part
    return np.radians(across * np.maximum(np.cos(phi), _AT_POLES)), np.radians(along)


def ways_m(first: Floats, second: Floats) -> Floats:
    """Geodesic lengths from (n, 2) to (n, 2), longitude and latitude in degrees.

    Short ways by the middle latitude (Gauss), the rest by ``pyproj.Geod``.
    """
    east, north = scales((first[:, 1] + second[:, 1]) / 2)
    metres: Floats = np.hypot(
        (second[:, 0] - first[:, 0]) * east, (second[:, 1] - first[:, 1]) * north
    )
    far = np.flatnonzero(metres > FARTHEST_M)
    if len(far):
        metres[far] = GEOD.inv(*first[far].T, *second[far].T)[2]
    return metres


def in_space(degrees: Floats) -> Floats:
    """(n, 2) of longitude and latitude as (n, 3) metres from the centre of the earth.

    Straight ways between near places are true distances: 1 mm too short at 30 km.
    """
    lam, phi = np.radians(degrees).T
    across = SEMI_MAJOR_M / np.sqrt(1 - SQUARED_ECCENTRICITY * np.sin(phi) ** 2)
    ring = across * np.cos(phi)
    up = across * (1 - SQUARED_ECCENTRICITY) * np.sin(phi)
    return np.column_stack([ring * np.cos(lam), ring * np.sin(lam), up])


def nearest_on(points: Floats, first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """The nearest place of each segment to its point: share of the way, and metres to it.

    All (n, 2) in degrees, the segments near their points: the plane is each point's own.
    """
    east, north = scales(points[:, 1])
    scale = np.column_stack([east, north])
    begin, way = (first - points) * scale, (second - first) * scale
    squared = np.einsum("ij,ij->i", way, way)
    share = -np.einsum("ij,ij->i", begin, way) / np.where(squared > 0, squared, 1.0)
    share = np.clip(share, 0.0, 1.0)
    return share, np.hypot(*(begin + way * share[:, None]).T)


def along_m(xy: Floats, line: Numbers) -> Floats:
    """Metres of each vertex from the first one of its line.

    Args:
        xy: all vertices, line after line.
        line: number of the line of each vertex, rising.
    """
    steps = np.zeros(len(xy))
    steps[1:] = ways_m(xy[:-1], xy[1:])
    firsts = np.flatnonzero(np.diff(line, prepend=-1))
    steps[firsts] = 0.0
    total = np.cumsum(steps)
    lengths = np.diff(np.append(firsts, len(xy)))
    metres: Floats = total - np.repeat(total[firsts], lengths)
    return metres


def wider(boxes: Floats, metres: float) -> Floats:
    """Boxes (west, south, east, north in degrees) that reach at least so much farther."""
    north = metres / 110_500.0  # the shortest degree of latitude has 110 574 m
    high = np.minimum(np.maximum(np.abs(boxes[:, 1]), np.abs(boxes[:, 3])) + north, 89.0)
    east = metres / (111_000.0 * np.cos(np.radians(high)))
    grown = boxes.copy()
    grown[:, 0] -= east
    grown[:, 2] += east
    grown[:, 1] -= north
    grown[:, 3] += north
    return grown
