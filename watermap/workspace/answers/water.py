"""How does the water stand: classes of a period, and all that follows from them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from watermap.errors import Problem, WatermapError
from watermap.harmonise.measurements import DATE
from watermap.language import Text
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.calendar import Calendar
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.documents.pairs import Documents
from watermap.quality.evaluate import evaluate
from watermap.quality.groundwater.evaluate_wells import evaluate_wells
from watermap.quality.groundwater.underground import Underground
from watermap.quality.period import Period
from watermap.quality.standing.changes import Trended, with_change, with_trends as quality_trends
from watermap.quality.standing.curve import StationCurves, station_curves
from watermap.quality.standing.material import Material
from watermap.quality.standing.standing import (
    Standing,
    calendar_of as quality_calendar,
    stand as quality_stand,
)
from watermap.workspace.opened import Opened, nearest

_STANDARD = Text(zh="标准", en="standard")
_METHOD = Text(zh="评价方法", en="method")
Known = TypeVar("Known")


def assess(
    opened: Opened,
    *,
    period: Period | None = None,
    standard: str | None = None,
    method: str | None = None,
    as_of: dt.date | None = None,
    progress: Progress = SILENT,
) -> Assessment:
    """Class every section of the project; what is None comes from the project.

    Args:
        opened: the project.
        period: None: the project's, else the newest year with results.
        standard: id of a standard.
        method: id of a method.
        as_of: the day whose standards apply; None: today.
        progress: where to report.

    Raises:
        WatermapError: standard or method are unknown or not in force, or there are no results.
    """
    material = _material(opened, period, standard, method, as_of)
    result = evaluate(
        material.measurements,
        material.layers,
        standard=material.standard,
        method=material.method,
        period=material.period,
        as_of=material.as_of,
        plan=material.plan,
        base=material.base(progress=progress),
        said=material.said,
        underground=material.underground,
        progress=progress,
    )
    result = with_change(result, material)
    return replace(result, problems=opened.problems + result.problems)


def stand(
    opened: Opened,
    assessment: Assessment,
    *,
    every: GroupSpan = "month",
    issued: dt.date | None = None,
    progress: Progress = SILENT,
) -> Standing:
    """Everything that follows from an evaluation of the project, and of the months beside it.

    Args:
        opened: the project.
        assessment: of any of its periods.
        every: into what the calendar of classes divides time.
        issued: the day of the notice, from which its time limits run; None: it has none yet.
        progress: where to report.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    material = replace(_behind(opened, assessment), issued=issued)
    return quality_stand(assessment, material, every=every, progress=progress)


def with_trends(opened: Opened, assessment: Assessment, *, progress: Progress = SILENT) -> Trended:
    """The same, each section and source with its trend over the months up to the period's end.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    return quality_trends(assessment, _behind(opened, assessment), progress=progress)


def calendar_of(opened: Opened, assessment: Assessment, *, every: GroupSpan) -> Calendar:
    """The class of every section in every period of a span, by an evaluation's documents."""
    return quality_calendar(_behind(opened, assessment), every=every)


def curves_of(
    opened: Opened,
    assessment: Assessment,
    name: str,
    kind: str,
    *,
    every: GroupSpan,
    progress: Progress = SILENT,
) -> StationCurves | None:
    """One station through time, by an evaluation's documents; None: there is no one such station.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    material = _behind(opened, assessment)
    return station_curves(material, name, kind, span=every, progress=progress)


def _behind(opened: Opened, assessment: Assessment) -> Material:
    """What an evaluation was made from."""
    period = opened.project.period_of(assessment.period)
    return _material(opened, period, assessment.standard, assessment.method, assessment.as_of)


def _material(
    opened: Opened,
    period: Period | None,
    standard: str | None,
    method: str | None,
    as_of: dt.date | None,
) -> Material:
    project = opened.project
    chosen = period or default_period(opened)
    day = as_of or dt.date.today()
    return Material(
        measurements=opened.measurements,
        layers=opened.layers,
        standard=_known(opened.standards, standard or project.standard, _STANDARD),
        method=_known(opened.methods, method or project.method, _METHOD),
        period=chosen,
        as_of=day,
        said=project.said(),
        underground=_underground(opened, chosen, day),
        seasons=project.seasons,
        plan=opened.papers.plan,
        notice=opened.papers.notice,
        agreements=opened.papers.agreements,
        capacity=opened.papers.capacity,
        credit_scheme=project.credit_scheme,
        source_year_by=project.source_year_by,
        ranked_by=project.ranked_by,
        lake_zones=project.lake_zones,
    )


def _underground(opened: Opened, period: Period, as_of: dt.date) -> Underground:
    """By what groundwater is evaluated, and how the project's wells stand."""
    project = opened.project
    documents = Documents(
        standard=_known(opened.standards, project.groundwater_standard, _STANDARD),
        method=_known(opened.methods, project.groundwater_method, _METHOD),
    )
    if not documents.in_force(as_of):
        return Underground(documents=documents)
    wells = evaluate_wells(
        opened.measurements,
        opened.layers,
        standard=documents.standard,
        method=documents.method,
        period=period,
        as_of=as_of,
        base_year=project.base_year,
        said=project.said(),
    )
    return Underground(documents=documents, wells=wells)


def assess_if_possible(
    opened: Opened, *, period: Period | None = None, progress: Progress = SILENT
) -> Assessment | None:
    """Class every section; None where the project has no results at all."""
    if period is None and opened.measurements.frame[DATE].dropna().empty:
        return None
    return assess(opened, period=period, progress=progress)


def default_period(opened: Opened) -> Period:
    """The project's own period, else the newest year with results.

    Of a year that has too few months to be evaluated as a whole: from its first month with results
    to its last, as a station's half-year has them.

    Raises:
        WatermapError: the project names none and has no results.
    """
    if opened.project.period:
        return opened.project.period_of(opened.project.period)
    dates = opened.measurements.frame[DATE].dropna()
    if dates.empty:
        raise WatermapError(Problem.error("workspace.no_results"))
    year = max(dates).year
    months = {date.month for date in dates.unique() if date.year == year}
    method = opened.methods.get(opened.project.method)
    if method is None or len(months) >= method.averaging.year_min_months:
        return Period(year=year)
    return Period(year=year, first=min(months), last=max(months))


def periods(opened: Opened) -> tuple[Period, ...]:
    """Every year with results, newest first, each followed by its parts that have some.

    Half-years, quarters, the project's seasons, months. The period that is shown at first is among
    them, whatever it is.
    """
    dated = opened.measurements.frame[DATE].dropna().unique()
    found: list[Period] = []
    for year in sorted({date.year for date in dated}, reverse=True):
        months = {date.month for date in dated if date.year == year}
        found += [one for one in _parts(year, opened) if months.intersection(one.months)]
    if found and (shown := default_period(opened)) not in found:
        found.insert(0, shown)
    return tuple(found)


def periods_every(opened: Opened, every: GroupSpan) -> tuple[Period, ...]:
    """The periods of one span in which the project has results, oldest first."""
    dated = set(opened.measurements.frame[DATE].dropna().unique())
    found = {_around(date, every) for date in dated}
    return tuple(sorted(found, key=lambda one: one.begin))


def spans(opened: Opened) -> tuple[GroupSpan, ...]:
    """Into what the project's time can be divided; days where results say more than their month."""
    dated = list(opened.measurements.frame[DATE].dropna().unique())
    days: tuple[GroupSpan, ...] = ("day",) if any(date.day != 1 for date in dated) else ()
    return (*days, "month", "quarter", "half", "year") if dated else ()


def _around(date: dt.date, every: GroupSpan) -> Period:
    if every == "day":
        return Period(year=date.year, first=date.month, last=date.month, day=date.day)
    width = {"month": 1, "quarter": 3, "half": 6, "year": 12}[every]
    first = (date.month - 1) // width * width + 1
    return Period(year=date.year, first=first, last=first + width - 1)


def _parts(year: int, opened: Opened) -> Iterator[Period]:
    yield Period(year=year)
    for width in (6, 3):
        for first in range(1, 13, width):
            yield Period(year=year, first=first, last=first + width - 1)
    for season in opened.project.seasons:
        yield Period.in_season(year, season, opened.project.seasons)
    for month in range(1, 13):
        yield Period(year=year, first=month, last=month)


def _known(entries: Mapping[str, Known], name: str, what: Text) -> Known:
    if name in entries:
        return entries[name]
    raise WatermapError(
        Problem.error(
            "workspace.unknown_id",
            id=name,
            what=what,
            near=nearest(name, entries),
            known=_list(entries),
        )
    )


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
