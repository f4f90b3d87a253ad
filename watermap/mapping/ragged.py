"""Flat arrays with offsets: picking parts, leaving vertices out. Nothing here knows of maps."""

import numpy as np
import numpy.typing as npt

from watermap.mapping.drawlist import Offsets, Xy

Flags = npt.NDArray[np.bool_]


def gather(offsets: Offsets, chosen: Offsets) -> tuple[Offsets, Offsets]:
    """For the ``chosen`` parts: their offsets once they stand alone, and where their elements are.

    Elements that ``offsets`` point into are taken by the second array.
    """
    starts, lengths = offsets[chosen], offsets[chosen + 1] - offsets[chosen]
    fresh = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    elements = np.arange(fresh[-1], dtype=np.int64) + np.repeat(starts - fresh[:-1], lengths)
    return fresh, elements


def keep(xy: Xy, parts: Offsets, kept: Flags) -> tuple[Xy, Offsets]:
    """Only the vertices marked; parts may become empty, none goes."""
    before = np.concatenate([[0], np.cumsum(kept)]).astype(np.int64)
    return xy[kept], before[parts]


def without_short(parts: Offsets, least: int) -> Offsets:
    """Indices of the parts of ``least`` elements or more."""
    return np.flatnonzero(np.diff(parts) >= least).astype(np.int64)


def simplified(xy: Xy, parts: Offsets, grid: float) -> tuple[Xy, Offsets]:
    """Vertices left out that fall on the same cell of a grid as the one before.

    The first and the last vertex of each part stay as they are.
    """
    if not len(xy):
        return xy, parts
    cells = np.floor(xy / grid).astype(np.int64)
    kept = np.ones(len(xy), bool)
    kept[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    filled = np.diff(parts) > 0
    kept[parts[:-1][filled]] = True
    kept[parts[1:][filled] - 1] = True
    return keep(xy, parts, kept)


def part_of_each(parts: Offsets) -> Offsets:
    """For each element the part it belongs to."""
    return np.repeat(np.arange(len(parts) - 1, dtype=np.int64), np.diff(parts))
