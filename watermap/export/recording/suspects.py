"""``watermap suspects --json``."""

from watermap.export.plain import number
from watermap.export.recording.hours import hours_record
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.network.answer import Exceedance, Suspicion, UpstreamSection
from watermap.network.incidents.suspects import Candidate, known_rules


def suspects_record(answer: Suspicion, *, language: Language) -> Record:
    """What the section shows, and the candidates; ``language`` is that of sentences.

    ``candidates`` may explain the section by themselves, the first to be looked at in front;
    ``beyond`` stand above a section that was fine in the same indicator.
    """
    found, rules = answer.suspects, known_rules()
    return {
        "section": _shown(answer.shown),
        "candidates": [_candidate(one, language) for one in found.between],
        "beyond": [_candidate(one, language) for one in found.beyond],
        "not_placed": [
            {"kind": one.kind, "id": one.id, "name": one.name, "why": one.why}
            for one in found.not_placed
        ],
        "sections_upstream": [_section(one) for one in answer.sections],
        "points": {"source": rules.source.of(language), "verified": rules.verified},
        "said": sentences(found.said, language),
        "problems": problem_records(answer.problems, language),
    }


def _shown(shown: Exceedance) -> Record:
    return {
        "name": shown.section,
        "period": shown.period,
        "indicator": shown.indicator,
        "value": number(shown.value),
        "unit": shown.unit,
        "limit": number(shown.limit),
        "multiple": number(shown.multiple),
        "class": shown.water_class,
        "held_against": shown.aim,
        "fails": shown.fails,
        "further_indicators": list(shown.others),
    }


def _candidate(one: Candidate, language: Language) -> Record:
    thing = one.met.object
    return {
        "kind": thing.kind,
        "id": thing.id,
        "name": thing.name,
        "owner": one.facts.owner,
        "industry_code": one.facts.industry_code,
        "card": one.facts.card,
        "credit": one.facts.credit,
        "emits": one.emits,
        "points": one.points,
        "why": [{"points": why.points, "text": why.why.text(language)} for why in one.why],
        "river_km": number(one.met.river_km),
        "distance_km": number(one.met.taken_m / 1000),
        "hours": hours_record(one.met.hours),
        "snap_m": number(thing.place.snap_m),
        "doubts": list(thing.doubts),
    }


def _section(one: UpstreamSection) -> Record:
    return {
        "name": one.name,
        "distance_km": number(one.taken_m / 1000),
        "standing": one.standing or "no_data",
    }
