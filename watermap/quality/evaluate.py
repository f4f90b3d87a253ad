"""The whole evaluation of a project for one period."""

import datetime as dt
from collections.abc import Mapping, Sequence

from watermap.errors import Problem
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements, validate
from watermap.harmonise.names import NameMatch
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment, SectionResult
from watermap.quality.dated import hold_in_force
from watermap.quality.indicator import Setting
from watermap.quality.methods import Method
from watermap.quality.period import Period
from watermap.quality.plan import Plan
from watermap.quality.river import evaluate_group, evaluate_rivers
from watermap.quality.section import evaluate_section
from watermap.quality.standards import Standard
from watermap.quality.stations import (
    SECTION_KIND,
    Station,
    match,
    samples_by_station,
    stations,
)
from watermap.quality.targets import Ground, evaluate_targets


def evaluate(
    measurements: Measurements,
    layers: Layers,
    *,
    standard: Standard,
    method: Method,
    period: Period,
    as_of: dt.date,
    plan: Plan | None = None,
    confirmed: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> Assessment:
    """Class every section and source, every river, and hold the plan's targets against them.

    Args:
        measurements: results of any periods; those outside ``period`` are not looked at.
        layers: sections (names, rivers, water bodies, targets), sources, and what targets need.
        standard: limits.
        method: indicators, rounding, averaging, minimum counts.
        period: month, quarter or year.
        as_of: the day whose standards apply.
        plan: targets by year; None: none. They are held against whole years only.
        confirmed: name in the tables: name on the map.
        progress: where to report.

    Raises:
        WatermapError: the standard is not in force on ``as_of``.
        Cancelled: asked for through ``progress``.
    """
    validate(measurements.frame)
    hold_in_force(standard, as_of)
    known = stations(layers)
    names = match(measurements, known, confirmed=confirmed or {})
    setting = Setting(standard=standard, method=method, period=period)
    results = _results(measurements, known, names, setting, progress)
    sections = tuple(one for one in results if one.kind == SECTION_KIND)
    sources = tuple(one for one in results if one.kind != SECTION_KIND)
    ground = Ground(sections=sections, sources=sources, layers=layers, year=period.year)
    return Assessment(
        standard=standard.id,
        method=method.id,
        as_of=as_of,
        period=str(period),
        sections=sections,
        sources=sources,
        rivers=evaluate_rivers(sections, setting=setting),
        overall=evaluate_group("", sections, setting=setting),
        targets=evaluate_targets(plan, ground) if plan and period.span == "year" else (),
        names=names,
        problems=_problems(measurements, known, names, plan, period),
    )


def _results(
    measurements: Measurements,
    known: Sequence[Station],
    names: NameMatch,
    setting: Setting,
    progress: Progress,
) -> list[SectionResult]:
    samples = samples_by_station(measurements, names)
    results = []
    for done, station in enumerate(known):
        progress.step(done, len(known), station.name)
        results.append(evaluate_section(station, samples.get(station.name, {}), setting=setting))
    progress.step(len(known), len(known))
    return results


def _problems(
    measurements: Measurements,
    known: Sequence[Station],
    names: NameMatch,
    plan: Plan | None,
    period: Period,
) -> tuple[Problem, ...]:
    found = []
    if not any(one.kind == SECTION_KIND for one in known):
        found.append(Problem.warning("quality.no_sections"))
    if measurements.frame.empty:
        found.append(Problem.warning("quality.no_measurements"))
    for name in names.unmatched_table:
        near = [one.layer for one in names.suggestions if one.table == name]
        found.append(
            Problem.warning("quality.unmatched_table", name=name, near="、".join(near) or "—")
        )
    found += [
        Problem.warning("quality.unmatched_layer", name=name) for name in names.unmatched_layer
    ]
    found += names.problems
    if plan is not None and period.span == "year" and not _years(plan, period):
        years = sorted({year for target in plan.targets for year in target.by_year})
        found.append(
            Problem.note(
                "quality.no_target_year",
                year=period.year,
                years="、".join(str(year) for year in years),
            )
        )
    return tuple(found)


def _years(plan: Plan, period: Period) -> bool:
    """Whether the plan has any target for the period's year."""
    return any(period.year in target.by_year for target in plan.targets)
