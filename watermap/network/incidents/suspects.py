"""Which things upstream of a failing section to look at first: candidates, never culprits.

What only others know (how sections stand, cards, permits) comes in as plain values.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Literal

from annotated_types import Ge

from watermap.datafile import Strict, read_toml
from watermap.errors import Message
from watermap.language import Text
from watermap.network.incidents.emissions import Emissions, Emits, known_emissions
from watermap.network.network import Network, Placed
from watermap.network.placing.place import Unplaced
from watermap.network.tracing.met import Met
from watermap.network.tracing.trace import Asked, Trace, trace
from watermap.resources import package_file

Key = tuple[str, int, int]
"""A thing of a project: kind, number of its layer among those of the kind, record from 0."""
Standing = Literal["fine", "failing"]
Bracket = Literal["between", "beyond"]
KINDS = frozenset({"enterprise", "outfall", "sewage_plant", "livestock_zone"})
"""The kinds of layers that candidates are of."""


class _Near(Strict):
    within_km: Annotated[float, Ge(0)]
    points: int


class _Points(Strict):
    emits: int
    emission_unknown: int
    not_listed: int
    card: Mapping[str, int]
    credit: Mapping[str, int]
    permit: Mapping[str, int]


class Rules(Strict):
    """All of suspects.toml."""

    verified: bool
    source: Text
    points: _Points
    near: tuple[_Near, ...]

    def nearness(self, km: float) -> int:
        """Points of a distance along the water."""
        return max((one.points for one in self.near if km <= one.within_km), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a candidate; None: not known. Values as the kinds' files name them.

    ``permit``: ``none`` (it is known to have none), ``key``, ``simplified``, ``registered``.
    """

    industry_code: str | None = None  # GB/T 4754
    permit: str | None = None
    card: str | None = None
    credit: str | None = None
    owner: str | None = None  # of an outfall: the enterprise whose facts these are


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a project knows beside the network.

    ``facts``: of candidates; one without an entry is not known. ``standing``: of other sections for
    this indicator and month; one without an entry has no data, and clears nobody.
    ``unplaced``: what has no place on the network.
    """

    facts: Mapping[Key, Facts]
    standing: Mapping[Key, Standing]
    unplaced: Sequence[Unplaced] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Points, and what they are for."""

    points: int
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something upstream. ``beyond``: every way from it passes a section that is fine."""

    met: Met
    facts: Facts
    emits: Emits
    bracket: Bracket
    why: tuple[Point, ...]

    @property
    def points(self) -> int:
        """All points together."""
        return sum(one.points for one in self.why)

    @property
    def judged(self) -> bool:
        """Whether it is known what its industry lets out."""
        return self.emits != "emission_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspects:
    """The candidates upstream of a section, those of most points first.

    ``between``: what may explain the section by itself. ``beyond``: behind a section that is fine.
    ``not_placed``: may be upstream, but nobody knows: they have no place on the network.
    """

    section: Placed
    indicator: str
    between: tuple[Candidate, ...]
    beyond: tuple[Candidate, ...]
    not_placed: tuple[Unplaced, ...]
    trace: Trace
    said: tuple[Message, ...]


def key_of(one: Placed) -> Key:
    """How facts and standings are told apart."""
    return one.kind, one.layer, one.record


@cache
def known_rules() -> Rules:
    """The points as shipped."""
    return read_toml(Rules, package_file("network/incidents/suspects.toml"))


def suspects(
    network: Network,
    section: Placed,
    indicator: str,
    *,
    objects: Sequence[Placed],
    known: Known,
    asked: Asked | None = None,
    gaps: Collection[int] = (),
    rules: Rules | None = None,
    emissions: Emissions | None = None,
) -> Suspects:
    """The candidates upstream of a section that fails.

    Args:
        network: as built.
        section: that fails.
        indicator: id of what fails.
        objects: all that is placed on the network, sections too.
        known: of candidates and sections.
        asked: how far upstream; None: to the sources.
        gaps: as for ``trace``.
        rules: None: as shipped.
        emissions: None: as shipped.
    """
    ask = asked or Asked(direction="up")
    whole = trace(network, section.place, ask, objects=objects, gaps=gaps, without=section)
    near = {
        key_of(one.object) for one in _short_of_fine(network, section, ask, objects, known.standing)
    }
    all_ = [
        _candidate(
            one,
            known.facts.get(key_of(one.object), Facts()),
            indicator,
            "between" if key_of(one.object) in near else "beyond",
            (rules or known_rules(), emissions or known_emissions()),
        )
        for one in whole.objects
        if one.object.kind in KINDS
    ]
    all_.sort(key=lambda one: (-one.points, one.met.taken_m))
    left = tuple(one for one in known.unplaced if one.kind in KINDS)
    return Suspects(
        section=section,
        indicator=indicator,
        between=tuple(one for one in all_ if one.bracket == "between"),
        beyond=tuple(one for one in all_ if one.bracket == "beyond"),
        not_placed=left,
        trace=whole,
        said=tuple(_said(whole, all_, left, known.standing)),
    )


def _short_of_fine(
    network: Network,
    section: Placed,
    ask: Asked,
    objects: Sequence[Placed],
    standing: Mapping[Key, Standing],
) -> tuple[Met, ...]:
    """What the water comes from without passing a section that is fine, by any way.

    A section whose place is doubtful, as at a confluence, clears nobody: it may stand on the other
    branch.
    """
    told = [
        one
        for one in objects
        if one.kind != "section" or (standing.get(key_of(one)) == "fine" and not one.doubts)
    ]
    stopped = replace(ask, stop_at=frozenset({*ask.stop_at, "section"}))
    return trace(network, section.place, stopped, objects=told, without=section).objects


def _candidate(
    met: Met, facts: Facts, indicator: str, bracket: Bracket, by: tuple[Rules, Emissions]
) -> Candidate:
    rules, emissions = by
    emits = emissions.emits(facts.industry_code, met.object.kind, indicator)
    return Candidate(
        met=met,
        facts=facts,
        emits=emits,
        bracket=bracket,
        why=tuple(_points(met, facts, emits, rules)),
    )


def _points(met: Met, facts: Facts, emits: Emits, rules: Rules) -> Iterator[Point]:
    of = rules.points
    yield Point(points=getattr(of, emits), why=Message.of(f"suspects.{emits}"))
    km = met.taken_m / 1000
    yield Point(points=rules.nearness(km), why=Message.of("suspects.near", km=f"{km:.2f}"))
    held = (("permit", facts.permit), ("card", facts.card), ("credit", facts.credit))
    for name, value in held:
        points: int = getattr(of, name).get(value, 0) if value else 0
        code = f"suspects.{name}_{value}" if points else f"suspects.{name}_clear"
        if value is None:
            code = f"suspects.{name}_unknown"
        yield Point(points=points, why=Message.of(code))


def _said(
    whole: Trace,
    all_: Sequence[Candidate],
    left: Sequence[Unplaced],
    standing: Mapping[Key, Standing],
) -> Iterator[Message]:
    yield from whole.said
    yield Message.of("suspects.candidates_only")
    if unknown := sum(not one.judged for one in all_):
        yield Message.of("suspects.not_judged", count=unknown)
    if left:
        yield Message.of("suspects.not_placed", count=len(left))
    if blind := sum(one.reason in ("gap", "unknown_direction") for one in whole.ends):
        yield Message.of("suspects.blind", count=blind)
    fine = (one.object for one in whole.objects if standing.get(key_of(one.object)) == "fine")
    if doubtful := [one.name or one.id or "—" for one in fine if one.doubts]:
        yield Message.of("suspects.doubtful_sections", names="、".join(doubtful))
