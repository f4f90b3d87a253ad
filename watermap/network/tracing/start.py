"""Where a trace begins, as a person says it: coordinates, an object's name, a reach, a river."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.geodesy.dms import parse_place
from watermap.harmonise.names.forms import simplified
from watermap.network.nearest import AsNear, ReachIndex
from watermap.network.network import Flow, Network, Place, Placed
from watermap.network.placing.place import Placements, river_km
from watermap.resources import package_file

Direction = Literal["up", "down"]
_ANY_OTHER = AsNear(more_m=0.0, share=1.0)
_MOST_NAMED = 8  # of those a name may mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A place to begin at, and what stands there."""

    place: Place
    object: Placed | None  # None: a point, a reach or a river was given


class _Starting(Strict):
    point_m: float = Key(gt=0)


def find_start(
    network: Network, placements: Placements, text: str, *, direction: Direction
) -> Start:
    """The place that ``text`` means.

    A reach is begun at its lower end for a trace upstream and at its upper end for one downstream,
    so that all of it is in the trace; a river likewise. Where names of several kinds are the same,
    ``section:赵村`` says which; where a road crosses several rivers, ``省道@小季河``, and where it
    crosses one several times, ``省道@小季河#2``, counted from upstream.

    Args:
        network: as built.
        placements: the objects on it.
        text: ``LON,LAT`` (degrees, or degrees, minutes and seconds), an id or name of an object, an
            id of a reach, or the name of a river.
        direction: of the trace.

    Raises:
        WatermapError: nothing is called so, several are, it has no place on the network, or the
            point is too far from every reach.
    """
    point = _point(text)
    if point is not None:
        return Start(place=_at_point(network, *point), object=None)
    reaches = _reaches(network, network.reaches.ids, text)
    if reaches:
        return Start(place=_end_of(network, reaches, direction), object=None)
    found = list(_called(placements, text)) or _of_river(network, placements, text)
    if len(found) == 1:
        return Start(place=found[0].place, object=found[0])
    if found:
        listed = "、".join(list(_apart(network, found))[:_MOST_NAMED])
        raise WatermapError(Problem.error("starting.several", text=text, found=listed))
    river = _reaches(network, network.reaches.names, text)
    if river:
        return Start(place=_end_of(network, river, direction), object=None)
    raise WatermapError(_unknown(network, placements, text))


def _point(text: str) -> tuple[float, float] | None:
    try:
        return parse_place(text)
    except ValueError:
        return None


def _at_point(network: Network, lon: float, lat: float) -> Place:
    within_m = _starting().point_m
    point = np.array([[lon, lat]])
    found = ReachIndex.of(network).nearest(point, [""], within_m, _ANY_OTHER)
    if found.reach[0] < 0:
        raise WatermapError(
            Problem.error("starting.too_far", place=f"{lon:.6f}, {lat:.6f}", within_m=within_m)
        )
    return Place(
        reach=int(found.reach[0]), at_m=float(found.at_m[0]), snap_m=float(found.away_m[0])
    )


def _reaches(network: Network, texts: tuple[str | None, ...], text: str) -> list[int]:
    """The reaches that carry a text as it is; where none does, in any spelling."""
    exact = [number for number, one in enumerate(texts) if one == text]
    key = simplified(text)
    return exact or [
        number for number, one in enumerate(texts) if one and key and simplified(one) == key
    ]


def _end_of(network: Network, reaches: list[int], direction: Direction) -> Place:
    """The lowest end of the reaches for a trace upstream, the uppermost for one downstream."""
    of = network.reaches
    length, below = of.length_m[reaches] / 1000, np.nan_to_num(of.km[reaches])
    best = int(np.argmin(below) if direction == "up" else np.argmax(below + length))
    reach = reaches[best]
    at_the_end = (of.flow[reach] == Flow.AGAINST) == (direction == "down")
    return Place(reach=reach, at_m=float(of.length_m[reach]) if at_the_end else 0.0, snap_m=0.0)


def _called(placements: Placements, text: str) -> Iterator[Placed]:
    """The objects of a name or id, as it is; where there are none, in any spelling."""
    kind, sign, rest = text.partition(":")
    kinds = {one.kind for one in placements.placed}
    wanted, name = (kind, rest) if sign and kind in kinds else (None, text)
    among = [one for one in placements.placed if wanted in {None, one.kind}]
    exact = [one for one in among if name in {one.id, one.name}]
    key = simplified(name)
    yield from exact or (one for one in among if one.name and key and simplified(one.name) == key)


def _of_river(network: Network, placements: Placements, text: str) -> list[Placed]:
    """What ``name@river`` and ``name@river#2`` mean: one of the places of a thing."""
    name, _, where = text.rpartition("@")
    river, _, number = where.partition("#")
    key = simplified(river)
    found = [
        one
        for one in (_called(placements, name) if name and key else ())
        if key == simplified(_river(network, one))
    ]
    if not number:
        return found
    found = sorted(found, key=lambda one: _from_upstream(network, one))
    chosen = int(number) if number.isdecimal() else 0
    return found[chosen - 1 : chosen] if chosen else []


def _apart(network: Network, found: Sequence[Placed]) -> Iterator[str]:
    """A text for each of several, from upstream, that means just it."""
    ordered = sorted(found, key=lambda one: _from_upstream(network, one))
    plain = [f"{one.kind}:{one.id or one.name}" for one in ordered]
    by_river = [f"{own}@{_river(network, one)}" for own, one in zip(plain, ordered, strict=True)]
    for row, own in enumerate(plain):
        named = own if plain.count(own) == 1 else by_river[row]
        before = by_river[:row].count(named)
        yield f"{named}#{before + 1}" if by_river.count(named) > 1 else named


def _river(network: Network, one: Placed) -> str:
    reaches = network.reaches
    return reaches.names[one.place.reach] or reaches.ids[one.place.reach]


def _from_upstream(network: Network, one: Placed) -> tuple[float, int, float]:
    """What orders places of a river from its source; where the flow is unknown, as they are."""
    km = float(np.nan_to_num(river_km(network, one.place)))
    return -km, one.place.reach, one.place.at_m


def _unknown(network: Network, placements: Placements, text: str) -> Problem:
    """Why a text means no place: an object without one, or nothing is called so."""
    for one in placements.unplaced:
        if text in {one.id, one.name}:
            return Problem.error(f"starting.unplaced_{one.why}", text=text)
    names = {one.name for one in placements.placed} | set(network.reaches.names)
    names |= {one.id for one in placements.placed} | set(network.reaches.ids)
    known = sorted(name for name in names if name)
    near = difflib.get_close_matches(text, known, n=3, cutoff=0.3)
    return Problem.error("starting.unknown", text=text, near="、".join(near) or "—")


@cache
def _starting() -> _Starting:
    return read_toml(_Starting, package_file("network/tracing/starting.toml"))
