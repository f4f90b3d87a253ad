"""Labels of a view: which texts want to stand where, what they must keep clear of."""

from itertools import islice

import numpy as np

from watermap.mapping.clip import clip_lines
from watermap.mapping.drawlist import Label, Xy
from watermap.mapping.placing import Boxes, Ground, place
from watermap.mapping.ragged import simplified
from watermap.mapping.scene import Scene, SceneLayer
from watermap.mapping.shapes import Shapes
from watermap.mapping.view import MapView
from watermap.mapping.wishes import GRID_MM, wishes

MOST = 600  # labels a view; more cannot be read
KEEP_CLEAR = ("section", "water_source")  # symbols that no label may cover
_SOFT_STEP_MM = 1.5  # lines count as a soft place every so often
_MOST_SOFT = 8_000
_LINE_COST, _SYMBOL_COST = 0.6, 3.0  # of covering a step of a line, a fifth of a symbol


def labels(scene: Scene, view: MapView) -> tuple[Label, ...]:
    """The labels that find room; those of upper layers go first."""
    wanted = list(
        islice(
            (
                wish
                for layer in reversed(scene.layers)
                if layer.drawn_at(view.scale) and layer.labelled_at(view.scale)
                for wish in wishes(layer, view, most=MOST)
            ),
            MOST,
        )
    )
    return place(wanted, _ground(scene, view)) if wanted else ()


def _ground(scene: Scene, view: MapView) -> Ground:
    hard, soft, weights = [np.empty((0, 4))], [np.empty((0, 2))], [np.empty(0)]
    for layer in scene.layers:
        for shapes in layer.shapes if layer.drawn_at(view.scale) else ():
            seen = shapes.take(shapes.within(view.bounds))
            if shapes.dimension == 0 and layer.kind is not None and layer.kind.id in KEEP_CLEAR:
                hard.append(_symbol_boxes(layer, seen, view))
            elif shapes.dimension < 2 and len(seen.rows):
                boxes = _symbol_boxes(layer, seen, view)
                soft.append(_along(seen, view) if shapes.dimension else _spots(boxes))
                weights.append(
                    np.full(len(soft[-1]), _LINE_COST if shapes.dimension else _SYMBOL_COST)
                )
    return Ground(
        hard=np.concatenate(hard),
        soft=np.concatenate(soft)[-_MOST_SOFT:],
        weights=np.concatenate(weights)[-_MOST_SOFT:],
        width_mm=view.width_mm,
        height_mm=view.height_mm,
    )


def _spots(boxes: Boxes) -> Xy:
    """Middle and corners of boxes."""
    low, high = boxes[:, :2], boxes[:, 2:]
    left_below, right_above = boxes[:, [0, 3]], boxes[:, [2, 1]]
    return np.concatenate([(low + high) / 2, low, high, left_below, right_above])


def _symbol_boxes(layer: SceneLayer, shapes: Shapes, view: MapView) -> Boxes:
    sizes = np.array([one.look.size_mm for one in layer.appearances])[layer.chosen[shapes.rows]]
    first = shapes.parts[shapes.features[:-1]]
    xy, half = view.to_mm(shapes.xy[first]), sizes[:, None] / 2 + 0.3
    return np.hstack([xy - half, xy + half])


def _along(shapes: Shapes, view: MapView) -> Xy:
    """Places along lines, a step apart."""
    xy = view.to_mm(shapes.xy)
    box = (0.0, 0.0, view.width_mm, view.height_mm)
    xy, parts = clip_lines(*simplified(xy, shapes.parts, GRID_MM), box)
    if len(xy) < 2:
        return np.empty((0, 2))
    is_step = np.ones(len(xy) - 1, bool)
    is_step[parts[1:-1] - 1] = False
    start, step = xy[:-1][is_step], np.diff(xy, axis=0)[is_step]
    counts = np.ceil(np.hypot(*step.T) / _SOFT_STEP_MM).astype(np.int64).clip(1, 1000)
    share = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.asarray(
        np.repeat(start, counts, axis=0)
        + np.repeat(step, counts, axis=0) * (share / np.repeat(counts, counts))[:, None]
    )
