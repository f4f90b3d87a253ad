"""The map of what lies around the sources: rings of each radius, protection areas, all layers."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Around, SourceRings
from watermap.checks.ground.naming import find_again
from watermap.checks.sources.around import SOURCE_KIND
from watermap.checks.sources.raster_rings import RasterRings
from watermap.checks.sources.source_areas import SourceAreas
from watermap.export.trace_files import REACH
from watermap.export.words import word
from watermap.figures import figure
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layers
from watermap.language import Language, Text
from watermap.mapping.drawlist import DrawList
from watermap.mapping.overlays import RING, UNDER_POINTS, Overlay, overlay
from watermap.mapping.page import figure_map, page
from watermap.mapping.plane import to_plane
from watermap.mapping.scene import Scene, build
from watermap.mapping.view import Bounds
from watermap.network.upstream import SourceUpstream, Upstream

THEME = "zones"
WIDTH_MM, HEIGHT_MM = 165.0, 105.0
_CORNERS = 64  # of a quarter of a drawn ring


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundContent:
    """What lies around the sources, and what its maps show."""

    around: Around
    areas: Sequence[SourceAreas]
    rasters: Sequence[RasterRings]
    title: Text  # of the project
    layers: Layers
    kinds: Mapping[str, Kind]
    upstream: Upstream | None = None  # of the sources of ``around``; None: not asked for

    def above(self, source: SourceRings) -> SourceUpstream | None:
        """The water above one of the sources; None: it was not asked for."""
        if self.upstream is None:
            return None
        return self.upstream.sources[self.around.sources.index(source)]


def source_drawing(content: AroundContent, source: SourceRings, language: Language) -> DrawList:
    """One source with its rings, as a figure."""
    scene = _scene(content, (source,), language)
    return figure_map(
        scene,
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        language=language,
        focus=_focus(content, (source,), scene.epsg),
        title=source.source.name or word("no_name", language),
    )


def around_map(
    content: AroundContent, language: Language, *, made_on: dt.date | None = None
) -> DrawList:
    """All sources with their rings on a whole page; ``made_on`` None: today."""
    sources = content.around.sources
    scene = _scene(content, sources, language)
    names = [one.source.name or word("no_name", language) for one in sources]
    return page(
        scene,
        language=language,
        title=word("around_title", language),
        subtitle=word(
            "around_map_subtitle",
            language,
            project=content.title.of(language),
            sources=word("list_comma", language).join(names),
        ),
        made_on=made_on or dt.date.today(),
        focus=_focus(content, sources, scene.epsg),
    )


def _scene(content: AroundContent, sources: Sequence[SourceRings], language: Language) -> Scene:
    return build(
        content.layers, kinds=content.kinds, assessment=None, theme=THEME, language=language
    ).with_overlays(*_reaches(content, sources), *_rings(content, sources))


def _rings(content: AroundContent, sources: Sequence[SourceRings]) -> Iterator[Overlay]:
    title = Text(zh=word("around_map_ring", "zh"), en=word("around_map_ring", "en"))
    for source in sources:
        for radius_m, shape in _shapes(content, source):
            yield overlay(shape, RING, f"{figure(radius_m, 0)} m", title=title)


def _reaches(content: AroundContent, sources: Sequence[SourceRings]) -> Iterator[Overlay]:
    """The water above the sources, each reach once, under what stands at it."""
    title = Text(zh=word("upstream_map", "zh"), en=word("upstream_map", "en"))
    lines = _traced(content, sources)
    if lines:
        yield overlay(shapely.union_all(lines), REACH, "", title=title, order=UNDER_POINTS)


def _traced(content: AroundContent, sources: Sequence[SourceRings]) -> list[BaseGeometry]:
    """The reaches within the farthest distance above each source (EPSG:4490)."""
    if content.upstream is None or content.upstream.network is None:
        return []
    network = content.upstream.network
    found = [one for one in map(content.above, sources) if one is not None and one.within]
    return [line for one in found for line in one.within[-1].trace.pieces.geometry(network)]


def _shapes(content: AroundContent, source: SourceRings) -> Iterator[tuple[float, BaseGeometry]]:
    """Radius and outline of each ring (EPSG:4490); none where the source is no longer there."""
    found = find_again(content.layers, SOURCE_KIND, source.source)
    if found is None:
        return
    plane = Plane.around(found[1])
    flat = plane.to_plane(found[1])
    for ring in source.rings:
        yield (
            ring.radius_m,
            plane.to_geographic(shapely.buffer(flat, ring.radius_m, quad_segs=_CORNERS)),
        )


def _focus(content: AroundContent, sources: Sequence[SourceRings], epsg: int) -> Bounds | None:
    """All rings and reaches; None where there are none."""
    shapes = [shape for source in sources for _, shape in _shapes(content, source)]
    shapes += _traced(content, sources)
    if not shapes:
        return None
    xy = to_plane(shapely.get_coordinates(np.array(shapes, dtype=object)), epsg)
    (west, south), (east, north) = xy.min(axis=0), xy.max(axis=0)
    return float(west), float(south), float(east), float(north)
