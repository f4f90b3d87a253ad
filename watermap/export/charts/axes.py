"""Where the marks of an axis stand and what is written at them."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120)
_DAY_STEPS = (1, 2, 5, 10)
_FEW_DAYS = 62  # up to so many days are marked day by day


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From values to millimetres, linear."""

    low: float
    high: float
    from_mm: float  # where ``low`` lies
    to_mm: float

    def mm(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.from_mm + share * (self.to_mm - self.from_mm)


def value_ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Round values between two, at most ``most``, with their texts."""
    rough = (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in _STEPS if one * power >= rough * (1 - 1e-9))
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    decimals += round(step * 10**decimals) != round(step * 10**decimals, 6)  # 0.25
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [(at * step, f"{at * step:.{decimals}f}") for at in range(first, last + 1)]


def time_ticks(begin: dt.date, end: dt.date, most: int) -> list[tuple[dt.date, str]]:
    """Days, first days of months or of years between two days, at most ``most``."""
    days = (end - begin).days
    if days <= _FEW_DAYS:
        step = next((one for one in _DAY_STEPS if days / one < most), None)
        if step is not None:
            every = (begin + dt.timedelta(days=at) for at in range(0, days + 1, step))
            return [(one, one.isoformat()[5:]) for one in every]
    found: list[dt.date] = []
    for step in _MONTH_STEPS:
        found = list(_months(begin, end, step))
        if len(found) <= most:
            break
    yearly = all(one.month == 1 for one in found) and len(found) > 1
    return [(one, f"{one.year}" if yearly else f"{one:%Y-%m}") for one in found]


def _months(begin: dt.date, end: dt.date, step: int) -> Iterator[dt.date]:
    """First days of months whose number since the year 0 is a multiple of the step."""
    number = begin.year * 12 + begin.month - 1
    number += -number % step
    while (day := dt.date(number // 12, number % 12 + 1, 1)) <= end:
        if day >= begin:
            yield day
        number += step
