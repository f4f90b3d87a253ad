"""The whole of a plan by year: what is demanded, what was reached, what nobody knows yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from watermap.errors import Message
from watermap.language import Text
from watermap.quality.assessment import TargetResult, WaterClass
from watermap.quality.documents.plan import Measure, Plan, SectionTarget, Target
from watermap.quality.targets.section_targets import SectionTargetResult, evaluate_section_targets
from watermap.quality.targets.targets import Ground, held


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetYears:
    """One target in each year that it has a figure for, oldest first."""

    id: str
    title: Text
    measure: Measure
    years: tuple[TargetResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTargetYears:
    """One section in each year that the plan demands a class of it, oldest first."""

    section: str
    years: tuple[SectionTargetResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanYears:
    """A plan, target by target and year by year."""

    title: Text
    source: str
    targets: tuple[TargetYears, ...]
    sections: tuple[SectionTargetYears, ...]


def plan_by_year(plan: Plan, grounds: Mapping[int, Ground]) -> PlanYears:
    """Every target in all its years; a year without results is not told, and says so.

    Args:
        plan: of the project.
        grounds: the results of each year that the project has any of, by the year of their period.
            Classes kept since a base year take it from here.

    Raises:
        ValueError: a ground stands under another year than its own.
    """
    for year, ground in grounds.items():
        if ground.period.year != year:
            raise ValueError(f"results of {ground.period} stand under {year}")
    base = {year: ground.sections for year, ground in grounds.items()}
    known = {
        year: replace(ground, base={**base, **ground.base}) for year, ground in grounds.items()
    }
    return PlanYears(
        title=plan.title,
        source=plan.source,
        targets=tuple(_target(one, known) for one in plan.targets),
        sections=tuple(_section(one, plan, known) for one in plan.section_targets),
    )


def _target(target: Target, known: Mapping[int, Ground]) -> TargetYears:
    years = tuple(
        held(target, known[year], year) if year in known else _unknown(target, year)
        for year in sorted(target.by_year)
    )
    return TargetYears(id=target.id, title=target.title, measure=target.measure, years=years)


def _unknown(target: Target, year: int) -> TargetResult:
    return TargetResult(
        id=target.id,
        title=target.title,
        year=year,
        required_pct=target.by_year[year],
        at_least=target.at_least,
        actual_pct=None,
        met=None,
        n=0,
        why=(Message.of("targets.no_results_of", year=year),),
    )


def _section(one: SectionTarget, plan: Plan, known: Mapping[int, Ground]) -> SectionTargetYears:
    years = tuple(
        _of_section(one.section, one.by_year[year], plan, known.get(year), year)
        for year in sorted(one.by_year)
    )
    return SectionTargetYears(section=one.section, years=years)


def _of_section(
    name: str, required: WaterClass, plan: Plan, ground: Ground | None, year: int
) -> SectionTargetResult:
    if ground is not None:
        results = evaluate_section_targets(plan, ground)
        return next(one for one in results if one.section == name)
    said = Message.of("targets.no_results_of", year=year)
    return SectionTargetResult(
        section=name, year=year, required=required, actual=None, met=None, why=(said,)
    )
