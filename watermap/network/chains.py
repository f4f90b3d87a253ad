"""Where lines are near each other: short chains of their segments, looked up by their boxes.

A long river has a box as large as its basin; a chain of a few segments has a small one. So only
segments that may really meet are held against each other, all at once.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from watermap.network.ground import nearest_on, wider
from watermap.network.lines import Lines
from watermap.network.network import Floats, Numbers

LONGEST = 16  # segments in a chain
_MOST_PAIRS = 4_000_000  # segments held against each other in one go


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


def near_pairs(known: Chains, within_m: float) -> tuple[Numbers, Numbers]:
    """Pairs of chains of different lines whose boxes are that near, and of one line whose meet.

    Each pair once, the earlier chain first; neighbours on one line are a pair too.
    """
    if not len(known.first):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    grown = wider(known.boxes, within_m / 2)
    boxes = shapely.box(*grown.T)
    one, other = shapely.STRtree(boxes).query(boxes)
    earlier = one < other
    return one[earlier].astype(np.int64), other[earlier].astype(np.int64)


def crossings(lines: Lines, known: Chains, one: Numbers, other: Numbers) -> Crossings:
    """Places that segments of two chains share, for pairs of chains.

    Neighbours on a line do not count as meeting in the vertex between them. Segments that lie on
    one straight line meet where their ends touch; how far they run together is for ``overlaps``.
    """
    met = _box_meet(known.boxes[one], known.boxes[other])
    one, other = one[met], other[met]
    found = []
    for start in range(0, max(len(one), 1), _MOST_PAIRS // LONGEST):
        part = slice(start, start + _MOST_PAIRS // LONGEST)
        first, second = _segment_pairs(lines, known, one[part], other[part])
        found.append(_meet(lines, first, second))
    return Crossings(
        **{
            name: np.concatenate([getattr(part, name) for part in found])
            for name in ("first", "second", "first_share", "second_share")
        }
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


def _box_meet(first: Floats, second: Floats) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    met: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        (first[:, 0] <= second[:, 2])
        & (second[:, 0] <= first[:, 2])
        & (first[:, 1] <= second[:, 3])
        & (second[:, 1] <= first[:, 3])
    )
    return met


def _meet(lines: Lines, first: Numbers, second: Numbers) -> Crossings:
    a, b = lines.xy[first], lines.xy[first + 1]
    c, d = lines.xy[second], lines.xy[second + 1]
    way, across, apart = b - a, d - c, c - a
    turn = way[:, 0] * across[:, 1] - way[:, 1] * across[:, 0]
    slanted = turn != 0
    safe = np.where(slanted, turn, 1.0)
    share = (apart[:, 0] * across[:, 1] - apart[:, 1] * across[:, 0]) / safe
    other = (apart[:, 0] * way[:, 1] - apart[:, 1] * way[:, 0]) / safe
    # A vertex drawn on the other line is met although the last digits say it is not.
    slack = 1e-9
    inside = slanted & (share >= -slack) & (share <= 1 + slack)
    inside &= (other >= -slack) & (other <= 1 + slack)
    neighbours = (second == first + 1) & (lines.of[first] == lines.of[second])
    hit = np.flatnonzero(inside & ~neighbours)
    return Crossings(
        first=first[hit],
        second=second[hit],
        first_share=np.clip(share[hit], 0.0, 1.0),
        second_share=np.clip(other[hit], 0.0, 1.0),
    )


def touches(lines: Lines, known: Chains, one: Numbers, other: Numbers, within_m: float) -> Touches:
    """Ends of lines that come that near to another line, out of pairs of chains."""
    starts, stops = lines.first[:-1], lines.first[1:] - 2  # first and last segment of each line
    ends, chain = [], []
    for holder, target in ((one, other), (other, one)):
        apart = known.line[holder] != known.line[target]
        line = known.line[holder]
        at_start = apart & (known.first[holder] == starts[line])
        at_end = apart & (known.first[holder] + known.count[holder] - 1 == stops[line])
        ends += [2 * line[at_start], 2 * line[at_end] + 1]
        chain += [target[at_start], target[at_end]]
    end, target = np.concatenate(ends), np.concatenate(chain)
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
