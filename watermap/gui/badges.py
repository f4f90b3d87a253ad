"""Colours of health as small badges: a disc with a sign, so that colour alone says nothing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from watermap.harmonise.health.checks import Colour

INKS: dict[Colour, str] = {"red": "#b71c1c", "amber": "#9a6700", "green": "#2e7d32"}
SIGNS: dict[Colour, str] = {"red": "✖", "amber": "▲", "green": "✓"}
BADGE = Qt.ItemDataRole.UserRole + 7  # a Colour; nothing: no badge
SIZE_PX = 15
MARGIN_PX = 5


class BadgeDelegate(QStyledItemDelegate):
    """Draws an item's badge at the right end of its row."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the item, its text ending before its badge."""
        colour: Colour | None = index.data(BADGE)
        if colour is None:
            super().paint(painter, option, index)
            return
        row = option.rect
        beside = QStyleOptionViewItem(option)
        beside.rect = row.adjusted(0, 0, -SIZE_PX - 2 * MARGIN_PX, 0)
        super().paint(painter, beside, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(
            row.right() - SIZE_PX - MARGIN_PX,
            row.center().y() - SIZE_PX / 2 + 0.5,
            SIZE_PX,
            SIZE_PX,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(INKS[colour]))
        painter.drawEllipse(disc)
        font = painter.font()
        font.setPixelSize(9)
        painter.setFont(font)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, SIGNS[colour])
        painter.restore()
