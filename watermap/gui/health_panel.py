"""The health list: every layer and table with a colour, a sign and a word, worst first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.badges import INKS, SIGNS
from watermap.gui.wrapping import wrap
from watermap.harmonise.health.checks import Colour, HealthCheck
from watermap.language import Language
from watermap.workspace.health import PLACE, WORST_FIRST, ItemHealth

_ROW = Qt.ItemDataRole.UserRole + 1
_PLACE = Qt.ItemDataRole.UserRole + 2  # of a line about a layer's place: its key
_OF_PLACE = ("crs", PLACE)


class HealthPanel(QWidget):
    """Shows health rows; a double click goes to the layer, or opens the results."""

    layer_asked = Signal(str)  # a layer's key
    table_asked = Signal()
    place_asked = Signal(str)  # a layer's key: where it lies is doubted

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__(parent)
        self._language: Language = language
        self._rows: tuple[ItemHealth, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self.count = QLabel()
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.shown = QComboBox()
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setExpandsOnDoubleClick(False)
        wrap(self.tree)
        bar = QHBoxLayout()
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.count)
        column.addLayout(bar)
        column.addWidget(self.tree)
        self.filter.textChanged.connect(lambda _text: self._filter())
        self.shown.currentIndexChanged.connect(lambda _place: self._filter())
        self.tree.itemDoubleClicked.connect(self._on_double_click)
        self.retranslate(language)

    def show_rows(self, rows: Sequence[ItemHealth]) -> None:
        """Take other rows, worst first."""
        self._rows = tuple(rows)
        self.retranslate(self._language)

    def word(self, colour: Colour) -> str:
        """What a colour means."""
        words = {
            "red": self.tr("not usable as it is"),
            "amber": self.tr("to be looked at"),
            "green": self.tr("sound"),
        }
        return words[colour]

    def retranslate(self, language: Language) -> None:
        """Write everything anew."""
        self._language = language
        self.filter.setPlaceholderText(self.tr("Filter…"))
        chosen = max(self.shown.currentIndex(), 0)
        self.shown.blockSignals(True)
        self.shown.clear()
        self.shown.addItems([self.tr("All"), self.tr("Not sound only"), self.tr("Worst only")])
        self.shown.setCurrentIndex(chosen)
        self.shown.blockSignals(False)
        self.count.setText("    ".join(self._count(colour) for colour in WORST_FIRST))
        self.tree.clear()
        self._items = [self._item(row) for row in self._rows]
        self.tree.addTopLevelItems(self._items)
        for item, row in zip(self._items, self._rows, strict=True):
            item.setExpanded(row.health.colour != "green")
        self._filter()

    def _count(self, colour: Colour) -> str:
        count = sum(row.health.colour == colour for row in self._rows)
        return f"{SIGNS[colour]} {self.word(colour)} {count}"

    def _item(self, row: ItemHealth) -> QTreeWidgetItem:
        title = row.title.of(self._language)
        item = QTreeWidgetItem(
            [f"{SIGNS[row.health.colour]}  {title} — {self.word(row.health.colour)}"]
        )
        item.setForeground(0, QBrush(QColor(INKS[row.health.colour])))
        item.setData(0, _ROW, row)
        for check in _worst_first(row):
            child = QTreeWidgetItem([self._line(check)])
            child.setData(0, _ROW, row)
            if check.id in _OF_PLACE and row.key:
                child.setData(0, _PLACE, row.key)
                child.setToolTip(0, self.tr("Double-click to set the coordinate system"))
            if check.colour != "green":
                child.setForeground(0, QBrush(QColor(INKS[check.colour])))
            item.addChild(child)
        return item

    def _line(self, check: HealthCheck) -> str:
        return f"{SIGNS[check.colour]}  {check.sentence.text(self._language)}"

    def _filter(self) -> None:
        """Hide rows that are not among the chosen colours or do not hold the written text."""
        wanted = self.filter.text().strip().lower()
        colours = WORST_FIRST[: {0: 3, 1: 2, 2: 1}[max(self.shown.currentIndex(), 0)]]
        for item, row in zip(self._items, self._rows, strict=True):
            texts = [item.text(0), *(self._line(one) for one in row.health.checks)]
            fits = any(wanted in text.lower() for text in texts)
            item.setHidden(row.health.colour not in colours or not fits)

    def _on_double_click(self, item: QTreeWidgetItem) -> None:
        row: ItemHealth | None = item.data(0, _ROW)
        place: str | None = item.data(0, _PLACE)
        if place:
            self.place_asked.emit(place)
        elif row is not None and row.key:
            self.layer_asked.emit(row.key)
        elif row is not None:
            self.table_asked.emit()


def _worst_first(row: ItemHealth) -> list[HealthCheck]:
    return sorted(row.health.checks, key=lambda one: WORST_FIRST.index(one.colour))
