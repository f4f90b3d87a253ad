"""Which features lie under a place of the map."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watermap.mapping.drawlist import Offsets, Xy
from watermap.mapping.ragged import part_of_each
from watermap.mapping.scene import Scene, SceneLayer
from watermap.mapping.shapes import Shapes
from watermap.mapping.view import MapView

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A feature under the pointer."""

    layer: str  # key of the scene's layer
    record: int  # number in its file, counted from 0


def hits(
    scene: Scene, view: MapView, x_mm: float, y_mm: float, *, tolerance_mm: float = 1.0
) -> tuple[Hit, ...]:
    """The features of drawn layers at a place of the view, top of the map first.

    Within a layer points go before lines before polygons, the nearest and then the smallest first.
    """
    place = view.to_ground(np.array([[x_mm, y_mm]]))[0]
    found = list[Hit]()
    for layer in reversed(scene.layers):
        if layer.drawn_at(view.scale) and layer.kind is not None:
            found += [
                Hit(layer=layer.key, record=int(layer.records[row]))
                for row in _rows(layer, place, view, tolerance_mm)
            ]
    return tuple(dict.fromkeys(found))


def _rows(layer: SceneLayer, place: Xy, view: MapView, tolerance_mm: float) -> list[int]:
    rows = list[int]()
    half_sizes = np.array([one.look.size_mm / 2 for one in layer.appearances])
    for shapes in sorted(layer.shapes, key=lambda one: one.dimension):
        reach = np.full(len(shapes.rows), tolerance_mm)
        if shapes.dimension == 0:
            reach = reach + half_sizes[layer.chosen[shapes.rows]]
        rows += _within(shapes, place, reach * view.m_per_mm)
    return rows


def _within(shapes: Shapes, place: Xy, reach_m: Floats) -> list[int]:
    """Rows of the shapes within reach of a place, nearest first."""
    low, high = shapes.boxes[:, :2] - reach_m[:, None], shapes.boxes[:, 2:] + reach_m[:, None]
    near = np.flatnonzero(((low <= place) & (place <= high)).all(axis=1)).astype(np.int64)
    if not len(near):
        return []
    close = shapes.take(near)
    distance = _distances(close, place)
    extent = (close.boxes[:, 2:] - close.boxes[:, :2]).prod(axis=1)
    order = np.lexsort((extent, distance))
    return [int(close.rows[one]) for one in order if distance[one] <= reach_m[near[one]]]


def _distances(shapes: Shapes, place: Xy) -> Floats:
    """Metres from each feature; 0 inside a polygon."""
    feature_of_vertex = part_of_each(shapes.features)[part_of_each(shapes.parts)]
    count = len(shapes.rows)
    found = np.full(count, np.inf)
    if shapes.dimension == 0:
        np.minimum.at(found, feature_of_vertex, np.hypot(*(shapes.xy - place).T))
        return found
    start = _segment_starts(shapes)
    a, b = shapes.xy[start], shapes.xy[start + 1]
    np.minimum.at(found, feature_of_vertex[start], _to_segments(a, b, place))
    if shapes.dimension == 2:
        crossed = np.bincount(feature_of_vertex[start], _right_of(a, b, place), count)
        found[crossed % 2 == 1] = 0.0
    return found


def _segment_starts(shapes: Shapes) -> Offsets:
    is_start = np.ones(len(shapes.xy), bool)
    is_start[shapes.parts[1:][np.diff(shapes.parts) > 0] - 1] = False
    return np.flatnonzero(is_start).astype(np.int64)


def _to_segments(a: Xy, b: Xy, place: Xy) -> Floats:
    step = b - a
    squared = (step**2).sum(axis=1)
    share = ((place - a) * step).sum(axis=1) / np.where(squared > 0, squared, 1.0)
    nearest = a + step * share.clip(0, 1)[:, None]
    return np.asarray(np.hypot(*(nearest - place).T), np.float64)


def _right_of(a: Xy, b: Xy, place: Xy) -> Floats:
    """1 for each segment that a ray from the place to the east crosses."""
    straddles = (a[:, 1] > place[1]) != (b[:, 1] > place[1])
    rise = np.where(straddles, b[:, 1] - a[:, 1], 1.0)
    x = a[:, 0] + (place[1] - a[:, 1]) / rise * (b[:, 0] - a[:, 0])
    return np.asarray(straddles & (x > place[0]), np.float64)
