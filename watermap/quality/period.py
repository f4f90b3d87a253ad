"""A month, a quarter or a year: which results belong to it, and which period came before."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, Self

from watermap.errors import Problem, WatermapError

Span = Literal["month", "quarter", "year"]
_FORM = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|[Qq]([0-9])))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """``Period.parse("2019-06")``; quarter and month are never both given."""

    year: int
    quarter: int | None = None
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period that ``2019-06``, ``2019-Q2`` or ``2019`` names.

        Raises:
            WatermapError: the text is none of these.
        """
        found = _FORM.fullmatch(text.strip())
        year, month, quarter = (
            (int(part) if part else None for part in found.groups()) if found else (None,) * 3
        )
        if not year or month not in {None, *range(1, 13)} or quarter not in {None, 1, 2, 3, 4}:
            raise WatermapError(Problem.error("quality.not_a_period", text=text))
        return cls(year=year, quarter=quarter, month=month)

    @property
    def span(self) -> Span:
        """Whether it is a month, a quarter or a year."""
        if self.month is not None:
            return "month"
        return "year" if self.quarter is None else "quarter"

    @property
    def months(self) -> tuple[int, ...]:
        """The months of ``year`` in it, from 1 to 12."""
        if self.month is not None:
            return (self.month,)
        if self.quarter is not None:
            return tuple(range(3 * self.quarter - 2, 3 * self.quarter + 1))
        return tuple(range(1, 13))

    def contains(self, date: dt.date) -> bool:
        """Whether a result of that day belongs to it."""
        return date.year == self.year and date.month in self.months

    def previous(self) -> Self:
        """The period of the same span before this one."""
        if self.month is not None:
            before = (self.year, self.month - 1) if self.month > 1 else (self.year - 1, 12)
            return type(self)(year=before[0], month=before[1])
        if self.quarter is not None:
            before = (self.year, self.quarter - 1) if self.quarter > 1 else (self.year - 1, 4)
            return type(self)(year=before[0], quarter=before[1])
        return type(self)(year=self.year - 1)

    def __str__(self) -> str:
        """As ``parse`` reads it."""
        if self.month is not None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}" if self.quarter is None else f"{self.year:04d}-Q{self.quarter}"
