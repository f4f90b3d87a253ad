"""Diversion lines that lie in the bed of a river: there the river is the way of the water."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from watermap.network.building.lines import Lines
from watermap.network.ground import scales, ways_m
from watermap.network.network import Floats, Numbers, Sort

MOST_APART = 0.1  # share of its length that a line in a river's bed may lie outside


@dataclass(frozen=True, slots=True, kw_only=True)
class InBed:
    """A diversion line that is left out because a river's line is already there."""

    line: int
    rivers: tuple[int, ...]  # the lines whose bed it is, the longest stretch first
    share: float  # of its length that lies there


def in_beds(lines: Lines, within_m: float) -> tuple[InBed, ...]:
    """The diversion lines that run along rivers for nearly all of their length."""
    led = lines.of_sorts(Sort.DIVERSION)
    rivers, diversions = np.flatnonzero(~led), np.flatnonzero(led)
    if not len(rivers):
        return ()
    found = [_in_bed(lines, int(line), rivers, within_m) for line in diversions]
    return tuple(one for one in found if one.share >= 1 - MOST_APART)


def _in_bed(lines: Lines, line: int, rivers: Numbers, within_m: float) -> InBed:
    xy = lines.xy[lines.first[line] : lines.first[line + 1]]
    weight = _weights(xy)
    covered = np.zeros(len(xy), dtype=bool)
    shares: dict[int, float] = {}
    near = rivers[_meets(lines, xy, rivers, within_m)]
    for river in near.tolist():
        close = _close(xy, lines.geometry[river], within_m)
        covered |= close
        shares[river] = float(weight[close].sum())
    most = sorted((one for one in shares if shares[one] > MOST_APART), key=lambda one: -shares[one])
    return InBed(line=line, rivers=tuple(most), share=float(weight[covered].sum()))


def _weights(xy: Floats) -> Floats:
    """What part of the line's length each vertex stands for."""
    steps = ways_m(xy[:-1], xy[1:])
    halves = np.concatenate([steps, [0.0]]) + np.concatenate([[0.0], steps])
    weights: Floats = halves / halves.sum()
    return weights


def _meets(lines: Lines, xy: Floats, rivers: Numbers, within_m: float) -> Numbers:
    box = shapely.box(*xy.min(axis=0), *xy.max(axis=0))
    boxes = shapely.box(*shapely.bounds(lines.geometry[rivers]).T)
    reach = within_m / float(scales(xy[:1, 1])[0][0])
    return np.flatnonzero(shapely.dwithin(boxes, box, reach))


def _close(xy: Floats, river: object, within_m: float) -> npt.NDArray[np.bool_]:
    """Vertices within that distance of a river, on a plane of the line's own middle latitude."""
    east, north = (float(one[0]) for one in scales(np.array([xy[:, 1].mean()])))
    scale = np.array([east, north])
    flat = shapely.transform(river, lambda degrees: (degrees - xy[0]) * scale)
    near: npt.NDArray[np.bool_] = shapely.dwithin(
        shapely.points((xy - xy[0]) * scale), flat, within_m
    )
    return near
