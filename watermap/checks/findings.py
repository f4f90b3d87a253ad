"""What a site check says: per theme its state, per hit its measure, verdict and legal basis."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from watermap.checks.firm import Firmness
from watermap.checks.site import Site
from watermap.checks.verdicts import FindingVerdict, Verdict
from watermap.checks.way import WayOut
from watermap.errors import Message, Problem
from watermap.language import Text
from watermap.reading.raw import Source

__all__ = ["FindingVerdict", "Verdict"]

Relation = Literal["inside", "overlaps", "crosses", "touches", "within", "outside"]
Conflict = Literal["yes", "no", "within_tolerance"]
ThemeState = Literal["conflict", "near", "no_conflict", "no_data", "not_covering"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The law behind a finding, with the days it is in force."""

    document: Text
    article: str
    in_force_from: dt.date
    in_force_to: dt.date | None  # None: still in force
    verified: bool  # compared with the text of the law (standards.md)
    penalty: str | None = None  # article with the penalty, in the same document


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRef:
    """A feature of a layer, so that a person finds it again."""

    id: str | None
    name: str | None
    level: str | None
    record: int  # record number in its file, counted from 0
    path: str  # file name


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule held against one feature. Measures are true ground measures on CGCS2000."""

    rule: str
    kind: str
    feature: FeatureRef
    relation: Relation
    verdict: FindingVerdict
    basis: Basis
    message: Message | Text
    overlap_m2: float | None = None
    overlap_pct_of_site: float | None = None
    overlap_pct_of_zone: float | None = None
    depth_m: float | None = None  # largest inscribed width of the overlap
    length_m: float | None = None  # of the crossing, where site or feature is a line
    distance_m: float = 0.0
    bearing_deg: float | None = None  # from the site to the feature; None where they meet
    unanswered: tuple[str, ...] = ()  # questions whose answer could change the verdict
    conflict: Conflict = (
        "yes"  # no: an edge that touches, ground that is near, or what speaks for it
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLayer:
    """A layer a theme was checked with."""

    source: Source
    date: str | None
    features: int
    crs: str
    repaired: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One kind of zone: what was really checked, and what came of it."""

    kind: str
    state: ThemeState
    layers: tuple[ThemeLayer, ...]
    why: Message | None = None
    overlap_m2: float | None = None  # all findings' overlaps united, never counted twice
    overlap_pct_of_site: float | None = None
    nearest_m: float | None = None  # 0 where the site meets one; None: none was looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCheck:
    """The whole answer for one site. A screening, never a permit."""

    site: Site
    as_of: dt.date
    area_m2: float | None  # None for points and lines
    perimeter_m: float | None  # length, for lines
    verdict: Verdict
    themes: tuple[Theme, ...]
    findings: tuple[Finding, ...]
    near_misses: tuple[Finding, ...]
    thresholds: Mapping[str, float]  # tolerance_m, within_m_500 …
    verdict_holds_within_m: float | None  # largest shift that keeps the verdict; None: not computed
    problems: tuple[Problem, ...] = ()
    firmness: Firmness | None = None  # None: not asked for
    way_out: WayOut | None = None  # None: not asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A feature in a ring around a source."""

    feature: FeatureRef
    distance_m: float
    bearing_deg: float | None  # from the source; None where the source lies inside or on it
    overlap_m2: float | None  # for polygons


@dataclass(frozen=True, slots=True, kw_only=True)
class RingKind:
    """All features of one kind in one ring (everything within the radius, the inner rings too)."""

    kind: str
    neighbours: tuple[Neighbour, ...]
    overlap_m2: float | None  # united, never counted twice; None for points and lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """The disc of one radius around a source."""

    radius_m: float
    area_m2: float
    kinds: tuple[RingKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRings:
    """What lies around one drinking-water source."""

    source: FeatureRef
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lies around the drinking-water sources."""

    sources: tuple[SourceRings, ...]
    not_checked: tuple[str, ...]  # kinds without a layer
    problems: tuple[Problem, ...] = ()
