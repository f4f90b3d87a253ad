"""A layer's attributes as a table, sections joined with the evaluation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from watermap.workspace.workspace import Selection, Workspace

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContent:
    """What the table shows: one row a record; the frame's index is the record number."""

    key: str
    title: str
    frame: pd.DataFrame
    headers: tuple[str, ...]


class FrameModel(QAbstractTableModel):
    """A frame, read cell by cell as Qt asks; nothing is copied."""

    def __init__(self, content: TableContent, parent: QWidget | None = None) -> None:
        """Show ``content``."""
        super().__init__(parent)
        self.content = content

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Records."""
        return 0 if parent.isValid() else len(self.content.frame)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Fields."""
        return 0 if parent.isValid() else len(self.content.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The cell as text; numbers as numbers for sorting."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        value = self.content.frame.iat[index.row(), index.column()]
        if role == Qt.ItemDataRole.EditRole and isinstance(value, int | float):
            return None if pd.isna(value) else float(value)
        return shown(value)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Field titles; record numbers counted from 1."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.content.headers[section]
        return str(int(self.content.frame.index[section]) + 1)


def shown(value: object) -> str:
    """A cell as text; "" for what is missing."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:g}"
    return str(value)


class AttributeTable(QWidget):
    """Table with filter line; selects with the map both ways; copies with headers."""

    layer_chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Show layers of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._following = False
        self.layers = QComboBox()
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self._count = QLabel()
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSortRole(Qt.ItemDataRole.EditRole)
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = QTableView()
        self.view.setModel(self.proxy)
        self.view.setSortingEnabled(True)
        self.view.setAlternatingRowColors(True)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.verticalHeader().setDefaultSectionSize(22)
        self._assemble()
        self._model: FrameModel | None = None

    def _assemble(self) -> None:
        row = QHBoxLayout()
        for widget in (self.layers, self.filter, self._count):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(row)
        column.addWidget(self.view)
        self.filter.textChanged.connect(self._on_filter)
        self.layers.activated.connect(
            lambda index: self.layer_chosen.emit(self.layers.itemData(index))
        )
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        QShortcut(QKeySequence.StandardKey.Copy, self.view, self.copy)
        self._workspace.selection_changed.connect(self._on_selection)

    def offer(self, layers: Sequence[tuple[str, str]]) -> None:
        """Layers by key and title."""
        self.layers.clear()
        for key, title in layers:
            self.layers.addItem(title, key)

    def key(self) -> str | None:
        """Key of the layer shown; None before any."""
        return self._model.content.key if self._model else None

    def show_content(self, content: TableContent) -> None:
        """Show another layer."""
        self._model = FrameModel(content, self)
        self.proxy.setSourceModel(self._model)
        self.layers.setCurrentIndex(self.layers.findData(content.key))
        self.view.resizeColumnsToContents()
        self._say_count()
        self._on_selection(self._workspace.selection)

    def retranslate(self) -> None:
        """Write all texts anew."""
        self.filter.setPlaceholderText(self.tr("Filter rows…"))
        self._say_count()

    def copy(self) -> None:
        """Put the selected rows on the clipboard, headers first, tabs between cells."""
        if self._model is None:
            return
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        columns = range(self.proxy.columnCount())
        lines = ["\t".join(self._model.content.headers)]
        lines += [
            "\t".join(str(self.proxy.index(row, column).data() or "") for column in columns)
            for row in rows
        ]
        QApplication.clipboard().setText("\n".join(lines))

    def _say_count(self) -> None:
        total = self._model.rowCount() if self._model else 0
        self._count.setText(self.tr("{0} of {1} rows").format(self.proxy.rowCount(), total))

    def _on_filter(self, text: str) -> None:
        self.proxy.setFilterFixedString(text)
        self._say_count()

    def _on_selected(self, _new: QItemSelection, _old: QItemSelection) -> None:
        if self._model is None or self._following:
            return
        rows = (self.proxy.mapToSource(one) for one in self.view.selectionModel().selectedRows())
        records = frozenset(int(self._model.content.frame.index[one.row()]) for one in rows)
        self._following = True
        self._workspace.select(
            Selection(layer=self._model.content.key, records=records) if records else None
        )
        self._following = False

    def _on_selection(self, selection: Selection | None) -> None:
        if self._model is None or self._following:
            return
        self._following = True
        model = self.view.selectionModel()
        model.clearSelection()
        if selection is not None and selection.layer == self._model.content.key:
            places = self._model.content.frame.index.get_indexer(
                pd.Index(sorted(selection.records))
            )
            for row in places[places >= 0]:
                index = self.proxy.mapFromSource(self._model.index(int(row), 0))
                flags = QItemSelectionModel.SelectionFlag
                model.select(index, flags.Select | flags.Rows)
                self.view.scrollTo(index)
        self._following = False
