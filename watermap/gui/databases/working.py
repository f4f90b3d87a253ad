"""The line of a dialog that says what is being done, lets it be stopped, or says why it failed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

BAR_HEIGHT_PX = 8


class Working(QWidget):
    """Nothing, work with its progress, or a sentence."""

    stop_asked = Signal()

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__()
        self.doing = QLabel()
        self.doing.setObjectName("evidence")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(BAR_HEIGHT_PX)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setAutoDefault(False)
        self.said = QLabel()
        self.said.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.doing)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.said)
        self.stop.clicked.connect(self.stop_asked)
        self.rest()

    def start(self, doing: str) -> None:
        """Show that something is being done."""
        self.doing.setText(doing)
        self.bar.setRange(0, 0)
        self._show(working=True, text="")

    def step(self, done: int, total: int, message: str) -> None:
        """Show how far it is; how long a server thinks nobody knows."""
        self.bar.setRange(0, total if done else 0)
        self.bar.setValue(done)
        self.bar.setToolTip(message)

    def rest(self, text: str = "", *, fault: bool = False) -> None:
        """Show that nothing is being done, and a sentence about what was."""
        self.said.setObjectName("fault" if fault else "said")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self._show(working=False, text=text)

    def busy(self) -> bool:
        """Whether something is being done."""
        return self.stop.isVisibleTo(self)

    def _show(self, *, working: bool, text: str) -> None:
        for widget in (self.doing, self.bar, self.stop):
            widget.setVisible(working)
        self.said.setText(text)
        self.said.setVisible(bool(text))
