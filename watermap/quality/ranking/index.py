"""The index of some sections of one kind of water: means over the sections, then the sum.

城市地表水环境质量排名技术规定, standards.md 4. Nothing is rounded on the way.
"""

from collections.abc import Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.quality.assessment import CLASSES, IndicatorResult, SectionResult
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.means import mean
from watermap.quality.documents.limits import Limit
from watermap.quality.ranking.rules import IndexRules

Water = Literal["river", "lake"]
WATERS: tuple[Water, ...] = ("river", "lake")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexItem:
    """One indicator of an index."""

    id: str
    unit: str
    sections: int  # in how many it was measured
    concentration: Decimal  # mean over them; of pH over H⁺
    limit: Decimal  # of the class of the rules; of pH the end of the range it lies towards
    index: Decimal | None  # None: it has no bound (no oxygen at all)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterIndex:
    """River sections, or lake points, of one object."""

    water_body: Water
    sections: tuple[str, ...]  # with at least one item
    items: tuple[IndexItem, ...]  # in the order of the rules

    def value(self, among: AbstractSet[str] | None = None) -> Decimal | None:
        """The sum over the items, or over those among some; None: there is none, or no bound."""
        found = [one.index for one in self.items if among is None or one.id in among]
        known = [one for one in found if one is not None]
        return sum(known, Decimal(0)) if found and len(known) == len(found) else None

    @property
    def names(self) -> frozenset[str]:
        """The indicators it was made of."""
        return frozenset(one.id for one in self.items)


def combined(parts: Sequence[WaterIndex], among: AbstractSet[str] | None = None) -> Decimal | None:
    """(CWQI_river·M + CWQI_lake·N)/(M + N); of one part its own (standards.md 4).

    None: there is no part, or one of them has no value.
    """
    values = [(one.value(among), len(one.sections)) for one in parts]
    known = [(value, count) for value, count in values if value is not None]
    if not known or len(known) < len(values):
        return None
    weighted = sum((value * count for value, count in known), Decimal(0))
    return weighted / sum(count for _, count in known)


def water_index(
    sections: Sequence[SectionResult], body: Water, *, setting: Setting, rules: IndexRules
) -> WaterIndex | None:
    """The index of the sections of one kind of water; None: none of them has an item."""
    usable = {
        one.name: found
        for one in sections
        if one.water_body == body and (found := usable_items(one, rules))
    }
    items = tuple(_items(list(usable.values()), body, setting, rules))
    if not items:
        return None
    return WaterIndex(water_body=body, sections=tuple(usable), items=items)


def usable_items(section: SectionResult, rules: IndexRules) -> Mapping[str, IndicatorResult]:
    """The indicators of a section with a mean of enough results; none unless evaluated."""
    if section.state != "evaluated":
        return {}
    return {
        one.id: one
        for one in section.indicators
        if one.id in rules.indicators and one.mean is not None and one.enough
    }


def _items(
    usable: Sequence[Mapping[str, IndicatorResult]],
    body: Water,
    setting: Setting,
    rules: IndexRules,
) -> Iterator[IndexItem]:
    for name in rules.indicators:
        measured = [found[name] for found in usable if name in found]
        rows = [
            row
            for row in setting.standard.limits_for(name, body)
            if row.gives_class and (row.between is not None) == (name in rules.forms.from_neutral)
        ]
        values = [one.mean for one in measured if one.mean is not None]
        if not values or len(rows) != 1:
            continue
        ions = name in setting.method.averaging.over_hydrogen_ions
        concentration = mean(values, over_hydrogen_ions=ions)
        limit = _limit(name, concentration, rows[0], rules)
        yield IndexItem(
            id=name,
            unit=measured[0].unit,
            sections=len(measured),
            concentration=concentration,
            limit=limit,
            index=_index(name, concentration, limit, rules),
        )


def _limit(name: str, value: Decimal, row: Limit, rules: IndexRules) -> Decimal:
    if row.between is not None:
        return row.between[value > rules.neutral[name]]
    return (row.at_most or row.at_least or ())[CLASSES.index(rules.limit_class)]


def _index(name: str, value: Decimal, limit: Decimal, rules: IndexRules) -> Decimal | None:
    """C / limit; limit / C of oxygen; of pH the way from neutral to the end of the range."""
    if name in rules.forms.from_neutral:
        neutral = rules.neutral[name]
        return (value - neutral) / (limit - neutral)
    if name in rules.forms.limit_over_value:
        return limit / value if value > 0 else None
    return value / limit
