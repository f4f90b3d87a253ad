"""Where a label may stand: round a point, in a polygon, along a line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Colour
from watermap.mapping.drawlist import Anchor, Label, Xy
from watermap.mapping.placing import Boxes, Candidate, Wish
from watermap.mapping.text import width_em

GAP_MM = 0.9
PADDING_MM = 0.25
HALO: Colour = "#ffffff"
_ASCENT_EM, _DESCENT_EM = 0.86, 0.2
_GRID_STEPS = 9
_MIDDLE_EM = 0.34  # from the base line up to the middle of the characters
_MOST_BEND = 1.25  # a line's stretch under a label is at most so much longer than its chord
_SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85)

# Round a point, best first: horizontal and vertical side, anchor.
_AROUND: tuple[tuple[float, float, Anchor], ...] = (
    (1, 0, "left"),
    (-1, 0, "right"),
    (0, -1, "centre"),
    (0, 1, "centre"),
    (0.8, -0.8, "left"),
    (0.8, 0.8, "left"),
    (-0.8, -0.8, "right"),
    (-0.8, 0.8, "right"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A text and how it is written."""

    text: str
    size_mm: float
    colour: Colour

    @property
    def width_mm(self) -> float:
        """How wide it will be, about."""
        return width_em(self.text) * self.size_mm


def round_point(x_mm: float, y_mm: float, writing: Writing, *, radius_mm: float) -> Wish:
    """Eight places beside a symbol, then eight a little farther off."""
    made = []
    for distance, extra in ((GAP_MM, 0.0), (GAP_MM + 1.6, 6.0)):
        for rank, (side, up, anchor) in enumerate(_AROUND):
            reach = radius_mm + distance
            base = _MIDDLE_EM * writing.size_mm * (1 + 1.2 * up * (side == 0))
            label = _label(x_mm + side * reach, y_mm + up * reach + base, writing, anchor)
            made.append(Candidate(label=label, boxes=_upright_box(label), cost=rank * 0.5 + extra))
    return Wish(candidates=tuple(made))


def in_polygon(ring: Xy, writing: Writing, *, inner: Sequence[Xy] = ()) -> Wish:
    """Places within a polygon's visible shell, from its middle outwards; beside a small one.

    Args:
        ring: the shell, mm.
        writing: what is written.
        inner: shells of other polygons within, which the name would be taken to belong to.
    """
    whole = _polygon(ring)
    if whole.area == 0:
        return Wish(candidates=())
    left, top, right, bottom = whole.bounds
    if right - left < writing.width_mm:
        radius = max(bottom - top, right - left) / 2
        return round_point((left + right) / 2, (top + bottom) / 2, writing, radius_mm=radius)
    own = shapely.difference(whole, shapely.union_all([_polygon(one) for one in inner]))
    shape = whole if own.is_empty else own
    middle = shape.centroid if shape.contains(shape.centroid) else shape.point_on_surface()
    x, y = (one.ravel() for one in np.meshgrid(*_grid(left, top, right, bottom)))
    inside = shapely.contains_xy(shape, x, y)
    x, y = np.append(x[inside], middle.x), np.append(y[inside], middle.y)
    far = np.hypot(x - middle.x, y - middle.y) / np.hypot(right - left, bottom - top)
    made = [
        _centred(float(x[one]), float(y[one]), writing, 6 * float(far[one]))
        for one in np.argsort(far, kind="stable")
    ]
    return Wish(candidates=tuple(made))


def _polygon(ring: Xy) -> BaseGeometry:
    """A shell as it is, made valid; empty where it is none."""
    made: BaseGeometry = shapely.make_valid(shapely.Polygon(ring if len(ring) > 3 else None))
    return made


def _grid(left: float, top: float, right: float, bottom: float) -> tuple[Xy, Xy]:
    """Places spread over a box, none on its sides."""
    shares = (np.arange(_GRID_STEPS) + 0.5) / _GRID_STEPS
    return left + shares * (right - left), top + shares * (bottom - top)


def _centred(x_mm: float, y_mm: float, writing: Writing, cost: float) -> Candidate:
    label = _label(x_mm, y_mm + _MIDDLE_EM * writing.size_mm, writing, "centre")
    return Candidate(label=label, boxes=_upright_box(label), cost=cost)


def along_line(xy: Xy, writing: Writing, *, width_mm: float) -> Wish:
    """Places above and below a line where it is straight enough, turned along it."""
    if len(xy) < 2:
        return Wish(candidates=())
    steps = np.hypot(*np.diff(xy, axis=0).T)
    way = np.concatenate([[0], np.cumsum(steps)])
    wide = writing.width_mm
    if way[-1] < wide * 1.1:
        return Wish(candidates=())
    made = []
    for rank, share in enumerate(_SHARES):
        start, end = way[-1] * share - wide / 2, way[-1] * share + wide / 2
        if start >= 0 and end <= way[-1]:
            ends = np.column_stack([np.interp([start, end], way, xy[:, axis]) for axis in (0, 1)])
            made += _turned(ends, writing, width_mm, 0.3 * rank)
    return Wish(candidates=tuple(made))


def _turned(ends: Xy, writing: Writing, width_mm: float, cost: float) -> list[Candidate]:
    chord = ends[1] - ends[0]
    length = float(np.hypot(*chord))
    wide, size_mm = writing.width_mm, writing.size_mm
    if length * _MOST_BEND < wide:
        return []
    if chord[0] < 0:  # read from left to right
        chord = -chord
    along = chord / length
    across = np.array([-along[1], along[0]])  # downwards
    angle = float(np.degrees(np.arctan2(along[1], along[0])))
    made = []
    for rank, off in enumerate((-width_mm / 2 - 0.5, width_mm / 2 + 0.5 + size_mm * 0.8)):
        place = ends.mean(axis=0) + across * off
        label = Label(
            x_mm=float(place[0]),
            y_mm=float(place[1]),
            text=writing.text,
            size_mm=size_mm,
            colour=writing.colour,
            halo=HALO,
            anchor="centre",
            angle_deg=angle,
        )
        boxes = _boxes_along(place, along, across, wide, size_mm)
        made.append(Candidate(label=label, boxes=boxes, cost=cost + rank * 0.5))
    return made


def _label(x_mm: float, y_mm: float, writing: Writing, anchor: Anchor) -> Label:
    return Label(
        x_mm=x_mm,
        y_mm=y_mm,
        text=writing.text,
        size_mm=writing.size_mm,
        colour=writing.colour,
        halo=HALO,
        anchor=anchor,
    )


def _upright_box(label: Label) -> Boxes:
    wide = width_em(label.text) * label.size_mm
    left = label.x_mm - {"left": 0.0, "centre": wide / 2, "right": wide}[label.anchor]
    return np.array(
        [
            [
                left - PADDING_MM,
                label.y_mm - _ASCENT_EM * label.size_mm - PADDING_MM,
                left + wide + PADDING_MM,
                label.y_mm + _DESCENT_EM * label.size_mm + PADDING_MM,
            ]
        ]
    )


def _boxes_along(place: Xy, along: Xy, across: Xy, wide: float, size_mm: float) -> Boxes:
    """Squares in a row, one an em, in place of a turned box."""
    count = max(2, int(np.ceil(wide / size_mm)))
    offsets = (np.arange(count) + 0.5) / count * wide - wide / 2
    middles = place - across * _MIDDLE_EM * size_mm + offsets[:, None] * along
    half = size_mm / 2 + PADDING_MM
    return np.hstack([middles - half, middles + half])
