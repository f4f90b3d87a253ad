"""Walks the steps of a network from a place, as far as limits allow."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from watermap.network.network import Floats, Numbers, Place, Placed
from watermap.network.tracing.ways import Exit, Flags, Ways


class Cut(enum.IntEnum):
    """Why a stretch went no farther than it did."""

    NOT = 0
    DISTANCE = 1
    TIME = 2
    OBJECT = 3


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
    cut: npt.NDArray[np.int8]  # a Cut
    step: Numbers  # of the ways; -1: from the place where the trace began


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What was walked."""

    ways: Ways
    start: Place
    exits: tuple[Exit, ...]
    stretches: Stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class _Going:
    """What is known before the first step is taken."""

    ways: Ways
    start: Place
    limits: Limits
    through_h: Floats | None  # None: there is no limit of hours
    exits: tuple[Exit, ...]
    ahead_m: tuple[float, ...]  # of each exit: to the first object to stop at
    allowed: Flags | None  # steps of the main stem; None: all
    block_m: Floats | None  # of each step: to the first object to stop at; None: no such object


def walk(
    ways: Ways,
    start: Place,
    limits: Limits,
    objects: Sequence[Placed] = (),
    through_h: Floats | None = None,
) -> Walk:
    """Walk from ``start``.

    Args:
        ways: steps in the direction of the trace.
        start: where to begin.
        limits: how far.
        objects: those of a kind to stop at are not passed.
        through_h: hours through each reach; needed for a limit of hours only.
    """
    going = _prepared(ways, start, limits, objects, through_h)
    least_m, least_h = _least(going)
    stretches = _together(_from_start(going), _along(going, least_m, least_h))
    return Walk(ways=ways, start=start, exits=going.exits, stretches=stretches)


def _prepared(
    ways: Ways,
    start: Place,
    limits: Limits,
    objects: Sequence[Placed],
    through_h: Floats | None,
) -> _Going:
    exits = ways.exits(start)
    stops = [one.place for one in objects if one.kind in limits.stop_at]
    allowed = None
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
        block_m=_blocks(ways, stops) if stops else None,
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


def _least(going: _Going) -> tuple[Floats, Floats | None]:
    """The shortest way in metres and, for a limit of hours, the quickest to each node."""
    ways, limits = going.ways, going.limits
    through = [
        one for one, block in zip(going.exits, going.ahead_m, strict=True) if not np.isfinite(block)
    ]
    begun = tuple((one.node, one.ahead_m) for one in through)
    least_m = ways.reaching(_open(going, ways.metres), begun, most=limits.within_m)
    if going.through_h is None:
        return least_m, None
    hours = going.through_h[ways.arcs.reach]
    begun = tuple((one.node, _hours_ahead(going, one)) for one in through)
    weight = _open(going, hours)
    return least_m, ways.reaching(hours if weight is None else weight, begun, most=limits.hours)


def _open(going: _Going, weight: Floats) -> Floats | None:
    """The weight of the steps that may be taken, infinite for others; None: all may."""
    if going.allowed is None and going.block_m is None:
        return None
    closed = np.zeros(len(weight), dtype=bool)
    if going.allowed is not None:
        closed |= ~going.allowed
    if going.block_m is not None:
        closed |= np.isfinite(going.block_m)
    return np.where(closed, np.inf, weight)


def _hours_ahead(going: _Going, way: Exit) -> float:
    """Hours from the start to the node ahead."""
    if going.through_h is None or not way.ahead_m:
        return 0.0
    length = float(going.ways.network.reaches.length_m[going.start.reach])
    return float(going.through_h[going.start.reach]) * way.ahead_m / length


def _from_start(going: _Going) -> Stretches:
    exits, reach, count = going.exits, going.start.reach, len(going.exits)
    by_time = np.full(count, np.inf)
    if going.through_h is not None:
        through_h = float(going.through_h[reach])
        by_time[:] = (
            going.limits.hours / through_h * float(going.ways.network.reaches.length_m[reach])
        )
    walked, cut = _cut(
        np.array([one.ahead_m for one in exits], dtype=np.float64),
        np.full(count, going.limits.within_m),
        by_time,
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


def _along(going: _Going, least_m: Floats, least_h: Floats | None) -> Stretches:
    ways, limits = going.ways, going.limits
    near = (least_m < limits.within_m)[ways.source]
    if going.allowed is not None:
        near &= going.allowed
    if least_h is not None:
        near &= (least_h < limits.hours)[ways.source]
    steps = np.flatnonzero(near)
    reach, source = ways.arcs.reach[steps], ways.source[steps]
    length = ways.metres[steps]
    by_time = by_object = np.broadcast_to(np.inf, len(steps))
    if least_h is not None and going.through_h is not None:
        by_time = (limits.hours - least_h[source]) * length / going.through_h[reach]
    if going.block_m is not None:
        by_object = going.block_m[steps]
    walked, cut = _cut(length, limits.within_m - least_m[source], by_time, by_object)
    to_end = ways.network.reaches.start[reach] == source
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
) -> tuple[Floats, npt.NDArray[np.int8]]:
    """How far a stretch goes of what is there, and what ends it; an object goes before a limit."""
    walked = np.minimum(np.minimum(there_m, by_object), np.minimum(by_distance, by_time))
    cut = np.zeros(len(there_m), dtype=np.int8)
    short = walked < there_m
    cut[short] = Cut.DISTANCE
    cut[short & (by_time <= by_distance)] = Cut.TIME
    cut[np.isfinite(by_object) & (by_object <= walked)] = Cut.OBJECT
    return walked, cut
