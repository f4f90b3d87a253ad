"""What a comparison of two periods says, of each section and of sections together."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message
from watermap.quality.assessment import RiverResult, WaterClass
from watermap.quality.change.rules import Degree, Meaning
from watermap.quality.period import Period

ChangeState = Literal[
    "compared",
    "new",  # not among the sections of the period before
    "gone",  # no longer among the sections
    "not_evaluated_before",
    "not_evaluated_after",
    "not_evaluated",  # in neither period
    "no_common_indicators",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one class to another."""

    before: WaterClass
    after: WaterClass
    classes_better: int  # below 0: worse
    grades_better: int  # classes I and II are one grade
    degree: Degree  # by grades (standards.md 2.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorChange:
    """One indicator of one section in both periods. None: no value in that period."""

    id: str
    unit: str
    before: Decimal | None  # mean before rounding
    after: Decimal | None
    change_pct: Decimal | None  # of the mean; None: cannot be told, or has no meaning (pH)
    class_before: WaterClass | None
    class_after: WaterClass | None
    meaning: Meaning | None  # whether the mean went the right way; None: cannot be told
    counts: bool  # takes part in the section's class
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """How one section changed. ``on_common`` is what the rule asks for."""

    name: str
    code: str | None
    river: str | None
    kind: str  # "section" or "water_source"
    state: ChangeState
    class_before: WaterClass | None  # as evaluated
    class_after: WaterClass | None
    as_evaluated: Step | None  # by all indicators of each period; None unless both have a class
    on_common: Step | None  # by the indicators classed in both; None unless compared
    only_before: tuple[str, ...]  # indicators with a class in one of the periods only
    only_after: tuple[str, ...]
    deciding_before: tuple[str, ...]
    deciding_after: tuple[str, ...]
    indicators: tuple[IndicatorChange, ...]
    why: tuple[Message, ...] = ()

    @property
    def deciding_gone(self) -> tuple[str, ...]:
        """Indicators that decided before and no longer do."""
        return tuple(one for one in self.deciding_before if one not in self.deciding_after)

    @property
    def deciding_new(self) -> tuple[str, ...]:
        """Indicators that decide now and did not before."""
        return tuple(one for one in self.deciding_after if one not in self.deciding_before)

    @property
    def same_on_common(self) -> bool | None:
        """Whether both steps are called the same; None: there are not two."""
        if self.on_common is None or self.as_evaluated is None:
            return None
        return self.on_common.classes_better == self.as_evaluated.classes_better


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """How a river, or all sections, changed; over the sections compared, by common indicators."""

    name: str  # "": all sections
    sections: tuple[str, ...]  # compared
    left_out: tuple[str, ...]  # sections that could not be compared
    before: RiverResult | None  # None: no section could be compared
    after: RiverResult | None
    grades_better: int | None  # below 0: worse; None: no grade in one of the periods
    by_grade: Degree | None
    good_points: Decimal | None  # ΔG, percentage points of classes I to III
    worse_v_points: Decimal | None  # ΔD, percentage points of worse than V
    x_points: Decimal | None  # ΔG − ΔD; above 0: better
    by_shares: Degree | None  # None: too few sections for shares
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Two periods compared."""

    before: Period
    after: Period
    sections: tuple[SectionChange, ...]  # and sources, as their kind says
    rivers: tuple[GroupChange, ...]
    overall: GroupChange
    why: tuple[Message, ...] = ()  # by which rules, and whether they are verified
