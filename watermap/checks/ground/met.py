"""What is known of a site and a feature: their relation and true ground measures."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import Relation

OF_ONE = {
    1: (shapely.GeometryType.LINESTRING,),
    2: (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON),
}
"""Shared geometries that hold parts of one dimension only, none of them twice."""

Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """A site and a feature.

    ``depth_m`` is the largest width of the shared area, or how far the shared line or point lies
    from the edge of the area; None where they share no ground or neither has an area.
    ``deepest_m`` is how far the deepest shared point lies from the feature's edge, ``inset_m`` how
    far the whole site does.
    """

    relation: Relation
    distance_m: float = 0.0
    bearing_deg: float | None = None
    overlap_m2: float | None = None
    overlap_pct_of_site: float | None = None
    overlap_pct_of_zone: float | None = None
    length_m: float | None = None
    depth_m: float | None = None
    deepest_m: float = 0.0
    inset_m: float = 0.0  # 0 unless the site lies inside
    shared: BaseGeometry | None = None  # longitude, latitude

    @property
    def meets(self) -> bool:
        """Whether they share at least a point."""
        return self.shared is not None


def apart(distance_m: float, bearing_deg: float) -> Encounter:
    """A feature that the site does not meet."""
    return Encounter(relation="outside", distance_m=distance_m, bearing_deg=bearing_deg)


def of_dimension(geometries: Geometries, dimension: int) -> Geometries:
    """Of each shared geometry the parts that are lines (1) or areas (2), as one."""
    found = geometries.copy()
    mixed = ~np.isin(shapely.get_type_id(geometries), OF_ONE[dimension])
    for i in np.flatnonzero(mixed):
        parts: Geometries = shapely.get_parts(shapely.get_parts(geometries[i]))
        found[i] = shapely.union_all(parts[shapely.get_dimensions(parts) == dimension])
    return found


def percent(part: float, whole: float) -> float | None:
    """A share of a whole; None of nothing."""
    return min(part / whole * 100, 100.0) if whole > 0 else None
