"""Border sections and who must act on them, as JSON."""

from collections.abc import Sequence

from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.quality.borders.duties import BorderDuties, BorderDuty, Neighbour


def duties_record(found: BorderDuties, *, language: Language) -> Record:
    """``{"rules", "sections", "problems"}``."""
    return {
        "rules": {
            "id": found.rules.id,
            "title": found.rules.title.of(language),
            "citation": found.rules.citation,
            "verified": found.rules.verified,
        },
        "sections": [_duty(one, language) for one in found.duties],
        "problems": problem_records(found.problems, language),
    }


def _duty(one: BorderDuty, language: Language) -> Record:
    return {
        "section": one.section,
        "river": one.river,
        "upstream_district": one.sides.upstream,
        "downstream_district": one.sides.downstream,
        "left_district": one.sides.left,
        "right_district": one.sides.right,
        "class": one.water_class,
        "target": one.target,
        "target_state": one.target_state,
        "above": _neighbours(one.above),
        "entry_state": one.entry_state,
        "below": _neighbours(one.below),
        "who": one.who,
        "must_act": list(one.must_act),
        "rule": one.rule.id,
        "means": one.rule.means.of(language),
        "why": sentences(one.why, language),
    }


def _neighbours(found: Sequence[Neighbour]) -> list[Record]:
    return [{"section": one.section, "class": one.water_class} for one in found]
