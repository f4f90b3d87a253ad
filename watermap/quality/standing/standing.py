"""How the water stands in one period: the evaluation and all that follows from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from watermap.errors import Problem
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment, SectionResult
from watermap.quality.black_odorous.black_odorous import BlackOdorous, black_odorous
from watermap.quality.borders.duties import BorderDuties, border_duties
from watermap.quality.bulk.calendar import Calendar, calendar
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.bulletin.bulletin import Bulletin, month_bulletin
from watermap.quality.capacity.capacity import Capacity
from watermap.quality.change.compare import change_theme, compare_sections
from watermap.quality.change.early import EarlyWarnings, early_warnings
from watermap.quality.change.references import references
from watermap.quality.change.results import Change
from watermap.quality.change.rules import change_rules
from watermap.quality.change.trends import Trend, trends
from watermap.quality.change.warning_rules import warning_rules
from watermap.quality.classing.history import History
from watermap.quality.compensation.outcome import Compensation
from watermap.quality.credit.credit import Credit
from watermap.quality.credit.evaluate_credit import evaluate_credit
from watermap.quality.groundwater.wells import Wells
from watermap.quality.lakes.lakes import LakeResult, lakes
from watermap.quality.loads.flux import Load
from watermap.quality.period import Period
from watermap.quality.ranking.results import Ranking
from watermap.quality.sources.rates import Sources, source_rates
from watermap.quality.standing.amounts import amounts
from watermap.quality.standing.attempt import attempt
from watermap.quality.standing.material import Material
from watermap.quality.standing.planned import held_plan
from watermap.quality.standing.ranked import rankings
from watermap.quality.targets.outlook import TargetOutlook
from watermap.quality.targets.section_targets import SectionTargetResult
from watermap.quality.targets.years import PlanYears


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All of it. What does not apply to the project or the period is None or empty."""

    assessment: Assessment
    period: Period
    calendar: Calendar  # the class of every month, or of another span that was asked for
    months: History  # the last months up to the period's end
    on_year_before: Change | None  # None: that period has no results
    on_period_before: Change | None  # None: as above, or it is the same one
    trends: tuple[Trend, ...]
    warnings: EarlyWarnings | None  # None: no months
    rankings: tuple[Ranking, ...]
    plan: PlanYears | None
    section_targets: tuple[SectionTargetResult, ...]
    outlook: tuple[TargetOutlook, ...]
    duties: BorderDuties
    bulletin: Bulletin | None  # of a month only
    wells: Wells | None  # None: no standard of groundwater is in force
    lakes: tuple[LakeResult, ...]
    black_odorous: BlackOdorous | None  # None: the project has no list of such waters
    sources: Sources | None  # None: the project has no drinking-water sources
    credit: Credit | None  # None: the project has no enterprises
    loads: tuple[Load, ...]  # of the period's year
    compensation: Compensation | None  # None: no agreements
    capacity: Capacity | None  # None: no permitted loads
    problems: tuple[Problem, ...] = ()


def with_change(
    assessment: Assessment, material: Material, *, progress: Progress = SILENT
) -> Assessment:
    """The same, each section and source with its change on the year before."""
    change = _on(assessment, references(material.period).year_before, material, progress)
    if change is None:
        return assessment
    sections = change_theme(change)
    sources = change_theme(change, kind="water_source")
    return replace(
        assessment,
        sections=tuple(replace(one, change=sections.get(one.name)) for one in assessment.sections),
        sources=tuple(replace(one, change=sources.get(one.name)) for one in assessment.sources),
    )


def stand(
    assessment: Assessment,
    material: Material,
    *,
    every: GroupSpan = "month",
    progress: Progress = SILENT,
) -> Standing:
    """Everything that follows from an evaluation and the months and years beside it.

    Args:
        assessment: of the material's period, by its standard and method.
        material: the project's data.
        every: into what the calendar divides time.
        progress: where to report.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    period = material.period
    refers = references(period)
    progress.step(0, 4)
    months = material.of(*material.months(), progress=progress)
    year_before = _on(assessment, refers.year_before, material, progress)
    before = None
    if refers.period_before != refers.year_before:
        before = _on(assessment, refers.period_before, material, progress)
    rules = change_rules()
    years = material.of(*material.years(), progress=progress)
    planned = held_plan(assessment, material, years)
    problems: list[Problem] = []
    found_amounts = amounts(material, months, years, problems)
    found = Standing(
        assessment=assessment,
        period=period,
        calendar=_calendar(material, every),
        months=months,
        on_year_before=year_before,
        on_period_before=before,
        trends=trends(months, rules=rules),
        warnings=attempt(
            lambda: early_warnings(
                months, setting=material.setting, rules=warning_rules(), change=rules
            ),
            problems,
        )
        if months.periods
        else None,
        rankings=rankings(assessment, material, problems, progress=progress),
        plan=planned.plan,
        section_targets=planned.section_targets,
        outlook=planned.outlook,
        duties=border_duties(assessment.sections, material.layers),
        bulletin=_bulletin(assessment, months, material, problems),
        wells=material.underground.wells,
        lakes=lakes(assessment.sections, setting=material.setting, zones=material.lake_zones),
        black_odorous=_black_odorous(material),
        sources=_sources(assessment, months, material),
        credit=_credit(material),
        loads=found_amounts.loads,
        compensation=found_amounts.compensation,
        capacity=found_amounts.capacity,
    )
    return replace(found, problems=(*problems, *_doubts(found)))


def _doubts(found: Standing) -> Iterator[Problem]:
    """What the topics have to say about their data, each once."""
    topics = (found.wells, found.credit, found.compensation, found.capacity, found.bulletin)
    said = (problem for topic in topics if topic is not None for problem in topic.problems)
    yield from {(one.code, str(one.fields)): one for one in said}.values()


def _results(assessment: Assessment) -> tuple[SectionResult, ...]:
    return (*assessment.sections, *assessment.sources)


def _on(
    assessment: Assessment, reference: Period, material: Material, progress: Progress
) -> Change | None:
    history = material.of(reference, progress=progress)
    if reference not in history.results:
        return None
    return compare_sections(
        history.results[reference],
        _results(assessment),
        periods=(reference, material.period),
        setting=material.setting,
        rules=change_rules(),
    )


def _calendar(material: Material, every: GroupSpan) -> Calendar:
    """Of surface water; wells and sources of groundwater are not classed by its standard."""
    joined = material.joined()
    return calendar(
        material.measurements,
        joined.under,
        [one for one in joined.known if not one.groundwater],
        standard=material.standard,
        method=material.method,
        span=every,
        said=material.said,
    )


def _black_odorous(material: Material) -> BlackOdorous | None:
    if not material.layers.get("black_odorous_water"):
        return None
    plan = material.plan
    lengths = [one.built_up_length_km for one in plan.targets] if plan else []
    return black_odorous(
        material.measurements,
        material.layers,
        period=material.period,
        under=material.joined().under,
        built_up_length_km=next((one for one in lengths if one is not None), None),
    )


def _sources(assessment: Assessment, months: History, material: Material) -> Sources | None:
    if not assessment.sources:
        return None
    within = {
        period: found
        for period, found in months.results.items()
        if period.year == material.period.year and period.first in material.period.months
    }
    return source_rates(
        History(results=within),
        assessment.sources,
        layers=material.layers,
        setting=material.setting,
        backgrounds=material.backgrounds(),
        year_by=material.source_year_by,
    )


def _credit(material: Material) -> Credit | None:
    if material.credit_scheme is None or not material.layers.get("enterprise"):
        return None
    return evaluate_credit(material.layers, material.credit_scheme, material.as_of)


def _bulletin(
    assessment: Assessment, months: History, material: Material, problems: list[Problem]
) -> Bulletin | None:
    if material.period.month is None:
        return None
    return attempt(
        lambda: month_bulletin(
            assessment,
            months,
            layers=material.layers,
            setting=material.setting,
            rules=material.notice,
        ),
        problems,
    )
