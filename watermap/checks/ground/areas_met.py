"""Sites with an area against features with one: all that meet, cut and measured in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.met import Encounter, of_dimension, percent
from watermap.checks.ground.places import Places
from watermap.checks.ground.widest import widest
from watermap.checks.ground.zone import Zone, areas_m2
from watermap.geodesy.measure import drawn_areas_m2

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Whole = npt.NDArray[np.intp]


def areas_met(
    places: Places, owners: Whole, zones: Sequence[Zone], parts: Geometries
) -> list[Encounter]:
    """Measure pairs of areas that share at least a point.

    Args:
        places: the sites, valid.
        owners: the site of each zone, by its place in ``places``; never falling.
        zones: the features.
        parts: what of each matters, as the zone has it.
    """
    sites = places.shapes[owners]
    inside = shapely.covered_by(sites, parts)
    cut = np.flatnonzero(~inside)
    shared, overlap_m2 = sites.copy(), places.areas_m2[owners]
    shared[cut] = of_dimension(shapely.intersection(sites[cut], parts[cut]), 2)
    overlap_m2[cut] = drawn_areas_m2(shared[cut])
    width, deepest, inset = (np.zeros(len(zones)) for _ in range(3))
    deep = np.flatnonzero(overlap_m2 > 0)
    if len(deep):
        some = [zones[i] for i in deep.tolist()]
        measured = _depths(places, owners[deep], some, shared[deep], inside[deep])
        width[deep], deepest[deep], inset[deep] = measured
    measures = zip(
        shared, inside.tolist(), overlap_m2.tolist(), places.areas_m2[owners].tolist(),
        areas_m2(zones), width.tolist(), deepest.tolist(), inset.tolist(), strict=True,
    )  # fmt: skip
    return [_Measures(*one).encounter() for one in measures]


def _depths(
    places: Places, owners: Whole, zones: Sequence[Zone], shared: Geometries, inside: Bools
) -> tuple[Floats, Floats, Floats]:
    """Largest width, how deep its middle lies in the zone, and the whole site where it is in it."""
    flat = places.planes.to_plane(shared, owners)
    radius, middle = widest(flat)
    centres, deepest, inset = shapely.points(middle), np.zeros(len(zones)), np.zeros(len(zones))
    few = np.array([zone.few for zone in zones])
    edges = _edges(places, owners[few], [zone for zone in zones if zone.few])
    deepest[few] = shapely.distance(centres[few], edges)
    inset[few & inside] = shapely.distance(flat[few & inside], edges[inside[few]])
    for i in np.flatnonzero(~few).tolist():
        owner = owners[i]
        wanted = np.array([centres[i], flat[i]] if inside[i] else [centres[i]], dtype=object)
        found = zones[i].to_edge_m(wanted, places.shapes[owner], places.planes.each[owner])
        deepest[i], inset[i] = found[0], found[1] if inside[i] else 0.0
    return 2 * radius, deepest, inset


def _edges(places: Places, owners: Whole, zones: Sequence[Zone]) -> Geometries:
    """The whole edge of each zone on the plane of its site."""
    fine = np.array([zone.fine for zone in zones], dtype=object)
    edges: Geometries = shapely.boundary(places.planes.dense_to_plane(fine, owners))
    return edges


@dataclass(frozen=True, slots=True)
class _Measures:
    """What was measured of one pair."""

    shared: BaseGeometry
    inside: bool
    overlap_m2: float
    site_m2: float
    zone_m2: float
    width_m: float
    deepest_m: float
    inset_m: float

    def encounter(self) -> Encounter:
        if self.overlap_m2 <= 0:
            return Encounter(relation="touches", overlap_m2=0.0, depth_m=0.0, shared=self.shared)
        return Encounter(
            relation="inside" if self.inside else "overlaps",
            overlap_m2=self.overlap_m2,
            overlap_pct_of_site=100.0 if self.inside else percent(self.overlap_m2, self.site_m2),
            overlap_pct_of_zone=percent(self.overlap_m2, self.zone_m2),
            depth_m=self.width_m,
            deepest_m=self.deepest_m,
            inset_m=self.inset_m,
            shared=self.shared,
        )
