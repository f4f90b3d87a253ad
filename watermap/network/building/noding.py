"""Lines become reaches between nodes: ends that meet are joined, lines are cut where others meet.

Ends are joined by a search around each, never by rounding: two ends 5 cm apart can round apart.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from watermap.network.building.chains import Crossings, Touches
from watermap.network.building.lines import Lines, Objects
from watermap.network.ground import in_space, ways_m
from watermap.network.network import Floats, Numbers

LOOP_BY = 2.0  # a loop is that many times as long as the way between its two ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """Places at which lines are cut, and which of them (and of the ends) are one place.

    Number ``k < 2 × lines`` is an end (see ``Lines.ends``), ``2 × lines + i`` is break ``i``.
    """

    line: Numbers
    segment: Numbers
    share: Floats
    one: Numbers  # pairs of places that are one
    other: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Stretches of lines between nodes, in the order of the lines and along each."""

    geometry: Objects
    line: Numbers  # the drawn line of each
    from_m: Floats  # where it begins and ends along the drawn line
    to_m: Floats
    start: Numbers  # node
    end: Numbers
    node_xy: Floats
    dropped: Numbers  # lines of which nothing is left: shorter than the tolerance


def near_ends(lines: Lines, within_m: float) -> tuple[Numbers, Numbers]:
    """Pairs of ends that near to each other, on the ground."""
    tree = cKDTree(in_space(lines.ends()))
    pairs = tree.query_pairs(within_m, output_type="ndarray").astype(np.int64)
    return pairs[:, 0], pairs[:, 1]


def breaks_of(
    lines: Lines, crossed: Crossings, touched: Touches, ends: tuple[Numbers, Numbers]
) -> Breaks:
    """What noding has to do: each crossing cuts both lines, each touch the line that is met."""
    ends_of_lines = 2 * len(lines)
    count = len(crossed.first)
    first = ends_of_lines + np.arange(count)
    touch = ends_of_lines + 2 * count + np.arange(len(touched.end))
    return Breaks(
        line=np.concatenate([lines.of[crossed.first], lines.of[crossed.second], touched.line]),
        segment=np.concatenate([crossed.first, crossed.second, touched.segment]),
        share=np.concatenate([crossed.first_share, crossed.second_share, touched.share]),
        one=np.concatenate([ends[0], first, touched.end]),
        other=np.concatenate([ends[1], first + count, touch]),
    )


def node(lines: Lines, breaks: Breaks, join_m: float) -> Pieces:
    """The pieces and their nodes.

    Breaks nearer than ``join_m`` to each other or to an end of their line are one place with it,
    so no reach is shorter than the tolerance.
    """
    stops = _stops(lines, breaks)
    order = np.lexsort((stops.at, stops.line))
    near = (np.diff(stops.at[order]) < join_m) & (np.diff(stops.line[order]) == 0)
    one = np.concatenate([breaks.one, order[:-1][near]])
    other = np.concatenate([breaks.other, order[1:][near]])
    count = len(stops.line)
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(count, count))
    nodes, node_of = connected_components(graph, directed=False)
    return _pieces(lines, stops, order, node_of.astype(np.int64), nodes, join_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stops:
    """Ends and breaks alike, as places on their lines."""

    line: Numbers
    segment: Numbers
    share: Floats
    at: Floats  # metres along the line
    xy: Floats


def _stops(lines: Lines, breaks: Breaks) -> _Stops:
    every = np.repeat(np.arange(len(lines)), 2)
    last = np.column_stack([lines.first[:-1], lines.first[1:] - 2]).ravel()
    segment = np.concatenate([last, breaks.segment])
    share = np.concatenate([np.tile([0.0, 1.0], len(lines)), breaks.share])
    begin, end = lines.along[segment], lines.along[segment + 1]
    from_xy, to_xy = lines.xy[segment], lines.xy[segment + 1]
    return _Stops(
        line=np.concatenate([every, breaks.line]),
        segment=segment,
        share=share,
        at=begin + share * (end - begin),
        xy=np.where((share == 1.0)[:, None], to_xy, from_xy + share[:, None] * (to_xy - from_xy)),
    )


def _pieces(
    lines: Lines, stops: _Stops, order: Numbers, node_of: Numbers, nodes: int, join_m: float
) -> Pieces:
    follows = np.flatnonzero(np.diff(stops.line[order]) == 0)
    begin, stop = order[follows], order[follows + 1]
    # What is left between two breaks that are one place is no reach; a true loop is longer.
    length = stops.at[stop] - stops.at[begin]
    chord = ways_m(stops.xy[begin], stops.xy[stop])
    loop = length > LOOP_BY * np.maximum(chord, join_m)
    kept = (node_of[begin] != node_of[stop]) | loop
    begin, stop = begin[kept], stop[kept]
    node_xy = np.column_stack(
        [
            np.bincount(node_of, stops.xy[:, axis], minlength=nodes)
            / np.bincount(node_of, minlength=nodes)
            for axis in (0, 1)
        ]
    )
    of = stops.line[begin]
    used, ends = np.unique(np.concatenate([node_of[begin], node_of[stop]]), return_inverse=True)
    return Pieces(
        geometry=_cut(lines, stops, begin, stop),
        line=of,
        from_m=stops.at[begin],
        to_m=stops.at[stop],
        start=ends[: len(begin)].astype(np.int64),
        end=ends[len(begin) :].astype(np.int64),
        node_xy=node_xy[used],
        dropped=np.flatnonzero(np.bincount(of, minlength=len(lines)) == 0),
    )


def _cut(lines: Lines, stops: _Stops, begin: Numbers, stop: Numbers) -> Objects:
    """The stretch of its line between each pair of stops; whole lines as they are."""
    of = stops.line[begin]
    geometry: Objects = lines.geometry[of]
    whole = 2 * len(lines)  # the ends of the lines are numbered first
    cut = np.flatnonzero((begin >= whole) | (stop >= whole))
    if not len(cut):
        return geometry
    begin, stop = begin[cut], stop[cut]
    first = stops.segment[begin] + 1 + (stops.share[begin] >= 1.0)
    last = stops.segment[stop] - (stops.share[stop] <= 0.0)
    inner = np.maximum(last - first + 1, 0)
    counts = inner + 2
    starts = np.cumsum(counts) - counts
    xy = np.empty((int(counts.sum()), 2))
    xy[starts], xy[starts + counts - 1] = stops.xy[begin], stops.xy[stop]
    rank = np.arange(int(inner.sum())) - np.repeat(np.cumsum(inner) - inner, inner)
    xy[np.repeat(starts + 1, inner) + rank] = lines.xy[np.repeat(first, inner) + rank]
    geometry[cut] = shapely.linestrings(xy, indices=np.repeat(np.arange(len(cut)), counts))
    return geometry
