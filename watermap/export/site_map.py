"""The maps of a site check: the site with what lies about it, its way out, and the whole page."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.checks.wording import verdict_title
from watermap.export.shown import day
from watermap.export.way_marks import way_marks
from watermap.export.words import word
from watermap.geodesy.ring import circle
from watermap.harmonise.layer import Layers
from watermap.language import Language, Text
from watermap.mapping.drawlist import DrawList
from watermap.mapping.overlays import RING, SITE, Overlay, overlay
from watermap.mapping.page import figure_map, page
from watermap.mapping.plane import to_plane
from watermap.mapping.scene import Scene, build
from watermap.mapping.view import Bounds

THEME = "zones"
WIDTH_MM, HEIGHT_MM = 165.0, 105.0
RING_M = 1000.0  # drawn about the site, for the eye
SHOWN_AROUND_M = 2200.0
_WAY_MARGIN = 0.25  # shown around site and way out, of their extent


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContent:
    """A check, and what its map shows."""

    check: SiteCheck
    title: Text  # of the project whose layers were used
    layers: Layers
    kinds: Mapping[str, Kind]


def site_drawing(content: CheckContent, language: Language) -> DrawList:
    """The site, its way out and what lies about it, as a figure."""
    return _figure(content, language, SHOWN_AROUND_M, ring=True)


def way_drawing(content: CheckContent, language: Language) -> DrawList | None:
    """The way out from near, as a figure; None where there is nothing of it to be drawn."""
    if not way_marks(content.check):
        return None
    west, south, east, north = _bounds(_drawn(content.check), _scene(content, language).epsg)
    around_m = _WAY_MARGIN * max(east - west, north - south)
    return _figure(content, language, around_m, ring=False)


def check_map(
    content: CheckContent, language: Language, *, made_on: dt.date | None = None
) -> DrawList:
    """A whole page with the map of the check; ``made_on`` None: today."""
    check = content.check
    scene = _scene(content, language).with_overlays(*_overlays(check, language, ring=True))
    return page(
        scene,
        language=language,
        title=word("check_map_title", language),
        subtitle=word(
            "check_map_subtitle",
            language,
            site=check.site.name or word("the_site", language),
            verdict=verdict_title(check.verdict, language),
            day=day(check.as_of, language),
        ),
        made_on=made_on or dt.date.today(),
        focus=_around(_drawn(check), scene.epsg, SHOWN_AROUND_M),
    )


def _figure(content: CheckContent, language: Language, around_m: float, *, ring: bool) -> DrawList:
    scene = _scene(content, language).with_overlays(*_overlays(content.check, language, ring=ring))
    return figure_map(
        scene,
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        language=language,
        focus=_around(_drawn(content.check), scene.epsg, around_m),
        title=word("the_site", language),
    )


def _scene(content: CheckContent, language: Language) -> Scene:
    return build(
        content.layers, kinds=content.kinds, assessment=None, theme=THEME, language=language
    )


def _overlays(check: SiteCheck, language: Language, *, ring: bool) -> Iterator[Overlay]:
    site = check.site
    title = Text(zh=word("the_site", "zh"), en=word("the_site", "en"))
    if ring:
        middle = site.geometry.centroid
        label = word("ring_of", language, metres=f"{RING_M:.0f}")
        yield overlay(circle(middle.x, middle.y, RING_M), RING, label)
    yield overlay(site.geometry, SITE, site.name or title.of(language), title=title)
    for mark in way_marks(check):
        yield overlay(mark.geometry, mark.look, mark.label, title=mark.title)


def _drawn(check: SiteCheck) -> list[BaseGeometry]:
    """What has to be on the map: the site, and where a way out leads."""
    return [check.site.geometry, *(mark.geometry for mark in way_marks(check))]


def _around(shapes: Sequence[BaseGeometry], epsg: int, around_m: float) -> Bounds:
    west, south, east, north = _bounds(shapes, epsg)
    return west - around_m, south - around_m, east + around_m, north + around_m


def _bounds(shapes: Sequence[BaseGeometry], epsg: int) -> Bounds:
    xy = to_plane(shapely.get_coordinates(np.array(shapes, dtype=object)), epsg)
    west, south = xy.min(axis=0)
    east, north = xy.max(axis=0)
    return float(west), float(south), float(east), float(north)
