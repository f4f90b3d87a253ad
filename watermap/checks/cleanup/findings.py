"""What the clean-up says: every thing once, with all zones it stands in."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from watermap.checks.cleanup.rules import Duty
from watermap.checks.findings import Basis, FeatureRef, Relation
from watermap.errors import Message, Problem
from watermap.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanupHit:
    """A thing in one sort of zone. Overlapping zones of that sort count once."""

    zone: str  # id in cleanup.toml
    kind: str  # of the zone's layer
    grade: int  # of the zone, 1 the gravest
    rule: str
    duty: Duty
    features: tuple[FeatureRef, ...]  # zones, or the sources of a ring, in the layers' order
    relation: Relation
    basis: Basis
    message: Message | Text
    within_tolerance: bool = False  # on the edge: no deeper in, no farther out than the tolerance
    ring_m: float | None = None  # the smallest ring it lies in
    overlap_m2: float | None = None  # of areas
    overlap_pct: float | None = None  # of the thing
    length_m: float | None = None  # of lines, inside
    depth_m: float | None = None  # from the zone's edge, or the width of the shared area
    distance_m: float = 0.0  # to the zone, or to the nearest source of the ring
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The source that a thing endangers first."""

    feature: FeatureRef
    distance_m: float
    bearing_deg: float | None  # from the thing; None where they meet
    by: Literal["area", "nearest"]  # the source that the protection area names, or the nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongRiver:
    """How a thing lies to an intake along the rivers."""

    upstream: bool | None  # its water comes to the intake; None: it cannot be told
    river_m: float | None = None  # from where its water enters the river down to the intake
    why: Message | None = None  # what has to be said beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMap:
    """A feature that is asked about."""

    kind: str
    feature: FeatureRef
    geometry: BaseGeometry  # longitude, latitude


Rivers = Callable[[OnMap, OnMap], AlongRiver | None]
"""Told a thing and an intake: how they lie; None: it cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanupItem:
    """One thing that stands where it should not, or has to be looked at."""

    thing: str  # id in cleanup.toml
    kind: str
    feature: FeatureRef
    geometry: BaseGeometry  # longitude, latitude
    priority: int  # 1 first; alike where the criteria of cleanup.toml are
    grade: int  # of the gravest zone
    duty: Duty  # the hardest
    hits: tuple[CleanupHit, ...]  # the gravest first
    intake: Intake | None  # None: no source with a place
    upstream: bool | None  # whether it lies upstream of the intake; None: cannot be told
    upstream_why: Message | None
    upstream_m: float | None  # along the river down to the intake; None: not upstream, or not told
    risk_level: str | None
    credit: str | None
    card: str | None
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleanup:
    """The list of all things that stand where they should not. A screening, never an order."""

    as_of: dt.date
    rings_m: tuple[float, ...]
    tolerance_m: float
    items: tuple[CleanupItem, ...]  # in the order of dealing with them
    looked_at: Mapping[str, int]  # sort of thing: how many
    things_not_checked: tuple[str, ...]  # kinds of things without a usable layer
    zones_not_checked: tuple[str, ...]  # kinds of zones without a usable layer
    problems: tuple[Problem, ...] = ()
