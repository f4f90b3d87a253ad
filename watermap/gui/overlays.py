"""What lies above the map: site, way out, rings, a highlighted feature, a measured line."""

from dataclasses import dataclass

import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Look
from watermap.gui.layer_tree import colour
from watermap.mapping.view import MapView

MARK_PX = 7.0
PX_PER_MM, LEAST_PX = 5.0, 1.6  # widths for the eye, whatever the screen's resolution
FALLBACK_LINE = "#424242"
OPEN_PX = 12.0  # outside of a section's symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A geometry in metres of the map's plane, and its look on the screen."""

    geometry: BaseGeometry
    line: str
    width_px: float = 2.0
    fill: str | None = None
    dashed: bool = False
    hatched: bool = False
    label: str = ""
    label_always: bool = False  # also where it is wider than what it names
    around: bool = False  # points get a ring that leaves their own symbol to be seen


def looking(look: Look) -> Overlay:
    """An overlay drawn as a look of the maps on paper says, its lines as wide as a screen wants."""
    return Overlay(
        geometry=shapely.Point(),
        line=look.line or FALLBACK_LINE,
        width_px=max(LEAST_PX, look.width_mm * PX_PER_MM),
        fill=look.fill,
        dashed=look.dash != "solid",
        hatched=look.hatch != "none",
    )


SITE = Overlay(geometry=shapely.Point(), line="#c2185b", width_px=2.5, fill="#c2185b40")
RING = Overlay(geometry=shapely.Point(), line="#00695c", width_px=1.6, dashed=True)
HIGHLIGHT = Overlay(
    geometry=shapely.Point(), line="#ff6f00", width_px=3.0, fill="#ffb30040", around=True
)
MEASURE = Overlay(geometry=shapely.Point(), line="#4527a0", width_px=2.0, fill="#4527a022")


def draw(painter: QPainter, overlay: Overlay, view: MapView, px_per_mm: float) -> None:
    """Draw one overlay on the widget."""
    pen = QPen(colour(overlay.line), overlay.width_px)
    if overlay.dashed:
        pen.setDashPattern([6, 4])
    painter.setPen(pen)
    painter.setBrush(QBrush(colour(overlay.fill)) if overlay.fill else QBrush())
    path = QPainterPath()
    for part in shapely.get_parts(overlay.geometry):
        if part.geom_type == "Point" and not part.is_empty:
            x, y = (view.to_mm(shapely.get_coordinates(part)) * px_per_mm)[0]
            _mark(painter, QPointF(x, y), around=overlay.around)
        else:
            _add(path, part, view, px_per_mm)
    painter.drawPath(path)
    if overlay.hatched:
        painter.fillPath(path, QBrush(colour(overlay.line), Qt.BrushStyle.BDiagPattern))
    if overlay.label and not overlay.geometry.is_empty:
        _write(painter, overlay, view, px_per_mm)


def _mark(painter: QPainter, place: QPointF, *, around: bool) -> None:
    """A ring with four arms; ``around``: what stands in the middle stays to be seen."""
    radius, inner = (OPEN_PX, OPEN_PX) if around else (MARK_PX, -2 * MARK_PX)
    outer = 1.5 * OPEN_PX if around else 2 * MARK_PX
    painter.save()
    if around:
        painter.setBrush(QBrush())
    painter.drawEllipse(place, radius, radius)
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        painter.drawLine(place + QPointF(x, y) * inner, place + QPointF(x, y) * outer)
    painter.restore()


def _add(path: QPainterPath, part: BaseGeometry, view: MapView, px_per_mm: float) -> None:
    if part.is_empty:
        return
    rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
    for ring in rings:
        places = view.to_mm(shapely.get_coordinates(ring)) * px_per_mm
        path.moveTo(QPointF(*places[0]))
        for place in places[1:]:
            path.lineTo(QPointF(*place))


def _write(painter: QPainter, overlay: Overlay, view: MapView, px_per_mm: float) -> None:
    west, _south, east, north = overlay.geometry.bounds
    place = view.to_mm(shapely.get_coordinates(shapely.Point((west + east) / 2, north)))
    x, y = (place * px_per_mm)[0]
    width = painter.fontMetrics().horizontalAdvance(overlay.label)
    if not overlay.label_always and (east - west) / view.m_per_mm * px_per_mm < 2 * width:
        return  # too small to be told apart from its neighbours
    text = QPainterPath()
    text.addText(QPointF(x - width / 2, y - 5), painter.font(), overlay.label)
    painter.strokePath(text, QPen(QColor("#ffffff"), 4))
    painter.fillPath(text, QBrush(colour(overlay.line)))
