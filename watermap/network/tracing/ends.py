"""Where a trace ends, and why."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from watermap.network.network import Floats, Flow, Numbers, Placed
from watermap.network.tracing.pieces import places_on
from watermap.network.tracing.walk import Cut, Walk

Reason = Literal["outlet", "source", "distance", "time", "object", "gap", "unknown_direction"]
_REASONS: dict[Cut, Reason] = {
    Cut.DISTANCE: "distance",
    Cut.TIME: "time",
    Cut.OBJECT: "object",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end. ``taken_m``: along the water from the start."""

    reason: Reason
    lon: float  # EPSG:4490
    lat: float
    taken_m: float
    reach: int  # on which it ends; of an unknown direction the reach that was not entered
    object: Placed | None = None  # that the trace was to stop at


def ends_of(walked: Walk, objects: Sequence[Placed], gaps: Collection[int]) -> tuple[End, ...]:
    """All ends, the nearest first.

    Args:
        walked: the trace.
        objects: that it was to stop at.
        gaps: nodes at which a line is thought to be missing.
    """
    found = [*_cut(walked, objects), *_nodes(walked, frozenset(gaps)), *_unknown(walked)]
    return tuple(sorted(found, key=lambda one: one.taken_m))


def _cut(walked: Walk, objects: Sequence[Placed]) -> Iterator[End]:
    """Where a limit or an object was."""
    all_ = walked.stretches
    rows = np.flatnonzero(all_.cut != Cut.NOT)
    sign = np.where(all_.to_end[rows], 1.0, -1.0)
    at_m = all_.begin_m[rows] + sign * all_.walked_m[rows]
    xy = places_on(walked.ways.network, all_.reach[rows], at_m)
    for place, row in enumerate(rows.tolist()):
        reason = _REASONS[Cut(int(all_.cut[row]))]
        yield End(
            reason=reason,
            lon=float(xy[place, 0]),
            lat=float(xy[place, 1]),
            taken_m=float(all_.taken_m[row] + all_.walked_m[row]),
            reach=int(all_.reach[row]),
            object=_there(objects, int(all_.reach[row]), float(at_m[place]))
            if reason == "object"
            else None,
        )


def _there(objects: Sequence[Placed], reach: int, at_m: float) -> Placed | None:
    here = [one for one in objects if one.place.reach == reach]
    return min(here, key=lambda one: abs(one.place.at_m - at_m), default=None)


def _nodes(walked: Walk, gaps: frozenset[int]) -> Iterator[End]:
    """Nodes that were come to, with no step on and nothing of an unknown direction."""
    arcs, network = walked.ways.arcs, walked.ways.network
    node, taken_m, reach = _arrivals(walked)
    steps_on = arcs.first[node + 1] - arcs.first[node]
    # A single step on along the reach one came by is the way back of a reach that flows both ways.
    back = steps_on == 1
    back[back] = arcs.reach[arcs.first[node[back]]] == reach[back]
    unknown = np.zeros(len(network), dtype=bool)
    of_unknown = network.reaches.flow == Flow.UNKNOWN
    unknown[network.reaches.start[of_unknown]] = True
    unknown[network.reaches.end[of_unknown]] = True
    last: Reason = "outlet" if walked.ways.direction == "down" else "source"
    for row in np.flatnonzero(((steps_on == 0) | back) & ~unknown[node]).tolist():
        lon, lat = network.node_xy[node[row]].tolist()
        reason: Reason = "gap" if int(node[row]) in gaps else last
        yield End(
            reason=reason, lon=lon, lat=lat, taken_m=float(taken_m[row]), reach=int(reach[row])
        )


def _arrivals(walked: Walk) -> tuple[Numbers, Floats, Numbers]:
    """Every node that was come to once: its number, metres by the shortest way, the last reach."""
    all_ = walked.stretches
    rows = np.flatnonzero(all_.cut == Cut.NOT)
    node, taken_m = all_.node[rows], (all_.taken_m + all_.walked_m)[rows]
    order = np.lexsort((taken_m, node))
    first = order[np.flatnonzero(np.diff(node[order], prepend=-1))]
    return node[first], taken_m[first], all_.reach[rows][first]


def _unknown(walked: Walk) -> Iterator[End]:
    """Reaches of an unknown direction at the nodes that were come to: nobody can say."""
    network, start = walked.ways.network, walked.start
    reaches = network.reaches
    if int(reaches.flow[start.reach]) == Flow.UNKNOWN:
        here = np.array([start.reach], dtype=np.int64)
        lon, lat = places_on(network, here, np.array([start.at_m]))[0].tolist()
        yield End(reason="unknown_direction", lon=lon, lat=lat, taken_m=0.0, reach=start.reach)
    node, taken_m, _ = _arrivals(walked)
    least_m = np.full(len(network), np.inf)
    least_m[node] = taken_m
    unknown = np.flatnonzero(reaches.flow == Flow.UNKNOWN)
    for ends in (reaches.start[unknown], reaches.end[unknown]):
        for row in np.flatnonzero(np.isfinite(least_m[ends])).tolist():
            at = int(ends[row])
            lon, lat = network.node_xy[at].tolist()
            yield End(
                reason="unknown_direction", lon=lon, lat=lat, taken_m=float(least_m[at]),
                reach=int(unknown[row]),
            )  # fmt: skip
