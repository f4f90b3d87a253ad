"""The questions put to a project: how it stands, what lies around, may it stand, where it flows."""

from watermap.workspace.answers.along import along, duties_of, limits_along
from watermap.workspace.answers.along_rivers import UPSTREAM_M, what_lies_upstream
from watermap.workspace.answers.flowing import follow, waters
from watermap.workspace.answers.siting import (
    advised,
    check,
    check_many,
    check_many_spread,
    farthest_search_m,
    places_of_doubt,
)
from watermap.workspace.answers.spilling import what_a_spill_does
from watermap.workspace.answers.surroundings import (
    RINGS_M,
    what_lies_around,
    what_protection_areas_hold,
    what_rasters_say,
    what_to_clean_up,
)
from watermap.workspace.answers.suspecting import what_fails, who_may_explain
from watermap.workspace.answers.water import (
    assess,
    assess_if_possible,
    calendar_of,
    curves_of,
    default_period,
    periods,
    periods_every,
    spans,
    stand,
    with_trends,
)

__all__ = [
    "RINGS_M",
    "UPSTREAM_M",
    "advised",
    "along",
    "assess",
    "assess_if_possible",
    "calendar_of",
    "check",
    "check_many",
    "check_many_spread",
    "curves_of",
    "default_period",
    "duties_of",
    "farthest_search_m",
    "follow",
    "limits_along",
    "periods",
    "periods_every",
    "places_of_doubt",
    "spans",
    "stand",
    "waters",
    "what_a_spill_does",
    "what_fails",
    "what_lies_around",
    "what_lies_upstream",
    "what_protection_areas_hold",
    "what_rasters_say",
    "what_to_clean_up",
    "who_may_explain",
    "with_trends",
]
