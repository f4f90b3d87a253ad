"""Whom to call: districts and river chiefs from a place on, with the water and against it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import shapely
from pydantic import Field as Key
from shapely.geometry.base import BaseGeometry

from watermap.datafile import Strict, read_toml
from watermap.errors import Message
from watermap.geodesy.ellipsoid import degrees_around
from watermap.geodesy.measure import length_m
from watermap.harmonise.layer import Layer
from watermap.network.nearest import ReachIndex
from watermap.network.network import Flow, Network, Numbers, Place, Placed
from watermap.network.tracing.met import Met
from watermap.network.tracing.passed import chief_of
from watermap.network.tracing.pieces import Pieces, places_on
from watermap.network.tracing.speeds import Hours, Season
from watermap.network.tracing.trace import Asked, Trace, trace
from watermap.resources import package_file

Side = Literal["here", "down", "up"]
Role = Literal["district", "river_chief"]
_AT_ONCE = Hours(earliest=0.0, likely=0.0, latest=0.0)


class _Calling(Strict):
    near_m: float = Key(gt=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A district or a river chief. ``hours``: when the water comes to it first; None upstream."""

    role: Role
    name: str | None
    of: str | None  # the river of a chief; None for a district
    side: Side
    taken_m: float  # along the water, to the first of it
    hours: Hours | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Those at the place, those downstream, those upstream, each in the order of the water."""

    calls: tuple[Call, ...]
    said: tuple[Message, ...]  # where nobody is known


def whom_to_call(
    network: Network,
    start: Place,
    *,
    areas: Sequence[Layer],
    rivers: Sequence[Layer],
    season: Season = "normal",
    gaps: Collection[int] = (),
) -> Calls:
    """The districts and river chiefs of a place, of all that lies downstream, and upstream of it.

    A district counts where the water runs in it or by it (calling.toml); one that stands at the
    place is told once, as there.

    Args:
        network: as built.
        start: where something came into the water.
        areas: layers of the kind ``administrative_area``.
        rivers: what ``network.reaches.layer`` counts.
        season: for speeds that no reach gives.
        gaps: as for ``trace``.
    """
    job = _Job(network=network, start=start, areas=tuple(_areas(areas)), rivers=tuple(rivers))
    found = list(job.here())
    there = {(one.role, one.name, one.of) for one in found}
    walked = []
    for direction in ("down", "up"):
        asked = Asked(direction=direction, season=season)
        walked.append(trace(network, start, asked, gaps=gaps))
        calls = job.along(walked[-1], asked)
        found += [one for one in calls if (one.role, one.name, one.of) not in there]
    return Calls(calls=tuple(found), said=tuple(job.unknown(walked)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """A district, widened by ``near_m``."""

    name: str | None
    shape: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    network: Network
    start: Place
    areas: tuple[_Area, ...]
    rivers: tuple[Layer, ...]

    def here(self) -> Iterator[Call]:
        """Who has the place itself."""
        reach, at_m = np.array([self.start.reach]), np.array([self.start.at_m])
        point = shapely.Point(places_on(self.network, reach, at_m)[0])
        told: list[tuple[Role, str | None, str | None]] = [
            ("district", one.name, None) for one in self.areas if one.shape.intersects(point)
        ]
        chief = self._chief(self.start.reach)
        if chief:
            told.append(("river_chief", chief, self.network.reaches.names[self.start.reach]))
        for role, name, river in dict.fromkeys(told):
            yield Call(role=role, name=name, of=river, side="here", taken_m=0.0, hours=_AT_ONCE)

    def along(self, walked: Trace, asked: Asked) -> Iterator[Call]:
        """Who has what was walked, the nearest first."""
        marks = [*self._districts(walked.pieces), *self._chiefs(walked.pieces)]
        met = trace(self.network, self.start, asked, objects=marks).objects
        groups: dict[tuple[str, str | None, str | None], list[Met]] = {}
        for one in met:
            groups.setdefault((one.object.kind, one.object.name, one.object.id), []).append(one)
        for (kind, name, river), of in groups.items():
            yield Call(
                role="district" if kind == "district" else "river_chief",
                name=name,
                of=river,
                side=asked.direction,
                taken_m=of[0].taken_m,
                hours=_soonest(of) if asked.direction == "down" else None,
            )

    def _districts(self, pieces: Pieces) -> Iterator[Placed]:
        """Where the water may come into a district: both ends of each part that lies in it."""
        lines = pieces.geometry(self.network)
        if not (len(lines) and self.areas):
            return
        index = ReachIndex.of(self.network)
        for area in self.areas:
            rows: list[int] = []
            points = []
            shapely.prepare(area.shape)
            for row in np.flatnonzero(shapely.intersects(area.shape, lines)).tolist():
                for part in shapely.get_parts(lines[row].intersection(area.shape)):
                    points += shapely.get_coordinates(part)[[0, -1]].tolist()
                    rows += [row, row]
            if rows:
                at_m, _ = index.locate(np.array(points), pieces.reach[rows])
                inside = np.clip(at_m, pieces.from_m[rows], pieces.to_m[rows])
                yield from _marks("district", area.name, None, pieces.reach[rows], inside)

    def _chiefs(self, pieces: Pieces) -> Iterator[Placed]:
        for row, reach in enumerate(pieces.reach.tolist()):
            chief = self._chief(reach)
            if chief:
                ends = np.array([pieces.from_m[row], pieces.to_m[row]])
                river = self.network.reaches.names[reach]
                yield from _marks("river_chief", chief, river, np.array([reach, reach]), ends)

    def _chief(self, reach: int) -> str | None:
        reaches = self.network.reaches
        return chief_of(self.rivers[int(reaches.layer[reach])], int(reaches.record[reach]))

    def unknown(self, walked: Sequence[Trace]) -> Iterator[Message]:
        """Where nobody is known: an empty list is no proof that there is nobody to call."""
        if not self.areas:
            yield Message.of("spill.no_districts")
        if self.network.reaches.flow[self.start.reach] == Flow.UNKNOWN:
            yield Message.of("spill.not_followed")
        outside = nobody = 0.0
        everywhere = shapely.union_all([one.shape for one in self.areas])
        shapely.prepare(everywhere)
        for one in walked:
            lines = one.pieces.geometry(self.network)
            over = lines[~shapely.covers(everywhere, lines)] if len(lines) else lines
            outside += sum(length_m(line.difference(everywhere)) for line in over)
            length = (one.pieces.to_m - one.pieces.from_m).tolist()
            reach = one.pieces.reach.tolist()
            nobody += sum(m for m, of in zip(length, reach, strict=True) if not self._chief(of))
        if self.areas and outside > 1:
            yield Message.of("spill.outside_districts", km=f"{outside / 1000:.1f}")
        if nobody:
            yield Message.of("spill.no_chiefs", km=f"{nobody / 1000:.1f}")


def _marks(
    kind: Role, name: str | None, river: str | None, reach: Numbers, at_m: np.ndarray
) -> Iterator[Placed]:
    """Places that stand for a district or a chief; ``id`` is the river of a chief."""
    for of, metres in zip(reach.tolist(), at_m.tolist(), strict=True):
        place = Place(reach=of, at_m=metres, snap_m=0.0)
        yield Placed(kind=kind, layer=0, record=0, id=river, name=name, place=place)


def _areas(layers: Sequence[Layer]) -> Iterator[_Area]:
    for layer in layers:
        shapes = layer.frame.geometry.tolist()
        for name, shape in zip(layer.frame["name"].tolist(), shapes, strict=True):
            if shape is not None and not shape.is_empty:
                farthest = max(abs(shape.bounds[1]), abs(shape.bounds[3]))
                wide = max(degrees_around(farthest, _calling().near_m))
                yield _Area(name=name if isinstance(name, str) else None, shape=shape.buffer(wide))


def _soonest(met: Sequence[Met]) -> Hours:
    return Hours(
        earliest=min(one.hours.earliest for one in met),
        likely=min(one.hours.likely for one in met),
        latest=min(one.hours.latest for one in met),
    )


@cache
def _calling() -> _Calling:
    return read_toml(_Calling, package_file("network/incidents/calling.toml"))
