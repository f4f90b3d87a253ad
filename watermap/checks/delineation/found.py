"""Finding the source, its water, and what layers say of them."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.delineation.document import Parameter
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.coverage import usable
from watermap.checks.ground.features import feature_ref, made_valid, near_features, text_of
from watermap.errors import Problem, WatermapError
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layers

SOURCE_KIND = "water_source"
AREA_KIND = "protection_area"
RIVER_KIND = "river"
LAKE_KIND = "lake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All records of one source's name: its intakes or wells."""

    ref: FeatureRef  # of the first record
    values: Mapping[str, object]  # of the first record
    records: int
    places: tuple[shapely.Point, ...]  # longitude, latitude; none where no record has a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """A river line or a surface near the source; the geometry is in longitude and latitude."""

    ref: FeatureRef
    values: Mapping[str, object]
    geometry: BaseGeometry
    distance_m: float

    @property
    def name(self) -> str:
        """As people know it; a dash where it has none."""
        return self.ref.name or "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One part of a river line on a plane, in metres."""

    line: LineString
    name: str
    ref: FeatureRef


def find_source(layers: Layers, name: str, kinds: Mapping[str, Kind]) -> Source:
    """The source of that name.

    Raises:
        WatermapError: there is no layer of sources, or no such source in it.
    """
    entries = list(_records(layers, SOURCE_KIND, kinds))
    if not entries:
        raise WatermapError(Problem.error("delineation.no_sources"))
    chosen = [entry for entry in entries if entry[0].name == name]
    if not chosen:
        known = list(dict.fromkeys(ref.name for ref, _, _ in entries if ref.name))
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.3)
        raise WatermapError(
            Problem.error(
                "delineation.unknown_source",
                name=name,
                near=near[0] if near else "—",
                known="、".join(known),
            )
        )
    ref, values, _ = chosen[0]
    return Source(
        ref=ref,
        values=values,
        records=len(chosen),
        places=tuple(place for _, _, shape in chosen for place in _points(shape)),
    )


def _points(shape: BaseGeometry | None) -> Iterator[shapely.Point]:
    """The points of a source; of anything else the middle of each part."""
    if shape is not None and not shape.is_empty:
        for part in shapely.get_parts(shape):
            yield part if part.geom_type == "Point" else shapely.point_on_surface(part)


def _records(
    layers: Layers, kind: str, kinds: Mapping[str, Kind]
) -> Iterator[tuple[FeatureRef, Mapping[str, object], BaseGeometry | None]]:
    for layer in layers.get(kind, ()):
        if layer.place.epsg is None:
            continue
        rows = layer.frame.drop(columns="geometry").to_dict("records")
        for record, values, shape in zip(
            layer.frame.index, rows, layer.frame.geometry, strict=True
        ):
            yield feature_ref(layer, kinds[kind], int(record), values), values, shape


def waters(
    layers: Layers, kind: str, kinds: Mapping[str, Kind], place: BaseGeometry, within_m: float
) -> list[Water]:
    """Rivers or lakes within a distance of a place, nearest first."""
    found = [
        Water(ref=near.ref, values=near.values, geometry=near.geometry, distance_m=near.distance_m)
        for layer in layers.get(kind, ())
        if usable(layer)
        for near in near_features(layer, kinds[kind], place, within_m=within_m)
    ]
    return sorted(found, key=lambda one: (one.distance_m, one.ref.path, one.ref.record))


def of_name(found: Sequence[Water], name: str | None) -> list[Water]:
    """Those of a name, where there are some; else all."""
    return [one for one in found if name is not None and one.ref.name == name] or list(found)


def flat_lines(found: Iterable[Water], plane: Plane) -> list[Drawn]:
    """The river lines on a plane, one part each."""
    return [
        Drawn(line=LineString(plane.to_plane(part)), name=water.name, ref=water.ref)
        for water in found
        for part in shapely.get_parts(water.geometry)
        if part.geom_type in ("LineString", "LinearRing") and part.length > 0
    ]


def flat_surfaces(found: Iterable[Water], plane: Plane) -> list[BaseGeometry]:
    """The surfaces of water on a plane."""
    return [
        made_valid(plane.to_plane(water.geometry))
        for water in found
        if shapely.get_dimensions(water.geometry) == 2
    ]


def approved_areas(
    layers: Layers, source: str, kinds: Mapping[str, Kind]
) -> list[tuple[FeatureRef, Mapping[str, object], BaseGeometry]]:
    """The approved areas of a source: by the area's source, else by a name that begins with it."""
    return [
        (ref, values, made_valid(shape))
        for ref, values, shape in _records(layers, AREA_KIND, kinds)
        if shape is not None and not shape.is_empty and _belongs(source, ref, values)
    ]


def _belongs(source: str, ref: FeatureRef, values: Mapping[str, object]) -> bool:
    said = text_of(values.get("source"))
    if said is not None:
        return said == source
    return ref.name is not None and ref.name.startswith(source)


def told(values: Mapping[str, object], field: str) -> str | None:
    """What a layer says in a field, numbers as plain decimals; None where it says nothing."""
    text = text_of(values.get(field))
    if text is None:
        return None
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return f"{number:f}" if number.is_finite() else None


def named_choices(parameter: Parameter, text: str | None) -> tuple[str, ...]:
    """The choices that a layer's word may mean."""
    if text is None:
        return ()
    return tuple(choice.id for choice in parameter.choices if text in choice.words)
