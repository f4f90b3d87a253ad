"""The class of every section in every period: a coloured table, and a list with what decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.shown import listed
from watermap.export.words import word
from watermap.language import Language, Text
from watermap.mapping.themes import Palette, find_theme
from watermap.quality.bulk.calendar import Calendar
from watermap.quality.bulk.entries import Entry
from watermap.quality.period import Period

_CLASS_THEME = "class"
_MOST_PERIODS = 400  # columns of one table; with more, each year has a table of its own
Row = tuple[Value | Coloured, ...]


def calendar_sheets(
    calendar: Calendar, *, language: Language, indicators: Mapping[str, Text]
) -> tuple[Sheet, ...]:
    """Sections by periods, coloured; then every entry in a line. ``indicators``: titles by id."""
    telling = _Telling(
        language=language, indicators=indicators, palette=find_theme(_CLASS_THEME).palette
    )
    return (*_tables(calendar, telling), _list(calendar, telling))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """In which words and colours the tables are told."""

    language: Language
    indicators: Mapping[str, Text]
    palette: Palette

    def word(self, name: str, **fields: object) -> str:
        return word(name, self.language, **fields)

    def text(self, name: str, width: float = 14) -> Column:
        return Column(title=self.word(name), width=width)

    def count(self, name: str) -> Column:
        return Column(title=self.word(name), type="integer", width=10)

    def standing(self, entry: Entry | None) -> Coloured | None:
        """The class, or that there were too few results; None: no results."""
        if entry is None:
            return None
        if entry.water_class is None:
            stamp = self.palette.states["insufficient"]
        else:
            stamp = self.palette.classes[entry.water_class]
        return Coloured(
            value=stamp.title.of(self.language), fill=stamp.fill, text=stamp.letter_colour
        )

    def named(self, names: Sequence[str]) -> str:
        known = {name: title.of(self.language) for name, title in self.indicators.items()}
        shown = [known.get(one, one) for one in names]
        return listed(shown, self.language)


def _tables(calendar: Calendar, telling: _Telling) -> tuple[Sheet, ...]:
    periods = calendar.periods
    if len(periods) <= _MOST_PERIODS:
        return (_table(telling.word("calendar_tab"), periods, calendar, telling),)
    return tuple(
        _table(telling.word("calendar_tab_year", year=year), tuple(own), calendar, telling)
        for year, own in groupby(periods, key=lambda one: one.year)
    )


def _table(name: str, periods: Sequence[Period], calendar: Calendar, telling: _Telling) -> Sheet:
    found = {(one.kind, one.name, one.period): one for one in calendar.entries}
    stations = dict.fromkeys((one.kind, one.name) for one in calendar.entries)
    columns = (
        telling.text("section", 24),
        telling.text("kind"),
        *(Column(title=str(one), width=11) for one in periods),
    )
    rows = tuple(
        (
            station,
            telling.word(f"kind_{kind}"),
            *(telling.standing(found.get((kind, station, one))) for one in periods),
        )
        for kind, station in stations
    )
    return Sheet(name=name, columns=columns, rows=rows)


def _list(calendar: Calendar, telling: _Telling) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("kind"),
        telling.text("period", 12),
        telling.text("state"),
        telling.text("class", 12),
        telling.text("deciding", 30),
        telling.count("evaluated"),
        telling.count("samples"),
        telling.count("months"),
        telling.text("remark", 50),
    )
    rows = tuple(_line(one, telling) for one in calendar.entries)
    return Sheet(name=telling.word("calendar_tab_list"), columns=columns, rows=rows)


def _line(entry: Entry, telling: _Telling) -> Row:
    return (
        entry.name,
        telling.word(f"kind_{entry.kind}"),
        str(entry.period),
        telling.word(f"state_{entry.state}"),
        telling.standing(entry) if entry.water_class else None,
        telling.named(entry.deciding),
        entry.evaluated,
        entry.samples,
        entry.months,
        "\n".join(message.text(telling.language) for message in entry.why),
    )
