"""Areas, distances and relations by another way: no index, no plane of ours, pyproj alone.

Edges get a point every few metres where they are straight (in their own CRS), shapes are laid over
each other in a transverse Mercator plane around the site, and what comes out is measured by
``pyproj.Geod``.
"""

import numpy as np
import shapely
from pyproj import Transformer

from tests.checks.ground import ORACLE

STEP_M = 20.0
STEP_DEG = STEP_M / 111_000


def dense(shape, epsg):
    return shapely.segmentize(shape, STEP_DEG if epsg == 4490 else STEP_M)


def moved(shape, transformer):
    def move(xy):
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    return shapely.transform(shape, move)


class Oracle:
    """Around one site; all shapes are handed in as drawn, in the CRS they were drawn in."""

    def __init__(self, site, epsg):
        x, y = site.centroid.coords[0]
        self.epsg = epsg
        there = Transformer.from_crs(epsg, 4490, always_xy=True)
        lon, lat = there.transform(x, y)
        plane = f"+proj=tmerc +lat_0={lat} +lon_0={lon} +k=1 +ellps=GRS80 +units=m"
        self.to_plane = Transformer.from_crs(epsg, plane, always_xy=True)
        self.to_degrees = Transformer.from_crs(plane, "+proj=longlat +ellps=GRS80", always_xy=True)
        self.site = self.flat(site)

    def flat(self, shape):
        return moved(dense(shape, self.epsg), self.to_plane)

    def area_m2(self, flat):
        """Of polygons of the plane; its edges are so short that they are as good as geodesics."""
        degrees = moved(shapely.segmentize(flat, STEP_M), self.to_degrees)
        total = 0.0
        for part in shapely.get_parts(shapely.get_parts([degrees])):
            if part.geom_type == "Polygon":
                total += abs(ORACLE.geometry_area_perimeter(shapely.orient_polygons(part))[0])
        return total

    def length_m(self, flat):
        degrees = moved(shapely.segmentize(flat, STEP_M), self.to_degrees)
        parts = shapely.get_parts(shapely.get_parts([degrees]))
        return sum(ORACLE.line_length(*part.xy) for part in parts if part.geom_type == "LineString")

    def distance_m(self, zone):
        """Metres to a shape as drawn; 0 where they meet."""
        line = shapely.shortest_line(self.site, self.flat(zone))
        (lon, other_lon), (lat, other_lat) = moved(line, self.to_degrees).xy
        return ORACLE.inv(lon, lat, other_lon, other_lat)[2]

    def shared(self, zone):
        return shapely.intersection(self.site, self.flat(zone))
