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
from watermap.quality.change.early import EarlyWarnings
from watermap.quality.change.results import Change
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.trends import Trend
from watermap.quality.change.warning_rules import WarningRules
from watermap.quality.classing.history import History
from watermap.quality.compensation.outcome import Compensation
from watermap.quality.credit.credit import Credit
from watermap.quality.credit.evaluate_credit import evaluate_credit
from watermap.quality.credit.schemes import CreditScheme, credit_scheme
from watermap.quality.groundwater.wells import Wells
from watermap.quality.lakes.lakes import LakeResult, lakes
from watermap.quality.loads.flux import Load
from watermap.quality.period import Period
from watermap.quality.ranking.results import Ranking
from watermap.quality.sources.rates import Sources, source_rates
from watermap.quality.standing.amounts import amounts
from watermap.quality.standing.attempt import attempt
from watermap.quality.standing.changes import changes
from watermap.quality.standing.material import Material
from watermap.quality.standing.past import past_of
from watermap.quality.standing.planned import held_plan
from watermap.quality.standing.ranked import rankings
from watermap.quality.stations.joined import Joined
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
    change_rules: ChangeRules | None  # None: they cannot be used, so nothing of the next is told
    on_year_before: Change | None  # None: that period has no results
    on_period_before: Change | None  # None: as above, or it is the same one
    year_before: tuple[SectionResult, ...] | None  # the results that those refer to
    period_before: tuple[SectionResult, ...] | None
    trends: tuple[Trend, ...]
    warning_rules: WarningRules | None
    warnings: EarlyWarnings | None  # None: no months
    rankings: tuple[Ranking, ...]
    plan: PlanYears | None
    section_targets: tuple[SectionTargetResult, ...]
    outlook: tuple[TargetOutlook, ...]
    duties: BorderDuties | None  # None: their rules cannot be used
    bulletin: Bulletin | None  # of a month only
    wells: Wells | None  # None: no standard of groundwater is in force
    lakes: tuple[LakeResult, ...]
    black_odorous: BlackOdorous | None  # None: the project has no list of such waters
    sources: Sources | None  # None: the project has no drinking-water sources
    credit_scheme: CreditScheme | None
    credit: Credit | None  # None: no enterprises, or the scheme is not in force
    loads: tuple[Load, ...]  # of the period's year
    compensation: Compensation | None  # None: no agreements
    capacity: Capacity | None  # None: no permitted loads
    problems: tuple[Problem, ...] = ()


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
    past = past_of(material, progress=progress)
    joined = material.joined()
    problems: list[Problem] = []
    changed = changes(assessment, material, past, problems)
    planned = held_plan(assessment, material, past.years)
    amount = amounts(material, past.months, past.years, problems)
    scheme, credit = _credit(material, problems)
    found = Standing(
        assessment=assessment,
        period=material.period,
        calendar=_calendar(material, joined, every),
        months=past.months,
        change_rules=changed.rules,
        on_year_before=changed.on_year_before,
        on_period_before=changed.on_period_before,
        year_before=past.year_before(),
        period_before=past.period_before(),
        trends=changed.trends,
        warning_rules=changed.warning_rules,
        warnings=changed.warnings,
        rankings=rankings(assessment, material, past.year_before(), problems),
        plan=planned.plan,
        section_targets=planned.section_targets,
        outlook=planned.outlook,
        duties=attempt(lambda: border_duties(assessment.sections, material.layers), problems),
        bulletin=_bulletin(assessment, past.months, material, problems),
        wells=material.underground.wells,
        lakes=lakes(assessment.sections, setting=material.setting, zones=material.lake_zones),
        black_odorous=attempt(lambda: _black_odorous(material, joined), problems),
        sources=attempt(lambda: _sources(assessment, past.months, material), problems),
        credit_scheme=scheme,
        credit=credit,
        loads=amount.loads,
        compensation=amount.compensation,
        capacity=amount.capacity,
    )
    return replace(found, problems=(*problems, *_doubts(found)))


def _doubts(found: Standing) -> Iterator[Problem]:
    """What the topics have to say about their data, each once."""
    topics = (found.wells, found.credit, found.compensation, found.capacity, found.bulletin)
    said = (problem for topic in topics if topic is not None for problem in topic.problems)
    yield from {(one.code, str(one.fields)): one for one in said}.values()


def calendar_of(material: Material, *, every: GroupSpan) -> Calendar:
    """The class of every station in every period of a span."""
    return _calendar(material, material.joined(), every)


def _calendar(material: Material, joined: Joined, every: GroupSpan) -> Calendar:
    """Of surface water; wells and sources of groundwater are not classed by its standard."""
    return calendar(
        material.measurements,
        joined.under,
        [one for one in joined.known if not one.groundwater],
        standard=material.standard,
        method=material.method,
        span=every,
        said=material.said,
    )


def _black_odorous(material: Material, joined: Joined) -> BlackOdorous | None:
    if not material.layers.get("black_odorous_water"):
        return None
    plan = material.plan
    lengths = [one.built_up_length_km for one in plan.targets] if plan else []
    return black_odorous(
        material.measurements,
        material.layers,
        period=material.period,
        under=joined.under,
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


def _credit(
    material: Material, problems: list[Problem]
) -> tuple[CreditScheme | None, Credit | None]:
    if not material.layers.get("enterprise"):
        return None, None
    scheme = attempt(lambda: credit_scheme(material.credit_scheme), problems)
    if scheme is None:
        return None, None
    graded = attempt(lambda: evaluate_credit(material.layers, scheme, material.as_of), problems)
    return scheme, graded


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
            issued=material.issued,
        ),
        problems,
    )
