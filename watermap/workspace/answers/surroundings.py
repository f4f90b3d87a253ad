"""What lies around the sources: in rings, in protection areas, in rasters; what to clean up."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from watermap.checks.cleanup.cleanup import clean_up
from watermap.checks.cleanup.findings import Cleanup
from watermap.checks.findings import Around
from watermap.checks.sources.around import around
from watermap.checks.sources.raster_rings import RasterRings, raster_rings
from watermap.checks.sources.source_areas import SourceAreas, source_areas
from watermap.progress import SILENT, Progress
from watermap.reading.reader import Reader
from watermap.workspace.answers.along_rivers import along_rivers
from watermap.workspace.opened import Opened
from watermap.workspace.rasters import raster_of

RINGS_M = (500.0, 1000.0, 5000.0)


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
    """Which existing things stand in protection areas, red lines and rings around sources.

    How they lie to the intakes is told along the project's rivers, where it has them.

    Raises:
        WatermapError: a radius or the project's file of repairs cannot be used.
        Cancelled: asked for through ``progress``.
    """
    rivers, said = along_rivers(opened)
    answer = clean_up(
        opened.layers,
        kinds=opened.kinds,
        as_of=as_of,
        rings_m=rings_m,
        rivers=rivers,
        progress=progress,
    )
    return replace(answer, problems=opened.doubts_of_layers() + answer.problems + said)
