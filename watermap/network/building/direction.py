"""Which way each reach flows: what every clue says, and which of them decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watermap.network.building.clues import clues, trust
from watermap.network.building.lines import Lines
from watermap.network.building.noding import Pieces
from watermap.network.network import Floats, Flow, Numbers

Says = npt.NDArray[np.int8]  # a Flow a reach; UNKNOWN: the clue says nothing
DOUBT = 0.5  # what is left of a confidence when a sure clue says the opposite: 1 - DOUBT × its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """How well a direction that a whole layer states fits together at its nodes."""

    layer: int
    clue: str  # "digitised" or "nodes"
    nodes: int  # where two reaches or more of the layer meet
    against: int  # of them, where all water arrives or all leaves
    by_chance: float  # so many would be expected if the direction meant nothing
    believed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """The flow of every reach, with all that was said of it."""

    flow: Says
    clue: tuple[str, ...]
    confidence: Floats
    says: Mapping[str, Says]  # by clue, in the order of clues.toml
    contradicted: npt.NDArray[np.bool_]  # another clue says the opposite
    trusted: tuple[Trusted, ...]

    def evidence(self, reach: int) -> Mapping[str, Flow]:
        """What each clue that speaks says of a reach, the most decisive first."""
        spoken = {name: Flow(int(said[reach])) for name, said in self.says.items()}
        return {name: flow for name, flow in spoken.items() if flow != Flow.UNKNOWN}


def decide(says: Mapping[str, Says], trusted: Sequence[Trusted], count: int) -> Direction:
    """The first clue that speaks decides; every later one that says the opposite lowers it."""
    known = clues()
    flow = np.zeros(count, dtype=np.int8)
    confidence = np.zeros(count)
    contradicted = np.zeros(count, dtype=bool)
    decided = np.full(count, "", dtype=object)
    for name, clue in known.items():
        if name not in says:
            continue
        said = says[name]
        new = (flow == Flow.UNKNOWN) & (said != Flow.UNKNOWN)
        flow[new], confidence[new], decided[new] = said[new], clue.confidence, name
        opposite = ~new & (np.abs(flow) == 1) & (said == -flow)
        contradicted |= opposite & (decided != "repair")
        confidence[opposite & (decided != "repair")] *= 1 - DOUBT * clue.confidence
    return Direction(
        flow=flow,
        clue=tuple(decided.tolist()),
        confidence=confidence,
        says={name: says[name] for name in known if name in says},
        contradicted=contradicted,
        trusted=tuple(trusted),
    )


def from_attribute(lines: Lines) -> Says:
    """What the direction field says of each line; the field of both ways goes before it."""
    flow = said(lines.texts("flow"))
    both = lines.column("both_ways") == True  # noqa: E712  (each element; None is no answer)
    flow[both.astype(bool)] = Flow.BOTH
    return flow


def said(words: Sequence[str | None]) -> Says:
    """The words of the direction field as flows; anything else is unknown."""
    flow = np.zeros(len(words), dtype=np.int8)
    known = {"as_drawn": Flow.AS_DRAWN, "against": Flow.AGAINST, "both": Flow.BOTH}
    if any(words):
        flow[:] = [known.get(word or "", Flow.UNKNOWN) for word in words]
    return flow


def from_nodes(lines: Lines, pieces: Pieces) -> Says:
    """What from and to nodes say of each line, by which of its ends each node is.

    A node's name is tied to the place that most of its lines share: of the lines that name it, each
    has two ends, and only the true one is common to all. Where nothing tells the ends apart it says
    nothing.
    """
    pairs = list(zip(lines.texts("from_node"), lines.texts("to_node"), strict=True))
    named = np.array([bool(a) and bool(b) and a != b for a, b in pairs], dtype=bool)
    says = np.zeros(len(lines), dtype=np.int8)
    if not named.any():
        return says
    rows = np.flatnonzero(named)
    first, last = ends_of_lines(lines, pieces)
    places = _places(lines, pairs, rows, first, last)
    for row in rows.tolist():
        upper, lower = ((int(lines.layer[row]), one) for one in pairs[row])
        as_drawn = places[upper].get(int(first[row]), 0) + places[lower].get(int(last[row]), 0)
        against = places[upper].get(int(last[row]), 0) + places[lower].get(int(first[row]), 0)
        says[row] = np.sign(as_drawn - against)
    return says


def _places(
    lines: Lines,
    pairs: Sequence[tuple[str | None, str | None]],
    rows: Numbers,
    first: Numbers,
    last: Numbers,
) -> dict[tuple[int, str | None], dict[int, int]]:
    """How often each named node of a layer is seen at each node of the network."""
    places: dict[tuple[int, str | None], dict[int, int]] = {}
    for row in rows.tolist():
        for name in pairs[row]:
            seen = places.setdefault((int(lines.layer[row]), name), {})
            for node in {int(first[row]), int(last[row])}:
                seen[node] = seen.get(node, 0) + 1
    return places


def ends_of_lines(lines: Lines, pieces: Pieces) -> tuple[Numbers, Numbers]:
    """The node of each line's first and last vertex; -1 where nothing of the line is left."""
    first = np.full(len(lines), -1, dtype=np.int64)
    last = np.full(len(lines), -1, dtype=np.int64)
    first[pieces.line[::-1]] = pieces.start[::-1]
    last[pieces.line] = pieces.end
    return first, last


def from_next_reach(lines: Lines, pieces: Pieces) -> Says:
    """What the code of the reach downstream says: the end that both share is the lower one."""
    following = lines.texts("next_reach")
    says = np.zeros(len(lines), dtype=np.int8)
    if not any(following):
        return says
    first, last = ends_of_lines(lines, pieces)
    rows = {
        (int(layer), code): row
        for row, (layer, code) in enumerate(zip(lines.layer, lines.ids, strict=True))
    }
    for row, code in enumerate(following):
        lower = rows.get((int(lines.layer[row]), code or ""))
        if lower is None or lower == row:
            continue
        ends = {int(first[lower]), int(last[lower])}
        at_last, at_first = int(last[row]) in ends, int(first[row]) in ends
        if at_last != at_first:
            says[row] = Flow.AS_DRAWN if at_last else Flow.AGAINST
    return says


def held_together(
    says: Says, clue: str, pieces: Pieces, layer_of: Numbers, layers: int
) -> tuple[Trusted, ...]:
    """For each layer, how often the direction that it states makes waters run together.

    Args:
        says: of each piece.
        clue: whose direction it is.
        pieces: of the network.
        layer_of: the layer of each piece.
        layers: how many layers there are.
    """
    # A closed line arrives where it leaves: it fits with every direction and proves none.
    telling = (np.abs(says) == 1) & (pieces.start != pieces.end)
    return tuple(
        _held(number, clue, pieces, says, np.flatnonzero((layer_of == number) & telling))
        for number in range(layers)
    )


def _held(layer: int, clue: str, pieces: Pieces, says: Says, rows: Numbers) -> Trusted:
    along = says[rows] == Flow.AS_DRAWN
    upper = np.where(along, pieces.start[rows], pieces.end[rows])
    lower = np.where(along, pieces.end[rows], pieces.start[rows])
    nodes = len(pieces.node_xy)
    leaving = np.bincount(upper, minlength=nodes)
    arriving = np.bincount(lower, minlength=nodes)
    degree = leaving + arriving
    several = degree >= 2
    against = several & ((leaving == 0) | (arriving == 0))
    by_chance = float((2.0 ** (1 - degree[several])).sum())
    count, bad = int(several.sum()), int(against.sum())
    rule = trust()
    slip = 1 if count >= rule.nodes_for_a_slip else 0
    return Trusted(
        layer=layer,
        clue=clue,
        nodes=count,
        against=bad,
        by_chance=by_chance,
        believed=bad <= max(rule.share_of_chance * by_chance, slip),
    )
