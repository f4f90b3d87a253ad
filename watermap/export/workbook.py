"""Answers as Excel workbooks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Around
from watermap.checks.siting.candidates import Candidates
from watermap.checks.sources.raster_rings import RasterRings
from watermap.checks.sources.source_areas import SourceAreas
from watermap.errors import Problem
from watermap.export.sheets import SheetPicture, write_sheets
from watermap.export.sheets_around import around_sheets
from watermap.export.sheets_assessment import assessment_sheets
from watermap.export.sheets_rasters import raster_sheets
from watermap.export.sheets_siting import candidate_sheets
from watermap.export.sheets_source_areas import source_areas_sheet
from watermap.export.sheets_upstream import upstream_sheets
from watermap.export.standing.sheets import standing_sheets, unlike
from watermap.export.words import word
from watermap.language import Language
from watermap.network.upstream import Upstream
from watermap.quality.assessment import Assessment
from watermap.quality.standing.standing import Standing


def write_assessment(
    assessment: Assessment,
    path: Path,
    *,
    language: Language,
    standing: Standing | None = None,
) -> tuple[Problem, ...]:
    """Write an assessment as .xlsx: overall, rivers, sections, indicators, targets, data, method.

    Args:
        assessment: the answer.
        path: where to write.
        language: of headers and sentences.
        standing: what follows from the assessment, a tab a table; None: nothing of it.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = assessment_sheets(assessment, language=language)
    if standing is not None:
        sheets = unlike((*sheets, *standing_sheets(standing, language=language)))
    title = word("assessment_title", language, period=assessment.period)
    return write_sheets(sheets, path, title=title)


def write_candidates(
    candidates: Candidates,
    path: Path,
    *,
    language: Language,
    kinds: Mapping[str, Kind],
    picture: SheetPicture | None = None,
) -> tuple[Problem, ...]:
    """Write sites side by side as .xlsx: comparison, themes, findings, ways out, firmness.

    Args:
        candidates: the answer.
        path: where to write.
        language: of headers and sentences.
        kinds: for the titles of kinds.
        picture: the map of all sites; None: no map in the workbook.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = candidate_sheets(candidates, language=language, kinds=kinds)
    return write_sheets(
        sheets, path, title=word("siting_candidates_title", language), picture=picture
    )


def write_around(
    around: Around,
    path: Path,
    *,
    language: Language,
    kinds: Mapping[str, Kind],
    rasters: Sequence[RasterRings] = (),
    areas: Sequence[SourceAreas] = (),
    upstream: Upstream | None = None,
) -> tuple[Problem, ...]:
    """Write what lies around the sources as .xlsx: summary, every feature, data, method.

    Args:
        around: the answer.
        path: where to write.
        language: of headers and sentences.
        kinds: for the titles of kinds.
        rasters: what rasters say in the same rings.
        areas: what lies in the sources' protection areas.
        upstream: the water above the sources; None: not asked for.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written, or a sheet would be too long.
    """
    sheets = around_sheets(around, language=language, kinds=kinds)
    if areas:
        held = source_areas_sheet(areas, language=language, kinds=kinds)
        sheets = (*sheets[:2], held, *sheets[2:])
    if upstream is not None:
        above = upstream_sheets(upstream, around.sources, language=language, kinds=kinds)
        sheets = (*sheets[:2], *above, *sheets[2:])
    if rasters:
        sheets = (*sheets[:2], *raster_sheets(rasters, language=language), *sheets[2:])
    return write_sheets(sheets, path, title=word("around_title", language))
