"""Load against capacity in JSON."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.quality.capacity.capacity import Capacity, UnitCapacity


def capacity_record(capacity: Capacity, *, language: Language) -> Record:
    """Every unit, indicator and year; loads in t a year."""
    return {
        "title": capacity.title.of(language),
        "source": capacity.source,
        "own_levels": capacity.own_levels,
        "levels": [
            {
                "id": level.id,
                "title": level.title.of(language),
                "at_least_pct": number(level.at_least_pct),
            }
            for level in capacity.levels
        ],
        "units": [_unit(unit, language) for unit in capacity.units],
        "problems": problem_records(capacity.problems, language),
    }


def _unit(found: UnitCapacity, language: Language) -> Record:
    return {
        "unit": found.unit,
        "indicator": found.indicator,
        "year": found.year,
        "permitted_t": number(found.permitted_t),
        "document": found.document,
        "load_from": found.load_from,
        "state": found.state,
        "load_t": number(found.load.load_t),
        "months": found.load.months,
        "outfalls": found.load.outfalls,
        "use_pct": number(found.use_pct),
        "level": None if found.level is None else found.level.id,
        "remaining_t": number(found.remaining_t),
        "projected_t": number(found.projected_t),
        "licensed_t": number(found.licensed_t),
        "why": sentences(found.why, language),
    }
