"""The seasonal Mann-Kendall test and Sen's slope: a trend told apart from the seasons.

The standard statistics (Hirsch, Slack and Smith 1982; Sen 1968), no part of 环办〔2011〕22号. S and
its variance are exact; Z and p are floats, as they are never held against a limit. That results of
neighbouring months hang together is not corrected for, so p is somewhat too small.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from watermap.quality.change.rules import Course

Season = Mapping[int, Decimal]  # values of one month by year


@dataclass(frozen=True, slots=True, kw_only=True)
class Seasonal:
    """The test of monthly values over several years."""

    years: int  # from the first year with a value to the last, both counted
    n: int  # values used
    s: int
    variance: Fraction  # of S, with ties
    z: float
    p: float  # two-sided, by the normal distribution
    slope_per_year: Decimal  # Sen's, in the indicator's unit per year
    course: Course  # stable: p is not below the significance of the rules


def seasonal_kendall(seasons: Sequence[Season], *, significance: Decimal) -> Seasonal | None:
    """Test values by season and year; None: no season has two values."""
    used = [dict(sorted(season.items())) for season in seasons if len(season) > 1]
    slopes = [slope for season in used for slope in _slopes(season)]
    if not slopes:
        return None
    s = sum(kendall_s(list(season.values())) for season in used)
    variance = sum((kendall_variance(list(season.values())) for season in used), Fraction(0))
    z = _z(s, variance)
    p = math.erfc(abs(z) / math.sqrt(2))
    years = {year for season in used for year in season}
    course: Course = "rising" if s > 0 else "falling"
    return Seasonal(
        years=max(years) - min(years) + 1,
        n=sum(len(season) for season in used),
        s=s,
        variance=variance,
        z=z,
        p=p,
        slope_per_year=median(slopes),
        course=course if p < float(significance) else "stable",
    )


def kendall_s(values: Sequence[Decimal]) -> int:
    """How many pairs rise less how many fall, in their order."""
    return sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))


def kendall_variance(values: Sequence[Decimal]) -> Fraction:
    """The variance of S where there is no trend: of n values with t of each tied group.

    (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) / 18.
    """
    groups = [values.count(value) for value in set(values)]
    return Fraction(_term(len(values)) - sum(_term(one) for one in groups), 18)


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle value, or the mean of the middle two; there is at least one."""
    ordered = sorted(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high) / 2


def _term(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _z(s: int, variance: Fraction) -> float:
    """S in standard deviations, brought nearer to 0 by one for continuity."""
    if s == 0 or variance == 0:
        return 0.0
    return (s - 1 if s > 0 else s + 1) / math.sqrt(variance)


def _slopes(season: Season) -> list[Decimal]:
    return [
        (later - earlier) / (year - before)
        for (before, earlier), (year, later) in combinations(season.items(), 2)
    ]
