"""Where the panels stand around the map, and which of them is in front."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

SIDE_PX = 290
RIGHT_PX = 410
BOTTOM_PX = 270
AT_THE_BOTTOM = ("table", "standing", "calendar", "chart")
HIDDEN = (*AT_THE_BOTTOM, "basis")  # until they are asked for
TALL = ("calendar", "chart")
TALL_SHARE = 0.44  # of the window's height


class Docks(QObject):
    """The panels of one window by name."""

    shown = Signal(str)  # the name of a panel that has come to be seen

    def __init__(self, window: QMainWindow, panels: Mapping[str, QWidget]) -> None:
        """Put ``panels`` around the middle of ``window``: layers left, tables below, others right.

        The first on the right is in front.
        """
        super().__init__(window)
        self._window = window
        area = Qt.DockWidgetArea
        self.by_name: dict[str, QDockWidget] = {}
        for name, panel in panels.items():
            below = area.BottomDockWidgetArea if name in AT_THE_BOTTOM else None
            left = area.LeftDockWidgetArea if name == "layers" else None
            self.by_name[name] = self._dock(name, panel, below or left or area.RightDockWidgetArea)
        self._right = [one for one in panels if one not in {"layers", *AT_THE_BOTTOM}]
        for name in self._right[1:]:
            window.tabifyDockWidget(self.by_name[self._right[0]], self.by_name[name])
        self.by_name[self._right[0]].raise_()
        window.setCorner(Qt.Corner.BottomRightCorner, area.RightDockWidgetArea)
        window.setCorner(Qt.Corner.BottomLeftCorner, area.LeftDockWidgetArea)

    def _dock(self, name: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(self._window)
        dock.setObjectName(name)
        dock.setWidget(panel)
        dock.visibilityChanged.connect(lambda seen: self.shown.emit(name) if seen else None)
        self._window.addDockWidget(area, dock)
        return dock

    def show(self, *, shown: bool) -> None:
        """Show the panels as at first, or hide all."""
        for name, dock in self.by_name.items():
            dock.setVisible(shown and name not in HIDDEN)
        if shown:
            docks = [self.by_name["layers"], self.by_name[self._right[0]]]
            self._window.resizeDocks(docks, [SIDE_PX, RIGHT_PX], Qt.Orientation.Horizontal)
            self.by_name[self._right[0]].raise_()

    def bring(self, name: str) -> None:
        """Bring a panel to the front."""
        dock = self.by_name[name]
        if name in AT_THE_BOTTOM and not dock.isVisible():
            self._bring_below(name, dock)
        dock.show()
        dock.raise_()

    def _bring_below(self, name: str, dock: QDockWidget) -> None:
        """Beside the other tables as a tab; tabs of hidden panels leave their bar behind in Qt."""
        others = [self.by_name[one] for one in AT_THE_BOTTOM if one != name]
        seen = [one for one in others if one.isVisible()]
        dock.show()
        height = round(self._window.height() * TALL_SHARE) if name in TALL else BOTTOM_PX
        if seen:
            self._window.tabifyDockWidget(seen[0], dock)
        if not seen or seen[0].height() < height:
            self._window.resizeDocks([dock], [height], Qt.Orientation.Vertical)

    def retranslate(self) -> None:
        """Write the titles anew."""
        titles = {
            "layers": self.tr("Layers"),
            "site": self.tr("Site check"),
            "rings": self.tr("Around"),
            "tracing": self.tr("Follow the water"),
            "identify": self.tr("Identify"),
            "health": self.tr("Health"),
            "problems": self.tr("Problems"),
            "table": self.tr("Attribute table"),
            "standing": self.tr("How it stands"),
            "calendar": self.tr("Calendar of classes"),
            "chart": self.tr("Chart"),
            "basis": self.tr("Classed by"),
        }
        for name, dock in self.by_name.items():
            dock.setWindowTitle(titles[name])
