"""The whole evaluation of a project for one period."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from watermap.errors import Problem, WatermapError
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements, validate
from watermap.harmonise.names.joining import NameMatch
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment, SectionResult, WaterBody
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.river import evaluate_group, evaluate_rivers
from watermap.quality.classing.section import evaluate_section
from watermap.quality.documents.dated import hold_in_force
from watermap.quality.documents.methods import Method
from watermap.quality.documents.plan import Plan
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period
from watermap.quality.remarks import (
    documents_said,
    explained,
    names_said,
    plan_said,
    waters_said,
    what_is_lacking,
)
from watermap.quality.stations.map_stations import (
    SECTION_KIND,
    Station,
    match,
    nameless,
    stations,
    twice,
)
from watermap.quality.stations.places_said import places_said
from watermap.quality.stations.said import NOTHING, Said
from watermap.quality.stations.samples import Gathered, gather
from watermap.quality.stations.table_stations import alike, stations_of_tables
from watermap.quality.targets.targets import Ground, evaluate_targets


def evaluate(
    measurements: Measurements,
    layers: Layers,
    *,
    standard: Standard,
    method: Method,
    period: Period,
    as_of: dt.date,
    plan: Plan | None = None,
    said: Said = NOTHING,
    progress: Progress = SILENT,
) -> Assessment:
    """Class every section and source, every river, and hold the plan's targets against them.

    Args:
        measurements: results of any periods; those outside ``period`` are not looked at.
        layers: sections (names, rivers, water bodies, targets), sources, and what targets need.
        standard: limits.
        method: indicators, rounding, averaging, minimum counts.
        period: month, quarter, half-year, year or a run of months.
        as_of: the day whose standards apply.
        plan: targets by year; None: none. Those of the period's year are held against it.
        said: what a person has confirmed of names and waters.
        progress: where to report.

    Raises:
        WatermapError: standard or method are not in force on ``as_of``, or do not go together.
        Cancelled: asked for through ``progress``.
    """
    validate(measurements.frame)
    hold_in_force(standard, as_of)
    hold_in_force(method, as_of)
    if standard.id not in method.standards:
        raise WatermapError(
            Problem.error("quality.not_for_standard", method=method.title, standard=standard.title)
        )
    on_map = stations(layers)
    names = match(measurements, on_map, said=said, layers=layers)
    of_tables = _without_layer(measurements, layers, names, standard=standard, waters=said.waters)
    known = (*of_tables.stations, *on_map)
    names = replace(names, unmatched_table=of_tables.left)
    under = {**names.matched, **of_tables.under}
    gathered = gather(measurements, under, period=period)
    setting = Setting(standard=standard, method=method, period=period)
    results = _results(gathered, known, setting, progress)
    sections = tuple(one for one in results if one.kind == SECTION_KIND)
    sources = tuple(one for one in results if one.kind != SECTION_KIND)
    ground = Ground(sections=sections, sources=sources, layers=layers, period=period)
    problems = [
        *documents_said(setting, as_of),
        *what_is_lacking(measurements, known, layers),
        *alike(of_tables.stations),
        *waters_said(said.waters, known),
        *gathered.problems(),
        *names_said(names),
        *places_said(measurements, names, on_map, layers),
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
        names=names,
        problems=tuple(problems),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfTables:
    """Sections that the tables alone know."""

    stations: tuple[Station, ...] = ()
    under: Mapping[str, str] = field(default_factory=dict)  # name in the tables: station
    left: tuple[str, ...] = ()  # names in the tables that belong to nothing


def _without_layer(
    measurements: Measurements,
    layers: Layers,
    names: NameMatch,
    *,
    standard: Standard,
    waters: Mapping[str, WaterBody],
) -> _OfTables:
    """Where no layer has sections, the tables' own names are sections without a place.

    Names that were refused (several sources fit, code and name contradict) stay left over.
    """
    if any(one.kind == SECTION_KIND for one in stations(layers)) or nameless(layers):
        return _OfTables(left=names.unmatched_table)
    refused = explained(names)
    free = [name for name in names.unmatched_table if name not in refused]
    found, under = stations_of_tables(measurements, free, standard=standard, waters=waters)
    left = tuple(name for name in names.unmatched_table if name in refused)
    return _OfTables(stations=found, under=under, left=left)


def _results(
    gathered: Gathered, known: Sequence[Station], setting: Setting, progress: Progress
) -> list[SectionResult]:
    unclear = twice(known)
    results = []
    for done, station in enumerate(known):
        progress.step(done, len(known), station.name)
        samples = {} if station.name in unclear else gathered.by_name.get(station.name, {})
        results.append(evaluate_section(station, samples, setting=setting))
    progress.step(len(known), len(known))
    return results
