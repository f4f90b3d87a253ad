"""A river as a line: what stands along its main course, in river-km above its mouth."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watermap.errors import Message
from watermap.harmonise.layer import Layer, Layers
from watermap.network.building.build import Built
from watermap.network.network import Flow, Network, Placed
from watermap.network.placing.place import Placements, river_km
from watermap.network.tracing.course import Course, course_of, find_river
from watermap.network.tracing.joining import Joining, joining
from watermap.network.tracing.within import parts_within

AREAS = ("administrative_area", "protection_area")
"""The kinds whose areas are told along a river."""
_SAME_KM = 1e-6
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRiver:
    """An object on the course, and its kilometres above the mouth."""

    object: Placed
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A part of the course, ``from_km`` (the lower end) < ``to_km``."""

    kind: str  # of the layer; "gate": a reach with a sluice or pumping station somewhere on it
    name: str | None
    level: str | None  # of a district or protection area, as the catalogue names it
    from_km: float
    to_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverProfile:
    """A river from its head (``length_km``) to its mouth (0). All are sorted from the head down."""

    river: str
    length_km: float
    reaches: tuple[int, ...]  # of the main course
    objects: tuple[OnRiver, ...]
    joining: tuple[Joining, ...]
    flows_into: tuple[str, ...]  # (): the mouth is the end of the lines
    areas: tuple[Interval, ...]
    gates: tuple[Interval, ...]
    said: tuple[Message, ...]  # what is missing in it, what is not sure

    def of_kind(self, kind: str) -> tuple[OnRiver, ...]:
        """The objects of one kind."""
        return tuple(one for one in self.objects if one.object.kind == kind)


def along_river(
    built: Built, placements: Placements, layers: Layers, text: str, *, gaps: frozenset[int]
) -> RiverProfile:
    """The main course of a river with all that stands on it.

    Args:
        built: the network.
        placements: the objects on it.
        layers: of the project, for the areas.
        text: name of a river, or the id of one of its reaches.
        gaps: nodes at which a line is thought to be missing.

    Raises:
        WatermapError: nothing is called so, or no flow is known in it.
    """
    network = built.network
    rivers = find_river(network, text)
    course = course_of(network, rivers[0])
    head = course.reaches[0]
    on_course = set(course.reaches)
    objects = [
        OnRiver(object=one, km=river_km(network, one.place))
        for one in placements.placed
        if one.place.reach in on_course
    ]
    met, into = joining(network, course)
    return RiverProfile(
        river=network.reaches.names[head] or network.reaches.ids[head],
        length_km=float(network.reaches.km[head] + network.reaches.length_m[head] / 1000),
        reaches=course.reaches,
        objects=tuple(sorted(objects, key=lambda one: -one.km)),
        joining=met,
        flows_into=into,
        areas=_joined(
            one for kind in AREAS for one in _areas(network, course, kind, layers.get(kind, ()))
        ),
        gates=_joined(_gates(network, course)),
        said=tuple(_said(network, course, rivers, placements, gaps)),
    )


def _areas(
    network: Network, course: Course, kind: str, layers: Sequence[Layer]
) -> Iterator[Interval]:
    for part in parts_within(network, course.reaches, layers):
        area = layers[part.layer].frame.iloc[part.record]
        ends = (_km(network, part.reach, at) for at in (part.from_m, part.to_m))
        low, high = sorted(ends)
        yield Interval(
            kind=kind,
            name=_text(area.get("name")),
            level=_text(area.get("level")),
            from_km=low,
            to_km=high,
        )


def _gates(network: Network, course: Course) -> Iterator[Interval]:
    reaches = network.reaches
    for reach in course.reaches:
        if name := reaches.gate[reach]:
            low = float(reaches.km[reach])
            high = low + float(reaches.length_m[reach]) / 1000
            yield Interval(kind="gate", name=name, level=None, from_km=low, to_km=high)


def _km(network: Network, reach: int, at_m: float) -> float:
    ahead = at_m
    if network.reaches.flow[reach] != Flow.AGAINST:
        ahead = float(network.reaches.length_m[reach]) - at_m
    return float(network.reaches.km[reach]) + ahead / 1000


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _joined(parts: Iterator[Interval]) -> tuple[Interval, ...]:
    """Parts of one area that touch as one, from the head down."""
    found: list[Interval] = []
    for one in sorted(parts, key=_place_and_area):
        last = found[-1] if found else None
        if (
            last
            and _place_and_area(last)[:3] == _place_and_area(one)[:3]
            and (one.from_km <= last.to_km + _SAME_KM)
        ):
            high = max(last.to_km, one.to_km)
            found[-1] = Interval(
                kind=one.kind, name=one.name, level=one.level, from_km=last.from_km, to_km=high
            )
        else:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (-one.to_km, one.from_km)))


def _place_and_area(one: Interval) -> tuple[str, str, str, float]:
    return one.kind, one.name or "", one.level or "", one.from_km


def _said(
    network: Network,
    course: Course,
    rivers: tuple[int, ...],
    placements: Placements,
    gaps: frozenset[int],
) -> Iterator[Message]:
    """What the line does not hold of the river, and what is not sure in it."""
    reaches = network.reaches
    apart = sum(_length_km(network, [river]) for river in rivers[1:])
    if apart:
        yield Message.of("along.apart", count=len(rivers) - 1, km=f"{apart:.2f}")
    own = [row for row in range(len(reaches)) if reaches.river[row] == course.river]
    lost = [row for row in own if math.isnan(reaches.km[row])]
    if lost:
        km = sum(float(reaches.length_m[row]) for row in lost) / 1000
        yield Message.of("along.flow_unknown", km=f"{km:.2f}")
    beside = [row for row in own if row not in course.reaches and row not in lost]
    if beside:
        km = sum(float(reaches.length_m[row]) for row in beside) / 1000
        yield Message.of("along.side_arms", km=f"{km:.2f}")
    both = [row for row in course.reaches if reaches.flow[row] == Flow.BOTH]
    if both:
        km = sum(float(reaches.length_m[row]) for row in both) / 1000
        yield Message.of("along.both_ways", km=f"{km:.2f}")
    nodes = {int(one[row]) for row in course.reaches for one in (course.upper, course.lower)}
    if nodes & gaps:
        yield Message.of("along.gaps", count=len(nodes & gaps))
    missed = set(own) - set(course.reaches)
    missed |= {row for row in range(len(reaches)) if int(reaches.river[row]) in rivers[1:]}
    left = [one.name or one.id or "—" for one in placements.placed if one.place.reach in missed]
    if left:
        yield Message.of("along.beside", **_listed(left))


def _length_km(network: Network, rivers: Sequence[int]) -> float:
    reaches = network.reaches
    return sum(
        float(metres) / 1000
        for metres, river in zip(reaches.length_m, reaches.river, strict=True)
        if river in rivers
    )


def _listed(names: Sequence[str]) -> dict[str, object]:
    told = "、".join(names[:_MOST_NAMED])
    return {"count": len(names), "names": told + ("…" if len(names) > _MOST_NAMED else "")}
