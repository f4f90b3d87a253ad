"""Between the map's plane and longitude, latitude: for pointers, drawings and overlays."""

from functools import cache

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from watermap.harmonise.layer import GEOGRAPHIC_EPSG

Points = npt.NDArray[np.float64]


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_plane(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """A geometry of longitude and latitude (EPSG:4490) in metres of the map's plane."""
    return _moved(geometry, GEOGRAPHIC_EPSG, epsg)


def to_geographic(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """A geometry of the map's plane in longitude and latitude (EPSG:4490)."""
    return _moved(geometry, epsg, GEOGRAPHIC_EPSG)


def position(east_m: float, north_m: float, epsg: int) -> tuple[float, float]:
    """Longitude and latitude of a place of the map's plane."""
    longitude, latitude = _transformer(epsg, GEOGRAPHIC_EPSG).transform(east_m, north_m)
    return float(longitude), float(latitude)


def _moved(geometry: BaseGeometry, source: int, target: int) -> BaseGeometry:
    transformer = _transformer(source, target)

    def move(points: Points) -> Points:
        x, y = transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack([x, y])

    moved: BaseGeometry = shapely.transform(geometry, move)
    return moved
