"""One section that misses its target: what is over, since when, who answers, what by when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.quality.assessment import SectionResult, WaterClass
from watermap.quality.bulletin.months import ClassChange, Streak, class_change, streak, year_before
from watermap.quality.bulletin.rules import NoticeRules, NoticeStep
from watermap.quality.classing.classify import worse
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.main_pollutants import multiple_beyond
from watermap.quality.period import Period
from watermap.quality.stations.districts import Districts


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """An indicator that has the section's class, with its multiple over class III (2.5)."""

    id: str
    multiple: Decimal | None  # None: not over class III, or it means nothing (pH, oxygen)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTarget:
    """An indicator worse than the section's target. The multiple is over the target's limit."""

    id: str
    unit: str
    value: Decimal | None
    limit: Decimal | None
    multiple: Decimal | None  # local practice (standards.md 2.5); None: pH, oxygen


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """Who answers for a section; None: neither its layer nor the map says it."""

    town: str | None
    county: str | None
    city: str | None  # the one held to it, else the one it lies in
    river_chief: str | None
    by_place: tuple[str, ...] = ()  # levels that are told by the section's place alone


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNotice:
    """One section that misses its target this month."""

    section: str
    river: str | None
    water_class: WaterClass | None
    target: WaterClass | None
    deciding: tuple[Deciding, ...]
    over_target: tuple[OverTarget, ...]  # the highest multiple first
    responsible: Responsible
    streak: Streak
    last_month: ClassChange
    last_year: ClassChange
    step: NoticeStep | None  # what is to be done; None: the project has no rules, or none yet
    due: dt.date | None  # the last day for it; None: no step, or the notice has no day


@dataclass(frozen=True, slots=True, kw_only=True)
class TownNotice:
    """The sections that one town answers for."""

    town: str | None  # None: nobody says which town
    county: str | None
    sections: tuple[SectionNotice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a notice is written from, beside the section's own result."""

    month: Period
    months: History  # months alone, this one among them
    districts: Districts
    setting: Setting
    rules: NoticeRules | None
    issued: dt.date | None


def section_notice(one: SectionResult, desk: Desk) -> SectionNotice | None:
    """The notice of a section; None: it does not miss its target this month."""
    own = desk.months.of(one.name)
    run = streak(own, desk.month, desk.months.results)
    if run is None:
        return None
    step = desk.rules.step(run.months) if desk.rules else None
    return SectionNotice(
        section=one.name,
        river=one.river,
        water_class=one.water_class,
        target=one.target,
        deciding=_deciding(one, desk.setting),
        over_target=_over_target(one),
        responsible=_responsible(one.name, desk.districts),
        streak=run,
        last_month=class_change(own, desk.month, desk.month.previous()),
        last_year=class_change(own, desk.month, year_before(desk.month)),
        step=step,
        due=step.due(desk.issued) if step and desk.issued else None,
    )


def by_town(failing: Sequence[SectionNotice]) -> tuple[TownNotice, ...]:
    """A notice a town, in the sections' order; those without a town last."""
    groups: dict[tuple[str | None, str | None], list[SectionNotice]] = {}
    for one in sorted(failing, key=lambda each: each.responsible.town is None):
        key = (one.responsible.county, one.responsible.town)
        groups.setdefault(key, []).append(one)
    return tuple(
        TownNotice(town=town, county=county, sections=tuple(found))
        for (county, town), found in groups.items()
    )


def _deciding(one: SectionResult, setting: Setting) -> tuple[Deciding, ...]:
    """The deciding indicators, the highest multiple first, those without one last."""
    named = [
        Deciding(id=each.id, multiple=multiple_beyond(each, one.water_body, setting))
        for each in one.indicators
        if each.id in one.deciding
    ]
    return tuple(sorted(named, key=lambda each: -(each.multiple or Decimal(-1))))


def _over_target(one: SectionResult) -> tuple[OverTarget, ...]:
    target = one.target
    over = [
        OverTarget(
            id=each.id,
            unit=each.unit,
            value=each.value,
            limit=each.limit,
            multiple=each.multiple,
        )
        for each in one.indicators
        if target is not None
        and each.counts
        and each.water_class is not None
        and worse(each.water_class, target)
    ]
    return tuple(sorted(over, key=lambda each: -(each.multiple or Decimal(-1))))


def _responsible(section: str, districts: Districts) -> Responsible:
    found = {level: districts.belonging(section, level) for level in ("town", "county", "city")}
    return Responsible(
        town=found["town"].name,
        county=found["county"].name,
        city=found["city"].name,
        river_chief=districts.fields.get(section, {}).get("river_chief"),
        by_place=tuple(level for level, one in found.items() if one.by_place),
    )
