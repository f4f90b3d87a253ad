"""How tangled a shape is, estimated before GEOS is asked to check or repair it.

GEOS cannot be stopped inside one shape. Its time grows with the pairs of edges whose boxes meet
(checking) and with those that cross (repairing), not with the points alone: a ring of 4000 random
points takes a minute to repair, a coast of a million points a second. So both numbers are estimated
from some of the edges, each held against all others.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]

FEW_POINTS = 1000  # any shape of so few is checked and repaired within some seconds
MOST_MEETING = 2.0e7  # pairs: some seconds to check
MOST_CROSSING = 1.5e5  # pairs: some seconds to repair
_SAMPLE = 256  # edges held against all
_NEIGHBOURS = 3  # an edge's box meets itself, the one before and the one after


@dataclass(frozen=True, slots=True, kw_only=True)
class Tangle:
    """Pairs of edges, estimated."""

    meeting: float  # whose boxes meet
    crossing: float  # that cross

    @property
    def checkable(self) -> bool:
        """Whether GEOS can say in time if the shape is valid."""
        return self.meeting <= MOST_MEETING

    @property
    def repairable(self) -> bool:
        """Whether GEOS can repair it in time."""
        return self.checkable and self.crossing <= MOST_CROSSING


def tangle_of(geometry: shapely.Geometry) -> Tangle:
    """The estimate for one shape."""
    starts, ends = _edges(geometry)
    count = len(starts)
    if count == 0:
        return Tangle(meeting=0.0, crossing=0.0)
    (west, south), (east, north) = np.minimum(starts, ends).T, np.maximum(starts, ends).T
    west, south = np.ascontiguousarray(west), np.ascontiguousarray(south)  # a third of the time
    east, north = np.ascontiguousarray(east), np.ascontiguousarray(north)
    picked = np.unique(np.linspace(0, count - 1, min(count, _SAMPLE)).astype(np.int64))
    meeting = crossing = 0
    for place in picked:
        near = np.flatnonzero((west <= east[place]) & (east >= west[place]))
        near = near[(south[near] <= north[place]) & (north[near] >= south[place])]
        meeting += max(0, len(near) - _NEIGHBOURS)
        crossing += _crossed(starts[place], ends[place], starts[near], ends[near])
    pairs = count / len(picked) / 2  # every pair is met from both ends
    return Tangle(meeting=meeting * pairs, crossing=crossing * pairs)


def _edges(geometry: shapely.Geometry) -> tuple[Floats, Floats]:
    points, of, _ = points_of_curves(np.array([geometry], dtype=object))
    joined = np.diff(of) == 0
    return points[:-1][joined], points[1:][joined]


def points_of_curves(
    geometry: npt.NDArray[np.object_],
) -> tuple[Floats, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The points of all lines and rings: places, the curve of each, and the shape of each curve."""
    parts, owners = shapely.get_parts(geometry, return_index=True)
    parts, of = shapely.get_parts(parts, return_index=True)  # multi-shapes in a collection
    owners = owners[of]
    lines, areas = (shapely.get_dimensions(parts) == size for size in (1, 2))
    rings, of = shapely.get_rings(parts[areas], return_index=True)
    points, curves = shapely.get_coordinates(
        np.concatenate([parts[lines], rings]), return_index=True
    )
    return points, curves, np.concatenate([owners[lines], owners[areas][of]])


def _crossed(start: Floats, end: Floats, starts: Floats, ends: Floats) -> int:
    """How many of the edges cross the one from start to end, touching not counted."""
    apart = _side(start, end, starts) * _side(start, end, ends) < 0
    through = _side(starts, ends, start) * _side(starts, ends, end) < 0
    return int(np.count_nonzero(apart & through))


def _side(start: Floats, end: Floats, point: Floats) -> Floats:
    """On which side of an edge a point lies, by sign."""
    along, to = end - start, point - start
    return np.sign(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0])
