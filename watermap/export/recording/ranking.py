"""A ranking as JSON."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.ranking.changes import IndexChange
from watermap.quality.ranking.index import WaterIndex
from watermap.quality.ranking.results import RankedIndex, Ranking


def ranking_record(ranking: Ranking, *, language: Language) -> Record:
    """The ranking; indices have no unit, concentrations that of their item."""
    return {
        "level": ranking.level,
        "rules": ranking.rules.id,
        "common": list(ranking.common),
        "same_items": ranking.same_items,
        "change_common": list(ranking.change_common),
        "entries": [_entry(one, language) for one in ranking.entries],
        "unassigned": list(ranking.unassigned),
        "why": sentences(ranking.why, language),
    }


def _entry(one: RankedIndex, language: Language) -> Record:
    return {
        "name": one.name,
        "state": one.state,
        "rank": one.rank,
        "index_on_common": number(one.on_common),
        "index_as_measured": number(one.as_measured),
        "rank_as_measured": one.rank_as_measured,
        "missing": list(one.missing),
        "left_out": list(one.left_out),
        "parts": [_part(part) for part in one.parts],
        "change": _change(one.change, language),
        "why": sentences(one.why, language),
    }


def _part(part: WaterIndex) -> Record:
    return {
        "water_body": part.water_body,
        "sections": list(part.sections),
        "index": number(part.value()),
        "items": [
            {
                "id": item.id,
                "unit": item.unit,
                "sections": item.sections,
                "concentration": number(item.concentration),
                "limit": number(item.limit),
                "index": number(item.index),
            }
            for item in part.items
        ],
    }


def _change(change: IndexChange | None, language: Language) -> Record | None:
    if change is None:
        return None
    return {
        "index_before": number(change.before),
        "index_after": number(change.after),
        "change_pct": number(change.change_pct),
        "rank": change.rank,
        "why": sentences(change.why, language),
    }
