"""What an evaluation says, of each section and of all together."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message, Problem
from watermap.harmonise.names.joining import NameMatch
from watermap.language import Text

WaterClass = Literal["I", "II", "III", "IV", "V", "worse_than_V"]
CLASSES: tuple[WaterClass, ...] = ("I", "II", "III", "IV", "V", "worse_than_V")
State = Literal["evaluated", "insufficient", "no_data"]
WaterBody = Literal["river", "lake", "unknown"]
ChangeId = Literal[
    "improved_2", "improved_1", "same", "worse_1", "worse_2", "new", "gone", "not_comparable"
]  # by how many classes, 2 and more together
TrendId = Literal["better", "worse", "mixed", "stable", "untold"]  # of a section's indicators
Place = Literal["on_map", "no_geometry"]
Grade = Literal["excellent", "good", "light", "moderate", "heavy"]  # 优 良好 轻度 中度 重度污染


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult:
    """One indicator of one section in one period."""

    id: str
    unit: str
    raw: tuple[str, ...]  # the cells as written
    n: int  # values used
    censored: int  # of them below detection
    mean: Decimal | None  # before rounding; None: no value
    value: Decimal | None  # rounded as the method says, as compared with the limit
    water_class: WaterClass | None  # None: not classed (no value, no limit, cannot tell)
    limit: (
        Decimal | None
    )  # of the section's target, else of class III; the limit `multiple` refers to
    multiple: (
        Decimal | None
    )  # (C − limit)/limit where over the limit; None: not over, or not defined
    counts: bool  # takes part in the section's class; False: for reference only
    why: tuple[Message, ...] = ()  # why there is no class, what was unusual
    enough: bool = True  # False: fewer results than the method asks for, so no class
    possible: WaterClass | None = None  # worst class it may have; None: the class is certain
    kept: Decimal | None = None  # limit of its own class; None: no class, or worse than every limit
    passed: Decimal | None = None  # limit of the next better class, which it does not keep
    own_target: WaterClass | None = None  # where this item of the section has its own
    held: bool = True  # False: it is not assessed here, so no target is missed by it
    met: bool | None = None  # what it is held against; None: nothing, or it cannot be told
    minimum: Decimal | None = None  # of the values used, half the limit where below detection
    maximum: Decimal | None = None
    saturation_pct: Decimal | None = None  # of dissolved oxygen; None: the method does not use it
    least_mean: Decimal | None = None  # below detection taken as 0, as loads count it; not rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class MainPollutant:
    """One of a section's main pollutants (standards.md 2.5)."""

    id: str
    multiple: Decimal | None  # over the limit of class III; None: not defined (pH, oxygen)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPollutant:
    """One of the main pollutants of a river, or of all sections together (standards.md 2.5)."""

    id: str
    over: int  # evaluated sections in which it is worse than class III
    share_pct: Decimal | None  # of the evaluated sections; None: told by means, fewer than 5
    multiple: Decimal | None  # of the mean over the limit of class III; None: by shares, pH, oxygen


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionResult:
    """How one section stands in one period."""

    code: str | None
    name: str  # as in the section layer, or as in the table where the layer lacks it
    river: str | None
    water_body: WaterBody  # unknown: the layer does not say, so TP and TN are not classed
    state: State
    water_class: WaterClass | None  # None unless state is evaluated
    deciding: tuple[str, ...]  # indicators with the worst class, when worse than I
    evaluated: int  # how many of the method's indicators had a class
    indicators: tuple[IndicatorResult, ...]
    target: WaterClass | None
    met: bool | None  # None: no target, not evaluated, or what cannot be told may miss it
    samples: int  # dates with results in the period
    months: int  # months with results
    why: tuple[Message, ...] = ()  # why not evaluated; what was assumed
    kind: str = "section"  # "section" or "water_source": which layer it belongs to
    in_layer: bool = True  # False: results without a section on the map
    has_geometry: bool = True  # False: nothing to draw, in no layer or without shape in its layer
    change: ChangeId | None = None  # on the same period of the year before; None: not compared
    trend: TrendId | None = None  # over the last months; None: not asked for
    counted: int = 0  # how many indicators the method asks for
    main_pollutants: tuple[MainPollutant, ...] = ()  # worst first; (): class III or better

    @property
    def place(self) -> Place:
        """Whether it can be drawn."""
        return "on_map" if self.in_layer and self.has_geometry else "no_geometry"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetResult:
    """A target of the plan held against the year's results."""

    id: str
    title: Text
    year: int
    required_pct: Decimal
    at_least: bool  # True: actual must reach required; False: must not exceed it
    actual_pct: Decimal | None  # None: cannot be told
    met: bool | None
    n: int  # objects counted
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverResult:
    """How a river, or all sections together, stand (环办〔2011〕22号; standards.md 2.4)."""

    name: str
    sections: int  # evaluated sections
    method: Literal["means", "shares", "none"]
    water_class: WaterClass | None  # only by means (fewer than 5 sections)
    grade: Grade | None
    share_good_pct: Decimal | None  # classes I to III
    share_worse_v_pct: Decimal | None
    listed: tuple[str, ...] = ()  # its sections, evaluated or not, in their order
    flagged: tuple[Message, ...] = ()
    main_pollutants: tuple[GroupPollutant, ...] = ()  # first the most frequent, or the worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An evaluation: by which standard and method, for which period, as of which day."""

    standard: str
    method: str
    as_of: dt.date
    period: str  # "2019-06", "2019-Q2", "2019-H1", "2019", "2019-03/2019-08"
    sections: tuple[SectionResult, ...]
    sources: tuple[SectionResult, ...]  # drinking-water sources with results of their own
    rivers: tuple[RiverResult, ...]
    overall: RiverResult
    targets: tuple[TargetResult, ...]
    names: NameMatch
    problems: tuple[Problem, ...] = ()

    @property
    def results_elsewhere(self) -> int:
        """Names of the tables that belong to nothing on the map and were not evaluated."""
        return len(self.names.unmatched_table)

    def by_name(self, kind: str = "section") -> Mapping[str, SectionResult]:
        """Results of a kind, sections or sources, by their name."""
        both = (*self.sections, *self.sources)
        return {one.name: one for one in both if one.kind == kind}
