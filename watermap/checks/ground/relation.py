"""How a site lies to one feature: relation and true ground measures."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import Relation
from watermap.checks.ground.zone import Zone
from watermap.geodesy.measure import drawn_area_m2, length_m
from watermap.geodesy.plane import Plane

WIDTH_SHARE = 0.005  # how exactly a width is looked for, as a share of itself
FINEST_M = 0.001
FEWEST_STEPS = 8
STRIDES = (256, 16, 1)  # of the metres along a line
_OF_ONE = {1: ("LineString",), 2: ("Polygon", "MultiPolygon")}
"""Shared geometries that hold parts of one dimension only, none of them twice."""


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


@lru_cache(maxsize=64)
def site_m2(site: BaseGeometry) -> float:
    """The area of a site, which is asked for with every zone that it meets."""
    return drawn_area_m2(site)


def apart(distance_m: float, bearing_deg: float) -> Encounter:
    """A feature that the site does not meet."""
    return Encounter(relation="outside", distance_m=distance_m, bearing_deg=bearing_deg)


def encounter(site: BaseGeometry, feature: BaseGeometry | Zone, plane: Plane) -> Encounter:
    """Measure a site against a feature that it meets.

    Args:
        site: valid, longitude and latitude.
        feature: valid, longitude and latitude; shares at least a point with the site.
        plane: around the site.
    """
    zone = feature if isinstance(feature, Zone) else Zone.of(feature)
    dimensions = shapely.get_dimensions(np.array([site, zone.part], dtype=object))
    if (dimensions == 2).all():
        return _areas(site, zone, plane)
    shared = shapely.intersection(site, zone.part)
    if dimensions.max() == 2:
        return _into_area(site, zone, shared, plane)
    lines = _of_dimension(shared, 1)
    crossing = dimensions.min() == 1 and (not lines.is_empty or shapely.crosses(site, zone.part))
    length = length_m(lines)
    return Encounter(
        relation="crosses" if crossing else "touches",
        length_m=length if length > 0 else None,
        shared=shared,
    )


def _areas(site: BaseGeometry, zone: Zone, plane: Plane) -> Encounter:
    inside = bool(shapely.covered_by(site, zone.part))
    shared = site if inside else _of_dimension(shapely.intersection(site, zone.part), 2)
    overlap_m2 = site_m2(site) if inside else drawn_area_m2(shared)
    if overlap_m2 <= 0:
        return Encounter(relation="touches", overlap_m2=0.0, depth_m=0.0, shared=shared)
    flat = plane.to_plane(shared)
    circle = _widest(flat)
    centre = shapely.points(shapely.get_coordinates(circle)[0])
    to_edge = zone.to_edge_m(np.array([centre, flat], dtype=object), site, plane)
    return Encounter(
        relation="inside" if inside else "overlaps",
        overlap_m2=overlap_m2,
        overlap_pct_of_site=100.0 if inside else _percent(overlap_m2, site_m2(site)),
        overlap_pct_of_zone=_percent(overlap_m2, zone.area_m2),
        depth_m=2 * circle.length,
        deepest_m=float(to_edge[0]),
        inset_m=float(to_edge[1]) if inside else 0.0,
        shared=shared,
    )


def _into_area(site: BaseGeometry, feature: Zone, shared: BaseGeometry, plane: Plane) -> Encounter:
    """One of the two has an area; the other is a line or a point."""
    site_has_area = shapely.get_dimensions(site) == 2
    area = Zone.of(site) if site_has_area else feature
    least, depth = _depths(_along(plane.to_plane(shared)), area, site, plane)
    lines = _of_dimension(shared, 1)
    length = length_m(lines)
    relation = _into(site, feature.part, site_has_area=bool(site_has_area), deep=depth > FINEST_M)
    return Encounter(
        relation=relation,
        length_m=length if length > 0 else None,
        overlap_pct_of_site=_percent(length, length_m(site)) if not site_has_area else None,
        depth_m=depth,
        deepest_m=depth,
        inset_m=least if relation == "inside" else 0.0,
        shared=shared,
    )


def _depths(
    places: npt.NDArray[np.float64], area: Zone, site: BaseGeometry, plane: Plane
) -> tuple[float, float]:
    """The least and the largest way from places along a line to an area's edge.

    Ways of two places differ by no more than the places lie apart; so of a long line only those are
    measured that may be the least or the largest, found from ever closer ones.
    """
    steps = np.hypot(*np.diff(places, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    known = np.full(len(places), np.nan)
    for stride in STRIDES:
        some = np.unique([*range(0, len(places), stride), len(places) - 1])
        some = some[_may_be_extreme(some, along, known)]
        if len(some):
            known[some] = area.to_edge_m(shapely.points(places[some]), site, plane)
    return float(np.nanmin(known)), float(np.nanmax(known))


def _may_be_extreme(
    some: npt.NDArray[np.intp], along: npt.NDArray[np.float64], known: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Which places, not measured yet, may be less or more than all that are."""
    measured = np.flatnonzero(~np.isnan(known))
    if not len(measured):
        return np.ones(len(some), bool)
    after = np.clip(np.searchsorted(measured, some), 1, len(measured) - 1)
    before, behind = measured[after - 1], measured[after]
    far, near = along[some] - along[before], along[behind] - along[some]
    most = np.minimum(known[before] + far, known[behind] + near)
    least = np.maximum(known[before] - far, known[behind] - near)
    open_ = (most > np.nanmax(known)) | (least < np.nanmin(known))
    return np.asarray(np.isnan(known[some]) & open_)


def _along(flat: BaseGeometry) -> npt.NDArray[np.float64]:
    """Places along a shared line no more than a metre apart, several of a short one too."""
    step_m = min(1.0, flat.length / FEWEST_STEPS)
    fine = shapely.segmentize(flat, step_m) if step_m > 0 else flat
    places: npt.NDArray[np.float64] = shapely.get_coordinates(fine)
    return places


def _into(
    site: BaseGeometry, feature: BaseGeometry, *, site_has_area: bool, deep: bool
) -> Relation:
    if not deep:
        return "touches"
    if site_has_area:
        return "crosses" if shapely.get_dimensions(feature) == 1 else "overlaps"
    return "inside" if shapely.covers(feature, site) else "crosses"


def _widest(areas: BaseGeometry) -> BaseGeometry:
    """The radius of the largest circle in areas of a plane, as a line from its middle."""
    parts = shapely.get_parts(areas)
    sizes = shapely.area(parts)
    order = np.argsort(-sizes, kind="stable")
    best = _circle(parts[order[0]])
    for i in order[1:]:
        if np.pi * best.length**2 >= sizes[i]:  # no circle in it is larger than it is itself
            break
        best = max(best, _circle(parts[i]), key=lambda circle: circle.length)
    return best


def _circle(area: BaseGeometry) -> BaseGeometry:
    width = 2 * area.area / area.length
    exact = max(width * WIDTH_SHARE, FINEST_M)
    circle: BaseGeometry = shapely.maximum_inscribed_circle(area, tolerance=exact)
    return circle


def _of_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry:
    """The parts of a shared geometry that are points, lines or areas, as one."""
    if geometry.geom_type in _OF_ONE[dimension]:
        return geometry
    parts: npt.NDArray[np.object_] = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == dimension])


def _percent(part: float, whole: float) -> float | None:
    return min(part / whole * 100, 100.0) if whole > 0 else None
