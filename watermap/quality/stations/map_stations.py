"""What is evaluated: the sections, drinking-water sources and wells of the map."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from shapely.geometry.base import BaseGeometry

from watermap.errors import Message, Problem
from watermap.harmonise.layer import Layer, Layers
from watermap.harmonise.measurements import SECTION, SECTION_CODE, Measurements
from watermap.harmonise.names.forms import other_names
from watermap.harmonise.names.joining import NameMatch, Surroundings, match_names
from watermap.quality.assessment import CLASSES, WaterBody, WaterClass
from watermap.quality.stations.areas import Areas
from watermap.quality.stations.said import Said

SECTION_KIND, SOURCE_KIND, WELL_KIND = "section", "water_source", "monitoring_well"
SURFACE = (SECTION_KIND, SOURCE_KIND)  # evaluated together; sources of groundwater too
_WATERS = {SECTION_KIND: "water_body", SOURCE_KIND: "source_type"}
_DISTRICTS = ("province", "city", "county", "town")
_BODIES: Mapping[str, WaterBody] = {"river": "river", "lake": "lake"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A section, a drinking-water source or a well of the map."""

    kind: str
    name: str
    code: str | None
    river: str | None
    water_body: WaterBody  # unknown: the layer does not say, or it is groundwater
    target: WaterClass | None
    groundwater: bool = False
    why: tuple[Message, ...] = ()  # what the layer says and cannot be used; what was assumed
    in_layer: bool = True  # False: only the tables know it
    shape: BaseGeometry | None = None  # longitude and latitude; None: it cannot be drawn
    aliases: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()  # areas in which its layer says it lies

    @property
    def has_geometry(self) -> bool:
        """Whether it can be drawn."""
        return self.shape is not None


def stations(layers: Layers, kinds: Sequence[str] = SURFACE) -> tuple[Station, ...]:
    """All of the kinds, one kind after the other; without a name they are left out (join nothing).

    Args:
        layers: of the project.
        kinds: sections and sources, or wells.
    """
    return tuple(
        _station(kind, row)
        for kind in kinds
        for layer in layers.get(kind, ())
        for row in layer.frame.to_dict("records")
        if text(row.get("name"))
    )


def nameless(layers: Layers, kinds: Sequence[str] = SURFACE) -> tuple[Problem, ...]:
    """The layers with sections, sources or wells that have no name."""
    counts = [
        (layer, sum(text(name) is None for name in _names(layer)))
        for kind in kinds
        for layer in layers.get(kind, ())
    ]
    return tuple(
        Problem.warning("quality.nameless", layer=layer.title, count=count)
        for layer, count in counts
        if count
    )


def _names(layer: Layer) -> Sequence[object]:
    return list(layer.frame["name"]) if "name" in layer.frame else [None] * len(layer.frame)


def _station(kind: str, row: Mapping[str, object]) -> Station:
    body = "groundwater" if kind == WELL_KIND else text(row.get(_WATERS[kind]))
    said = text(row.get("target"))
    target = next((name for name in CLASSES if name == said), None)
    shape = _shape(row.get("geometry"))
    why = [] if shape is not None else [Message.of("quality.no_geometry_in_layer")]
    if said is not None and target is None:
        why.append(Message.of("quality.target_unreadable", text=said))
    if body is not None and body not in {*_BODIES, "groundwater"}:
        why.append(Message.of("quality.water_body_unreadable", text=body))
    return Station(
        kind=kind,
        name=text(row.get("name")) or "",
        code=text(row.get("code")),
        river=text(row.get("river")),
        water_body=_BODIES.get(body or "", "unknown"),
        target=target,
        groundwater=body == "groundwater",
        why=tuple(why),
        shape=shape,
        aliases=other_names(text(row.get("aliases")) or ""),
        districts=tuple(area for name in _DISTRICTS if (area := text(row.get(name)))),
    )


def _shape(shape: object) -> BaseGeometry | None:
    return shape if isinstance(shape, BaseGeometry) and not shape.is_empty else None


def text(value: object) -> str | None:
    """The text of a frame's cell; None for an empty one, however the frame writes that."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return str(value).strip() or None


def twice(known: Sequence[Station]) -> frozenset[str]:
    """Names that several stations of one kind have: their results cannot be told apart."""
    counts = Counter((one.kind, one.name) for one in known)
    return frozenset(name for (_, name), count in counts.items() if count > 1)


def match(
    measurements: Measurements, known: Sequence[Station], *, said: Said, layers: Layers
) -> NameMatch:
    """Join the tables' names with the map's.

    Stations of several kinds with one name share their results, so the name is given once.

    Args:
        measurements: results, whose names are wanted.
        known: of the map.
        said: what a person has confirmed and declined.
        layers: administrative areas among them, whose names may stand in front of others.
    """
    pairs = measurements.frame[[SECTION, SECTION_CODE]].drop_duplicates()
    in_tables = [(str(name), text(code)) for name, code in pairs.itertuples(index=False)]
    first = {one.name: one.kind for one in reversed(known)}
    on_map = [(one.name, one.code) for one in known if one.kind == first[one.name]]
    return match_names(
        in_tables,
        on_map,
        confirmed=said.confirmed,
        declined=said.declined,
        around=_surroundings(known, layers),
    )


def _surroundings(known: Sequence[Station], layers: Layers) -> Surroundings:
    """Other names of the stations, and the areas in which they lie: as said, and by the map."""
    areas = Areas.of(layers)
    districts: dict[str, set[str]] = {}
    for one in known:
        mine = districts.setdefault(one.name, set(one.districts))
        mine |= set(areas.at(one.shape)) if one.shape is not None else set()
    return Surroundings(
        aliases={one.name: one.aliases for one in known if one.aliases},
        districts=districts,
        areas=areas.names,
    )
