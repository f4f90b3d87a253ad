"""How a site lies to one feature: relation and true ground measures."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import Relation
from watermap.checks.ground.areas_met import areas_met
from watermap.checks.ground.met import Encounter, apart, of_dimension, percent
from watermap.checks.ground.places import Places
from watermap.checks.ground.widest import FINEST_M
from watermap.checks.ground.zone import Zone
from watermap.geodesy.measure import length_m
from watermap.geodesy.plane import Plane

__all__ = ["Encounter", "apart", "encounter", "encounters"]

FEWEST_STEPS = 8
STRIDES = (256, 16, 1)  # of the metres along a line


def encounter(site: BaseGeometry, feature: BaseGeometry | Zone, plane: Plane) -> Encounter:
    """Measure a site against a feature that it meets.

    Args:
        site: valid, longitude and latitude.
        feature: valid, longitude and latitude; shares at least a point with the site.
        plane: around the site.
    """
    zone = feature if isinstance(feature, Zone) else Zone.of(feature)
    return encounters(Places.of([site], [plane]), [0], [zone])[0]


def encounters(places: Places, owners: Sequence[int], zones: Sequence[Zone]) -> list[Encounter]:
    """Measure sites against features that they meet, each pair as ``encounter`` does.

    Args:
        places: the sites, valid.
        owners: the site of each zone, by its place in ``places``; never falling.
        zones: each shares at least a point with its site.
    """
    at = np.asarray(owners, dtype=np.intp)
    parts = np.array([zone.part for zone in zones], dtype=object)
    both = (shapely.get_dimensions(places.shapes)[at] == 2) & (shapely.get_dimensions(parts) == 2)
    found: dict[int, Encounter] = {}
    if both.any():
        chosen = np.flatnonzero(both)
        met = areas_met(places, at[chosen], [zones[i] for i in chosen.tolist()], parts[chosen])
        found.update(zip(chosen.tolist(), met, strict=True))
    for i in np.flatnonzero(~both).tolist():
        found[i] = _otherwise(places.shapes[at[i]], zones[i], places.planes.each[at[i]])
    return [found[i] for i in range(len(zones))]


def _otherwise(site: BaseGeometry, zone: Zone, plane: Plane) -> Encounter:
    """At least one of the two has no area."""
    dimensions = shapely.get_dimensions(np.array([site, zone.part], dtype=object))
    shared = shapely.intersection(site, zone.part)
    if dimensions.max() == 2:
        return _into_area(site, zone, shared, plane)
    lines = _lines_of(shared)
    crossing = dimensions.min() == 1 and (not lines.is_empty or shapely.crosses(site, zone.part))
    length = length_m(lines)
    return Encounter(
        relation="crosses" if crossing else "touches",
        length_m=length if length > 0 else None,
        shared=shared,
    )


def _into_area(site: BaseGeometry, feature: Zone, shared: BaseGeometry, plane: Plane) -> Encounter:
    """One of the two has an area; the other is a line or a point."""
    site_has_area = shapely.get_dimensions(site) == 2
    area = Zone.of(site) if site_has_area else feature
    least, depth = _depths(_along(plane.to_plane(shared)), area, site, plane)
    lines = _lines_of(shared)
    length = length_m(lines)
    relation = _into(site, feature.part, site_has_area=bool(site_has_area), deep=depth > FINEST_M)
    return Encounter(
        relation=relation,
        length_m=length if length > 0 else None,
        overlap_pct_of_site=percent(length, length_m(site)) if not site_has_area else None,
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


def _lines_of(shared: BaseGeometry) -> BaseGeometry:
    lines: BaseGeometry = of_dimension(np.array([shared], dtype=object), 1)[0]
    return lines
