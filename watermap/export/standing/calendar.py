"""The class of every section in every period: a coloured table, and a list with what decides."""

from collections.abc import Sequence
from itertools import groupby

from watermap.export.sheets import Coloured, Column, Sheet
from watermap.export.telling import Row, Telling
from watermap.language import Language
from watermap.quality.bulk.calendar import Calendar
from watermap.quality.bulk.entries import Entry
from watermap.quality.period import Period

_MOST_PERIODS = 400  # columns of one table; with more, each year has a table of its own


def calendar_sheets(calendar: Calendar, *, language: Language) -> tuple[Sheet, ...]:
    """Sections by periods, coloured; then every entry in a line."""
    telling = Telling.of(language)
    return (*_tables(calendar, telling), _list(calendar, telling))


def _tables(calendar: Calendar, telling: Telling) -> tuple[Sheet, ...]:
    periods = calendar.periods
    if len(periods) <= _MOST_PERIODS:
        return (_table(telling.word("calendar_tab"), periods, calendar, telling),)
    return tuple(
        _table(telling.word("calendar_tab_year", year=year), tuple(own), calendar, telling)
        for year, own in groupby(periods, key=lambda one: one.year)
    )


def _table(name: str, periods: Sequence[Period], calendar: Calendar, telling: Telling) -> Sheet:
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
            *(_stand(found.get((kind, station, one)), telling) for one in periods),
        )
        for kind, station in stations
    )
    return Sheet(name=name, columns=columns, rows=rows)


def _stand(entry: Entry | None, telling: Telling) -> Coloured | None:
    """The class, or that there were too few results; None: no results."""
    if entry is None or entry.water_class is not None:
        return telling.water_class(entry.water_class if entry else None)
    return telling.stamped(telling.palette.states["insufficient"])


def _list(calendar: Calendar, telling: Telling) -> Sheet:
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


def _line(entry: Entry, telling: Telling) -> Row:
    return (
        entry.name,
        telling.word(f"kind_{entry.kind}"),
        str(entry.period),
        telling.word(f"state_{entry.state}"),
        telling.water_class(entry.water_class),
        telling.indicators(entry.deciding),
        entry.evaluated,
        entry.samples,
        entry.months,
        "\n".join(message.text(telling.language) for message in entry.why),
    )
