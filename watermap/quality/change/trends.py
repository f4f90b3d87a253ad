"""Trends over several periods, of each section and of the indicators that matter for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import in_a_row
from watermap.quality.assessment import SectionResult
from watermap.quality.change.kendall import Seasonal, seasonal_kendall
from watermap.quality.change.ranks import Spearman, spearman
from watermap.quality.change.rules import ChangeRules, Course, Meaning
from watermap.quality.change.series import Point, Series
from watermap.quality.classing.history import History, value_of
from watermap.quality.period import Period

TrendState = Literal["told", "too_few_periods", "mostly_below_detection", "mixed_periods"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How an indicator of a section goes with time."""

    name: str  # of the section
    indicator: str
    unit: str
    state: TrendState
    values: Mapping[Period, Decimal]  # that were used, as compared with limits, oldest first
    spearman: Spearman | None  # None unless told
    course: Course | None  # by Spearman; None unless told
    meaning: Meaning | None  # whether the course is good for the water
    seasonal: Seasonal | None  # of monthly values over enough years
    why: tuple[Message, ...] = ()


def trends(history: History, *, rules: ChangeRules) -> tuple[Trend, ...]:
    """The trends of every section, in the sections' order.

    Of the indicators that ``rules`` always name and those that decided the class in any period;
    what was never measured at a section has no entry.
    """
    return tuple(
        _trend(name, results, indicator, periods=history.periods, rules=rules)
        for name in history.names()
        for results in (history.of(name),)
        for indicator in trend_indicators(results, rules=rules)
    )


def trend_indicators(
    results: Mapping[Period, SectionResult], *, rules: ChangeRules
) -> tuple[str, ...]:
    """The indicators whose trend is told of a section: those of the rules, then deciding ones."""
    deciding = (indicator for one in results.values() for indicator in one.deciding)
    return tuple(
        indicator
        for indicator in dict.fromkeys((*rules.trend.always, *deciding))
        if any(value_of(one, indicator) is not None for one in results.values())
    )


def trend(history: History, name: str, indicator: str, *, rules: ChangeRules) -> Trend:
    """The trend of one indicator of one section over the history's periods.

    By Spearman's rank correlation (standards.md 2.8), and of monthly values over enough years by
    the seasonal Mann-Kendall test beside it.
    """
    return _trend(name, history.of(name), indicator, periods=history.periods, rules=rules)


def _trend(
    name: str,
    results: Mapping[Period, SectionResult],
    indicator: str,
    *,
    periods: Sequence[Period],
    rules: ChangeRules,
) -> Trend:
    series = Series.of(results, indicator, periods=periods, rules=rules)
    bare = Trend(
        name=name,
        indicator=indicator,
        unit=load_indicators()[indicator].unit,
        state="told",
        values={one.period: one.value for one in series.points},
        spearman=None,
        course=None,
        meaning=None,
        seasonal=None,
        why=tuple(_said_of(series)),
    )
    untold = _untold(periods, series, rules)
    if untold is not None:
        state, message = untold
        return replace(bare, state=state, why=(message, *bare.why))
    return _told(bare, series, rules)


def _untold(
    periods: Sequence[Period], series: Series, rules: ChangeRules
) -> tuple[TrendState, Message] | None:
    """Why there is no trend; None: there may be one."""
    found, needed = len(series.points), rules.trend.periods_from
    if len({one.span for one in periods}) > 1:
        return "mixed_periods", Message.of("change.mixed_periods")
    if found < needed:
        return "too_few_periods", Message.of("change.too_few_periods", found=found, needed=needed)
    if series.mostly_censored(rules):
        most = rules.below_detection.most_pct
        return "mostly_below_detection", Message.of("change.mostly_below_detection", most=most)
    return None


def _told(bare: Trend, series: Series, rules: ChangeRules) -> Trend:
    found = spearman(series.values, rules.trend)
    course: Course = "stable"
    if found.significant is not None and found.r_s is not None:
        course = "rising" if found.r_s > 0 else "falling"
    monthly = all(one.period.span == "month" for one in series.points)
    seasonal, unseasonal = _seasonal(series.points, rules) if monthly else (None, ())
    return replace(
        bare,
        spearman=found,
        course=course,
        meaning=rules.indicators.meaning(bare.indicator, course),
        seasonal=seasonal,
        why=(*bare.why, *_said_of_ranks(found), *unseasonal),
    )


def _seasonal(
    points: tuple[Point, ...], rules: ChangeRules
) -> tuple[Seasonal | None, tuple[Message, ...]]:
    """The test of months, or why there is none."""
    seasons: dict[int, dict[int, Decimal]] = {}
    for one in points:
        seasons.setdefault(one.period.first, {})[one.period.year] = one.value
    found = seasonal_kendall(list(seasons.values()), significance=rules.seasonal.significance)
    needed = rules.seasonal.years_from
    if found is not None and found.years >= needed:
        return found, ()
    return None, (Message.of("change.too_few_years", needed=needed),)


def _said_of(series: Series) -> Iterator[Message]:
    """What is said of the values before any test."""
    if series.without:
        without = in_a_row(map(str, series.without))
        yield Message.of("change.gaps", count=len(series.without), periods=without)
    if series.few:
        few = in_a_row(map(str, series.few))
        yield Message.of("change.few_left_out", count=len(series.few), periods=few)
    if series.limits_differ:
        yield Message.of("change.limits_differ")


def _said_of_ranks(found: Spearman) -> Iterator[Message]:
    if found.r_s is None:
        yield Message.of("change.all_equal")
    elif found.tied:
        yield Message.of("change.ties", count=found.tied)
    if found.row != found.n:
        yield Message.of("change.between_rows", n=found.n, row=found.row)
    if found.at_critical:
        yield Message.of("change.at_critical")
