"""The period that the map's picture is of, written on the map."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from watermap.gui.canvas import MapCanvas

PLACE_PX = 10


class PeriodBadge(QLabel):
    """In the map's upper left corner; it changes with the picture, not with what was asked for."""

    def __init__(self, canvas: MapCanvas) -> None:
        """Stand on ``canvas``."""
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("badge")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.move(PLACE_PX, PLACE_PX)
        self.hide()
        canvas.rendered.connect(self._on_rendered)

    def period(self) -> str | None:
        """The period that is seen; None: the map shows no evaluation."""
        scene = self._canvas.scene
        return None if scene is None or scene.assessment is None else scene.assessment.period

    def _on_rendered(self) -> None:
        period = self.period()
        self.setText(period or "")
        self.adjustSize()
        self.setVisible(period is not None)
