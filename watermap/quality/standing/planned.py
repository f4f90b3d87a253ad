"""The plan of a project held against its years and the period that is looked at."""

from dataclasses import dataclass

from watermap.quality.assessment import Assessment
from watermap.quality.classing.history import History
from watermap.quality.standing.material import Material
from watermap.quality.targets.outlook import TargetOutlook, outlook
from watermap.quality.targets.section_targets import SectionTargetResult, evaluate_section_targets
from watermap.quality.targets.targets import Ground
from watermap.quality.targets.years import PlanYears, plan_by_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan by year, and how far the period is from its targets; empty without a plan."""

    plan: PlanYears | None = None
    section_targets: tuple[SectionTargetResult, ...] = ()
    outlook: tuple[TargetOutlook, ...] = ()


def held_plan(assessment: Assessment, material: Material, years: History) -> Planned:
    """The plan by year, and how far the period is from its targets."""
    if material.plan is None:
        return Planned()
    grounds = {
        period.year: Ground(
            sections=[one for one in found if one.kind == "section"],
            sources=[one for one in found if one.kind != "section"],
            layers=material.layers,
            period=period,
        )
        for period, found in years.results.items()
    }
    own = Ground(
        sections=assessment.sections,
        sources=assessment.sources,
        layers=material.layers,
        period=material.period,
        base={year: ground.sections for year, ground in grounds.items()},
        wells=material.underground.wells,
    )
    return Planned(
        plan=plan_by_year(material.plan, grounds),
        section_targets=evaluate_section_targets(material.plan, own),
        outlook=outlook(material.plan, own, setting=material.setting),
    )
