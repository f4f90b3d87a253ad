"""A network made ready to be walked: steps with the water and against it, and the shortest ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from watermap.network.graph import Arcs
from watermap.network.network import Floats, Flow, Network, Numbers, Place

Direction = Literal["up", "down"]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A way out of the place where a trace begins: the node ahead and what lies before it."""

    node: int
    ahead_m: float  # along the reach of the start to that node
    to_end: bool  # towards the last vertex as drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The steps of a network in one direction."""

    network: Network
    direction: Direction
    arcs: Arcs
    source: Numbers  # node that each step leaves
    metres: Floats  # of each step
    shortest: csr_array  # all steps in metres, ready for the shortest ways
    gated: Numbers  # reaches with a sluice or pumping station

    @classmethod
    def of(cls, network: Network, direction: Direction) -> Self:
        """All steps; made once for a network and a direction."""
        down = Arcs.down(network)
        arcs = down if direction == "down" else down.turned()
        source = np.repeat(np.arange(len(network)), np.diff(arcs.first))
        metres = network.reaches.length_m[arcs.reach]
        return cls(
            network=network,
            direction=direction,
            arcs=arcs,
            source=source,
            metres=metres,
            shortest=_matrix(source, arcs.to, metres, len(network)),
            gated=np.flatnonzero([gate is not None for gate in network.reaches.gate]),
        )

    def main_stem(self, start: int, exits: Iterable[int]) -> Flags:
        """Which steps follow the main stem from some nodes on.

        At each node on along the same river, else into the greatest rank; never back along the
        reach it came by, nor to a node a second time.

        Args:
            start: the reach that leads to the nodes.
            exits: the nodes.
        """
        first, reach, to = self.arcs.first, self.arcs.reach, self.arcs.to
        rank, river = self.network.reaches.rank, self.network.reaches.river
        taken = np.zeros(len(reach), dtype=bool)
        seen = set()
        for begin in exits:
            node, came = begin, start
            while node not in seen:
                seen.add(node)
                ahead = [at for at in range(first[node], first[node + 1]) if reach[at] != came]
                if not ahead:
                    break
                same = [at for at in ahead if river[reach[at]] == river[came]]
                best = max(same or ahead, key=lambda at: rank[reach[at]])
                taken[best] = True
                node, came = int(to[best]), int(reach[best])
        return taken

    def exits(self, place: Place) -> tuple[Exit, ...]:
        """The ways out of a place: none where the flow is unknown, two where it goes both ways."""
        reaches = self.network.reaches
        flow = Flow(int(reaches.flow[place.reach]))
        length = float(reaches.length_m[place.reach])
        to_end = Exit(node=int(reaches.end[place.reach]), ahead_m=length - place.at_m, to_end=True)
        to_start = Exit(node=int(reaches.start[place.reach]), ahead_m=place.at_m, to_end=False)
        if flow == Flow.UNKNOWN:
            return ()
        if flow == Flow.BOTH:
            return to_end, to_start
        return (to_end,) if (flow == Flow.AS_DRAWN) == (self.direction == "down") else (to_start,)

    def reaching(
        self,
        weight: Floats | None,
        exits: tuple[tuple[int, float], ...],
        *,
        most: float = np.inf,
    ) -> Floats:
        """What it takes to come to each node by the least; infinite where it cannot be reached.

        Args:
            weight: of each step: metres, or hours; infinite for a step that is not taken. None:
                metres, every step.
            exits: nodes to begin at, and what was taken on the way there.
            most: what takes more is not looked for.
        """
        nodes = len(self.network)
        least = np.full(nodes, np.inf)
        matrix = self.shortest
        if weight is not None:
            matrix = _matrix(self.source, self.arcs.to, weight, nodes)
        for node, taken in exits:
            if taken <= most:
                found = dijkstra(matrix, indices=node, limit=most - taken)
                np.minimum(least, found + taken, out=least)
        return least


def _matrix(source: Numbers, to: Numbers, weight: Floats, nodes: int) -> csr_array:
    """Steps as a matrix; of several between the same two nodes the least counts."""
    taken = np.flatnonzero(np.isfinite(weight))
    # A step that takes nothing would be no step: the least that can be told from nothing.
    cost = np.maximum(weight[taken], np.finfo(np.float64).tiny)
    source, to = source[taken], to[taken]
    order = np.lexsort((cost, to, source))
    source, to, cost = source[order], to[order], cost[order]
    least = np.ones(len(order), dtype=bool)
    least[1:] = (source[1:] != source[:-1]) | (to[1:] != to[:-1])
    pointer = np.concatenate([[0], np.cumsum(np.bincount(source[least], minlength=nodes))])
    return csr_array((cost[least], to[least], pointer), shape=(nodes, nodes))
