"""True ground measures of geometries in longitude and latitude (EPSG:4490, degrees)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.authalic import drawn_m2
from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.plane import TRUE_WITHIN_M, Plane, dense
from watermap.geodesy.planes import Planes

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far, and in which direction."""

    metres: float
    bearing_deg: float | None  # clockwise from north, at the first geometry; None where they meet


def area_m2(geometry: BaseGeometry) -> float:
    """Area on the ellipsoid: shells less holes, however they are wound; 0 for points and lines.

    Edges are geodesics, as ``pyproj.Geod`` takes them. Parts that overlap count twice, so hand in
    valid geometries.
    """
    polygons = [part for part in shapely.get_parts(_parts(geometry)) if part.geom_type == "Polygon"]
    return float(sum(_polygon_m2(polygon) for polygon in polygons))


def drawn_area_m2(geometry: BaseGeometry) -> float:
    """Area with edges straight in degrees, as maps in EPSG:4490 draw them and overlays cut them.

    So the parts of a shape add up to the whole. It differs from ``area_m2`` by what lies between
    such an edge and the geodesic: 1 m² on an edge of 500 m, and mostly as much on the other side.
    Parts that overlap count twice, so hand in valid geometries.
    """
    return float(drawn_areas_m2(np.array([geometry], dtype=object))[0])


def drawn_areas_m2(geometries: npt.NDArray[np.object_]) -> Floats:
    """The same of many; what is measured together makes no difference to any."""
    parts, owners = _parts_of(geometries)
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    areas = drawn_m2(parts[polygons])
    return np.bincount(owners[polygons], areas, minlength=len(geometries)).astype(np.float64)


def _parts(geometry: BaseGeometry) -> npt.NDArray[np.object_]:
    """The simple parts, those of collections within collections too."""
    return _parts_of(np.array([geometry], dtype=object))[0]


def _parts_of(
    geometries: npt.NDArray[np.object_],
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.intp]]:
    """The simple parts of many, and of which each is one."""
    parts, owners = geometries, np.arange(len(geometries))
    while True:
        parts, within = shapely.get_parts(parts, return_index=True)
        owners = owners[within]
        if not (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():
            return parts, owners


def _polygon_m2(polygon: BaseGeometry) -> float:
    areas = [abs(_ring_m2(ring)) for ring in shapely.get_rings(polygon)]
    return areas[0] - sum(areas[1:]) if areas else 0.0


def _ring_m2(ring: BaseGeometry) -> float:
    lon, lat = shapely.get_coordinates(ring).T
    return float(GEOD.polygon_area_perimeter(lon, lat)[0])


def length_m(geometry: BaseGeometry) -> float:
    """Length on the ellipsoid: of lines; of polygons the perimeter with all holes; 0 for points."""
    return float(sum(_line_m(part) for part in _parts(geometry)))


perimeter_m = length_m


def _line_m(part: BaseGeometry) -> float:
    if part.geom_type == "Point" or part.is_empty:
        return 0.0
    lines = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
    return sum(float(GEOD.line_length(*shapely.get_coordinates(line).T)) for line in lines)


def distance(first: BaseGeometry, second: BaseGeometry) -> Distance:
    """The shortest way between two geometries; 0 and no bearing where they meet.

    Raises:
        ValueError: one of them is empty.
    """
    metres, bearings = distances(first, np.array([second], dtype=object))
    bearing = float(bearings[0])
    return Distance(metres=float(metres[0]), bearing_deg=None if np.isnan(bearing) else bearing)


def distances(
    origin: BaseGeometry,
    others: npt.NDArray[np.object_],
    *,
    plane: Plane | None = None,
    fine: npt.NDArray[np.object_] | None = None,
) -> tuple[Floats, Floats]:
    """Shortest ways from one geometry to many: metres and bearings; the bearing is NaN at 0 m.

    The nearest points are looked for on a plane and their distance is taken on the ellipsoid. Where
    the plane around ``origin`` is not true enough for a pair, it is looked at again on a plane
    around its own nearest points.

    Args:
        origin: valid, longitude and latitude.
        others: longitude and latitude.
        plane: around ``origin``, where the caller has it already.
        fine: ``others`` as ``plane.dense`` makes them, where the caller has them already.

    Raises:
        ValueError: a geometry is empty.
    """
    around = Planes([plane or Plane.around(origin)])
    alone = np.array([origin], dtype=object)
    owners = np.zeros(len(others), dtype=np.intp)
    return pair_distances(alone, around, owners, others, fine=fine)


def pair_distances(
    origins: npt.NDArray[np.object_],
    planes: Planes,
    owners: npt.NDArray[np.intp],
    others: npt.NDArray[np.object_],
    *,
    fine: npt.NDArray[np.object_] | None = None,
) -> tuple[Floats, Floats]:
    """Shortest ways as ``distances`` finds them, from several geometries to others of their own.

    Args:
        origins: valid, longitude and latitude; each may be prepared.
        planes: around each of them.
        owners: to which of the origins each of ``others`` belongs; never falling.
        others: longitude and latitude.
        fine: ``others`` as ``plane.dense`` makes them, where the caller has them already.

    Raises:
        ValueError: a geometry is empty.
    """
    if shapely.is_empty(origins).any() or shapely.is_empty(others).any():
        raise ValueError("an empty geometry is at no distance")
    metres, bearings = np.zeros(len(others)), np.full(len(others), np.nan)
    # Of a prepared shape only the edges are looked at: of one inside the other it tells how deep.
    apart = np.flatnonzero(~shapely.intersects(origins[owners], others))
    if not len(apart):
        return metres, bearings
    edges = dense(others[apart]) if fine is None else fine[apart]
    flat = planes.to_plane(origins, np.arange(len(origins)))
    ways = _on_planes(planes, flat, owners[apart], edges)
    metres[apart], bearings[apart], reach = ways
    for i in np.flatnonzero(reach > TRUE_WITHIN_M):
        owner = owners[apart[i]]
        way = _closer(origins[owner], edges[i], planes.each[owner])
        metres[apart[i]], bearings[apart[i]] = way
    return metres, bearings


def _on_planes(
    planes: Planes,
    flat: npt.NDArray[np.object_],
    owners: npt.NDArray[np.intp],
    others: npt.NDArray[np.object_],
) -> tuple[Floats, Floats, Floats]:
    """Metres, bearings, and how far from the plane's middle the nearest points lie."""
    lines = shapely.shortest_line(flat[owners], planes.dense_to_plane(others, owners))
    ends = shapely.get_coordinates(lines)
    places = planes.degrees(ends, np.repeat(owners, 2)).reshape(-1, 4)
    bearings, _, metres = GEOD.inv(*np.ascontiguousarray(places.T))
    reach = np.hypot(ends[:, 0], ends[:, 1]).reshape(-1, 2).max(axis=1)
    return metres, np.where(metres > 0, np.mod(bearings, 360.0), np.nan), reach


def _closer(origin: BaseGeometry, other: BaseGeometry, plane: Plane) -> tuple[float, float]:
    """The pair looked at from its own nearest points: once from each end, the shorter way."""
    line = shapely.shortest_line(plane.to_plane(origin), plane.dense_to_plane(other))
    best = (np.inf, np.nan)
    for lon, lat in shapely.get_coordinates(plane.to_geographic(line)):
        near, first = Planes([Plane.at(float(lon), float(lat))]), np.zeros(1, dtype=np.intp)
        flat = near.to_plane(np.array([origin], dtype=object), first)
        metres, bearings, _ = _on_planes(near, flat, first, np.array([other], dtype=object))
        best = min(best, (float(metres[0]), float(bearings[0])))
    return best
