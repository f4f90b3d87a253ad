"""Lines drawn twice, in either direction, out of lines that share both ends."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from watermap.network.ground import nearest_on
from watermap.network.lines import Lines
from watermap.network.network import Floats, Numbers


def duplicates(lines: Lines, end_of: Numbers, within_m: float) -> tuple[tuple[int, int], ...]:
    """Pairs of lines that are nowhere farther apart, the earlier line first.

    Args:
        lines: all of them.
        end_of: the place of each end (see ``Lines.ends``): equal numbers are joined.
        within_m: how far apart lines may be and be one.
    """
    ends = np.sort(end_of.reshape(-1, 2), axis=1)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    same = (np.diff(ends[order], axis=0) == 0).all(axis=1)
    groups = np.split(order, np.flatnonzero(~same) + 1) if len(order) else []
    return tuple(
        pair
        for group in groups
        if len(group) > 1
        for pair in _pairs(lines, sorted(group.tolist()), within_m)
    )


def _pairs(lines: Lines, group: list[int], within_m: float) -> Iterator[tuple[int, int]]:
    length = lines.length_m
    for one, other in combinations(group, 2):
        # Lines so near to each other may differ in length by their wiggles only.
        alike = abs(length[one] - length[other]) <= 2 * within_m + 0.01 * length[one]
        if alike and _near(lines, one, other, within_m) and _near(lines, other, one, within_m):
            yield one, other


def _near(lines: Lines, one: int, other: int, within_m: float) -> bool:
    """Whether every vertex of a line is near to another line."""
    points, target = _vertices(lines, one), _vertices(lines, other)
    return all(
        nearest_on(np.broadcast_to(point, target[1:].shape), target[:-1], target[1:])[1].min()
        <= within_m
        for point in points
    )


def _vertices(lines: Lines, line: int) -> Floats:
    return lines.xy[lines.first[line] : lines.first[line + 1]]
