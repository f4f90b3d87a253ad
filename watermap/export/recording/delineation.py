"""``watermap protect --json``."""

from collections.abc import Iterable

from watermap.checks.delineation.proposal import (
    Comparison,
    Gap,
    Piece,
    Proposal,
    Radius,
    Reach,
    Zone,
)
from watermap.checks.delineation.settings import Setting
from watermap.checks.findings import FeatureRef
from watermap.errors import Message
from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, problem_records
from watermap.export.recording.site import feature_record
from watermap.language import Language, Text


def proposal_record(proposal: Proposal, *, language: Language) -> Record:
    """Source, guideline, parameters, zones, comparison; ``language`` is that of the sentences.

    ``is_proposal`` is always true: approved boundaries prevail. Places are longitude and latitude.
    """
    document = proposal.document
    return {
        "source": feature_record(proposal.source),
        "source_type": proposal.source_type,
        "is_proposal": True,
        "state": proposal.state,
        "method": {
            "id": document.id,
            "title": document.title.of(language),
            "citation": document.citation,
            "in_force_from": day(document.in_force_from),
            "in_force_to": day(document.in_force_to),
            "verified": document.verified,
        },
        "parameters": [
            _parameter(one, language)
            for one in (proposal.settings.every if proposal.settings else ())
        ],
        "zones": [_zone(one, language) for one in proposal.zones],
        "reaches": [_reach(one) for one in proposal.reaches],
        "radii": [_radius(one) for one in proposal.radii],
        "said": sayings(proposal.said, language),
        "left_to_person": [text.of(language) for text in proposal.left],
        "approved": [_approved(one) for one in proposal.approved],
        "comparisons": [_comparison(one) for one in proposal.comparisons],
        "problems": problem_records(proposal.problems, language),
    }


def sayings(messages: Iterable[Message | Text], language: Language) -> list[str]:
    """Sentences of the program and of data files."""
    return [one.of(language) if isinstance(one, Text) else one.text(language) for one in messages]


def _parameter(one: Setting, language: Language) -> Record:
    return {
        "id": one.parameter.id,
        "title": one.parameter.title.of(language),
        "value": one.value if one.parameter.choices or one.value is None else float(one.value),
        "unit": one.parameter.unit or None,
        "origin": one.origin,
        "verified": one.verified,
        "choices": [choice.id for choice in one.parameter.choices],
    }


def _zone(one: Zone, language: Language) -> Record:
    return {
        "grade": one.grade,
        "part": one.part,
        "state": one.state,
        "area_m2": number(one.area_m2),
        "why": sayings(one.why, language),
    }


def _reach(one: Reach) -> Record:
    return {
        "grade": one.grade,
        "direction": one.direction,
        "rivers": list(one.rivers),
        "wanted_m": number(one.wanted_m),
        "found_m": number(one.found_m),
        "ends": one.ends,
    }


def _radius(one: Radius) -> Record:
    return {
        "grade": one.grade,
        "table_m": None if one.table_m is None else list(one.table_m),
        "formula_m": number(one.formula_m),
        "across_m": number(one.across_m),
        "used_m": number(one.used_m),
        "groups": list(one.groups),
    }


def _approved(one: FeatureRef) -> Record:
    return {**feature_record(one), "file": one.path, "record": one.record + 1}


def _comparison(one: Comparison) -> Record:
    return {
        "grade": one.grade,
        "approval": list(one.approval),
        "approved_m2": number(one.approved_m2),
        "proposed_m2": number(one.proposed_m2),
        "shared_m2": number(one.shared_m2),
        "shared_pct_of_approved": number(one.shared_pct_of_approved),
        "only_approved_m2": number(one.only_approved_m2),
        "only_proposed_m2": number(one.only_proposed_m2),
        "largest_gaps": [_gap(gap) for gap in one.gaps],
        "pieces": [_piece(piece) for piece in one.pieces],
    }


def _gap(one: Gap) -> Record:
    return {
        "on": one.on,
        "distance_m": number(one.metres),
        "place": list(one.place),
        "nearest": list(one.nearest),
    }


def _piece(one: Piece) -> Record:
    return {"only": one.only, "area_m2": number(one.area_m2), "place": list(one.place)}
