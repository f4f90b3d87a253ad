"""A site check on its page, with a map of the site, and the files it can become."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.errors import Problem
from watermap.export.endings import Writer
from watermap.export.picture import write_picture
from watermap.export.records import site_check_record, write_json
from watermap.export.sheets import write_sheets
from watermap.export.sheets_siting import check_sheets
from watermap.export.site_page import write_site_page
from watermap.export.words import word
from watermap.geodesy.ring import circle
from watermap.harmonise.layer import Layers
from watermap.language import Language, Text
from watermap.mapping.drawlist import DrawList
from watermap.mapping.overlays import RING, SITE, overlay
from watermap.mapping.page import figure_map
from watermap.mapping.plane import to_plane
from watermap.mapping.scene import build
from watermap.mapping.view import Bounds

THEME = "zones"
DPI = 200
WIDTH_MM, HEIGHT_MM = 165.0, 105.0
RING_M = 1000.0  # drawn about the site, for the eye
SHOWN_AROUND_M = 2200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContent:
    """A check, and what its map shows."""

    check: SiteCheck
    title: Text  # of the project whose layers were used
    layers: Layers
    kinds: Mapping[str, Kind]


def check_writers(content: CheckContent, *, language: Language) -> dict[str, Writer]:
    """What writes a site check, by the file's ending."""

    def docx(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "site.png"
            write_picture(site_drawing(content, language), picture, dpi=DPI)
            write_site_page(
                content.check,
                path,
                language=language,
                kinds=content.kinds,
                picture=picture,
                project_title=content.title.of(language),
            )

    def json(path: Path) -> None:
        write_json(site_check_record(content.check, language=language), path)

    def xlsx(path: Path) -> tuple[Problem, ...]:
        sheets = check_sheets(content.check, language=language, kinds=content.kinds)
        return write_sheets(sheets, path, title=word("site_title", language))

    return {".docx": docx, ".json": json, ".xlsx": xlsx}


def site_drawing(content: CheckContent, language: Language) -> DrawList:
    """The map of the site with what lies about it."""
    site = content.check.site
    title = Text(zh=word("the_site", "zh"), en=word("the_site", "en"))
    middle = site.geometry.centroid
    ring = circle(middle.x, middle.y, RING_M)
    scene = build(
        content.layers, kinds=content.kinds, assessment=None, theme=THEME, language=language
    ).with_overlays(
        overlay(ring, RING, word("ring_of", language, metres=f"{RING_M:.0f}")),
        overlay(site.geometry, SITE, site.name or title.of(language), title=title),
    )
    return figure_map(
        scene,
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        language=language,
        focus=_around(site.geometry, scene.epsg),
        title=title.of(language),
    )


def _around(geometry: shapely.Geometry, epsg: int) -> Bounds:
    xy = to_plane(shapely.get_coordinates(geometry), epsg)
    west, south = xy.min(axis=0) - SHOWN_AROUND_M
    east, north = xy.max(axis=0) + SHOWN_AROUND_M
    return float(west), float(south), float(east), float(north)
