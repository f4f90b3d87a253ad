"""Proposed sites from files: a layer of sites with their details, or a corner table."""

from pathlib import Path
from typing import Any, cast

from watermap.catalogue.load import known_kinds
from watermap.checks.site import Site, Work
from watermap.checks.site_input import site_from_corners
from watermap.errors import Problem, WatermapError
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.layer import Layer
from watermap.reading.reader import Reader
from watermap.workspace.opened import pick_layer

KIND = "proposed_site"


def sites_of_file(path: Path, *, reader: Reader, crs: int | None) -> tuple[Site, ...]:
    """All sites of a vector file, or the one of a corner table.

    Args:
        path: a vector file, or a text file or workbook with corners.
        reader: opens it.
        crs: EPSG, where the file does not say it.

    Raises:
        WatermapError: the file cannot be used, its place is not known, or it holds no site.
    """
    raw = reader.read(path)
    if not raw.layers and raw.tables:
        return sites_of_corners(path, reader=reader, crs=crs)
    layer = harmonise_layer(pick_layer(raw, None), known_kinds()[KIND], crs=crs)
    sites = tuple(
        _site(layer, record, path)
        for record, geometry in layer.frame.geometry.items()
        if geometry is not None and not geometry.is_empty
    )
    if not sites:
        raise WatermapError(Problem.error("workspace.no_site", file=path.name))
    return sites


def sites_of_corners(path: Path, *, reader: Reader, crs: int | None) -> tuple[Site, ...]:
    """The site of a corner table (拐点表); X is north, Y is east.

    Raises:
        WatermapError: there is no table, or its corners cannot be used.
    """
    raw = reader.read(path)
    if not raw.tables:
        raise WatermapError(Problem.error("workspace.no_table", file=path.name))
    return (site_from_corners(raw.tables[0], crs),)


def _site(layer: Layer, record: Any, path: Path) -> Site:  # noqa: ANN401  (an index label)
    values = {
        name: None if value != value or value == "" else value  # noqa: PLR0124  (NaN)
        for name, value in layer.frame.loc[record].drop("geometry").items()
    }
    return Site(
        geometry=layer.frame.geometry.loc[record],
        name=values.get("name"),
        industry=values.get("industry"),
        work=cast(Work | None, values.get("work")),
        discharges=values.get("discharges"),
        source=path.name,
    )
