"""Candidate sites side by side: theme by theme, and which is the better."""

from collections.abc import Sequence
from dataclasses import dataclass

from watermap.checks.findings import Conflict, FindingVerdict, SiteCheck, ThemeState
from watermap.checks.law.answers import SEVERITY
from watermap.errors import Problem, WatermapError

FEWEST = 2
_BETTER_FIRST = ("no_conflict", "notice", "restricted", "prohibited")


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateTheme:
    """One theme at one site.

    ``verdict`` is the hardest of its findings, None where there is none; ``conflict`` says whether
    it lies in a zone, no matter how hard. Areas in m² are united, never counted twice.
    """

    kind: str
    state: ThemeState
    verdict: FindingVerdict | None
    conflict: Conflict
    overlap_m2: float | None
    overlap_pct_of_site: float | None
    nearest_m: float | None  # the nearest feature looked at; None: there is none, or no data


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One site of several. ``number`` counts from 1 in the file's order."""

    number: int
    name: str | None
    rank: int | None  # 1 is the best, equals share a rank; None: incomplete, so not compared
    check: SiteCheck
    themes: tuple[CandidateTheme, ...]  # in the order of ``Candidates.kinds``


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Sites held against the same rules on the same day."""

    kinds: tuple[str, ...]
    sites: tuple[Candidate, ...]  # in the file's order
    problems: tuple[Problem, ...] = ()


def compare(checks: Sequence[SiteCheck]) -> Candidates:
    """Put checks of several sites side by side.

    The better site has the milder verdict; then fewer findings that prohibit, fewer that restrict,
    less ground in zones; then the verdict that holds longer. An incomplete check has no rank: what
    is not known may be worse than anything.

    Args:
        checks: made with the same layers, rules and circumstances.

    Raises:
        WatermapError: there are fewer than two.
    """
    if len(checks) < FEWEST:
        raise WatermapError(Problem.error("siting.too_few_candidates", count=len(checks)))
    kinds = tuple(dict.fromkeys(theme.kind for check in checks for theme in check.themes))
    merits = [_merit(check) for check in checks]
    known = sorted(merit for merit in merits if merit is not None)
    return Candidates(
        kinds=kinds,
        sites=tuple(
            Candidate(
                number=number,
                name=check.site.name,
                rank=None if merit is None else known.index(merit) + 1,
                check=check,
                themes=_themes(check, kinds),
            )
            for number, (check, merit) in enumerate(zip(checks, merits, strict=True), start=1)
        ),
        problems=tuple(_same_names(checks)),
    )


def _merit(check: SiteCheck) -> tuple[float, ...] | None:
    """Smaller is better."""
    if check.verdict == "incomplete":
        return None
    verdicts = [one.verdict for one in check.findings if one.conflict == "yes"]
    return (
        _BETTER_FIRST.index(check.verdict),
        verdicts.count("prohibited"),
        verdicts.count("restricted"),
        round(sum(theme.overlap_m2 or 0.0 for theme in check.themes), 1),
        -round(check.verdict_holds_within_m or 0.0, 1),
    )


def _themes(check: SiteCheck, kinds: Sequence[str]) -> tuple[CandidateTheme, ...]:
    by_kind = {theme.kind: theme for theme in check.themes}
    found = []
    for kind in kinds:
        theme = by_kind[kind]
        own = [one for one in check.findings if one.kind == kind]
        misses = [one.conflict for one in check.near_misses if one.kind == kind]
        conflicts = [*(one.conflict for one in own), *misses]
        found.append(
            CandidateTheme(
                kind=kind,
                state=theme.state,
                verdict=max((one.verdict for one in own), key=SEVERITY.index, default=None),
                conflict=_hardest(conflicts),
                overlap_m2=theme.overlap_m2,
                overlap_pct_of_site=theme.overlap_pct_of_site,
                nearest_m=theme.nearest_m,
            )
        )
    return tuple(found)


def _hardest(conflicts: Sequence[Conflict]) -> Conflict:
    order: tuple[Conflict, ...] = ("no", "within_tolerance", "yes")
    return max(conflicts, key=order.index, default="no")


def _same_names(checks: Sequence[SiteCheck]) -> list[Problem]:
    names = [check.site.name for check in checks if check.site.name]
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    return [
        Problem.warning("siting.same_name", name=name, count=names.count(name)) for name in twice
    ]
