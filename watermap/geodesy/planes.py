"""Planes around several places, so that the shapes of all of them move in one go."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.near_plane import NearPlane
from watermap.geodesy.plane import TRUE_WITHIN_M, Plane, dense_each

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Whole = npt.NDArray[np.intp]

MANY = 400  # corners of one owner from which they are moved without those of the others


class Planes:
    """One plane an owner. A shape's image is the very one that ``Plane`` alone gives it.

    ``owners`` say for each shape, or place, on whose plane it goes: numbers that never fall.
    """

    __slots__ = ("_columns", "each")

    def __init__(self, each: Sequence[Plane]) -> None:
        """Take the planes by owner."""
        self.each = tuple(each)
        near = [plane.near for plane in self.each if plane.near is not None]
        # None: one of them has no polynomial, so each goes its own way.
        self._columns: Floats | None = None
        if len(near) == len(self.each):
            rows = [(one.lon, one.lat, one.width_deg, *one.east, *one.north) for one in near]
            self._columns = np.array(rows, dtype=np.float64).reshape(len(rows), -1).T.copy()

    @classmethod
    def around(cls, geometries: Sequence[BaseGeometry]) -> Self:
        """The plane around each of some geometries."""
        return cls([Plane.around(geometry) for geometry in geometries])

    def to_plane(self, geometries: Geometries, owners: Whole) -> Geometries:
        """Valid geometries to metres, from longitude and latitude, as ``Plane.to_plane`` has it."""
        return self.dense_to_plane(dense_each(geometries), owners)

    def dense_to_plane(self, geometries: Geometries, owners: Whole) -> Geometries:
        """The same for geometries without long edges."""
        degrees, at = shapely.get_coordinates(geometries, return_index=True)
        metres = self._moved(degrees, owners[at], inverse=False)
        moved: Geometries = shapely.set_coordinates(geometries.copy(), metres)
        return moved

    def degrees(self, metres: Floats, owners: Whole) -> Floats:
        """(n, 2) of metres back to longitude and latitude."""
        return self._moved(metres, owners, inverse=True)

    def _moved(self, xy: Floats, owners: Whole, *, inverse: bool) -> Floats:
        if len(self.each) > 1 and len(xy) < MANY * len(self.each):
            together = self._together(xy, owners, inverse=inverse)
            if together is not None:
                return together
        moved = np.empty_like(xy)
        ends = np.searchsorted(owners, np.arange(len(self.each) + 1))
        for plane, start, end in zip(self.each, ends[:-1], ends[1:], strict=True):
            if end > start:
                way = plane.degrees if inverse else plane.metres
                moved[start:end] = way(xy[start:end])
        return moved

    def _together(self, xy: Floats, owners: Whole, *, inverse: bool) -> Floats | None:
        """All by their polynomials at once; None: a place is too far from its middle for that."""
        if self._columns is None:
            return None
        lon, lat, width, *numbers = (column[owners] for column in self._columns)
        east, north = tuple(numbers[:9]), tuple(numbers[9:])
        near = NearPlane(lon, lat, width, east, north)
        if inverse:
            within = np.hypot(xy[:, 0], xy[:, 1]) < TRUE_WITHIN_M
            return near.degrees(xy) if within.all() else None
        return near.metres(xy) if near.holds(xy).all() else None
