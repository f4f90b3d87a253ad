"""What the mouse does on the map: a small class a tool, chosen by name from one table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from shapely.geometry.base import BaseGeometry

from watermap.gui.measure import Position, drawn


class Surface(Protocol):
    """What a tool may do with the map."""

    def position_at(self, place: QPointF) -> Position:
        """Longitude and latitude under a pixel."""

    def identify_at(self, place: QPointF) -> None:
        """Announce the features under a pixel."""

    def show_drawing(self, geometry: BaseGeometry | None, *, closed: bool) -> None:
        """Show what is being drawn (longitude, latitude) and what it measures."""

    def site_drawn(self, geometry: BaseGeometry) -> None:
        """Announce a site."""

    def trace_from(self, place: QPointF) -> None:
        """Announce where a trace shall begin."""


class Tool(Protocol):
    """One tool. Panning by drag works with every tool that leaves ``drags`` True."""

    drags: bool
    cursor: Qt.CursorShape

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """A button went down and up again without a drag."""

    def move(self, place: QPointF) -> None:
        """The pointer moved."""

    def key(self, event: QKeyEvent) -> None:
        """A key was pressed."""

    def leave(self) -> None:
        """Another tool was chosen."""


@dataclass
class Pan:
    """Drags the map; a click shows what is there."""

    surface: Surface
    drags: bool = True
    cursor: Qt.CursorShape = Qt.CursorShape.OpenHandCursor

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """Nothing."""

    def move(self, place: QPointF) -> None:
        """Nothing."""

    def key(self, event: QKeyEvent) -> None:
        """Nothing."""

    def leave(self) -> None:
        """Nothing."""


@dataclass
class Identify(Pan):
    """Shows the features under the pointer."""

    cursor: Qt.CursorShape = Qt.CursorShape.WhatsThisCursor

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """Ask for the features."""
        if button == Qt.MouseButton.LeftButton:
            self.surface.identify_at(place)


@dataclass
class PlaceSite(Pan):
    """A click is a site."""

    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """Hand the point over."""
        if button == Qt.MouseButton.LeftButton:
            from shapely.geometry import Point

            self.surface.site_drawn(Point(self.surface.position_at(place)))


@dataclass
class PlaceStart(Pan):
    """A click is where a trace begins."""

    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """Hand the place over."""
        if button == Qt.MouseButton.LeftButton:
            self.surface.trace_from(place)


@dataclass
class Draw(Pan):
    """Draws a line or an area: left adds, right ends, Backspace takes back, Esc clears."""

    closed: bool = False
    ends: Callable[[BaseGeometry], None] | None = None  # None: it is only measured
    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor
    _positions: list[Position] = field(default_factory=list)
    _ended: bool = False

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """Add a vertex, or end."""
        if button == Qt.MouseButton.RightButton:
            self._end()
            return
        if button == Qt.MouseButton.LeftButton:
            if self._ended:
                self._positions, self._ended = [], False
            self._positions.append(self.surface.position_at(place))
            self._show(self._positions)

    def move(self, place: QPointF) -> None:
        """Show the drawing up to the pointer."""
        if self._positions and not self._ended:
            self._show([*self._positions, self.surface.position_at(place)])

    def key(self, event: QKeyEvent) -> None:
        """Take back or clear."""
        if event.key() == Qt.Key.Key_Backspace and not self._ended:
            self._positions = self._positions[:-1]
            self._show(self._positions)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()

    def leave(self) -> None:
        """Clear."""
        self._positions, self._ended = [], False
        self.surface.show_drawing(None, closed=self.closed)

    def _end(self) -> None:
        geometry = drawn(self._positions, closed=self.closed)
        self._ended = True
        self._show(self._positions)
        if geometry is not None and self.ends is not None:
            self.leave()
            self.ends(geometry)

    def _show(self, positions: list[Position]) -> None:
        geometry = drawn(positions, closed=self.closed) or drawn(positions, closed=False)
        self.surface.show_drawing(geometry, closed=self.closed)


def make_tool(name: str, surface: Surface) -> Tool:
    """The tool of that name; they are the ``tool`` column of the table of actions."""
    makers: dict[str, Callable[[], Tool]] = {
        "pan": lambda: Pan(surface),
        "identify": lambda: Identify(surface),
        "measure_line": lambda: Draw(surface),
        "measure_area": lambda: Draw(surface, closed=True),
        "place_site": lambda: PlaceSite(surface),
        "trace": lambda: PlaceStart(surface),
        "draw_site": lambda: Draw(surface, closed=True, ends=surface.site_drawn),
    }
    return makers[name]()
