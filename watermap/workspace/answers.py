"""The three questions put to an open project: how does it stand, what lies around, may it stand."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from watermap.checks.around import around
from watermap.checks.batch import Answered, check_sites
from watermap.checks.cleanup import clean_up
from watermap.checks.cleanup_findings import Cleanup
from watermap.checks.doubts import firmness
from watermap.checks.findings import Around, SiteCheck
from watermap.checks.held import Held
from watermap.checks.raster_rings import RasterRings, raster_rings
from watermap.checks.rules import known_rules
from watermap.checks.site import Circumstances, Site
from watermap.checks.site_check import Ready, check_ready, make_ready
from watermap.checks.source_areas import SourceAreas, source_areas
from watermap.checks.way_out import known_search, way_out
from watermap.errors import Problem, WatermapError
from watermap.harmonise.measurements import DATE
from watermap.language import Text
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.documents.pairs import Documents
from watermap.quality.evaluate import evaluate
from watermap.quality.groundwater.evaluate_wells import evaluate_wells
from watermap.quality.groundwater.underground import Underground
from watermap.quality.period import Period
from watermap.quality.standing.changes import with_change
from watermap.quality.standing.material import Material
from watermap.quality.standing.standing import Standing, stand as quality_stand
from watermap.reading.reader import Reader
from watermap.workspace.opened import Opened, nearest
from watermap.workspace.rasters import raster_of

RINGS_M = (500.0, 1000.0, 5000.0)
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
    progress: Progress = SILENT,
) -> Standing:
    """Everything that follows from an evaluation of the project, and of the months beside it.

    Args:
        opened: the project.
        assessment: of any of its periods.
        every: into what the calendar of classes divides time.
        progress: where to report.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    period = opened.project.period_of(assessment.period)
    material = _material(opened, period, assessment.standard, assessment.method, assessment.as_of)
    return quality_stand(assessment, material, every=every, progress=progress)


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


def _parts(year: int, opened: Opened) -> Iterator[Period]:
    yield Period(year=year)
    for width in (6, 3):
        for first in range(1, 13, width):
            yield Period(year=year, first=first, last=first + width - 1)
    for season in opened.project.seasons:
        yield Period.in_season(year, season, opened.project.seasons)
    for month in range(1, 13):
        yield Period(year=year, first=month, last=month)


def what_lies_around(
    opened: Opened,
    *,
    sources: Sequence[str] | None = None,
    rings_m: Sequence[float] = RINGS_M,
    progress: Progress = SILENT,
) -> Around:
    """What lies in rings around the drinking-water sources (all, or those named)."""
    answer = around(
        opened.layers, sources=sources, rings_m=rings_m, kinds=opened.kinds, progress=progress
    )
    return replace(answer, problems=opened.doubts_of_layers() + answer.problems)


def what_protection_areas_hold(
    opened: Opened, *, sources: Sequence[str] | None = None
) -> tuple[SourceAreas, ...]:
    """What lies in the protection areas of the sources (all, or those named)."""
    return source_areas(opened.layers, sources=sources, kinds=opened.kinds)


def what_rasters_say(
    opened: Opened,
    files: Sequence[Path],
    *,
    sources: Sequence[str] | None = None,
    rings_m: Sequence[float] = RINGS_M,
    progress: Progress = SILENT,
) -> tuple[RasterRings, ...]:
    """What rasters say in rings around the sources: population, land cover, height.

    Args:
        opened: the project.
        files: GeoTIFFs.
        sources: names of sources; None: all.
        rings_m: radii in metres.
        progress: one step a source.

    Raises:
        WatermapError: a file is no raster, or cannot be used as one.
        Cancelled: asked for through ``progress``.
    """
    with Reader() as reader:
        return tuple(
            raster_rings(
                raster_of(file, reader=reader, progress=progress),
                opened.layers,
                sources=sources,
                rings_m=rings_m,
                kinds=opened.kinds,
                progress=progress,
            )
            for file in files
        )


def what_to_clean_up(
    opened: Opened,
    *,
    as_of: dt.date,
    rings_m: Sequence[float] = RINGS_M,
    progress: Progress = SILENT,
) -> Cleanup:
    """Which existing things stand in protection areas, red lines and rings around sources."""
    answer = clean_up(
        opened.layers, kinds=opened.kinds, as_of=as_of, rings_m=rings_m, progress=progress
    )
    return replace(answer, problems=opened.doubts_of_layers() + answer.problems)


def check(
    opened: Opened, site: Site, *, circumstances: Circumstances, progress: Progress = SILENT
) -> SiteCheck:
    """Hold a proposed project against all rules of the day and all layers of the project."""
    answer = check_ready(site, _ready(opened, circumstances), progress=progress)
    return replace(answer, problems=opened.doubts_of_layers() + answer.problems)


def check_many(
    opened: Opened,
    sites: Sequence[Site],
    *,
    circumstances: Circumstances,
    progress: Progress = SILENT,
) -> Iterator[Answered]:
    """Hold many sites against all rules and layers, each with the answer of ``check``.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    doubts = opened.doubts_of_layers()
    for one in check_sites(sites, _ready(opened, circumstances), progress=progress):
        if one.check is None:
            yield one
        else:
            yield replace(one, check=replace(one.check, problems=doubts + one.check.problems))


def _ready(opened: Opened, circumstances: Circumstances) -> Ready:
    area = opened.study_area()
    return make_ready(
        opened.layers,
        rules=known_rules(opened.folder / "rules"),
        kinds=opened.kinds,
        circumstances=circumstances,
        study_area=None if area is None else area.geometry.union_all(),
    )


def advised(
    opened: Opened,
    answer: SiteCheck,
    *,
    circumstances: Circumstances,
    search_m: float | None = None,
    progress: Progress = SILENT,
) -> SiteCheck:
    """A check of the project with how firm its verdict is, and the way out of its conflicts.

    Args:
        opened: the project.
        answer: of ``check``, in the same circumstances.
        circumstances: day, distances, tolerances.
        search_m: the farthest move that is looked for; None: as way_out.toml says.
        progress: one step for either.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    area = opened.study_area()
    held = Held(
        layers=opened.layers,
        rules=known_rules(opened.folder / "rules"),
        kinds=opened.kinds,
        circumstances=circumstances,
        study_area=None if area is None else area.geometry.union_all(),
    )
    search = known_search()
    if search_m is not None:
        search = search.model_copy(update={"search_radius_m": search_m})
    progress.step(0, 2)
    firm = firmness(answer, held)
    progress.step(1, 2)
    way = way_out(answer, held, search=search)
    progress.step(2, 2)
    return replace(answer, firmness=firm, way_out=way)


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
