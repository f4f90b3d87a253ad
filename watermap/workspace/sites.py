"""Proposed sites from files: every shape of a layer with its details, or a corner table."""

from pathlib import Path

from watermap.checks.site import Site
from watermap.checks.siting.site_input import read_site, sites_from_layer
from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.reader import Reader
from watermap.workspace.table_layers import layer_in


def sites_of_file(
    path: Path, *, reader: Reader, crs: int | None, progress: Progress = SILENT
) -> tuple[Site, ...]:
    """All sites of a vector file, or the one of a corner table (拐点表: X north, Y east).

    Args:
        path: a vector file, or a text file or workbook with corners.
        reader: opens it.
        crs: EPSG, where the file does not say it.
        progress: where to report, and be cancelled.

    Raises:
        WatermapError: the file cannot be used, its place is not known, or it holds no site.
    """
    raw = reader.read(path, progress=progress)
    if not raw.layers:
        return (read_site(raw, crs=crs),)
    sites = sites_from_layer(layer_in(raw, None), crs)
    if not sites:
        raise WatermapError(Problem.error("workspace.no_site", file=path.name))
    return sites


def the_one(sites: tuple[Site, ...], path: Path) -> Site:
    """The only site of a file.

    Raises:
        WatermapError: there are several.
    """
    if len(sites) > 1:
        raise WatermapError(
            Problem.error("workspace.several_sites", file=path.name, found=len(sites))
        )
    return sites[0]
