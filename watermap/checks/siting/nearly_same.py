"""Zones that two offices have drawn almost alike: both are listed, their ground counts once."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from watermap.checks.ground.features import Near

APART_DEG = 2e-5  # by which the bounds may differ: 2 m, digits that a file has lost
FEWEST = 2
SHARE = 0.01  # of the smaller zone that only one of the two may hold


def nearly_same(nears: Sequence[Near]) -> Iterator[tuple[Near, Near]]:
    """Pairs of areas of one level that are almost the same, the later one first."""
    if len(nears) < FEWEST:
        return
    shapes = np.array([near.geometry for near in nears], dtype=object)
    bounds, areas = shapely.bounds(shapes), shapely.get_dimensions(shapes) == 2
    close = np.abs(bounds[:, None] - bounds[None]).max(axis=2) <= APART_DEG
    pairs = np.argwhere(np.triu(close & areas & areas[:, None], 1))
    for first, second in ((nears[one], nears[other]) for one, other in pairs.tolist()):
        if first.ref.level == second.ref.level and _alike(first, second):
            yield second, first


def _alike(first: Near, second: Near) -> bool:
    least = min(first.geometry.area, second.geometry.area)
    differing = shapely.symmetric_difference(first.geometry, second.geometry)
    return bool(differing.area <= SHARE * least)
