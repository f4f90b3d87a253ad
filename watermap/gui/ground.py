"""Between the map's plane and longitude, latitude: for pointers, drawings and overlays."""

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.mapping import plane

Points = npt.NDArray[np.float64]


def to_plane(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """A geometry of longitude and latitude (EPSG:4490) in metres of the map's plane."""

    def move(points: Points) -> Points:
        return plane.to_plane(points, epsg)

    moved: BaseGeometry = shapely.transform(geometry, move)
    return moved


def position(east_m: float, north_m: float, epsg: int) -> tuple[float, float]:
    """Longitude and latitude of a place of the map's plane."""
    longitude, latitude = plane.to_lonlat(np.array([[east_m, north_m]]), epsg)[0]
    return float(longitude), float(latitude)
