"""The evaluation of a project's wells for one period (GB/T 14848-2017; standards.md 5)."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watermap.errors import Message, Problem, WatermapError
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements, validate
from watermap.harmonise.names.joining import NameMatch
from watermap.harmonise.terms.indicators import load_indicators
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import SectionResult
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.section import evaluate_section
from watermap.quality.documents.methods import Method
from watermap.quality.documents.pairs import Documents
from watermap.quality.documents.standards import Standard
from watermap.quality.groundwater.comparing import UNSAID, OfLayer, classes_of_layer, compared, side
from watermap.quality.groundwater.wells import WellResult, Wells
from watermap.quality.period import Period
from watermap.quality.stations.map_stations import (
    SURFACE,
    WELL_KIND,
    Station,
    match,
    nameless,
    stations,
    twice,
)
from watermap.quality.stations.said import NOTHING, Said
from watermap.quality.stations.samples import Gathered, gather


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnMap:
    """The wells, what else the map has, and what the tables' names mean of it."""

    wells: tuple[Station, ...]
    others: tuple[Station, ...]
    names: NameMatch

    @property
    def shared(self) -> frozenset[str]:
        """Names that a well shares with surface water: whose results they are cannot be told."""
        surface = {one.name for one in self.others if not one.groundwater}
        return frozenset(one.name for one in self.wells if one.name in surface)

    def matched(self) -> dict[str, str]:
        """Name in the tables: well."""
        known = {one.name for one in self.wells} - self.shared
        return {table: name for table, name in self.names.matched.items() if name in known}


def evaluate_wells(
    measurements: Measurements,
    layers: Layers,
    *,
    standard: Standard,
    method: Method,
    period: Period,
    as_of: dt.date,
    base_year: int | None = None,
    said: Said = NOTHING,
    progress: Progress = SILENT,
) -> Wells:
    """Class every well, and hold it against its base year.

    Args:
        measurements: results of any periods; of surface water too, which is left alone.
        layers: wells (with ``water_class`` and ``water_class_base``, where they have them), and
            sections and sources, whose names are not those of wells.
        standard: one for groundwater.
        method: one that goes with it.
        period: which is evaluated.
        as_of: the day whose standards apply; the base year is held against the same ones.
        base_year: of the comparison; None: only the layer tells the class in the base year.
        said: what a person has confirmed of names, and particulars of wells.
        progress: where to report.

    Raises:
        WatermapError: standard or method are not in force on ``as_of``, do not go together, or are
            not for groundwater.
        Cancelled: asked for through ``progress``.
    """
    validate(measurements.frame)
    Documents(standard=standard, method=method).hold(as_of)
    if standard.water != "groundwater":
        raise WatermapError(Problem.error("groundwater.not_for_wells", title=standard.title))
    on_map = _on_map(measurements, layers, said)
    setting = Setting(standard=standard, method=method, period=period)
    gathered = gather(measurements, on_map.matched(), period=period)
    results = _results(on_map, gathered, setting, said, progress)
    bases: Mapping[str, SectionResult] = {}
    if base_year is not None:
        then = replace(setting, period=Period(year=base_year))
        before = gather(measurements, on_map.matched(), period=then.period)
        bases = {one.name: one for one in _results(on_map, before, then, said, SILENT)}
    of_layer = classes_of_layer(layers, period.year, standard.classes)
    wells = tuple(
        _well(one, bases.get(one.name), of_layer.get(one.name, UNSAID), setting) for one in results
    )
    own = on_map.matched()
    elsewhere = {one.name for one in on_map.others}
    return Wells(
        standard=standard.id,
        method=method.id,
        as_of=as_of,
        period=str(period),
        base_year=base_year,
        routine_of=len(standard.of_table(1)),
        wells=wells,
        names=own,
        own_names=frozenset(table for table, name in own.items() if name not in elsewhere),
        problems=(*nameless(layers, (WELL_KIND,)), *gathered.problems(), *_said(setting, wells)),
    )


def _on_map(measurements: Measurements, layers: Layers, said: Said) -> _OnMap:
    """All names are joined at once, so that what means a section is not taken for a well."""
    wells, others = stations(layers, (WELL_KIND,)), stations(layers, SURFACE)
    known = {one.name for one in (*wells, *others)}
    confirmed = {table: name for table, name in said.confirmed.items() if name in known}
    names = match(
        measurements,
        (*others, *wells),
        said=replace(said, confirmed=confirmed),
        layers=layers,
    )
    return _OnMap(wells=wells, others=others, names=names)


def _results(
    on_map: _OnMap, gathered: Gathered, setting: Setting, said: Said, progress: Progress
) -> list[SectionResult]:
    unclear = twice(on_map.wells)
    found = []
    for done, station in enumerate(on_map.wells):
        progress.step(done, len(on_map.wells), station.name)
        samples = {} if station.name in unclear else gathered.by_name.get(station.name, {})
        result = evaluate_section(station, samples, setting=setting, particulars=said.particulars)
        if station.name in unclear:
            unsure = Message.of("groundwater.name_twice", name=station.name)
            result = replace(result, why=(*result.why, unsure))
        if station.name in on_map.shared:
            unsure = Message.of("groundwater.name_of_surface_water", name=station.name)
            result = replace(result, why=(*result.why, unsure))
        found.append(result)
    progress.step(len(on_map.wells), len(on_map.wells))
    return found


def _well(
    result: SectionResult, then: SectionResult | None, of_layer: OfLayer, setting: Setting
) -> WellResult:
    routine = set(setting.standard.of_table(1))
    classed = [one.id for one in result.indicators if one.counts and one.water_class is not None]
    now, base = side(result, of_layer.now), side(then, of_layer.base)
    trend, why = compared(now, base)
    return WellResult(
        result=result,
        routine=sum(name in routine for name in classed),
        further=sum(name not in routine for name in classed),
        now=now.water_class,
        base=base.water_class,
        now_from=now.origin,
        base_from=base.origin,
        trend=trend,
        why=(*why, *_nuclides(result, setting)),
    )


def _nuclides(result: SectionResult, setting: Setting) -> Iterator[Message]:
    """Radioactivity above its guide value: what it comes from has to be analysed (5.1, groups)."""
    for one in result.indicators:
        for row in setting.standard.limits_for(one.id, "unknown"):
            if row.beyond != setting.standard.beyond and one.water_class == row.beyond:
                title = load_indicators()[one.id].title
                yield Message.of("groundwater.nuclides", indicator=title)


def _said(setting: Setting, wells: Sequence[WellResult]) -> Iterator[Problem]:
    """Which documents were not compared with their text, how values were compared, who has none."""
    for document in (setting.standard, setting.method):
        if not document.verified:
            yield Problem.note(
                "quality.unverified", title=document.title, citation=document.citation
            )
    if not setting.method.rounding.decimals:
        yield Problem.note("groundwater.not_rounded", title=setting.method.title)
    if not wells:
        yield Problem.warning("groundwater.no_wells")
    without = sum(one.result.state == "no_data" for one in wells)
    if without:
        yield Problem.note("groundwater.without_results", count=without, period=str(setting.period))
