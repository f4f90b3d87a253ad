"""How objects lie to intakes along the water: above, surely not above, or nobody can tell.

"Not above" is said only where nothing speaks against it: both places are sure, one network holds
both, and the water above the intake was followed to its sources or the object lies below it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from watermap.errors import Message
from watermap.network.network import Flow, Network, Numbers, Placed, Sort
from watermap.network.placing.limits import placing
from watermap.network.placing.place import Placements, Thing, Unplaced
from watermap.network.placing.telling import doubts_told, unplaced_told
from watermap.network.tracing.trace import Asked, Trace, trace
from watermap.network.tracing.ways import Direction, Ways

CUT = ("gap", "unknown_direction")  # a trace that ends so may have missed what lies beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """How an object lies to an intake."""

    above: bool | None  # its water comes to the intake; None: it cannot be told
    way_m: float | None  # along the water, by the shortest way; None: not above
    why: Message | None  # what has to be said beside it


class Above:
    """Asked for objects and intakes; the water of an intake is followed when first asked for."""

    __slots__ = ("_gaps", "_network", "_part", "_places", "_traces", "_unplaced", "_ways")

    def __init__(self, network: Network, placements: Placements, gaps: Collection[int]) -> None:
        """Take the network, what stands on it, and the nodes at which a line may be missing."""
        self._network, self._gaps = network, gaps
        self._places: dict[Thing, list[Placed]] = {}
        for one in placements.placed:
            self._places.setdefault((one.kind, one.layer, one.record), []).append(one)
        self._unplaced: Mapping[Thing, Unplaced] = {
            (one.kind, one.layer, one.record): one for one in placements.unplaced
        }
        self._part = _parts(network)
        self._ways: dict[Direction, Ways] = {}
        self._traces: dict[tuple[Thing, Direction], tuple[Trace, dict[Thing, float]]] = {}

    def lying(self, thing: Thing, intake: Thing) -> Lying:
        """How a thing lies to an intake; both by kind, number of the layer, row in the layer."""
        if intake not in self._places:
            return Lying(above=None, way_m=None, why=self._nowhere(intake))
        if thing not in self._places:
            return Lying(above=None, way_m=None, why=self._nowhere(thing))
        found, way_m = self._followed(intake, "up")
        if thing in way_m:
            why = _together([*self._both_ways(found), *self._doubts(thing, intake)])
            return Lying(above=True, way_m=way_m[thing], why=why)
        why = _together(self._doubts(thing, intake)) or self._untold(thing, intake, found)
        return Lying(above=None if why else False, way_m=None, why=why)

    def _followed(self, intake: Thing, direction: Direction) -> tuple[Trace, dict[Thing, float]]:
        """The water of an intake and metres to each thing on it."""
        key = (intake, direction)
        if key not in self._traces:
            if direction not in self._ways:
                self._ways[direction] = Ways.of(self._network, direction)
            start = self._places[intake][0]
            found = trace(
                self._network,
                start.place,
                Asked(direction=direction),
                objects=[one for of in self._places.values() for one in of],
                gaps=self._gaps,
                ways=self._ways[direction],
                without=start,
            )
            way_m: dict[Thing, float] = {}
            for one in found.objects:  # the nearest first
                thing = (one.object.kind, one.object.layer, one.object.record)
                way_m.setdefault(thing, one.taken_m)
            self._traces[key] = (found, way_m)
        return self._traces[key]

    def _nowhere(self, thing: Thing) -> Message:
        if thing in self._unplaced:
            return unplaced_told(self._unplaced[thing])
        crosses = thing[0] in placing().crossing
        return Message.of("network.crosses_no_river" if crosses else "network.kind_not_placed")

    def _doubts(self, thing: Thing, intake: Thing) -> list[Message]:
        places = [*self._places[thing], *self._places[intake]]
        return [told for one in places for told in doubts_told(self._network, one)]

    def _untold(self, thing: Thing, intake: Thing, up: Trace) -> Message | None:
        """Why it cannot be said that a thing is not above; None: it surely is not."""
        start = self._places[intake][0].place.reach
        if thing[0] in placing().crossing:
            return Message.of("network.crosses_not_above")
        sort = self._network.reaches.sort
        if sort[start] == Sort.LAKE == sort[self._places[thing][0].place.reach]:
            return Message.of("network.both_in_lakes")
        parts = {int(self._part[one.place.reach]) for one in self._places[thing]}
        if int(self._part[start]) not in parts:
            return Message.of("network.not_connected")
        cut = sum(one.reason in CUT for one in up.ends)
        if cut and thing not in self._followed(intake, "down")[1]:
            return Message.of("network.above_cut", count=cut)
        return None

    def _both_ways(self, found: Trace) -> list[Message]:
        """That some of the water above may go the other way at times."""
        flow = self._network.reaches.flow[found.pieces.reach]
        return (
            [one for one in found.said if one.code == "tracing.both_ways"]
            if (flow == Flow.BOTH).any()
            else []
        )


def _together(messages: list[Message]) -> Message | None:
    """Several sentences as one; each once."""
    once: list[Message] = []
    for one in messages:
        if one not in once:
            once.append(one)
    if not once:
        return None
    return reduce(lambda one, other: Message.of("network.and", first=one, second=other), once)


def _parts(network: Network) -> Numbers:
    """The connected part of the network that each reach is in."""
    reaches, nodes = network.reaches, len(network)
    graph = coo_array(
        (np.ones(len(reaches), dtype=np.int8), (reaches.start, reaches.end)), shape=(nodes, nodes)
    )
    parts: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return parts[reaches.start]
