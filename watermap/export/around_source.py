"""What lies around one source: its map, rings and protection areas, counts, areas, the nearest."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from watermap.checks.findings import Neighbour, Ring, RingKind, SourceRings
from watermap.checks.sources.source_areas import AreaContent, By, SourceArea
from watermap.export.around_map import AroundContent
from watermap.export.blocks import Block, Cell, Figure, Grid, Heading, Paragraph
from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.sheets_rasters import raster_sheets
from watermap.export.shown import MISSING, bearing, cell_text, listed, metres, percent, shown
from watermap.export.titles import kind_title, level_title
from watermap.export.upstream_blocks import upstream_blocks
from watermap.export.words import word
from watermap.figures import figure, hectares
from watermap.language import Language

AREA_KIND = "protection_area"
_RING_CM = (3.5, 1.6, 2.7, 2.5, 1.8, 2.0, 2.9)
_AREA_CM = (4.6, 1.8, 3.6, 3.2, 3.8)
_PAGE_CM, _FILE_CM = 17.0, 3.0
_FOUND_BY: Mapping[By, str] = {"name": "around_by_name", "place": "around_by_place"}
_SOURCE_COLUMN = 1  # of the tables of rasters


def source_blocks(
    content: AroundContent, source: SourceRings, number: int, picture: Path, language: Language
) -> Iterator[Block]:
    """What is said of one source.

    Args:
        content: of all sources.
        source: this one.
        number: its place among them, from 1.
        picture: its map.
        language: of all words.
    """
    name = source.source.name or word("no_name", language)
    yield Heading(text=word("siting_numbered", language, number=number, called=name))
    yield Paragraph(text=_where_from(source, language), small=True, keep=True)
    yield Figure(path=picture, caption=word("around_caption", language, number=number, source=name))
    yield Heading(text=word("around_rings_heading", language))
    for ring in source.rings:
        yield from _ring(content, ring, language)
    yield from _not_checked(content, language)
    yield from _areas(content, source, language)
    yield from upstream_blocks(content, source, language)
    yield from _rasters(content, source, language)


def _where_from(source: SourceRings, language: Language) -> str:
    """Code, grade and where the source is found again; what it lacks is a dash."""
    ref = source.source
    return word(
        "around_source_line",
        language,
        code=ref.id or MISSING,
        file=ref.path,
        record=ref.record + 1,
    )


def _ring(content: AroundContent, ring: Ring, language: Language) -> Iterator[Block]:
    """What lies within a radius; of kinds with nothing there the names, so that none is silent."""
    found = [one for one in ring.kinds if one.neighbours]
    none = [kind_title(one.kind, content.kinds, language) for one in ring.kinds
            if not one.neighbours]  # fmt: skip
    caption = word(
        "around_ring_caption",
        language,
        radius=figure(ring.radius_m, 0),
        hectares=shown(hectares(ring.area_m2), "hectares"),
    )
    if found:
        columns = ("kind", "count", "overlap_m2", "overlap_hectares", "around_share",
                   "nearest_m", "around_nearest")  # fmt: skip
        yield Grid(
            widths_cm=_RING_CM,
            header=tuple(word(name, language) for name in columns),
            rows=tuple(_ring_row(content, ring, one, language) for one in found),
            caption=caption,
        )
    else:
        yield Paragraph(text=caption, keep=True)
    if none:
        text = word("around_nothing_of", language, kinds=listed(none, language))
        yield Paragraph(text=text, small=True)


def _ring_row(
    content: AroundContent, ring: Ring, one: RingKind, language: Language
) -> tuple[Cell, ...]:
    nearest = min(one.neighbours, key=lambda neighbour: neighbour.distance_m)
    area_m2 = one.overlap_m2
    share = None if area_m2 is None else min(100 * area_m2 / ring.area_m2, 100.0)
    numbers = (
        str(len(one.neighbours)),
        shown(area_m2, "m2"),
        shown(None if area_m2 is None else hectares(area_m2), "hectares"),
        percent(share),
        shown(nearest.distance_m, "m"),
    )
    return (
        Cell(text=kind_title(one.kind, content.kinds, language)),
        *(Cell(text=text, align="right") for text in numbers),
        Cell(text=_nearest(nearest, language)),
    )


def _nearest(nearest: Neighbour, language: Language) -> str:
    """Name and direction of the nearest feature; only its name where the source lies in it."""
    name = nearest.feature.name or nearest.feature.id or word("no_name", language)
    if nearest.bearing_deg is None:
        return name
    return f"{name}\n{bearing(nearest.bearing_deg, language)}"


def _not_checked(content: AroundContent, language: Language) -> Iterator[Block]:
    if content.around.not_checked:
        names = [kind_title(kind, content.kinds, language) for kind in content.around.not_checked]
        text = word("around_not_checked", language, kinds=listed(names, language))
        yield Paragraph(text=text, small=True)


def _areas(content: AroundContent, source: SourceRings, language: Language) -> Iterator[Block]:
    yield Heading(text=word("around_areas_heading", language))
    own = [area for one in content.areas if one.source == source.source for area in one.areas]
    if not own:
        yield Paragraph(text=word("around_no_area", language))
    for area in own:
        yield from _area(content, area, language)


def _area(content: AroundContent, area: SourceArea, language: Language) -> Iterator[Block]:
    found = [one for one in area.contents if one.features]
    none = [kind_title(one.kind, content.kinds, language) for one in area.contents
            if not one.features]  # fmt: skip
    caption = word(
        "around_area_caption",
        language,
        area=area.area.name or area.area.id or word("no_name", language),
        level=level_title(AREA_KIND, area.area, content.kinds, language) or MISSING,
        hectares=shown(hectares(area.area_m2), "hectares"),
        by=word(_FOUND_BY[area.by], language),
    )
    if found:
        columns = ("kind", "count", "overlap_m2", "source_areas_share_pct",
                   "source_areas_length_m")  # fmt: skip
        yield Grid(
            widths_cm=_AREA_CM,
            header=tuple(word(name, language) for name in columns),
            rows=tuple(_area_row(content, one, language) for one in found),
            caption=caption,
        )
    else:
        yield Paragraph(text=caption, keep=True)
    if none:
        text = word("around_nothing_of", language, kinds=listed(none, language))
        yield Paragraph(text=text, small=True)


def _area_row(content: AroundContent, one: AreaContent, language: Language) -> tuple[Cell, ...]:
    numbers = (
        str(len(one.features)),
        shown(one.overlap_m2, "m2"),
        percent(one.share_pct),
        metres(one.length_m),
    )
    return (
        Cell(text=kind_title(one.kind, content.kinds, language)),
        *(Cell(text=text, align="right") for text in numbers),
    )


def _rasters(content: AroundContent, source: SourceRings, language: Language) -> Iterator[Block]:
    """What rasters say of this source: the workbook's tables, its rows alone."""
    own = [
        replace(raster, sources=(one,))
        for raster in content.rasters
        for one in raster.sources
        if one.source == source.source
    ]
    for sheet in raster_sheets(own, language=language) if own else ():
        if sheet.rows:
            yield Heading(text=sheet.name)
            yield _without_source(sheet)


def _without_source(sheet: Sheet) -> Grid:
    """The workbook's table less the column that names the source."""
    columns = [at for at in range(len(sheet.columns)) if at != _SOURCE_COLUMN]
    width_cm = (_PAGE_CM - _FILE_CM) / (len(columns) - 1)
    return Grid(
        widths_cm=(_FILE_CM, *[width_cm] * (len(columns) - 1)),
        header=tuple(sheet.columns[at].title for at in columns),
        rows=tuple(
            tuple(_cell(row[at], sheet.columns[at]) for at in columns) for row in sheet.rows
        ),
    )


def _cell(value: Value | Coloured, column: Column) -> Cell:
    bare = value.value if isinstance(value, Coloured) else value
    return Cell(
        text=cell_text(bare, column.decimals), align="left" if column.type == "text" else "right"
    )
