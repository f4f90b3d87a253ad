"""The nearest reach of many places at once, and the nearest other river beside it.

Looked for on Mercator's map, which is true in shape around every place: who is nearest there is
nearest on the ground, to one part in a thousand for ways of 5 km. Distances are then taken on the
ground.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely

from watermap.geodesy.cgcs2000 import SQUARED_ECCENTRICITY
from watermap.harmonise.names.forms import simplified
from watermap.network.ground import along_m, nearest_on, scales
from watermap.network.network import Floats, Network, Numbers

_MOST_SEGMENTS = 4_000_000  # looked at in one go
WIDER = 1.002  # Mercator is true in shape to a thousandth within 5 km
_HIGHEST = 85.0  # degrees of latitude: there Mercator's map ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """For each place its reach; -1 where none is near enough."""

    reach: Numbers
    at_m: Floats  # along the reach from its first vertex
    away_m: Floats
    other: Numbers  # the nearest reach of any other river, or the one passed over; -1: none near
    other_m: Floats  # NaN: none near


@dataclass(frozen=True, slots=True, kw_only=True)
class AsNear:
    """Which distance is about as near as another."""

    more_m: float
    share: float

    def radius(self, away_m: Floats) -> Floats:
        """Up to where something else is about as near."""
        return away_m + np.maximum(self.more_m, (self.share - 1) * away_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    reach: Numbers
    at_m: Floats
    away_m: Floats

    @classmethod
    def nothing(cls, count: int) -> Self:
        return cls(
            reach=np.full(count, -1, dtype=np.int64),
            at_m=np.full(count, np.nan),
            away_m=np.full(count, np.nan),
        )

    def copy(self) -> "_Found":
        return _Found(reach=self.reach.copy(), at_m=self.at_m.copy(), away_m=self.away_m.copy())

    def put(self, rows: Numbers, own: "_Found", where: npt.NDArray[np.bool_]) -> None:
        at = rows[where]
        self.reach[at], self.at_m[at] = own.reach[where], own.at_m[where]
        self.away_m[at] = own.away_m[where]


@dataclass(frozen=True, kw_only=True)
class ReachIndex:
    """All reaches of a network, ready to be looked up."""

    network: Network
    tree: shapely.STRtree
    flat: "np.ndarray[tuple[int], np.dtype[np.object_]]"  # on Mercator's map
    xy: Floats  # all vertices in degrees
    first: Numbers  # the first vertex of each reach, and one more
    along: Floats
    keys: tuple[str, ...]  # names as they are compared

    @classmethod
    def of(cls, network: Network) -> Self:
        """Made once for a network."""
        lines = network.reaches.lines
        xy, of = shapely.get_coordinates(lines, return_index=True)
        flat = shapely.linestrings(_mercator(xy), indices=of) if len(xy) else lines
        names = {name: simplified(name) for name in set(network.reaches.names) if name}
        return cls(
            network=network,
            tree=shapely.STRtree(flat),
            flat=flat,
            xy=xy,
            first=np.searchsorted(of, np.arange(len(lines) + 1)),
            along=along_m(xy, of),
            keys=tuple(names.get(name or "", "") for name in network.reaches.names),
        )

    def nearest(
        self, points: Floats, wanted: Sequence[str], within_m: float, near: AsNear
    ) -> Nearest:
        """The reach of each place: of the river wanted where one is near enough, else the nearest.

        Args:
            points: (n, 2) in degrees.
            wanted: name of the river as it is compared; "" for any.
            within_m: farther is no place.
            near: which other rivers are about as near.
        """
        best = self._best(points, np.arange(len(points)), None, within_m)
        chosen = best.copy()
        for name in sorted(set(wanted) - {""}):
            reaches = self.called(name)
            rows = np.flatnonzero(np.array([one == name for one in wanted], dtype=bool))
            if len(reaches):
                own = self._best(points, rows, reaches, within_m)
                chosen.put(rows, own, own.reach >= 0)
        return self._with_others(points, chosen, near)

    def called(self, name: str) -> Numbers:
        """The reaches of a river by the name it is compared with, stretches of it included."""
        names = {key for key in set(self.keys) if key and same_river(name, key)}
        return np.flatnonzero(np.array([key in names for key in self.keys], dtype=bool))

    def _best(
        self, points: Floats, rows: Numbers, reaches: Numbers | None, within_m: float
    ) -> _Found:
        found = _Found.nothing(len(rows))
        if not len(rows) or not len(self.flat):
            return found
        tree = self.tree if reaches is None else shapely.STRtree(self.flat[reaches])
        row, reach = tree.query_nearest(
            shapely.points(_mercator(points[rows])),
            max_distance=float(_widths(points[rows], within_m).max()),
            all_matches=False,
        )
        if reaches is not None:
            reach = reaches[reach]
        at, away = self.locate(points[rows[row]], reach)
        close = away <= within_m
        row, reach = row[close], reach[close]
        found.reach[row], found.at_m[row], found.away_m[row] = reach, at[close], away[close]
        return found

    def _with_others(self, points: Floats, chosen: _Found, near: AsNear) -> Nearest:
        count = len(points)
        other, other_m = np.full(count, -1, dtype=np.int64), np.full(count, np.nan)
        rows = np.flatnonzero(chosen.reach >= 0)
        if len(rows):
            radius = near.radius(chosen.away_m[rows])
            row, reach = self.tree.query(
                shapely.points(_mercator(points[rows])),
                predicate="dwithin",
                distance=_widths(points[rows], radius),
            )
            river = self.network.reaches.river
            apart = river[reach] != river[chosen.reach[rows[row]]]
            row, reach = row[apart], reach[apart]
            away = self.locate(points[rows[row]], reach)[1]
            order = np.lexsort((reach, away, row))
            leads = order[np.flatnonzero(np.diff(row[order], prepend=-1))]
            other[rows[row[leads]]], other_m[rows[row[leads]]] = reach[leads], away[leads]
        return Nearest(
            reach=chosen.reach,
            at_m=chosen.at_m,
            away_m=chosen.away_m,
            other=other,
            other_m=other_m,
        )

    @cached_property
    def degree(self) -> Numbers:
        """How many ends of reaches meet in each node."""
        reaches = self.network.reaches
        both = np.concatenate([reaches.start, reaches.end])
        return np.bincount(both, minlength=len(self.network))

    def crossed(self, lines: npt.NDArray[np.object_]) -> tuple[Numbers, Numbers, Floats]:
        """Where lines meet reaches: the line, the reach and the place of each crossing.

        A line that runs along a reach crosses it in the middle of that stretch.
        """
        drawn = np.flatnonzero(shapely.get_dimensions(lines) == 1)
        reaches = self.network.reaches.lines
        row, reach = shapely.STRtree(reaches).query(lines[drawn], predicate="intersects")
        parts, of = shapely.get_parts(
            shapely.intersection(lines[drawn[row]], reaches[reach]), return_index=True
        )
        points = shapely.get_coordinates(shapely.point_on_surface(parts))
        return drawn[row[of]], reach[of], points

    def locate(self, points: Floats, reach: Numbers) -> tuple[Floats, Floats]:
        """Where on its reach each place is nearest: metres along it, and metres to it."""
        at, away = np.zeros(len(points)), np.full(len(points), np.inf)
        counts = np.diff(self.first)[reach] - 1
        # As many places at once as have a bounded number of segments together.
        cuts = np.searchsorted(np.cumsum(counts), np.arange(0, counts.sum() + 1, _MOST_SEGMENTS))
        for start, stop in pairwise([*np.unique(cuts).tolist(), len(points)]):
            part = slice(start, stop)
            at[part], away[part] = self._located(points[part], reach[part], counts[part])
        return at, away

    def _located(self, points: Floats, reach: Numbers, counts: Numbers) -> tuple[Floats, Floats]:
        pair = np.repeat(np.arange(len(reach)), counts)
        rank = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
        segment = self.first[reach][pair] + rank
        share, away = nearest_on(points[pair], self.xy[segment], self.xy[segment + 1])
        order = np.lexsort((segment, away, pair))
        leads = order[np.flatnonzero(np.diff(pair[order], prepend=-1))]
        begin, end = self.along[segment[leads]], self.along[segment[leads] + 1]
        return begin + share[leads] * (end - begin), away[leads]


def same_river(one: str, other: str) -> bool:
    """Whether two names mean one river: the same, or with a stretch added: 运河台儿庄段."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and len(shorter) >= 2


def _mercator(degrees: Floats) -> Floats:
    """Mercator's map of the ellipsoid, in degrees of longitude."""
    sine = np.sin(np.radians(np.clip(degrees[:, 1], -_HIGHEST, _HIGHEST)))
    turned = np.sqrt(SQUARED_ECCENTRICITY)
    upright = np.arctanh(sine) - turned * np.arctanh(turned * sine)
    return np.column_stack([degrees[:, 0], np.degrees(upright)])


def _widths(points: Floats, metres: float | Floats) -> Floats:
    """How wide so many metres are on the map at each place, a little more rather than less."""
    widths: Floats = WIDER * np.asarray(metres) / scales(points[:, 1])[0]
    return widths
