"""Zones of one sort that a thing stands in, made one and kept for the next thing in all of them."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import Relation
from watermap.checks.ground.cutting import Cutter
from watermap.checks.ground.layer_index import LayerIndex
from watermap.checks.ground.places import search_box
from watermap.checks.ground.relation import Encounter, encounter
from watermap.checks.ground.widest import FINEST_M
from watermap.checks.ground.zone import Zone
from watermap.geodesy.measure import distances
from watermap.geodesy.plane import Plane

Geometries = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
TILE_DEG = 0.1  # things so near each other are measured on one plane
REACHES_M = (2_000.0, 8_000.0)  # how far around them an edge is looked for, before all of it is
AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


class United:
    """Zones as one shape; overlapping ones count once."""

    __slots__ = ("_areas", "_cutter", "_edge", "_index", "shape")

    def __init__(self, shapes: Geometries) -> None:
        self.shape: BaseGeometry = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
        self._areas = bool(np.isin(shapely.get_type_id(self.shape), AREAS))
        self._edge: BaseGeometry | None = None  # made when it is first asked for
        self._cutter: Cutter | None = None
        self._index: LayerIndex | None = None

    def met_by(self, things: Geometries) -> list[Encounter]:
        """How things lie to the zones; each shares at least a point with every one of them."""
        points = self._areas & (shapely.get_type_id(things) == shapely.GeometryType.POINT)
        found: list[Encounter | None] = [None] * len(things)
        if points.any():
            depths = self.depths_m(things[points])
            for i, depth in zip(np.flatnonzero(points), depths.tolist(), strict=True):
                relation: Relation = "inside" if depth > FINEST_M else "touches"
                found[i] = Encounter(relation=relation, depth_m=depth, shared=things[i])
        return [
            one or self._met_by(thing) for one, thing in zip(found, things.tolist(), strict=True)
        ]

    def depths_m(self, points: Geometries) -> Floats:
        """How far points, all in the zones, are from their edge.

        An edge that was found no farther than it was looked for is the nearest there is.
        """
        metres = np.zeros(len(points))
        tiles = np.floor(shapely.get_coordinates(points) / TILE_DEG)
        _, tile = np.unique(tiles, axis=0, return_inverse=True)
        for number in range(int(tile.max()) + 1):
            own = np.flatnonzero(tile.ravel() == number)
            metres[own] = self._in_a_tile(points[own])
        return metres

    def _in_a_tile(self, points: Geometries) -> Floats:
        place = shapely.multipoints(points)
        plane = Plane.around(place)
        metres = np.full(len(points), np.inf)
        left = np.arange(len(points))
        for reach_m in (*REACHES_M, np.inf):
            edge = self._edge_near(place, reach_m)
            if not edge.is_empty:
                metres[left] = distances(edge, points[left], plane=plane)[0]
            left = left[metres[left] > reach_m]
            if not len(left):
                break
        return metres

    def _edge_near(self, place: BaseGeometry, reach_m: float) -> BaseGeometry:
        if self._edge is None:
            self._edge = shapely.boundary(self.shape)
            self._cutter = Cutter(self._edge)
        if self._cutter is None or np.isinf(reach_m):
            return self._edge
        return self._cutter.cut(search_box(place, reach_m))

    def _met_by(self, thing: BaseGeometry) -> Encounter:
        if self._index is None:
            frame = gpd.GeoDataFrame(geometry=gpd.GeoSeries([self.shape]))
            self._index = LayerIndex(frame, "")
        return encounter(thing, Zone.around(thing, self._index, 0), Plane.around(thing))
