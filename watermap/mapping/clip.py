"""Cuts flat geometry at an upright box, so that no device has to, and none gets huge numbers."""

import numpy as np

from watermap.mapping.drawlist import Offsets, Xy
from watermap.mapping.ragged import Flags, part_of_each

Box = tuple[float, float, float, float]  # left, top, right, bottom, in the geometry's own unit


def clip_rings(xy: Xy, rings: Offsets, box: Box) -> tuple[Xy, Offsets]:
    """Rings cut at the box, side by side (Sutherland–Hodgman); rings may become empty, none goes.

    Cut rings run along the box's sides: right for filling, wrong for outlines.
    """
    left, top, right, bottom = box
    for axis, limit, above in (
        (0, left, True),
        (0, right, False),
        (1, top, True),
        (1, bottom, False),
    ):
        xy, rings = _half(xy, rings, axis=axis, limit=limit, above=above)
    return xy, rings


def _half(xy: Xy, rings: Offsets, *, axis: int, limit: float, above: bool) -> tuple[Xy, Offsets]:
    inside = xy[:, axis] >= limit if above else xy[:, axis] <= limit
    if inside.all():
        return xy, rings
    ring = part_of_each(rings)
    previous = _previous(rings, len(xy))
    crosses = inside != inside[previous]
    counts = crosses.astype(np.int64) + inside
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    made = np.empty((ends[-1], 2))
    made[ends[:-1][crosses]] = _crossings(xy[previous[crosses]], xy[crosses], axis, limit)
    made[ends[1:][inside] - 1] = xy[inside]
    fresh = np.concatenate([[0], np.cumsum(np.bincount(ring, counts, len(rings) - 1))])
    return _closed(made, fresh.astype(np.int64))


def _previous(rings: Offsets, total: int) -> Offsets:
    """For each vertex the one before it in its ring, the last for the first."""
    previous = np.arange(-1, total - 1, dtype=np.int64)
    filled = np.diff(rings) > 0
    previous[rings[:-1][filled]] = rings[1:][filled] - 1
    return previous


def _crossings(start: Xy, end: Xy, axis: int, limit: float) -> Xy:
    share = (limit - start[:, axis]) / (end[:, axis] - start[:, axis])
    crossing = start + (end - start) * share[:, None]
    crossing[:, axis] = limit
    return np.asarray(crossing, np.float64)


def _closed(xy: Xy, rings: Offsets) -> tuple[Xy, Offsets]:
    """Rings whose last vertex is their first again; those that are not get it."""
    filled = np.flatnonzero(np.diff(rings) > 0)
    first, last = rings[filled], rings[filled + 1] - 1
    is_open = (xy[first] != xy[last]).any(axis=1)
    made = np.insert(xy, last[is_open] + 1, xy[first[is_open]], axis=0)
    added = np.zeros(len(rings) - 1, np.int64)
    added[filled[is_open]] = 1
    return made, rings + np.concatenate([[0], np.cumsum(added)])


def clip_lines(xy: Xy, parts: Offsets, box: Box) -> tuple[Xy, Offsets]:
    """Polylines cut at the box (Liang–Barsky); a line that leaves and returns becomes two."""
    left, top, right, bottom = box
    if (
        not len(xy)
        or (
            (xy[:, 0] >= left) & (xy[:, 0] <= right) & (xy[:, 1] >= top) & (xy[:, 1] <= bottom)
        ).all()
    ):
        return xy, parts
    starts, follows = _segments(parts, len(xy))
    start, end = xy[starts], xy[starts + 1]
    enters, leaves = _shares(start, end, box)
    seen = enters < leaves
    follows = follows & np.concatenate([[False], seen[:-1] & (leaves[:-1] >= 1)]) & (enters <= 0)
    start, step, follows = start[seen], (end - start)[seen], follows[seen]
    return _runs(start + step * enters[seen, None], start + step * leaves[seen, None], ~follows)


def _segments(parts: Offsets, total: int) -> tuple[Offsets, Flags]:
    """First vertex of each segment, and whether the segment before is of the same part."""
    is_start = np.ones(total, bool)
    filled = np.diff(parts) > 0
    is_start[parts[1:][filled] - 1] = False
    starts = np.flatnonzero(is_start).astype(np.int64)
    follows = np.zeros(len(starts), bool)
    follows[1:] = np.diff(starts) == 1
    return starts, follows


def _shares(start: Xy, end: Xy, box: Box) -> tuple[Xy, Xy]:
    """Where along each segment it enters the box and leaves it; enters ≥ leaves: it never does."""
    low, high = np.array(box[:2]), np.array(box[2:])
    step = end - start
    still = step == 0
    # along an axis it does not move, a segment is within the box's band from end to end or never
    banded = np.where((start >= low) & (start <= high), np.inf, -np.inf)
    step = np.where(still, 1.0, step)
    to_low, to_high = (low - start) / step, (high - start) / step
    enters = np.where(still, -banded, np.minimum(to_low, to_high)).max(axis=1).clip(0, None)
    leaves = np.where(still, banded, np.maximum(to_low, to_high)).min(axis=1).clip(None, 1)
    return enters, leaves


def _runs(start: Xy, end: Xy, is_first: Flags) -> tuple[Xy, Offsets]:
    """Segments as polylines; ``is_first`` marks those that do not go on from the one before."""
    ends = np.cumsum(1 + is_first.astype(np.int64))
    made = np.empty((int(ends[-1]) if len(ends) else 0, 2))
    made[ends - 1] = end
    made[ends[is_first] - 2] = start[is_first]
    offsets = np.concatenate([ends[is_first] - 2, [len(made)]]).astype(np.int64)
    return made, offsets
