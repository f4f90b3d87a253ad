"""The values of one indicator of one section over the periods, as a trend may use them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.change.indicators import mostly_below_detection
from watermap.quality.change.rules import ChangeRules
from watermap.quality.classing.history import indicator_of
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A period's value as it is compared with limits."""

    period: Period
    value: Decimal
    censored: bool  # it rests mostly on results below detection
    half_limit: Decimal | None  # where all results are below detection: the value is half a limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What there is of an indicator, oldest first."""

    points: tuple[Point, ...]
    without: tuple[Period, ...]  # periods without a value
    few: tuple[Period, ...]  # periods with fewer results than the method asks for: left out
    limits_differ: bool  # detection limits changed, and values were levelled to the highest

    @classmethod
    def of(
        cls,
        results: Mapping[Period, SectionResult],
        indicator: str,
        *,
        periods: Sequence[Period],
        rules: ChangeRules,
    ) -> Self:
        """The series of a section; periods in which it has no result have no value."""
        found = {
            period: indicator_of(results[period], indicator) if period in results else None
            for period in periods
        }
        points = tuple(_points(found, rules))
        levelled = _levelled(points)
        return cls(
            points=levelled,
            without=tuple(at for at, one in found.items() if one is None or one.value is None),
            few=tuple(
                at for at, one in found.items() if one and one.value is not None and not one.enough
            ),
            limits_differ=levelled != points,
        )

    @property
    def values(self) -> list[Decimal]:
        """The values, oldest first."""
        return [one.value for one in self.points]

    def mostly_censored(self, rules: ChangeRules) -> bool:
        """Whether more periods than the rules allow rest on results below detection."""
        count = sum(one.censored for one in self.points)
        return 100 * count > rules.below_detection.most_pct * len(self.points)


def _points(found: dict[Period, IndicatorResult | None], rules: ChangeRules) -> Iterator[Point]:
    for period, one in found.items():
        if one is not None and one.value is not None and one.enough:
            yield Point(
                period=period,
                value=one.value,
                censored=mostly_below_detection(one, rules),
                half_limit=one.value if one.n == one.censored else None,
            )


def _levelled(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points that all know the highest detection limit only, where limits differ.

    0.05L then 0.01L is no fall: below the highest limit no value can be told from another, so they
    all become half of it.
    """
    halves = {one.half_limit for one in points if one.half_limit is not None}
    if len(halves) < 2:
        return tuple(points)
    half = max(halves)
    return tuple(
        replace(one, value=half, censored=True) if one.value < 2 * half else one for one in points
    )
