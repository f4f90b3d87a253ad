"""The administrative areas as one: whether a site lies in them, and how far from their edge."""

from dataclasses import dataclass
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.cutting import Cutter
from watermap.checks.ground.places import search_box
from watermap.checks.ground.repairing import made_valid
from watermap.checks.ground.zone import MARGIN_M
from watermap.geodesy.measure import distances
from watermap.geodesy.plane import Plane


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How a site lies to the study area."""

    covered: bool  # wholly in it
    meets: bool  # at least partly
    edge_m: float | None = None  # None: farther than it was looked for, or the site is not covered


class StudyArea:
    """The area cut once and asked often; nothing in it is prepared, so any thread may."""

    __slots__ = ("_area", "_edge", "shape")

    def __init__(self, shape: BaseGeometry) -> None:
        self.shape = shape if shapely.is_valid(shape) else made_valid(shape)
        self._area = Cutter(self.shape)
        self._edge = Cutter(shapely.boundary(self.shape))

    def stands(self, site: BaseGeometry, plane: Plane, *, within_m: float) -> Stands:
        """How a site lies to the area.

        Args:
            site: valid, longitude and latitude.
            plane: around the site.
            within_m: how far its edge is looked for.
        """
        part = self._area.part(search_box(site, MARGIN_M))
        if not shapely.covered_by(site, part):
            return Stands(covered=False, meets=bool(shapely.intersects(site, part)))
        edge = self._edge.cut(search_box(site, within_m))
        metres = within_m + 1 if edge.is_empty else _metres(site, edge, plane)
        return Stands(covered=True, meets=True, edge_m=metres if metres <= within_m else None)


def _metres(site: BaseGeometry, edge: BaseGeometry, plane: Plane) -> float:
    return float(distances(site, shapely.get_parts([edge]), plane=plane)[0].min())


@lru_cache(maxsize=2)
def area_of(shape: BaseGeometry) -> StudyArea:
    """The study area of a project, kept for its next site."""
    return StudyArea(shape)
