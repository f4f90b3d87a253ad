"""Areas, lengths, distances and bearings on the ellipsoid, of geometries in EPSG:4490.

Geometries have longitude as x and latitude as y, in degrees. Edges are geodesics.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.plane import Plane


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far, and which way."""

    metres: float
    bearing_deg: float | None  # from the first to the second, clockwise from north; None: they meet


def area_m2(geometry: BaseGeometry) -> float:
    """Area of the polygons in m²; holes taken off, however rings are wound; 0 for points and lines.

    Overlapping parts of an invalid multipolygon would count twice: repair or unite them before.
    """
    polygons = [
        part for part in shapely.get_parts(_collected(geometry)) if part.geom_type == "Polygon"
    ]
    return float(sum(_polygon_area_m2(polygon) for polygon in polygons))


def length_m(geometry: BaseGeometry) -> float:
    """Length of the lines in m; 0 for points and polygons (see perimeter_m)."""
    lines = [
        part
        for part in shapely.get_parts(_collected(geometry))
        if part.geom_type in {"LineString", "LinearRing"}
    ]
    return float(sum(_line_m(line) for line in lines))


def perimeter_m(geometry: BaseGeometry) -> float:
    """Length of the outlines of polygons in m, holes included; the length of lines."""
    rings = shapely.get_rings(_collected(geometry))
    return float(sum(_line_m(ring) for ring in rings)) + length_m(geometry)


def distance(first: BaseGeometry, second: BaseGeometry) -> Distance:
    """The shortest distance between two geometries, and the bearing along it.

    The nearest places are found in a plane about the first geometry, the distance between them is
    geodesic; so within 100 km it is right to a millimetre per kilometre.

    Raises:
        ValueError: one of them is empty.
    """
    if first.is_empty or second.is_empty:
        raise ValueError("an empty geometry is nowhere")
    plane = Plane.about(first)
    link = shapely.shortest_line(plane.to_plane(first), plane.to_plane(second))
    (lon1, lat1), (lon2, lat2) = shapely.get_coordinates(plane.to_geographic(link))[[0, -1]]
    if link.length == 0:
        return Distance(metres=0.0, bearing_deg=None)
    forward, _, metres = GEOD.inv(lon1, lat1, lon2, lat2)
    return Distance(metres=float(metres), bearing_deg=float(forward) % 360)


def _collected(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry flattened to one level, so that nested collections count too."""
    if geometry.geom_type != "GeometryCollection":
        return geometry
    parts = [
        part for one in shapely.get_parts(geometry) for part in shapely.get_parts(_collected(one))
    ]
    return shapely.GeometryCollection(parts)


def _polygon_area_m2(polygon: BaseGeometry) -> float:
    rings = [abs(_ring_area_m2(ring)) for ring in shapely.get_rings(polygon)]
    return rings[0] - sum(rings[1:]) if rings else 0.0


def _ring_area_m2(ring: BaseGeometry) -> float:
    xy = shapely.get_coordinates(ring)
    area, _ = GEOD.polygon_area_perimeter(xy[:, 0], xy[:, 1])
    return float(area)


def _line_m(line: BaseGeometry) -> float:
    xy = shapely.get_coordinates(line)
    return float(np.sum(GEOD.line_lengths(xy[:, 0], xy[:, 1]))) if len(xy) > 1 else 0.0
