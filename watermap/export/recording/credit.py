"""Enterprises' credit in JSON."""

from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.quality.credit.credit import Credit, EnterpriseCredit


def credit_record(credit: Credit, *, language: Language) -> Record:
    """Every enterprise by one scheme on one day; null is "not said", never "no"."""
    return {
        "scheme": credit.scheme,
        "title": credit.title.of(language),
        "citation": credit.citation,
        "verified": credit.verified,
        "as_of": day(credit.as_of),
        "enterprises": [_enterprise(one, language) for one in credit.enterprises],
        "problems": problem_records(credit.problems, language),
    }


def _enterprise(found: EnterpriseCredit, language: Language) -> Record:
    return {
        "name": found.name,
        "code": found.code,
        "state": found.state,
        "grade": found.grade,
        "stated": found.stated,
        "computed": found.computed,
        "score": number(found.score),
        "score_from": found.score_from,
        "blacklisted": found.blacklisted,
        "card": found.card,
        "card_date": day(found.card_date),
        "proposed_card": found.proposed,
        "effects": [
            {
                "what": one.what.of(language),
                "surcharge_at_least_yuan_m3": number(one.surcharge_at_least_yuan_m3),
                "verified": one.verified,
            }
            for one in found.effects
        ],
        "why": sentences(found.why, language),
    }
