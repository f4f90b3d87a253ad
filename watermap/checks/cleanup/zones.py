"""Existing things held against zones, all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.cleanup.findings import CleanupHit
from watermap.checks.cleanup.judging import SOFTENED, Ruling, Rulings
from watermap.checks.cleanup.rules import CleanupBook, CleanupZone
from watermap.checks.cleanup.things import Standing, is_one_of
from watermap.checks.cleanup.united import United
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.features import feature_ref, made_valid, search_box, with_shape
from watermap.checks.ground.relation import Encounter, apart
from watermap.checks.law.answers import ZONE
from watermap.checks.law.check_names import HAIR_M
from watermap.errors import Message
from watermap.geodesy.measure import distances
from watermap.harmonise.layer import Layer

Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A zone or a source of a layer."""

    ref: FeatureRef
    values: Mapping[str, object]
    geometry: BaseGeometry  # valid


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What all things are held against alike."""

    book: CleanupBook
    tolerance_m: float
    rings_m: tuple[float, ...]  # the smallest first
    rulings: Rulings


def placed(layers: Sequence[Layer], kind: Kind) -> list[Placed]:
    """The features of a kind's usable layers that have a shape, in their order."""
    found = []
    for layer in layers:
        frame = layer.frame[with_shape(layer)]
        rows = frame.drop(columns="geometry").to_dict("records")
        for record, values, shape in zip(frame.index, rows, frame.geometry, strict=True):
            whole = shape if shapely.is_valid(shape) else made_valid(shape)
            ref = feature_ref(layer, kind, int(record), values)
            found.append(Placed(ref=ref, values=values, geometry=whole))
    return found


class Things:
    """Existing things with what is the same for every kind of zone."""

    __slots__ = ("boxes", "each", "shapes", "tree")

    def __init__(self, each: Sequence[Standing], tolerance_m: float) -> None:
        self.each = each
        self.shapes: Geometries = np.array([one.geometry for one in each], dtype=object)
        self.tree = shapely.STRtree(self.shapes)
        edges = np.array([search_box(one.geometry, tolerance_m) for one in each]).reshape(-1, 4)
        self.boxes = shapely.STRtree(shapely.box(*edges.T))

    def near(self, zones: Geometries) -> dict[int, list[tuple[int, bool]]]:
        """By the number of a thing: zones no farther than the tolerance, and whether they meet."""
        meeting = {
            (int(thing), int(zone)) for zone, thing in self.tree.query(zones, "intersects").T
        }
        near: dict[int, list[tuple[int, bool]]] = {}
        for thing, zone in sorted({*meeting, *self._boxed(zones)}):
            near.setdefault(thing, []).append((zone, (thing, zone) in meeting))
        return near

    def _boxed(self, zones: Geometries) -> set[tuple[int, int]]:
        return {(int(thing), int(zone)) for zone, thing in self.boxes.query(zones, "intersects").T}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stands:
    """A thing in or beside zones of one sort that a rule is about."""

    thing: int
    sort: CleanupZone
    ruled: Ruling
    zones: tuple[int, ...] = ()  # those that it meets; else the nearest one
    beside: Encounter | None = None  # None: it meets them


def zone_hits(
    things: Things, zones: Sequence[Placed], kind: Kind, terms: Terms
) -> Iterator[tuple[int, CleanupHit, tuple[Placed, ...]]]:
    """Every thing in every sort of zone of a kind: the thing's number, the hit, the zones.

    Args:
        things: to be held against the zones.
        zones: of one kind.
        kind: of the zones.
        terms: rules, day, tolerance.
    """
    shapes = np.array([zone.geometry for zone in zones], dtype=object)
    found = list(_standing_in(things, zones, shapes, kind, terms))
    met = _met(found, things, shapes)
    refs: dict[tuple[int, ...], tuple[Placed, ...]] = {}
    for one, encountered in zip(found, met, strict=True):
        of = refs.setdefault(one.zones, tuple(zones[at] for at in one.zones))
        yield one.thing, _hit(one, encountered, of, terms), of


def _standing_in(
    things: Things, zones: Sequence[Placed], shapes: Geometries, kind: Kind, terms: Terms
) -> Iterator[_Stands]:
    """Sure zones by sort; those whose sort the layer does not say as the hardest they may be."""
    sorts = [
        (sort, [is_one_of(zone.values, kind, sort.where) for zone in zones])
        for sort in terms.book.zones
        if sort.kind == kind.id and not sort.ring
    ]
    for thing, near in things.near(shapes).items():
        one = things.each[thing]
        for sort, answers in sorts:
            sure = [pair for pair in near if answers[pair[0]]]
            if sure and (ruled := terms.rulings.of(one, sort.id)):
                asked = _Stands(thing=thing, sort=sort, ruled=ruled)
                yield from _stands(asked, sure, things, shapes, terms.tolerance_m)
        yield from _hardest_doubtful(thing, near, sorts, things, shapes, terms)


def _hardest_doubtful(
    thing: int,
    near: Sequence[tuple[int, bool]],
    sorts: Sequence[tuple[CleanupZone, Sequence[bool | None]]],
    things: Things,
    shapes: Geometries,
    terms: Terms,
) -> list[_Stands]:
    for sort, answers in sorts:  # these stand gravest first
        maybe = [pair for pair in near if answers[pair[0]] is None]
        if maybe and (ruled := terms.rulings.of(things.each[thing], sort.id, (ZONE,))):
            asked = _Stands(thing=thing, sort=sort, ruled=ruled)
            if found := _stands(asked, maybe, things, shapes, terms.tolerance_m):
                return found
    return []


def _stands(
    asked: _Stands,
    near: Sequence[tuple[int, bool]],
    things: Things,
    shapes: Geometries,
    tolerance_m: float,
) -> list[_Stands]:
    """Once where it meets zones, or lies outside by no more than the tolerance; else not at all."""
    meeting = tuple(zone for zone, meets in near if meets)
    if meeting:
        return [replace(asked, zones=meeting)]
    numbers = [zone for zone, _ in near]
    metres, bearings = distances(things.shapes[asked.thing], shapes[numbers])
    at = int(np.argmin(metres))
    if metres[at] > tolerance_m:
        return []
    # It may as well be inside.
    bearing = 0.0 if np.isnan(bearings[at]) else float(bearings[at])
    return [replace(asked, zones=(numbers[at],), beside=apart(float(metres[at]), bearing))]


def _met(found: Sequence[_Stands], things: Things, shapes: Geometries) -> list[Encounter]:
    """How each lies to its zones, measured together for all in the same zones."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for i, one in enumerate(found):
        if one.beside is None:
            groups.setdefault(one.zones, []).append(i)
    met = {i: one.beside for i, one in enumerate(found) if one.beside is not None}
    for zones, group in groups.items():
        own = things.shapes[[found[i].thing for i in group]]
        met.update(zip(group, United(shapes[list(zones)]).met_by(own), strict=True))
    return [met[i] for i in range(len(found))]


def _hit(one: _Stands, met: Encounter, zones: Sequence[Placed], terms: Terms) -> CleanupHit:
    hit = made(one.sort, one.ruled, zones, met)
    deep = met.depth_m is not None and met.depth_m > terms.tolerance_m + HAIR_M
    return hit if deep and one.beside is None else _on_the_edge(hit, met, terms)


def made(sort: CleanupZone, ruled: Ruling, zones: Sequence[Placed], met: Encounter) -> CleanupHit:
    """A hit of a rule in some zones, as it was measured."""
    return CleanupHit(
        zone=sort.id,
        kind=sort.kind,
        grade=sort.grade,
        rule=ruled.rule,
        duty=ruled.duty,
        features=tuple(zone.ref for zone in zones),
        relation=met.relation,
        basis=ruled.basis,
        message=ruled.message,
        overlap_m2=met.overlap_m2,
        overlap_pct=met.overlap_pct_of_site,
        length_m=met.length_m,
        depth_m=met.depth_m,
        distance_m=met.distance_m,
        unanswered=ruled.unanswered,
    )


def _on_the_edge(hit: CleanupHit, met: Encounter, terms: Terms) -> CleanupHit:
    said = Message.of(
        "cleanup.on_the_edge",
        said=hit.message,
        depth=f"{met.depth_m or met.distance_m:.2f}",
        tolerance=f"{terms.tolerance_m:g}",
    )
    return replace(hit, within_tolerance=True, duty=SOFTENED[hit.duty], message=said)
