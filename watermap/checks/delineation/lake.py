"""A lake or reservoir intake: by size class, the surface around it and the land beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.delineation.answer import Answer, less, proposed, state_of, without
from watermap.checks.delineation.banks import EMPTY, within
from watermap.checks.delineation.document import (
    HUNDRED_MILLION_IN_TEN_THOUSANDS,
    Delineation,
    LakeRule,
    Size,
    WaterBody,
)
from watermap.checks.delineation.found import LAKE_KIND, Source, Water, of_name, told, waters
from watermap.checks.delineation.proposal import Zone
from watermap.checks.delineation.settings import Settings, settings as with_layer
from watermap.checks.ground.features import made_valid
from watermap.errors import Message
from watermap.figures import figure
from watermap.geodesy.measure import drawn_area_m2
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """On the plane: the surface, and the parts of both grades (grade 2 with what is inside)."""

    surface: BaseGeometry
    water_1: BaseGeometry
    land_1: BaseGeometry


def propose_lake(
    source: Source,
    layers: Layers,
    kinds: Mapping[str, Kind],
    document: Delineation,
    given: Mapping[str, str],
) -> Answer:
    """Grade 1 and 2 of one or more intakes (standards.md 7.1, lakes and reservoirs).

    Args:
        source: with a place.
        layers: lakes as polygons.
        kinds: of the layers.
        document: the guideline.
        given: a person's settings, already held to the guideline.
    """
    bare = with_layer(document, "lake", given=given, layer={"source_type": "lake"})
    place = shapely.multipoints(list(source.places))
    near = waters(layers, LAKE_KIND, kinds, place, bare.metres("snap"))
    if not near:
        none = Message.of("delineation.no_surface", snap=bare.choice("snap"))
        return Answer(state="no_water", settings=bare, said=(none,))
    named = told(source.values, "river")
    lake = of_name(near, named)[0]
    chosen = with_layer(document, "lake", given=given, layer=_told(lake))
    taken = tuple(_of_lake(lake, named, source))
    size, why = _size(document, chosen)
    if size is None:
        return Answer(
            state="needs_parameters", settings=chosen, zones=_none(why), said=(*taken, why)
        )
    rule, doubts = _rule(document, size, chosen)
    zones = _zones(rule, source, lake, chosen)
    of_size = Message.of("delineation.size", title=size.title)
    return Answer(
        state=state_of(zones), settings=chosen, zones=zones, said=(*taken, of_size, *doubts)
    )


def _told(lake: Water) -> dict[str, str]:
    """What the layer says of the lake; the surface is measured where it does not say it."""
    found = {
        "source_type": "lake",
        "water_body": told(lake.values, "type"),
        "storage": told(lake.values, "storage"),
        "surface": told(lake.values, "area") or figure(drawn_area_m2(lake.geometry) / 1e6, 4),
    }
    return {name: value for name, value in found.items() if value is not None}


def _of_lake(lake: Water, named: str | None, source: Source) -> Iterator[Message]:
    yield Message.of(
        "delineation.lake_taken",
        name=lake.name,
        file=lake.ref.path,
        record=lake.ref.record + 1,
        metres=figure(lake.distance_m, 1),
    )
    if named is not None and lake.ref.name != named:
        yield Message.of("delineation.lake_not_named", named=named, name=lake.name)
    if told(lake.values, "area") is None:
        yield Message.of("delineation.surface_measured")
    if len(source.places) > 1:
        yield Message.of("delineation.several_intakes", count=len(source.places))
    yield Message.of("delineation.land_from_water")


def _size(document: Delineation, chosen: Settings) -> tuple[Size | None, Message]:
    """The size class, or which parameter is missing for it."""
    body: WaterBody
    match chosen.choice("water_body"):
        case "lake":
            body, name, unit = "lake", "surface", Decimal(1)
        case "reservoir":
            body, name, unit = "reservoir", "storage", HUNDRED_MILLION_IN_TEN_THOUSANDS
        case _:
            return None, chosen.needs("water_body")
    value = chosen.number(name)
    if value is None:
        return None, chosen.needs(name)
    return document.size(body, value / unit), Message.of("delineation.no_size", value=value)


def _none(why: Message) -> tuple[Zone, ...]:
    return tuple(
        without(grade, part, "needs_parameters", why)
        for grade in ("grade_1", "grade_2")
        for part in ("water", "land")
    )


def _rule(document: Delineation, size: Size, chosen: Settings) -> tuple[LakeRule, list[Message]]:
    """What is taken; a reservoir for supply alone may have a rule of its own."""
    by_size = document.lake_rule(size.rule)
    alone = chosen.choice("single_purpose")
    if size.alone is None or alone == "no":
        return by_size, []
    if alone is None:
        return by_size, [Message.of("delineation.purpose_unknown", name="single_purpose")]
    return document.lake_rule(size.alone), []


def _zones(rule: LakeRule, source: Source, lake: Water, chosen: Settings) -> tuple[Zone, ...]:
    place = shapely.multipoints(list(source.places))
    plane = Plane.around(place)
    surface = made_valid(plane.to_plane(lake.geometry))
    intakes = plane.to_plane(place)
    radius_m = None if rule.grade_1_radius is None else chosen.metres(rule.grade_1_radius)
    water = (
        surface if radius_m is None else shapely.intersection(surface, within(intakes, radius_m))
    )
    land = less(within(water, chosen.metres(rule.grade_1_land)), [surface])
    shape = _Shape(surface=surface, water_1=water, land_1=land)
    return (
        proposed("grade_1", "water", water, plane),
        proposed("grade_1", "land", land, plane),
        _water_2(rule, shape, intakes, radius_m or 0.0, chosen, plane),
        _land_2(rule, shape, chosen, plane),
    )


def _water_2(
    rule: LakeRule,
    shape: _Shape,
    intakes: BaseGeometry,
    radius_m: float,
    chosen: Settings,
    plane: Plane,
) -> Zone:
    if rule.grade_2_water == "none":
        return without(
            "grade_2", "water", "none_by_rule", Message.of("delineation.all_water_grade_1")
        )
    reach = shape.surface
    if rule.grade_2_water_beyond is not None:
        far_m = radius_m + chosen.metres(rule.grade_2_water_beyond)
        reach = shapely.intersection(reach, within(intakes, far_m))
    return proposed("grade_2", "water", less(reach, [shape.water_1]), plane)


def _land_2(rule: LakeRule, shape: _Shape, chosen: Settings, plane: Plane) -> Zone:
    if rule.grade_2_land == "catchment":
        return without("grade_2", "land", "left_to_person", Message.of("delineation.catchment"))
    if rule.grade_2_land == "by_terrain" and chosen.choice("terrain") != "plain":
        if chosen.choice("terrain") == "mountain":
            return without("grade_2", "land", "left_to_person", Message.of("delineation.ridge"))
        return without("grade_2", "land", "needs_parameters", chosen.needs("terrain"))
    inner = shapely.union_all([shape.water_1, shape.land_1, EMPTY])
    reach = within(inner, chosen.metres(rule.grade_2_land_beyond or rule.grade_1_land))
    return proposed("grade_2", "land", less(reach, [inner, shape.surface]), plane)
