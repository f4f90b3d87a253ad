"""What earlier months say: since when a section fails, whether it recovered, how it moved."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from watermap.quality.assessment import CLASSES, SectionResult, WaterClass
from watermap.quality.classing.history import History
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """A run of months that missed the target, counted in months whose answer is known."""

    since: Period  # the first month of it
    months: int  # that missed
    gaps: tuple[Period, ...]  # evaluated months inside it without an answer, oldest first
    may_be_longer: bool  # no month before it is known to have been met


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChange:
    """The class against another month's."""

    against: Period
    water_class: WaterClass | None  # of that month; None: no class, so nothing is compared
    steps: int | None  # classes by which it is worse now; below 0 better


def monthly(history: History) -> History:
    """The months of a history, oldest first; quarters and years are left out."""
    months = {key: found for key, found in history.results.items() if key.span == "month"}
    return History(results={key: months[key] for key in sorted(months, key=_order)})


def streak(
    months: Mapping[Period, SectionResult], last: Period, evaluated: Container[Period]
) -> Streak | None:
    """The run of missed months that ends with ``last``; None: that month did not miss.

    Evaluated months in which the section has no answer neither end the run nor count in it; they
    are named. A month that was not evaluated at all ends it: nobody knows what was before.

    Args:
        months: one section's results.
        last: the month with which the run ends.
        evaluated: every month that was evaluated, for whichever section.
    """
    missed: list[Period] = []
    open_months: list[Period] = []
    gaps: list[Period] = []
    may_be_longer = True
    for month in _backwards(last, evaluated):
        met = months[month].met if month in months else None
        if met is True:
            may_be_longer = False
            break
        if met is None:
            if not missed:
                return None
            open_months.append(month)
            continue
        missed.append(month)
        gaps += open_months
        open_months = []
    if not missed:
        return None
    return Streak(
        since=missed[-1],
        months=len(missed),
        gaps=tuple(sorted(gaps, key=_order)),
        may_be_longer=may_be_longer,
    )


def recovered_from(
    months: Mapping[Period, SectionResult], now: Period, evaluated: Container[Period]
) -> Streak | None:
    """The run of missed months that ended before a month which is met; None: there was none.

    The month before it whose answer is known has to have missed.
    """
    if now not in months or months[now].met is not True:
        return None
    for month in _backwards(now, evaluated):
        if month != now and month in months and months[month].met is not None:
            return streak(months, month, evaluated)
    return None


def class_change(
    months: Mapping[Period, SectionResult], now: Period, against: Period
) -> ClassChange:
    """A section's class of a month against that of another."""
    then = months[against].water_class if against in months else None
    found = months[now].water_class if now in months else None
    steps = None if then is None or found is None else CLASSES.index(found) - CLASSES.index(then)
    return ClassChange(against=against, water_class=then, steps=steps)


def year_before(month: Period) -> Period:
    """The same month of the year before."""
    return Period(year=month.year - 1, first=month.first, last=month.last)


def _backwards(last: Period, evaluated: Container[Period]) -> Iterator[Period]:
    month = last
    while month in evaluated:
        yield month
        month = month.previous()


def _order(month: Period) -> tuple[int, int]:
    return month.year, month.first
