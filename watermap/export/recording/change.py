"""Two periods compared as JSON."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.assessment import RiverResult
from watermap.quality.change.compare import change_theme
from watermap.quality.change.results import (
    Change,
    GroupChange,
    IndicatorChange,
    SectionChange,
    Step,
)


def change_record(change: Change, *, language: Language) -> Record:
    """Sections, rivers and all together; ``theme``: section to the entry it is drawn by."""
    return {
        "before": str(change.before),
        "after": str(change.after),
        "sections": [_section(one, language) for one in change.sections],
        "rivers": [_group(one, language) for one in change.rivers],
        "overall": _group(change.overall, language),
        "theme": dict(change_theme(change)),
        "why": sentences(change.why, language),
    }


def _section(one: SectionChange, language: Language) -> Record:
    return {
        "code": one.code,
        "name": one.name,
        "river": one.river,
        "kind": one.kind,
        "state": one.state,
        "class_before": one.class_before,
        "class_after": one.class_after,
        "as_evaluated": _step(one.as_evaluated),
        "on_common": _step(one.on_common),
        "same_on_common": one.same_on_common,
        "only_before": list(one.only_before),
        "only_after": list(one.only_after),
        "deciding_before": list(one.deciding_before),
        "deciding_after": list(one.deciding_after),
        "indicators": [_indicator(found, language) for found in one.indicators],
        "why": sentences(one.why, language),
    }


def _step(step: Step | None) -> Record | None:
    if step is None:
        return None
    return {
        "before": step.before,
        "after": step.after,
        "classes_better": step.classes_better,
        "grades_better": step.grades_better,
        "degree": step.degree,
    }


def _indicator(one: IndicatorChange, language: Language) -> Record:
    return {
        "id": one.id,
        "unit": one.unit,
        "mean_before": number(one.before),
        "mean_after": number(one.after),
        "change_pct": number(one.change_pct),
        "class_before": one.class_before,
        "class_after": one.class_after,
        "meaning": one.meaning,
        "counts": one.counts,
        "why": sentences(one.why, language),
    }


def _group(one: GroupChange, language: Language) -> Record:
    return {
        "name": one.name,
        "sections": list(one.sections),
        "left_out": list(one.left_out),
        "before": _river(one.before),
        "after": _river(one.after),
        "grades_better": one.grades_better,
        "by_grade": one.by_grade,
        "good_points": number(one.good_points),
        "worse_v_points": number(one.worse_v_points),
        "x_points": number(one.x_points),
        "by_shares": one.by_shares,
        "why": sentences(one.why, language),
    }


def _river(river: RiverResult | None) -> Record | None:
    if river is None:
        return None
    return {
        "sections": river.sections,
        "method": river.method,
        "class": river.water_class,
        "grade": river.grade,
        "share_good_pct": number(river.share_good_pct),
        "share_worse_v_pct": number(river.share_worse_v_pct),
    }
