"""Pollutant loads in JSON."""

from collections.abc import Sequence

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.loads.flux import Load, MonthLoad


def loads_record(loads: Sequence[Load], *, language: Language) -> Record:
    """Every load with its twelve months; ``load_t`` of a year is null unless all are there."""
    return {"loads": [_load(load, language) for load in loads]}


def _load(load: Load, language: Language) -> Record:
    return {
        "section": load.section,
        "indicator": load.indicator,
        "year": load.year,
        "load_t": number(load.year_t),
        "so_far_t": number(load.so_far_t),
        "months": load.known,
        "complete": load.complete,
        "by_month": [_month(month, language) for month in load.months],
        "why": sentences(load.why, language),
    }


def _month(month: MonthLoad, language: Language) -> Record:
    volume = month.volume
    return {
        "month": str(month.month),
        "concentration_mg_l": number(month.concentration_mg_l),
        "flow_m3_s": number(volume.flow_m3_s),
        "volume_m3": number(volume.m3),
        "volume_from": volume.source,
        "load_t": number(month.load_t),
        "below_detection": month.below_detection,
        "why": sentences(month.why, language),
    }
