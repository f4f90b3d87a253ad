"""A plane around one place, in metres, for what shapely can only do on a plane.

The projection is azimuthal equidistant on the CGCS2000 ellipsoid. From its middle all distances
and directions are true. Elsewhere, at the distance r from the middle, lengths across the ray are
too long by the factor 1 + r²/(6R²), those along it are right: under 1 mm per km up to
``TRUE_WITHIN_M`` from the middle, 1.1 cm per km at 50 km. Areas are too large by the same factor.
"""

from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.cgcs2000 import INVERSE_FLATTENING, SEMI_MAJOR_M

TRUE_WITHIN_M = 15_000.0  # from the middle: lengths true to 1 mm per km
LONGEST_EDGE_DEG = 0.001  # an edge straight in degrees then bends by less than 0.3 mm

Shapes = TypeVar("Shapes", BaseGeometry, npt.NDArray[np.object_])


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of one place; make it with ``Plane.at``. Not for use by two threads."""

    lon: float
    lat: float
    projection: Proj

    @classmethod
    def at(cls, lon: float, lat: float) -> Self:
        """The plane around a place given in degrees, EPSG:4490."""
        made = Proj(
            proj="aeqd", lon_0=lon, lat_0=lat, a=SEMI_MAJOR_M, rf=INVERSE_FLATTENING, units="m"
        )
        return cls(lon=lon, lat=lat, projection=made)

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
        return _moved(_dense(geometry), self.projection)

    def to_geographic(self, geometry: Shapes) -> Shapes:
        """One geometry or an array of them, from metres to longitude and latitude."""
        return _moved(geometry, self.projection, inverse=True)


def _dense(geometry: Shapes) -> Shapes:
    dense: Shapes = shapely.segmentize(geometry, LONGEST_EDGE_DEG)
    # A polygon without any width would come out empty; its edge is all there is of it.
    lost = shapely.is_empty(dense) & ~shapely.is_empty(geometry)
    if not np.any(lost):
        return dense
    edges: Shapes = shapely.segmentize(shapely.boundary(geometry), LONGEST_EDGE_DEG)
    return np.where(lost, edges, dense) if isinstance(dense, np.ndarray) else edges


def _moved(geometry: Shapes, projection: Proj, *, inverse: bool = False) -> Shapes:
    def move(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(projection(xy[:, 0], xy[:, 1], inverse=inverse))

    moved: Shapes = shapely.transform(geometry, move)
    return moved
