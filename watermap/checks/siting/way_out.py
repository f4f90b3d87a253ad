"""The way out of conflicts: the smallest move and the smallest trim that clear a site.

A cleared site shares no ground with what it has to avoid, nor lies within a distance of the law;
it does not make use of the survey tolerance. A way is told only when the changed site, held
against all rules and layers again, has no such finding left and no less of it was checked.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely
import shapely.affinity
from pydantic import Field as Key
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import FindingVerdict, SiteCheck
from watermap.checks.law.answers import SEVERITY
from watermap.checks.site import Site
from watermap.checks.siting.held import Held
from watermap.checks.siting.obstacles import (
    Obstacle,
    beyond,
    forbidden_ground,
    forbidden_moves,
    obstacles,
    straightened,
)
from watermap.checks.way import Clears, Move, Trim, Way, WayOut
from watermap.datafile import Strict, read_toml
from watermap.errors import Message
from watermap.geodesy.measure import drawn_area_m2, length_m
from watermap.geodesy.plane import Plane
from watermap.resources import package_file

Shapes = npt.NDArray[np.object_]
_NEVER = ("way_out.no_move", "way_out.point_has_no_trim", "way_out.nothing_remains")
UNCHECKED = ("no_data", "not_covering")
_FOURFOLD = 4.0
_WIDER = 4.0  # by which the margin grows where a way did not hold
_CLEARS: tuple[tuple[Clears, FindingVerdict], ...] = (
    ("prohibitions", "prohibited"),
    ("all", "restricted"),
)


class Search(Strict):
    """The content of way_out.toml, lengths in metres, areas in m²."""

    search_radius_m: float = Key(gt=0)
    first_radius_m: float = Key(gt=0)
    margin_m: float = Key(gt=0)
    smallest_part_m2: float = Key(ge=0)
    smallest_part_m: float = Key(ge=0)
    rounds: int = Key(gt=0)

    def radii_m(self) -> Iterator[float]:
        """How far is looked, one after the other, up to the farthest."""
        radius_m = self.first_radius_m
        while radius_m < self.search_radius_m:
            yield radius_m
            radius_m *= _FOURFOLD
        yield self.search_radius_m


@cache
def known_search() -> Search:
    """The content of way_out.toml."""
    return read_toml(Search, package_file("checks/siting/way_out.toml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A site with conflicts, and how hard ones are to be cleared."""

    check: SiteCheck
    held: Held
    search: Search
    plane: Plane
    level: int  # of SEVERITY; findings from there on are conflicts

    @property
    def site(self) -> Site:
        return self.check.site


def way_out(check: SiteCheck, held: Held, *, search: Search | None = None) -> WayOut:
    """The smallest move and trim that clear a site of prohibitions, and of restrictions as well.

    Args:
        check: of the site, made with ``held``.
        held: the layers and rules.
        search: how far is looked, and how near is near enough; None: as way_out.toml says.
    """
    chosen = search or known_search()
    ways: list[Way] = []
    for clears, verdict in _CLEARS:
        milder = ways[-1] if ways else None
        ways.append(_way(check, held, chosen, clears, verdict, milder))
    return WayOut(
        search_radius_m=chosen.search_radius_m, margin_m=chosen.margin_m, ways=tuple(ways)
    )


def _way(
    check: SiteCheck,
    held: Held,
    search: Search,
    clears: Clears,
    verdict: FindingVerdict,
    milder: Way | None,
) -> Way:
    asked = _Asked(
        check=check,
        held=held,
        search=search,
        plane=Plane.around(check.site.geometry),
        level=SEVERITY.index(verdict),
    )
    if not _in_conflict(check, asked.level, held):
        return Way(clears=clears, state="nothing_to_clear")
    before = milder or Way(clears=clears, state="nothing_to_clear")
    move = _still_good(before.move, before.no_move) or _move(asked)
    trim = _still_good(before.trim, before.no_trim) or _trim(asked)
    return Way(
        clears=clears,
        state="looked",
        move=move if isinstance(move, Move) else None,
        no_move=move if isinstance(move, Message) else None,
        trim=trim if isinstance(trim, Trim) else None,
        no_trim=trim if isinstance(trim, Message) else None,
    )


Answer = TypeVar("Answer", Move, Trim)


def _still_good(milder: Answer | None, why_none: Message | None) -> Answer | Message | None:
    """What cleared fewer findings, if it happens to clear all: then nothing smaller can.

    Where nothing cleared the fewer, nothing clears all.
    """
    if why_none is not None:
        return why_none if why_none.code in _NEVER else None
    clear = milder is not None and milder.verdict not in ("prohibited", "restricted")
    return milder if clear else None


def _in_conflict(check: SiteCheck, level: int, held: Held) -> bool:
    favourable = {rule.id for rule in held.rules if rule.favourable}
    return any(
        SEVERITY.index(one.verdict) >= level for one in check.findings if one.rule not in favourable
    )


def _move(asked: _Asked) -> Move | Message:
    """Nearer rings first: within a ring all is known, so what is found there is the shortest."""
    for radius_m in asked.search.radii_m():
        found = _move_within(asked, radius_m)
        if found is not None:
            return found
    return Message.of("way_out.no_move", radius=f"{asked.search.search_radius_m:g}")


def _move_within(asked: _Asked, radius_m: float) -> Move | Message | None:
    """The shortest move of at most a length; None: there is none; a message: it did not hold."""
    flat = straightened(asked.site.geometry, asked.plane)
    avoided = _avoided(asked, asked.site, radius_m)
    margin_m, refused = asked.search.margin_m, None
    for _ in range(asked.search.rounds):
        step = _shortest(forbidden_moves(flat, avoided, margin_m=margin_m), radius_m)
        if step is None:
            return refused
        moved = _moved(asked, flat, step)
        again = asked.held.check(moved)
        if not _in_conflict(again, asked.level, asked.held):
            lost = _no_longer_checked(asked.check, again)
            return _leaves_data(lost, asked, step) if lost else _as_move(again, step)
        refused = Message.of("way_out.not_confirmed", radius=f"{radius_m:g}")
        more = _unknown_yet(_avoided(asked, moved, 0.0), avoided)
        avoided, margin_m = (*avoided, *more), margin_m if more else margin_m * _WIDER
    return refused


def _avoided(asked: _Asked, site: Site, within_m: float) -> tuple[Obstacle, ...]:
    every = obstacles(
        asked.held.matches(site, within_m=within_m), site, asked.plane, within_m=within_m
    )
    outside = beyond(asked.held, site, asked.plane, within_m=within_m) if within_m else ()
    return (*(one for one in every if one.severity >= asked.level), *outside)


def _unknown_yet(found: Sequence[Obstacle], known: Sequence[Obstacle]) -> tuple[Obstacle, ...]:
    """Obstacles that only show at the new place, where another water or law may be meant."""
    keys = {one.key for one in known}
    return tuple(one for one in found if one.key not in keys)


def _shortest(forbidden: BaseGeometry, radius_m: float) -> tuple[float, float] | None:
    """The nearest move that is not forbidden: metres east and north; None within the radius."""
    here = shapely.Point(0.0, 0.0)
    free = shapely.difference(shapely.buffer(here, radius_m, quad_segs=64), forbidden)
    if shapely.is_empty(free):
        return None
    east, north = shapely.get_coordinates(shapely.shortest_line(here, free))[1]
    return float(east), float(north)


def _moved(asked: _Asked, flat: BaseGeometry, step: tuple[float, float]) -> Site:
    shape = shapely.affinity.translate(flat, *step)
    return replace(asked.site, geometry=asked.plane.to_geographic(shape))


def _as_move(again: SiteCheck, step: tuple[float, float]) -> Move:
    return Move(
        metres=math.hypot(*step),
        bearing_deg=math.degrees(math.atan2(*step)) % 360.0,
        geometry=again.site.geometry,
        verdict=again.verdict,
        holds_within_m=again.verdict_holds_within_m,
    )


def _no_longer_checked(before: SiteCheck, after: SiteCheck) -> list[str]:
    then = {theme.kind for theme in before.themes if theme.state in UNCHECKED}
    return [
        theme.kind for theme in after.themes if theme.state in UNCHECKED and theme.kind not in then
    ]


def _leaves_data(kinds: Sequence[str], asked: _Asked, step: tuple[float, float]) -> Message:
    known = asked.held.kinds
    names = [known[kind].title for kind in kinds if kind in known]
    first = names[0] if names else kinds[0]
    return Message.of(
        "way_out.leaves_data", distance=f"{math.hypot(*step):.1f}", kind=first, count=len(kinds)
    )


def _trim(asked: _Asked) -> Trim | Message:
    """What lies on forbidden ground, and no more, has to go."""
    dimension = int(shapely.get_dimensions(asked.site.geometry))
    if dimension == 0:
        return Message.of("way_out.point_has_no_trim")
    flat = straightened(asked.site.geometry, asked.plane)
    avoided = _avoided(asked, asked.site, 0.0)
    margin_m = asked.search.margin_m
    for _ in range(asked.search.rounds):
        forbidden = forbidden_ground(avoided, margin_m=margin_m)
        kept, dropped = _by_size(shapely.difference(flat, forbidden), dimension, asked.search)
        remains = shapely.union_all(kept)
        if shapely.is_empty(remains):
            return Message.of("way_out.nothing_remains")
        trimmed = replace(asked.site, geometry=asked.plane.to_geographic(remains))
        again = asked.held.check(trimmed)
        if not _in_conflict(again, asked.level, asked.held):
            gone = _of_sort(shapely.intersection(flat, forbidden), dimension)
            cut = asked.plane.to_geographic(shapely.union_all(np.concatenate([gone, dropped])))
            return _as_trim(asked.site.geometry, again, dimension, cut)
        margin_m *= _WIDER
    return Message.of("way_out.trim_not_confirmed")


def _of_sort(shape: BaseGeometry, dimension: int) -> Shapes:
    """The pieces of the site's own sort; a cut may leave single edges and points beside them."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    chosen: Shapes = parts[shapely.get_dimensions(parts) == dimension]
    return chosen


def _by_size(left: BaseGeometry, dimension: int, search: Search) -> tuple[Shapes, Shapes]:
    """The pieces that are worth keeping, and those that are not."""
    parts = _of_sort(left, dimension)
    sizes = shapely.area(parts) if dimension == 2 else shapely.length(parts)
    least = search.smallest_part_m2 if dimension == 2 else search.smallest_part_m
    return parts[sizes >= least], parts[sizes < least]


def _as_trim(before: BaseGeometry, again: SiteCheck, dimension: int, cut: BaseGeometry) -> Trim:
    remains = again.site.geometry
    measure = drawn_area_m2 if dimension == 2 else length_m
    whole, left = measure(before), measure(remains)
    area = dimension == 2
    return Trim(
        cut_m2=whole - left if area else None,
        remaining_m2=left if area else None,
        cut_m=None if area else whole - left,
        remaining_m=None if area else left,
        parts=len(shapely.get_parts(remains)),
        geometry=remains,
        cut=cut,
        verdict=again.verdict,
    )
