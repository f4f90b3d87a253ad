"""What is new in a period as JSON."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.standing.news import (
    ClassNews,
    EvaluatedNews,
    Exceedance,
    Gap,
    News,
    TargetNews,
    ValueNews,
    WhatIsNew,
)


def news_record(new: WhatIsNew, *, language: Language) -> Record:
    """Against the period before and the year before; gaps; names without a section."""
    return {
        "period": str(new.period),
        "on_period_before": _news(new.on_period_before, language),
        "on_year_before": _news(new.on_year_before, language),
        "gaps": [_gap(one, language) for one in new.gaps],
        "unmatched_table": list(new.unmatched_table),
        "unmatched_layer": list(new.unmatched_layer),
        "suggestions": [
            {"table": one.table, "layer": one.layer, "score": number(one.score)}
            for one in new.suggestions
        ],
    }


def _news(news: News | None, language: Language) -> Record | None:
    if news is None:
        return None
    return {
        "against": str(news.against),
        "classes": [_class(one, language) for one in news.classes],
        "same": news.same,
        "targets_lost": [_target(one) for one in news.lost],
        "targets_gained": [_target(one) for one in news.gained],
        "new_exceedances": [_exceedance(one) for one in news.exceedances],
        "first_evaluated": [_evaluated(one, language) for one in news.first_evaluated],
        "no_longer_evaluated": [_evaluated(one, language) for one in news.no_longer],
    }


def _class(one: ClassNews, language: Language) -> Record:
    return {
        "name": one.name,
        "kind": one.kind,
        "river": one.river,
        "before": one.before,
        "after": one.after,
        "classes_better": one.classes_better,
        "deciding_before": list(one.deciding_before),
        "deciding_after": list(one.deciding_after),
        "values": [_value(value) for value in one.values],
        "why": sentences(one.why, language),
    }


def _value(one: ValueNews) -> Record:
    return {
        "id": one.id,
        "unit": one.unit,
        "before": number(one.before),
        "after": number(one.after),
        "class_before": one.class_before,
        "class_after": one.class_after,
        "limit": number(one.limit),
        "multiple": number(one.multiple),
    }


def _target(one: TargetNews) -> Record:
    return {
        "name": one.name,
        "kind": one.kind,
        "target": one.target,
        "before": one.before,
        "after": one.after,
    }


def _exceedance(one: Exceedance) -> Record:
    return {
        "name": one.name,
        "kind": one.kind,
        "first_measured": one.first_measured,
        **_value(one.value),
    }


def _evaluated(one: EvaluatedNews, language: Language) -> Record:
    return {
        "name": one.name,
        "kind": one.kind,
        "state": one.state,
        "class": one.water_class,
        "why": sentences(one.why, language),
    }


def _gap(one: Gap, language: Language) -> Record:
    return {
        "name": one.name,
        "kind": one.kind,
        "state": one.state,
        "months": one.months,
        "of_months": one.of_months,
        "why": sentences(one.why, language),
    }
