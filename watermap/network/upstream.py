"""The water above drinking-water sources, up to some distances: reaches, what stands on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from watermap.errors import Message, Problem
from watermap.network.answer import Waters
from watermap.network.network import Network, Placed, Sort
from watermap.network.placing.place import Thing
from watermap.network.placing.telling import doubts_told, unplaced_told
from watermap.network.tracing.above import CUT
from watermap.network.tracing.ends import End
from watermap.network.tracing.met import Met
from watermap.network.tracing.trace import Asked, Trace, trace
from watermap.network.tracing.ways import Ways


@dataclass(frozen=True, slots=True, kw_only=True)
class KindAbove:
    """All objects of a kind on the reaches."""

    kind: str
    objects: tuple[Met, ...]  # the nearest first; none: there is a layer, but none of it is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The water up to one distance along it. ``kinds`` in the order of their nearest."""

    within_m: float
    trace: Trace
    kinds: tuple[KindAbove, ...]

    def cut(self) -> tuple[End, ...]:
        """Ends beyond which there may be more: gaps, unknown directions."""
        return tuple(one for one in self.trace.ends if one.reason in CUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUpstream:
    """The water above one source; ``place`` None: it is on no reach, as ``said`` tells."""

    place: Placed | None
    within: tuple[Within, ...]  # the shortest first
    said: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """The water above sources. ``network`` None: the project has no rivers to follow."""

    network: Network | None
    sources: tuple[SourceUpstream, ...]  # as they were asked for
    problems: tuple[Problem, ...] = ()


def upstream(
    known: Waters,
    sources: Sequence[Thing | None],
    *,
    within_m: Sequence[float],
    gaps: frozenset[int],
    kinds: Sequence[str],
) -> Upstream:
    """Follow the water up from sources.

    Args:
        known: the network and what stands on it.
        sources: by kind, number of the layer, row in the layer; None: it is not in the layers.
        within_m: distances along the water.
        gaps: nodes at which a line is thought to be missing.
        kinds: that are counted; of those with nothing there it is told.
    """
    ways = Ways.of(known.built.network, "up")
    placements = known.placements
    placed = {(one.kind, one.layer, one.record): one for one in reversed(placements.placed)}
    told = {(one.kind, one.layer, one.record): unplaced_told(one) for one in placements.unplaced}
    found = []
    for source in sources:
        place = None if source is None else placed.get(source)
        if place is None or source is None:
            why = told.get(source) if source else None
            said = why or Message.of("network.source_not_placed")
            found.append(SourceUpstream(place=None, within=(), said=(said,)))
            continue
        reached = tuple(
            _within(known, ways, place, far, gaps, kinds) for far in sorted(set(within_m))
        )
        found.append(_source(known.built.network, place, reached))
    return Upstream(network=known.built.network, sources=tuple(found), problems=known.problems)


def _source(network: Network, place: Placed, reached: tuple[Within, ...]) -> SourceUpstream:
    said = list(doubts_told(network, place))
    if network.reaches.sort[place.place.reach] == Sort.LAKE:
        said.append(Message.of("network.intake_in_a_lake"))
    if reached:
        said += reached[-1].trace.said
    return SourceUpstream(place=place, within=reached, said=tuple(said))


def _within(
    known: Waters,
    ways: Ways,
    place: Placed,
    far: float,
    gaps: frozenset[int],
    kinds: Sequence[str],
) -> Within:
    found = trace(
        known.built.network,
        place.place,
        Asked(direction="up", within_m=far),
        objects=known.placements.placed,
        gaps=gaps,
        ways=ways,
        without=place,
    )
    of: dict[str, list[Met]] = {}
    for one in found.objects:
        of.setdefault(one.object.kind, []).append(one)
    none = [kind for kind in kinds if kind not in of]
    return Within(
        within_m=far,
        trace=found,
        kinds=tuple(KindAbove(kind=kind, objects=tuple(of.get(kind, ()))) for kind in (*of, *none)),
    )
