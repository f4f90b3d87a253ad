"""Draws a draw list on any paint device. Nothing here decides what is drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from watermap.catalogue.kinds import Colour, Dash
from watermap.mapping.drawlist import Areas, DrawList, Item, Label, Lines, Markers, Offsets, Pen, Xy
from watermap.paint.fonts import DESIGN_PX, advance, font, halo, outline
from watermap.paint.paths import path_of
from watermap.paint.symbols import LETTER_DROP, symbol_rings

Text = Literal["outlines", "characters"]  # characters: selectable, where the device keeps text

BATCH = 16  # Qt's antialiased filling slows down more than in proportion to a path's parts
MANY_VERTICES = 30_000  # of one look; broad lines through more of them take too long
ONE_BY_ONE = 3000  # so few markers are drawn each for itself, so that each covers the one below
LETTER_SHARE = 0.66  # a letter's em, in sizes of its symbol
_DASHES_MM: Mapping[Dash, tuple[float, ...]] = MappingProxyType(
    {"solid": (), "dash": (2.2, 1.2), "dot": (0.3, 0.9), "dash_dot": (3.2, 1.0, 0.4, 1.0)}
)


def paint(
    painter: QPainter,
    items: Iterable[Item] | DrawList,
    *,
    px_per_mm: float,
    text: Text = "outlines",
    exact: bool = False,
) -> None:
    """Draw items back to front.

    Args:
        painter: open on its device, at whose origin the list's origin comes to lie.
        items: what to draw; a whole list is drawn on its background.
        px_per_mm: the device's units in a millimetre. Vector files want 1/100 mm as unit, since
            Qt writes wrong dashes for pens narrower than one unit.
        text: draw it as outlines, or leave it as characters.
        exact: give lines their true width even where there are so many that it takes seconds;
            else those are drawn one pixel wide, which Qt does twenty times faster.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if isinstance(items, DrawList):
        size = (items.width_mm * px_per_mm, items.height_mm * px_per_mm)
        painter.fillRect(0, 0, round(size[0]), round(size[1]), colour(items.background))
        items = items.items
    for item in items:
        if isinstance(item, Areas):
            _areas(painter, item, px_per_mm)
        elif isinstance(item, Lines):
            _lines(painter, item, px_per_mm, thin=not exact and len(item.xy) > MANY_VERTICES)
        elif isinstance(item, Markers):
            _markers(painter, item, px_per_mm, text)
        else:
            _label(painter, item, px_per_mm, text)


def colour(written: Colour) -> QColor:
    """``#rrggbb`` or ``#rrggbbaa`` as Qt's colour, which would read the alpha first."""
    found = QColor(written[:7])
    if len(written) == len("#rrggbbaa"):
        found.setAlpha(int(written[7:], 16))
    return found


def _pen(pen: Pen | None, px_per_mm: float) -> QPen:
    if pen is None:
        return QPen(Qt.PenStyle.NoPen)
    width = max(pen.width_mm, 0.01)
    made = QPen(colour(pen.colour), width * px_per_mm)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    if pen.dash != "solid":
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        made.setDashPattern([length / width for length in _DASHES_MM[pen.dash]])
    return made


def _brush(fill: Colour | None) -> QBrush:
    return QBrush(Qt.BrushStyle.NoBrush) if fill is None else QBrush(colour(fill))


def _areas(painter: QPainter, item: Areas, px_per_mm: float) -> None:
    painter.setPen(_pen(item.pen, px_per_mm))
    painter.setBrush(_brush(item.fill))
    _in_batches(painter, item.xy * px_per_mm, item.rings, item.features, step=BATCH)


def _lines(painter: QPainter, item: Lines, px_per_mm: float, *, thin: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    xy = item.xy * px_per_mm
    parts = np.arange(len(item.parts), dtype=np.int64)
    for pen in (item.casing, item.pen):
        if pen is not None:
            width = min(pen.width_mm, 1 / px_per_mm) if thin else pen.width_mm
            painter.setPen(_pen(replace(pen, width_mm=width), px_per_mm))
            _in_batches(painter, xy, item.parts, parts, step=BATCH)


def _in_batches(painter: QPainter, xy: Xy, parts: Offsets, features: Offsets, *, step: int) -> None:
    """One path for every ``step`` features."""
    count = len(features) - 1
    for first in range(0, count, step):
        bounds = parts[features[first] : features[min(first + step, count)] + 1]
        painter.drawPath(path_of(xy[bounds[0] : bounds[-1]], bounds - bounds[0]))


def _markers(painter: QPainter, item: Markers, px_per_mm: float, text: Text) -> None:
    rings, parts = symbol_rings(item.symbol, item.xy * px_per_mm, item.size_mm * px_per_mm)
    lettered = bool(item.letters)
    step = 1 if lettered or len(item.xy) <= ONE_BY_ONE else BATCH
    features = np.arange(len(parts), dtype=np.int64)
    for first in range(0, len(item.xy), step):
        last = min(first + step, len(item.xy))
        painter.setPen(_pen(item.pen, px_per_mm))
        painter.setBrush(_brush(item.fill))
        bounds = parts[features[first] : features[last] + 1]
        painter.drawPath(path_of(rings[bounds[0] : bounds[-1]], bounds - bounds[0]))
        if lettered:
            _letter(painter, item, first, px_per_mm, text)


def _letter(painter: QPainter, item: Markers, number: int, px_per_mm: float, text: Text) -> None:
    letter = item.letters[number]
    if not letter:
        return
    size = item.size_mm * LETTER_SHARE * (1.0 if len(letter) == 1 else 0.8)
    drawn = outline(letter, bold=True).boundingRect()
    scale = size / DESIGN_PX
    x, y = item.xy[number]
    label = Label(
        x_mm=float(x) - drawn.center().x() * scale,
        y_mm=float(y) - drawn.center().y() * scale + LETTER_DROP.get(item.symbol, 0) * item.size_mm,
        text=letter,
        size_mm=size,
        colour=item.letter_colour,
        bold=True,
    )
    _label(painter, label, px_per_mm, text)


def _label(painter: QPainter, item: Label, px_per_mm: float, text: Text) -> None:
    scale = item.size_mm * px_per_mm / DESIGN_PX
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[item.anchor]
    place = QTransform()
    place.translate(item.x_mm * px_per_mm, item.y_mm * px_per_mm)
    place.rotate(item.angle_deg)
    place.scale(scale, scale)
    place.translate(-share * advance(item.text, bold=item.bold), 0.0)
    if item.halo is not None:
        painter.fillPath(place.map(halo(item.text, bold=item.bold)), colour(item.halo))
    if text == "outlines":
        path: QPainterPath = place.map(outline(item.text, bold=item.bold))
        painter.fillPath(path, colour(item.colour))
        return
    painter.save()
    painter.setTransform(place, combine=True)
    painter.setFont(font(bold=item.bold))
    painter.setPen(colour(item.colour))
    painter.drawText(QPointF(0.0, 0.0), item.text)
    painter.restore()
