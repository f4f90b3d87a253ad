"""Existing things held against zones and against rings around sources."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.cleanup.findings import CleanupHit
from watermap.checks.cleanup.judging import SOFTENED, Ruling, ruling
from watermap.checks.cleanup.rules import CleanupBook, CleanupZone
from watermap.checks.cleanup.things import Standing, is_one_of
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.features import feature_ref, made_valid, search_box, with_shape
from watermap.checks.ground.relation import Encounter, apart, encounter
from watermap.checks.law.answers import ZONE
from watermap.checks.law.check_names import HAIR_M
from watermap.errors import Message
from watermap.geodesy.measure import distance, distances
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layer


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
    as_of: dt.date
    tolerance_m: float
    rings_m: tuple[float, ...]  # the smallest first


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


def zone_hits(
    things: Sequence[Standing], zones: Sequence[Placed], kind: Kind, terms: Terms
) -> Iterator[tuple[int, CleanupHit, tuple[Placed, ...]]]:
    """Every thing in every sort of zone of a kind: the thing's number, the hit, the zones.

    Args:
        things: to be held against the zones.
        zones: of one kind.
        kind: of the zones.
        terms: rules, day, tolerance.
    """
    tree = shapely.STRtree([zone.geometry for zone in zones])
    boxes = [shapely.box(*search_box(one.geometry, terms.tolerance_m)) for one in things]
    near: dict[int, list[int]] = {}
    for thing, zone in sorted(zip(*tree.query(np.array(boxes, dtype=object)), strict=True)):
        near.setdefault(int(thing), []).append(int(zone))
    sorts = [one for one in terms.book.zones if one.kind == kind.id and not one.ring]
    for thing, found in near.items():
        candidates = [zones[at] for at in found]
        for hit, of in _of_thing(things[thing], candidates, sorts, kind, terms):
            yield thing, hit, of


def _of_thing(
    one: Standing,
    candidates: Sequence[Placed],
    sorts: Sequence[CleanupZone],
    kind: Kind,
    terms: Terms,
) -> list[tuple[CleanupHit, tuple[Placed, ...]]]:
    """Sure zones by sort; those whose sort the layer does not say as the hardest they may be."""
    hits, doubtful = [], []
    for sort in sorts:
        answers = [is_one_of(zone.values, kind, sort.where) for zone in candidates]
        sure = [zone for zone, answer in zip(candidates, answers, strict=True) if answer]
        maybe = [zone for zone, answer in zip(candidates, answers, strict=True) if answer is None]
        if sure and (hit := _hit(one, sure, sort, terms, doubts=())):
            hits.append(hit)
        if maybe and (hit := _hit(one, maybe, sort, terms, doubts=(ZONE,))):
            doubtful.append(hit)
    return hits + doubtful[:1]  # sorts stand gravest first


def _hit(
    one: Standing,
    zones: Sequence[Placed],
    sort: CleanupZone,
    terms: Terms,
    *,
    doubts: tuple[str, ...],
) -> tuple[CleanupHit, tuple[Placed, ...]] | None:
    ruled = ruling(one, sort.id, terms.book, terms.as_of, doubts=doubts)
    if ruled is None:
        return None
    meeting = tuple(zone for zone in zones if shapely.intersects(one.geometry, zone.geometry))
    if not meeting:
        return _beside(one, zones, sort, ruled, terms)
    together = shapely.union_all(np.array([zone.geometry for zone in meeting], dtype=object))
    met = encounter(one.geometry, together, Plane.around(one.geometry))
    deep = met.depth_m is not None and met.depth_m > terms.tolerance_m + HAIR_M
    hit = _made(sort, ruled, meeting, met)
    return (hit if deep else _on_the_edge(hit, met, terms)), meeting


def _beside(
    one: Standing, zones: Sequence[Placed], sort: CleanupZone, ruled: Ruling, terms: Terms
) -> tuple[CleanupHit, tuple[Placed, ...]] | None:
    """A thing outside by no more than the tolerance may as well be inside."""
    ways = [(distance(one.geometry, zone.geometry), zone) for zone in zones]
    way, zone = min(ways, key=lambda pair: pair[0].metres)
    if way.metres > terms.tolerance_m:
        return None
    met = apart(way.metres, way.bearing_deg or 0.0)
    return _on_the_edge(_made(sort, ruled, (zone,), met), met, terms), (zone,)


def _made(sort: CleanupZone, ruled: Ruling, zones: Sequence[Placed], met: Encounter) -> CleanupHit:
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


def ring_hits(
    things: Sequence[Standing], sources: Sequence[Placed], terms: Terms
) -> Iterator[tuple[int, CleanupHit]]:
    """Every thing in its smallest ring: its number and the hit, with the sources of that ring."""
    sorts = [one for one in terms.book.zones if one.ring]
    if not (sources and terms.rings_m and things):
        return
    within: dict[int, list[tuple[float, Placed]]] = {}
    tree = shapely.STRtree([one.geometry for one in things])
    for source in sources:
        box = shapely.box(*search_box(source.geometry, terms.rings_m[-1]))
        at = np.sort(tree.query(box))
        shapes = np.array([things[i].geometry for i in at], dtype=object)
        metres = distances(source.geometry, shapes)[0] if len(at) else ()
        for i, far in zip(at, metres, strict=True):
            if far <= terms.rings_m[-1]:
                within.setdefault(int(i), []).append((float(far), source))
    for thing, found in sorted(within.items()):
        for sort in sorts:
            ruled = ruling(things[thing], sort.id, terms.book, terms.as_of)
            if ruled is not None:
                yield thing, _ring_hit(sort, ruled, found, terms)


def _ring_hit(
    sort: CleanupZone, ruled: Ruling, found: list[tuple[float, Placed]], terms: Terms
) -> CleanupHit:
    found = sorted(found, key=lambda pair: (pair[0], pair[1].ref.path, pair[1].ref.record))
    nearest_m = found[0][0]
    ring_m = next(radius for radius in terms.rings_m if nearest_m <= radius)
    inside = [source for metres, source in found if metres <= ring_m]
    met = Encounter(relation="within", distance_m=nearest_m)
    return replace(_made(sort, ruled, inside, met), ring_m=ring_m)
