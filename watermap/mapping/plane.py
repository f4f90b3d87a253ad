"""The plane a map is drawn in: a Gauss–Krüger zone of the data's middle, in metres."""

from functools import cache

import numpy as np
from pyproj import Transformer

from watermap.geodesy import zones
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.mapping.drawlist import Xy

_UTM_NORTH, _UTM_SOUTH = 32600, 32700  # WGS 84; for drawing it is the same ground


def plane_epsg(longitude: float, latitude: float) -> int:
    """EPSG code of the plane for a map about this place.

    In China's longitudes the CGCS2000 3° Gauss–Krüger zone without prefix, elsewhere UTM.
    """
    half = zones.WIDTH_DEG / 2
    west, east = (zones.central_meridian(zone) for zone in (zones.FIRST_ZONE, zones.LAST_ZONE))
    if west - half <= longitude < east + half and latitude >= 0:
        return zones.epsg_without_prefix(longitude)
    utm = min(60, int(np.floor((longitude + 180) / 6)) + 1)
    return (_UTM_NORTH if latitude >= 0 else _UTM_SOUTH) + utm


def central_meridian(epsg: int) -> int | None:
    """The central meridian in degrees of a 3° zone's code; None: it is no such code."""
    zone = zones.zone_of_epsg(epsg)
    return None if zone is None else zones.central_meridian(zone)


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
