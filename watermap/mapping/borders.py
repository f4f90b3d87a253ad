"""Outlines of neighbouring polygons, each border once.

Two towns share a border; drawn twice, its dashes fall into each other's gaps. The look that ranks
first keeps the border: the county's line goes before the towns'.
"""

import numpy as np

from watermap.mapping.drawlist import Offsets
from watermap.mapping.ragged import Flags, part_of_each
from watermap.mapping.shapes import Shapes

_SAME_PLACE_M = 0.01


def borders(polygons: Shapes, rank: Offsets) -> Shapes:
    """The outlines of polygons as lines without repetition, one feature a run.

    Args:
        polygons: shapes of dimension 2.
        rank: of each of its features; of two on the same border the lower keeps it.
    """
    starts = _segment_starts(polygons)
    feature = part_of_each(polygons.features)[part_of_each(polygons.parts)[starts]]
    kept = _first_of_each(polygons, starts, rank[feature])
    starts, feature = starts[kept], feature[kept]
    follows = np.zeros(len(starts), bool)
    follows[1:] = (np.diff(starts) == 1) & (np.diff(feature) == 0)
    return _lines(polygons, starts, feature, follows)


def _segment_starts(polygons: Shapes) -> Offsets:
    is_start = np.ones(len(polygons.xy), bool)
    filled = np.diff(polygons.parts) > 0
    is_start[polygons.parts[1:][filled] - 1] = False
    return np.flatnonzero(is_start).astype(np.int64)


def _first_of_each(polygons: Shapes, starts: Offsets, rank: Offsets) -> Offsets:
    """Places among ``starts`` of the segments to keep, in order."""
    cells = np.rint(polygons.xy / _SAME_PLACE_M).astype(np.int64)
    ends = np.stack([cells[starts], cells[starts + 1]], axis=1)
    swapped = (ends[:, 0, 0] > ends[:, 1, 0]) | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[swapped] = ends[swapped][:, ::-1]
    order = np.argsort(rank, kind="stable")
    _, first = np.unique(ends.reshape(-1, 4)[order], axis=0, return_index=True)
    return np.sort(order[first]).astype(np.int64)


def _lines(polygons: Shapes, starts: Offsets, feature: Offsets, follows: Flags) -> Shapes:
    ends = np.cumsum(1 + (~follows).astype(np.int64))
    places = np.empty(int(ends[-1]) if len(ends) else 0, np.int64)
    places[ends - 1] = starts + 1
    places[ends[~follows] - 2] = starts[~follows]
    parts = np.concatenate([ends[~follows] - 2, [len(places)]]).astype(np.int64)
    xy = polygons.xy[places]
    boxes = np.empty((0, 4))
    if len(xy):
        low, high = (fold.reduceat(xy, parts[:-1], axis=0) for fold in (np.minimum, np.maximum))
        boxes = np.column_stack([low, high])
    return Shapes(
        dimension=1,
        xy=xy,
        parts=parts,
        features=np.arange(len(parts), dtype=np.int64),
        rows=polygons.rows[feature[~follows]],
        boxes=boxes,
    )
