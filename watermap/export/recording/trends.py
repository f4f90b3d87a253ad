"""Trends as JSON."""

from collections.abc import Sequence

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.change.kendall import Seasonal
from watermap.quality.change.ranks import Spearman
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.said import trends_said
from watermap.quality.change.trends import Trend


def trends_record(trends: Sequence[Trend], *, language: Language, rules: ChangeRules) -> Record:
    """One entry a section and indicator, values by period in ``unit``; by what they are told."""
    return {
        "trends": [_trend(one, language) for one in trends],
        "why": sentences(trends_said(rules), language),
    }


def _trend(one: Trend, language: Language) -> Record:
    return {
        "section": one.name,
        "indicator": one.indicator,
        "unit": one.unit,
        "state": one.state,
        "values": {str(period): number(value) for period, value in one.values.items()},
        "course": one.course,
        "meaning": one.meaning,
        "spearman": _ranks(one.spearman),
        "seasonal_mann_kendall": _seasonal(one.seasonal),
        "why": sentences(one.why, language),
    }


def _ranks(found: Spearman | None) -> Record | None:
    if found is None:
        return None
    return {
        "n": found.n,
        "sum_d2": number(found.sum_d2),
        "r_s": number(found.r_s),
        "r_s_by_formula": number(found.by_formula),
        "tied": found.tied,
        "critical": {level: number(value) for level, value in found.critical.items()},
        "critical_of_n": found.row,
        "significant_at": found.significant,
        "at_critical": found.at_critical,
    }


def _seasonal(found: Seasonal | None) -> Record | None:
    if found is None:
        return None
    return {
        "years": found.years,
        "n": found.n,
        "s": found.s,
        "variance": float(found.variance),
        "z": found.z,
        "p_two_sided": found.p,
        "slope_per_year": number(found.slope_per_year),
        "course": found.course,
    }
