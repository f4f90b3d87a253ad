"""The objects on a trace: how far along the water, how many hours, on the main stem or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from watermap.network.network import Floats, Numbers, Placed
from watermap.network.placing.place import river_km
from watermap.network.tracing.pieces import Pieces
from watermap.network.tracing.speeds import Hours, Pace
from watermap.network.tracing.walk import Cut, Walk

_AT_MM = 1e-3  # metres: an object this near to the end of a stretch is on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """An object on the way. ``taken_m``: the shortest way along the water from the start."""

    object: Placed
    taken_m: float
    river_km: float  # above the mouth of its river; NaN: the flow is not known
    hours: Hours  # by the quickest way
    main: bool


def objects_met(
    walked: Walk, pieces: Pieces, objects: Sequence[Placed], through: Mapping[Pace, Floats]
) -> tuple[Met, ...]:
    """The objects on what was walked, the nearest first; each once.

    Args:
        walked: the trace.
        pieces: its parts, for the main stem.
        objects: all on the network.
        through: hours through each reach at each pace.
    """
    if not objects:
        return ()
    pairs = _pairs(walked, objects)
    hours = {pace: _hours(walked, pairs, of) for pace, of in through.items()}
    main = set(pieces.reach[pieces.main].tolist())
    best: dict[int, int] = {}
    for row in np.argsort(pairs.taken_m, kind="stable").tolist():
        best.setdefault(int(pairs.object[row]), row)
    least = {pace: np.full(len(objects), np.inf) for pace in through}
    for pace, of in hours.items():
        np.minimum.at(least[pace], pairs.object, of)
    found = []
    for number, row in best.items():
        one = objects[number]
        soonest = {pace: float(of[number]) for pace, of in least.items()}
        found.append(
            Met(
                object=one,
                taken_m=float(pairs.taken_m[row]),
                river_km=river_km(walked.ways.network, one.place),
                hours=Hours(
                    earliest=soonest["fast"], likely=soonest["likely"], latest=soonest["slow"]
                ),
                main=one.place.reach in main,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """Objects with the stretches they are on."""

    object: Numbers
    row: Numbers  # of the stretches
    along_m: Floats  # from where the stretch begins
    taken_m: Floats


def _pairs(walked: Walk, objects: Sequence[Placed]) -> _Pairs:
    all_ = walked.stretches
    reach = np.array([one.place.reach for one in objects], dtype=np.int64)
    at_m = np.array([one.place.at_m for one in objects])
    order = np.argsort(all_.reach, kind="stable")
    sorted_ = all_.reach[order]
    first, last = (np.searchsorted(sorted_, reach, side=side) for side in ("left", "right"))
    count = last - first
    number = np.repeat(np.arange(len(objects)), count)
    offset = np.arange(len(number)) - np.repeat(np.cumsum(count) - count, count)
    row = order[np.repeat(first, count) + offset]
    along = np.where(all_.to_end[row], 1.0, -1.0) * (at_m[number] - all_.begin_m[row])
    on = (along >= 0) & (along <= all_.walked_m[row] + _AT_MM)
    return _Pairs(
        object=number[on],
        row=row[on],
        along_m=along[on],
        taken_m=(all_.taken_m[row] + along)[on],
    )


def _hours(walked: Walk, pairs: _Pairs, through_h: Floats) -> Floats:
    """Hours to each object of a pair: to where its stretch begins, and along it."""
    ways, all_ = walked.ways, walked.stretches
    length = ways.network.reaches.length_m
    cost = np.full(len(ways.source), np.inf)
    gone = all_.step[(all_.cut == Cut.NOT) & (all_.step >= 0)]
    cost[gone] = through_h[ways.arcs.reach[gone]]
    exits = []
    for row, way in enumerate(walked.exits):
        if all_.cut[row] == Cut.NOT:
            share = way.ahead_m / length[walked.start.reach] if way.ahead_m else 0.0
            exits.append((way.node, share * through_h[walked.start.reach] if share else 0.0))
    least = ways.reaching(cost, tuple(exits))
    step = all_.step[pairs.row]
    begun = np.zeros(len(step))
    begun[step >= 0] = least[ways.source[step[step >= 0]]]
    share = pairs.along_m / length[all_.reach[pairs.row]]
    with np.errstate(invalid="ignore"):
        part = np.where(share > 0, share * through_h[all_.reach[pairs.row]], 0.0)
    return np.asarray(begun + part, dtype=np.float64)
