"""A day, a month, a quarter, a half-year, a season, a year: which results belong to it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self, get_args

from watermap.errors import Problem, WatermapError

Span = Literal["day", "month", "quarter", "half", "season", "months", "year"]
Season = Literal["wet", "level", "dry"]  # 丰 平 枯水期 (GB 3838-2002, 5.2)
SEASONS: tuple[Season, ...] = get_args(Season)
Seasons = Mapping[Season, Sequence[int]]  # months from 1 to 12, as the bureau divides its year
_CHINESE: Mapping[str, Season] = {"丰": "wet", "平": "level", "枯": "dry"}
_FORM = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|[Qq]([0-9])|[Hh]([0-9])))?")
_OF_SEASON = re.compile(r"([0-9]{4})-(?:(wet|level|dry)|([丰平枯])水?期?)")
_OF_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
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
    day: int | None = None  # of the month ``first``; None: whole months
    season: Season | None = None
    of_season: tuple[int, ...] = ()  # the season's months; empty unless it is one

    @classmethod
    def parse(cls, text: str, *, seasons: Seasons | None = None) -> Self:
        """The period that ``2019-06``, ``2019-Q2``, ``2019-H1`` or ``2019`` names.

        ``2019-03/2019-08`` names the months from the one to the other, of one year; ``2019-06-15``
        a day; ``2019-wet``, ``2019-level``, ``2019-dry`` (also 2019-丰, 平, 枯) the months that
        ``seasons`` gives, all of that calendar year.

        Raises:
            WatermapError: the text is none of these, or names a season that ``seasons`` lacks.
        """
        found = cls._of_day(text.strip()) or cls._of_season(text.strip(), seasons or {})
        if found is not None:
            return found
        begin, slash, end = text.strip().partition("/")
        start, stop = _named(begin), _named(end if slash else begin)
        if start is None or stop is None or start[0] != stop[0] or start[1] > stop[2]:
            raise WatermapError(Problem.error("quality.not_a_period", text=text))
        if slash and not start[1] == start[2] <= stop[1] == stop[2]:  # from a month to a month
            raise WatermapError(Problem.error("quality.not_a_period", text=text))
        return cls(year=start[0], first=start[1], last=stop[2])

    @classmethod
    def _of_day(cls, text: str) -> Self | None:
        if not _OF_DAY.fullmatch(text):
            return None
        try:
            date = dt.date.fromisoformat(text)
        except ValueError:
            raise WatermapError(Problem.error("quality.not_a_day", text=text)) from None
        return cls(year=date.year, first=date.month, last=date.month, day=date.day)

    @classmethod
    def _of_season(cls, text: str, seasons: Seasons) -> Self | None:
        found = _OF_SEASON.fullmatch(text)
        if found is None:
            return None
        season = next((one for one in SEASONS if one == found[2]), None) or _CHINESE[found[3]]
        return cls.in_season(int(found[1]), season, seasons)

    @classmethod
    def in_season(cls, year: int, season: Season, seasons: Seasons) -> Self:
        """A season of a calendar year.

        Raises:
            WatermapError: ``seasons`` does not say which months it has.
        """
        months = tuple(sorted(seasons.get(season, ())))
        if not months:
            raise WatermapError(Problem.error("quality.season_unknown", season=season))
        return cls(year=year, first=months[0], last=months[-1], season=season, of_season=months)

    @property
    def span(self) -> Span:
        """What sort of period it is; a run of months that is none of the others is "months"."""
        if self.day is not None:
            return "day"
        if self.season is not None:
            return "season"
        if (self.first, self.last) not in _NAMED:
            return "months"
        return _SPANS[self.last - self.first + 1]

    @property
    def month(self) -> int | None:
        """The month, where it is one."""
        return self.first if self.span == "month" else None

    @property
    def quarter(self) -> int | None:
        """The quarter, where it is one."""
        return self.last // 3 if self.span == "quarter" else None

    @property
    def months(self) -> tuple[int, ...]:
        """The months of ``year`` in it, from 1 to 12; of a day its month."""
        return self.of_season or tuple(range(self.first, self.last + 1))

    def contains(self, date: dt.date) -> bool:
        """Whether a result of that day belongs to it."""
        within = date.year == self.year and date.month in self.months
        return within and self.day in (None, date.day)

    @property
    def begin(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.first, self.day or 1)

    @property
    def end(self) -> dt.date:
        """Its last day."""
        if self.day is not None:
            return dt.date(self.year, self.first, self.day)
        after = dt.date(self.year + self.last // 12, self.last % 12 + 1, 1)
        return after - dt.timedelta(days=1)

    def previous(self) -> Self:
        """The period of the same span before this one; of a run of months the year before's."""
        if self.day is not None:
            date = dt.date(self.year, self.first, self.day) - dt.timedelta(days=1)
            return replace(self, year=date.year, first=date.month, last=date.month, day=date.day)
        if self.span in ("months", "season"):
            return self.year_before()
        count = self.last - self.first + 1
        if self.first > count:
            return replace(self, first=self.first - count, last=self.last - count)
        return replace(self, year=self.year - 1, first=13 - count, last=12)

    def year_before(self) -> Self:
        """The same period of the year before; of the 29th of February the 28th."""
        leap_day = (self.first, self.day) == (2, 29)
        return replace(self, year=self.year - 1, day=28 if leap_day else self.day)

    def __str__(self) -> str:
        """As ``parse`` reads it."""
        if self.day is not None:
            return f"{self.year:04d}-{self.first:02d}-{self.day:02d}"
        if self.season is not None:
            return f"{self.year:04d}-{self.season}"
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
