"""May it stand here: one site or many, how firm the answer is, and the way out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watermap.checks.findings import SiteCheck
from watermap.checks.law.rules import known_rules
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.batch import Answered, check_sites
from watermap.checks.siting.doubts import firmness
from watermap.checks.siting.held import Held
from watermap.checks.siting.site_check import Ready, check_ready, make_ready
from watermap.checks.siting.way_out import known_search, way_out
from watermap.progress import SILENT, Progress
from watermap.workspace.folder import RULES_FOLDER
from watermap.workspace.opened import Opened


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
        rules=known_rules(opened.folder / RULES_FOLDER),
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
        rules=known_rules(opened.folder / RULES_FOLDER),
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
