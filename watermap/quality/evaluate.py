"""The whole evaluation of a project for one period, and of its sections for many."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from watermap.errors import Problem, WatermapError
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import DATE, Measurements, validate
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment, SectionResult
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.river import evaluate_group, evaluate_rivers
from watermap.quality.classing.section import evaluate_section
from watermap.quality.documents.methods import Method
from watermap.quality.documents.pairs import Documents
from watermap.quality.documents.plan import Plan
from watermap.quality.documents.standards import Standard
from watermap.quality.groundwater.underground import NOT_ASKED, Underground
from watermap.quality.groundwater.wells import without_wells
from watermap.quality.period import Period
from watermap.quality.remarks import (
    aside_said,
    documents_said,
    names_said,
    particulars_said,
    plan_said,
    waters_said,
    what_is_lacking,
)
from watermap.quality.stations.automatic import automatic_first
from watermap.quality.stations.joined import Joined, join
from watermap.quality.stations.map_stations import SECTION_KIND, Station, twice
from watermap.quality.stations.places_said import places_said
from watermap.quality.stations.said import NOTHING, Said
from watermap.quality.stations.samples import Gathered, Samples, gather
from watermap.quality.stations.table_stations import alike
from watermap.quality.targets.sections import Base
from watermap.quality.targets.targets import Ground, evaluate_targets


def evaluate(  # noqa: PLR0913  (one argument a thing that a project says)
    measurements: Measurements,
    layers: Layers,
    *,
    standard: Standard,
    method: Method,
    period: Period,
    as_of: dt.date,
    underground: Underground = NOT_ASKED,
    plan: Plan | None = None,
    base: Base = MappingProxyType({}),
    said: Said = NOTHING,
    progress: Progress = SILENT,
) -> Assessment:
    """Class every section and source, every river, and hold the plan's targets against them.

    Args:
        measurements: results of any periods; those outside ``period`` are not looked at.
        layers: sections (names, rivers, water bodies, targets), sources, and what targets need.
        standard: limits.
        method: indicators, rounding, averaging, minimum counts.
        period: day, month, quarter, half-year, season, year or a run of months.
        as_of: the day whose standards apply.
        underground: by what sources of groundwater are evaluated, and how the wells of the same
            period stand. What the tables call a well is no section then, and the plan's target of
            wells is measured on them.
        plan: targets by year; None: none. Those of the period's year are held against it.
        base: sections of the years whose classes the plan wants kept.
        said: what a person has confirmed of names, waters and particulars.
        progress: where to report.

    Raises:
        WatermapError: standard or method are not in force on ``as_of``, or do not go together.
        Cancelled: asked for through ``progress``.
    """
    _hold(measurements, standard, method, as_of)
    wells = underground.wells
    measurements = measurements if wells is None else without_wells(measurements, wells)
    joined = join(measurements, layers, standard=standard, said=said)
    setting = Setting(standard=standard, method=method, period=period)
    gathered = gather(measurements, joined.under, period=period)
    settings = (setting, underground.setting(period, as_of) or setting)
    found = _results(gathered, joined.known, settings, said, progress)
    sections = tuple(one for one in found.results if one.kind == SECTION_KIND)
    sources = tuple(one for one in found.results if one.kind != SECTION_KIND)
    ground = Ground(
        sections=sections, sources=sources, layers=layers, period=period, base=base, wells=wells
    )
    problems = [
        *documents_said(setting, as_of),
        *_about_stations(measurements, layers, joined, said),
        *gathered.problems(),
        *aside_said(found.aside, setting),
        *names_said(joined.names),
        *places_said(measurements, joined.names, joined.on_map, layers),
        *(plan_said(plan, period) if plan else ()),
    ]
    return Assessment(
        standard=standard.id,
        method=method.id,
        as_of=as_of,
        period=str(period),
        sections=sections,
        sources=sources,
        rivers=evaluate_rivers(sections, setting=setting),
        overall=evaluate_group("", sections, setting=setting),
        targets=evaluate_targets(plan, ground) if plan else (),
        names=joined.names,
        problems=tuple(problems),
    )


def evaluate_periods(
    measurements: Measurements,
    layers: Layers,
    *,
    standard: Standard,
    method: Method,
    periods: Iterable[Period],
    as_of: dt.date,
    underground: Underground = NOT_ASKED,
    said: Said = NOTHING,
    progress: Progress = SILENT,
) -> History:
    """The sections and sources of every period that has results, oldest first.

    The arguments are those of ``evaluate``; tables and map are joined once.

    Raises:
        WatermapError: standard or method are not in force on ``as_of``, or do not go together.
        Cancelled: asked for through ``progress``.
    """
    _hold(measurements, standard, method, as_of)
    wells = underground.wells
    measurements = measurements if wells is None else without_wells(measurements, wells)
    joined = join(measurements, layers, standard=standard, said=said)
    wanted = sorted(set(periods), key=lambda one: (one.begin, one.end))
    found: dict[Period, tuple[SectionResult, ...]] = {}
    for done, period in enumerate(wanted):
        progress.step(done, len(wanted), str(period))
        within = _of_period(measurements, period)
        if within.frame.empty:
            continue
        setting = Setting(standard=standard, method=method, period=period)
        gathered = gather(within, joined.under, period=period)
        settings = (setting, underground.setting(period, as_of) or setting)
        found[period] = _results(gathered, joined.known, settings, said, SILENT).results
    progress.step(len(wanted), len(wanted))
    return History(results=found)


def _hold(measurements: Measurements, standard: Standard, method: Method, as_of: dt.date) -> None:
    validate(measurements.frame)
    Documents(standard=standard, method=method).hold(as_of)
    if method.river is None:
        raise WatermapError(Problem.error("quality.not_for_sections", method=method.title))


def _of_period(measurements: Measurements, period: Period) -> Measurements:
    """The dated rows of a period."""
    dates = measurements.frame[DATE]
    days = {date for date in dates.dropna().unique() if period.contains(date)}
    return replace(measurements, frame=measurements.frame.loc[dates.isin(days)])


def _about_stations(
    measurements: Measurements, layers: Layers, joined: Joined, said: Said
) -> Iterable[Problem]:
    yield from what_is_lacking(measurements, joined.known, layers)
    yield from alike(joined.of_tables)
    yield from waters_said(said.waters, joined.known)
    yield from particulars_said(said.particulars, joined.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Results:
    results: tuple[SectionResult, ...]
    aside: Mapping[str, int]  # manual values set aside, by station


def _results(
    gathered: Gathered,
    known: Sequence[Station],
    settings: tuple[Setting, Setting],
    said: Said,
    progress: Progress,
) -> _Results:
    """``settings``: of surface water, of groundwater."""
    unclear = twice(known)
    results = []
    aside: dict[str, int] = {}
    rule = settings[0].method.automatic_first
    first = rule.indicators if rule else ()
    for done, station in enumerate(known):
        progress.step(done, len(known), station.name)
        samples: Samples = gathered.by_name.get(station.name, {})
        samples = {} if station.name in unclear else samples
        if said.automatic:
            samples, aside[station.name] = automatic_first(samples, first, said.automatic)
        setting = settings[station.groundwater]
        results.append(
            evaluate_section(station, samples, setting=setting, particulars=said.particulars)
        )
    progress.step(len(known), len(known))
    return _Results(results=tuple(results), aside=aside)
