"""Drinking-water sources as JSON. It names no place."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.sources.rates import Rate, SourceOfPeriod, Sources, SourcesOfMonth
from watermap.quality.sources.verdicts import SourceItem, SourceVerdict


def sources_record(sources: Sources, *, language: Language) -> Record:
    """Rates in per cent, volumes in 万m³ (``_10k_m3``), values in the items' own units."""
    return {
        "period": sources.period,
        "judged_by": sources.by,
        "method": sources.method.id,
        "citation": sources.method.citation,
        "verified": sources.method.verified,
        "monthly_items": sources.monthly_count,
        "yearly_items": sources.yearly_count,
        "rate": _rate(sources.rate, language),
        "sources": [_source(one, language) for one in sources.sources],
        "months": [_month(one, language) for one in sources.months],
        "why": sentences(sources.why, language),
    }


def _rate(rate: Rate, language: Language) -> Record:
    return {
        "total": rate.total,
        "told": rate.told,
        "attained": rate.attained,
        "count_pct": number(rate.count_pct),
        "volume_10k_m3": number(rate.volume_10k_m3),
        "attained_10k_m3": number(rate.attained_10k_m3),
        "volume_pct": number(rate.volume_pct),
        "why": sentences(rate.why, language),
    }


def _source(one: SourceOfPeriod, language: Language) -> Record:
    return {
        "name": one.name,
        "attained": one.attained,
        "by_months": one.by_months,
        "months_attained": one.months_attained,
        "months_told": one.months_told,
        "months": one.months,
        "by_mean": _verdict(one.by_mean, language),
        "why": sentences(one.why, language),
    }


def _month(month: SourcesOfMonth, language: Language) -> Record:
    return {
        "month": str(month.month),
        "rate": _rate(month.rate, language),
        "sources": [_verdict(one, language) for one in month.sources],
    }


def _verdict(one: SourceVerdict, language: Language) -> Record:
    return {
        "name": one.name,
        "groundwater": one.groundwater,
        "sampled": one.sampled,
        "attained": one.attained,
        "evaluated": len(one.items),
        "over": [_item(item) for item in one.over],
        "natural": [_item(item) for item in one.natural],
        "untold": [item.id for item in one.items if item.standing == "untold"],
        "monthly_measured": one.monthly_measured,
        "monthly_missing": list(one.monthly_missing),
        "yearly_measured": one.yearly_measured,
        "total_nitrogen_class": one.nitrogen_class,
        "volume_10k_m3": number(one.volume.volume_10k_m3) if one.volume else None,
        "volume_from": one.volume.origin if one.volume else None,
        "why": sentences(one.why, language),
    }


def _item(item: SourceItem) -> Record:
    return {
        "id": item.id,
        "value": number(item.value),
        "unit": item.unit,
        "limit": number(item.limit),
        "multiple": number(item.multiple),
        "document": item.document,
    }
