"""A feature that a site meets: only what of it lies around the site is cut and moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.cutting import FEW_CORNERS
from watermap.checks.ground.layer_index import LayerIndex
from watermap.checks.ground.places import search_box
from watermap.geodesy.measure import drawn_area_m2
from watermap.geodesy.plane import Plane, dense

MARGIN_M = 10.0  # of what is cut around a site
MANY = 16  # so many shapes are worth an index of the edge
REACHES_M = (200.0, 2_000.0)  # how far around a site an edge is looked for, before all of it is

Geometries = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A feature as it is around a site.

    ``part`` is what matters to an overlay with the site: the whole feature, or all of it that lies
    near the site.
    """

    whole: BaseGeometry
    part: BaseGeometry
    index: LayerIndex | None = None  # of the layer that it is in; None: of none
    at: int = 0  # its place there

    @classmethod
    def of(cls, shape: BaseGeometry) -> Self:
        """Any shape, valid, longitude and latitude."""
        return cls(whole=shape, part=shape)

    @classmethod
    def around(cls, site: BaseGeometry, index: LayerIndex, at: int) -> Self:
        """A feature of a layer, for a site in longitude and latitude."""
        part = index.part(at, search_box(site, MARGIN_M))
        return cls(whole=index.shape(at), part=part, index=index, at=at)

    @property
    def area_m2(self) -> float:
        """Of the whole feature."""
        return drawn_area_m2(self.whole) if self.index is None else self.index.area_m2(self.at)

    @property
    def few(self) -> bool:
        """Whether the whole edge is looked at as quickly as a part of it."""
        return self.index is None or shapely.get_num_coordinates(self.whole) <= FEW_CORNERS

    @property
    def fine(self) -> BaseGeometry:
        """The whole feature as ``geodesy.plane.dense`` makes it."""
        return dense(self.whole) if self.index is None else self.index.fine(self.at)

    def to_edge_m(self, shapes: Geometries, site: BaseGeometry, plane: Plane) -> Floats:
        """How far shapes on the plane, all on the site, are from the feature's edge.

        An edge that was found no farther than it was looked for is the nearest there is.
        """
        if self.index is not None and not self.few:
            for reach_m in REACHES_M:
                edge = self.index.edge(self.at, search_box(site, reach_m))
                metres = _to_edge(plane.to_plane(edge), shapes)
                if (metres <= reach_m).all():  # never of an empty edge: that is NaN
                    return np.asarray(metres)
        return _to_edge(shapely.boundary(plane.dense_to_plane(self.fine)), shapes)


def areas_m2(zones: Sequence[Zone]) -> list[float]:
    """The areas of whole features; of those in a layer each is measured once."""
    by_index: dict[int, list[Zone]] = {}
    for zone in zones:
        by_index.setdefault(id(zone.index), []).append(zone)
    for some in by_index.values():
        if some[0].index is not None:
            some[0].index.areas_m2([zone.at for zone in some])
    return [zone.area_m2 for zone in zones]


def _to_edge(edge: BaseGeometry, shapes: Geometries) -> Floats:
    """From each shape to an edge of the plane, which nobody else has; NaN to an empty one."""
    if len(shapes) < MANY:
        return np.asarray(shapely.distance(shapes, edge))
    # A prepared edge has an index of its own: a long road asks from every metre of itself.
    shapely.prepare(edge)
    return np.asarray(shapely.length(shapely.shortest_line(edge, shapes)))
