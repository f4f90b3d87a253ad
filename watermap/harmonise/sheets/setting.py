"""What stands around a table and holds for its rows: section, year, month of title and names."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watermap.errors import Problem
from watermap.harmonise.sheets.columns import Columns
from watermap.harmonise.sheets.sheet_words import Role, named_in_title, role_of
from watermap.harmonise.terms.dates import DateReading, Hint, hint_of, moment_of, read_date
from watermap.harmonise.terms.numerals import folded, number

_NO_NAME = re.compile(r"(?i)(sheet|工作表|表|数据|结果|工作表标题|data|results?)[ _-]*\d*")
_TIMES: tuple[Role, ...] = ("date", "year", "month", "day")
_LONGEST_NAME = 20  # characters of a section's name that stands alone in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stands around a table and holds for all of its rows, until a heading says otherwise."""

    section: str | None  # None: each row names its own, or nobody does
    year: int | None
    month: int | None
    day: int | None = None  # of a sheet that says one day for all
    problems: tuple[Problem, ...] = ()


def setting_of(
    titles: Sequence[str],
    columns: Columns,
    *,
    sheet: str,
    file: str,
    year: int | None = None,
    above: Setting | None = None,
    beside: Sequence[str] = (),
) -> Setting:
    """Section, year and month that title, sheet name or file name give to all rows.

    Args:
        titles: what is written above the table.
        columns: of the table.
        sheet: the sheet's name.
        file: the file's name.
        year: what the caller knows; it goes before everything else.
        above: what held at the end of the table above, whose headings have been read; None: this
            is the first.
        beside: titles that stand over the whole sheet, beside the table.
    """
    if above is not None:
        section = None if _names_itself(columns) else above.section
        return replace(above, section=section, problems=())
    hints = [
        hint_of(sheet),
        *(_hint(text) for text in (*titles, *beside) if _tells_time(text)),
        hint_of(file),
    ]
    years = [year] if year else list(dict.fromkeys(hint.year for hint in hints if hint.year))
    months = list(dict.fromkeys(hint.month for hint in hints if hint.month))
    where = {"file": file, "sheet": sheet}
    setting = _with_section(_Around(titles, sheet), columns, where)
    month = months[0] if months else None
    return replace(
        setting,
        year=years[0] if years else None,
        month=month,
        day=_day(titles, month) if len(years) == 1 else None,
        problems=(*_said(years, months, columns, where), *setting.problems),
    )


@dataclass(frozen=True, slots=True)
class _Around:
    titles: Sequence[str]
    sheet: str


def _said(
    years: Sequence[int], months: Sequence[int], columns: Columns, where: dict[str, str]
) -> list[Problem]:
    """That sheet name, title and file name contradict each other, where the rows give no date."""
    problems = []
    grouped = bool(columns.values) and all(column.when for column in columns.values)
    if len(years) > 1 and not {"date", "year"} & columns.roles.keys():
        listed = "、".join(map(str, years))
        problems.append(
            Problem.warning("harmonise.years_differ", **where, years=listed, used=years[0])
        )
    if len(months) > 1 and not {"date", "month"} & columns.roles.keys() and not grouped:
        listed = "、".join(map(str, months))
        problems.append(
            Problem.warning("harmonise.months_differ", **where, months=listed, used=months[0])
        )
    return problems


def _hint(title: str) -> Hint:
    read = _labelled(title)
    return hint_of(title) if read is None else Hint(year=read.year, month=read.month)


def _labelled(title: str) -> dt.date | None:
    """The one day of 采样日期：2019-05-06."""
    read = read_date(title.replace("：", ":").partition(":")[2])
    return read.date if isinstance(read, DateReading) and read.precision == "day" else None


def _day(titles: Sequence[str], month: int | None) -> int | None:
    """The day that titles give to all rows, if it is one."""
    days = {day for text in titles if _tells_time(text) and (day := _labelled(text))}
    only = next(iter(days)) if len(days) == 1 else None
    return only.day if only is not None and only.month == month else None


def _tells_time(text: str) -> bool:
    """A title, or 监测时间：2019年5月; not 上报时间：2020-08-14, which is no date of results."""
    label, colon, _ = text.replace("：", ":").partition(":")
    found = role_of(label)
    return not colon or (found is not None and found[0] in _TIMES)


def _names_itself(columns: Columns) -> bool:
    return "section" in columns.roles or any(column.section for column in columns.values)


def _with_section(around: _Around, columns: Columns, where: dict[str, str]) -> Setting:
    """The section of a sheet that has no column for it."""
    nobody = Setting(section=None, year=None, month=None)
    if _names_itself(columns):
        return nobody
    named = list(dict.fromkeys(name for text in around.titles if (name := named_in_title(text))))
    if len(named) == 1:
        said = Problem.note("harmonise.section_of_title", **where, section=named[0])
        return replace(nobody, section=named[0], problems=(said,))
    sheet = around.sheet
    coded = "code" in columns.roles
    if not named and not coded and not _NO_NAME.fullmatch(sheet.strip()):
        if hint_of(sheet) != Hint():
            return nobody
        said = Problem.warning("harmonise.section_of_sheet", **where, section=sheet)
        return replace(nobody, section=sheet, problems=(said,))
    return nobody


def with_heading(setting: Setting, texts: Sequence[str], columns: Columns) -> Setting | None:
    """What holds below a row of its own that names a month or a section; None: it names neither.

    Args:
        setting: what held above.
        texts: all that stands in the row.
        columns: of the table.
    """
    found = setting
    for text in texts:
        found = _with_time(found, text)
        name = named_in_title(text) or (text if len(texts) == 1 and _is_name(text) else None)
        if name is not None and not _names_itself(columns) and found is setting:
            found = replace(found, section=name)
    return None if found is setting else found


def _with_time(setting: Setting, text: str) -> Setting:
    moment = moment_of(text)
    hint = hint_of(text) if _tells_time(text) else Hint()
    if moment is not None:
        hint = Hint(year=moment.year, month=moment.month)
    if hint == Hint() or number(folded(text)) is not None:
        return setting
    return replace(setting, year=hint.year or setting.year, month=hint.month, day=None)


def _is_name(text: str) -> bool:
    named = any(character.isalpha() for character in text) and not text[-1:].isdigit()
    return len(text) <= _LONGEST_NAME and named and not set(text) & set("，。；：:,;")
