"""Which parts of reaches lie in which areas: districts, protection areas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.harmonise.layer import Layer
from watermap.network.ground import along_m
from watermap.network.network import Floats, Network

_ON_EDGE = 1e-9  # degrees, a tenth of a millimetre: a river that is the border lies in both areas
_LEAST_M = 1e-3  # shorter parts come from rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a reach in an area. ``from_m`` < ``to_m`` from its first vertex as drawn."""

    reach: int
    layer: int  # number among the layers given
    record: int  # of the area, counted from 0
    from_m: float
    to_m: float


def parts_within(
    network: Network, reaches: Sequence[int], layers: Sequence[Layer]
) -> tuple[Part, ...]:
    """The parts of reaches that lie in the areas of some layers, by layer, area and reach.

    A part that lies in no area is not told; in areas that overlap it is told each time.
    """
    if not reaches:
        return ()
    lines = network.reaches.lines[list(reaches)]
    tree = shapely.STRtree(lines)
    found: list[Part] = []
    for number, layer in enumerate(layers):
        shapes = np.asarray(layer.frame.geometry.values, dtype=object)
        pairs = tree.query(shapes, predicate="intersects")
        whole = set(zip(*tree.query(shapes, predicate="covers").tolist(), strict=True))
        for pair in sorted(zip(*pairs.tolist(), strict=True)):
            record, row = pair
            reach = int(reaches[row])
            length = float(network.reaches.length_m[reach])
            ends = [(0.0, length)] if pair in whole else _inside(lines[row], shapes[record], length)
            found += (
                Part(reach=reach, layer=number, record=record, from_m=begin, to_m=end)
                for begin, end in ends
            )
    return tuple(found)


def rest_of(length_m: float, taken: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """What of a reach is in none of some parts of it."""
    left, at = [], 0.0
    for begin, end in sorted(taken):
        if begin - at > _LEAST_M:
            left.append((at, begin))
        at = max(at, end)
    if length_m - at > _LEAST_M:
        left.append((at, length_m))
    return left


def _inside(line: BaseGeometry, area: BaseGeometry, length_m: float) -> list[tuple[float, float]]:
    """From where to where, in metres along the line, it is in the area."""
    ends = _cuts(line, area)
    middles = shapely.line_interpolate_point(line, (ends[:-1] + ends[1:]) / 2)
    shapely.prepare(area)
    inside = shapely.dwithin(area, middles, _ON_EDGE)
    metres = _metres(line, ends, length_m)
    return [(begin, end) for begin, end in _runs(inside, metres.tolist()) if end - begin > _LEAST_M]


def _cuts(line: BaseGeometry, area: BaseGeometry) -> Floats:
    """Where the line meets the border, in degrees along it, with its own ends."""
    met = shapely.get_coordinates(shapely.intersection(line, shapely.boundary(area)))
    at = shapely.line_locate_point(line, shapely.points(met)) if len(met) else np.empty(0)
    ends: Floats = np.unique(np.concatenate([[0.0], at, [shapely.length(line)]]))
    return ends


def _metres(line: BaseGeometry, degrees: Floats, length_m: float) -> Floats:
    """Places along a line, given in degrees along it, in metres."""
    xy = shapely.get_coordinates(line)
    steps = np.hypot(*np.diff(xy, axis=0).T)
    flat = np.concatenate([[0.0], np.cumsum(steps)])
    ground = along_m(xy, np.zeros(len(xy), dtype=np.int64))
    metres: Floats = np.interp(degrees, flat, ground)
    metres[[0, -1]] = 0.0, length_m
    return metres


def _runs(inside: npt.NDArray[np.bool_], ends: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Neighbouring parts that are inside as one."""
    begin: float | None = None
    for row, holds in enumerate(inside.tolist()):
        if holds and begin is None:
            begin = ends[row]
        if not holds and begin is not None:
            yield begin, ends[row]
            begin = None
    if begin is not None:
        yield begin, ends[-1]
