"""Where lines are near each other: short chains of their segments, looked up by their boxes.

A long river has a box as large as its basin; a chain of a few segments has a small one. So only
segments that may really meet are held against each other, all at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from watermap.network.building.lines import Lines
from watermap.network.ground import nearest_on, wider
from watermap.network.network import Floats, Numbers

LONGEST = 16  # segments in a chain
SAME_M = 0.05  # lines of which one is a copy of the other part by no more
PARALLEL = 0.01  # sine of the angle up to which segments may lie on each other
SLACK = 1e-9  # share of a segment that is lost in the last digits
_MOST_PAIRS = 4_000_000  # segments held against each other in one go


Columns = TypeVar("Columns", "Crossings", "Shared", "Touches")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """Runs of at most ``LONGEST`` segments. A segment is known by its first vertex."""

    first: Numbers  # first segment of each chain
    count: Numbers  # how many segments
    line: Numbers  # of each chain
    boxes: Floats  # west, south, east, north of each chain, degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossings:
    """Where two segments of different lines have a place in common, or two of one line do."""

    first: Numbers  # segment
    second: Numbers  # segment, on a later line or later on the same one
    first_share: Floats  # of the way along the segment, 0 … 1
    second_share: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Stretches, no longer than a segment, in which a later line lies on an earlier one."""

    first: Numbers  # lines
    second: Numbers
    from_m: Floats  # along the first
    to_m: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """Ends of lines near other lines: for each end and line the nearest place of that line."""

    end: Numbers  # 2 × line for its first vertex, 2 × line + 1 for its last
    line: Numbers  # the other line
    segment: Numbers
    share: Floats  # of the way along that segment
    away_m: Floats


def chains(lines: Lines) -> Chains:
    """All lines cut into chains."""
    segments = np.diff(lines.first) - 1
    per_line = -(-segments // LONGEST)
    line = np.repeat(np.arange(len(lines)), per_line)
    rank = np.arange(len(line)) - np.repeat(np.cumsum(per_line) - per_line, per_line)
    first = lines.first[line] + rank * LONGEST
    count = np.minimum(LONGEST, lines.first[line] + segments[line] - first)
    low = np.minimum(lines.xy[:-1], lines.xy[1:])
    high = np.maximum(lines.xy[:-1], lines.xy[1:])
    if not len(first):
        return Chains(first=first, count=count, line=line, boxes=np.zeros((0, 4)))
    # Between two lines stands a segment that is none: it must not widen the box before it.
    stops = np.column_stack([first, first + count]).ravel()
    low, high = np.vstack([low, low[-1:]]), np.vstack([high, high[-1:]])
    boxes = np.column_stack(
        [np.minimum.reduceat(low, stops)[::2], np.maximum.reduceat(high, stops)[::2]]
    )
    return Chains(first=first, count=count, line=line, boxes=boxes)


def near_pairs(lines: Lines, known: Chains, within_m: float) -> tuple[Numbers, Numbers]:
    """Pairs of chains whose boxes are that near; of one line only where the line crosses itself.

    Each pair once, the earlier chain first; a chain is a pair with itself where it may be crossed.
    """
    if not len(known.first):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    # A tree looks at boxes only: a line from corner to corner has the same box and is made sooner.
    boxes = shapely.linestrings(wider(known.boxes, within_m / 2).reshape(-1, 2, 2))
    one, other = shapely.STRtree(boxes).query(boxes)
    tangled = ~shapely.is_simple(lines.geometry)
    line = known.line
    kept = (line[one] < line[other]) | (
        (one <= other) & (line[one] == line[other]) & tangled[line[one]]
    )
    return one[kept].astype(np.int64), other[kept].astype(np.int64)


def crossings(
    lines: Lines, known: Chains, one: Numbers, other: Numbers
) -> tuple[Crossings, Shared]:
    """Places that segments of two chains share, and stretches; for pairs of chains.

    Neighbours on a line do not count as meeting in the vertex between them, nor the two ends of a
    closed line.
    """
    met = _box_meet(known.boxes[one], known.boxes[other])
    one, other = one[met], other[met]
    found, shared = [], []
    for start in range(0, max(len(one), 1), _MOST_PAIRS // LONGEST):
        part = slice(start, start + _MOST_PAIRS // LONGEST)
        first, second = _segment_pairs(lines, known, one[part], other[part])
        once = first < second  # of one line both orders are found
        first, second = first[once], second[once]
        found.append(_meet(lines, first, second))
        shared.append(_run_together(lines, first, second))
    return gathered(Crossings, found), gathered(Shared, shared)


def gathered(shape: type[Columns], parts: Sequence[Columns]) -> Columns:
    """Several values of parallel columns as one."""
    return shape(
        **{
            one.name: np.concatenate([getattr(part, one.name) for part in parts])
            for one in fields(shape)
        }
    )


def chosen(columns: Columns, which: npt.NDArray[np.bool_] | Numbers) -> Columns:
    """Some rows of parallel columns."""
    return replace(
        columns, **{one.name: getattr(columns, one.name)[which] for one in fields(columns)}
    )


def _segment_pairs(
    lines: Lines, known: Chains, one: Numbers, other: Numbers
) -> tuple[Numbers, Numbers]:
    """Pairs of segments whose boxes meet, out of pairs of chains."""
    left, left_pair = _within(lines, known, one, known.boxes[other])
    right, right_pair = _within(lines, known, other, known.boxes[one])
    counts = np.bincount(right_pair, minlength=len(one))
    starts = np.concatenate([[0], np.cumsum(counts)])
    repeats = counts[left_pair]
    first = np.repeat(left, repeats)
    rank = np.arange(len(first)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    second = right[np.repeat(starts[left_pair], repeats) + rank]
    met = _box_meet(_segment_boxes(lines, first), _segment_boxes(lines, second))
    return first[met], second[met]


def _within(lines: Lines, known: Chains, chain: Numbers, boxes: Floats) -> tuple[Numbers, Numbers]:
    """Segments of each chain that meet its box, and the number of the pair they belong to."""
    counts = known.count[chain]
    pair = np.repeat(np.arange(len(chain)), counts)
    rank = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    segment = known.first[chain][pair] + rank
    met = _box_meet(_segment_boxes(lines, segment), boxes[pair])
    return segment[met], pair[met]


def _segment_boxes(lines: Lines, segment: Numbers) -> Floats:
    begin, end = lines.xy[segment], lines.xy[segment + 1]
    return np.column_stack([np.minimum(begin, end), np.maximum(begin, end)])


def _box_meet(first: Floats, second: Floats) -> npt.NDArray[np.bool_]:
    met: npt.NDArray[np.bool_] = (
        (first[:, 0] <= second[:, 2])
        & (second[:, 0] <= first[:, 2])
        & (first[:, 1] <= second[:, 3])
        & (second[:, 1] <= first[:, 3])
    )
    return met


def _meet(lines: Lines, first: Numbers, second: Numbers) -> Crossings:
    a, c = lines.xy[first], lines.xy[second]
    way, across, apart = lines.xy[first + 1] - a, lines.xy[second + 1] - c, c - a
    turn = _cross(way, across)
    slanted = turn != 0
    safe = np.where(slanted, turn, 1.0)
    share, other = _cross(apart, across) / safe, _cross(apart, way) / safe
    inside = slanted & (np.abs(share - 0.5) <= 0.5 + SLACK) & (np.abs(other - 0.5) <= 0.5 + SLACK)
    hit = np.flatnonzero(inside & ~_neighbours(lines, first, second))
    return Crossings(
        first=first[hit],
        second=second[hit],
        first_share=_settled(share[hit]),
        second_share=_settled(other[hit]),
    )


def _cross(first: Floats, second: Floats) -> Floats:
    product: Floats = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    return product


def _settled(share: Floats) -> Floats:
    """A vertex drawn on the other line is met although the last digits say it is not."""
    share = np.where(np.abs(share) < SLACK, 0.0, share)
    return np.where(np.abs(share - 1.0) < SLACK, 1.0, share)


def _neighbours(lines: Lines, first: Numbers, second: Numbers) -> npt.NDArray[np.bool_]:
    line = lines.of[first]
    closing = (first == lines.first[line]) & (second == lines.first[line + 1] - 2)
    closing &= (lines.xy[first] == lines.xy[second + 1]).all(axis=1)
    near: npt.NDArray[np.bool_] = (line == lines.of[second]) & ((second == first + 1) | closing)
    return near


def _run_together(lines: Lines, first: Numbers, second: Numbers) -> Shared:
    """Pairs of segments of different lines that lie on each other for a stretch."""
    way = lines.xy[first + 1] - lines.xy[first]
    across = lines.xy[second + 1] - lines.xy[second]
    size = np.hypot(*way.T) * np.hypot(*across.T)
    level = np.abs(_cross(way, across)) <= PARALLEL * size
    rows = np.flatnonzero(level & (lines.of[first] != lines.of[second]))
    first, second = first[rows], second[rows]
    # Which of the four vertices lie on the other segment, as shares of the way along the first.
    on_first = [_onto(lines, second + step, first) for step in (0, 1)]
    on_second = [_onto(lines, first + step, second)[1] for step in (0, 1)]
    places = np.column_stack(
        [np.where(away <= SAME_M, share, np.nan) for share, away in on_first]
        + [np.where(away <= SAME_M, step, np.nan) for step, away in enumerate(on_second)]
    )
    begin, end = np.fmin.reduce(places, axis=1), np.fmax.reduce(places, axis=1)
    length = lines.along[first + 1] - lines.along[first]
    together = np.flatnonzero((end - begin) * length > SAME_M)
    return Shared(
        first=lines.of[first[together]],
        second=lines.of[second[together]],
        from_m=(lines.along[first] + begin * length)[together],
        to_m=(lines.along[first] + end * length)[together],
    )


def _onto(lines: Lines, vertex: Numbers, segment: Numbers) -> tuple[Floats, Floats]:
    return nearest_on(lines.xy[vertex], lines.xy[segment], lines.xy[segment + 1])


def touches(
    lines: Lines, known: Chains, pairs: tuple[Numbers, Numbers], places: Numbers, within_m: float
) -> Touches:
    """Ends of lines that come that near to another line, out of pairs of chains.

    ``places``: of each end; an end is not held against a line with an end in the same place.
    """
    starts, stops = lines.first[:-1], lines.first[1:] - 2  # first and last segment of each line
    ends, chain = [], []
    for holder, target in (pairs, pairs[::-1]):
        line = known.line[holder]
        at_start = known.first[holder] == starts[line]
        at_end = known.first[holder] + known.count[holder] - 1 == stops[line]
        ends += [2 * line[at_start], 2 * line[at_end] + 1]
        chain += [target[at_start], target[at_end]]
    end, target = np.concatenate(ends), np.concatenate(chain)
    other = known.line[target]
    apart = (places[end] != places[2 * other]) & (places[end] != places[2 * other + 1])
    apart &= other != end // 2
    end, target = end[apart], target[apart]
    points = lines.ends()[end]
    near = _box_meet(np.hstack([points, points]), wider(known.boxes[target], within_m))
    return _nearest(lines, known, end[near], target[near], within_m)


def _nearest(lines: Lines, known: Chains, end: Numbers, chain: Numbers, within_m: float) -> Touches:
    counts = known.count[chain]
    pair = np.repeat(np.arange(len(chain)), counts)
    rank = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    segment = known.first[chain][pair] + rank
    points = lines.ends()[end[pair]]
    share, away = nearest_on(points, lines.xy[segment], lines.xy[segment + 1])
    line = known.line[chain][pair]
    near = away <= within_m
    end, line, segment = end[pair][near], line[near], segment[near]
    share, away = share[near], away[near]
    # The nearest of each end and line; of equals the first on the line.
    order = np.lexsort((segment, away, line, end))
    end, line = end[order], line[order]
    leads = np.ones(len(order), dtype=bool)
    leads[1:] = (end[1:] != end[:-1]) | (line[1:] != line[:-1])
    chosen = order[leads]
    return Touches(
        end=end[leads],
        line=line[leads],
        segment=segment[chosen],
        share=share[chosen],
        away_m=away[chosen],
    )
