"""The other rivers that meet a river's course: where, from which bank, which way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from watermap.network.ground import scales
from watermap.network.network import Floats, Flow, Network
from watermap.network.tracing.course import Course
from watermap.network.tracing.pieces import places_on

Side = Literal["left", "right"]
Way = Literal["in", "out", "both", "unknown"]
_LOOK_M = 30.0  # so far from the confluence the bank is looked at: nearer, snapping decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Another river at the course. ``side``: looking downstream; None: at the head or mouth."""

    name: str | None
    id: str  # of its reach there
    km: float
    side: Side | None
    way: Way  # whether its water comes in or goes out; "unknown": its flow is not known


def joining(network: Network, course: Course) -> tuple[tuple[Joining, ...], tuple[str, ...]]:
    """The rivers that meet a course, from the head to the mouth, and what it flows into.

    Where the water of the mouth goes on in another river, the rest of what meets there belongs to
    that one and is not told.

    Returns:
        What meets the course, and the rivers its mouth opens into (an id where one has no name).
    """
    reaches = network.reaches
    nodes = _nodes(network, course)
    mouth = int(course.lower[course.reaches[-1]])
    touching = np.flatnonzero(
        np.isin(reaches.start, list(nodes)) | np.isin(reaches.end, list(nodes))
    ).tolist()
    met: dict[tuple[int, int, str], Joining] = {}
    into: list[str] = []
    for reach in touching:
        if reaches.river[reach] == course.river:
            continue
        for node in {int(reaches.start[reach]), int(reaches.end[reach])} & nodes.keys():
            way = _way(network, course, reach, node)
            if node == mouth and way in ("out", "both"):
                into.append(reaches.names[reach] or reaches.ids[reach])
            met.setdefault(
                (int(reaches.river[reach]), node, way),
                Joining(
                    name=reaches.names[reach],
                    id=reaches.ids[reach],
                    km=nodes[node],
                    side=_side(network, course, reach, node),
                    way=way,
                ),
            )
    told = (one for (_, node, _), one in met.items() if node != mouth or not into)
    return tuple(sorted(told, key=lambda one: -one.km)), tuple(dict.fromkeys(into))


def _nodes(network: Network, course: Course) -> dict[int, float]:
    """The nodes of a course with their river-km, from the head to the mouth."""
    reaches = network.reaches
    found = {
        int(course.upper[reach]): float(reaches.km[reach] + reaches.length_m[reach] / 1000)
        for reach in course.reaches
    }
    found[int(course.lower[course.reaches[-1]])] = 0.0
    return found


def _way(network: Network, course: Course, reach: int, node: int) -> Way:
    flow = network.reaches.flow[reach]
    if flow == Flow.UNKNOWN:
        return "unknown"
    if flow == Flow.BOTH:
        return "both"
    return "in" if course.lower[reach] == node else "out"


def _side(network: Network, course: Course, reach: int, node: int) -> Side | None:
    """Left or right of the course at a node, as one looks downstream."""
    above = next((row for row in course.reaches if course.lower[row] == node), None)
    below = next((row for row in course.reaches if course.upper[row] == node), None)
    if above is None or below is None:
        return None
    up, down, other = (_bearing(network, row, node) for row in (above, below, reach))
    return "left" if (other - up) % 360 < (down - up) % 360 else "right"


def _bearing(network: Network, reach: int, node: int) -> float:
    """The direction in which a reach leaves a node, in degrees from north."""
    length = float(network.reaches.length_m[reach])
    away = min(_LOOK_M, length / 2)
    at = away if network.reaches.start[reach] == node else length - away
    first = network.node_xy[node]
    east, north = _scaled(places_on(network, np.array([reach]), np.array([at]))[0] - first, first)
    return float(np.degrees(np.arctan2(east, north)))


def _scaled(degrees: Floats, at: Floats) -> Iterator[float]:
    """Differences in degrees as metres east and north."""
    return (float(way * scale[0]) for way, scale in zip(degrees, scales(at[1:]), strict=True))
