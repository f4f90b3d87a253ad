"""What of a scene a view really shows: for the legend, which must not list what is not there."""

from dataclasses import dataclass

import numpy as np

from watermap.mapping.appearance import Appearance
from watermap.mapping.clip import clip_lines, clip_rings
from watermap.mapping.drawlist import Xy
from watermap.mapping.ragged import simplified
from watermap.mapping.scene import Scene, SceneLayer
from watermap.mapping.shapes import Dimension, Shapes
from watermap.mapping.view import MapView

_GRID_MM = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One appearance of one layer that has features in the view."""

    layer: SceneLayer
    appearance: Appearance
    dimension: Dimension
    features: int


def visible(scene: Scene, view: MapView) -> tuple[Seen, ...]:
    """What is drawn in the view, upper layers first, looks as their kind lists them."""
    found = list[Seen]()
    for layer in reversed(scene.layers):
        if layer.drawn_at(view.scale):
            for shapes in layer.shapes:
                found += _seen(layer, shapes, view)
    return tuple(found)


def _seen(layer: SceneLayer, shapes: Shapes, view: MapView) -> list[Seen]:
    near = shapes.take(shapes.within(view.bounds))
    chosen = layer.chosen[near.rows]
    found = []
    for number, appearance in enumerate(layer.appearances):
        places = np.flatnonzero(chosen == number).astype(np.int64)
        count = _count_inside(near.take(places), view) if len(places) else 0
        if count:
            found.append(
                Seen(
                    layer=layer,
                    appearance=appearance,
                    dimension=shapes.dimension,
                    features=count,
                )
            )
    return found


def _count_inside(shapes: Shapes, view: MapView) -> int:
    xy = view.to_mm(shapes.xy)
    box = (0.0, 0.0, view.width_mm, view.height_mm)
    if shapes.dimension == 0:
        inside = (xy >= 0).all(axis=1) & (xy <= [view.width_mm, view.height_mm]).all(axis=1)
        return int(inside.sum())
    return sum(_inside(xy, shapes, number, box) for number in range(len(shapes.rows)))


def _inside(xy: Xy, shapes: Shapes, number: int, box: tuple[float, float, float, float]) -> bool:
    first, last = shapes.features[number], shapes.features[number + 1]
    parts = shapes.parts[first : last + 1]
    thin, offsets = simplified(xy[parts[0] : parts[-1]], parts - parts[0], _GRID_MM)
    cut = clip_lines if shapes.dimension == 1 else clip_rings
    return len(cut(thin, offsets, box)[0]) > 1
