"""Coordinates in the tables that contradict the map: too far from the section, or another area."""

from collections.abc import Iterator, Sequence

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from watermap.errors import Message, Problem
from watermap.figures import figure
from watermap.geodesy.dms import dms
from watermap.geodesy.measure import distance
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements, StatedPlace
from watermap.harmonise.names.joining import NameMatch
from watermap.quality.stations.areas import Areas
from watermap.quality.stations.map_stations import Station

FAR_M = 500.0  # farther apart they are hardly the same section
_SIDES = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def places_said(
    measurements: Measurements, names: NameMatch, known: Sequence[Station], layers: Layers
) -> Iterator[Problem]:
    """Each contradiction, with distance and direction from the section on the map."""
    shapes = {one.name: one.shape for one in known if one.shape is not None}
    areas = Areas.of(layers)
    for stated in measurements.places:
        station = names.matched.get(stated.section)
        shape = shapes.get(station or "")
        if station is not None and shape is not None:
            yield from _of(stated, station, shape, areas)


def _of(stated: StatedPlace, station: str, shape: BaseGeometry, areas: Areas) -> Iterator[Problem]:
    point = Point(stated.lon, stated.lat)
    fields = {
        "name": stated.section,
        "source": stated.source,
        "row": stated.row,
        "place": dms(stated.lon, stated.lat),
        "station": station,
    }
    way = distance(shape, point)
    if way.metres > FAR_M and way.bearing_deg is not None:
        side = Message.of(f"quality.side_{_SIDES[round(way.bearing_deg / 45) % len(_SIDES)]}")
        shown = f"{figure(way.metres / 1000, 2)} km"
        yield Problem.warning("quality.place_far", **fields, distance=shown, side=side)
    here, there = set(areas.at(point)), set(areas.at(shape))
    if there and not (there <= here or (here and here <= there)):
        yield Problem.warning(
            "quality.place_other_area",
            **fields,
            area=_listed(areas.at(point)),
            other=_listed(areas.at(shape)),
        )


def _listed(names: Sequence[str]) -> Message | str:
    return "、".join(names) or Message.of("quality.place_nowhere")
