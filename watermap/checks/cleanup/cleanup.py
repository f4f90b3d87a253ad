"""Existing things against protection areas, red lines and rings: the clean-up list (清理整治)."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from watermap.catalogue.kinds import Kind
from watermap.checks.cleanup.findings import Cleanup, CleanupHit, CleanupItem, Intake
from watermap.checks.cleanup.rules import DUTIES, UNKNOWN, CleanupBook, Criterion, cleanup_book
from watermap.checks.cleanup.things import Standing, standing
from watermap.checks.cleanup.zones import Placed, Terms, placed, ring_hits, zone_hits
from watermap.checks.ground.coverage import usable
from watermap.checks.ground.features import text_of
from watermap.checks.sources.around import LARGEST_M
from watermap.errors import Message, Problem, WatermapError
from watermap.geodesy.measure import distances
from watermap.harmonise.layer import Layer, Layers
from watermap.language import in_a_row
from watermap.progress import SILENT, Progress

SOURCE_KIND = "water_source"
OF_SOURCE = "source"  # the field of a protection area that names its source
_LAST = float("inf")
Found = dict[int, list[tuple[CleanupHit, tuple[Placed, ...]]]]  # by the thing's number


def clean_up(
    layers: Layers,
    *,
    kinds: Mapping[str, Kind],
    as_of: dt.date,
    rings_m: Sequence[float],
    tolerance_m: float = 0.5,
    progress: Progress = SILENT,
) -> Cleanup:
    """List all things that stand where they should not, in the order of dealing with them.

    Args:
        layers: of the project, by kind.
        kinds: of the layers.
        as_of: the day whose law applies.
        rings_m: radii around sources in metres; none: no rings.
        tolerance_m: survey error; what lies no deeper in a zone has to be verified.
        progress: one step a kind of zone.

    Raises:
        WatermapError: a radius cannot be used.
        Cancelled: asked for through ``progress``.
    """
    _hold_to(rings_m)
    book = cleanup_book()
    terms = Terms(
        book=book, as_of=as_of, tolerance_m=tolerance_m, rings_m=tuple(sorted(set(rings_m)))
    )
    of_kind = {name: _usable(layers, name) for name in kinds}
    things, problems = _things(of_kind, kinds, book)
    zone_kinds = list(dict.fromkeys(zone.kind for zone in book.zones))
    zones = {name: placed(of_kind.get(name, ()), kinds[name]) for name in zone_kinds}
    found: Found = {}
    for done, name in enumerate(zone_kinds):
        progress.step(done, len(zone_kinds), name)
        if zones[name] and things:
            for thing, hit, of in zone_hits(things, zones[name], kinds[name], terms):
                found.setdefault(thing, []).append((hit, of))
    sources = zones[SOURCE_KIND]
    for thing, hit in ring_hits(things, sources, terms):
        found.setdefault(thing, []).append((hit, ()))
    progress.step(len(zone_kinds), len(zone_kinds))
    items = [_item(things[at], hits, sources) for at, hits in found.items()]
    lacking = (
        _without([one.kind for one in book.things], of_kind),
        _without(zone_kinds, of_kind),
    )
    return Cleanup(
        as_of=as_of,
        rings_m=terms.rings_m,
        tolerance_m=tolerance_m,
        items=_ranked(items, book),
        looked_at=_counted(things, book),
        things_not_checked=lacking[0],
        zones_not_checked=lacking[1],
        problems=(
            *_not_checked(*lacking, kinds),
            *problems,
            *_about_layers(layers, book),
            *_without_law(book, as_of),
        ),
    )


def _not_checked(
    things: Sequence[str], zones: Sequence[str], kinds: Mapping[str, Kind]
) -> Iterator[Problem]:
    """That an empty list says nothing of what no layer shows."""
    for code, names in (("things_not_checked", things), ("zones_not_checked", zones)):
        if names:
            titles = in_a_row(kinds[name].title for name in names)
            yield Problem.warning(f"cleanup.{code}", kinds=titles)


def _hold_to(rings_m: Sequence[float]) -> None:
    bad = [radius for radius in rings_m if not 0 < radius <= LARGEST_M]
    if bad:
        most = f"{LARGEST_M:g}"
        raise WatermapError(
            *(Problem.error("checks.bad_radius", radius=radius, most=most) for radius in bad)
        )


def _usable(layers: Layers, name: str) -> list[Layer]:
    return [layer for layer in layers.get(name, ()) if usable(layer)]


def _things(
    of_kind: Mapping[str, Sequence[Layer]], kinds: Mapping[str, Kind], book: CleanupBook
) -> tuple[list[Standing], list[Problem]]:
    things: list[Standing] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(one.kind for one in book.things):
        found, said = standing(of_kind.get(name, ()), kinds[name], book)
        things += found
        problems += said
    return things, problems


def _counted(things: Sequence[Standing], book: CleanupBook) -> dict[str, int]:
    return {one.id: sum(thing.thing.id == one.id for thing in things) for one in book.things}


def _without(names: Sequence[str], of_kind: Mapping[str, Sequence[Layer]]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if not of_kind.get(name))


def _about_layers(layers: Layers, book: CleanupBook) -> list[Problem]:
    """Records that could not be looked at, of things and zones alike."""
    names = dict.fromkeys(
        [*(thing.kind for thing in book.things), *(zone.kind for zone in book.zones)]
    )
    every = [layer for name in names for layer in layers.get(name, ())]
    problems = [
        Problem.warning("checks.place_unknown", layer=layer.title)
        for layer in every
        if layer.place.epsg is None
    ]
    for layer in every:
        lost = len(layer.frame) - int(layer.frame.geometry.notna().sum())
        if lost:
            problems.append(
                Problem.warning(
                    "checks.without_geometry", layer=layer.title, count=lost, total=len(layer.frame)
                )
            )
        if layer.rejected:
            problems.append(
                Problem.warning("checks.rejected", layer=layer.title, count=len(layer.rejected))
            )
    return problems


def _without_law(book: CleanupBook, as_of: dt.date) -> list[Problem]:
    lacking = [rule.id for rule in book.rules if book.basis(rule, as_of) is None]
    if not lacking:
        return []
    return [Problem.warning("cleanup.no_law", rules=", ".join(lacking), day=as_of)]


def _item(
    one: Standing, found: list[tuple[CleanupHit, tuple[Placed, ...]]], sources: Sequence[Placed]
) -> CleanupItem:
    # What is surely in a zone goes before what is only on an edge.
    ordered = sorted(found, key=lambda pair: (pair[0].within_tolerance, *_order(pair[0])))
    leading = ordered[0][0]
    intake = _intake(one, ordered, sources)
    why = "cleanup.upstream_untold" if intake else "cleanup.no_intake"
    return CleanupItem(
        thing=one.thing.id,
        kind=one.thing.kind,
        feature=one.ref,
        geometry=one.geometry,
        priority=0,
        grade=leading.grade,
        duty=min((hit.duty for hit, _ in ordered), key=DUTIES.index),
        hits=tuple(hit for hit, _ in ordered),
        intake=intake,
        upstream=None,
        upstream_why=Message(code=why),
        risk_level=one.text("risk_level"),
        credit=one.text("credit"),
        card=one.text("card"),
        status=one.text("status"),
    )


def _order(hit: CleanupHit) -> tuple[int, int, str]:
    return hit.grade, DUTIES.index(hit.duty), hit.zone


def _intake(
    one: Standing,
    found: Sequence[tuple[CleanupHit, tuple[Placed, ...]]],
    sources: Sequence[Placed],
) -> Intake | None:
    """The source that the gravest zone names, else the nearest."""
    if not sources:
        return None
    named = next(
        (
            name
            for _, zones in found
            for zone in zones
            if (name := text_of(zone.values.get(OF_SOURCE)))
        ),
        None,
    )
    own = [source for source in sources if source.ref.name == named] if named else []
    chosen = own or list(sources)
    shapes = np.array([source.geometry for source in chosen], dtype=object)
    metres, bearings = distances(one.geometry, shapes)
    at = int(np.argmin(metres))
    far = float(metres[at])
    return Intake(
        feature=chosen[at].ref,
        distance_m=far,
        bearing_deg=float(bearings[at]) if far > 0 else None,
        by="area" if own else "nearest",
    )


def _ranked(items: Sequence[CleanupItem], book: CleanupBook) -> tuple[CleanupItem, ...]:
    """In the order that the data states; items alike in ``ranked_by`` have one priority."""

    def rank(item: CleanupItem) -> tuple[float, ...]:
        return tuple(_measure(item, criterion, book) for criterion in book.ranked_by)

    def place(item: CleanupItem) -> tuple[object, ...]:
        rest = tuple(_measure(item, criterion, book) for criterion in book.then_by)
        return rank(item), rest, item.feature.path, item.feature.record

    ordered = sorted(items, key=place)
    groups = itertools.groupby(ordered, key=rank)
    return tuple(
        replace(item, priority=number)
        for number, (_, group) in enumerate(groups, start=1)
        for item in group
    )


def _measure(item: CleanupItem, criterion: Criterion, book: CleanupBook) -> float:
    if criterion == "grade":
        return item.grade
    if criterion == "duty":
        return DUTIES.index(item.duty)
    if criterion == "distance":
        return _LAST if item.intake is None else item.intake.distance_m
    risk = item.risk_level if item.risk_level in book.risks else UNKNOWN
    return book.risks.index(risk)
