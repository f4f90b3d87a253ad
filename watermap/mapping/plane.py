"""The plane a map is drawn in: a Gauss–Krüger zone of the data's middle, in metres."""

from functools import cache

import numpy as np
from pyproj import Transformer

from watermap.harmonise.layer import GEOGRAPHIC_EPSG
from watermap.mapping.drawlist import Xy

_FIRST_ZONE, _LAST_ZONE = 25, 45  # China's 3° zones
_BEFORE_FIRST_CODE = 4509  # CGCS2000 3° zones without prefix: 25 is EPSG:4534 (standards.md 11.2)
_UTM_NORTH, _UTM_SOUTH = 32600, 32700  # WGS 84; for drawing it is the same ground


def plane_epsg(longitude: float, latitude: float) -> int:
    """EPSG code of the plane for a map about this place.

    In China's longitudes the CGCS2000 3° Gauss–Krüger zone without prefix, elsewhere UTM.
    """
    zone = int(np.floor((longitude + 1.5) / 3))
    if _FIRST_ZONE <= zone <= _LAST_ZONE and latitude >= 0:
        return _BEFORE_FIRST_CODE + zone
    utm = min(60, int(np.floor((longitude + 180) / 6)) + 1)
    return (_UTM_NORTH if latitude >= 0 else _UTM_SOUTH) + utm


def central_meridian(epsg: int) -> int | None:
    """The central meridian in degrees of a 3° zone's code; None: it is no such code."""
    zone = epsg - _BEFORE_FIRST_CODE
    return 3 * zone if _FIRST_ZONE <= zone <= _LAST_ZONE else None


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_plane(lonlat: Xy, epsg: int) -> Xy:
    """Longitude, latitude (EPSG:4490) as metres of the plane; not finite where there is none."""
    return _moved(lonlat, GEOGRAPHIC_EPSG, epsg)


def to_lonlat(metres: Xy, epsg: int) -> Xy:
    """Metres of the plane as longitude, latitude (EPSG:4490)."""
    return _moved(metres, epsg, GEOGRAPHIC_EPSG)


def _moved(xy: Xy, source: int, target: int) -> Xy:
    x, y = _transformer(source, target).transform(xy[:, 0], xy[:, 1])
    return np.column_stack([x, y]).astype(np.float64)
