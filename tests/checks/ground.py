"""Shapes measured by pyproj.Geod, and the days between which the law changed."""

import datetime as dt

import numpy as np
from pyproj import Geod
from shapely import LineString, Point, Polygon

ORACLE = Geod(a=6378137, rf=298.257222101)
HERE = (117.5, 34.6)  # Taierzhuang
CODE = dt.date(2026, 8, 15)
OLD = dt.date(2026, 8, 14)


class Ground:
    """Shapes around one place, given in metres east and north of it (good to 1 mm per km)."""

    def __init__(self, lon=HERE[0], lat=HERE[1]):
        self.lon, self.lat = lon, lat

    def at(self, east, north):
        bearing, metres = np.degrees(np.arctan2(east, north)), np.hypot(east, north)
        return ORACLE.fwd(self.lon, self.lat, bearing, metres)[:2]

    def point(self, east, north):
        return Point(self.at(east, north))

    def line(self, *corners):
        return LineString([self.at(*corner) for corner in corners])

    def polygon(self, *corners, holes=()):
        return Polygon(
            [self.at(*corner) for corner in corners],
            [[self.at(*corner) for corner in hole] for hole in holes],
        )

    def box(self, west, south, east, north, holes=()):
        return self.polygon((west, south), (east, south), (east, north), (west, north), holes=holes)
