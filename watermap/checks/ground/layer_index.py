"""What is known of a layer once and for all, so that the next site costs little.

An index belongs to a layer's frame and goes when the frame goes. All it holds may be read by
several threads: the tree is built whole before anybody has it, no geometry in it is ever prepared,
and two threads that find out the same thing at once find the same.
"""

import threading
import weakref
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.cutting import FEW_CORNERS, Box, Cutter
from watermap.checks.ground.naming import ref_of
from watermap.checks.ground.repairing import never_lost
from watermap.geodesy.measure import drawn_area_m2
from watermap.geodesy.plane import dense
from watermap.harmonise.layer import Layer

Geometries = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.intp]


class LayerIndex:
    """A layer's features by their place in the frame (counted from 0), found and cut quickly."""

    def __init__(self, frame: gpd.GeoDataFrame, file_name: str) -> None:
        shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
        self.there: Bools = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        self.repaired: Bools = np.zeros(len(shapes), bool)
        self.records: list[int] = [int(record) for record in frame.index]
        self._file_name = file_name
        self._bounds = shapely.bounds(shapes)
        self.total_bounds = _around_all(self._bounds[self.there])
        self._tree = shapely.STRtree(shapes)
        self._corners = shapely.get_num_coordinates(shapes)
        self._shapes: Geometries = shapes.copy()  # each made valid when it is first looked at
        self._looked_at: Bools = np.zeros(len(shapes), bool)
        self._dense: Geometries = np.full(len(shapes), None, dtype=object)
        self._areas_m2: dict[int, float] = {}
        self._cutters: dict[tuple[int, bool], Cutter] = {}
        self._refs: dict[int, FeatureRef] = {}
        plain = frame.drop(columns="geometry")
        self._columns: dict[str, list[Any]] = {str(name): plain[name].tolist() for name in plain}

    def within(self, box: Box) -> tuple[Whole, Geometries, Geometries]:
        """Features whose shape reaches into a box, in the file's order, and what of it does.

        What is told lies in the box; more of it may come along. It is told twice: as it is, and as
        ``geodesy.plane.dense`` makes it.
        """
        at = np.sort(self._tree.query(shapely.box(*box)))
        self._make_valid(at)
        inside = self._inside(at, box)
        cut, fine = self._shapes[at], np.empty(len(at), dtype=object)
        for i in np.flatnonzero(~inside):
            cut[i] = self._part(int(at[i]), box)
        fine[inside], fine[~inside] = self._made_dense(at[inside]), dense(cut[~inside])
        there = ~shapely.is_empty(cut)
        return at[there], cut[there], fine[there]

    def touches(self, box: Box) -> bool:
        """Whether the bounds of any feature reach into a box."""
        return len(self._tree.query(shapely.box(*box))) > 0

    def shape(self, at: int) -> BaseGeometry:
        """The feature's whole shape, valid."""
        self._make_valid(np.array([at]))
        shape: BaseGeometry = self._shapes[at]
        return shape

    def fine(self, at: int) -> BaseGeometry:
        """The feature's whole shape as ``geodesy.plane.dense`` makes it."""
        self._make_valid(np.array([at]))
        shape: BaseGeometry = self._made_dense(np.array([at]))[0]
        return shape

    def area_m2(self, at: int) -> float:
        """The feature's area on the ellipsoid."""
        if at not in self._areas_m2:
            self._areas_m2[at] = drawn_area_m2(self.shape(at))
        return self._areas_m2[at]

    def part(self, at: int, box: Box) -> BaseGeometry:
        """The feature, valid; of one with many corners only what lies in the box and some more."""
        if self._corners[at] <= FEW_CORNERS:
            return self.shape(at)
        return self._cutter(at, edge=False).part(box)

    def edge(self, at: int, box: Box) -> BaseGeometry:
        """What of the feature's edge lies in a box."""
        return self._cutter(at, edge=True).cut(box)

    def values(self, at: int) -> Mapping[str, object]:
        """The feature's values by field of the kind."""
        return {name: column[at] for name, column in self._columns.items()}

    def ref(self, at: int, kind: Kind) -> FeatureRef:
        """How a person finds the feature again."""
        if at not in self._refs:
            self._refs[at] = ref_of(self._file_name, kind, self.records[at], self.values(at))
        return self._refs[at]

    def _make_valid(self, at: Whole) -> None:
        new = at[~self._looked_at[at]]
        if not len(new):
            return
        for i in new[~shapely.is_valid(self._shapes[new])]:
            # In this order: another thread may look at it between the two.
            self.repaired[i] = True
            self._shapes[i] = never_lost(self._shapes[i])
        self._looked_at[new] = True

    def _inside(self, at: Whole, box: Box) -> Bools:
        west, south, east, north = self._bounds[at].T
        inside: Bools = (box[0] <= west) & (box[1] <= south) & (east <= box[2]) & (north <= box[3])
        return inside

    def _made_dense(self, at: Whole) -> Geometries:
        new = at[[shape is None for shape in self._dense[at]]]
        if len(new):
            self._dense[new] = dense(self._shapes[new])
        made: Geometries = self._dense[at]
        return made

    def _part(self, at: int, box: Box) -> BaseGeometry:
        if self._corners[at] <= FEW_CORNERS:
            return shapely.clip_by_rect(self.shape(at), *box)
        return self._cutter(at, edge=False).cut(box)

    def _cutter(self, at: int, *, edge: bool) -> Cutter:
        if (at, edge) not in self._cutters:
            shape = self.shape(at)
            self._cutters[at, edge] = Cutter(shapely.boundary(shape) if edge else shape)
        return self._cutters[at, edge]


def _around_all(bounds: npt.NDArray[np.float64]) -> Box | None:
    """West, south, east, north of all features; None: there are none."""
    if not len(bounds):
        return None
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    return west, south, east, north


_known: dict[int, LayerIndex] = {}
_making = threading.RLock()


def index_of(layer: Layer) -> LayerIndex:
    """The index of a layer, made when it is first asked for and kept as long as its frame."""
    key = id(layer.frame)
    with _making:
        if key not in _known:
            _known[key] = LayerIndex(layer.frame, layer.source.path.name)
            weakref.finalize(layer.frame, _known.pop, key, None)
        return _known[key]
