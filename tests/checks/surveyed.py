"""Zones and sites as somebody drew them in one CRS, with a seed, 20 to 45 degrees north."""

import os

import numpy as np
import shapely
from pyproj import Transformer
from shapely import Point

from tests.checks.oracle import STEP_M
from tests.checks.random_ground import DEGREES, line, star
from watermap.harmonise.places.moving import to_geographic

EPSGS = (4490, 4527, 4548)
ZONES, SITES = 24, 10  # in a group
LONG = bool(os.environ.get("WATERMAP_LONG"))


class Group:
    """Zones and sites as drawn in one CRS around a place, and the same in degrees."""

    def __init__(self, seed, epsg, *, lon=(115.6, 118.4)):
        self.random, self.epsg = np.random.default_rng(seed), epsg
        lon, lat = self.random.uniform(*lon), self.random.uniform(20, 45)
        self.middle = np.array([lon, lat])
        if epsg != 4490:
            there = Transformer.from_crs(4490, epsg, always_xy=True)
            self.middle = np.array(there.transform(lon, lat))
        self.zones = [self.zone(n) for n in range(ZONES)]
        self.sites = [self.site() for _ in range(SITES)]

    def place(self, across_m=8_000.0):
        unit = DEGREES if self.epsg == 4490 else 1.0
        return tuple(self.middle + (self.random.random(2) - 0.5) * across_m * unit)

    def drawn(self, shape_of, size_m):
        """A shape of degrees, drawn around a place of the CRS."""
        if self.epsg == 4490:
            return shape_of(self.place(), size_m)
        shape = shape_of((0.0, 0.0), size_m / DEGREES)
        return shapely.transform(shape, lambda xy: xy + np.array(self.place()))

    def zone(self, number):
        size = float(self.random.choice([100.0, 600.0, 2_500.0]))
        sort = number % 8
        if sort == 6:
            return self.drawn(lambda at, size: line(self.random, at, size), size)
        if sort == 7:
            return Point(self.place())
        corners = 700 if sort == 5 else 12
        return self.drawn(
            lambda at, size: star(self.random, at, size, corners=corners, hole=sort % 2 == 1), size
        )

    def site(self):
        sort, size = int(self.random.integers(5)), float(self.random.choice([50.0, 400.0, 1_500.0]))
        if sort == 0:
            return Point(self.place())
        if sort == 1:
            return self.drawn(lambda at, size: line(self.random, at, size), size)
        return self.drawn(
            lambda at, size: star(self.random, at, size, corners=4 * sort, hole=sort == 4), size
        )

    def in_degrees(self, shapes):
        if self.epsg == 4490:
            return np.array(shapes, dtype=object)
        return to_geographic(np.array(shapes, dtype=object), self.epsg)

    def by_another_zone(self, shapes, other=4547):
        """The same survey written in the zone beside, with points along its edges, in degrees."""
        across = Transformer.from_crs(self.epsg, other, always_xy=True)
        fine = shapely.segmentize(np.array(shapes, dtype=object), STEP_M)

        def move(xy):
            return np.column_stack(across.transform(xy[:, 0], xy[:, 1]))

        return to_geographic(shapely.transform(fine, move), other)


def groups(count):
    return [(seed, EPSGS[seed % 3]) for seed in range(count)]
