"""What lies up- or downstream of a place: reaches with their parts, ends, objects, hours."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from watermap.errors import Message
from watermap.network.network import Flow, Network, Place, Placed
from watermap.network.tracing.ends import End, ends_of
from watermap.network.tracing.met import Met, objects_met
from watermap.network.tracing.pieces import Pieces
from watermap.network.tracing.speeds import Season, Speeds, has_own, hours_through, known_speeds
from watermap.network.tracing.walk import Limits, Walk, walk
from watermap.network.tracing.ways import Direction, Flags, Ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How far a trace goes. None and empty: no such limit."""

    direction: Direction
    main_stem: bool = False  # without tributaries; downstream: without branches
    within_m: float | None = None  # along the water
    hours: float | None = None  # as far as the water may come at its fastest
    stop_at: frozenset[str] = frozenset()  # kinds of objects: not beyond the next of them
    season: Season = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The answer. Lengths in metres along the water from the start."""

    asked: Asked
    start: Place
    pieces: Pieces
    length_m: float
    ends: tuple[End, ...]
    objects: tuple[Met, ...]  # the nearest first
    said: tuple[Message, ...]  # what has to be known beside it


def trace(
    network: Network,
    start: Place,
    asked: Asked,
    *,
    objects: Sequence[Placed] = (),
    gaps: Collection[int] = (),
    speeds: Speeds | None = None,
    ways: Ways | None = None,
    without: Placed | None = None,
) -> Trace:
    """Follow the water from a place.

    Args:
        network: as built.
        start: where to begin.
        asked: direction and limits.
        objects: what stands on the network; ``Met`` counts those on the way.
        gaps: nodes at which a line is thought to be missing: an end there is no source.
        speeds: None: as shipped.
        ways: ``Ways.of(network, asked.direction)``, if it is there already.
        without: the object at which the trace begins; it is not met.
    """
    known = ways or Ways.of(network, asked.direction)
    others = [one for one in objects if one is not without]
    timed = bool(others) or asked.hours is not None
    through = None
    if timed:
        through = hours_through(network, season=asked.season, speeds=speeds or known_speeds())
    limits = Limits.of(asked.within_m, asked.hours, asked.stop_at, main_stem=asked.main_stem)
    fast = through["fast"] if through and asked.hours is not None else None
    walked = walk(known, start, limits, others, fast)
    pieces = Pieces.of(walked, _main_stem(walked))
    return Trace(
        asked=asked,
        start=start,
        pieces=pieces,
        length_m=pieces.length_m(),
        ends=ends_of(walked, others, gaps),
        objects=objects_met(walked, pieces, others, through) if through else (),
        said=tuple(_said(walked, pieces, timed=timed)),
    )


def _main_stem(walked: Walk) -> Flags:
    """The reaches of the main stem from the start on."""
    ways = walked.ways
    main = np.zeros(len(ways.network.reaches), dtype=bool)
    main[walked.start.reach] = True
    taken = ways.main_stem(walked.start.reach, (one.node for one in walked.exits))
    main[ways.arcs.reach[taken]] = True
    return main


def _said(walked: Walk, pieces: Pieces, *, timed: bool) -> Iterator[Message]:
    """What a reader has to know: two-way reaches, gates, loops, where the speeds come from."""
    reaches = walked.ways.network.reaches
    there = np.zeros(len(reaches), dtype=bool)
    there[pieces.reach] = True
    both = np.flatnonzero(there & (reaches.flow == Flow.BOTH))
    if len(both):
        names = dict.fromkeys(reaches.names[one] or reaches.ids[one] for one in both.tolist())
        yield Message.of("tracing.both_ways", count=len(both), names="、".join(names))
    gated = walked.ways.gated[there[walked.ways.gated]].tolist()
    gates = dict.fromkeys(str(reaches.gate[one]) for one in gated)
    if gates:
        yield Message.of("tracing.gates", names="、".join(gates))
    if timed:
        own = int((has_own(reaches) & there).sum())
        yield Message.of("tracing.speeds", own=own, others=int(there.sum()) - own)
