"""How far an indicator is from the limit of a class, on either side of it.

The rounded value is held against the limit, as where classes are told. A value over an upper limit
is measured by its multiple (C − S)/S, one under a lower limit (dissolved oxygen) by the share
(S − C)/S that is missing, and pH, which has a range, by its distance in units of pH.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message
from watermap.figures import figure
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, SectionResult, WaterClass
from watermap.quality.classing.classify import limit_value, worse
from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.limits import Limit

Way = Literal["upper", "lower", "range"]
PCT_DECIMALS = 0  # of changes as they are told: −23 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """One indicator of a section and the limit of the class that is wanted."""

    indicator: str
    unit: str
    value: Decimal  # rounded as the method says
    limit: Decimal  # of a range the nearer end
    way: Way  # an upper limit, a lower one, or a range
    margin: Decimal  # ≥ 0: multiple over the limit or share of it; of pH units of pH
    change_pct: Decimal | None  # from the value to the limit, of the value; None: pH, or value 0

    def must_change(self) -> Message:
        """What must change for the class: from what, to what, by how much."""
        return self._said(
            {
                "upper": "targets.must_fall",
                "lower": "targets.must_rise",
                "range": "targets.must_move",
            }[self.way]
        )

    def room(self) -> Message:
        """How much room there is to the limit."""
        return self._said(
            {
                "upper": "targets.room_below",
                "lower": "targets.room_above",
                "range": "targets.room_in_range",
            }[self.way]
        )

    def _said(self, code: str) -> Message:
        share_pct = self.change_pct if self.change_pct is None else abs(self.change_pct)
        return Message.of(
            code,
            indicator=load_indicators()[self.indicator].title,
            value=f"{self.value:f}",
            limit=f"{self.limit:f}",
            unit=self.unit,
            pct=figure(share_pct, PCT_DECIMALS),
            distance=f"{abs(self.limit - self.value):f}",
        )


def shortfalls(section: SectionResult, wanted: WaterClass, setting: Setting) -> tuple[Margin, ...]:
    """What must change in a section for a class: its worse indicators, the farthest first."""
    over = [
        margin
        for one in section.indicators
        if one.counts and one.water_class is not None and worse(one.water_class, wanted)
        if (margin := _margin(one, section, wanted, setting)) is not None
    ]
    return tuple(sorted(over, key=lambda one: -one.margin))


def headrooms(section: SectionResult, wanted: WaterClass, setting: Setting) -> tuple[Margin, ...]:
    """How much room a section has in a class, the least first; without what was never detected."""
    kept = [
        margin
        for one in section.indicators
        if one.counts and one.water_class is not None and not worse(one.water_class, wanted)
        if not never_detected(one)
        if (margin := _margin(one, section, wanted, setting)) is not None
    ]
    return tuple(sorted(kept, key=lambda one: one.margin))


def never_detected(result: IndicatorResult) -> bool:
    """Whether all its results are below detection: its value is half a limit and nothing more."""
    return result.n > 0 and result.censored == result.n


def _margin(
    one: IndicatorResult, section: SectionResult, wanted: WaterClass, setting: Setting
) -> Margin | None:
    rows = [
        row for row in setting.standard.limits_for(one.id, section.water_body) if row.gives_class
    ]
    if len(rows) != 1 or one.value is None:
        return None
    limit = _nearest_limit(rows[0], wanted, one.value)
    if limit is None:
        return None
    distance = abs(one.value - limit)
    ranged = rows[0].between is not None
    return Margin(
        indicator=one.id,
        unit=one.unit,
        value=one.value,
        limit=limit,
        way="range" if ranged else "upper" if rows[0].at_most is not None else "lower",
        margin=distance if ranged or not limit else distance / limit,
        change_pct=None if ranged or not one.value else 100 * (limit - one.value) / one.value,
    )


def _nearest_limit(row: Limit, wanted: WaterClass, value: Decimal) -> Decimal | None:
    """The limit of a class; of a range the end it has passed, or else the nearer one."""
    if row.between is not None:
        return min(row.between, key=lambda end: abs(end - value))
    return limit_value(row, wanted, value)
