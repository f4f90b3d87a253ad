"""What a view sees of a scene, as items to draw: culled, thinned, cut, hatched, labelled."""

from dataclasses import dataclass

import numpy as np

from watermap.catalogue.kinds import Colour, Look
from watermap.language import Language
from watermap.mapping.appearance import Appearance
from watermap.mapping.clip import Box, clip_lines, clip_rings
from watermap.mapping.drawlist import Areas, Item, Lines, Markers, Offsets, Pen, Xy, rectangle
from watermap.mapping.hatching import hatch_dots, hatch_lines
from watermap.mapping.labels import labels
from watermap.mapping.ragged import gather, simplified, without_short
from watermap.mapping.scene import Scene, SceneLayer
from watermap.mapping.shapes import Shapes
from watermap.mapping.view import MapView

HATCH_MM = 0.16
DOT_MM = 0.45
SCREEN_GRID_MM = 0.15  # vertices nearer than this to the one before are left out
STUDY_AREA = "administrative_area"
FALLBACK_FILL: Colour = "#6e7479"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """How one view cuts: at which box, thinned to which grid, hatched through which place."""

    view: MapView
    box: Box
    grid_mm: float
    origin: Xy
    language: Language


def draw(
    scene: Scene,
    view: MapView,
    *,
    margin_mm: float = 4.0,
    grid_mm: float = SCREEN_GRID_MM,
    with_labels: bool = True,
) -> tuple[Item, ...]:
    """The items of a view, back to front, in its millimetres.

    Args:
        scene: what there is.
        view: what is seen of it; in the scene's plane.
        margin_mm: how far beyond the view it is drawn, so that cut outlines lie outside; 0 for a
            frame on paper.
        grid_mm: vertices nearer than this are thinned.
        with_labels: write labels too.
    """
    cut = _Cut(
        view=view,
        box=(-margin_mm, -margin_mm, view.width_mm + margin_mm, view.height_mm + margin_mm),
        grid_mm=grid_mm,
        origin=view.to_mm(np.zeros((1, 2)))[0],
        language=scene.language,
    )
    items = [item for layer in scene.layers for item in _layer(layer, cut)]
    return (*items, *labels(scene, view)) if with_labels else tuple(items)


def backdrop(scene: Scene, view: MapView, colour: Colour) -> tuple[Item, ...]:
    """The whole view in a colour, the administrative areas left white; nothing where none is."""
    areas = [one for one in scene.layers if one.kind is not None and one.kind.id == STUDY_AREA]
    box = (0.0, 0.0, view.width_mm, view.height_mm)
    items = list[Item]()
    for shapes in (one for layer in areas for one in layer.shapes if one.dimension == 2):
        seen = shapes.take(shapes.within(view.bounds))
        made, rings = clip_rings(*simplified(view.to_mm(seen.xy), seen.parts, SCREEN_GRID_MM), box)
        xy, rings, features = _without_empty(made, rings, seen.features)
        if len(rings) > 1:
            items.append(Areas(xy=xy, rings=rings, features=features, fill="#ffffff"))
    return (rectangle(*box, fill=colour), *items) if items else ()


def _layer(layer: SceneLayer, cut: _Cut) -> list[Item]:
    if not layer.drawn_at(cut.view.scale):
        return []
    items = list[Item]()
    for shapes in sorted(layer.shapes, key=lambda one: -one.dimension):
        items += _by_look(layer, shapes, cut, outlined=not layer.outlines)
        if shapes.dimension == 2:
            for outline in layer.outlines:
                items += _by_look(layer, outline, cut, outlined=True)
    return items


def _by_look(layer: SceneLayer, shapes: Shapes, cut: _Cut, *, outlined: bool) -> list[Item]:
    left, top, right, bottom = cut.box
    corners = cut.view.to_ground(np.array([[left, bottom], [right, top]]))
    west, south, east, north = (float(value) for value in corners.ravel())
    seen = shapes.take(shapes.within((west, south, east, north)))
    chosen = layer.chosen[seen.rows]
    items = list[Item]()
    for number, appearance in _drawing_order(layer):
        of_this = np.flatnonzero(chosen == number).astype(np.int64)
        if len(of_this):
            part = seen.take(of_this)
            items += _draw(part, appearance, cut, outlined=outlined)
    return items


def _drawing_order(layer: SceneLayer) -> list[tuple[int, Appearance]]:
    """Looks as listed are from important to less; so the first is drawn last, above the others."""
    return list(enumerate(layer.appearances))[::-1]


def _draw(shapes: Shapes, appearance: Appearance, cut: _Cut, *, outlined: bool) -> list[Item]:
    xy = cut.view.to_mm(shapes.xy)
    if shapes.dimension == 0:
        left, top, right, bottom = cut.box
        inside = (xy[:, 0] >= left) & (xy[:, 0] <= right) & (xy[:, 1] >= top) & (xy[:, 1] <= bottom)
        return markers(xy[inside], appearance, cut.language)
    if shapes.dimension == 1:
        return _lines(xy, shapes.parts, appearance.look, cut)
    return _areas(xy, shapes, appearance.look, cut, outlined=outlined)


def pen_of(look: Look) -> Pen | None:
    """The pen of a look; None: no line."""
    return (
        None if look.line is None else Pen(colour=look.line, width_mm=look.width_mm, dash=look.dash)
    )


def _lines(xy: Xy, parts: Offsets, look: Look, cut: _Cut) -> list[Item]:
    pen = pen_of(look)
    if pen is None:
        return []
    xy, parts = clip_lines(*simplified(xy, parts, cut.grid_mm), cut.box)
    return [Lines(xy=xy, parts=parts, pen=pen)] if len(parts) > 1 else []


def _areas(xy: Xy, shapes: Shapes, look: Look, cut: _Cut, *, outlined: bool) -> list[Item]:
    thin, thin_rings = simplified(xy, shapes.parts, cut.grid_mm)
    made, rings = clip_rings(thin, thin_rings, cut.box)
    made, rings, features = _without_empty(made, rings, shapes.features)
    items = list[Item]()
    if len(rings) > 1:
        items += patches(made, rings, features, look, origin=cut.origin)
    pen = pen_of(look)
    if outlined and pen is not None:
        xy, parts = clip_lines(thin, thin_rings, cut.box)
        items += [Lines(xy=xy, parts=parts, pen=pen)] if len(parts) > 1 else []
    return items


def _without_empty(xy: Xy, rings: Offsets, features: Offsets) -> tuple[Xy, Offsets, Offsets]:
    filled = without_short(rings, 3)
    before = np.zeros(len(rings), np.int64)
    before[filled + 1] = 1
    features = np.cumsum(before)[features]
    features = np.concatenate([[0], np.unique(features[features > 0])]).astype(np.int64)
    rings, places = gather(rings, filled)
    return xy[places], rings, features


def patches(xy: Xy, rings: Offsets, features: Offsets, look: Look, *, origin: Xy) -> list[Item]:
    """Fill and hatch of polygons, without their outlines."""
    items = list[Item]()
    if look.fill is not None:
        items.append(Areas(xy=xy, rings=rings, features=features, fill=look.fill))
    colour = (look.line or look.fill or FALLBACK_FILL)[:7]
    if look.hatch == "dots":
        dots = hatch_dots(xy, rings, features, origin=origin)
        items.append(Markers(xy=dots, symbol="circle", size_mm=DOT_MM, fill=colour, pen=None))
    elif look.hatch != "none":
        lines, parts = hatch_lines(xy, rings, features, look.hatch, origin=origin)
        items.append(Lines(xy=lines, parts=parts, pen=Pen(colour=colour, width_mm=HATCH_MM)))
    return [item for item in items if len(item.xy)]  # type: ignore[union-attr]


def markers(xy: Xy, appearance: Appearance, language: Language) -> list[Item]:
    """Points of one appearance: what sticks out below, the symbol, its letter."""
    if not len(xy):
        return []
    look, rings = appearance.look, appearance.mark.rings if appearance.mark else []
    symbol = look.symbol or "circle"
    items: list[Item] = [
        Markers(
            xy=xy,
            symbol=ring.symbol or symbol,
            size_mm=look.size_mm + ring.grow_mm,
            fill=ring.fill,
            pen=Pen(colour=ring.colour, width_mm=ring.width_mm),
        )
        for ring in rings
    ]
    stamp = appearance.stamp
    items.append(
        Markers(
            xy=xy,
            symbol=symbol,
            size_mm=look.size_mm,
            fill=look.fill or (None if look.line else FALLBACK_FILL),
            pen=pen_of(look),
            letters=(stamp.letter.of(language),) * len(xy) if stamp else (),
            letter_colour=stamp.letter_colour if stamp else "#000000",
        )
    )
    return items
