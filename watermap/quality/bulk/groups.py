"""Which rows belong together: of one place and one day, month, quarter, half-year or year."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from watermap.quality.bulk.wide import Bools, Floats, Places, Wide

GroupSpan = Literal["day", "month", "quarter", "half", "year"]
_MONTHS: dict[GroupSpan, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
BLOCK = 16_384  # rows at a time: what is done with them stays in the processor's cache


@dataclass(frozen=True, kw_only=True)
class Level:
    """The groups of one span, by place and then by time. Finer levels lie within coarser ones."""

    starts: Places  # of each group, its first row in the sorted order
    rows: int  # in all

    @cached_property
    def sizes(self) -> Places:
        """How many rows each group has."""
        return np.diff(self.starts, append=self.rows)

    def within(self, finer: "Level") -> Places:
        """Of each group, its first group of a finer level."""
        begins = np.zeros(self.rows, dtype=np.bool_)
        begins[self.starts] = True
        return np.flatnonzero(begins[finer.starts])

    @cached_property
    def blocks(self) -> tuple[tuple[slice, slice], ...]:
        """Groups and their rows, some thousand rows at a time; no group is split."""
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[tuple[slice, slice]]:
        first = 0
        while first < len(self.starts):
            after = int(np.searchsorted(self.starts, self.starts[first] + BLOCK, side="right")) - 1
            after = max(after, first + 1)
            if self.rows <= self.starts[first] + BLOCK:
                after = len(self.starts)
            end = self.rows if after == len(self.starts) else int(self.starts[after])
            yield slice(first, after), slice(int(self.starts[first]), end)
            first = after


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroups:
    """How the rows of a column lie in the groups of a level."""

    order: Places | None = None  # the rows by their groups; None: they stand so
    group: Places | None = None  # of each row as it stands; None likewise

    def sorted(self, values: Floats) -> Floats:
        """A column by its groups."""
        return values if self.order is None else values[self.order]


IN_ORDER = RowGroups()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The rows of a wide table by place and day."""

    order: Places | None  # rows in that order; None: they stand so
    place: NDArray[np.int32]  # in that order
    date: NDArray[np.datetime64]

    @classmethod
    def of(cls, wide: Wide) -> Self:
        """Sort, unless the rows are sorted."""
        days = wide.date.astype(np.int64)
        place, later = wide.place, days[1:] >= days[:-1]
        if bool(((place[1:] > place[:-1]) | ((place[1:] == place[:-1]) & later)).all()):
            return cls(order=None, place=place, date=wide.date)
        if later.all():
            order = _stable_order(place)
        else:
            by_day = _stable_order(days - days.min())
            order = by_day[_stable_order(place[by_day])]
        return cls(order=order, place=wide.place[order], date=wide.date[order])

    def level(self, span: GroupSpan) -> Level:
        """The groups of a span."""
        number = _numbers(self.date, span)
        new = np.empty(len(number), dtype=np.bool_)
        new[:1] = True
        np.not_equal(number[1:], number[:-1], out=new[1:])
        new[1:] |= self.place[1:] != self.place[:-1]
        return Level(starts=np.flatnonzero(new), rows=len(number))

    def row_groups(self, level: Level) -> RowGroups:
        """How the rows lie in the groups of a level."""
        if self.order is None:
            return IN_ORDER
        group = np.empty(level.rows, dtype=np.int64)
        group[self.order] = np.repeat(np.arange(len(level.starts)), level.sizes)
        return RowGroups(order=self.order, group=group)

    def first_days(self, level: Level, span: GroupSpan) -> NDArray[np.datetime64]:
        """The first day of each group's period."""
        return first_day(self.date[level.starts], span)

    def rows_of(self, level: Level, group: int) -> Places:
        """The rows of one group, as they stand in the wide table."""
        end = level.rows if group + 1 == len(level.starts) else int(level.starts[group + 1])
        rows = np.arange(int(level.starts[group]), end)
        return rows if self.order is None else self.order[rows]


def _stable_order(numbers: NDArray[np.signedinteger[Any]]) -> Places:
    """Rows by a number of theirs, none negative; 16 bits are sorted by counting, not comparing."""
    short = bool(numbers.max(initial=0) < 2**16)
    return np.argsort(numbers.astype(np.uint16) if short else numbers, kind="stable")


def first_day(dates: NDArray[np.datetime64], span: GroupSpan) -> NDArray[np.datetime64]:
    """The first day of the period of each date."""
    number = _numbers(dates, span)
    if span == "day":
        return number.astype("datetime64[D]")
    return (number * _MONTHS[span]).astype("datetime64[M]").astype("datetime64[D]")


def counted_within(flags: Bools, starts: Places) -> Places:
    """How many of the finer groups of each group are flagged."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    return np.asarray(np.add.reduceat(flags, starts, dtype=np.int64))


def _numbers(dates: NDArray[np.datetime64], span: GroupSpan) -> Places:
    """A number for each date, the same for dates of one period."""
    days = dates.astype(np.int64)
    if span == "day" or not len(days):
        return days
    first, last = int(days.min()), int(days.max())
    months = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray((months.astype(np.int64) // _MONTHS[span])[days - first])
