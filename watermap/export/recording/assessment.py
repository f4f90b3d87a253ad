"""``watermap assess --json``."""

from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.harmonise.names.joining import NameMatch
from watermap.language import Language
from watermap.quality.assessment import (
    Assessment,
    IndicatorResult,
    RiverResult,
    SectionResult,
    TargetResult,
)
from watermap.quality.classing.chain import indicator_chain, section_chain


def assessment_record(assessment: Assessment, *, language: Language) -> Record:
    """The contract's ``assess`` shape. ``language`` is that of the sentences in it."""
    return {
        "standard": assessment.standard,
        "method": assessment.method,
        "as_of": day(assessment.as_of),
        "period": assessment.period,
        "sections": [_section(section, language) for section in assessment.sections],
        "sources": [_section(section, language) for section in assessment.sources],
        "rivers": [_river(river, language) for river in assessment.rivers],
        "summary": {
            **_river(assessment.overall, language),
            "targets": [_target(target, language) for target in assessment.targets],
        },
        "unmatched": _unmatched(assessment.names, language),
        "problems": problem_records(assessment.problems, language),
    }


def _section(section: SectionResult, language: Language) -> Record:
    return {
        "code": section.code,
        "name": section.name,
        "river": section.river,
        "class": section.water_class,
        "state": section.state,
        "deciding": list(section.deciding),
        "evaluated": section.evaluated,
        "counted": section.counted,
        "indicators": [_indicator(indicator, language) for indicator in section.indicators],
        "target": section.target,
        "met": section.met,
        "water_body": section.water_body,
        "kind": section.kind,
        "in_layer": section.in_layer,
        "place": section.place,
        "change_on_year_before": section.change,
        "main_pollutants": [
            {"id": one.id, "multiple": number(one.multiple)} for one in section.main_pollutants
        ],
        "samples": section.samples,
        "months": section.months,
        "chain": sentences(section_chain(section), language),
        "why": sentences(section.why, language),
    }


def _indicator(indicator: IndicatorResult, language: Language) -> Record:
    return {
        "id": indicator.id,
        "value": number(indicator.value),
        "unit": indicator.unit,
        "raw": list(indicator.raw),
        "n": indicator.n,
        "censored": indicator.censored,
        "class": indicator.water_class,
        "limit": number(indicator.limit),
        "multiple": number(indicator.multiple),
        "mean": number(indicator.mean),
        "minimum": number(indicator.minimum),
        "maximum": number(indicator.maximum),
        "counts": indicator.counts,
        "own_target": indicator.own_target,
        "held": indicator.held,
        "met": indicator.met,
        "chain": sentences(indicator_chain(indicator), language),
        "why": sentences(indicator.why, language),
    }


def _river(river: RiverResult, language: Language) -> Record:
    return {
        "name": river.name,
        "sections": river.sections,
        "method": river.method,
        "class": river.water_class,
        "grade": river.grade,
        "share_good_pct": number(river.share_good_pct),
        "share_worse_v_pct": number(river.share_worse_v_pct),
        "listed": list(river.listed),
        "main_pollutants": [
            {
                "id": one.id,
                "over": one.over,
                "share_pct": number(one.share_pct),
                "multiple": number(one.multiple),
            }
            for one in river.main_pollutants
        ],
        "flagged": sentences(river.flagged, language),
    }


def _target(target: TargetResult, language: Language) -> Record:
    return {
        "id": target.id,
        "title": target.title.of(language),
        "year": target.year,
        "required_pct": number(target.required_pct),
        "at_least": target.at_least,
        "actual_pct": number(target.actual_pct),
        "met": target.met,
        "n": target.n,
        "why": sentences(target.why, language),
    }


def _unmatched(names: NameMatch, language: Language) -> Record:
    return {
        "table": list(names.unmatched_table),
        "layer": list(names.unmatched_layer),
        "suggestions": [
            {
                "table": suggestion.table,
                "layer": suggestion.layer,
                "score": number(suggestion.score),
                "how": None if suggestion.how is None else suggestion.how.text(language),
            }
            for suggestion in names.suggestions
        ],
    }
