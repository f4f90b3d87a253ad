"""Paints the calendar's cells: the one that is stood on gets a frame, never another colour.

A highlight would hide the class's own colour, and a blue one would read as class II.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

FRAME_PX = 3
GAP_PX = 1  # between cells, white


class CalendarCells(QStyledItemDelegate):
    """Cells with a thin gap between them."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell as it looks unselected, then the frame."""
        own = QStyleOptionViewItem(option)
        chosen = QStyle.StateFlag.State_Selected in own.state
        own.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        own.rect = own.rect.adjusted(0, 0, -GAP_PX, -GAP_PX)
        super().paint(painter, own, index)
        if chosen:
            half = FRAME_PX // 2
            painter.save()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(Qt.GlobalColor.black, FRAME_PX))
            painter.drawRect(own.rect.adjusted(half, half, -half - 1, -half - 1))
            painter.setPen(QPen(Qt.GlobalColor.white, 1))
            painter.drawRect(own.rect.adjusted(FRAME_PX, FRAME_PX, -FRAME_PX - 1, -FRAME_PX - 1))
            painter.restore()
