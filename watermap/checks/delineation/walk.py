"""A walk up and down river lines that are joined at their ends; all on one plane, in metres.

Lines are cut where another line's end touches them, so a tributary that ends in the middle of a
river flows into it. Lines that cross without an end are not joined. A line runs downstream.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import Literal

import numpy as np
import shapely
from shapely import LineString
from shapely.ops import substring

Ends = Literal["limit", "line_end", "loop"]
SHORTEST_M = 1e-6  # less is no way at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch between two nodes, from start to end as it flows."""

    line: LineString
    of: int  # which of the lines
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Pieces and the nodes of the marked places, in the order of the marks."""

    pieces: tuple[Piece, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One way from the start to where it ends; ``line`` begins at the start."""

    line: LineString
    of: tuple[int, ...]  # the lines on the way
    ends: Ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a walk reached: its ways, and the stretches covered, each once."""

    branches: tuple[Branch, ...] = ()
    covered: tuple[LineString, ...] = ()


@dataclass(slots=True)
class _Nodes:
    """Breaks on lines, and which of them are one node."""

    breaks: list[tuple[int, float]]  # line, metres from its start
    parent: list[int] = field(default_factory=list)

    def add(self, line: int, at_m: float) -> int:
        self.breaks.append((line, at_m))
        self.parent.append(len(self.parent))
        return len(self.breaks) - 1

    def root(self, node: int) -> int:
        while self.parent[node] != node:
            node = self.parent[node]
        return node

    def unite(self, first: int, second: int) -> None:
        self.parent[self.root(first)] = self.root(second)


def join(
    lines: Sequence[LineString], *, join_m: float, marks: Sequence[tuple[int, float]]
) -> Network:
    """Lines as a network.

    Args:
        lines: each drawn downstream.
        join_m: an end this near to another line is joined to it.
        marks: places that become nodes: a line and the metres from its start.
    """
    nodes = _Nodes(breaks=[])
    for at, line in enumerate(lines):
        nodes.add(at, 0.0)
        nodes.add(at, line.length)
    ends = shapely.points(
        [line.coords[which] for line in lines for which in (0, -1)]  # in the order of the nodes
    )
    found = shapely.STRtree(lines).query(ends, predicate="dwithin", distance=join_m)
    for end, other in sorted(zip(*found.tolist(), strict=True)):
        if end // 2 != other:
            nodes.unite(end, _break_near(nodes, lines[other], other, ends[end], join_m))
    marked = [nodes.add(line, at_m) for line, at_m in marks]
    return Network(
        pieces=tuple(_pieces(nodes, lines)), marks=tuple(nodes.root(node) for node in marked)
    )


def _break_near(nodes: _Nodes, line: LineString, at: int, end: shapely.Point, join_m: float) -> int:
    """The node on a line at which an end touches it: one of its own ends where it is near one."""
    metres = float(line.project(end))
    if metres <= join_m:
        return 2 * at
    if metres >= line.length - join_m:
        return 2 * at + 1
    return nodes.add(at, metres)


def _pieces(nodes: _Nodes, lines: Sequence[LineString]) -> Iterator[Piece]:
    on_line: list[list[tuple[float, int]]] = [[] for _ in lines]
    for node, (line, metres) in enumerate(nodes.breaks):
        on_line[line].append((metres, node))
    stretches = [
        (at, *first, *second)
        for at, stops in enumerate(on_line)
        for first, second in pairwise(sorted(stops))
    ]
    for _, start_m, start, end_m, end in stretches:
        if end_m - start_m < SHORTEST_M:
            nodes.unite(start, end)  # two breaks at one place
    for at, start_m, start, end_m, end in stretches:
        if end_m - start_m >= SHORTEST_M:
            yield Piece(
                line=substring(lines[at], start_m, end_m),
                of=at,
                start=nodes.root(start),
                end=nodes.root(end),
            )


def walk(network: Network, start: int, *, distance_m: float, upstream: bool) -> Walked:
    """Every way from a node up- or downstream, as far as a distance along the lines.

    Args:
        network: of the lines.
        start: a node.
        distance_m: along the lines; 0 gives nothing.
        upstream: against the flow, into every river that comes in; else with it.
    """
    leaving: dict[int, list[Piece]] = {}
    for piece in network.pieces:
        leaving.setdefault(piece.end if upstream else piece.start, []).append(piece)
    ways: dict[int, tuple[Piece, ...]] = {}  # by the node that they lead to, the shortest
    covered: list[LineString] = []
    branches: list[Branch] = []
    turn = count()  # of two ways as long, the one found first
    waiting: list[tuple[float, int, int, tuple[Piece, ...]]] = [(0.0, next(turn), start, ())]
    while waiting:
        gone_m, _, node, way = heapq.heappop(waiting)
        if node in ways:
            branches.append(_branch(way, None, upstream, "loop"))
            continue
        ways[node] = way
        onward = leaving.get(node, [])
        if not onward and way:
            branches.append(_branch(way, None, upstream, "line_end"))
        for piece in onward:
            left_m = distance_m - gone_m
            if left_m < SHORTEST_M:
                continue
            if piece.line.length < left_m - SHORTEST_M:
                covered.append(piece.line)
                beyond = piece.start if upstream else piece.end
                far_m = gone_m + piece.line.length
                heapq.heappush(waiting, (far_m, next(turn), beyond, (*way, piece)))
            else:
                last = _begin(piece.line, left_m, upstream)
                covered.append(last)
                branches.append(_branch((*way, piece), last, upstream, "limit"))
    return Walked(branches=tuple(branches), covered=tuple(covered))


def _begin(line: LineString, metres: float, upstream: bool) -> LineString:
    """The part of a piece that is walked first."""
    length = line.length
    return (
        substring(line, max(0.0, length - metres), length)
        if upstream
        else substring(line, 0.0, min(metres, length))
    )


def _branch(way: tuple[Piece, ...], last: LineString | None, upstream: bool, ends: Ends) -> Branch:
    """A way as one line from the start on; ``last`` stands for its last piece where that is cut."""
    lines = [piece.line for piece in way]
    if last is not None:
        lines[-1] = last
    parts = [shapely.get_coordinates(line)[:: -1 if upstream else 1] for line in lines]
    return Branch(
        line=LineString(np.concatenate(parts)),
        of=tuple(dict.fromkeys(piece.of for piece in way)),
        ends=ends,
    )
