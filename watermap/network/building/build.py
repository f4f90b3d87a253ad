"""The network out of the layers: drawn lines, nodes, direction, rivers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from watermap.harmonise.layer import Layer, Layers
from watermap.network.building.beds import InBed, in_beds
from watermap.network.building.direction import Direction
from watermap.network.building.draft import Draft
from watermap.network.building.faults import Fault
from watermap.network.building.finding import find_faults
from watermap.network.building.flowing import Heights, directed
from watermap.network.building.lakes import linked
from watermap.network.building.lines import Lines, draw
from watermap.network.building.meeting import meetings
from watermap.network.building.mouths import Meets, rising
from watermap.network.building.noding import Pieces, near_ends, node
from watermap.network.building.repairs import Repair, Resolved, resolve
from watermap.network.building.rivers import (
    kilometres,
    number_rivers,
    ranks,
    upper_lower,
    upstream_km,
)
from watermap.network.building.settings import Tolerances
from watermap.network.network import Floats, Network, Numbers, Reaches

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A network, how each of its parts is known, and what is wrong with it."""

    network: Network
    layers: tuple[Layer, ...]  # what ``network.reaches.layer`` counts: rivers, diversions, lakes
    faults: tuple[Fault, ...]  # the most severe first
    direction: Direction  # what each clue says of each reach
    lines: Lines  # as drawn, with links through lakes behind; what ``line`` counts
    line: Numbers  # of each reach
    from_m: Floats  # where each reach begins along its drawn line
    applied: tuple[Resolved, ...]  # the repairs that are in it
    stale: tuple[Repair, ...]  # repairs whose lines are not there as they were: not applied


def build(
    layers: Layers,
    *,
    tolerances: Tolerances | None = None,
    repairs: Sequence[Repair] = (),
    heights: Heights | None = None,
) -> Built:
    """The rivers and diversion lines of a project as one network.

    Args:
        layers: by kind; ``river``, ``diversion_line`` and ``lake`` are taken.
        tolerances: how near is near; None: as shipped.
        repairs: what a person decided; those on lines that have changed are not applied.
        heights: gives metres above sea for longitudes and latitudes; NaN where it knows nothing.
    """
    near = tolerances or Tolerances.shipped()
    lines, beds, applied, stale = _prepared(layers, near, repairs)
    met = meetings(lines, near, applied)
    pieces = node(lines, met.breaks, near.join_m)
    length = pieces.to_m - pieces.from_m
    names = _of(lines.texts("name"), pieces.line)
    river = number_rivers(names, pieces.start, pieces.end, len(pieces.node_xy))
    direction = directed(
        lines,
        pieces,
        length,
        river,
        applied,
        near=near,
        heights=heights,
        twice=[other for _, other in met.duplicates],
    )
    upper, lower = upper_lower(pieces.start, pieces.end, direction.flow)
    drained = upstream_km(upper, lower, length, len(pieces.node_xy))
    network = _network(
        lines, pieces, direction, river=river, length=length, drained=drained, near=near
    )
    draft = Draft(
        lines=lines,
        pieces=pieces,
        meetings=met,
        network=network,
        direction=direction,
        drained_km=drained,
        beds=beds,
        repairs=applied,
        stale=stale,
        near=near,
    )
    return Built(
        network=network,
        layers=lines.layers,
        faults=find_faults(draft),
        direction=direction,
        lines=lines,
        line=pieces.line,
        from_m=pieces.from_m,
        applied=applied,
        stale=stale,
    )


def _prepared(
    layers: Layers, near: Tolerances, repairs: Sequence[Repair]
) -> tuple[Lines, tuple[tuple[InBed, Lines], ...], tuple[Resolved, ...], tuple[Repair, ...]]:
    """The lines that are noded: without what was taken out, with links through lakes."""
    drawn = draw(layers)
    known, stale = resolve(drawn, repairs)
    kept = np.ones(len(drawn), dtype=bool)
    kept[[one.line for one in known if one.repair.do == "remove"]] = False
    lines = drawn.only(kept)
    beds = in_beds(lines, near.in_bed_m)
    kept = np.ones(len(lines), dtype=bool)
    kept[[one.line for one in beds]] = False
    told = tuple((one, lines) for one in beds)
    lines = lines.only(kept)
    still = [repair for repair in repairs if repair not in stale and repair.do != "remove"]
    applied, gone = resolve(lines, still)
    removed = tuple(one for one in known if one.repair.do == "remove")
    if lakes := layers.get("lake", ()):
        lines = linked(lines, _free(lines, near), lakes, near.lake_edge_m)
    return lines, told, (*removed, *applied), (*stale, *gone)


def _free(lines: Lines, near: Tolerances) -> Numbers:
    """Ends at which no other end is."""
    met = np.zeros(2 * len(lines), dtype=bool)
    for pairs in near_ends(lines, near.join_m):
        met[pairs] = True
    return np.flatnonzero(~met)


def _network(
    lines: Lines,
    pieces: Pieces,
    direction: Direction,
    *,
    river: Numbers,
    length: Floats,
    drained: Floats,
    near: Tolerances,
) -> Network:
    of = pieces.line
    names = _of(lines.texts("name"), of)
    upper, lower = upper_lower(pieces.start, pieces.end, direction.flow)
    order = rising(Meets.of(pieces, river), lines.numbers("order")[of], river)
    rank = ranks(names, order, drained)
    ends = (pieces.start, pieces.end)
    slow, fast = _speeds(lines)
    reaches = Reaches(
        lines=pieces.geometry,
        ids=_of(lines.ids, of),
        names=names,
        layer=lines.layer[of],
        record=lines.record[of],
        length_m=length,
        start=pieces.start,
        end=pieces.end,
        flow=direction.flow,
        clue=direction.clue,
        confidence=direction.confidence,
        sort=_of(lines.sorts, of),
        gate=_of(lines.texts("gate"), of),
        slow_m_s=slow[of],
        fast_m_s=fast[of],
        river=river,
        km=kilometres(river, rank, upper, lower, length, ends),
        rank=rank,
    )
    return Network(reaches=reaches, node_xy=pieces.node_xy, tolerance_m=near.join_m)


def _speeds(lines: Lines) -> tuple[Floats, Floats]:
    """Lowest and highest speed; where only one speed is given it is both."""
    mean = lines.numbers("speed")
    slow, fast = (
        np.where(np.isnan(one), mean, one) for one in (lines.numbers("slow"), lines.numbers("fast"))
    )
    return np.fmin(slow, fast), np.fmax(slow, fast)


def _of(values: Sequence[Value], of: Numbers) -> tuple[Value, ...]:
    return tuple(map(values.__getitem__, of.tolist()))
