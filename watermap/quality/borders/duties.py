"""Each border section: its districts, its class and target, its neighbours, and who must act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watermap.errors import Message, Problem
from watermap.harmonise.layer import Layers
from watermap.quality.assessment import SectionResult, WaterClass
from watermap.quality.borders.rules import (
    BorderState,
    DutyRules,
    EntryState,
    Rule,
    TargetState,
    Who,
    duty_rules,
)
from watermap.quality.classing.classify import worse
from watermap.quality.stations.attributes import Attributes, attributes
from watermap.quality.stations.on_border import on_border

_TARGET_STATES: Mapping[bool | None, TargetState] = {
    True: "met",
    False: "missed",
    None: "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The districts that meet at a section; None: its layer does not say."""

    upstream: str | None
    downstream: str | None
    left: str | None
    right: str | None

    @property
    def border(self) -> BorderState:
        """How the border lies to the river."""
        if self.left and self.right and self.left != self.right:
            return "along"
        return "across" if self.upstream and self.upstream != self.downstream else "unknown"

    def acting(self, who: Who) -> tuple[str, ...]:
        """The districts that an answer means."""
        if who == "both_banks":
            return tuple(one for one in (self.left, self.right) if one)
        return (self.upstream,) if who == "upstream" and self.upstream else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A border section above or below on the same river."""

    section: str
    water_class: WaterClass | None  # None: not evaluated


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderDuty:
    """One border section and who must act on it."""

    section: str
    river: str | None
    sides: Sides
    water_class: WaterClass | None
    target: WaterClass | None
    target_state: TargetState
    above: tuple[Neighbour, ...]  # where the river enters the upstream district
    entry_state: EntryState  # the class against theirs
    below: tuple[Neighbour, ...]  # where it leaves the downstream district
    who: Who
    must_act: tuple[str, ...]  # districts
    rule: Rule  # that decided
    why: tuple[Message, ...] = ()  # what could not be told


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderDuties:
    """All border sections of one period."""

    duties: tuple[BorderDuty, ...]
    rules: DutyRules
    problems: tuple[Problem, ...] = ()


def border_duties(
    sections: Sequence[SectionResult], layers: Layers, *, rules: DutyRules | None = None
) -> BorderDuties:
    """Who must act at each border section.

    The neighbours on a river are told by its name and the chain of districts, not by its course:
    the section above is where the river enters this one's upstream district, the section below
    where it leaves the downstream district. With several, the class must be worse than all of
    theirs, or than none, else it is not told.

    Args:
        sections: results of one period.
        layers: sections among them, with upstream, downstream, left and right districts.
        rules: who must act in which state; None: those that come with watermap.
    """
    rules = rules or duty_rules()
    fields = attributes(layers)
    answers = {one.name: on_border(fields.get(one.name, {})) for one in sections}
    found = {
        one.name: (one, _sides(fields.get(one.name, {})))
        for one in sections
        if answers[one.name] is True
    }
    silent = sum(answer is None for answer in answers.values())
    return BorderDuties(
        duties=tuple(_duty(name, found, rules) for name in found),
        rules=rules,
        problems=tuple(_problems(len(found), silent, rules)),
    )


_Known = Mapping[str, tuple[SectionResult, Sides]]


def _problems(found: int, silent: int, rules: DutyRules) -> Iterator[Problem]:
    if not found:
        yield Problem.note("borders.none")
    if silent:
        yield Problem.note("borders.not_said", n=silent)
    if not rules.verified:
        yield Problem.note("borders.unverified", title=rules.title, citation=rules.citation)


def _sides(fields: Attributes) -> Sides:
    return Sides(
        upstream=fields.get("upstream_district"),
        downstream=fields.get("downstream_district"),
        left=fields.get("left_district"),
        right=fields.get("right_district"),
    )


def _duty(name: str, known: _Known, rules: DutyRules) -> BorderDuty:
    section, sides = known[name]
    above, below = _above(section, known), _below(section, known)
    target = _TARGET_STATES[section.met]
    entry = _entry(section.water_class, above)
    rule = rules.rule(target, entry, sides.border)
    return BorderDuty(
        section=name,
        river=section.river,
        sides=sides,
        water_class=section.water_class,
        target=section.target,
        target_state=target,
        above=above,
        entry_state=entry,
        below=below,
        who=rule.who,
        must_act=sides.acting(rule.who),
        rule=rule,
        why=tuple(_why(section, sides, above, entry)),
    )


def _above(section: SectionResult, known: _Known) -> tuple[Neighbour, ...]:
    upstream = known[section.name][1].upstream
    return tuple(
        Neighbour(section=name, water_class=other.water_class)
        for name, (other, sides) in known.items()
        if _beside(section, other) and upstream is not None and sides.downstream == upstream
    )


def _below(section: SectionResult, known: _Known) -> tuple[Neighbour, ...]:
    downstream = known[section.name][1].downstream
    return tuple(
        Neighbour(section=name, water_class=other.water_class)
        for name, (other, sides) in known.items()
        if _beside(section, other) and downstream is not None and sides.upstream == downstream
    )


def _beside(section: SectionResult, other: SectionResult) -> bool:
    return other.name != section.name and section.river is not None and other.river == section.river


def _entry(found: WaterClass | None, above: Sequence[Neighbour]) -> EntryState:
    """The class against those above; unknown where there are none, or they differ in it."""
    if found is None:
        return "unknown"
    answers = {None if one.water_class is None else worse(found, one.water_class) for one in above}
    if answers == {True}:
        return "worse"
    return "not_worse" if answers == {False} else "unknown"


def _why(
    section: SectionResult, sides: Sides, above: Sequence[Neighbour], entry: EntryState
) -> Iterator[Message]:
    if section.met is None:
        if section.target is None:
            yield Message.of("borders.no_target")
        else:
            yield Message.of("borders.not_evaluated")
            yield from section.why
    if sides.border == "unknown":
        yield Message.of("borders.no_districts")
    if sides.border != "across" or entry != "unknown":
        return
    if section.river is None:
        yield Message.of("borders.no_river")
    elif not above:
        yield Message.of("borders.no_entry", district=sides.upstream, river=section.river)
    elif section.water_class is not None:
        names = "、".join(one.section for one in above)
        yield Message.of("borders.entry_open", names=names)
