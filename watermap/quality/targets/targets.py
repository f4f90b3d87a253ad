"""A plan's targets held against a period's results and the layers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from watermap.errors import Message
from watermap.figures import figure, rounded
from watermap.harmonise.layer import Layers
from watermap.quality.assessment import SectionResult, TargetResult
from watermap.quality.classing.classify import worse
from watermap.quality.classing.source_items import item_over
from watermap.quality.documents.plan import Measure, Plan, Target
from watermap.quality.groundwater.wells import Wells
from watermap.quality.period import Period
from watermap.quality.targets.measured import (
    Measured,
    black_odorous_length,
    red_line_area,
    wells_stable,
)
from watermap.quality.targets.scope import resolve
from watermap.quality.targets.sections import Base, measure_sections, share_of

SHOWN_DECIMALS = 1  # of shares in bulletins (standards.md 3.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What targets are measured on."""

    sections: Sequence[SectionResult]
    sources: Sequence[SectionResult]
    layers: Layers
    period: Period
    base: Base = field(default_factory=dict)  # sections' results of other years, for kept classes
    wells: Wells | None = None  # None: not evaluated, the layer's own classes are taken


def evaluate_targets(plan: Plan, ground: Ground) -> tuple[TargetResult, ...]:
    """The targets the plan sets for the period's year; others are left out.

    Shares of sections and sources are those of the period itself; of a month or a quarter it is
    said that the plan means the year.
    """
    year = ground.period.year
    return tuple(held(target, ground, year) for target in plan.targets if year in target.by_year)


def held(target: Target, ground: Ground, year: int) -> TargetResult:
    """One target's figure of a year, held against the results.

    Args:
        target: of the plan.
        ground: what it is measured on; ``year`` may be another than its own.
        year: one that the target has a figure for.
    """
    measured = _MEASURES[target.measure](target, ground)
    required = target.by_year[year]
    bare = TargetResult(
        id=target.id,
        title=target.title,
        year=year,
        required_pct=required,
        at_least=target.at_least,
        actual_pct=measured.pct,
        met=None,
        n=measured.n,
        why=measured.why,
    )
    if measured.pct is None:
        return bare
    met = _keeps(measured.pct, required, at_least=target.at_least)
    if met and measured.unknown:
        return bare
    if met == _keeps(rounded(measured.pct, SHOWN_DECIMALS), required, at_least=target.at_least):
        return replace(bare, met=met)
    shown = figure(measured.pct, SHOWN_DECIMALS)
    close = Message.of("quality.target_close", exact=f"{measured.pct:.4f}", shown=shown)
    return replace(bare, met=met, why=(*measured.why, close))


def _keeps(actual_pct: Decimal, required_pct: Decimal, *, at_least: bool) -> bool:
    return actual_pct >= required_pct if at_least else actual_pct <= required_pct


def _of_sections(target: Target, ground: Ground) -> Measured:
    scoped = resolve(target.scope, ground.sections, ground.layers)
    return measure_sections(target, scoped, base=ground.base, period=ground.period)


def _sources_good(target: Target, ground: Ground) -> Measured:
    """Sources whose class is good enough and whose further items keep their limits."""
    known = [one for one in ground.sources if one.met is not None]
    good = sum(
        one.water_class is not None
        and not worse(one.water_class, target.water_class)
        and not any(item_over(item) for item in one.indicators)
        for one in known
    )
    return share_of(good, len(known), len(ground.sources), ground.period, "sources")


def _black_odorous_length(target: Target, ground: Ground) -> Measured:
    return black_odorous_length(ground.layers, ground.period.year, target.built_up_length_km)


def _wells_stable(_target: Target, ground: Ground) -> Measured:
    """Of the wells' results where any well has them, else of the layer."""
    wells = ground.wells
    if wells is None or not any(one.now_from == "results" for one in wells.wells):
        return wells_stable(ground.layers, ground.period.year)
    why = [Message.of("quality.target_wells_of_results", base=wells.base_year or "—")]
    if ground.period.span != "year":
        why.append(Message.of("quality.target_of_part", period=str(ground.period)))
    left = len(wells.wells) - wells.compared
    if left:
        why.append(Message.of("quality.target_wells_left_out", n=left))
    return Measured(pct=wells.stable_pct, n=wells.compared, why=tuple(why))


def _red_line_area(target: Target, ground: Ground) -> Measured:
    return red_line_area(ground.layers, ground.period.year, target.base_area_km2)


_MEASURES: Mapping[Measure, Callable[[Target, Ground], Measured]] = {
    "sections_good": _of_sections,
    "sections_all_good": _of_sections,
    "class_kept": _of_sections,
    "sections_worse_than_v": _of_sections,
    "sources_good": _sources_good,
    "black_odorous_length": _black_odorous_length,
    "wells_stable": _wells_stable,
    "red_line_area": _red_line_area,
}
