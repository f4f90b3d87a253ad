"""``watermap around``: what lies around the drinking-water sources."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from rich.table import Table

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Around
from watermap.checks.sources.raster_rings import RasterRings
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.params import Kilometres, Radii
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.cli.words import word
from watermap.export.around_map import AroundContent
from watermap.export.around_page import around_writers
from watermap.export.records import around_record
from watermap.export.sheets_rasters import raster_sheets
from watermap.export.sheets_source_areas import source_areas_sheet
from watermap.export.sheets_upstream import upstream_sheets
from watermap.figures import figure, hectares
from watermap.language import Language
from watermap.workspace.answers import (
    RINGS_M,
    UPSTREAM_M,
    what_lies_around,
    what_lies_upstream,
    what_protection_areas_hold,
    what_rasters_say,
)


@command("around")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--source", "sources", multiple=True, help="Name of a source; default: all.")
@click.option("--rings", "rings_m", type=Radii(), default=RINGS_M, help="Radii in metres.")
@click.option(
    "--upstream-km",
    "upstream_m",
    type=Kilometres(),
    default=UPSTREAM_M,
    help="Distances along the water above each source.",
)
@click.option(
    "--raster",
    "rasters",
    multiple=True,
    type=click.Path(path_type=Path),
    help="GeoTIFF counted in each ring: population, land cover, height.",
)
def around_command(
    session: Session,
    *,
    project: Path,
    sources: tuple[str, ...],
    rings_m: tuple[float, ...],
    upstream_m: tuple[float, ...],
    rasters: tuple[Path, ...],
) -> None:
    """List what lies around each drinking-water source, and along the water above it."""
    ready = opened(session, project)
    with session.progress() as progress:
        result = what_lies_around(
            ready, sources=sources or None, rings_m=rings_m, progress=progress
        )
        areas = what_protection_areas_hold(ready, sources=sources or None)
        told = what_rasters_say(
            ready, rasters, sources=sources or None, rings_m=rings_m, progress=progress
        )
    above = what_lies_upstream(ready, [one.source for one in result.sources], within_m=upstream_m)
    of_rasters = (problem for one in told for problem in one.problems)
    session.complain((*result.problems, *above.problems, *of_rasters))
    content = AroundContent(
        around=result,
        areas=areas,
        rasters=told,
        upstream=above,
        title=ready.project.title,
        layers=ready.layers,
        kinds=ready.kinds,
    )
    write_out(session, around_writers(content, language=session.language))
    record = around_record(
        result, language=session.language, rasters=told, areas=areas, upstream=above
    )
    held = source_areas_sheet(areas, language=session.language, kinds=ready.kinds)
    tables = [*_tables(result, ready.kinds, session.language)]
    waters = upstream_sheets(above, result.sources, language=session.language, kinds=ready.kinds)
    tables += [sheet_table(held), *map(sheet_table, waters)]
    tables += _of_rasters(told, session.language)
    session.answer(record, tables)


def _of_rasters(told: Sequence[RasterRings], language: Language) -> Iterator[object]:
    if told:
        yield from (sheet_table(sheet) for sheet in raster_sheets(told, language=language))


def _tables(result: Around, kinds: Mapping[str, Kind], language: Language) -> Iterator[object]:
    table = Table()
    for name in ("source", "radius", "kind", "count", "nearest", "area"):
        table.add_column(word(name, language))
    for source in result.sources:
        for ring in source.rings:
            for group in ring.kinds:
                nearest_m = min((one.distance_m for one in group.neighbours), default=None)
                area_m2 = group.overlap_m2
                table.add_row(
                    source.source.name or "—",
                    figure(ring.radius_m, 0),
                    kinds[group.kind].title.of(language),
                    str(len(group.neighbours)),
                    figure(nearest_m, 0),
                    figure(None if area_m2 is None else hectares(area_m2), 2),
                )
    yield table
