"""May it stand here: one site or many, how firm the answer is, and the way out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import SiteCheck
from watermap.checks.law.rules import known_rules
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.batch import Answered, check_sites
from watermap.checks.siting.doubts import DOUBTS, firmness
from watermap.checks.siting.held import Held
from watermap.checks.siting.site_check import Ready, check_ready, make_ready
from watermap.checks.siting.spread import check_spread
from watermap.checks.siting.way_out import known_search, way_out
from watermap.progress import SILENT, Progress
from watermap.workspace.folder import RULES_FOLDER
from watermap.workspace.opened import Opened
from watermap.workspace.staying import at_hand, with_whole_counts


def check(
    opened: Opened, site: Site, *, circumstances: Circumstances, progress: Progress = SILENT
) -> SiteCheck:
    """Hold a proposed project against all rules of the day and all layers of the project.

    Raises:
        WatermapError: the site has no usable geometry, or a layer that stays in a database cannot
            be asked there.
        Cancelled: asked for through ``progress``.
    """
    opened = at_hand(opened, [site.geometry], circumstances=circumstances, progress=progress)
    answer = check_ready(site, _ready(opened, circumstances), progress=progress)
    return _told(answer, opened)


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
    shapes = [site.geometry for site in sites]
    opened = at_hand(opened, shapes, circumstances=circumstances, progress=progress)
    answered = check_sites(sites, _ready(opened, circumstances), progress=progress)
    yield from _with_doubts(opened, answered)


def check_many_spread(
    opened: Opened,
    sites: Sequence[Site],
    *,
    circumstances: Circumstances,
    scheduler: str | None,
    progress: Progress = SILENT,
) -> Iterator[Answered]:
    """The answers of ``check_many``, made on a Dask cluster.

    Args:
        opened: the project.
        sites: as many as there are.
        circumstances: day, distances, tolerances.
        scheduler: its address; None: a cluster on this computer, for as long as it takes.
        progress: one step several times a second.

    Raises:
        WatermapError: no cluster can be had, a worker is another watermap, or one has died.
        Cancelled: asked for through ``progress``.
    """
    shapes = [site.geometry for site in sites]
    opened = at_hand(opened, shapes, circumstances=circumstances, progress=progress)
    held = _held(opened, circumstances)
    spread = check_spread(sites, held, address=scheduler, progress=progress)
    yield from _with_doubts(opened, spread)


def _with_doubts(opened: Opened, answered: Iterable[Answered]) -> Iterator[Answered]:
    for one in answered:
        yield one if one.check is None else replace(one, check=_told(one.check, opened))


def _told(answer: SiteCheck, opened: Opened) -> SiteCheck:
    """The answer with what has to be said of the layers."""
    doubted = replace(answer, problems=opened.doubts_of_layers() + answer.problems)
    return with_whole_counts(doubted, opened.layers)


def _ready(opened: Opened, circumstances: Circumstances) -> Ready:
    area = opened.study_area()
    return make_ready(
        opened.layers,
        rules=known_rules(opened.folder / RULES_FOLDER),
        kinds=opened.kinds,
        circumstances=circumstances,
        study_area=None if area is None else area.geometry.union_all(),
    )


def _held(opened: Opened, circumstances: Circumstances) -> Held:
    area = opened.study_area()
    return Held(
        layers=opened.layers,
        rules=known_rules(opened.folder / RULES_FOLDER),
        kinds=opened.kinds,
        circumstances=circumstances,
        study_area=None if area is None else area.geometry.union_all(),
    )


def places_of_doubt(site: Site) -> list[BaseGeometry]:
    """A site where it is, and wherever else firmness asks what there would be."""
    if site.geometry.is_empty:
        return [site.geometry]
    moved = [move(site.geometry) for move in DOUBTS.values()]
    return [site.geometry, *(one for one in moved if one is not None)]


def farthest_search_m(search_m: float | None) -> float:
    """How far a way out is looked for; None: as way_out.toml says."""
    return known_search().search_radius_m if search_m is None else search_m


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
    search = known_search()
    if search_m is not None:
        search = search.model_copy(update={"search_radius_m": search_m})
    opened = at_hand(
        opened,
        places_of_doubt(answer.site),
        circumstances=circumstances,
        search_m=farthest_search_m(search_m),
        progress=progress,
    )
    held = _held(opened, circumstances)
    progress.step(0, 2)
    firm = firmness(answer, held)
    progress.step(1, 2)
    way = way_out(answer, held, search=search)
    progress.step(2, 2)
    return replace(answer, firmness=firm, way_out=way)
