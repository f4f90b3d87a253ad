"""The closed list of checks that a rule may name."""

from collections.abc import Callable, Mapping
from typing import Literal

from watermap.checks.ground.relation import Encounter
from watermap.checks.law.rule import CheckName, Rule

Outcome = Literal["hit", "near_miss", "miss"]
HAIR_M = 0.001  # widths are compared to the millimetre; finer is noise of the numbers
NEAR_SHARE = 1.2  # a near miss reaches this much beyond the distance of the law


def outcome(rule: Rule, met: Encounter, *, tolerance_m: float) -> Outcome:
    """Hold a rule's check against a site and a feature.

    Args:
        rule: names the check.
        met: how the site lies to the feature.
        tolerance_m: survey error; an overlap no deeper is a near miss, no conflict.
    """
    return CHECKS[rule.check](rule, met, tolerance_m)


def _overlaps(rule: Rule, met: Encounter, tolerance_m: float) -> Outcome:
    """The site shares ground with the feature, deeper than the tolerance."""
    if not met.meets:
        return "miss"
    if met.depth_m is None:  # lines and points that meet: there is no depth to be unsure of
        return "near_miss" if met.relation == "touches" else "hit"
    return "hit" if met.depth_m > tolerance_m + HAIR_M else "near_miss"


def _inside(rule: Rule, met: Encounter, tolerance_m: float) -> Outcome:
    """The site lies wholly in the feature."""
    if met.relation == "inside":
        return _overlaps(rule, met, tolerance_m)
    return "near_miss" if met.meets else "miss"


def _within_distance(rule: Rule, met: Encounter, tolerance_m: float) -> Outcome:
    """The site's nearest point is no farther from the feature than the law's distance."""
    limit = rule.distance_m or 0.0
    if met.distance_m <= limit:
        return "hit"
    return "near_miss" if met.distance_m <= max(limit + tolerance_m, limit * NEAR_SHARE) else "miss"


CHECKS: Mapping[CheckName, Callable[[Rule, Encounter, float], Outcome]] = {
    "overlaps": _overlaps,
    "inside": _inside,
    "within_distance": _within_distance,
}
