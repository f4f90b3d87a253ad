"""Where rivers end: at a named outlet, in the river they are said to flow into, in a main river.

From a mouth the direction goes up along the reaches: each flows to where the mouth is nearer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from watermap.harmonise.names.forms import simplified
from watermap.network.building.noding import Pieces
from watermap.network.ground import ways_m
from watermap.network.nearest import same_river
from watermap.network.network import Floats, Numbers

Says = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meets:
    """The nodes of each river, and how many of its reaches end there."""

    river: Numbers
    node: Numbers
    ends: Numbers

    @classmethod
    def of(cls, pieces: Pieces, river: Numbers) -> "Meets":
        """Sorted by node."""
        rivers = int(river.max()) + 1 if len(river) else 1
        keys = np.concatenate([pieces.start, pieces.end]) * rivers + np.tile(river, 2)
        pairs, ends = np.unique(keys, return_counts=True)
        return cls(node=pairs // rivers, river=pairs % rivers, ends=ends)

    def where(self, nodes: Numbers) -> "Meets":
        """Only those of some nodes."""
        kept = np.isin(self.node, nodes)
        return Meets(river=self.river[kept], node=self.node[kept], ends=self.ends[kept])


def towards_outlets(pieces: Pieces, length_m: Floats, outlets: Floats, within_m: float) -> Says:
    """Every reach that hangs together with an outlet flows towards it; (n, 2) in degrees.

    An outlet farther than ``within_m`` from every node says nothing.
    """
    nodes = [
        int(away.argmin())
        for place in outlets
        if (away := ways_m(pieces.node_xy, np.broadcast_to(place, pieces.node_xy.shape))).min()
        <= within_m
    ]
    return _towards(
        pieces.start, pieces.end, length_m, np.array(nodes, dtype=np.int64), len(pieces.node_xy)
    )


def towards_mouths(
    pieces: Pieces, length_m: Floats, river: Numbers, mouths: Sequence[tuple[int, int]]
) -> Says:
    """The reaches of rivers with a known mouth flow towards it, along their own river.

    ``mouths``: node and river.
    """
    if not mouths:
        return np.zeros(len(length_m), dtype=np.int8)
    rivers = int(river.max()) + 1
    keys = np.concatenate([pieces.start * rivers + river, pieces.end * rivers + river])
    wanted = np.array([node * rivers + one for node, one in mouths], dtype=np.int64)
    places, at = np.unique(np.concatenate([keys, wanted]), return_inverse=True)
    count = len(length_m)
    return _towards(at[:count], at[count : 2 * count], length_m, at[2 * count :], len(places))


def _towards(start: Numbers, end: Numbers, length_m: Floats, mouths: Numbers, nodes: int) -> Says:
    if not len(mouths):
        return np.zeros(len(length_m), dtype=np.int8)
    # Of parallel reaches the sum would be taken: the shorter one is the way.
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((length_m, high, low))
    leads = order[np.flatnonzero(np.diff(low[order] * nodes + high[order], prepend=-1))]
    graph = coo_array((length_m[leads], (low[leads], high[leads])), shape=(nodes, nodes)).tocsr()
    away = dijkstra(graph, directed=False, indices=np.unique(mouths), min_only=True)
    reached = np.isfinite(away[start]) & np.isfinite(away[end])
    ahead = np.where(reached, away[start], 0.0) - np.where(reached, away[end], 0.0)
    says: Says = np.sign(ahead).astype(np.int8)
    return says


def named_mouths(
    meets: Meets, names: Sequence[str | None], into: Sequence[str | None], river: Numbers
) -> list[tuple[int, int]]:
    """Where a river meets the river that its layer says it flows into: node and river."""
    targets: dict[int, str] = {}
    for one, text in zip(river.tolist(), into, strict=True):
        if text:
            targets.setdefault(one, simplified(text))
    if not targets:
        return []
    called = dict(zip(river.tolist(), (simplified(name or "") for name in names), strict=True))
    at_node = _at_node(meets)
    return [
        (node, one)
        for node, rivers in at_node.items()
        for one in rivers
        if one in targets
        and any(
            other != one and called[other] and same_river(targets[one], called[other])
            for other in rivers
        )
    ]


def main_river_mouths(meets: Meets, order: Floats, river: Numbers) -> list[tuple[int, int]]:
    """Where a river ends on another that runs through: node and river, if it is one place only.

    Where both state an order, the other one's must not be lower.
    """
    rank = _of_rivers(np.nan_to_num(order), river)
    found: dict[int, list[int]] = {}
    for node, ending, through in _junctions(meets):
        if any(rank[other] >= rank[ending] for other in through):
            found.setdefault(ending, []).append(node)
    return [(nodes[0], one) for one, nodes in found.items() if len(nodes) == 1]


def rising(meets: Meets, order: Floats, river: Numbers) -> Floats:
    """Stated orders so that they rise towards the main river.

    Strahler's rise; 干支流级次 call the main river 1. Which one it is shows where a river ends on
    another that runs through: the other is the main one. Without such places they rise.
    """
    stated = _of_rivers(order, river)
    votes = [
        np.sign(stated[other] - stated[ending])
        for _, ending, through in _junctions(meets)
        for other in through
    ]
    if votes and float(np.nansum(votes)) < 0:
        return float(np.nanmax(order)) + float(np.nanmin(order)) - order
    return order


def _of_rivers(order: Floats, river: Numbers) -> dict[int, float]:
    """The order of each river: of its last reach that states one."""
    there = ~np.isnan(order)
    return dict.fromkeys(river.tolist(), np.nan) | dict(
        zip(river[there].tolist(), order[there].tolist(), strict=True)
    )


def _junctions(meets: Meets) -> Iterator[tuple[int, int, list[int]]]:
    """Nodes where a river ends while others run through: node, that river, the others."""
    met = meets.where(meets.node[meets.ends >= 2])
    ends = dict(
        zip(zip(met.node.tolist(), met.river.tolist(), strict=True), met.ends.tolist(), strict=True)
    )
    for node, rivers in _at_node(met).items():
        through = [one for one in rivers if ends[node, one] >= 2]
        yield from ((node, one, through) for one in rivers if ends[node, one] == 1)


def _at_node(meets: Meets) -> dict[int, list[int]]:
    """The rivers of every node in which several meet."""
    found: dict[int, list[int]] = {}
    if not len(meets.node):
        return found
    several = np.bincount(meets.node)[meets.node] > 1
    for node, one in zip(meets.node[several].tolist(), meets.river[several].tolist(), strict=True):
        found.setdefault(node, []).append(one)
    return found


def downhill(
    height_m: Floats, pieces: Pieces, least_m: float, on_ground: npt.NDArray[np.bool_]
) -> Says:
    """The reaches whose ends differ in height by enough flow to the lower one.

    Args:
        height_m: of each node; NaN: not known.
        pieces: of the network.
        least_m: a smaller difference is the raster's own error.
        on_ground: reaches that follow the ground; pumped and buried ones do not.
    """
    drop = np.nan_to_num(height_m[pieces.start] - height_m[pieces.end])
    return np.where(on_ground & (np.abs(drop) >= least_m), np.sign(drop), 0).astype(np.int8)
