"""Where rivers of a known flow join the water of a spill, and what of it they surely dilute."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from watermap.harmonise.names.forms import simplified
from watermap.network.network import Flow, Network, Place
from watermap.network.tracing.ways import Flags, Ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """A river that joins at just one place. ``below``: reaches that no way leads to but by it."""

    river: str
    flow_m3_s: float
    below: Flags


def joinings(
    network: Network, start: Place, flows: tuple[tuple[str, float], ...]
) -> tuple[Joining, ...]:
    """The rivers given that bring clean water to a spill.

    The spill's own river, another arm of it, and a reach that flows both ways bring none. A river
    that joins at several places is left out, for nobody knows how its flow is shared.

    Args:
        network: as built.
        start: where the spill came into the water.
        flows: name of a river and its flow above the confluence, m³/s.
    """
    ways = Ways.of(network, "down")
    exits = tuple((one.node, 0.0) for one in ways.exits(start))
    reached = np.isfinite(ways.reaching(None, exits))
    return tuple(
        Joining(river=river, flow_m3_s=flow, below=_below(ways, exits, start, nodes.pop()))
        for river, flow in flows
        if len(nodes := set(_nodes(ways, reached, start, river))) == 1
    )


def _nodes(ways: Ways, reached: Flags, start: Place, river: str) -> Iterator[int]:
    """The nodes that the spill comes to and a clean reach of the river flows into."""
    reaches, arcs = ways.network.reaches, ways.arcs
    wanted = simplified(river)
    if wanted == simplified(reaches.names[start.reach] or ""):
        return
    for at in np.flatnonzero(reached[arcs.to] & ~reached[ways.source]).tolist():
        reach = int(arcs.reach[at])
        same = simplified(reaches.names[reach] or "") == wanted
        if same and reach != start.reach and reaches.flow[reach] != Flow.BOTH:
            yield int(arcs.to[at])


def _below(ways: Ways, exits: tuple[tuple[int, float], ...], start: Place, node: int) -> Flags:
    """The reaches that cannot be come to without passing a node."""
    weight = np.where(ways.source == node, np.inf, ways.metres)
    beside = np.isfinite(ways.reaching(weight, exits)) & (np.arange(len(ways.network)) != node)
    below = np.ones(len(ways.network.reaches), dtype=bool)
    below[ways.arcs.reach[beside[ways.source]]] = False
    below[start.reach] = False
    return below
