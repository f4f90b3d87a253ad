"""Rows of a tree that are as high as their text needs, broken at the tree's width."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

PADDING_PX = 8


class WrappingDelegate(QStyledItemDelegate):
    """Gives each row the height of its wrapped text."""

    def __init__(self, tree: QTreeWidget) -> None:
        """Measure against the width of ``tree``."""
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As wide as the tree leaves at this depth, as high as the text is then."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        width = self._tree.viewport().width() - depth * self._tree.indentation() - PADDING_PX
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        box = self._tree.fontMetrics().boundingRect(QRect(0, 0, max(width, 40), 0), flags, text)
        return QSize(width, box.height() + PADDING_PX)


def wrap(tree: QTreeWidget) -> None:
    """Let the rows of ``tree`` wrap, now and when it is resized."""
    tree.setItemDelegate(WrappingDelegate(tree))
    tree.setWordWrap(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideNone)
    tree.setUniformRowHeights(False)
    tree.header().sectionResized.connect(lambda *_sizes: tree.scheduleDelayedItemsLayout())
