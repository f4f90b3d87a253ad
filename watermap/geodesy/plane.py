"""A plane around one place, in metres, for what shapely can only do on a plane.

The projection is azimuthal equidistant on the CGCS2000 ellipsoid. From its middle all distances
and directions are true. Elsewhere, at the distance r from the middle, lengths across the ray are
too long by the factor 1 + r²/(6R²), those along it are right: under 1 mm per km up to
``TRUE_WITHIN_M`` from the middle, 1.1 cm per km at 50 km. Areas are too large by the same factor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.cgcs2000 import INVERSE_FLATTENING, SEMI_MAJOR_M
from watermap.geodesy.near_plane import NearPlane

TRUE_WITHIN_M = 15_000.0  # from the middle: lengths true to 1 mm per km
LONGEST_EDGE_DEG = 0.001  # an edge straight in degrees then bends by less than 0.3 mm

Floats = npt.NDArray[np.float64]
Shapes = TypeVar("Shapes", BaseGeometry, npt.NDArray[np.object_])


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of one place; make it with ``Plane.at``."""

    lon: float
    lat: float
    near: NearPlane | None  # the same plane, quickly, for places near the middle

    @classmethod
    def at(cls, lon: float, lat: float) -> Self:
        """The plane around a place given in degrees, EPSG:4490."""
        return cls(lon=lon, lat=lat, near=NearPlane.at(lon, lat))

    @classmethod
    def around(cls, geometry: BaseGeometry) -> Self:
        """The plane around the middle of a geometry's bounds (longitude, latitude)."""
        west, south, east, north = geometry.bounds
        return cls.at((west + east) / 2, (south + north) / 2)

    def to_plane(self, geometry: Shapes) -> Shapes:
        """One geometry or an array of them, from longitude and latitude to metres.

        Edges are taken as straight in degrees, as layers in EPSG:4490 are; long ones get points
        in between, so that they stay where they were.
        """
        return self.dense_to_plane(dense(geometry))

    def dense_to_plane(self, geometry: Shapes) -> Shapes:
        """The same for geometries without long edges, as ``dense`` makes them."""
        return _transformed(geometry, self.metres)

    def to_geographic(self, geometry: Shapes) -> Shapes:
        """One geometry or an array of them, from metres to longitude and latitude."""
        return _transformed(geometry, self.degrees)

    def metres(self, degrees: Floats) -> Floats:
        """(n, 2) of longitude and latitude to (n, 2) of metres."""
        near = self.near.holds(degrees) if self.near is not None else np.zeros(len(degrees), bool)
        if self.near is not None and near.all():
            return self.near.metres(degrees)
        return self._projected(degrees, near, inverse=False)

    def degrees(self, metres: Floats) -> Floats:
        """(n, 2) of metres to (n, 2) of longitude and latitude."""
        near = np.hypot(metres[:, 0], metres[:, 1]) < TRUE_WITHIN_M
        if self.near is not None and near.all():
            return self.near.degrees(metres)
        return self._projected(metres, near, inverse=True)

    def _projected(self, xy: Floats, near: npt.NDArray[np.bool_], *, inverse: bool) -> Floats:
        """What is near by the polynomial here too, so that a place has one image."""
        moved = np.empty_like(xy)
        far = ~near
        if self.near is None:
            far = np.ones(len(xy), bool)
        else:
            way = self.near.degrees if inverse else self.near.metres
            moved[near] = way(xy[near])
        columns = _projection(self.lon, self.lat)(xy[far, 0], xy[far, 1], inverse=inverse)
        moved[far] = np.column_stack(columns)
        return moved


def _projection(lon: float, lat: float) -> Proj:
    return Proj(proj="aeqd", lon_0=lon, lat_0=lat, a=SEMI_MAJOR_M, rf=INVERSE_FLATTENING, units="m")


def dense(geometry: Shapes) -> Shapes:
    """With points in long edges, so that what is straight in degrees stays where it was."""
    made: Shapes = shapely.segmentize(geometry, LONGEST_EDGE_DEG)
    # A polygon without any width would come out empty; its edge is all there is of it.
    lost = shapely.is_empty(made) & ~shapely.is_empty(geometry)
    if not np.any(lost):
        return made
    edges: Shapes = shapely.segmentize(shapely.boundary(geometry), LONGEST_EDGE_DEG)
    return np.where(lost, edges, made) if isinstance(made, np.ndarray) else edges


def dense_each(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Many valid geometries as ``dense`` makes them; those without a long edge stay themselves."""
    xy, owners = shapely.get_coordinates(geometries, return_index=True)
    # Squared, and a hair less, so that nothing long is taken for short; from one shape to the next
    # there is no edge, but to take it for one costs nothing but time.
    steps = np.diff(xy, axis=0)
    long = (steps * steps).sum(axis=1) > (0.999 * LONGEST_EDGE_DEG) ** 2
    made = geometries.copy()
    chosen = np.unique(owners[1:][long])
    made[chosen] = dense(geometries[chosen])
    return made


def _transformed(geometry: Shapes, move: Callable[[Floats], Floats]) -> Shapes:
    moved: Shapes = shapely.transform(geometry, move)
    return moved
