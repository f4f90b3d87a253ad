"""The notice of one month: which sections fail, who answers for them, and the basin as a whole."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Problem, WatermapError
from watermap.harmonise.layer import Layers
from watermap.quality.assessment import CLASSES, Assessment, RiverResult, SectionResult, WaterClass
from watermap.quality.bulletin.months import Streak, monthly, recovered_from
from watermap.quality.bulletin.notice import (
    Desk,
    SectionNotice,
    TownNotice,
    by_town,
    section_notice,
)
from watermap.quality.bulletin.rules import NoticeRules
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.shares import share
from watermap.quality.period import Period
from watermap.quality.stations.districts import Districts


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """A section that meets its target again."""

    section: str
    water_class: WaterClass | None
    target: WaterClass | None
    failed: Streak  # before


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCount:
    """The sections of one class."""

    water_class: WaterClass
    sections: int
    share_pct: Decimal | None  # of the evaluated sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The sections of a period of any length, counted."""

    month: Period
    sections: int  # in all
    evaluated: int
    classes: tuple[ClassCount, ...]  # best first, all six
    overall: RiverResult
    held: int  # sections of which it is known whether they meet their target
    met: int
    met_pct: Decimal | None  # of ``held``


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """The whole of a month's notice."""

    month: Period
    issued: dt.date | None
    sections: int  # in all
    evaluated: int
    classes: tuple[ClassCount, ...]  # best first, all six
    overall: RiverResult
    held: int  # sections of which it is known whether they meet their target
    met: int
    met_pct: Decimal | None  # of ``held``
    failing: tuple[SectionNotice, ...]
    towns: tuple[TownNotice, ...]
    recovered: tuple[Recovered, ...]
    open: tuple[str, ...]  # sections with a target that cannot be held against it
    rules: NoticeRules | None  # in force on the day; None: facts alone
    problems: tuple[Problem, ...] = ()


def month_bulletin(
    assessment: Assessment,
    history: History,
    *,
    layers: Layers,
    setting: Setting,
    rules: NoticeRules | None = None,
    issued: dt.date | None = None,
) -> Bulletin:
    """The notice of the month that an assessment is of.

    Args:
        assessment: of one month.
        history: earlier months, each of them evaluated, as far back as there are any; the month
            itself need not be among them. A month that is missing ends every run of failed ones.
        layers: sections with town, river chief and city; administrative areas, where they say none.
        setting: standard and method of the assessment.
        rules: what the project demands after a failed month; None: facts alone.
        issued: the day of the notice, from which time limits run; None: not given.

    Raises:
        WatermapError: the assessment is not of one month.
    """
    month = Period.parse(assessment.period)
    if month.span != "month":
        raise WatermapError(Problem.error("bulletin.not_a_month", period=assessment.period))
    months = monthly(History(results={**history.results, month: assessment.sections}))
    rules, refused = _in_force(rules, issued or _last_day(month))
    desk = Desk(
        month=month,
        months=months,
        districts=Districts.of(layers),
        setting=setting,
        rules=rules,
        issued=issued,
    )
    notices = [section_notice(one, desk) for one in assessment.sections]
    failing = tuple(one for one in notices if one is not None)
    counts = counted(assessment, month)
    return Bulletin(
        month=month,
        issued=issued,
        sections=counts.sections,
        evaluated=counts.evaluated,
        classes=counts.classes,
        overall=counts.overall,
        held=counts.held,
        met=counts.met,
        met_pct=counts.met_pct,
        failing=failing,
        towns=by_town(failing),
        recovered=tuple(_recovered(assessment.sections, month, months)),
        open=tuple(
            one.name for one in assessment.sections if one.target is not None and one.met is None
        ),
        rules=rules,
        problems=tuple(_problems(assessment.sections, months, rules, refused)),
    )


def counted(assessment: Assessment, period: Period) -> Counted:
    """The sections by class and at target."""
    counts = Counter(one.water_class for one in assessment.sections if one.water_class is not None)
    known = [one.met for one in assessment.sections if one.met is not None]
    return Counted(
        month=period,
        sections=len(assessment.sections),
        evaluated=counts.total(),
        classes=tuple(
            ClassCount(
                water_class=name,
                sections=counts[name],
                share_pct=share(counts[name], counts.total()),
            )
            for name in CLASSES
        ),
        overall=assessment.overall,
        held=len(known),
        met=sum(known),
        met_pct=share(sum(known), len(known)),
    )


def _recovered(
    sections: Sequence[SectionResult], month: Period, months: History
) -> Iterator[Recovered]:
    for one in sections:
        failed = recovered_from(months.of(one.name), month, months.results)
        if failed is not None:
            yield Recovered(
                section=one.name, water_class=one.water_class, target=one.target, failed=failed
            )


def _in_force(
    rules: NoticeRules | None, day: dt.date
) -> tuple[NoticeRules | None, tuple[Problem, ...]]:
    if rules is None or rules.in_force(day):
        return rules, ()
    said = Problem.warning("bulletin.rules_not_in_force", title=rules.title, day=day)
    return None, (said,)


def _last_day(month: Period) -> dt.date:
    following = dt.date(month.year + month.first // 12, month.first % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _problems(
    sections: Sequence[SectionResult],
    months: History,
    rules: NoticeRules | None,
    refused: Sequence[Problem],
) -> Iterator[Problem]:
    yield from refused
    if rules is not None and not rules.verified:
        yield Problem.note("bulletin.rules_unverified", title=rules.title, citation=rules.citation)
    without = sum(one.target is None for one in sections)
    if without:
        yield Problem.note("bulletin.no_target", n=without)
    if len(months.periods) == 1:
        yield Problem.note("bulletin.no_history")
