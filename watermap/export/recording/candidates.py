"""``watermap check --candidates --json``."""

from watermap.checks.siting.candidates import Candidate, Candidates, CandidateTheme
from watermap.export.plain import number
from watermap.export.recording.problems import Record, problem_records
from watermap.export.recording.site import site_check_record
from watermap.language import Language


def candidates_record(candidates: Candidates, *, language: Language) -> Record:
    """``{"kinds", "candidates": [{"number", "name", "rank", "themes", "check"}], "problems"}``."""
    return {
        "kinds": list(candidates.kinds),
        "candidates": [_candidate(one, language) for one in candidates.sites],
        "problems": problem_records(candidates.problems, language),
    }


def _candidate(one: Candidate, language: Language) -> Record:
    return {
        "number": one.number,
        "name": one.name,
        "rank": one.rank,
        "verdict": one.check.verdict,
        "themes": [_theme(theme) for theme in one.themes],
        "check": site_check_record(one.check, language=language),
    }


def _theme(theme: CandidateTheme) -> Record:
    return {
        "kind": theme.kind,
        "state": theme.state,
        "verdict": theme.verdict,
        "conflict": theme.conflict,
        "overlap_m2": number(theme.overlap_m2),
        "overlap_pct_of_site": number(theme.overlap_pct_of_site),
        "nearest_m": number(theme.nearest_m),
    }
