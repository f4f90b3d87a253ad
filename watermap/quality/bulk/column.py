"""One indicator over all groups of several spans: means, values, classes, number of results.

A year's mean is that of its months' means, which are rounded first where the method says so
(standards.md 2.2, 3.4). Where float64 cannot tell which way a group falls, that group alone is
evaluated by ``evaluate_indicator``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

import numpy as np

from watermap.quality.assessment import IndicatorResult
from watermap.quality.bulk.average import Average, average, unsure
from watermap.quality.bulk.groups import IN_ORDER, GroupSpan, Level, RowGroups, Sorted
from watermap.quality.bulk.rows import blind
from watermap.quality.bulk.rules import Rule
from watermap.quality.bulk.totals import Totals, acid_totals, run_sums, totals_of
from watermap.quality.bulk.wide import Bools, Codes, Floats, Places, Wide, code_of
from watermap.quality.classing.indicator import Setting, evaluate_indicator
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period
from watermap.quality.stations.samples import Sample


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What all columns have in common."""

    wide: Wide
    rows: Sorted
    levels: Mapping[GroupSpan, Level]  # day and month, and those asked for
    base: Literal["day", "month"]  # the level that is summed from the rows; the others from it
    standard: Standard
    method: Method

    @cached_property
    def months_of_years(self) -> Level:
        """The groups of the years, months as their rows."""
        return Level(starts=self.starts["year", "month"], rows=len(self.levels["month"].starts))

    @cached_property
    def row_groups(self) -> RowGroups:
        """How the rows lie in the groups of the base level."""
        return self.rows.row_groups(self.levels[self.base])

    @cached_property
    def bodies(self) -> Codes:
        """The code of each place's water body."""
        return self.wide.bodies()

    @cached_property
    def targets(self) -> Codes:
        """The code of the class that each place is held to."""
        return self.wide.targets()

    @cached_property
    def places(self) -> Mapping[GroupSpan, Places]:
        """The place of each group."""
        return {
            span: self.rows.place[level.starts].astype(np.int64)
            for span, level in self.levels.items()
        }

    @cached_property
    def starts(self) -> Mapping[tuple[GroupSpan, GroupSpan], Places]:
        """Of each group of a span its first group of a finer one."""
        return {
            (span, finer): level.within(self.levels[finer])
            for span, level in self.levels.items()
            for finer in ("day", "month")
            if (span, finer) != ("day", "month")
        }

    def result(self, rule: Rule, span: GroupSpan, group: int) -> IndicatorResult:
        """One group of one indicator as the evaluation in Decimal has it."""
        level = self.levels[span]
        place = self.wide.places[int(self.rows.place[level.starts[group]])]
        day = self.rows.first_days(level, span)[group]
        return evaluate_indicator(
            rule.indicator,
            self._samples(rule.indicator, self.rows.rows_of(level, group)),
            setting=Setting(
                standard=self.standard, method=self.method, period=period_of(day, span)
            ),
            water_body=place.water_body,
            target=place.target,
        )

    def _samples(self, name: str, rows: Places) -> list[Sample]:
        below = self.wide.below_detection.get(name)
        values = self.wide.columns[name]
        return [
            _sample(values[row], self.wide.date[row], below is not None and bool(below[row]))
            for row in rows
            if not np.isnan(values[row])
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupColumn:
    """One indicator, a value a group."""

    mean: Floats  # before rounding; NaN: no value
    value: Floats  # as it is compared with limits
    n: Places  # results
    classes: Codes  # 0: none


def column_of(
    rule: Rule, ground: Ground, spans: tuple[GroupSpan, ...]
) -> dict[GroupSpan, GroupColumn]:
    """One indicator over the groups of each span."""
    own = _Column(rule=rule, ground=ground)
    return {span: own.groups(span) for span in spans}


@dataclass(frozen=True, kw_only=True)
class _Column:
    rule: Rule
    ground: Ground

    @cached_property
    def _base(self) -> Totals:
        least = self.rule.decimals or 0
        return self._summed(self.ground.wide.columns[self.rule.indicator], least)

    @cached_property
    def _below(self) -> Totals | None:
        """The halves of the detection limits that were taken as values; None: no such results."""
        below = self.ground.wide.below_detection.get(self.rule.indicator)
        if below is None or not below.any():
            return None
        values = self.ground.wide.columns[self.rule.indicator]
        return self._summed(np.where(below, values, np.nan), self._base.places or 0)

    def _summed(self, values: Floats, least_places: int) -> Totals:
        level, rows = self.ground.levels[self.ground.base], self.ground.row_groups
        if self.rule.over_hydrogen_ions:
            return acid_totals(values, level, rows)
        return totals_of(values, level, rows, least_places=least_places)

    def groups(self, span: GroupSpan) -> GroupColumn:
        """The groups of one span."""
        place = self.ground.places[span]
        bodies = self.ground.bodies[place]
        found, months = self._averaged(self._base, span, mend=True)
        n = self._count(span)
        doubtful = unsure(found)
        classes = self.rule.of_values(found.mean, bodies)
        classes[self._few(n, months, span)] = 0
        if self._below is not None and self.rule.classed:
            hidden, untold = self._blind(self._below, span, place)
            classes[hidden] = 0
            doubtful |= untold
        column = GroupColumn(mean=found.mean, value=found.value, n=n, classes=classes)
        self._tell_in_decimal(column, doubtful & (n > 0), span)
        return column

    def _count(self, span: GroupSpan) -> Places:
        if span == self.ground.base:
            return self._base.n
        return run_sums(self._base.n, self.ground.starts[span, self.ground.base])

    def _totals(self, base: Totals, span: GroupSpan) -> Totals:
        if span == self.ground.base:
            return base
        return base.merged(self.ground.starts[span, self.ground.base])

    def _averaged(self, base: Totals, span: GroupSpan, *, mend: bool) -> tuple[Average, Places]:
        """The means, and of how many months; ``mend``: months in doubt are told by Decimal."""
        totals = self._totals(base, "month" if span == "year" else span)
        found = average(totals, self.rule)
        if span != "year":
            return found, totals.n
        if self.ground.method.averaging.year_over != "rounded_months":
            of_months = self._of_months(found.mean, decimals=False)
            return average(of_months, self.rule), of_months.n
        doubtful = unsure(found) & (totals.n > 0)
        if mend:
            self._mend_months(found, doubtful)
        of_months = self._of_months(found.value, decimals=True)
        year = average(of_months, self.rule)
        if mend or not doubtful.any():
            return year, of_months.n
        clear = ~np.logical_or.reduceat(doubtful, self.ground.starts["year", "month"])
        return replace(year, sure=clear & ~unsure(year)), of_months.n

    def _mend_months(self, months: Average, doubtful: Bools) -> None:
        for group in np.flatnonzero(doubtful):
            result = self.ground.result(self.rule, "month", int(group))
            months.value[group] = np.nan if result.value is None else float(result.value)

    def _of_months(self, values: Floats, *, decimals: bool) -> Totals:
        months = self.ground.months_of_years
        if self.rule.over_hydrogen_ions:
            return acid_totals(values, months, IN_ORDER, decimals=decimals)
        least = self.rule.decimals or 0
        return totals_of(values, months, IN_ORDER, least_places=least, decimals=decimals)

    def _few(self, n: Places, months: Places, span: GroupSpan) -> Bools:
        """Fewer results than the method asks for (``averages.few_results``)."""
        averaging = self.ground.method.averaging
        if span == "year":
            return months < averaging.year_min_months
        if span in ("quarter", "half"):
            return n < averaging.quarter_min_results
        return n < 1

    def _blind(self, below: Totals, span: GroupSpan, place: Places) -> tuple[Bools, Bools]:
        """Where the detection limit hides the target, and where that cannot be told here."""
        some = self._totals(below, span).n > 0
        if below.places is None or below.places != self._base.places:
            return np.zeros_like(some), some
        least, _ = self._averaged(self._base.shifted(below, -1), span, mend=False)
        most, _ = self._averaged(self._base.shifted(below, +1), span, mend=False)
        hidden = some & blind(
            self.rule, least.mean, most.mean, self.ground.bodies[place], self.ground.targets[place]
        )
        return hidden, some & (unsure(least) | unsure(most))

    def _tell_in_decimal(self, column: GroupColumn, doubtful: Bools, span: GroupSpan) -> None:
        for group in np.flatnonzero(doubtful):
            result = self.ground.result(self.rule, span, int(group))
            if result.mean is not None and result.value is not None:
                column.mean[group], column.value[group] = result.mean, result.value
            column.classes[group] = code_of(result.water_class)


def _sample(value: np.float64, date: np.datetime64, below: bool) -> Sample:
    exact = Decimal(repr(float(value)))
    return Sample(
        date=date.astype(object),
        raw="",
        value=exact,
        below_detection=below,
        detection_limit=2 * exact if below else None,
        doubtful=None,
        reason=None,
    )


def period_of(first_day: np.datetime64, span: GroupSpan) -> Period:
    """The period of a span that begins on a day."""
    day = first_day.astype(object)
    if span == "day":
        return Period(year=day.year, first=day.month, last=day.month, day=day.day)
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[span]
    return Period(year=day.year, first=day.month, last=day.month + length - 1)
