"""The day or month of a result, as people write it in cells, sheet names, titles and file names."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from watermap.errors import Message
from watermap.harmonise.terms.folding import plain
from watermap.harmonise.terms.numerals import as_written
from watermap.reading.raw import Cell

Precision = Literal["day", "month"]

_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_SERIAL_ZERO = dt.date(1899, 12, 30)  # Excel's day 0 (its day 60, 1900-02-29, never was)
_SERIALS = range(18264, 73051)  # 1950-01-01 … 2100-01-01

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_HOUR, _SIXTY = r"(?:[01]?\d|2[0-4])", r"[0-5]?\d"
_BELOW_HOUR = rf"(?:{_SIXTY}(?:(?::|分)(?:{_SIXTY}秒?(?:\.\d+)?)?)?)?"
_TIME = rf"(?P<time>[ t]*{_HOUR}(?:(?::|时|点){_BELOW_HOUR})?z?)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR} ?[-/.年] ?(?P<m>\d{{1,2}}) ?[-/.月] ?(?P<d>\d{{1,2}}) ?[日号]?{_TIME}",
        rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)",
        rf"{_YEAR} ?[-/.年] ?(?P<m>\d{{1,2}}) ?月?份?",
        rf"{_YEAR}(?P<m>\d\d)",
        rf"(?P<m>\d{{1,2}}) ?[-/月] ?(?P<d>\d{{1,2}}) ?[日号]?{_TIME}",
        r"(?P<m>\d{1,2}) ?月份?",
    )
)
_YEAR_LAST = re.compile(rf"(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.]{_YEAR}{_TIME}")
_TIMED = tuple(
    form for form in (*_FORMS, _YEAR_LAST, re.compile(_TIME)) if "time" in form.groupindex
)
_A_LEAP_YEAR = 2000
_YEAR_IN_TEXT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?!\d{3})(?=\D|\d{2}(?!\d)|$)")
_MONTH_IN_TEXT = re.compile(r"(?<![\d~—至-])(?P<m>1[0-2]|0?[1-9]) ?月(?! ?[~—至-])")
_YEAR_MONTH_IN_TEXT = re.compile(
    rf"(?<!\d){_YEAR} ?[-_./年]? ?(?P<m>1[0-2]|0[1-9]|(?<=\D)[1-9])(?!\d)(?! ?[~—至-] ?\d)"
)
_SPAN = re.compile(r"[~至—]|\d ?月? ?- ?\d{1,2} ?月")
_CHINESE_MONTHS = {"十二": 12, "十一": 11, "十": 10, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5,
                   "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_CHINESE_MONTH = re.compile(f"(?:^|(?<=年)|(?<= ))({'|'.join(_CHINESE_MONTHS)})月")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """A date read from the sheet. Where only the month is known, ``date`` is its first day."""

    date: dt.date
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What surroundings (sheet name, title, file name) say about the time; None: nothing."""

    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A month or day over a group of columns or in a row of its own: 5月, 2019年5月, 5月6日."""

    year: int | None
    month: int
    day: int | None


def read_date(cell: Cell, *, year: int | None = None) -> DateReading | Message:
    """The date a cell means, or why it cannot be told.

    Args:
        cell: a date, an Excel serial, ``202405``, ``2024-05``, ``2024年5月3日 4:00``, ``5月`` …
        year: used where the cell gives none; None: such a cell cannot be read.
    """
    if isinstance(cell, dt.datetime):
        return DateReading(date=cell.date(), precision="day")
    if isinstance(cell, dt.date):
        return DateReading(date=cell, precision="day")
    raw = as_written(cell)
    if isinstance(cell, float) and not cell.is_integer():
        return _fraction(cell, raw)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return DateReading(date=_from_serial(int(cell)), precision="day")
    return _text(raw, year)


def time_of(cell: Cell) -> str:
    """The time of day that a cell of dates or times writes, to tell results of one day apart."""
    if isinstance(cell, dt.datetime | dt.time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, dt.date) or cell is None:
        return ""
    if isinstance(cell, float) and not cell.is_integer():
        return f"{cell % 1:.6f}"
    found = next((found for form in _TIMED if (found := form.fullmatch(plain(str(cell))))), None)
    return (found["time"] or "").strip(" t") if found else ""


def moment_of(text: str) -> Moment | None:
    """The month or day that a text names and says nothing else; None: it is another text."""
    found = _matched(text)
    if found is None:
        return None
    year = int(found["y"]) if found.get("y") else None
    day = int(found["d"]) if found.get("d") else None
    read = _checked(year or _A_LEAP_YEAR, int(found["m"]), day, text)
    if isinstance(read, Message):
        return None
    return Moment(year=year, month=read.date.month, day=day)


def date_of_parts(year: Cell, month: Cell, day: Cell) -> DateReading | Message:
    """The date of separate cells for year, month and day; an empty day means the whole month."""
    numbers = [part_of_date(cell) for cell in (year, month, day)]
    written = "-".join(as_written(cell) or "?" for cell in (year, month, day))
    if numbers[0] is None or numbers[1] is None or (numbers[2] is None and as_written(day)):
        return Message.of("harmonise.date_unreadable", text=written)
    return _checked(numbers[0], numbers[1], numbers[2], written)


def part_of_date(cell: Cell) -> int | None:
    """The number of a year, month or day: of 2024, ``2024年``, ``5月``, ``五月``, 5.0."""
    folded = plain(as_written(cell))
    digits = re.fullmatch(r"(\d{1,4}) ?[年月日号]?份?", folded)
    if digits:
        return int(digits[1])
    return _CHINESE_MONTHS.get(folded.removesuffix("份").removesuffix("月"))


def hint_of(text: str) -> Hint:
    """The year and month that a sheet name, title or file name mentions.

    ``水质监测_2019`` gives the year, ``5月`` the month, ``2019年5月`` and ``201905`` both. Two
    different years or months in one text (``1-6月``) say nothing.
    """
    folded = plain(text)
    whole = _text(text, None)
    if isinstance(whole, DateReading):
        return Hint(year=whole.date.year, month=whole.date.month)
    months = {int(found["m"]) for found in _MONTH_IN_TEXT.finditer(folded)}
    months |= {_CHINESE_MONTHS[name] for name in _CHINESE_MONTH.findall(folded)}
    months = months or {int(found["m"]) for found in _YEAR_MONTH_IN_TEXT.finditer(folded)}
    if _SPAN.search(folded):
        months = set()
    years = {int(found["y"]) for found in _YEAR_IN_TEXT.finditer(folded)}
    return Hint(year=_only(years), month=_only(months))


def _only(found: set[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


def _from_serial(days: int) -> dt.date:
    return _SERIAL_ZERO + dt.timedelta(days=days)


def _fraction(cell: float, raw: str) -> DateReading | Message:
    """A serial with a time of day, or 2024.05 typed as a number.

    2024.1 may have been 2024.10, whose last nought a workbook drops: it is not read.
    """
    if int(cell) in _SERIALS:
        return DateReading(date=_from_serial(int(cell)), precision="day")
    year, _, month = raw.partition(".")
    if len(month) == 1:
        return Message.of(
            "harmonise.date_ambiguous", text=raw, one=f"{year}-01", other=f"{year}-10"
        )
    return _text(raw, None)


def _text(raw: str, year: int | None) -> DateReading | Message:
    said = _matched(raw)
    if said is None:
        return _year_last(raw)
    of_year = int(said["y"]) if said.get("y") else year
    if of_year is None:
        return Message.of("harmonise.date_without_year", text=raw)
    day = said.get("d")
    return _checked(of_year, int(said["m"]), int(day) if day else None, raw)


def _matched(raw: str) -> dict[str, str] | None:
    """Year, month, day of the first form that the whole text has."""
    folded = _CHINESE_MONTH.sub(lambda found: f"{_CHINESE_MONTHS[found[1]]}月", plain(raw))
    found = next((found for form in _FORMS if (found := form.fullmatch(folded))), None)
    return None if found is None else found.groupdict()


def _year_last(raw: str) -> DateReading | Message:
    """10/28/2021 can only be the 28th of October; 05/06/2021 may be May or June."""
    found = _YEAR_LAST.fullmatch(plain(raw))
    if found is None:
        return Message.of("harmonise.date_unreadable", text=raw)
    year, one, other = int(found["y"]), int(found["a"]), int(found["b"])
    if one <= 12 and other <= 12 and one != other:
        ways = (f"{year}-{one:02}-{other:02}", f"{year}-{other:02}-{one:02}")
        return Message.of("harmonise.date_day_or_month", text=raw, one=ways[0], other=ways[1])
    return _checked(year, min(one, other), max(one, other), raw)


def _checked(year: int, month: int, day: int | None, raw: str) -> DateReading | Message:
    try:
        date = dt.date(year, month, day or 1)
    except ValueError:
        return Message.of("harmonise.no_such_day", text=raw)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or day == 0:
        return Message.of("harmonise.no_such_day", text=raw)
    return DateReading(date=date, precision="day" if day else "month")
