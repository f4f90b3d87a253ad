"""The three questions put to an open project: how does it stand, what lies around, may it stand."""

from watermap.workspace.answers.siting import (
    advised,
    check,
    check_many,
    check_many_spread,
    farthest_search_m,
    places_of_doubt,
)
from watermap.workspace.answers.surroundings import (
    RINGS_M,
    what_lies_around,
    what_protection_areas_hold,
    what_rasters_say,
    what_to_clean_up,
)
from watermap.workspace.answers.water import (
    assess,
    assess_if_possible,
    default_period,
    periods,
    stand,
)

__all__ = [
    "RINGS_M",
    "advised",
    "assess",
    "assess_if_possible",
    "check",
    "check_many",
    "check_many_spread",
    "default_period",
    "farthest_search_m",
    "periods",
    "places_of_doubt",
    "stand",
    "what_lies_around",
    "what_protection_areas_hold",
    "what_rasters_say",
    "what_to_clean_up",
]
