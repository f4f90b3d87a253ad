"""Every table of the evaluation: a double click on a row finds its thing on the map."""

from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from watermap.export.sheets import Coloured, Sheet
from watermap.gui.standing.sheet_model import SORT_ROLE, SheetModel

WIDEST_PX = 340
LIST_PX = 190


class StandingPanel(QWidget):
    """A list of tables and the one that is chosen."""

    name_asked = Signal(object)  # the texts of the row that was double-clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until ``show_sheets``."""
        super().__init__(parent)
        self._sheets: tuple[Sheet, ...] = ()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.topics = QListWidget()
        self.topics.currentRowChanged.connect(self._on_topic)
        self.table = QTableView()
        self.table.setSortingEnabled(True)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.doubleClicked.connect(lambda index: self._on_row(index.row()))
        self.table.verticalHeader().setDefaultSectionSize(24)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copy.activated.connect(self._copy)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSortRole(SORT_ROLE)
        self.table.setModel(self._proxy)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.topics)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_PX, 1000])
        head = QHBoxLayout()
        head.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(head)
        column.addWidget(split, 1)

    def show_sheets(self, sheets: Sequence[Sheet], said: str) -> None:
        """Show other tables; the one that was chosen stays chosen where it is among them.

        Args:
            sheets: the tables.
            said: which period, standard and method they are of.
        """
        chosen = max(self.topics.currentRow(), 0)
        self._sheets = tuple(sheets)
        self.said.setText(said)
        self.topics.blockSignals(True)
        self.topics.clear()
        self.topics.addItems([f"{one.name} ({len(one.rows)})" for one in self._sheets])
        self.topics.blockSignals(False)
        self.topics.setCurrentRow(min(chosen, len(self._sheets) - 1))

    def _on_topic(self, row: int) -> None:
        if not 0 <= row < len(self._sheets):
            return
        self._proxy.setSourceModel(SheetModel(self._sheets[row], self))
        self._proxy.sort(-1)
        self.table.resizeColumnsToContents()
        for place in range(self._proxy.columnCount()):
            if self.table.columnWidth(place) > WIDEST_PX:
                self.table.setColumnWidth(place, WIDEST_PX)

    def _on_row(self, row: int) -> None:
        sheet = self._sheets[self.topics.currentRow()]
        at = self._proxy.mapToSource(self._proxy.index(row, 0)).row()
        values = [cell.value if isinstance(cell, Coloured) else cell for cell in sheet.rows[at]]
        self.name_asked.emit(tuple(one for one in values if isinstance(one, str) and one))

    def _copy(self) -> None:
        """The chosen rows with their headers, as a spreadsheet takes them."""
        columns = range(self._proxy.columnCount())
        header = [str(self._proxy.headerData(at, Qt.Orientation.Horizontal)) for at in columns]
        rows = [
            [str(self._proxy.index(one.row(), at).data() or "") for at in columns]
            for one in self.table.selectionModel().selectedRows()
        ]
        lines = ["\t".join(part.replace("\n", " ") for part in row) for row in [header, *rows]]
        QApplication.clipboard().setText("\n".join(lines))
