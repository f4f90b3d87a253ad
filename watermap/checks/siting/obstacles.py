"""What a site has to keep clear of, on a plane around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.features import made_valid, search_box
from watermap.checks.site import Site
from watermap.checks.siting.held import Held
from watermap.checks.siting.matching import Match
from watermap.geodesy.plane import Plane
from watermap.geodesy.sweeping import meeting_moves, widened

STRAIGHT_M = 0.002  # corners that bend an edge by less are left out
EXACT_M = 0.02  # how much a rounded border may be too far out


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Ground that a site may not come nearer to than ``apart_m`` (0: it may not lie in it)."""

    shape: BaseGeometry  # metres of the plane, cut to what can be reached
    apart_m: float
    severity: int
    key: tuple[str, str, int]  # rule, file and record it comes from


def obstacles(
    matches: Iterable[Match], site: Site, plane: Plane, *, within_m: float
) -> tuple[Obstacle, ...]:
    """What rules keep a project away from, as far as the site can come by moves of a length.

    Args:
        matches: rules about the project with features, hit or not.
        site: EPSG:4490.
        plane: in whose metres the shapes come.
        within_m: the longest move.
    """
    found = []
    for match in matches:
        if match.rule.favourable:
            continue
        apart_m = match.rule.distance_m or 0.0
        box = shapely.box(*search_box(site.geometry, within_m + apart_m + 1.0))
        cut = shapely.intersection(match.near.geometry, box)
        if not shapely.is_empty(cut):
            found.append(
                Obstacle(
                    shape=straightened(cut, plane),
                    apart_m=apart_m,
                    severity=match.severity,
                    key=(match.rule.id, match.near.ref.path, match.near.record),
                )
            )
    return tuple(found)


def beyond(held: Held, site: Site, plane: Plane, *, within_m: float) -> tuple[Obstacle, ...]:
    """The ground outside the study area, where nothing is known; none for a site that is there."""
    if held.study_area is None:
        return ()
    area = made_valid(held.study_area)
    if not shapely.covers(area, site.geometry):
        return ()
    outside = shapely.difference(shapely.box(*search_box(site.geometry, within_m + 1.0)), area)
    if shapely.is_empty(outside):
        return ()
    shape = straightened(outside, plane)
    return (Obstacle(shape=shape, apart_m=0.0, severity=_ALWAYS, key=("", "", 0)),)


_ALWAYS = 99  # harder than any verdict: no way out leads there


def straightened(shape: BaseGeometry, plane: Plane) -> BaseGeometry:
    """A shape in the plane's metres, with no more corners than it needs there."""
    return shapely.simplify(plane.to_plane(shape), STRAIGHT_M, preserve_topology=True)


def forbidden_moves(
    site: BaseGeometry, avoided: Sequence[Obstacle], *, margin_m: float
) -> BaseGeometry:
    """The moves that leave a site (in the plane's metres) nearer to an obstacle than allowed."""
    return _united(
        (widened(meeting_moves(site, shape), apart_m + margin_m, exact_m=EXACT_M))
        for apart_m, shape in _by_distance(avoided)
    )


def forbidden_ground(avoided: Sequence[Obstacle], *, margin_m: float) -> BaseGeometry:
    """The ground on which no part of a site may lie."""
    return _united(
        widened(shape, apart_m + margin_m, exact_m=EXACT_M)
        for apart_m, shape in _by_distance(avoided)
    )


def _by_distance(avoided: Sequence[Obstacle]) -> list[tuple[float, BaseGeometry]]:
    """What has to be kept the same distance from, as one shape: zones that overlap count once."""
    distances = sorted({one.apart_m for one in avoided})
    return [
        (apart_m, _united(one.shape for one in avoided if one.apart_m == apart_m))
        for apart_m in distances
    ]


def _united(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    every: npt.NDArray[np.object_] = np.array(list(shapes), dtype=object)
    return shapely.union_all(every)
