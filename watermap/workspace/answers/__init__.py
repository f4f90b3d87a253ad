"""The questions put to a project: how it stands, what lies around, may it stand, where it flows."""

from watermap.workspace.answers.along_rivers import UPSTREAM_M, what_lies_upstream
from watermap.workspace.answers.flowing import follow, waters
from watermap.workspace.answers.siting import advised, check, check_many
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
    "assess",
    "assess_if_possible",
    "calendar_of",
    "check",
    "check_many",
    "curves_of",
    "default_period",
    "follow",
    "periods",
    "periods_every",
    "spans",
    "stand",
    "waters",
    "what_lies_around",
    "what_lies_upstream",
    "what_protection_areas_hold",
    "what_rasters_say",
    "what_to_clean_up",
    "with_trends",
]
