"""Sections, outfalls, intakes and others get a place on a reach, or are listed as having none."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely

from watermap.harmonise.layer import Layer, Layers
from watermap.harmonise.names.forms import simplified
from watermap.network.limits import Limit, Placing, placing
from watermap.network.nearest import AsNear, Nearest, ReachIndex, same_river
from watermap.network.network import Flow, Network, Place, Placed

Why = Literal["too_far", "no_geometry", "not_on_a_river", "no_reaches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """An object that has no place on the network, and why."""

    kind: str
    layer: int
    record: int
    id: str | None
    name: str | None
    why: Why
    nearest_m: float  # to the nearest reach; NaN: not known or none within the limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Placements:
    """Every object of the layers asked for: placed or not."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]


def placed(network: Network, layers: Layers, *, rules: Placing | None = None) -> Placements:
    """Place what stands at rivers on the network: every kind of placing.toml that is there.

    A reach of the river that the object's own layer names goes before a nearer one of another.

    Args:
        network: as built.
        layers: by kind; kinds that placing.toml does not name are passed over.
        rules: limits; None: as shipped.
    """
    known = rules or placing()
    index = ReachIndex.of(network)
    done: list[Placed] = []
    left: list[Unplaced] = []
    for kind, limit in known.kinds.items():
        for number, layer in enumerate(layers.get(kind, ())):
            _layer(index, layer, number, limit, known, done, left)
    return Placements(placed=tuple(done), unplaced=tuple(left))


def river_km(network: Network, place: Place) -> float:
    """Kilometres of a place above its river's mouth; NaN where the flow is not known."""
    reaches = network.reaches
    ahead = place.at_m
    if reaches.flow[place.reach] != Flow.AGAINST:
        ahead = float(reaches.length_m[place.reach]) - place.at_m
    return float(reaches.km[place.reach]) + ahead / 1000


def _layer(
    index: ReachIndex,
    layer: Layer,
    number: int,
    limit: Limit,
    rules: Placing,
    done: list[Placed],
    left: list[Unplaced],
) -> None:
    shapes = np.asarray(layer.frame.geometry.values, dtype=object)
    ids, names, rivers = (_texts(layer, role) for role in ("code", "name", "river"))
    why = _refused(layer, shapes, limit)
    rows = np.flatnonzero(why == "")
    points = shapely.get_coordinates(shapely.point_on_surface(shapes[rows]))
    near = AsNear(more_m=rules.as_near_m, share=rules.as_near_share)
    wanted = [_key(rivers[row]) for row in rows.tolist()]
    found = index.nearest(points, wanted, limit.limit_m, near)
    at = dict(zip(rows.tolist(), range(len(rows)), strict=True))
    for row in range(len(shapes)):
        common = {"kind": layer.kind, "layer": number, "record": row}
        known = {"id": ids[row], "name": names[row]}
        one = at.get(row)
        if one is None or found.reach[one] < 0:
            reason: Why = why[row] or ("too_far" if len(index.network.reaches) else "no_reaches")
            far = float("nan") if one is None else float(found.other_m[one])
            left.append(Unplaced(**common, **known, why=reason, nearest_m=far))
            continue
        place = Place(
            reach=int(found.reach[one]),
            at_m=float(found.at_m[one]),
            snap_m=float(found.away_m[one]),
        )
        doubts = _doubts(index.network, place, found, one, _key(rivers[row]), limit, rules)
        done.append(Placed(**common, **known, place=place, doubts=doubts))


def _refused(
    layer: Layer, shapes: npt.NDArray[np.object_], limit: Limit
) -> npt.NDArray[np.object_]:
    why = np.full(len(shapes), "", dtype=object)
    if limit.field in layer.frame.columns:
        why[layer.frame[limit.field].isin(limit.without).to_numpy()] = "not_on_a_river"
    why[shapely.is_missing(shapes) | shapely.is_empty(shapes)] = "no_geometry"
    return why


def _doubts(
    network: Network,
    place: Place,
    found: Nearest,
    one: int,
    wanted: str,
    limit: Limit,
    rules: Placing,
) -> tuple[str, ...]:
    reaches = network.reaches
    own = _key(reaches.names[place.reach])
    told = {
        "far": place.snap_m > limit.usual_m,
        "two_reaches": int(found.other[one]) >= 0,
        "other_river": bool(wanted) and bool(own) and not same_river(wanted, own),
        "near_confluence": _near_confluence(network, place, rules.confluence_m),
        "flow_unknown": int(reaches.flow[place.reach]) == Flow.UNKNOWN,
    }
    return tuple(name for name, holds in told.items() if holds)


def _near_confluence(network: Network, place: Place, within_m: float) -> bool:
    reaches = network.reaches
    length = float(reaches.length_m[place.reach])
    ends = (
        (reaches.start[place.reach], place.at_m),
        (reaches.end[place.reach], length - place.at_m),
    )
    return any(metres <= within_m and degree(network, int(node)) >= 3 for node, metres in ends)


def degree(network: Network, node: int) -> int:
    """How many ends of reaches meet in a node."""
    reaches = network.reaches
    return int((reaches.start == node).sum() + (reaches.end == node).sum())


def _key(name: str | None) -> str:
    return simplified(name) if name else ""


def _texts(layer: Layer, field: str) -> list[str | None]:
    if field not in layer.frame.columns:
        return [None] * len(layer.frame)
    return [str(text) if isinstance(text, str) and text else None for text in layer.frame[field]]
