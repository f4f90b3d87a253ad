"""Words for values of the way out, of firmness, and of whether ground conflicts."""

from collections.abc import Mapping

from watermap.checks.findings import Conflict
from watermap.checks.firm import DoubtAnswer, FirmnessState
from watermap.checks.way import Clears, Move, Trim
from watermap.checks.wording import verdict_title
from watermap.export.shown import bearing, metres, shown
from watermap.export.words import word
from watermap.language import Language

_CLEARS: Mapping[Clears, str] = {
    "prohibitions": "siting_clears_prohibitions",
    "all": "siting_clears_all",
}
_STATES: Mapping[FirmnessState, str] = {
    "firm": "siting_firm",
    "borderline": "siting_borderline",
    "re_survey": "siting_re_survey",
    "not_told": "siting_not_told",
}
_CONFLICTS: Mapping[Conflict, str] = {
    "yes": "siting_conflict_yes",
    "no": "siting_conflict_no",
    "within_tolerance": "siting_conflict_within_tolerance",
}


def clears_title(clears: Clears, language: Language) -> str:
    """What a way out clears."""
    return word(_CLEARS[clears], language)


def firmness_title(state: FirmnessState, language: Language) -> str:
    """How firm a verdict is."""
    return word(_STATES[state], language)


def conflict_title(conflict: Conflict, language: Language) -> str:
    """Yes, no, or within tolerance."""
    return word(_CONFLICTS[conflict], language)


def doubt_outcome(answer: DoubtAnswer, language: Language) -> str:
    """What would become of the verdict."""
    if answer.outcome == "changes" and answer.verdict is not None:
        return word("siting_changes", language, verdict=verdict_title(answer.verdict, language))
    if answer.outcome == "same":
        return word("siting_same", language)
    return word(
        "siting_ruled_out" if answer.outcome == "ruled_out" else "siting_not_told", language
    )


def move_line(move: Move, language: Language) -> str:
    """How far, which way, and what is said there."""
    line = word(
        "siting_move_line",
        language,
        bearing=bearing(move.bearing_deg, language),
        distance=metres(move.metres),
        verdict=verdict_title(move.verdict, language),
    )
    if move.holds_within_m is None:
        return line
    holds = word("siting_move_holds", language, shift=metres(move.holds_within_m))
    return f"{line}\n{holds}"


def trim_line(trim: Trim, language: Language) -> str:
    """What goes, what remains, and what is said of it."""
    area = trim.cut_m2 is not None
    cut, remaining = (trim.cut_m2, trim.remaining_m2) if area else (trim.cut_m, trim.remaining_m)
    return word(
        "siting_trim_area" if area else "siting_trim_length",
        language,
        cut=shown(cut, "m2" if area else "m"),
        remaining=shown(remaining, "m2" if area else "m"),
        parts=trim.parts,
        verdict=verdict_title(trim.verdict, language),
    )
