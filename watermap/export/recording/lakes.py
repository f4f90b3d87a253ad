"""Lakes and reservoirs as JSON."""

from collections.abc import Sequence

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.assessment import IndicatorResult
from watermap.quality.lakes.lakes import LakeResult
from watermap.quality.lakes.trophic import Trophic, trophic_method


def lakes_record(lakes: Sequence[LakeResult], *, language: Language) -> Record:
    """``{"method", "citation", "verified", "lakes": […]}``; values in each item's own unit."""
    method = trophic_method()
    return {
        "trophic_method": method.id,
        "citation": method.citation,
        "verified": method.verified,
        "lakes": [_lake(one, language) for one in lakes],
    }


def _lake(lake: LakeResult, language: Language) -> Record:
    return {
        "name": lake.name,
        "zone": lake.zone,
        "points": list(lake.points),
        "left_out": list(lake.left_out),
        "state": lake.state,
        "class": lake.water_class,
        "grade": lake.grade,
        "deciding": list(lake.deciding),
        "evaluated": lake.evaluated,
        "target": lake.target,
        "met": lake.met,
        "main_pollutants": [
            {"id": one.id, "multiple": number(one.multiple)} for one in lake.main_pollutants
        ],
        "total_nitrogen_class": lake.nitrogen.water_class if lake.nitrogen else None,
        "indicators": [_indicator(one) for one in lake.indicators],
        "trophic": _trophic(lake.trophic, language),
        "why": sentences(lake.why, language),
    }


def _indicator(one: IndicatorResult) -> Record:
    return {
        "id": one.id,
        "value": number(one.value),
        "unit": one.unit,
        "mean": number(one.mean),
        "class": one.water_class,
        "limit": number(one.limit),
        "multiple": number(one.multiple),
        "counts": one.counts,
        "n": one.n,
        "minimum": number(one.minimum),
        "maximum": number(one.maximum),
    }


def _trophic(trophic: Trophic, language: Language) -> Record:
    return {
        "index": number(trophic.index),
        "partial": trophic.partial,
        "state": trophic.state,
        "missing": list(trophic.missing),
        "items": [
            {
                "id": one.id,
                "value": number(one.value),
                "unit": one.unit,
                "index": number(one.index),
                "weight": number(one.weight),
            }
            for one in trophic.items
        ],
        "why": sentences(trophic.why, language),
    }
