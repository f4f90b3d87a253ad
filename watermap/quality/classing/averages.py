"""Means of one indicator over a period, and what they would be if doubtful cells were otherwise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from watermap.errors import Message
from watermap.language import Text
from watermap.quality.classing.means import by_month, mean
from watermap.quality.documents.methods import Method
from watermap.quality.period import Period
from watermap.quality.stations.samples import Sample

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Averages:
    """All values but the means are rounded as the method compares them."""

    mean: Decimal | None  # before the last rounding; None: there is no value
    value: Decimal | None
    span: tuple[Decimal, ...]  # results below detection taken as 0, and as their whole limit
    least_mean: Decimal | None  # as mean, results below detection taken as 0
    detection_limit: Decimal | None  # the highest; None: nothing is below detection
    found: bool  # whether any result is not below detection
    with_doubtful: tuple[Decimal, ...]  # with values whose unit is doubted; empty: there are none

    @classmethod
    def of(cls, name: str, samples: Sequence[Sample], *, method: Method, period: Period) -> Self:
        """The means of samples that all lie in the period."""
        used = [one for one in samples if one.value is not None]
        doubtful = [one for one in samples if one.doubtful is not None]

        def average(of: Sequence[Sample], value: Callable[[Sample], Decimal]) -> Decimal:
            return period_mean(name, of, value, method=method, period=period)

        def compared(of: Sequence[Sample], value: Callable[[Sample], Decimal]) -> Decimal:
            return method.rounded(name, average(of, value))

        limits = [one.detection_limit for one in used if one.detection_limit is not None]
        taken = average(used, _taken) if used else None
        least = average(used, _least) if limits else taken
        return cls(
            mean=taken,
            value=None if taken is None else method.rounded(name, taken),
            least_mean=least,
            span=(compared(used, _least), compared(used, _most)) if limits else (),
            detection_limit=max(limits, default=None),
            found=any(not one.below_detection for one in used),
            with_doubtful=(compared([*used, *doubtful], _at_face),) if doubtful else (),
        )


def period_mean(
    name: str,
    samples: Sequence[Sample],
    value: Callable[[Sample], Decimal],
    *,
    method: Method,
    period: Period,
) -> Decimal:
    """The mean over the period: of all results; over a year of the months' means (2.2).

    The months' means are rounded first where the method says so (3.4).
    """
    ions = name in method.averaging.over_hydrogen_ions
    if period.span != "year":
        return mean([value(one) for one in samples], over_hydrogen_ions=ions)
    months = by_month((one.date.month, value(one)) for one in samples)
    means = [mean(values, over_hydrogen_ions=ions) for values in months.values()]
    if method.averaging.year_over == "rounded_months":
        means = [method.rounded(name, one) for one in means]
    return mean(means, over_hydrogen_ions=ions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Few:
    """Fewer results than the method asks for."""

    code: str
    found: int
    needed: int

    def message(self, indicator: Text) -> Message:
        """That this indicator is not evaluated."""
        return Message.of(
            f"quality.indicator_{self.code}",
            indicator=indicator,
            found=self.found,
            needed=self.needed,
        )


def few_results(used: Sequence[Sample], *, method: Method, period: Period) -> Few | None:
    """Whether there are too few results to stand for the period (2.2)."""
    months = len({one.date.month for one in used})
    found = {
        "day": (len(used), 1, "few_samples"),
        "month": (len(used), 1, "few_samples"),
        "quarter": (len(used), method.averaging.quarter_min_results, "few_samples"),
        # No document rules these three (said in remarks.py): as a quarter.
        "half": (len(used), method.averaging.quarter_min_results, "few_samples"),
        "season": (len(used), method.averaging.quarter_min_results, "few_samples"),
        "months": (len(used), method.averaging.quarter_min_results, "few_samples"),
        "year": (months, method.averaging.year_min_months, "few_months"),
    }
    count, needed, code = found[period.span]
    return Few(code=code, found=count, needed=needed) if count < needed else None


def _taken(sample: Sample) -> Decimal:
    return sample.value if sample.value is not None else _NOTHING


def _least(sample: Sample) -> Decimal:
    if sample.found is not None:
        return sample.found
    return _NOTHING if sample.below_detection else _taken(sample)


def _most(sample: Sample) -> Decimal:
    if sample.detection_limit is None:
        return _taken(sample)
    return (sample.found or _NOTHING) + sample.detection_limit


def _at_face(sample: Sample) -> Decimal:
    return sample.doubtful if sample.doubtful is not None else _taken(sample)
