"""What a proposal of protection areas says. A proposal, never a boundary: approved ones prevail."""

from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from watermap.checks.delineation.document import Delineation, SourceType
from watermap.checks.delineation.settings import Settings
from watermap.checks.findings import FeatureRef
from watermap.errors import Message, Problem
from watermap.language import Text

Grade = Literal["grade_1", "grade_2"]
Part = Literal["water", "land", "whole"]
ZoneState = Literal["proposed", "none_by_rule", "left_to_person", "needs_parameters"]
State = Literal[
    "proposed",
    "partly",
    "needs_parameters",
    "needs_model",
    "no_water",
    "no_place",
    "left_to_person",
]
GRADES: tuple[Grade, ...] = ("grade_1", "grade_2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One part of one grade.

    ``geometry`` (longitude, latitude) and ``area_m2`` are there only where it is proposed; grade 2
    is without grade 1. ``whole``: of a well, whose areas are not divided into water and land.
    """

    grade: Grade
    part: Part
    state: ZoneState
    geometry: BaseGeometry | None = None
    area_m2: float | None = None
    why: tuple[Message | Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A way along the river lines from the intake."""

    grade: Grade
    direction: Literal["up", "down"]
    rivers: tuple[str, ...]  # names on the way, from the intake on
    wanted_m: float
    found_m: float
    ends: Literal["limit", "line_end", "loop"]  # line_end: the layer has no more of the river


@dataclass(frozen=True, slots=True, kw_only=True)
class Radius:
    """A well's radius and how it was found, metres; None where a way gives none."""

    grade: Grade
    table_m: tuple[float, float] | None  # lower and upper end of the empirical range
    formula_m: float | None
    across_m: float | None  # by the formula across the main flow
    used_m: float | None
    groups: tuple[int, ...] = ()  # how many wells each shape holds together


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Where two boundaries lie farthest apart: a place on one, the nearest on the other."""

    on: Literal["approved", "proposed"]
    metres: float
    place: tuple[float, float]  # longitude, latitude
    nearest: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A connected piece of ground that only one of the two has."""

    only: Literal["approved", "proposed"]
    area_m2: float
    place: tuple[float, float]  # a place inside: longitude, latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A proposed grade against the approved one, both without the grade inside."""

    grade: Grade
    approved: tuple[FeatureRef, ...]
    approval: tuple[str, ...]  # document numbers and days, as the layer has them
    approved_m2: float
    proposed_m2: float
    shared_m2: float
    only_approved_m2: float
    only_proposed_m2: float
    gaps: tuple[Gap, ...]
    pieces: tuple[Piece, ...]  # largest first

    @property
    def shared_pct_of_approved(self) -> float:
        """How much of the approved area the proposal covers."""
        return min(self.shared_m2 / self.approved_m2 * 100, 100.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The answer for one source.

    ``said``: what was found and taken, in order. ``left``: what a person must settle.
    """

    source: FeatureRef
    source_type: SourceType | None  # None: neither layer nor person says it
    document: Delineation
    state: State
    settings: Settings | None
    zones: tuple[Zone, ...] = ()
    reaches: tuple[Reach, ...] = ()
    radii: tuple[Radius, ...] = ()
    said: tuple[Message | Text, ...] = ()
    left: tuple[Text, ...] = ()
    approved: tuple[FeatureRef, ...] = ()  # the source's approved areas, every grade
    comparisons: tuple[Comparison, ...] = ()
    problems: tuple[Problem, ...] = ()

    def geometries(self, grade: Grade) -> tuple[BaseGeometry, ...]:
        """The proposed parts of a grade."""
        return tuple(
            zone.geometry
            for zone in self.zones
            if zone.grade == grade and zone.geometry is not None
        )
