"""Stretches that two lines share: there they are not cut at every vertex, only at both ends."""

import numpy as np
import numpy.typing as npt

from watermap.network.building.chains import SAME_M, Crossings, Shared
from watermap.network.building.lines import Lines
from watermap.network.network import Floats, Numbers


def inside_shared(lines: Lines, crossed: Crossings, shared: Shared) -> npt.NDArray[np.bool_]:
    """Which crossings lie within a stretch that both lines share, not at an end of it."""
    inside = np.zeros(len(crossed.first), dtype=bool)
    if not len(shared.first):
        return inside
    together = stretches(shared)
    first, second = lines.of[crossed.first], lines.of[crossed.second]
    at = metres(lines, crossed.first, crossed.first_share)
    for row in np.flatnonzero(np.isin(first, shared.first)).tolist():
        for begin, end in together.get((int(first[row]), int(second[row])), ()):
            inside[row] |= begin + SAME_M < at[row] < end - SAME_M
    return inside


def metres(lines: Lines, segment: Numbers, share: Floats) -> Floats:
    """Metres along its line of a place on a segment."""
    begin, end = lines.along[segment], lines.along[segment + 1]
    return begin + share * (end - begin)


def stretches(shared: Shared) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """Segments that follow each other put together, by pair of lines, along the first of them."""
    found: dict[tuple[int, int], list[tuple[float, float]]] = {}
    order = np.lexsort((shared.from_m, shared.second, shared.first))
    for row in order.tolist():
        pair = int(shared.first[row]), int(shared.second[row])
        begin, end = float(shared.from_m[row]), float(shared.to_m[row])
        known = found.setdefault(pair, [])
        if known and begin <= known[-1][1] + SAME_M:
            known[-1] = (known[-1][0], max(known[-1][1], end))
        else:
            known.append((begin, end))
    return found
