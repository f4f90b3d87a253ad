"""How wells stand, as JSON."""

from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.quality.assessment import IndicatorResult
from watermap.quality.groundwater.wells import WellResult, Wells


def wells_record(wells: Wells, *, language: Language) -> Record:
    """Every well with its class, and the share that is stable or better.

    ``language`` is that of the sentences in it.
    """
    return {
        "standard": wells.standard,
        "method": wells.method,
        "as_of": day(wells.as_of),
        "period": wells.period,
        "base_year": wells.base_year,
        "routine_of": wells.routine_of,
        "wells": [_well(one, language) for one in wells.wells],
        "summary": {
            "wells": len(wells.wells),
            "by_class": {name or "none": count for name, count in wells.counts().items()},
            "compared": wells.compared,
            "stable_pct": number(wells.stable_pct),
        },
        "problems": problem_records(wells.problems, language),
    }


def _well(well: WellResult, language: Language) -> Record:
    result = well.result
    return {
        "name": result.name,
        "code": result.code,
        "state": result.state,
        "class": result.water_class,
        "deciding": list(result.deciding),
        "target": result.target,
        "met": result.met,
        "routine": well.routine,
        "further": well.further,
        "samples": result.samples,
        "months": result.months,
        "place": result.place,
        "trend": well.trend,
        "compared": {
            "now": well.now,
            "now_from": well.now_from,
            "base": well.base,
            "base_from": well.base_from,
        },
        "indicators": [_indicator(one, language) for one in result.indicators],
        "why": sentences((*result.why, *well.why), language),
    }


def _indicator(indicator: IndicatorResult, language: Language) -> Record:
    return {
        "id": indicator.id,
        "value": number(indicator.value),
        "unit": indicator.unit,
        "class": indicator.water_class,
        "worst_possible_class": indicator.possible,
        "limit": number(indicator.limit),
        "multiple": number(indicator.multiple),
        "n": indicator.n,
        "censored": indicator.censored,
        "minimum": number(indicator.minimum),
        "maximum": number(indicator.maximum),
        "counts": indicator.counts,
        "raw": list(indicator.raw),
        "why": sentences(indicator.why, language),
    }
