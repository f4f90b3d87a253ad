"""Hatches as real lines and dots cut at their polygons, so that all devices show the same."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from watermap.catalogue.kinds import Hatch
from watermap.mapping.drawlist import Offsets, Xy
from watermap.mapping.ragged import part_of_each

SPACING_MM = 1.5
DOT_SPACING_MM = 1.3
_ANGLES: Mapping[Hatch, tuple[float, ...]] = MappingProxyType(
    {
        "none": (),
        "dots": (),
        "forward": (45.0,),
        "backward": (-45.0,),
        "cross": (45.0, -45.0),
        "horizontal": (0.0,),
        "vertical": (90.0,),
    }
)


def hatch_lines(
    xy: Xy, rings: Offsets, features: Offsets, hatch: Hatch, *, origin: Xy
) -> tuple[Xy, Offsets]:
    """The strokes of a hatch within polygons, as polylines of two vertices.

    Args:
        xy: vertices of the rings, mm.
        rings: offsets into ``xy``.
        features: offsets into ``rings``; each feature is filled odd–even by itself.
        hatch: which.
        origin: a place, mm, through which strokes would run: one fixed on the ground makes them
            move with the map.
    """
    strokes = [
        _strokes(xy, rings, features, angle, origin=origin, spacing=SPACING_MM)
        for angle in _ANGLES[hatch]
    ]
    made = np.concatenate([np.empty((0, 2)), *strokes])
    return made, np.arange(0, len(made) + 1, 2, dtype=np.int64)


def hatch_dots(xy: Xy, rings: Offsets, features: Offsets, *, origin: Xy) -> Xy:
    """Places of dots within polygons, every other row moved by half a step."""
    rows = _strokes(xy, rings, features, 0.0, origin=origin, spacing=DOT_SPACING_MM)
    start, end = rows[0::2], rows[1::2]
    row = np.rint((start[:, 1] - origin[1]) / DOT_SPACING_MM)
    shift = origin[0] + (row % 2) * DOT_SPACING_MM / 2
    first = np.ceil((start[:, 0] - shift) / DOT_SPACING_MM)
    counts = np.maximum(np.floor((end[:, 0] - shift) / DOT_SPACING_MM) - first + 1, 0)
    counts = counts.astype(np.int64)
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    x = np.repeat(first, counts) + steps
    return np.column_stack(
        [x * DOT_SPACING_MM + np.repeat(shift, counts), np.repeat(start[:, 1], counts)]
    )


def _strokes(
    xy: Xy, rings: Offsets, features: Offsets, angle_deg: float, *, origin: Xy, spacing: float
) -> Xy:
    """Pairs of vertices: parallel lines ``spacing`` apart where they lie in the polygons."""
    turn = np.radians(angle_deg)
    forth = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    turned = (xy - origin) @ forth  # lines now run along x
    is_edge = np.ones(len(xy), bool)
    is_edge[rings[1:][np.diff(rings) > 0] - 1] = False
    start = np.flatnonzero(is_edge)
    a, b = turned[start], turned[start + 1]
    feature = part_of_each(features)[part_of_each(rings)[start]]
    low = np.ceil(np.minimum(a[:, 1], b[:, 1]) / spacing)
    high = np.ceil(np.maximum(a[:, 1], b[:, 1]) / spacing)  # half open: a vertex counts once
    counts = (high - low).astype(np.int64)
    edge = np.repeat(np.arange(len(a)), counts)
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    row = low[edge] + step
    y = row * spacing
    share = (y - a[edge, 1]) / (b[edge, 1] - a[edge, 1])
    x = a[edge, 0] + share * (b[edge, 0] - a[edge, 0])
    order = np.lexsort((x, row, feature[edge]))
    made = np.column_stack([x[order], y[order]]) @ forth.T + origin
    return np.asarray(made, np.float64)
