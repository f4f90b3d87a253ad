"""Signs that a layer is in the offset coordinates of a web map (GCJ-02, BD-09), against known ones.

Features are held to the nearest known lines, borders or points as they are, and as if they came
from a web map. An offset is suspected where that brings them clearly nearer, and clearly nearer
than moves as long into other directions do: a dense net of lines is near wherever one moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Message
from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.web_offset import BOX, WebOffsetName, true_degrees
from watermap.harmonise.places.ground import Points, spread

Shapes = npt.NDArray[np.object_]
FEWEST = 5  # points; fewer may lie anywhere
MOST_POINTS = 300
_MOST_VERTICES = 20_000  # looked through for points that differ
_WITHIN_M = 2_000.0  # a known thing farther away is another thing
_SHARE = 0.2  # of the points have to have a counterpart
_NEARER = 0.6  # the median distance has to come down to this share of what it was
_BEST_OTHER = 0.7  # ... and to this share of what the best move into another direction gives
_AT_LEAST_M = 30.0  # a layer that is nearer than this as it is needs no offset
_MOSTLY = 0.6  # of the points come nearer by it
_BESIDE_DEG = 0.05  # known edges farther off are not looked at
_OTHER_WAYS_DEG = (45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)
_NAMES: tuple[WebOffsetName, ...] = ("gcj02", "bd09")


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetSuspicion:
    """A layer seems to be in a web map's coordinates; only a person can say so."""

    offset: WebOffsetName
    before_m: float  # median distance to what is known, as the layer is
    after_m: float  # ... converted
    shift_m: float  # median length of the conversion
    count: int  # points that were compared

    @property
    def words(self) -> Message:
        """The offset's name."""
        return Message.of(f"harmonise.offset_{self.offset}")

    @property
    def evidence(self) -> Message:
        """The figures in words."""
        return Message.of(
            "harmonise.offset_evidence",
            offset=self.words,
            before=f"{self.before_m:.0f}",
            after=f"{self.after_m:.0f}",
            shift=f"{self.shift_m:.0f}",
            count=self.count,
        )


def suspect_offset(
    layer_geometry: Shapes, known_geometry: Shapes, *, pairs: npt.NDArray[np.intp] | None = None
) -> OffsetSuspicion | None:
    """Whether a layer lies as a web map would move it; None: nothing says so.

    Args:
        layer_geometry: in degrees, as if on CGCS2000.
        known_geometry: what is known of the same region, EPSG:4490: lines, borders, points.
        pairs: n × 2, positions of the same thing in both, as the same name says; None: the nearest
            known thing is taken for each point.
    """
    if pairs is not None:
        against = _Pairs(layer_geometry, known_geometry, pairs)
        return _suspected(against.points, against)
    return suspect_points(sample_points(layer_geometry), known_geometry)


def suspect_points(points: Points, known_geometry: Shapes) -> OffsetSuspicion | None:
    """The same of points of a layer, as ``sample_points`` takes them."""
    if len(points) < FEWEST:
        return None
    return _suspected(points, _Segments(known_geometry, points))


def _suspected(points: Points, known: "_Segments | _Pairs") -> OffsetSuspicion | None:
    before = known.metres(points)
    if len(points) < FEWEST or np.isnan(before).all() or np.median(before) < _AT_LEAST_M:
        return None
    found = [one for name in _NAMES if (one := _tried(points, before, known, name)) is not None]
    return min(found, key=lambda one: one.after_m, default=None)


def sample_points(geometry: Shapes) -> Points:
    """Points of a layer that say where it lies: its points, vertices of its lines and borders."""
    vertices = shapely.get_coordinates(geometry)
    vertices = vertices[spread(len(vertices), _MOST_VERTICES)] if len(vertices) else vertices
    west, south, east, north = BOX
    inside = (vertices >= (west, south)).all(axis=1) & (vertices <= (east, north)).all(axis=1)
    unlike = np.unique(vertices[inside], axis=0)
    # Sorted by longitude, so that steps through them are steps through the region.
    return unlike[spread(len(unlike), MOST_POINTS)] if len(unlike) else unlike


def _tried(
    points: Points, before: Points, known: "_Segments | _Pairs", name: WebOffsetName
) -> OffsetSuspicion | None:
    true = np.column_stack(true_degrees(points[:, 0], points[:, 1], name))
    after = known.metres(true)
    # As many are counted before as after: those that have a counterpart in one place or the other.
    counted = (before <= _WITHIN_M) | (after <= _WITHIN_M)
    if counted.sum() < max(FEWEST, _SHARE * len(points)):
        return None
    old, new = float(np.median(before[counted])), float(np.median(after[counted]))
    if old < _AT_LEAST_M or new > _NEARER * old:
        return None
    if np.mean(after[counted] < before[counted]) < _MOSTLY:
        return None
    others = (known.metres(way)[counted] for way in _other_ways(points, true))
    if new > _BEST_OTHER * min(float(np.median(way)) for way in others):
        return None
    moved = GEOD.inv(points[:, 0], points[:, 1], true[:, 0], true[:, 1])[2]
    return OffsetSuspicion(
        offset=name,
        before_m=old,
        after_m=new,
        shift_m=float(np.median(moved)),
        count=int(counted.sum()),
    )


def _other_ways(points: Points, true: Points) -> Iterator[Points]:
    """The points moved as far as the formula moves them, into other directions."""
    bearings, _, metres = GEOD.inv(points[:, 0], points[:, 1], true[:, 0], true[:, 1])
    for turn in _OTHER_WAYS_DEG:
        east, north, _ = GEOD.fwd(points[:, 0], points[:, 1], np.add(bearings, turn), metres)
        yield np.column_stack([east, north])


class _Segments:
    """Known lines and borders edge by edge, and known points."""

    def __init__(self, known: Shapes, around: Points) -> None:
        self._narrowing = float(np.cos(np.radians(np.median(around[:, 1]))))
        edges = _edges(known)
        self._pieces = shapely.linestrings(edges[_beside(edges, around)] * (self._narrowing, 1.0))
        self._tree = shapely.STRtree(self._pieces)

    def metres(self, points: Points) -> Points:
        """Of each point to the nearest; NaN where nothing is known."""
        if not len(self._pieces):
            return np.full(len(points), np.nan)
        # Degrees of longitude are made as long as those of latitude, to find what is nearest.
        flat = shapely.points(points * (self._narrowing, 1.0))
        lines = shapely.shortest_line(flat, self._pieces[self._tree.nearest(flat)])
        ends = shapely.get_coordinates(lines).reshape(-1, 2, 2) / (self._narrowing, 1.0)
        (start, end) = ends[:, 0], ends[:, 1]
        return np.asarray(GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2])


def _beside(edges: npt.NDArray[np.float64], around: Points) -> npt.NDArray[np.bool_]:
    """Which edges begin or end in a cell of the grid beside a point's, or are longer than one."""
    steps = np.arange(-1, 2)
    east, north = np.meshgrid(steps, steps)
    moves = np.column_stack([east.ravel(), north.ravel()]) * _BESIDE_DEG
    cells = np.unique(_cells((around[:, None] + moves).reshape(-1, 2)))
    near = np.isin(_cells(edges.reshape(-1, 2)), cells).reshape(-1, 2).any(axis=1)
    return np.asarray(near | (np.abs(edges[:, 1] - edges[:, 0]) > _BESIDE_DEG).any(axis=1))


def _cells(points: Points) -> npt.NDArray[np.int64]:
    sane = np.clip(np.nan_to_num(points, nan=999.0), -999.0, 999.0)  # 999°: beside nothing
    east, north = np.floor(sane / _BESIDE_DEG).astype(np.int64).T
    return np.asarray(east * 1_000_000 + north)


class _Pairs:
    """The same things in both layers, middle to middle."""

    def __init__(self, layer: Shapes, known: Shapes, pairs: npt.NDArray[np.intp]) -> None:
        own, other = layer[pairs[:, 0]], known[pairs[:, 1]]
        there = ~(shapely.is_missing(own) | shapely.is_empty(own))
        there &= ~(shapely.is_missing(other) | shapely.is_empty(other))
        self.points: Points = shapely.get_coordinates(shapely.centroid(own[there]))
        self._others: Points = shapely.get_coordinates(shapely.centroid(other[there]))

    def metres(self, points: Points) -> Points:
        """Of each point to its other."""
        return np.asarray(
            GEOD.inv(points[:, 0], points[:, 1], self._others[:, 0], self._others[:, 1])[2]
        )


def _edges(known: Shapes) -> npt.NDArray[np.float64]:
    """Every edge of lines and borders by its two ends; a point is an edge without length."""
    parts = shapely.get_parts(shapely.get_parts(known[~shapely.is_missing(known)]))
    dimensions = shapely.get_dimensions(parts)
    curves = np.concatenate([parts[dimensions == 1], shapely.get_rings(parts[dimensions == 2])])
    vertices, of = shapely.get_coordinates(curves, return_index=True)
    joined = of[1:] == of[:-1]
    points = shapely.get_coordinates(parts[dimensions == 0])
    return np.concatenate(
        [
            np.stack([vertices[:-1][joined], vertices[1:][joined]], axis=1),
            np.stack([points, points], axis=1),
        ]
    )
