"""What was wrong, guessed, changed or left out, as a list."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from watermap.errors import Problem, Severity
from watermap.gui.icons import icon
from watermap.language import Language
from watermap.workspace.importing.present_place import DOUBTS

_ICONS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "info"}
_PROBLEM = Qt.ItemDataRole.UserRole + 1
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


class ProblemsPanel(QWidget):
    """The problems of the project and of the shown evaluation; worst first, each once."""

    place_asked = Signal(object)  # Problem: a doubt of a layer's place, to be answered

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
        self.place = QPushButton()
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.list.itemDoubleClicked.connect(lambda _item: self._on_place())
        self.place.clicked.connect(self._on_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.count)
        column.addWidget(self.list)
        column.addWidget(self.place)
        self.retranslate(language)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Take another list."""
        self._problems = tuple(sorted(problems, key=lambda one: _ORDER.index(one.severity)))
        self.retranslate(self._language)

    def retranslate(self, language: Language) -> None:
        """Write all sentences anew."""
        self._language = language
        self.list.clear()
        texts: dict[str, Problem] = {}
        for one in self._problems:
            texts.setdefault(one.text(language), one)
        for text, problem in texts.items():
            item = QListWidgetItem(icon(_ICONS[problem.severity]), text)
            item.setData(_PROBLEM, problem)
            self.list.addItem(item)
        counts = [sum(one.severity == name for one in texts.values()) for name in _ORDER]
        self.count.setText(self.tr("Errors: {0}   Warnings: {1}   Notes: {2}").format(*counts))
        self.place.setText(self.tr("Set the coordinate system of this layer…"))
        self._allow()

    def _doubt(self) -> Problem | None:
        """The chosen sentence where it doubts a layer's place."""
        item = self.list.currentItem()
        problem: Problem | None = item.data(_PROBLEM) if item is not None else None
        return problem if problem is not None and problem.code in DOUBTS else None

    def _allow(self) -> None:
        """Offer the answer only where it is one."""
        self.place.setVisible(self._doubt() is not None)

    def _on_place(self) -> None:
        doubt = self._doubt()
        if doubt is not None:
            self.place_asked.emit(doubt)
