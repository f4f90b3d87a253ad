"""Which parts of which reaches a trace is made of, each once."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.network.ground import along_m
from watermap.network.network import Floats, Network, Numbers
from watermap.network.tracing.walk import Walk
from watermap.network.tracing.ways import Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Parts of reaches in columns, in the order of their distance from the start.

    ``from_m`` < ``to_m`` along the reach from its first vertex as drawn; ``taken_m``: shortest way
    along the water from the start to the part; ``main``: on the main stem.
    """

    reach: Numbers
    from_m: Floats
    to_m: Floats
    taken_m: Floats
    main: Flags

    def length_m(self, *, main_only: bool = False) -> float:
        """All of them together, in metres."""
        length = self.to_m - self.from_m
        return float(length[self.main].sum() if main_only else length.sum())

    def geometry(self, network: Network) -> npt.NDArray[np.object_]:
        """Each as a LineString in EPSG:4490, as drawn."""
        reaches = network.reaches
        made: list[BaseGeometry] = []
        for reach, begin, end in zip(self.reach, self.from_m, self.to_m, strict=True):
            whole = begin <= 0 and end >= reaches.length_m[reach]
            made.append(
                reaches.lines[reach]
                if whole
                else cut_out(network, int(reach), float(begin), float(end))
            )
        return np.array(made, dtype=object)

    @classmethod
    def of(cls, walked: Walk, main: Flags) -> Self:
        """What was walked; ``main`` tells which reaches are of the main stem.

        A reach that flows both ways may have been walked from both ends: where the parts overlap
        they are one.
        """
        found = walked.stretches
        begin, far = found.begin_m, found.walked_m
        low = np.where(found.to_end, begin, begin - far)
        high = np.where(found.to_end, begin + far, begin)
        parts = (found.reach, low, high, found.taken_m)
        once = np.bincount(found.reach).max(initial=0) <= 1
        reach, low, high, taken = parts if once else _joined(*parts)
        there = high > low
        order = np.flatnonzero(there)[np.argsort(taken[there], kind="stable")]
        return cls(
            reach=reach[order],
            from_m=low[order],
            to_m=high[order],
            taken_m=taken[order],
            main=main[reach[order]],
        )


def _joined(
    reach: Numbers, low: Floats, high: Floats, taken: Floats
) -> tuple[Numbers, Floats, Floats, Floats]:
    """Parts of one reach that overlap, or touch, as one."""
    order = np.lexsort((low, reach))
    reach, low, high, taken = reach[order], low[order], high[order], taken[order]
    first = np.flatnonzero(np.diff(_overlapping(reach, low, high), prepend=-1))
    return (
        reach[first],
        np.minimum.reduceat(low, first),
        np.maximum.reduceat(high, first),
        np.minimum.reduceat(taken, first),
    )


def _overlapping(reach: Numbers, low: Floats, high: Floats) -> Numbers:
    """A number for each run of parts of a reach that overlap; given by reach and by low."""
    apart = np.ones(len(reach), dtype=bool)
    for at in np.flatnonzero(reach[1:] == reach[:-1]) + 1:
        begin = int(np.searchsorted(reach, reach[at]))
        apart[at] = low[at] > high[begin:at].max()
    return np.cumsum(apart) - 1


def places_on(network: Network, reach: Numbers, at_m: Floats) -> Floats:
    """Longitude and latitude, (n, 2), of places on reaches in metres from their first vertices."""
    return np.array(
        [
            shapely.get_coordinates(cut_out(network, int(one), float(at), float(at)))[0]
            for one, at in zip(reach, at_m, strict=True)
        ]
    ).reshape(-1, 2)


def cut_out(network: Network, reach: int, begin_m: float, end_m: float) -> BaseGeometry:
    """The part of a reach between two distances in metres from its first vertex as drawn."""
    xy = shapely.get_coordinates(network.reaches.lines[reach])
    along = along_m(xy, np.zeros(len(xy), dtype=np.int64))
    inner = (along > begin_m) & (along < end_m)
    first, last = (
        [float(np.interp(metres, along, xy[:, axis])) for axis in (0, 1)]
        for metres in (begin_m, end_m)
    )
    return shapely.LineString([first, *xy[inner].tolist(), last])
