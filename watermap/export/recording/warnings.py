"""Early warnings as JSON."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.change.early import EarlyWarnings
from watermap.quality.change.warned import EarlyWarning


def warnings_record(warnings: EarlyWarnings, *, language: Language) -> Record:
    """The warnings, most urgent first; sections beyond their limit; those not to be told."""
    return {
        "as_of": str(warnings.as_of) if warnings.as_of else None,
        "warnings": [_warning(one, language) for one in warnings.warnings],
        "failing": list(warnings.failing),
        "untold": [
            {"section": one.name, "why": sentences(one.why, language)} for one in warnings.untold
        ],
        "why": sentences(warnings.why, language),
    }


def _warning(one: EarlyWarning, language: Language) -> Record:
    return {
        "rule": one.rule,
        "section": one.name,
        "river": one.river,
        "kind": one.kind,
        "indicators": list(one.indicators),
        "unit": one.unit or None,
        "values": {str(period): number(value) for period, value in one.values.items()},
        "limit": number(one.limit),
        "limit_class": one.limit_class,
        "near_pct": number(one.near_pct),
        "crosses_in_months": number(one.crosses_in_months),
        "crosses": str(one.crosses) if one.crosses else None,
        "classes_worse": one.classes_worse,
        "why": sentences(one.why, language),
    }
