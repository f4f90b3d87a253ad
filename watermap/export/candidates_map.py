"""The one map of candidate sites: each named and coloured by its verdict, zones in conflict."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind, Look
from watermap.checks.findings import Finding, SiteCheck, Verdict
from watermap.checks.ground.naming import find_again
from watermap.checks.siting.candidates import Candidate, Candidates
from watermap.checks.wording import verdict_title
from watermap.datafile import Strict, read_toml
from watermap.export.sheets_siting import site_title
from watermap.export.shown import day
from watermap.export.words import word
from watermap.harmonise.layer import Layers
from watermap.language import Language, Text
from watermap.mapping.drawlist import DrawList
from watermap.mapping.overlays import Overlay, overlay
from watermap.mapping.page import figure_map, page
from watermap.mapping.plane import to_plane
from watermap.mapping.scene import Scene, build
from watermap.mapping.view import Bounds
from watermap.resources import package_file

THEME = "zones"
WIDTH_MM, HEIGHT_MM = 165.0, 115.0
LEAST_AROUND_M = 500.0
_AROUND = 0.15  # shown around the sites, of their extent
_AVOIDED = ("prohibited", "restricted")


class _Looks(Strict):
    """The whole of candidates_map.toml."""

    verdict: dict[Verdict, Look]
    zone: Look


@cache
def _looks() -> _Looks:
    return read_toml(_Looks, package_file("export") / "candidates_map.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesContent:
    """Sites side by side, and what their map shows."""

    candidates: Candidates
    title: Text  # of the project whose layers were used
    layers: Layers
    kinds: Mapping[str, Kind]


def candidates_drawing(content: CandidatesContent, language: Language) -> DrawList:
    """The map as a figure."""
    scene = _scene(content, language)
    return figure_map(
        scene,
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        language=language,
        focus=_focus(content.candidates, scene.epsg),
        title=word("candidates_map_title", language),
    )


def candidates_map(
    content: CandidatesContent, language: Language, *, made_on: dt.date | None = None
) -> DrawList:
    """The map as a whole page; ``made_on`` None: today."""
    scene = _scene(content, language)
    first = content.candidates.sites[0].check
    return page(
        scene,
        language=language,
        title=word("candidates_map_title", language),
        subtitle=word(
            "candidates_map_subtitle",
            language,
            project=content.title.of(language),
            count=len(content.candidates.sites),
            day=day(first.as_of, language),
        ),
        made_on=made_on or dt.date.today(),
        focus=_focus(content.candidates, scene.epsg),
    )


def _scene(content: CandidatesContent, language: Language) -> Scene:
    return build(
        content.layers, kinds=content.kinds, assessment=None, theme=THEME, language=language
    ).with_overlays(*_overlays(content, language))


def _overlays(content: CandidatesContent, language: Language) -> Iterator[Overlay]:
    """Zones below, sites above them; each site has a symbol, so that a small one is seen."""
    zone_title = _text("candidates_map_zone")
    for zone in _zones(content):
        yield overlay(zone, _looks().zone, "", title=zone_title)
    for one in content.candidates.sites:
        yield from _site(one, language)


def _site(one: Candidate, language: Language) -> Iterator[Overlay]:
    look, place = _looks().verdict[one.check.verdict], one.check.site.geometry
    title = _site_text(one.check)
    yield overlay(place, look, "", title=title)
    solid = look.model_copy(update={"fill": (look.fill or look.line or "#000000")[:7]})
    yield overlay(place.representative_point(), solid, site_title(one, language), title=title)


def _zones(content: CandidatesContent) -> Iterator[BaseGeometry]:
    """What prohibits or restricts any of the sites, each once."""
    wanted = {
        (found.kind, found.feature.path, found.feature.record): found
        for one in content.candidates.sites
        for found in one.check.findings
        if _avoided(found)
    }
    for found in wanted.values():
        there = find_again(content.layers, found.kind, found.feature)
        if there is not None:
            yield there[1]


def _avoided(found: Finding) -> bool:
    return found.conflict == "yes" and found.verdict in _AVOIDED


def _site_text(check: SiteCheck) -> Text:
    def said(language: Language) -> str:
        return word("candidates_map_site", language, verdict=verdict_title(check.verdict, language))

    return Text(zh=said("zh"), en=said("en"))


def _text(name: str) -> Text:
    return Text(zh=word(name, "zh"), en=word(name, "en"))


def _focus(candidates: Candidates, epsg: int) -> Bounds:
    """All sites with something around them."""
    shapes = np.array([one.check.site.geometry for one in candidates.sites], dtype=object)
    xy = to_plane(shapely.get_coordinates(shapes), epsg)
    (west, south), (east, north) = xy.min(axis=0), xy.max(axis=0)
    around_m = max(LEAST_AROUND_M, _AROUND * max(east - west, north - south))
    return (
        float(west - around_m),
        float(south - around_m),
        float(east + around_m),
        float(north + around_m),
    )
