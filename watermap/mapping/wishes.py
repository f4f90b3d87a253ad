"""Which texts of a layer want to be written where in a view."""

from collections.abc import Callable, Iterator

import numpy as np

from watermap.mapping.appearance import Appearance
from watermap.mapping.candidates import Writing, along_line, in_polygon, round_point
from watermap.mapping.clip import Box, clip_lines, clip_rings
from watermap.mapping.drawlist import Offsets, Xy
from watermap.mapping.placing import Wish
from watermap.mapping.ragged import simplified
from watermap.mapping.scene_layer import SceneLayer
from watermap.mapping.shapes import Shapes
from watermap.mapping.view import MapView

GRID_MM = 0.2  # lines are looked at as coarsely as this
_MOST_INNER = 20


def wishes(layer: SceneLayer, view: MapView, *, most: int) -> Iterator[Wish]:
    """One wish a text for lines and polygons, one a feature for points; larger ones first."""
    written = set[str]()
    for shapes in layer.shapes:
        seen = shapes.take(shapes.within(view.bounds))
        for feature in _largest_first(seen)[:most]:
            text = layer.labels[seen.rows[feature]]
            if text and (shapes.dimension == 0 or text not in written):
                written.add(text)
                yield _wish(layer, seen, feature, text, view)


def _largest_first(shapes: Shapes) -> Offsets:
    size = (shapes.boxes[:, 2:] - shapes.boxes[:, :2]).sum(axis=1)
    return np.argsort(-size, kind="stable").astype(np.int64)


def _wish(layer: SceneLayer, shapes: Shapes, feature: int, text: str, view: MapView) -> Wish:
    one = shapes.take(np.array([feature]))
    appearance = layer.appearances[layer.chosen[one.rows[0]]]
    writing = Writing(text=text, size_mm=layer.label_size_mm, colour=layer.label_colour)
    if shapes.dimension == 0:
        x, y = (float(value) for value in view.to_mm(one.xy)[0])
        return round_point(x, y, writing, radius_mm=_radius(appearance))
    width_mm = appearance.look.width_mm
    if shapes.dimension == 1:
        return along_line(_longest(*_cut(one, view, clip_lines)), writing, width_mm=width_mm)
    if layer.kind is None and appearance.look.fill is None:  # a ring round something
        return along_line(_longest(*_cut(one, view, clip_lines)), writing, width_mm=width_mm)
    ring = _longest(*_cut(one, view, clip_rings))
    inner = [
        _longest(*_cut(shapes.take(np.array([other])), view, clip_rings))
        for other in _smaller_within(shapes, feature)
    ]
    return in_polygon(ring, writing, inner=inner)


def _radius(appearance: Appearance) -> float:
    """From a symbol's middle to where its label may begin, mm."""
    rings = appearance.mark.rings if appearance.mark else []
    return (appearance.look.size_mm + max((ring.grow_mm for ring in rings), default=0.0)) / 2


def _smaller_within(shapes: Shapes, feature: int) -> Offsets:
    """Smaller polygons of the layer that may lie in one: its name shall not stand in them."""
    west, south, east, north = (float(value) for value in shapes.boxes[feature])
    near = shapes.within((west, south, east, north))
    areas = (shapes.boxes[:, 2:] - shapes.boxes[:, :2]).prod(axis=1)
    smaller: Offsets = near[areas[near] < areas[feature]]
    return smaller[:_MOST_INNER]


Clip = Callable[[Xy, Offsets, Box], tuple[Xy, Offsets]]


def _cut(shapes: Shapes, view: MapView, clip: Clip) -> tuple[Xy, Offsets]:
    thin, parts = simplified(view.to_mm(shapes.xy), shapes.parts, GRID_MM)
    return clip(thin, parts, (0.0, 0.0, view.width_mm, view.height_mm))


def _longest(xy: Xy, parts: Offsets) -> Xy:
    """The part that goes the longest way."""
    if len(parts) < 2 or not len(xy):
        return np.empty((0, 2))
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    filled = np.diff(parts) > 0
    lengths = np.zeros(len(parts) - 1)
    lengths[filled] = steps[parts[1:][filled] - 1] - steps[parts[:-1][filled]]
    best = int(np.argmax(lengths))
    return xy[parts[best] : parts[best + 1]]
