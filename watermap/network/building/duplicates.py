"""Lines drawn twice, in either direction, out of lines that share both ends."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from watermap.network.building.lines import Lines
from watermap.network.ground import nearest_on
from watermap.network.network import Floats, Numbers


def duplicates(lines: Lines, end_of: Numbers, within_m: float) -> tuple[tuple[int, int], ...]:
    """Pairs of lines that are nowhere farther apart, the earlier line first.

    Args:
        lines: all of them.
        end_of: the place of each end (see ``Lines.ends``): equal numbers are joined.
        within_m: how far apart lines may be and be one.
    """
    ends = end_of.reshape(-1, 2)
    key = ends.min(axis=1) * len(end_of) + ends.max(axis=1)
    order = np.argsort(key, kind="stable")
    same = np.flatnonzero(np.diff(key[order]) == 0)
    groups: dict[int, set[int]] = {}
    for row in same.tolist():
        groups.setdefault(int(key[order[row]]), set()).update(order[row : row + 2].tolist())
    return tuple(pair for group in groups.values() for pair in _pairs(lines, group, within_m))


def _pairs(lines: Lines, group: set[int], within_m: float) -> Iterator[tuple[int, int]]:
    length = lines.length_m
    for one, other in combinations(sorted(group), 2):
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
