"""What is new in a period, and why: held against the period before and the year before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.names.suggestions import Suggestion
from watermap.quality.assessment import CLASSES, IndicatorResult, SectionResult, State, WaterClass
from watermap.quality.change.results import Change, ChangeState, SectionChange
from watermap.quality.classing.classify import worse
from watermap.quality.period import Period
from watermap.quality.standing.standing import Standing

BEYOND: WaterClass = "III"  # what multiples refer to where a section has no target
_FIRST: tuple[ChangeState, ...] = ("new", "not_evaluated_before")
_ENDED: tuple[ChangeState, ...] = ("gone", "not_evaluated_after")
Name = tuple[str, str]  # kind and name


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueNews:
    """One indicator in both periods, as compared with limits. None: no value, no class."""

    id: str
    unit: str
    before: Decimal | None
    after: Decimal | None
    class_before: WaterClass | None
    class_after: WaterClass | None
    limit: Decimal | None  # of the section's target, else of class III, in this period
    multiple: Decimal | None  # over that limit; None: not over, or not defined


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassNews:
    """A section whose class is another one now."""

    name: str
    kind: str
    river: str | None
    before: WaterClass
    after: WaterClass
    classes_better: int  # below 0: worse
    values: tuple[ValueNews, ...]  # of the indicators that decide now, then of those that did
    deciding_before: tuple[str, ...]
    deciding_after: tuple[str, ...]
    why: tuple[Message, ...]  # of the comparison: other indicators, doubts


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetNews:
    """A section that met its target and no longer does, or the other way round."""

    name: str
    kind: str
    river: str | None
    target: WaterClass | None
    before: WaterClass | None
    after: WaterClass | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceedance:
    """An indicator that is worse than the section's target (class III without one) and was not."""

    name: str
    kind: str
    value: ValueNews
    first_measured: bool  # it had no class in the period before, so nobody knows since when


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedNews:
    """A section that has a class in one of the periods only."""

    name: str
    kind: str
    state: ChangeState
    water_class: WaterClass | None  # in the period that has one
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new against one period."""

    against: Period
    classes: tuple[ClassNews, ...]  # the most worsened first
    same: int  # sections and sources with a class in both, the same one
    lost: tuple[TargetNews, ...]
    gained: tuple[TargetNews, ...]
    exceedances: tuple[Exceedance, ...]
    first_evaluated: tuple[EvaluatedNews, ...]
    no_longer: tuple[EvaluatedNews, ...]

    @property
    def worse(self) -> tuple[ClassNews, ...]:
        """Those whose class is worse."""
        return tuple(one for one in self.classes if one.classes_better < 0)

    @property
    def better(self) -> tuple[ClassNews, ...]:
        """Those whose class is better."""
        return tuple(one for one in self.classes if one.classes_better > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A section without a class, or with fewer months than the period has."""

    name: str
    kind: str
    state: State
    months: int  # with results
    of_months: int
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIsNew:
    """The whole of it."""

    period: Period
    on_period_before: News | None  # None: that period has no results, or is the year before
    on_year_before: News | None  # None: that period has no results
    gaps: tuple[Gap, ...]
    unmatched_table: tuple[str, ...]  # names of the tables that belong to nothing on the map
    unmatched_layer: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def what_is_new(standing: Standing) -> WhatIsNew:
    """Everything that is new in the period of a standing."""
    found = standing.assessment
    now = (*found.sections, *found.sources)
    months = len(standing.period.months)
    return WhatIsNew(
        period=standing.period,
        on_period_before=news_against(standing.on_period_before, standing.period_before, now),
        on_year_before=news_against(standing.on_year_before, standing.year_before, now),
        gaps=tuple(
            Gap(
                name=one.name,
                kind=one.kind,
                state=one.state,
                months=one.months,
                of_months=months,
                why=one.why,
            )
            for one in now
            if one.state != "evaluated" or one.months < months
        ),
        unmatched_table=found.names.unmatched_table,
        unmatched_layer=found.names.unmatched_layer,
        suggestions=found.names.suggestions,
    )


def news_against(
    change: Change | None, earlier: Sequence[SectionResult] | None, now: Sequence[SectionResult]
) -> News | None:
    """What is new against one period; None where it has no results.

    Args:
        change: of both periods.
        earlier: the sections and sources of the other period.
        now: those of this one.
    """
    if change is None or earlier is None:
        return None
    before = {_name(one): one for one in earlier}
    pairs = [(before[_name(one)], one) for one in now if _name(one) in before]
    changed = {(one.kind, one.name): one for one in change.sections}
    classes = [*_classes(pairs, changed)]
    both = [1 for old, new in pairs if None not in (old.water_class, new.water_class)]
    return News(
        against=change.before,
        classes=tuple(sorted(classes, key=lambda one: one.classes_better)),
        same=len(both) - len(classes),
        lost=tuple(_target(old, new) for old, new in pairs if old.met and new.met is False),
        gained=tuple(_target(old, new) for old, new in pairs if old.met is False and new.met),
        exceedances=tuple(one for old, new in pairs for one in _exceedances(old, new)),
        first_evaluated=tuple(_evaluated(one) for one in change.sections if one.state in _FIRST),
        no_longer=tuple(_evaluated(one) for one in change.sections if one.state in _ENDED),
    )


def _name(one: SectionResult) -> Name:
    return one.kind, one.name


def _classes(
    pairs: Sequence[tuple[SectionResult, SectionResult]], changed: dict[Name, SectionChange]
) -> Iterator[ClassNews]:
    for old, new in pairs:
        if old.water_class is None or new.water_class is None or old.water_class == new.water_class:
            continue
        named = dict.fromkeys((*new.deciding, *old.deciding))
        known = changed.get(_name(new))
        yield ClassNews(
            name=new.name,
            kind=new.kind,
            river=new.river,
            before=old.water_class,
            after=new.water_class,
            classes_better=CLASSES.index(old.water_class) - CLASSES.index(new.water_class),
            values=tuple(_value(one, old, new) for one in named),
            deciding_before=old.deciding,
            deciding_after=new.deciding,
            why=known.why if known else (),
        )


def _of(section: SectionResult, indicator: str) -> IndicatorResult | None:
    return next((one for one in section.indicators if one.id == indicator), None)


def _value(indicator: str, old: SectionResult, new: SectionResult) -> ValueNews:
    before, after = _of(old, indicator), _of(new, indicator)
    known = after or before
    return ValueNews(
        id=indicator,
        unit=known.unit if known else "",
        before=before.value if before else None,
        after=after.value if after else None,
        class_before=before.water_class if before else None,
        class_after=after.water_class if after else None,
        limit=after.limit if after else None,
        multiple=after.multiple if after else None,
    )


def _target(old: SectionResult, new: SectionResult) -> TargetNews:
    return TargetNews(
        name=new.name,
        kind=new.kind,
        river=new.river,
        target=new.target,
        before=old.water_class,
        after=new.water_class,
    )


def _exceedances(old: SectionResult, new: SectionResult) -> Iterator[Exceedance]:
    for one in new.indicators:
        if not beyond_target(one, new):
            continue
        before = _of(old, one.id)
        if before is not None and beyond_target(before, old):
            continue
        yield Exceedance(
            name=new.name,
            kind=new.kind,
            value=_value(one.id, old, new),
            first_measured=before is None or before.water_class is None,
        )


def beyond_target(one: IndicatorResult, section: SectionResult) -> bool:
    """Whether an indicator that counts is worse than its section's target, or than class III."""
    bound = one.own_target or section.target or BEYOND
    return one.counts and one.water_class is not None and worse(one.water_class, bound)


def _evaluated(one: SectionChange) -> EvaluatedNews:
    return EvaluatedNews(
        name=one.name,
        kind=one.kind,
        state=one.state,
        water_class=one.class_after or one.class_before,
        why=one.why,
    )
