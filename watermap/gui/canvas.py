"""The map on the screen: blits the last finished picture where the present view has it.

New pictures are asked for and come from worker threads; on the GUI thread geometry is touched for
overlays and the pointer only.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from watermap.gui import overlays
from watermap.gui.ground import position, to_plane
from watermap.gui.measure import Position, area_text, length_text
from watermap.gui.overlays import Overlay
from watermap.gui.render import BACKGROUND, PX_PER_MM, Picture, render
from watermap.gui.scenes import SceneKeeper
from watermap.gui.tasks import TaskRunner
from watermap.gui.tools import Tool, make_tool
from watermap.gui.views import ViewHistory
from watermap.mapping.picking import Hit, hits
from watermap.mapping.scene import Scene
from watermap.mapping.view import MapView

ZOOM_PER_NOTCH = 1.25
NOTCH = 120  # Qt's angle of one step of a wheel
DRAG_STARTS_PX = 4
PICK_MM = 1.5
PAN_SHARE = 0.15  # an arrow key moves the map by this share of the window
FIT_MARGIN = 1.06


class MapCanvas(QWidget):
    """The map. Says where the pointer is, what was picked, and when a sharp picture is there."""

    pointer_moved = Signal(float, float)  # longitude, latitude
    view_changed = Signal(object)  # MapView
    picked = Signal(object)  # tuple[Hit, ...]
    site_given = Signal(object)  # geometry, longitude and latitude
    trace_given = Signal(object, object)  # point, longitude and latitude; tuple[Hit, ...]
    said = Signal(str)  # what is being measured
    rendered = Signal()

    def __init__(
        self, keeper: SceneKeeper, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        """Show the scenes of ``keeper``; pictures are made by ``runner``."""
        super().__init__(parent)
        self._keeper = keeper
        self._runner = runner
        self._picture: Picture | None = None
        self._history: ViewHistory | None = None
        self._overlays: dict[str, Overlay] = {}
        self._pressed: QPointF | None = None
        self._dragging = False
        self._panning_keys = False
        self._tool: Tool = make_tool("pan", self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 180)
        keeper.changed.connect(self._on_scene)

    # -- what others ask of it

    @property
    def view(self) -> MapView | None:
        """What is seen; None before anything is shown."""
        return self._history.now if self._history else None

    @property
    def scene(self) -> Scene | None:
        """What there is to see."""
        return self._keeper.scene

    def settled(self) -> bool:
        """Whether the picture on the screen is of the present view and scene."""
        return self._picture is not None and self._picture.view == self.view and self._runner.idle()

    def set_tool(self, name: str) -> None:
        """Take another tool."""
        self._tool.leave()
        self._tool = make_tool(name, self)
        self.setCursor(self._tool.cursor)

    def set_overlays(self, group: str, shown: Mapping[str, Overlay]) -> None:
        """Put a group of overlays in the place of its older ones."""
        kept = {key: one for key, one in self._overlays.items() if not key.startswith(f"{group}/")}
        self._overlays = kept | {f"{group}/{key}": one for key, one in shown.items()}
        self.update()

    def overlay_keys(self) -> frozenset[str]:
        """What lies above the map, as ``group/key``."""
        return frozenset(self._overlays)

    def overlay(self, look: Overlay, geometry: BaseGeometry, label: str = "") -> Overlay | None:
        """An overlay of a geometry of longitude and latitude; None before anything is shown."""
        if self.view is None:
            return None
        return replace(look, geometry=to_plane(geometry, self.view.epsg), label=label)

    def zoom_full(self) -> None:
        """See everything."""
        if self.scene is not None and self.view is not None:
            self._go(self.view.fit(self.scene.bounds, margin=FIT_MARGIN))

    def zoom_to(self, geometry: BaseGeometry, around: float = 1.2) -> None:
        """See a geometry of longitude and latitude, with so much of its extent around it."""
        if self.view is None or not np.isfinite(geometry.bounds).all():
            return
        west, south, east, north = to_plane(geometry, self.view.epsg).bounds
        around_m = max(east - west, north - south, 400.0) * around
        self._go(
            self.view.fit(
                (west - around_m, south - around_m, east + around_m, north + around_m), margin=1.0
            )
        )

    def zoom_by(self, factor: float, place: QPointF | None = None) -> None:
        """Zoom in by ``factor`` (out below 1), the ground under ``place`` staying there."""
        if self.view is not None:
            at = place or QPointF(self.width() / 2, self.height() / 2)
            self._go(self.view.zoom(factor, (at.x() / PX_PER_MM, at.y() / PX_PER_MM)))

    def set_scale(self, denominator: float) -> None:
        """Show at 1:denominator, the middle staying."""
        if self.view is not None:
            self.zoom_by(self.view.scale / denominator)

    def step_view(self, step: int) -> None:
        """Go back (-1) or forth (1) among the views seen."""
        if self._history is not None and self._history.step(step):
            self._show_view()

    # -- what tools ask of it

    def position_at(self, place: QPointF) -> Position:
        """Longitude and latitude under a pixel."""
        view = self._present()
        ground = view.to_ground(np.array([[place.x() / PX_PER_MM, place.y() / PX_PER_MM]]))[0]
        return position(float(ground[0]), float(ground[1]), view.epsg)

    def identify_at(self, place: QPointF) -> None:
        """Announce the features under a pixel."""
        self.picked.emit(self.hits_at(place))

    def show_drawing(self, geometry: BaseGeometry | None, *, closed: bool) -> None:
        """Show what is being drawn and what it measures."""
        made = None if geometry is None else self.overlay(overlays.MEASURE, geometry)
        self.set_overlays("drawing", {} if made is None else {"line": made})
        if geometry is None:
            self.said.emit("")
        elif closed and geometry.geom_type == "Polygon":
            self.said.emit(area_text(geometry, self.tr("mu"), self.tr("ha")))
        else:
            self.said.emit(length_text(geometry))

    def site_drawn(self, geometry: BaseGeometry) -> None:
        """Announce a site."""
        self.site_given.emit(geometry)

    def trace_from(self, place: QPointF) -> None:
        """Announce where a trace shall begin."""
        self.trace_given.emit(Point(self.position_at(place)), self.hits_at(place))

    # -- Qt's events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Blit the last picture where the present view has it, then the overlays."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), BACKGROUND)
        if self._picture is not None and self.view is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place_of(self._picture), self._picture.image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for one in self._overlays.values():
                overlays.draw(painter, one, self.view, PX_PER_MM)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See more or less, at the same scale."""
        if self._history is not None:
            size = (event.size().width() / PX_PER_MM, event.size().height() / PX_PER_MM)
            self._history.replace(self._history.now.resize(*size))
            self._show_view()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / NOTCH
        if notches:
            self.zoom_by(ZOOM_PER_NOTCH**notches, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag or a click begins."""
        self._pressed, self._dragging = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, or move the tool; say where the pointer is."""
        place = event.position()
        if self.view is None:
            return
        if self._pressed is not None and self._may_drag(event.buttons()):
            moved = place - self._pressed
            if self._dragging or moved.manhattanLength() >= DRAG_STARTS_PX:
                self._dragging = True
                self._pressed = place
                self._go(self.view.pan(moved.x() / PX_PER_MM, moved.y() / PX_PER_MM), step=False)
                return
        if event.buttons() == Qt.MouseButton.NoButton:
            self._tool.move(place)
        self.pointer_moved.emit(*self.position_at(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, unless it was a drag."""
        pressed, self._pressed = self._pressed, None
        if self._dragging:
            self._dragging = False
        elif pressed is not None and self.view is not None:
            self._tool.press(event.position(), event.button())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in with the pan tool; other tools take it as a click."""
        if self._tool.cursor == Qt.CursorShape.OpenHandCursor:
            self.zoom_by(2.0, event.position())
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, plus and minus zoom, the rest is the tool's."""
        moves = {
            Qt.Key.Key_Left: (PAN_SHARE, 0.0),
            Qt.Key.Key_Right: (-PAN_SHARE, 0.0),
            Qt.Key.Key_Up: (0.0, PAN_SHARE),
            Qt.Key.Key_Down: (0.0, -PAN_SHARE),
        }
        key = Qt.Key(event.key())
        if self.view is not None and key in moves:
            x, y = moves[key]
            self._go(self.view.pan(x * self.view.width_mm, y * self.view.height_mm))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(ZOOM_PER_NOTCH)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / ZOOM_PER_NOTCH)
        elif key == Qt.Key.Key_Space:
            self._panning_keys = True
        else:
            self._tool.key(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space no longer pans."""
        if event.key() == Qt.Key.Key_Space:
            self._panning_keys = False

    def event(self, event: QEvent) -> bool:
        """Show a card about the section under a resting pointer."""
        if event.type() == QEvent.Type.ToolTip and self.view is not None:
            place = QPointF(self.mapFromGlobal(event.globalPos()))  # type: ignore[attr-defined]
            text = self._keeper.card(self.hits_at(place))
            QToolTip.showText(event.globalPos(), text, self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    # -- inside

    def hits_at(self, place: QPointF) -> tuple[Hit, ...]:
        """The features under a pixel, top of the map first."""
        if self.scene is None or self.view is None:
            return ()
        x_mm, y_mm = place.x() / PX_PER_MM, place.y() / PX_PER_MM
        return hits(self.scene, self.view, x_mm, y_mm, tolerance_mm=PICK_MM)

    def _may_drag(self, buttons: Qt.MouseButton) -> bool:
        left = bool(buttons & Qt.MouseButton.LeftButton)
        middle = bool(buttons & Qt.MouseButton.MiddleButton)
        return middle or (left and (self._tool.drags or self._panning_keys))

    def _present(self) -> MapView:
        if self._history is None:
            raise RuntimeError("the map was asked for a place before it showed anything")
        return self._history.now

    def _go(self, view: MapView, *, step: bool = True) -> None:
        if self._history is None:
            self._history = ViewHistory(view)
        elif step:
            self._history.go(view)
        else:
            self._history.replace(view)
        self._show_view()

    def _show_view(self) -> None:
        self.update()
        self.view_changed.emit(self.view)
        self._ask_for_picture()

    def _on_scene(self, scene: Scene | None, fresh: bool) -> None:
        """Take another scene; a fresh project is shown whole."""
        if scene is None:
            self._history = self._picture = None
            self._overlays = {}
            self.update()
        elif fresh or self._history is None:
            self._history = None
            start = MapView.of(scene, self.width() / PX_PER_MM, self.height() / PX_PER_MM)
            self._go(start.fit(scene.bounds, margin=FIT_MARGIN))
        else:
            self._ask_for_picture()

    def _ask_for_picture(self) -> None:
        if self.scene is None or self.view is None:
            return
        work = partial(render, self.scene, self.view, device_pixel_ratio=self.devicePixelRatioF())
        self._runner.submit(
            "render", lambda progress: work(progress=progress), done=self._on_picture
        )

    def _on_picture(self, picture: Picture) -> None:
        self._picture = picture
        self.update()
        self.rendered.emit()

    def _place_of(self, picture: Picture) -> QRectF:
        """Where an older picture lies in the present view, in pixels."""
        view = self._present()
        corners = picture.view.to_ground(
            np.array([[0.0, 0.0], [picture.view.width_mm, picture.view.height_mm]])
        )
        (left, top), (right, bottom) = view.to_mm(corners) * PX_PER_MM
        return QRectF(QPointF(left, top), QPointF(right, bottom))
