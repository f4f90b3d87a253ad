"""What is known of a layer once and for all, so that the next site costs little.

An index belongs to a layer's frame and goes when the frame goes. All it holds may be read by
several threads: the tree is built whole before anybody has it, no geometry in it is ever prepared,
and two threads that find out the same thing at once find the same.
"""

import threading
import weakref
from collections.abc import Mapping, Sequence
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
from watermap.geodesy.measure import drawn_areas_m2
from watermap.geodesy.plane import dense, dense_each
from watermap.harmonise.layer import Layer

FAR_REACHING_DEG = 0.1  # of width and height: a shape that is mostly far from any place in it

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
        self._large: Bools = (self._corners > FEW_CORNERS) | _far_reaching(self._bounds)
        self._dense: Geometries = np.full(len(shapes), None, dtype=object)
        self._is_dense: Bools = np.zeros(len(shapes), bool)
        self._areas_m2: dict[int, float] = {}
        self._cutters: dict[tuple[int, bool], Cutter] = {}
        self._refs: dict[int, FeatureRef] = {}
        plain = frame.drop(columns="geometry")
        self._columns: dict[str, list[Any]] = {str(name): plain[name].tolist() for name in plain}

    def within(self, boxes: Sequence[Box]) -> tuple[Whole, Whole, Geometries, Geometries]:
        """Which box, the features whose shape may reach into it, in the file's order, and those.

        Of a shape with many corners, or one that reaches far, only what lies in the box is told,
        and maybe some more. Shapes are told twice: as they are, and as ``geodesy.plane.dense``
        makes them.
        """
        owners, at = self._tree.query(shapely.box(*np.array(boxes).T))
        order = np.lexsort((at, owners))
        owners, at = owners[order], at[order]
        self._make_valid(np.unique(at))
        whole = ~self._large[at]
        cut, fine = self._shapes[at], np.empty(len(at), dtype=object)
        for i in np.flatnonzero(~whole):
            cut[i] = self._part(int(at[i]), boxes[owners[i]])
        fine[whole], fine[~whole] = self._made_dense(at[whole]), dense(cut[~whole])
        there = ~shapely.is_empty(cut)
        return owners[there], at[there], cut[there], fine[there]

    def touches(self, box: Box) -> bool:
        """Whether the bounds of any feature reach into a box."""
        return len(self._tree.query(shapely.box(*box))) > 0

    def shape(self, at: int) -> BaseGeometry:
        """The feature's whole shape, valid."""
        if not self._looked_at[at]:
            self._make_valid(np.array([at]))
        shape: BaseGeometry = self._shapes[at]
        return shape

    def fine(self, at: int) -> BaseGeometry:
        """The feature's whole shape as ``geodesy.plane.dense`` makes it."""
        if not self._is_dense[at]:
            self._make_valid(np.array([at]))
            self._made_dense(np.array([at]))
        shape: BaseGeometry = self._dense[at]
        return shape

    def area_m2(self, at: int) -> float:
        """The feature's area on the ellipsoid."""
        return self.areas_m2([at])[0]

    def areas_m2(self, at: Sequence[int]) -> list[float]:
        """The areas of features on the ellipsoid."""
        new = [one for one in dict.fromkeys(at) if one not in self._areas_m2]
        if new:
            shapes = np.array([self.shape(one) for one in new], dtype=object)
            self._areas_m2.update(zip(new, drawn_areas_m2(shapes).tolist(), strict=True))
        return [self._areas_m2[one] for one in at]

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

    def _made_dense(self, at: Whole) -> Geometries:
        new = np.unique(at[~self._is_dense[at]])
        if len(new):
            self._dense[new] = dense_each(self._shapes[new])
            self._is_dense[new] = True  # last, as another thread may look at it in between
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


def _far_reaching(bounds: npt.NDArray[np.float64]) -> Bools:
    west, south, east, north = bounds.T
    far: Bools = (east - west) + (north - south) > FAR_REACHING_DEG
    return far


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
