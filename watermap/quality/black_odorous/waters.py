"""The waters of the bureau's list, as the layer has them, and which points lie on which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.errors import Message
from watermap.figures import figure
from watermap.geodesy.measure import distance, length_m
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layers
from watermap.harmonise.names.forms import spelling
from watermap.quality.black_odorous.rules import Degree, Points
from watermap.quality.stations.map_stations import Station, text

KIND = "black_odorous_water"
_STATED: Mapping[str, Degree] = {"light": "light", "heavy": "heavy"}
_M_PER_KM = Decimal(1000)
_LINES = ("LineString", "MultiLineString")
How = Literal["name", "river", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWater:
    """A record of the layer."""

    name: str
    code: str | None
    river: str | None
    town: str | None
    stated: Degree | None  # as the layer says; None: it does not
    remedied_year: int | None
    built_up: bool | None  # None: not said
    shape: BaseGeometry | None  # longitude and latitude

    @property
    def length_km(self) -> Decimal | None:
        """Length on the ellipsoid; None of an area or without a shape."""
        if self.shape is None or self.shape.geom_type not in _LINES:
            return None
        return Decimal(repr(length_m(self.shape))) / _M_PER_KM


@dataclass(frozen=True, slots=True, kw_only=True)
class OnWater:
    """A point of the tables on a water."""

    name: str
    how: How
    along_m: Decimal | None  # from the line's beginning; None: no place, or no single line


@dataclass(slots=True, kw_only=True)
class Laid:
    """The points of each water (by its place in the list), and what could not be told."""

    points: dict[int, list[OnWater]]
    why: dict[int, list[Message]]
    lost: dict[str, Message]  # by the point's name: why it lies on no water though it seems to


def listed_waters(layers: Layers) -> tuple[ListedWater, ...]:
    """Every record of the layers of black-odorous waters, nameless ones too."""
    return tuple(
        _listed(row) for layer in layers.get(KIND, ()) for row in layer.frame.to_dict("records")
    )


def _listed(row: Mapping[str, Any]) -> ListedWater:
    shape, year, built_up = row.get("geometry"), text(row.get("remedied_year")), row.get("built_up")
    return ListedWater(
        name=text(row.get("name")) or "",
        code=text(row.get("code")),
        river=text(row.get("river")),
        town=text(row.get("town")),
        stated=_STATED.get(text(row.get("degree")) or ""),
        remedied_year=int(year.split(".")[0]) if year else None,
        built_up=None if built_up is None or pd.isna(built_up) else bool(built_up),
        shape=shape if isinstance(shape, BaseGeometry) and not shape.is_empty else None,
    )


def lay_points(
    names: Sequence[str],
    known: Mapping[str, Station],
    waters: Sequence[ListedWater],
    rules: Points,
) -> Laid:
    """Which point lies on which water.

    By its name: that of the water, or the water's with a number or an ending behind it. Else by its
    river, which the layer of sections says, where it is not farther from the water than the rules
    allow; else by its place, on the nearest water that is not farther.

    Args:
        names: of the points, as stations or tables call them.
        known: stations of the map by name, with places and rivers.
        waters: of the list.
        rules: how far, and which endings.
    """
    laid = Laid(points={}, why={}, lost={})
    for name in names:
        found = _place_of(name, known.get(name), waters, rules)
        if isinstance(found, Message):
            laid.lost[name] = found
        elif found is not None:
            place, how, why = found
            along = along_m(waters[place].shape, _shape_of(known.get(name)))
            point = OnWater(name=name, how=how, along_m=along)
            laid.points.setdefault(place, []).append(point)
            laid.why.setdefault(place, []).extend(why)
    for points in laid.points.values():
        points.sort(key=lambda one: (one.along_m is None, one.along_m or 0))
    return laid


def _place_of(
    name: str, station: Station | None, waters: Sequence[ListedWater], rules: Points
) -> tuple[int, How, list[Message]] | Message | None:
    """The water's place in the list and how it was found; why it is none; None: nothing fits."""
    shape = _shape_of(station)
    named = list(_longest(_named_so(name, waters, rules), waters))
    how: How = "name"
    if not named and station is not None and station.river is not None:
        river = spelling(station.river)
        named, how = [n for n, one in enumerate(waters) if spelling(one.name) == river], "river"
    far = {n: _metres(shape, waters[n].shape) for n in named}
    near = {n: metres for n, metres in far.items() if metres is None or metres <= rules.within_m}
    if len(named) == 1 and (near or how == "name"):
        return named[0], how, [] if near else [_too_far(name, waters[named[0]], far[named[0]])]
    if named:
        placed = {n: metres for n, metres in near.items() if metres is not None}
        if placed:
            return min(placed, key=lambda n: placed[n]), how, []
        if near:
            waters_named = waters[named[0]].name
            return Message.of("black_odorous.which_water", name=name, water=waters_named)
        return _too_far(name, waters[named[0]], min(one for one in far.values() if one is not None))
    metres_to = {n: _metres(shape, one.shape) for n, one in enumerate(waters)}
    inside = {n: m for n, m in metres_to.items() if m is not None and m <= rules.within_m}
    return (min(inside, key=lambda n: inside[n]), "place", []) if inside else None


def _too_far(name: str, water: ListedWater, metres: Decimal | None) -> Message:
    return Message.of(
        "black_odorous.point_far", name=name, water=water.name, distance_m=figure(metres, 0)
    )


def _named_so(name: str, waters: Sequence[ListedWater], rules: Points) -> Iterator[int]:
    """Waters whose name a point has, with nothing but a number or an ending behind it."""
    endings = "|".join(map(re.escape, sorted(rules.name_endings, key=len, reverse=True)))
    rest = re.compile(rf"(?:[0-9a-z]|[一二三四五六七八九十]|{endings})*")
    own = spelling(name)
    for place, water in enumerate(waters):
        listed = spelling(water.name)
        if listed and own.startswith(listed) and rest.fullmatch(own.removeprefix(listed)):
            yield place


def _longest(places: Iterator[int], waters: Sequence[ListedWater]) -> Iterator[int]:
    """Of waters whose names begin each other those with the longest name."""
    found = list(places)
    most = max((len(spelling(waters[one].name)) for one in found), default=0)
    yield from (one for one in found if len(spelling(waters[one].name)) == most)


def _shape_of(station: Station | None) -> BaseGeometry | None:
    return None if station is None else station.shape


def _metres(first: BaseGeometry | None, second: BaseGeometry | None) -> Decimal | None:
    """How far two shapes are apart; None where one has no place."""
    if first is None or second is None:
        return None
    return Decimal(repr(distance(first, second).metres))


def along_m(line: BaseGeometry | None, point: BaseGeometry | None) -> Decimal | None:
    """How far along a line a point lies, in metres on a plane around it.

    None: one of them has no place, or the shape is no single line, so that points on it have no
    order.
    """
    single = single_line(line)
    if single is None or point is None:
        return None
    plane = Plane.around(single)
    metres = shapely.line_locate_point(plane.to_plane(single), plane.to_plane(point.centroid))
    return Decimal(repr(float(metres)))


def between_km(line: BaseGeometry | None, start_m: Decimal, end_m: Decimal) -> Decimal | None:
    """Length on the ellipsoid of a single line between two distances along it, in km."""
    single = single_line(line)
    if single is None:
        return None
    plane = Plane.around(single)
    flat = plane.to_plane(single)
    stops = [float(start_m), float(end_m)]
    inner = [m for m in _vertices_m(flat) if stops[0] < m < stops[1]]
    ends = shapely.line_interpolate_point(flat, np.array([stops[0], *inner, stops[1]]))
    cut = plane.to_geographic(shapely.LineString(shapely.get_coordinates(ends)))
    return Decimal(repr(length_m(cut))) / _M_PER_KM


def _vertices_m(flat: BaseGeometry) -> list[float]:
    """How far along a line its vertices lie."""
    steps = np.hypot(*np.diff(shapely.get_coordinates(flat), axis=0).T)
    return [float(one) for one in np.cumsum(steps)]


def single_line(shape: BaseGeometry | None) -> BaseGeometry | None:
    """The shape as one line; None: it is none, or of parts that do not meet."""
    if shape is None or shape.geom_type not in _LINES:
        return None
    merged = shapely.line_merge(shape)
    return merged if merged.geom_type == "LineString" else None
