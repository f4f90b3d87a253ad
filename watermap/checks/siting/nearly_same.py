"""Zones that two offices have drawn almost alike: both are listed, their ground counts once."""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from watermap.checks.ground.features import Near

APART_DEG = 2e-5  # by which the bounds may differ: 2 m, digits that a file has lost
SHARE = 0.01  # of the smaller zone that only one of the two may hold


def nearly_same(nears: Sequence[Near]) -> Iterator[tuple[Near, Near]]:
    """Pairs of areas of one level that are almost the same, the later one first."""
    areas = [near for near in nears if shapely.get_dimensions(near.geometry) == 2]
    for first, second in itertools.combinations(areas, 2):
        if first.ref.level == second.ref.level and _alike(first, second):
            yield second, first


def _alike(first: Near, second: Near) -> bool:
    apart = np.abs(np.subtract(first.geometry.bounds, second.geometry.bounds))
    if apart.max() > APART_DEG:
        return False
    least = min(first.geometry.area, second.geometry.area)
    differing = shapely.symmetric_difference(first.geometry, second.geometry)
    return bool(differing.area <= SHARE * least)
