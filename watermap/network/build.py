"""The network out of the layers: drawn lines, nodes, direction, rivers."""

from dataclasses import dataclass, field

import numpy as np

from watermap.harmonise.layer import Layer, Layers
from watermap.network.chains import Crossings, Touches, chains, crossings, near_pairs, touches
from watermap.network.direction import (
    Direction,
    Says,
    decide,
    from_attribute,
    from_next_reach,
    from_nodes,
    held_together,
)
from watermap.network.ground import lengths_m
from watermap.network.lines import LeftOut, Lines, draw
from watermap.network.network import Network, Numbers, Reaches, Sort
from watermap.network.noding import Pieces, breaks_of, near_ends, node
from watermap.network.rivers import (
    kilometres,
    number_rivers,
    ranks,
    rising,
    upper_lower,
    upstream_km,
)
from watermap.network.settings import Tolerances

_OWN_BED = (Sort.DIVERSION, Sort.CULVERT)  # crossed without meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A network, and how each of its parts is known."""

    network: Network
    layers: tuple[Layer, ...]  # what ``network.reaches.layer`` counts
    direction: Direction  # evidence of the flow of each reach
    left_out: tuple[LeftOut, ...]
    from_m: "np.ndarray[tuple[int], np.dtype[np.float64]]"  # of each reach along its drawn line
    part: Numbers  # which part of its record each reach is of, counted from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    crossed: Crossings
    touched: Touches  # up to the distance at which gaps are looked for
    sorts: "np.ndarray[tuple[int], np.dtype[np.object_]]" = field(repr=False)


def build(layers: Layers, *, tolerances: Tolerances | None = None) -> Built:
    """The rivers and diversion lines of a project as one network.

    Args:
        layers: by kind; ``river`` and ``diversion_line`` are taken.
        tolerances: how near is near; None: as shipped.
    """
    near = tolerances or Tolerances.shipped()
    lines = draw(layers)
    met = _meetings(lines, near)
    joined = _joins(lines, met, near)
    pieces = node(lines, joined, near.join_m)
    direction = _direction(lines, pieces)
    return Built(
        network=_network(lines, pieces, direction, near),
        layers=lines.layers,
        direction=direction,
        left_out=lines.left_out,
        from_m=pieces.from_m,
        part=lines.part[pieces.line],
    )


def _meetings(lines: Lines, near: Tolerances) -> _Met:
    known = chains(lines)
    one, other = near_pairs(known, near.gap_m)
    return _Met(
        crossed=crossings(lines, known, one, other),
        touched=touches(lines, known, one, other, near.gap_m),
        sorts=np.array(lines.sorts(), dtype=object),
    )


def _joins(lines: Lines, met: _Met, near: Tolerances):
    own_bed = np.isin(met.sorts, _OWN_BED)
    crossed, touched = met.crossed, met.touched
    a, b = lines.of[crossed.first], lines.of[crossed.second]
    real = ~(own_bed[a] | own_bed[b])
    crossed = Crossings(**{n: getattr(crossed, n)[real] for n in Crossings.__slots__})
    close = (touched.away_m <= near.join_m) & ~own_bed[touched.line]
    touched = Touches(**{n: getattr(touched, n)[close] for n in Touches.__slots__})
    return breaks_of(lines, crossed, touched, near_ends(lines, near.join_m))


def _direction(lines: Lines, pieces: Pieces) -> Direction:
    count = len(pieces.line)
    layer_of = lines.layer[pieces.line]
    says: dict[str, Says] = {
        "attribute": from_attribute(lines)[pieces.line],
        "nodes": from_nodes(lines, pieces)[pieces.line],
        "next_reach": from_next_reach(lines, pieces)[pieces.line],
        "digitised": np.ones(count, dtype=np.int8),
    }
    trusted = [
        one
        for name in ("nodes", "digitised")
        for one in held_together(says[name], name, pieces, layer_of, len(lines.layers))
    ]
    for one in trusted:
        if not one.believed:
            says[one.clue] = np.where(layer_of == one.layer, 0, says[one.clue]).astype(np.int8)
    return decide(says, trusted, count)


def _network(lines: Lines, pieces: Pieces, direction: Direction, near: Tolerances) -> Network:
    of = pieces.line
    length = lengths_m(pieces.geometry)
    names = _of(lines.texts("name"), of)
    river = number_rivers(names, pieces.start, pieces.end, len(pieces.node_xy))
    upper, lower = upper_lower(pieces.start, pieces.end, direction.flow)
    drained = upstream_km(upper, lower, length, len(pieces.node_xy))
    rank = ranks(names, rising(lines.numbers("order"))[of], drained)
    ends = (pieces.start, pieces.end)
    speed = lines.numbers("speed")
    slow, fast = (
        np.where(np.isnan(one), speed, one)
        for one in (lines.numbers("slow"), lines.numbers("fast"))
    )
    reaches = Reaches(
        lines=pieces.geometry,
        ids=_of(lines.ids(), of),
        names=names,
        layer=lines.layer[of],
        record=lines.record[of],
        length_m=length,
        start=pieces.start,
        end=pieces.end,
        flow=direction.flow,
        clue=direction.clue,
        confidence=direction.confidence,
        sort=_of(lines.sorts(), of),
        gate=_of(lines.texts("gate"), of),
        slow_m_s=slow[of],
        fast_m_s=fast[of],
        river=river,
        km=kilometres(river, rank, upper, lower, length, ends),
        rank=rank,
    )
    return Network(reaches=reaches, node_xy=pieces.node_xy, tolerance_m=near.join_m)


def _of(values, of: Numbers):
    return tuple(map(values.__getitem__, of.tolist()))
