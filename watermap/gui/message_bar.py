"""A bar above the map that says what happened, without stopping anybody."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from watermap.gui.icons import icon

Level = Literal["info", "warning", "error"]
_COLOURS: dict[Level, tuple[str, str]] = {
    "info": ("#e3f2fd", "#90caf9"),
    "warning": ("#fff8e1", "#ffcc80"),
    "error": ("#ffebee", "#ef9a9a"),
}
ICON_PX = 18


class MessageBar(QFrame):
    """Shows one message at a time; stays until it is closed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setText("×")
        close.setAutoRaise(True)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self.hide()

    def say(self, text: str, level: Level = "info") -> None:
        """Show a text in the colour of its level."""
        fill, line = _COLOURS[level]
        self.setStyleSheet(
            f"#messageBar {{ background: {fill}; border: 1px solid {line}; border-radius: 4px; }}"
            "QLabel { color: #263238; }"
        )
        self._icon.setPixmap(icon(level).pixmap(ICON_PX, ICON_PX))
        self._text.setText(text)
        self.show()

    def text(self) -> str:
        """What it says; "" while hidden."""
        return self._text.text() if self.isVisible() else ""
