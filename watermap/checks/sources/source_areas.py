"""What lies in the protection areas of each drinking-water source, kind by kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.coverage import usable
from watermap.checks.ground.features import Near, made_valid, near_features, text_of
from watermap.checks.ground.surroundings import known_surroundings
from watermap.checks.sources.around import Source, sources_of
from watermap.geodesy.measure import drawn_area_m2, length_m
from watermap.harmonise.layer import Layer, Layers

AREA_KIND = "protection_area"
SOURCE_FIELD = "source"  # of an area: the name of its source
Shapes = npt.NDArray[np.object_]
By = Literal["name", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaContent:
    """All features of one kind in a protection area. An edge that touches counts as being there."""

    kind: str
    features: tuple[FeatureRef, ...]
    overlap_m2: float | None  # united, never counted twice; None: the kind has no areas
    share_pct: float | None  # of the protection area
    length_m: float | None  # of lines inside; None: the kind has no lines


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceArea:
    """One protection area of a source, and how it was found to be the source's."""

    area: FeatureRef
    by: By  # it names the source; or it names none and the source lies in it
    area_m2: float
    contents: tuple[AreaContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAreas:
    """The protection areas of one source; none where no layer has any of it."""

    source: FeatureRef
    areas: tuple[SourceArea, ...]


def source_areas(
    layers: Layers, *, sources: Sequence[str] | None, kinds: Mapping[str, Kind]
) -> tuple[SourceAreas, ...]:
    """Count and measure what lies in each source's protection areas.

    Args:
        layers: of the project.
        sources: names of sources; None: all.
        kinds: of the layers; those that rings leave out are left out here.

    Raises:
        WatermapError: there are no sources, or a name is not known.
    """
    found, _ = sources_of(layers, sources, kinds)
    areas = [layer for layer in layers.get(AREA_KIND, ()) if usable(layer)]
    left_out = {*known_surroundings().not_around, AREA_KIND}
    asked = {
        name: [layer for layer in layers.get(name, ()) if usable(layer)]
        for name in kinds
        if name not in left_out
    }
    return tuple(
        SourceAreas(
            source=source.ref,
            areas=tuple(
                _area(near, by, asked, kinds) for near, by in _own(source, areas, kinds[AREA_KIND])
            ),
        )
        for source in found
    )


def _own(source: Source, areas: Sequence[Layer], kind: Kind) -> Iterator[tuple[Near, By]]:
    """The areas that name the source, and those that name none but hold it."""
    for layer in areas:
        west, south, east, north = layer.frame.total_bounds
        whole = shapely.box(west, south, east, north)
        for near in near_features(layer, kind, whole, within_m=0.0):
            named = text_of(near.values.get(SOURCE_FIELD))
            if named is not None and named == source.ref.name:
                yield near, "name"
            elif named is None and shapely.intersects(near.geometry, source.geometry):
                yield near, "place"


def _area(
    near: Near, by: By, asked: Mapping[str, Sequence[Layer]], kinds: Mapping[str, Kind]
) -> SourceArea:
    whole_m2 = drawn_area_m2(near.geometry)
    return SourceArea(
        area=near.ref,
        by=by,
        area_m2=whole_m2,
        contents=tuple(
            _content(near.geometry, whole_m2, kinds[name], layers)
            for name, layers in asked.items()
            if layers
        ),
    )


def _content(
    area: BaseGeometry, whole_m2: float, kind: Kind, layers: Sequence[Layer]
) -> AreaContent:
    there = [one for layer in layers for one in near_features(layer, kind, area, within_m=0.0)]
    shapes = np.array([one.geometry for one in there], dtype=object)
    dimensions = {
        int(one)
        for layer in layers
        for one in np.unique(shapely.get_dimensions(layer.frame.geometry))
    }
    overlap_m2 = _united_m2(area, shapes) if 2 in dimensions else None
    lines = shapes[shapely.get_dimensions(shapes) == 1]
    return AreaContent(
        kind=kind.id,
        features=tuple(one.ref for one in there),
        overlap_m2=overlap_m2,
        share_pct=None if overlap_m2 is None else min(overlap_m2 / whole_m2 * 100, 100.0),
        length_m=_length_m(area, lines) if 1 in dimensions else None,
    )


def _united_m2(area: BaseGeometry, shapes: Shapes) -> float:
    polygons = shapes[shapely.get_dimensions(shapes) == 2]
    if not len(polygons):
        return 0.0
    return drawn_area_m2(made_valid(shapely.intersection(area, shapely.union_all(polygons))))


def _length_m(area: BaseGeometry, lines: Shapes) -> float:
    """Lines that lie on each other count once."""
    return length_m(shapely.intersection(area, shapely.union_all(lines))) if len(lines) else 0.0
