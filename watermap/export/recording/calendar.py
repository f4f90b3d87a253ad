"""The class of every section in every period, for ``--json``."""

from itertools import groupby

from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.bulk.calendar import Calendar
from watermap.quality.bulk.entries import Entry


def calendar_record(calendar: Calendar, *, language: Language) -> Record:
    """Stations with their periods, oldest first. ``language`` is that of the sentences in it."""
    return {
        "standard": calendar.standard,
        "method": calendar.method,
        "span": calendar.span,
        "periods": [str(one) for one in calendar.periods],
        "stations": [
            {"kind": kind, "name": name, "periods": [_entry(one, language) for one in entries]}
            for (kind, name), entries in groupby(
                calendar.entries, key=lambda one: (one.kind, one.name)
            )
        ],
    }


def _entry(entry: Entry, language: Language) -> Record:
    return {
        "period": str(entry.period),
        "state": entry.state,
        "class": entry.water_class,
        "deciding": list(entry.deciding),
        "evaluated": entry.evaluated,
        "unclassed": list(entry.unclassed),
        "samples": entry.samples,
        "months": entry.months,
        "why": sentences(entry.why, language),
    }
