"""Places that a person has said, from the project's repairs; they hold while nothing has moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from watermap.harmonise.layer import Layers
from watermap.network.building.build import Built
from watermap.network.building.repairs import Repair, ThingKey, key_of
from watermap.network.ground import nearest_on, ways_m
from watermap.network.network import Place, Placed
from watermap.network.placing.place import Thing

MOVED_M = 1.0  # an object that stands farther from where it stood then has moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Places by object, and what no longer fits: the line or the object is not as it was."""

    places: Mapping[Thing, Place]
    stale: tuple[Repair, ...]


def corrections(built: Built, layers: Layers) -> Corrections:
    """The places said by a person, on the network as it is now."""
    places: dict[Thing, Place] = {}
    stale = [repair for repair in built.stale if repair.do == "place"]
    for one in built.applied:
        repair = one.repair
        if repair.do != "place" or repair.thing is None or repair.at is None:
            continue
        thing, point = _thing(repair.thing, layers)
        place = _place(built, one.line, repair.at, point)
        if thing is None or place.reach < 0:
            stale.append(repair)
        else:
            places[thing] = place
    return Corrections(places=places, stale=tuple(stale))


def correction(built: Built, layers: Layers, one: Placed, place: Place) -> Repair:
    """The decision that an object stands there; also of a doubtful place that is right.

    ``place``: where it is said to be; of it the reach and the metres count.
    """
    layer = layers[one.kind][one.layer]
    lon, lat = shapely.get_coordinates(
        shapely.point_on_surface(layer.frame.geometry.iloc[one.record])
    )[0].tolist()
    line = built.network.reaches.lines[place.reach]
    xy = shapely.get_coordinates(line)
    steps = np.concatenate([[0.0], np.cumsum(ways_m(xy[:-1], xy[1:]))])
    at = tuple(float(np.interp(place.at_m, steps, xy[:, axis])) for axis in (0, 1))
    return Repair(
        do="place",
        thing=ThingKey(
            kind=one.kind,
            layer=layer.source.path.name,
            record=one.record + 1,
            id=one.id,
            lon=lon,
            lat=lat,
        ),
        line=key_of(built.lines, int(built.line[place.reach])),
        at=(at[0], at[1]),
    )


def _thing(key: ThingKey, layers: Layers) -> tuple[Thing | None, tuple[float, float]]:
    """The object that is meant, by its record or, where that has changed, by its id and place."""
    was = np.array([[key.lon, key.lat]])
    for number, layer in enumerate(layers.get(key.kind, ())):
        if layer.source.path.name != key.layer:
            continue
        shapes = np.asarray(layer.frame.geometry.values, dtype=object)
        order = (
            [key.record - 1, *range(len(shapes))]
            if key.record <= len(shapes)
            else range(len(shapes))
        )
        for row in order:
            if shapes[row] is None or shapely.is_empty(shapes[row]):
                continue
            now = shapely.get_coordinates(shapely.point_on_surface(shapes[row]))
            if float(ways_m(was, now)[0]) <= MOVED_M:
                return (key.kind, number, int(row)), (float(now[0, 0]), float(now[0, 1]))
    return None, (key.lon, key.lat)


def _place(built: Built, line: int, at: Sequence[float], point: tuple[float, float]) -> Place:
    """The nearest place to ``at`` on the reaches of a drawn line."""
    best = Place(reach=-1, at_m=0.0, snap_m=float("inf"))
    spot = np.array([at], dtype=np.float64)
    for reach in np.flatnonzero(built.line == line).tolist():
        xy = shapely.get_coordinates(built.network.reaches.lines[reach])
        share, away = nearest_on(np.broadcast_to(spot, xy[1:].shape), xy[:-1], xy[1:])
        step = int(away.argmin())
        if float(away[step]) < best.snap_m:
            ways = ways_m(xy[:-1], xy[1:])
            at_m = float(ways[:step].sum() + share[step] * ways[step])
            best = Place(reach=reach, at_m=at_m, snap_m=float(away[step]))
    own = float(ways_m(spot, np.array([point]))[0])
    return Place(reach=best.reach, at_m=best.at_m, snap_m=own)
