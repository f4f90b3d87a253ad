"""Sections, outfalls, intakes and others get a place on a reach, or are listed as having none."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely

from watermap.harmonise.layer import Layer, Layers
from watermap.harmonise.names.forms import simplified
from watermap.network.nearest import AsNear, Nearest, ReachIndex, same_river
from watermap.network.network import Floats, Flow, Network, Numbers, Place, Placed
from watermap.network.placing.limits import Limit, Placing, placing

Why = Literal["too_far", "no_geometry", "not_on_a_river"]
Thing = tuple[str, int, int]  # kind, number of the layer among those of the kind, record
NOBODY: Mapping[Thing, Place] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """An object that has no place on the network, and why."""

    kind: str
    layer: int
    record: int
    id: str | None
    name: str | None
    why: Why
    limit_m: float  # farther from a reach nothing of this kind is placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Placements:
    """Every object of the layers asked for: placed or not."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]


def placed(
    network: Network,
    layers: Layers,
    *,
    rules: Placing | None = None,
    by_hand: Mapping[Thing, Place] = NOBODY,
) -> Placements:
    """Place what stands at rivers on the network: every kind of placing.toml that is there.

    A reach of the river that the object's own layer names goes before a nearer one of another.
    What crosses rivers (roads, pipelines) gets one place a crossing.

    Args:
        network: as built.
        layers: by kind; kinds that placing.toml does not name are passed over.
        rules: limits; None: as shipped.
        by_hand: places that a person has said (see ``corrections``); they carry no doubt.
    """
    job = _Job(index=ReachIndex.of(network), rules=rules or placing(), by_hand=by_hand)
    done: list[Placed] = []
    left: list[Unplaced] = []
    for kind, limit in job.rules.kinds.items():
        for number, layer in enumerate(layers.get(kind, ())):
            for one in job.objects(layer, number, limit):
                (left if isinstance(one, Unplaced) else done).append(one)  # type: ignore[arg-type]
    for kind in job.rules.crossing:
        for number, layer in enumerate(layers.get(kind, ())):
            done += job.crossings(layer, number)
    return Placements(placed=tuple(done), unplaced=tuple(left))


def river_km(network: Network, place: Place) -> float:
    """Kilometres of a place above its river's mouth; NaN where the flow is not known."""
    reaches = network.reaches
    ahead = place.at_m
    if reaches.flow[place.reach] != Flow.AGAINST:
        ahead = float(reaches.length_m[place.reach]) - place.at_m
    return float(reaches.km[place.reach]) + ahead / 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What all objects are placed with."""

    index: ReachIndex
    rules: Placing
    by_hand: Mapping[Thing, Place]

    def objects(self, layer: Layer, number: int, limit: Limit) -> list[Placed | Unplaced]:
        """Every record of a layer, in its order."""
        asked = _Asked.of(layer, limit)
        near = AsNear(more_m=self.rules.as_near_m, share=self.rules.as_near_share)
        found = self.index.nearest(asked.points, asked.wanted, limit.limit_m, near)
        doubts = self._doubts(asked, found, limit)
        places = list(
            zip(found.reach.tolist(), found.at_m.tolist(), found.away_m.tolist(), strict=True)
        )
        rows: list[Placed | Unplaced] = []
        for record, why in enumerate(asked.why):
            one = asked.row_of.get(record, -1)
            hand = self.by_hand.get((layer.kind, number, record))
            unfit = why or self._unfit(asked, record, places[one][0])
            own = {"id": asked.ids[record], "name": asked.names[record]}
            if unfit and hand is None:
                rows.append(
                    Unplaced(
                        kind=layer.kind,
                        layer=number,
                        record=record,
                        **own,
                        why=unfit,
                        limit_m=limit.limit_m,
                    )
                )
                continue
            place = hand or Place(reach=places[one][0], at_m=places[one][1], snap_m=places[one][2])
            rows.append(
                Placed(
                    kind=layer.kind,
                    layer=number,
                    record=record,
                    **own,
                    place=place,
                    doubts=() if hand else doubts[one],
                )
            )
        return rows

    def _unfit(self, asked: "_Asked", record: int, reach: int) -> Why | Literal[""]:
        if reach < 0:
            return "too_far"
        if not asked.named_only[record]:
            return ""
        own = self.index.keys[reach]
        return "" if same_river(asked.key_of(record), own) else "not_on_a_river"

    def _doubts(self, asked: "_Asked", found: Nearest, limit: Limit) -> list[tuple[str, ...]]:
        """Why each place that was looked up should be looked at by a person."""
        flow = self.index.network.reaches.flow
        there = found.reach >= 0
        reach = found.reach[there]
        # What is in a lake is at no distance from its own water, whatever river runs beside.
        inside = asked.named_only[list(asked.row_of)][there]
        told = {
            "far": (found.away_m[there] > limit.usual_m) & ~inside,
            "two_reaches": (found.other[there] >= 0) & ~inside,
            "other_river": self._other_river(asked, found)[there],
            "near_confluence": self._near_confluence(reach, found.at_m[there]),
            "flow_unknown": flow[reach] == Flow.UNKNOWN,
        }
        doubts: list[tuple[str, ...]] = [()] * len(there)
        flags = np.column_stack(list(told.values()))
        rows = np.flatnonzero(there)
        for row in np.flatnonzero(flags.any(axis=1)).tolist():
            doubts[int(rows[row])] = tuple(
                name for name, holds in zip(told, flags[row].tolist(), strict=True) if holds
            )
        return doubts

    def _other_river(self, asked: "_Asked", found: Nearest) -> npt.NDArray[np.bool_]:
        """Where the layer names one river and the reach is of another."""
        other = np.zeros(len(found.reach), dtype=bool)
        for row, wanted in enumerate(asked.wanted):
            if wanted and found.reach[row] >= 0:
                own = self.index.keys[found.reach[row]]
                other[row] = bool(own) and not same_river(wanted, own)
        return other

    def _near_confluence(self, reach: Numbers, at_m: Floats) -> npt.NDArray[np.bool_]:
        """Whether a node of three reaches or more is so near that above may be below."""
        reaches, degree = self.index.network.reaches, self.index.degree
        within = self.rules.confluence_m
        near: npt.NDArray[np.bool_] = (at_m <= within) & (degree[reaches.start[reach]] >= 3)
        near |= (reaches.length_m[reach] - at_m <= within) & (degree[reaches.end[reach]] >= 3)
        return near

    def crossings(self, layer: Layer, number: int) -> list[Placed]:
        """One place for each time a line of the layer crosses a reach."""
        shapes = np.asarray(layer.frame.geometry.values, dtype=object)
        ids, names = _texts(layer, "code"), _texts(layer, "name")
        row, reach, points = self.index.crossed(shapes)
        at, away = self.index.locate(points, reach)
        return [
            Placed(
                kind=layer.kind,
                layer=number,
                record=int(one),
                id=ids[one],
                name=names[one],
                place=place,
                doubts=("flow_unknown",)
                if self.index.network.reaches.flow[place.reach] == Flow.UNKNOWN
                else (),
            )
            for one, place in zip(
                row.tolist(),
                (
                    Place(reach=int(of), at_m=float(metres), snap_m=float(off))
                    for of, metres, off in zip(reach, at, away, strict=True)
                ),
                strict=True,
            )
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The records of a layer as they are looked up."""

    ids: list[str | None]
    names: list[str | None]
    why: list[Why | Literal[""]]  # it is not looked up because of this
    named_only: npt.NDArray[np.bool_]  # may only be placed on the water that its layer names
    row_of: Mapping[int, int]  # record: row of ``points``
    points: npt.NDArray[np.float64]
    wanted: list[str]  # name of the river as it is compared, a row of ``points`` each

    def key_of(self, record: int) -> str:
        return self.wanted[self.row_of[record]]

    @classmethod
    def of(cls, layer: Layer, limit: Limit) -> "_Asked":
        shapes = np.asarray(layer.frame.geometry.values, dtype=object)
        gone = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        values = _texts(layer, limit.field) if limit.field else [None] * len(shapes)
        refused = np.array([value in limit.without for value in values], dtype=bool)
        rows = np.flatnonzero(~gone & ~refused).tolist()
        rivers = _texts(layer, "river")
        keys = {name: simplified(name) for name in set(rivers) if name}
        why = np.where(gone, "no_geometry", np.where(refused, "not_on_a_river", ""))
        return cls(
            ids=_texts(layer, "code"),
            names=_texts(layer, "name"),
            why=why.tolist(),
            named_only=np.array([value in limit.named_only for value in values], dtype=bool),
            row_of={record: row for row, record in enumerate(rows)},
            points=shapely.get_coordinates(shapely.point_on_surface(shapes[rows])),
            wanted=[keys.get(rivers[row] or "", "") for row in rows],
        )


def _texts(layer: Layer, field: str) -> list[str | None]:
    if field not in layer.frame.columns:
        return [None] * len(layer.frame)
    return [text if isinstance(text, str) and text else None for text in layer.frame[field]]
