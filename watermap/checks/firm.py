"""How firm a verdict is: by how much the place may be off, and which doubts would change it."""

from dataclasses import dataclass
from typing import Literal

from watermap.checks.verdicts import Verdict
from watermap.language import Text

DoubtName = Literal["gcj02", "bd09", "zone_west", "zone_east"]
FirmnessState = Literal["firm", "borderline", "re_survey", "not_told"]
DoubtOutcome = Literal["same", "changes", "ruled_out", "not_told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtAnswer:
    """What the verdict would be if the site's coordinates were others than they are said to be.

    ``ruled_out``: the site would then lie outside the study area, or outside of all layers, so
    the doubt is not likely. ``not_told``: it has no place in China's zones, or less is known there.
    """

    doubt: DoubtName
    title: Text
    outcome: DoubtOutcome
    moved_m: float | None  # how far the site's middle would lie from where it is said to be
    verdict: Verdict | None  # of the site there; None where it was not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """Firm, borderline, or to be surveyed again, by the rule that says so (firmness.toml)."""

    state: FirmnessState
    holds_within_m: float | None
    why: Text
    doubts: tuple[DoubtAnswer, ...]
