"""Rings that are sure not to cross themselves, found by columns, since GEOS takes long for each.

A ring that turns round some point exactly once, always the same way, is met by every ray from there
in one place, so it crosses and touches itself nowhere. Most parcels, ponds and buildings are such.
Of all other rings this says nothing.
"""

import numpy as np
import numpy.typing as npt

from watermap.reading.found import Polygons

_POINTS = 30_000  # looked at together: few enough to stay near the processor
# How far rounding moves a cross product, as a share of its terms (Shewchuk 1997, "orient2d").
_ROUNDING = 3.3306690738754716e-16

Points = npt.NDArray[np.float64]


def surely_simple(polygons: Polygons) -> npt.NDArray[np.bool_]:
    """For each ring, in order, whether it is sure to be simple; its points are finite."""
    starts = polygons.starts.astype(np.int64)
    rings = len(starts) - 1
    cuts = np.searchsorted(starts, np.arange(0, starts[-1], _POINTS))
    edges = np.unique([0, *cuts, rings])
    found = [
        _turning_once(polygons.coordinates[starts[first] : starts[last]], starts[first : last + 1])
        for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    ]
    return np.concatenate(found) if found else np.zeros(0, bool)


def _turning_once(points: Points, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """The same of a few rings; ``starts`` has the end of the last one too."""
    first = starts[:-1] - starts[0]
    sizes = np.diff(starts)
    centres = np.add.reduceat(points, first) / sizes[:, None]
    x, y = (points - np.repeat(centres, sizes, axis=0)).T
    one, other = x[:-1] * y[1:], y[:-1] * x[1:]
    turn = one - other
    sure = np.abs(turn) > _ROUNDING * (np.abs(one) + np.abs(other))
    upward = (y[:-1] < 0) & (y[1:] >= 0)
    joints = first[1:] - 1  # from the last point of a ring to the next ring's first is no edge
    sure[joints], upward[joints] = True, False
    left = turn > 0
    ways = np.append(left, False)
    ways[joints] = left[joints - 1]
    same = ways == np.repeat(ways[first], sizes)
    same[np.append(joints, len(points) - 1)] = True
    good = np.logical_and.reduceat(same & np.append(sure, True), first)
    crossings = np.add.reduceat(np.append(upward, False).astype(np.int64), first)
    return np.asarray(good & (crossings == 1))
