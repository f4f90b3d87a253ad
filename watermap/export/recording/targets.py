"""A plan by year and the outlook on its targets, as JSON."""

from collections.abc import Sequence

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.assessment import TargetResult
from watermap.quality.targets.margins import Margin
from watermap.quality.targets.outlook import SectionOutlook, TargetOutlook
from watermap.quality.targets.section_targets import SectionTargetResult
from watermap.quality.targets.years import PlanYears


def plan_record(plan: PlanYears, *, language: Language) -> Record:
    """``{"title", "source", "targets", "sections"}``; each with its years, oldest first."""
    return {
        "title": plan.title.of(language),
        "source": plan.source,
        "targets": [
            {
                "id": one.id,
                "title": one.title.of(language),
                "measure": one.measure,
                "years": [_target(year, language) for year in one.years],
            }
            for one in plan.targets
        ],
        "sections": [
            {
                "section": one.section,
                "years": [section_target(year, language) for year in one.years],
            }
            for one in plan.sections
        ],
    }


def section_target(found: SectionTargetResult, language: Language) -> Record:
    """One section's class of a year against the class demanded of it."""
    return {
        "section": found.section,
        "year": found.year,
        "required": found.required,
        "actual": found.actual,
        "met": found.met,
        "why": sentences(found.why, language),
    }


def outlook_record(found: Sequence[TargetOutlook], *, language: Language) -> list[Record]:
    """One record a target: gap in points, sections needed and in reserve, and their ranking."""
    return [
        {
            "id": one.id,
            "title": one.title.of(language),
            "result": _target(one.result, language),
            "gap_points": number(one.gap_points),
            "counted": one.counted,
            "good": one.good,
            "needed": one.needed,
            "spare": one.spare,
            "nearest": [_section(each, language, missing=True) for each in one.nearest],
            "first_to_flip": [
                _section(each, language, missing=False) for each in one.first_to_flip
            ],
            "why": sentences(one.why, language),
        }
        for one in found
    ]


def _target(found: TargetResult, language: Language) -> Record:
    return {
        "year": found.year,
        "required_pct": number(found.required_pct),
        "at_least": found.at_least,
        "actual_pct": number(found.actual_pct),
        "met": found.met,
        "n": found.n,
        "why": sentences(found.why, language),
    }


def _section(one: SectionOutlook, language: Language, *, missing: bool) -> Record:
    return {
        "section": one.section,
        "class": one.water_class,
        "wanted": one.wanted,
        "margin": number(one.margin),
        "by": [_margin(each) for each in one.by],
        "never_detected": list(one.never_detected),
        "told": sentences(one.told(missing=missing), language),
    }


def _margin(one: Margin) -> Record:
    return {
        "indicator": one.indicator,
        "unit": one.unit,
        "value": number(one.value),
        "limit": number(one.limit),
        "way": one.way,
        "margin": number(one.margin),
        "change_pct": number(one.change_pct),
    }
