"""A month, a quarter, a half-year, a year or a run of months: which results belong to it."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, Self

from watermap.errors import Problem, WatermapError

Span = Literal["month", "quarter", "half", "months", "year"]
_FORM = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|[Qq]([0-9])|[Hh]([0-9])))?")
_NAMED: dict[tuple[int, int], str] = {
    (1, 12): "",
    **{(6 * half - 5, 6 * half): f"-H{half}" for half in (1, 2)},
    **{(3 * quarter - 2, 3 * quarter): f"-Q{quarter}" for quarter in (1, 2, 3, 4)},
    **{(month, month): f"-{month:02d}" for month in range(1, 13)},
}
_SPANS: dict[int, Span] = {1: "month", 3: "quarter", 6: "half", 12: "year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """``Period.parse("2019-06")``: the months ``first`` to ``last`` of a year, both inside."""

    year: int
    first: int = 1
    last: int = 12

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period that ``2019-06``, ``2019-Q2``, ``2019-H1`` or ``2019`` names.

        ``2019-03/2019-08`` names the months from the one to the other, of one year.

        Raises:
            WatermapError: the text is none of these.
        """
        begin, slash, end = text.strip().partition("/")
        start, stop = _named(begin), _named(end if slash else begin)
        if start is None or stop is None or start[0] != stop[0] or start[1] > stop[2]:
            raise WatermapError(Problem.error("quality.not_a_period", text=text))
        if slash and not start[1] == start[2] <= stop[1] == stop[2]:  # from a month to a month
            raise WatermapError(Problem.error("quality.not_a_period", text=text))
        return cls(year=start[0], first=start[1], last=stop[2])

    @property
    def span(self) -> Span:
        """What sort of period it is; a run of months that is none of the others is "months"."""
        if (self.first, self.last) not in _NAMED:
            return "months"
        return _SPANS[self.last - self.first + 1]

    @property
    def month(self) -> int | None:
        """The month, where it is one."""
        return self.first if self.first == self.last else None

    @property
    def quarter(self) -> int | None:
        """The quarter, where it is one."""
        return self.last // 3 if self.span == "quarter" else None

    @property
    def months(self) -> tuple[int, ...]:
        """The months of ``year`` in it, from 1 to 12."""
        return tuple(range(self.first, self.last + 1))

    def contains(self, date: dt.date) -> bool:
        """Whether a result of that day belongs to it."""
        return date.year == self.year and self.first <= date.month <= self.last

    def previous(self) -> Self:
        """The period of the same span before this one; of a run of months the year before's."""
        count = self.last - self.first + 1
        if self.span == "months":
            return type(self)(year=self.year - 1, first=self.first, last=self.last)
        if self.first > count:
            return type(self)(year=self.year, first=self.first - count, last=self.last - count)
        return type(self)(year=self.year - 1, first=13 - count, last=12)

    def __str__(self) -> str:
        """As ``parse`` reads it."""
        named = _NAMED.get((self.first, self.last))
        if named is not None:
            return f"{self.year:04d}{named}"
        return f"{self.year:04d}-{self.first:02d}/{self.year:04d}-{self.last:02d}"


def _named(text: str) -> tuple[int, int, int] | None:
    """Year, first and last month of a name; None: it is none."""
    found = _FORM.fullmatch(text)
    if found is None or int(found[1]) == 0:
        return None
    year, month, quarter, half = (int(part) if part else None for part in found.groups())
    spans = {1: month, 3: quarter, 6: half}
    for width, place in spans.items():
        if place is not None:
            last = width * place
            return (year or 0, last - width + 1, last) if 1 <= place <= 12 // width else None
    return (year or 0, 1, 12)
