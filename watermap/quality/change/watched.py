"""One section that keeps its limits, and what it has of each indicator up to now."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from watermap.quality.assessment import SectionResult, WaterClass
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.warning_rules import WarningRules
from watermap.quality.classing.history import indicator_of
from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.standards import Limit
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """An indicator's means before rounding, oldest first: a trend must not wait for a digit."""

    row: Limit
    points: Mapping[Period, Decimal]
    last_known: bool  # the last one lies in the latest period and is no half detection limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One section that keeps its limits, with what is looked at."""

    latest: SectionResult
    target: WaterClass  # whose limits are meant
    series: Mapping[str, Means]  # of the indicators that take part and have a limit
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
            if one.counts and one.water_class is not None and len(rows) == 1:
                series[one.id] = Means(
                    row=rows[0],
                    points=_means(results, one.id),
                    last_known=one.mean is not None and one.enough and one.censored < one.n,
                )
        target = latest.target or rules.default_limit_class
        return cls(latest=latest, target=target, series=series, rules=rules, change=change)


def _means(results: Mapping[Period, SectionResult], indicator: str) -> dict[Period, Decimal]:
    found = {period: indicator_of(one, indicator) for period, one in results.items()}
    return {
        period: one.mean
        for period, one in found.items()
        if one is not None and one.mean is not None and one.enough
    }
