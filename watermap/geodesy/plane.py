"""A plane about a place, in metres, for finding what is near and cutting shapes.

The plane is a transverse Mercator projection on the ellipsoid of CGCS2000 with its central meridian
through the place and scale 1 there. It is conformal; the scale grows with the distance x from the
meridian as 1 + x²/2R²: 0.3 mm per km at 5 km, 1 mm per km at 9 km, 31 mm per km at 50 km east or
west. So shapes are cut and nearest places found in it, while what is reported is measured on the
ellipsoid.
"""

from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.ellipsoid import A_M, EPSG, INVERSE_FLATTENING

Points = npt.NDArray[np.float64]
_PLACES = 4  # decimals of the middle's degrees: planes about the same place are shared


@cache
def _transformers(longitude: float, latitude: float) -> tuple[Transformer, Transformer]:
    plane = CRS.from_proj4(
        f"+proj=tmerc +lat_0={latitude} +lon_0={longitude} +k=1 +x_0=0 +y_0=0 "
        f"+a={A_M} +rf={INVERSE_FLATTENING} +units=m +no_defs"
    )
    there = Transformer.from_crs(EPSG, plane, always_xy=True)
    return there, Transformer.from_crs(plane, EPSG, always_xy=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Metres east (x) and north (y) of a place."""

    longitude: float
    latitude: float

    @classmethod
    def at(cls, longitude: float, latitude: float) -> Self:
        """The plane about a place."""
        return cls(longitude=round(longitude, _PLACES), latitude=round(latitude, _PLACES))

    @classmethod
    def about(cls, geometry: BaseGeometry) -> Self:
        """The plane about the middle of a geometry's bounds."""
        west, south, east, north = geometry.bounds
        return cls.at((west + east) / 2, (south + north) / 2)

    def to_plane(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry of EPSG:4490 in metres of this plane."""
        moved: BaseGeometry = shapely.transform(geometry, self.points_to_plane)
        return moved

    def to_geographic(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry of this plane in EPSG:4490."""
        moved: BaseGeometry = shapely.transform(geometry, self.points_to_geographic)
        return moved

    def points_to_plane(self, points: Points) -> Points:
        """Rows of longitude, latitude as rows of metres east, north."""
        return _moved(_transformers(self.longitude, self.latitude)[0], points)

    def points_to_geographic(self, points: Points) -> Points:
        """Rows of metres east, north as rows of longitude, latitude."""
        return _moved(_transformers(self.longitude, self.latitude)[1], points)


def _moved(transformer: Transformer, points: Points) -> Points:
    x, y = transformer.transform(points[:, 0], points[:, 1])
    return np.column_stack([x, y])
