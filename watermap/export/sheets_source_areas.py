"""The tab on what lies in the protection areas of each source."""

from collections.abc import Sequence

from watermap.checks.sources.source_areas import SourceAreas
from watermap.export.sheets import Column, Sheet
from watermap.export.shown import DECIMALS
from watermap.export.titles import Kinds, kind_title, level_title
from watermap.export.words import word
from watermap.language import Language

AREA_KIND = "protection_area"


def source_areas_sheet(found: Sequence[SourceAreas], *, language: Language, kinds: Kinds) -> Sheet:
    """One row for each kind in each protection area."""
    columns = (
        Column(title=word("source", language), width=24),
        Column(title=word("source_areas_area", language), width=28),
        Column(title=word("level", language), width=14),
        _number("source_areas_area_m2", DECIMALS["m2"], language),
        Column(title=word("kind", language), width=22),
        Column(title=word("count", language), type="integer", width=10),
        _number("source_areas_overlap_m2", DECIMALS["m2"], language),
        _number("source_areas_share_pct", DECIMALS["percent"], language),
        _number("source_areas_length_m", DECIMALS["m"], language),
    )
    rows = tuple(
        (
            one.source.name or word("no_name", language),
            area.area.name or area.area.id,
            level_title(AREA_KIND, area.area, kinds, language),
            area.area_m2,
            kind_title(content.kind, kinds, language),
            len(content.features),
            content.overlap_m2,
            content.share_pct,
            content.length_m,
        )
        for one in found
        for area in one.areas
        for content in area.contents
    )
    return Sheet(name=word("source_areas_tab", language), columns=columns, rows=rows)


def _number(name: str, decimals: int, language: Language) -> Column:
    return Column(title=word(name, language), type="number", decimals=decimals, width=16)
