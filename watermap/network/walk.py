"""Walks the steps of a network from a place, as far as limits allow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
import numpy.typing as npt

from watermap.network.network import Floats, Numbers, Place, Placed
from watermap.network.ways import Exit, Flags, Ways

Cut = Literal["", "distance", "time", "object"]
_AT_ONCE_M = 1e-6  # an object nearer ahead than this stands where the trace begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far to go: metres along the water, hours, kinds of objects not to go beyond."""

    within_m: float
    hours: float
    stop_at: frozenset[str]
    main_stem: bool

    @classmethod
    def of(
        cls,
        within_m: float | None,
        hours: float | None,
        stop_at: Collection[str],
        *,
        main_stem: bool,
    ) -> Self:
        """None: no limit."""
        return cls(
            within_m=np.inf if within_m is None else within_m,
            hours=np.inf if hours is None else hours,
            stop_at=frozenset(stop_at),
            main_stem=main_stem,
        )

    def on_main_stem(self) -> "Limits":
        """The same, on the main stem alone."""
        return replace(self, main_stem=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """Parts of reaches that were walked, one entry each, in columns.

    ``to_end``: walked towards the last vertex as drawn. ``begin_m`` and ``walked_m``: where on the
    reach, from its first vertex, it began, and how far it went. ``taken_m``, ``hours``: by the
    shortest and the quickest way from the start to where it began. ``cut``: why it went no farther.
    """

    reach: Numbers
    to_end: Flags
    begin_m: Floats
    walked_m: Floats
    taken_m: Floats
    node: Numbers  # that it leads to, if it goes so far
    cut: npt.NDArray[np.object_]
    step: Numbers  # of the ways; -1: from the place where the trace began


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What was walked."""

    ways: Ways
    start: Place
    exits: tuple[Exit, ...]
    stretches: Stretches
    taken: Flags  # steps that were gone to their end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Going:
    """What is known before the first step is taken."""

    ways: Ways
    start: Place
    limits: Limits
    through_h: Floats
    exits: tuple[Exit, ...]
    ahead_m: tuple[float, ...]  # of each exit: to the first object to stop at
    allowed: Flags  # steps of the main stem, or all
    block_m: Floats  # of each step: to the first object to stop at


def walk(
    ways: Ways, start: Place, limits: Limits, objects: Sequence[Placed], through_h: Floats
) -> Walk:
    """Walk from ``start``.

    Args:
        ways: steps in the direction of the trace.
        start: where to begin.
        limits: how far.
        objects: those of a kind to stop at are not passed.
        through_h: hours through each reach for the limit of hours.
    """
    going = _prepared(ways, start, limits, objects, through_h)
    least_m, least_h = _least(going)
    first, rest = _from_start(going), _along(going, least_m, least_h)
    taken = np.zeros(len(ways.source), dtype=bool)
    taken[rest.step[rest.cut == ""]] = True
    return Walk(
        ways=ways, start=start, exits=going.exits, stretches=_together(first, rest), taken=taken
    )


def _prepared(
    ways: Ways, start: Place, limits: Limits, objects: Sequence[Placed], through_h: Floats
) -> _Going:
    exits = ways.exits(start)
    stops = [one.place for one in objects if one.kind in limits.stop_at]
    allowed = np.ones(len(ways.source), dtype=bool)
    if limits.main_stem:
        allowed = ways.main_stem(start.reach, (one.node for one in exits))
    return _Going(
        ways=ways,
        start=start,
        limits=limits,
        through_h=through_h,
        exits=exits,
        ahead_m=tuple(_ahead_of(start, one, stops) for one in exits),
        allowed=allowed,
        block_m=_blocks(ways, stops),
    )


def _together(first: Stretches, rest: Stretches) -> Stretches:
    both = {
        name: np.concatenate([getattr(first, name), getattr(rest, name)])
        for name in Stretches.__slots__
    }
    return Stretches(**both)


def _ahead_of(start: Place, way: Exit, stops: Sequence[Place]) -> float:
    """Metres to the first object to stop at before the node ahead; infinite: none."""
    sign = 1.0 if way.to_end else -1.0
    found = (sign * (one.at_m - start.at_m) for one in stops if one.reach == start.reach)
    return min((metres for metres in found if metres > _AT_ONCE_M), default=np.inf)


def _blocks(ways: Ways, stops: Sequence[Place]) -> Floats:
    """Metres from where each step begins to the first object to stop at; infinite: none."""
    block_m = np.full(len(ways.source), np.inf)
    if not stops:
        return block_m
    reaches = ways.network.reaches
    first = np.full(len(reaches), np.inf)
    last = np.full(len(reaches), -np.inf)
    reach = np.array([one.reach for one in stops])
    at_m = np.array([one.at_m for one in stops])
    np.minimum.at(first, reach, at_m)
    np.maximum.at(last, reach, at_m)
    of = ways.arcs.reach
    forward = reaches.start[of] == ways.source
    block_m = np.where(forward, first[of], reaches.length_m[of] - last[of])
    return np.asarray(block_m, dtype=np.float64)


def _least(going: _Going) -> tuple[Floats, Floats]:
    """The shortest way in metres and the quickest in hours to each node."""
    ways, reach = going.ways, going.ways.arcs.reach
    length, limits = ways.network.reaches.length_m, going.limits
    open_ = going.allowed & ~np.isfinite(going.block_m)
    through = [
        one for one, block in zip(going.exits, going.ahead_m, strict=True) if not np.isfinite(block)
    ]
    metres = np.where(open_, length[reach], np.inf)
    begun = tuple((one.node, one.ahead_m) for one in through)
    least_m = ways.reaching(metres, begun, most=limits.within_m)
    if not np.isfinite(limits.hours):
        return least_m, np.zeros(len(least_m))
    hours = np.where(open_, going.through_h[reach], np.inf)
    begun = tuple((one.node, _hours_ahead(going, one)) for one in through)
    return least_m, ways.reaching(hours, begun, most=limits.hours)


def _hours_ahead(going: _Going, way: Exit) -> float:
    """Hours from the start to the node ahead."""
    length = float(going.ways.network.reaches.length_m[going.start.reach])
    return float(going.through_h[going.start.reach]) * way.ahead_m / length if way.ahead_m else 0.0


def _from_start(going: _Going) -> Stretches:
    exits, reach, count = going.exits, going.start.reach, len(going.exits)
    through_h = float(going.through_h[reach])
    metres_an_hour = float(going.ways.network.reaches.length_m[reach]) / through_h
    walked, cut = _cut(
        np.array([one.ahead_m for one in exits], dtype=np.float64),
        np.full(count, going.limits.within_m),
        np.full(count, going.limits.hours * metres_an_hour),
        np.array(going.ahead_m, dtype=np.float64),
    )
    return Stretches(
        reach=np.full(count, reach, dtype=np.int64),
        to_end=np.array([one.to_end for one in exits], dtype=bool),
        begin_m=np.full(count, going.start.at_m),
        walked_m=walked,
        taken_m=np.zeros(count),
        node=np.array([one.node for one in exits], dtype=np.int64),
        cut=cut,
        step=np.full(count, -1, dtype=np.int64),
    )


def _along(going: _Going, least_m: Floats, least_h: Floats) -> Stretches:
    ways, limits = going.ways, going.limits
    near = (least_m[ways.source] < limits.within_m) & (least_h[ways.source] < limits.hours)
    steps = np.flatnonzero(going.allowed & near)
    reaches = ways.network.reaches
    reach, source = ways.arcs.reach[steps], ways.source[steps]
    length = reaches.length_m[reach]
    walked, cut = _cut(
        length,
        limits.within_m - least_m[source],
        (limits.hours - least_h[source]) * length / going.through_h[reach],
        going.block_m[steps],
    )
    to_end = reaches.start[reach] == source
    return Stretches(
        reach=reach,
        to_end=to_end,
        begin_m=np.where(to_end, 0.0, length),
        walked_m=walked,
        taken_m=least_m[source],
        node=ways.arcs.to[steps],
        cut=cut,
        step=steps,
    )


def _cut(
    there_m: Floats, by_distance: Floats, by_time: Floats, by_object: Floats
) -> tuple[Floats, npt.NDArray[np.object_]]:
    """How far a stretch goes of what is there, and what ends it; an object goes before a limit."""
    walked = np.minimum(np.minimum(there_m, by_object), np.minimum(by_distance, by_time))
    cut = np.full(len(there_m), "", dtype=object)
    cut[walked < there_m] = "distance"
    cut[(walked < there_m) & (by_time <= by_distance)] = "time"
    cut[np.isfinite(by_object) & (by_object <= walked)] = "object"
    return walked, cut
