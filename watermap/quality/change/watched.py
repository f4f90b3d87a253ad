"""One section that keeps its limits, and what it has of each indicator up to now."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from watermap.quality.assessment import IndicatorResult, SectionResult, WaterClass
from watermap.quality.change.nearness import Bound
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.warning_rules import WarningRules
from watermap.quality.classing.classify import limit_value
from watermap.quality.classing.history import indicator_of
from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.limits import Limit
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """An indicator's means before rounding, oldest first: a trend must not wait for a digit."""

    row: Limit
    target: WaterClass  # whose limit is meant: the item's own, the section's, or that of the rules
    own_limit: Decimal | None  # the section's own for this item; None: that of the class
    points: Mapping[Period, Decimal]
    last_known: bool  # the last one lies in the latest period and is no half detection limit

    def towards(self, *, rising: bool) -> Bound | None:
        """The limit that a rising or falling value comes near to; None: it goes the good way."""
        return Bound.towards(self.row, self.target, rising=rising, own=self.own_limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One section that keeps its limits, with what is looked at."""

    latest: SectionResult
    series: Mapping[str, Means]  # of the indicators that take part, are held and keep a limit
    rules: WarningRules
    change: ChangeRules

    @classmethod
    def of(
        cls,
        results: Mapping[Period, SectionResult],
        latest: SectionResult,
        *,
        setting: Setting,
        rules: WarningRules,
        change: ChangeRules,
    ) -> Self:
        """What its results by period have of each indicator with a class in the latest one."""
        series = {}
        for one in latest.indicators:
            rows = [
                row
                for row in setting.standard.limits_for(one.id, latest.water_body)
                if row.gives_class
            ]
            if is_held(one) and one.water_class is not None and len(rows) == 1:
                target = one.own_target or latest.target or rules.default_limit_class
                series[one.id] = Means(
                    row=rows[0],
                    target=target,
                    own_limit=_own_limit(one, rows[0], target),
                    points=_means(results, one.id),
                    last_known=one.mean is not None and one.enough and one.censored < one.n,
                )
        return cls(latest=latest, series=series, rules=rules, change=change)


def is_held(one: IndicatorResult) -> bool:
    """Whether an indicator is held against a limit that it does not miss already."""
    return one.counts and one.held and one.met is not False


def _own_limit(one: IndicatorResult, row: Limit, target: WaterClass) -> Decimal | None:
    """The limit that holds for this item of this section alone; None: that of the class."""
    if one.limit is None or one.value is None:
        return None
    usual = limit_value(row, target, one.value)
    return None if one.limit == usual else one.limit


def _means(results: Mapping[Period, SectionResult], indicator: str) -> dict[Period, Decimal]:
    found = {period: indicator_of(one, indicator) for period, one in results.items()}
    return {
        period: one.mean
        for period, one in found.items()
        if one is not None and one.mean is not None and one.enough
    }
