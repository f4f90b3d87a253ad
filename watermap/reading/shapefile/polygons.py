"""Polygons of one ring read from a .shp without GDAL: most are such, and only need copying.

Only records that nothing can be said against: one part, closed, all numbers finite, and exactly as
long as they say. Rings that make up one polygon together are GDAL's to sort out.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

import numpy as np

from watermap.reading.found import Polygons
from watermap.reading.shapefile.records import Bytes, Integers, Records, integers

_POLYGON = 5
_PARTS, _POINTS, _FIRST, _COORDINATES = 36, 40, 44, 48  # where these stand in a record
_A_POINT = 16
_FEWEST = 4
_PIECE = 4 * 2**20  # bytes of coordinates read together


def plain_records(shp: Bytes, records: Records, sound: Integers) -> Integers:
    """The numbers of records that say they are one ring, and are as long as that takes.

    Args:
        shp: the file's bytes.
        records: where its records are.
        sound: numbers of the records to look at, from 0, none of which is faulty.
    """
    if int(shp[32:36].view("<i4")[0]) != _POLYGON:
        return sound[:0]
    starts, lengths = records.starts[sound], records.lengths[sound]
    tall = lengths >= _COORDINATES + _FEWEST * _A_POINT
    sound, starts, lengths = sound[tall], starts[tall], lengths[tall]
    kind, parts, points, first = (
        integers(shp, starts + place, "<i4") for place in (0, _PARTS, _POINTS, _FIRST)
    )
    fits = lengths == _COORDINATES + points * _A_POINT
    chosen: Integers = sound[(kind == _POLYGON) & (parts == 1) & (first == 0) & fits]
    return chosen


def polygons_by_pieces(
    shp: Bytes, records: Records, plain: Integers, total: int
) -> Iterator[tuple[int, Polygons]]:
    """The polygons of the plain records, piece by piece, each with the number of its first record.

    All ``total`` records have their place in one of the pieces; those that turn out to be open or
    nowhere have no polygon there.
    """
    sizes = np.cumsum(records.lengths[plain])
    cuts = np.unique(sizes // _PIECE, return_index=True)[1]
    edges = [0, *plain[cuts[1:]].tolist(), total]
    for first, last in pairwise(edges):
        inside = plain[np.searchsorted(plain, first) : np.searchsorted(plain, last)]
        yield first, _polygons(shp, records, inside, first, last)


def _polygons(shp: Bytes, records: Records, plain: Integers, first: int, last: int) -> Polygons:
    starts = records.starts[plain] + _COORDINATES
    ends = records.starts[plain] + records.lengths[plain]
    view = memoryview(cast(Any, shp))
    joined = b"".join(
        [view[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    )
    coordinates = np.frombuffer(joined, "<f8").reshape(-1, 2)
    there = np.zeros(last - first, bool)
    there[plain - first] = True
    places = np.concatenate([[0], np.cumsum((ends - starts) // _A_POINT)])
    polygons = Polygons(coordinates=coordinates, starts=places.astype(np.int32), there=there)
    if not len(plain):
        return polygons
    good = (coordinates[places[:-1]] == coordinates[places[1:] - 1]).all(axis=1)
    if not np.isfinite(coordinates).all():
        good &= np.logical_and.reduceat(np.isfinite(coordinates).all(axis=1), places[:-1])
    return polygons.without(plain[~good] - first)
