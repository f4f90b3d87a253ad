"""Existing things against protection areas, red lines and rings: the clean-up list (清理整治)."""

import bisect
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from watermap.catalogue.kinds import Kind
from watermap.checks.cleanup.findings import Cleanup, CleanupHit, CleanupItem, OnMap, Rivers
from watermap.checks.cleanup.intakes import End, intakes
from watermap.checks.cleanup.judging import Rulings
from watermap.checks.cleanup.rings import ring_hits
from watermap.checks.cleanup.rules import DUTIES, UNKNOWN, CleanupBook, Criterion, cleanup_book
from watermap.checks.cleanup.things import Standing, standing
from watermap.checks.cleanup.zones import Placed, Terms, Things, placed, zone_hits
from watermap.checks.ground.coverage import usable
from watermap.checks.sources.around import LARGEST_M
from watermap.errors import Message, Problem, WatermapError
from watermap.harmonise.layer import Layer, Layers
from watermap.language import in_a_row
from watermap.progress import SILENT, Progress

SOURCE_KIND = "water_source"
_LAST = float("inf")
Found = tuple[CleanupHit, tuple[Placed, ...]]  # the zones of a hit; none: a ring


def clean_up(
    layers: Layers,
    *,
    kinds: Mapping[str, Kind],
    as_of: dt.date,
    rings_m: Sequence[float],
    tolerance_m: float = 0.5,
    rivers: Rivers | None = None,
    progress: Progress = SILENT,
) -> Cleanup:
    """List all things that stand where they should not, in the order of dealing with them.

    Args:
        layers: of the project, by kind.
        kinds: of the layers.
        as_of: the day whose law applies.
        rings_m: radii around sources in metres; none: no rings.
        tolerance_m: survey error; what lies no deeper in a zone has to be verified.
        rivers: says how a thing lies to its intake along the rivers; None: nobody knows.
        progress: one step a kind of zone.

    Raises:
        WatermapError: a radius cannot be used.
        Cancelled: asked for through ``progress``.
    """
    _hold_to(rings_m)
    book = cleanup_book()
    terms = Terms(
        book=book,
        tolerance_m=tolerance_m,
        rings_m=tuple(sorted(set(rings_m))),
        rulings=Rulings(book, as_of),
    )
    of_kind = {name: _usable(layers, name) for name in kinds}
    every, problems = _things(of_kind, kinds, book)
    things = Things(every, tolerance_m)
    zone_kinds = list(dict.fromkeys(zone.kind for zone in book.zones))
    zones = {name: placed(of_kind.get(name, ()), kinds[name]) for name in zone_kinds}
    found: dict[int, list[Found]] = {}  # by the thing's number
    for done, name in enumerate(zone_kinds):
        progress.step(done, len(zone_kinds), name)
        if zones[name] and every:
            for thing, hit, of in zone_hits(things, zones[name], kinds[name], terms):
                found.setdefault(thing, []).append((hit, of))
    sources = zones[SOURCE_KIND]
    for thing, hit in ring_hits(things, sources, terms):
        found.setdefault(thing, []).append((hit, ()))
    progress.step(len(zone_kinds), len(zone_kinds))
    items = _items([(every[at], hits) for at, hits in found.items()], sources, rivers)
    lacking = (
        _without([one.kind for one in book.things], of_kind),
        _without(zone_kinds, of_kind),
    )
    return Cleanup(
        as_of=as_of,
        rings_m=terms.rings_m,
        tolerance_m=tolerance_m,
        items=_ranked(items, book),
        looked_at=_counted(every, book),
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
    counts = Counter(thing.thing.id for thing in things)
    return {one.id: counts[one.id] for one in book.things}


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


def _items(
    found: Sequence[tuple[Standing, list[Found]]],
    sources: Sequence[Placed],
    rivers: Rivers | None,
) -> list[CleanupItem]:
    # What is surely in a zone goes before what is only on an edge.
    ordered = [(one, sorted(hits, key=_order)) for one, hits in found]
    ends = intakes([(one, [zones for _, zones in hits]) for one, hits in ordered], sources)
    return [
        _item(one, [hit for hit, _ in hits], end, rivers)
        for (one, hits), end in zip(ordered, ends, strict=True)
    ]


def _order(found: Found) -> tuple[bool, int, int, str]:
    hit, _ = found
    return hit.within_tolerance, hit.grade, DUTIES.index(hit.duty), hit.zone


def _thing(one: Standing) -> OnMap:
    return OnMap(kind=one.thing.kind, feature=one.ref, geometry=one.geometry)


def _intake(end: End) -> OnMap:
    return OnMap(kind=SOURCE_KIND, feature=end.intake.feature, geometry=end.geometry)


def _item(
    one: Standing, hits: Sequence[CleanupHit], end: End | None, rivers: Rivers | None
) -> CleanupItem:
    along = None if end is None or rivers is None else rivers(_thing(one), _intake(end))
    untold = Message.of("cleanup.upstream_untold" if end else "cleanup.no_intake")
    return CleanupItem(
        thing=one.thing.id,
        kind=one.thing.kind,
        feature=one.ref,
        geometry=one.geometry,
        priority=0,
        grade=hits[0].grade,
        duty=min((hit.duty for hit in hits), key=DUTIES.index),
        hits=tuple(hits),
        intake=None if end is None else end.intake,
        upstream=None if along is None else along.upstream,
        upstream_why=untold if along is None else along.why,
        upstream_m=along.river_m if along is not None and along.upstream else None,
        risk_level=one.text("risk_level"),
        credit=one.text("credit"),
        card=one.text("card"),
        status=one.text("status"),
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
    if criterion == "upstream":
        return _upstream(item, book)
    if criterion == "distance":
        return _LAST if item.intake is None else item.intake.distance_m
    risk = item.risk_level if item.risk_level in book.risks else UNKNOWN
    return book.risks.index(risk)


def _upstream(item: CleanupItem, book: CleanupBook) -> float:
    """The step of a thing upstream, those of unknown length last; then untold; then the others."""
    steps = book.upstream_km
    if item.upstream is None:
        return len(steps) + 1
    if not item.upstream:
        return len(steps) + 2
    return (
        len(steps) if item.upstream_m is None else bisect.bisect_left(steps, item.upstream_m / 1000)
    )
