"""Means, classes and deciding indicators of every section and source, period by period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from watermap.quality.assessment import State
from watermap.quality.bulk.column import Ground, GroupColumn, column_of, period_of
from watermap.quality.bulk.groups import GroupSpan, Sorted, counted_within
from watermap.quality.bulk.rules import Rule, rules_of
from watermap.quality.bulk.wide import Bools, Codes, Places, Wide
from watermap.quality.bulk.worst import Decided, decide, undecided, write_masks
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period

STATES: tuple[State, ...] = ("evaluated", "insufficient", "no_data")  # a state's code is its place
_EVALUATED, _INSUFFICIENT, _NO_DATA = range(len(STATES))
_BLOCK = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMeans:
    """Every group of one span, by place and then by time; only periods that have rows."""

    span: GroupSpan
    place: Places  # of each group, its place in the wide table's ``places``
    first_day: NDArray[np.datetime64]  # of its period
    samples: Places  # days with a result of the water's quality
    months: Places  # months with one
    state: Codes  # place in STATES
    decided: Decided  # no class unless the state is evaluated
    columns: Mapping[str, GroupColumn]  # by indicator

    def period(self, group: int) -> Period:
        """The period of one group."""
        return period_of(self.first_day[group], self.span)


def means(
    wide: Wide, *, spans: Sequence[GroupSpan], standard: Standard, method: Method
) -> dict[GroupSpan, GroupMeans]:
    """The means of all places over the periods of each span, classed.

    As ``evaluate_section`` has them: a month's, quarter's or half-year's mean is that of all
    results, a year's that of its months; rounded once for comparison; too few results, unknown
    water and detection limits above the target's limit give no class. A mean is never decided by
    float64 where float64 cannot tell: such groups are evaluated in Decimal.

    Raises:
        WatermapError: the documents ask for what columns of numbers cannot hold exactly.
    """
    if not wide.rows or not spans:
        return {}
    rules = rules_of(list(wide.columns), standard=standard, method=method)
    rows = Sorted.of(wide)
    levels = {span: rows.level(span) for span in dict.fromkeys((*spans, "day", "month"))}
    base: Literal["day", "month"] = "day" if "day" in spans else "month"
    ground = Ground(
        wide=wide, rows=rows, levels=levels, base=base, standard=standard, method=method
    )
    columns: dict[GroupSpan, dict[str, GroupColumn]] = {span: {} for span in spans}
    for rule in rules:
        for span, found in column_of(rule, ground, tuple(columns)).items():
            columns[span][rule.indicator] = found
    days = _sampled(ground, rules)
    return {span: _judged(span, ground, rules, own, days) for span, own in columns.items()}


def _sampled(ground: Ground, rules: Sequence[Rule]) -> Bools:
    """Which days of which places have a result of the water's quality."""
    some = np.zeros(ground.wide.rows, dtype=np.bool_)
    for rule in rules:
        if not rule.quantity:
            some |= ~np.isnan(ground.wide.columns[rule.indicator])
        if some.all():
            break
    some = some if ground.rows.order is None else some[ground.rows.order]
    return np.logical_or.reduceat(some, ground.levels["day"].starts)


def _judged(
    span: GroupSpan,
    ground: Ground,
    rules: Sequence[Rule],
    columns: Mapping[str, GroupColumn],
    days: Bools,
) -> GroupMeans:
    level = ground.levels[span]
    samples = counted_within(days, ground.starts[span, "day"])
    months = _months(ground, span, days)
    counted = [one for one in rules if one.counts]
    decided = undecided([one.indicator for one in counted], len(level.starts))
    place = ground.places[span]
    _decide(decided, counted, columns)
    state = _states(span, samples, months, decided, ground)
    for answer in (decided.water_class, decided.deciding, decided.evaluated):
        answer[state != _EVALUATED] = 0
    return GroupMeans(
        span=span,
        place=place,
        first_day=ground.rows.first_days(level, span),
        samples=samples,
        months=months,
        state=state,
        decided=decided,
        columns=columns,
    )


def _months(ground: Ground, span: GroupSpan, days: Bools) -> Places:
    if span == "day":
        return days.astype(np.int64)
    months = np.logical_or.reduceat(days, ground.starts["month", "day"])
    return counted_within(months, ground.starts[span, "month"])


def _decide(decided: Decided, rules: Sequence[Rule], columns: Mapping[str, GroupColumn]) -> None:
    groups = len(decided.water_class)
    for start in range(0, groups, _BLOCK):
        within = slice(start, min(start + _BLOCK, groups))
        shape = (len(rules), within.stop - start)
        classes, unclassed = np.empty(shape, dtype=np.uint8), np.empty(shape, dtype=np.bool_)
        for line, rule in enumerate(rules):
            own = columns[rule.indicator]
            classes[line] = own.classes[within]
            unclassed[line] = (classes[line] == 0) & (own.n[within] > 0)
        decide(classes, decided, within)
        write_masks(unclassed, decided.unclassed[within])


def _states(
    span: GroupSpan, samples: Places, months: Places, decided: Decided, ground: Ground
) -> Codes:
    """Whether there is enough to evaluate (``section._state``)."""
    averaging = ground.method.averaging
    state = np.where(decided.evaluated > 0, _EVALUATED, _INSUFFICIENT).astype(np.uint8)
    if span == "year":
        state[months < averaging.year_min_months] = _INSUFFICIENT
    if span in ("quarter", "half"):
        state[samples < averaging.quarter_min_results] = _INSUFFICIENT
    state[samples == 0] = _NO_DATA
    return state
