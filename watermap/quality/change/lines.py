"""Sen's line through the means of some periods, and where in time they stand."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import combinations
from typing import Self

from watermap.figures import rounded
from watermap.quality.change.kendall import median
from watermap.quality.period import Period

_PLACES = 9  # so that thirds of a slope leave twelve months twelve


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Sen's line: the median of all slopes, per month, through the median of what is left."""

    slope: Decimal
    at_zero: Decimal

    @classmethod
    def through(cls, values: Mapping[Period, Decimal]) -> Self:
        """The line of two values or more of different periods."""
        points = [(middle_month(period), value) for period, value in values.items()]
        slope = median([(w - v) / (u - t) for (t, v), (u, w) in combinations(points, 2)])
        return cls(slope=slope, at_zero=median([value - slope * at for at, value in points]))

    def reaches(self, value: Decimal) -> Decimal:
        """The month, counted as ``middle_month`` does, in which the line has a value."""
        return rounded((value - self.at_zero) / self.slope, _PLACES)


def middle_month(period: Period) -> Decimal:
    """The middle of a period in months since the year 0; of a month the whole number."""
    months = Decimal(sum(period.months)) / len(period.months)
    if period.day is not None:
        days = calendar.monthrange(period.year, period.first)[1]
        months += Decimal(2 * period.day - days - 1) / (2 * days)
    return 12 * period.year + months


def month_of(at: Decimal) -> Period:
    """The month that a place in time lies in."""
    months = int((at + Decimal("0.5")).to_integral_value(rounding=ROUND_FLOOR)) - 1
    return Period(year=months // 12, first=months % 12 + 1, last=months % 12 + 1)
