"""What was wrong, guessed, changed or left out, as a list."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from watermap.errors import Problem, Severity
from watermap.gui.icons import icon
from watermap.language import Language

_ICONS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "info"}
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


class ProblemsPanel(QWidget):
    """The problems of the project and of the shown evaluation; worst first, each once."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__(parent)
        self._language: Language = language
        self._problems: tuple[Problem, ...] = ()
        self.count = QLabel()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.count)
        column.addWidget(self.list)
        self.retranslate(language)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Take another list."""
        self._problems = tuple(sorted(problems, key=lambda one: _ORDER.index(one.severity)))
        self.retranslate(self._language)

    def retranslate(self, language: Language) -> None:
        """Write all sentences anew."""
        self._language = language
        self.list.clear()
        texts = {one.text(language): one.severity for one in self._problems}
        for text, severity in texts.items():
            self.list.addItem(QListWidgetItem(icon(_ICONS[severity]), text))
        counts = [sum(one == severity for one in texts.values()) for severity in _ORDER]
        self.count.setText(self.tr("Errors: {0}   Warnings: {1}   Notes: {2}").format(*counts))
