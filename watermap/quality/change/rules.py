"""How two periods are compared and how a trend is told, as ``change.toml`` says."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.documents.dated import Dated, Exact, own_or_shipped

Degree = Literal["much_better", "better", "same", "worse", "much_worse"]
DEGREES: tuple[Degree, ...] = ("much_better", "better", "same", "worse", "much_worse")
Level = Literal["0.01", "0.05"]
LEVELS: tuple[Level, ...] = ("0.01", "0.05")  # of significance, the stricter first
Course = Literal["rising", "falling", "stable"]
Meaning = Literal["better", "worse", "stable", "neither"]


class ByGrade(Strict):
    """Differences in grades from which a change is some, and much."""

    some_from: int
    much_from: int

    def degree(self, grades_better: int) -> Degree:
        """What a difference of grades is called; more than 0 is better."""
        steps = abs(grades_better)
        return _degree(grades_better, some=steps >= self.some_from, much=steps >= self.much_from)


class ByShares(Strict):
    """Bounds of X = ΔG − ΔD in percentage points; both belong to the smaller change."""

    same_up_to_points: Exact
    some_up_to_points: Exact

    def degree(self, x_points: Decimal) -> Degree:
        """What a difference of shares is called; more than 0 is better."""
        size = abs(x_points)
        return _degree(
            x_points, some=size > self.same_up_to_points, much=size > self.some_up_to_points
        )


def _degree(better: Decimal | int, *, some: bool, much: bool) -> Degree:
    if not some:
        return "same"
    if better > 0:
        return "much_better" if much else "better"
    return "much_worse" if much else "worse"


class Directions(Strict):
    """What a rise of an indicator means, and where a percentage means nothing."""

    rise_is_better: tuple[str, ...]
    rise_is_neither: tuple[str, ...]
    no_percent: tuple[str, ...]

    def meaning(self, indicator: str, course: Course) -> Meaning:
        """Whether a course is good for the water."""
        if course == "stable":
            return "stable"
        if indicator in self.rise_is_neither:
            return "neither"
        good = (course == "rising") == (indicator in self.rise_is_better)
        return "better" if good else "worse"


class BelowDetection(Strict):
    """Per cent of results below detection beyond which no percentage and no trend is given."""

    most_pct: Exact


class TrendRules(Strict):
    """Spearman's rank correlation with time (Daniel; standards.md 2.8)."""

    periods_from: int
    always: tuple[str, ...]  # indicators told of every section that has them
    titles: Annotated[dict[Course, Text], Key(min_length=3)]
    meanings: Annotated[dict[Meaning, Text], Key(min_length=4)]
    critical: dict[Level, dict[int, Exact]]  # W_p by number of periods

    @model_validator(mode="after")
    def _from_the_first(self) -> Self:
        lacking = [at for at in LEVELS if self.periods_from not in self.critical.get(at, {})]
        if lacking:
            raise Contradiction("change.why_no_critical", n=self.periods_from)
        return self

    def critical_value(self, n: int, level: Level) -> tuple[int, Decimal]:
        """W_p of the largest N in the table that is not above ``n``, with that N.

        W_p falls with N, so between rows, and beyond the last, the smaller N is the stricter one.
        """
        row = max(one for one in self.critical[level] if one <= n)
        return row, self.critical[level][row]


class SeasonalRules(Strict):
    """When the seasonal Mann-Kendall test is given."""

    years_from: int
    significance: Exact  # two-sided


class ChangeRules(Dated):
    """The whole of ``change.toml``."""

    by_grade: ByGrade
    by_shares: ByShares
    degrees: Annotated[dict[Degree, Text], Key(min_length=5)]
    indicators: Directions
    below_detection: BelowDetection
    trend: TrendRules
    seasonal: SeasonalRules

    @model_validator(mode="after")
    def _known_indicators(self) -> Self:
        for name in _named(self):
            if name not in load_indicators():
                raise Contradiction("change.why_indicator_unknown", id=name)
        return self


def _named(rules: ChangeRules) -> Iterator[str]:
    yield from rules.indicators.rise_is_better
    yield from rules.indicators.rise_is_neither
    yield from rules.indicators.no_percent
    yield from rules.trend.always


def change_rules(path: Path | None = None) -> ChangeRules:
    """The rules of comparing and of trends.

    Args:
        path: a file of them; None: the user's own ``change/change.toml``, else watermap's.

    Raises:
        WatermapError: the file breaks the model.
    """
    return own_or_shipped(ChangeRules, "change", "change", path)
