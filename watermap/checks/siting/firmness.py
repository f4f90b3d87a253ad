"""By how much the site may shift, in any direction, before the verdict could change."""

from collections.abc import Callable, Sequence

from watermap.checks.findings import Verdict
from watermap.checks.law.answers import SEVERITY
from watermap.checks.siting.matching import Match


def holds_within_m(
    verdict: Verdict,
    matches: Sequence[Match],
    *,
    tolerance_of: Callable[[str], float],
    reach_m: float,
) -> float | None:
    """A shift that surely keeps the verdict, in metres; None: an incomplete check has none.

    A hit stays as long as its deepest point stays in the zone (or its nearest point within the
    law's distance); of several that give the verdict one is enough. Nothing harder may begin: the
    nearest zone with a harder verdict counts too. Beyond ``reach_m`` nothing was looked at, so it
    is the most that can be said.

    Args:
        verdict: of the whole check.
        matches: every rule about the project, with every feature that was looked at.
        tolerance_of: of a kind: an overlap no deeper is no conflict, in metres.
        reach_m: how far was looked, and how far the data are known to reach.
    """
    if verdict == "incomplete":
        return None
    level = SEVERITY.index(verdict) if verdict != "no_conflict" else -1
    begins = [
        _room_before(match, tolerance_of(match.near.kind.id))
        for match in matches
        if match.outcome != "hit" and match.severity > level
    ]
    stays = [
        _room_within(match, tolerance_of(match.near.kind.id))
        for match in matches
        if match.outcome == "hit" and match.severity == level
    ]
    bounds = [reach_m, *begins, *([max(stays)] if stays else [])]
    return max(0.0, min(bounds))


def _room_within(match: Match, tolerance_m: float) -> float:
    """How far a hit surely stays one."""
    met, rule = match.met, match.rule
    if rule.distance_m is not None:
        return rule.distance_m - met.distance_m + met.deepest_m
    if rule.check == "inside":
        return met.inset_m
    if met.depth_m is None:
        return 0.0
    return max(met.deepest_m, met.depth_m) - tolerance_m


def _room_before(match: Match, tolerance_m: float) -> float:
    """How far a miss surely stays one."""
    met, rule = match.met, match.rule
    if rule.distance_m is not None:
        return met.distance_m - rule.distance_m
    if met.meets:
        return tolerance_m - (met.depth_m or 0.0)
    return met.distance_m + tolerance_m
