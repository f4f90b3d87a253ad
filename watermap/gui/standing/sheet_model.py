"""A sheet of results as a table that Qt shows: the same values and colours as in the workbook."""

from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from watermap.export.sheets import Coloured, Sheet
from watermap.export.shown import cell_text

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SORT_ROLE = Qt.ItemDataRole.UserRole


class SheetModel(QAbstractTableModel):
    """One sheet, read cell by cell."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        """Show ``sheet``."""
        super().__init__(parent)
        self.sheet = sheet

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Rows of the sheet."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Columns of the sheet."""
        return 0 if parent.isValid() else len(self.sheet.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Titles of columns, numbers of rows."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return self.sheet.columns[section].title

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, colour, alignment, and what to sort by."""
        cell = self.sheet.rows[index.row()][index.column()]
        value = cell.value if isinstance(cell, Coloured) else cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(value, self.sheet.columns[index.column()].decimals)
        if role == Qt.ItemDataRole.ToolTipRole:
            return value if isinstance(value, str) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if isinstance(value, int | float | Decimal) else None
        if role == SORT_ROLE:
            return float(value) if isinstance(value, int | float | Decimal) else str(value or "")
        if isinstance(cell, Coloured) and role == Qt.ItemDataRole.BackgroundRole:
            return QColor(cell.fill)
        if isinstance(cell, Coloured) and role == Qt.ItemDataRole.ForegroundRole:
            return QColor(cell.text)
        return None
