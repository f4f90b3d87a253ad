"""The ground that the findings of a theme take of a site, overlapping zones counted once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

from watermap.geodesy.measure import drawn_areas_m2

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Whole = npt.NDArray[np.intp]


def united_m2(of_sites: Sequence[Sequence[shapely.Geometry]]) -> list[float]:
    """The area that the shapes of each site cover together.

    Shapes that meet no other, and pairs that meet only each other, are not united: their areas are
    added up, less what the pair has in common.
    """
    owners = np.repeat(np.arange(len(of_sites)), [len(shapes) for shapes in of_sites])
    every = np.array([shape for shapes in of_sites for shape in shapes], dtype=object)
    first, second = _meeting(every, owners)
    groups = _groups(len(every), first, second)
    members = np.bincount(groups, minlength=len(every))
    plain = np.flatnonzero(members[groups] <= 2)
    found = _sums(owners[plain], drawn_areas_m2(every[plain]), len(of_sites))
    pairs = members[groups[first]] == 2
    first, second = first[pairs], second[pairs]
    common = drawn_areas_m2(shapely.intersection(every[first], every[second]))
    found = found - _sums(owners[first], common, len(of_sites))
    for group in np.flatnonzero(members > 2).tolist():
        some = np.flatnonzero(groups == group)
        together = np.array([shapely.union_all(every[some])], dtype=object)
        found[owners[some[0]]] += drawn_areas_m2(together)[0]
    areas: list[float] = found.tolist()
    return areas


def _sums(owners: Whole, areas: Floats, count: int) -> Floats:
    # Of no areas at all bincount makes whole numbers.
    return np.bincount(owners, areas, minlength=count).astype(np.float64)


def _meeting(every: Geometries, owners: Whole) -> tuple[Whole, Whole]:
    """The pairs of shapes of one site that meet, each once."""
    counts = np.bincount(owners)
    starts = np.cumsum(counts) - counts
    pairs = [
        np.column_stack(np.triu_indices(count, 1)) + start
        for start, count in zip(starts.tolist(), counts.tolist(), strict=True)
        if count > 1
    ]
    if not pairs:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    first, second = np.concatenate(pairs).T
    meet = shapely.intersects(every[first], every[second])
    return first[meet], second[meet]


def _groups(count: int, first: Whole, second: Whole) -> Whole:
    """For each shape the number of the group that it is joined to by those it meets."""
    groups = np.arange(count)
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if groups[one] != groups[other]:
            groups[groups == groups[other]] = groups[one]
    return groups
