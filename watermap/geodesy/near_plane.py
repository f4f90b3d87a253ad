"""The plane around a place in closed form, near its middle: a polynomial, no projection.

Within ``HALF_DEG`` of latitude of the middle (16 km, and as many kilometres of longitude) the
azimuthal equidistant projection of ``plane`` is smooth enough for a polynomial of the fifth degree
through 64 of its own places: they differ by less than a micrometre up to 70 degrees of latitude,
and the polynomial takes a twentieth of the time.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt

from watermap.geodesy.ellipsoid import GEOD

Floats = npt.NDArray[np.float64]

HALF_DEG = 0.15
HIGHEST_DEG = 70.0  # nearer to the poles it is not looked at
STEPS = 6  # of the way back; each makes it a hundred times better
_SIDE = 8  # places along each side; an even number, so that none is the middle itself
_EAST = ((1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (3, 0), (3, 1), (3, 2), (5, 0))
_NORTH = ((0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (2, 0), (2, 1), (2, 2), (2, 3), (4, 0), (4, 1))
"""Powers of longitude and latitude: east is odd in the longitude, north is even."""


@dataclass(frozen=True, slots=True)
class NearPlane:
    """Metres east and north of a place for what is near it; numbers only, so any thread may.

    Each number may also be an array with one for every place that is moved: then each place has a
    plane of its own.
    """

    lon: float | Floats
    lat: float | Floats
    width_deg: float | Floats  # half a side, of longitude
    east: tuple[float, ...] | tuple[Floats, ...]
    north: tuple[float, ...] | tuple[Floats, ...]

    @classmethod
    def at(cls, lon: float, lat: float) -> Self | None:
        """Around a place given in degrees; None near the poles."""
        if abs(lat) > HIGHEST_DEG:
            return None
        width = HALF_DEG / math.cos(math.radians(lat))
        a, b, to_east, to_north = _fitting()
        middle = np.full_like(a, lon), np.full_like(a, lat)
        bearing, _, metres = GEOD.inv(*middle, lon + width * a, lat + HALF_DEG * b)
        east, north = metres * np.sin(np.radians(bearing)), metres * np.cos(np.radians(bearing))
        return cls(lon, lat, width, tuple(to_east @ east), tuple(to_north @ north))

    def holds(self, degrees: Floats) -> npt.NDArray[np.bool_]:
        """Which of (n, 2) places in longitude and latitude are near enough."""
        near: npt.NDArray[np.bool_] = (np.abs(degrees[:, 0] - self.lon) <= self.width_deg) & (
            np.abs(degrees[:, 1] - self.lat) <= HALF_DEG
        )
        return near

    def metres(self, degrees: Floats) -> Floats:
        """(n, 2) of longitude and latitude, near enough, to (n, 2) of metres."""
        a = (degrees[:, 0] - self.lon) / self.width_deg
        return np.column_stack(self._metres(a, (degrees[:, 1] - self.lat) / HALF_DEG))

    def _metres(self, a: Floats, b: Floats) -> tuple[Floats, Floats]:
        e, n = self.east, self.north
        square = a * a
        east = e[0] + b * (e[1] + b * (e[2] + b * (e[3] + b * e[4])))
        east = a * (east + square * (e[5] + b * (e[6] + b * e[7]) + square * e[8]))
        upright = b * (n[0] + b * (n[1] + b * (n[2] + b * (n[3] + b * n[4]))))
        bent = n[5] + b * (n[6] + b * (n[7] + b * n[8])) + square * (n[9] + b * n[10])
        return east, upright + square * bent

    def degrees(self, metres: Floats) -> Floats:
        """(n, 2) of metres back to longitude and latitude, for places near enough."""
        x, y = metres[:, 0], metres[:, 1]
        a, b = x / self.east[0], y / self.north[0]
        for _ in range(STEPS):
            east, north = self._metres(a, b)
            a, b = a + (x - east) / self.east[0], b + (y - north) / self.north[0]
        return np.column_stack([self.lon + a * self.width_deg, self.lat + b * HALF_DEG])


@cache
def _fitting() -> tuple[Floats, Floats, Floats, Floats]:
    """Where the polynomial is held, and what makes its numbers of what is found there."""
    # Close at the ends, as Chebyshev has them, so that it is as good there as in the middle.
    side = np.cos(np.pi * (np.arange(_SIDE) + 0.5) / _SIDE)
    a, b = (grid.ravel() for grid in np.meshgrid(side, side))
    to_east = np.linalg.pinv(np.column_stack([a**i * b**j for i, j in _EAST]))
    to_north = np.linalg.pinv(np.column_stack([a**i * b**j for i, j in _NORTH]))
    return a, b, to_east, to_north
