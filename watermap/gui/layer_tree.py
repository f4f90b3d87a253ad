"""The layers of the map: groups by theme, ticks for what is shown, legend below each layer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QIcon,
    QPainter,
    QPen,
    QPixmap,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QMenu, QTreeView, QWidget

from watermap.catalogue.kinds import Look
from watermap.gui.badges import BADGE, BadgeDelegate
from watermap.harmonise.health.checks import Colour
from watermap.language import Language, Text
from watermap.workspace.importing.revising import FAILED, entry_of
from watermap.workspace.workspace import Workspace

KEY = Qt.ItemDataRole.UserRole + 1
SWATCH_PX = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One layer as the tree shows it."""

    key: str
    title: str
    group: str
    count: int
    looks: tuple[tuple[str, Look, str], ...]  # words, look, geometry of its swatch
    warning: str = ""  # why it cannot be shown or trusted; "" for a sound layer
    usable: bool = True


class LayerTree(QTreeView):
    """Ticks show and hide; the menu of a layer zooms to it or opens its table."""

    zoom_asked = Signal(str)
    table_asked = Signal(str)
    revision_asked = Signal(str, str)  # a layer's key, and what about it: kind, place, encoding
    again_asked = Signal(str)  # a layer's key, which came from a database

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Show and hide layers of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._health: Mapping[str, tuple[Colour, str]] = {}
        self._model = QStandardItemModel(self)
        self.setItemDelegate(BadgeDelegate(self))
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(lambda index: self._ask_zoom(index.data(KEY)))
        self._model.itemChanged.connect(self._on_changed)

    def fill(self, entries: Iterable[Entry]) -> None:
        """Show these layers, top of the map first."""
        self._model.blockSignals(True)
        self._model.clear()
        groups: dict[str, QStandardItem] = {}
        for entry in entries:
            group = groups.get(entry.group)
            if group is None:
                group = groups[entry.group] = QStandardItem(entry.group)
                font = group.font()
                font.setBold(True)
                group.setFont(font)
                self._model.appendRow(group)
            group.appendRow(self._row(entry))
        self._badge()
        self._model.blockSignals(False)
        self._model.layoutChanged.emit()
        for group in groups.values():
            self.expand(group.index())

    def show_health(self, health: Mapping[str, tuple[Colour, str]]) -> None:
        """Badge layers, by their key, with a colour and the words for its tool tip."""
        self._health = health
        self._model.blockSignals(True)
        self._badge()
        self._model.blockSignals(False)
        self.viewport().update()

    def _badge(self) -> None:
        for item in self._items():
            colour, text = self._health.get(item.data(KEY), (None, ""))
            item.setData(colour, BADGE)
            if text:
                item.setToolTip(text)

    def _items(self) -> Iterator[QStandardItem]:
        """The items of layers."""
        for row in range(self._model.rowCount()):
            group = self._model.item(row)
            for place in range(group.rowCount()):
                yield group.child(place)

    def _row(self, entry: Entry) -> QStandardItem:
        item = QStandardItem(f"{entry.title}  ({entry.count})" if entry.usable else entry.title)
        item.setData(entry.key, KEY)
        item.setCheckable(entry.usable)
        shown = entry.key not in self._workspace.hidden
        if entry.usable:
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        item.setToolTip(entry.warning)
        if not entry.usable:
            item.setForeground(QBrush(QColor("#b71c1c")))
        elif len(entry.looks) == 1:
            item.setIcon(swatch(entry.looks[0][1], entry.looks[0][2]))
        else:
            for words, look, geometry in entry.looks:
                child = QStandardItem(swatch(look, geometry), words)
                item.appendRow(child)
        return item

    def _on_changed(self, item: QStandardItem) -> None:
        key = item.data(KEY)
        if key is not None and item.isCheckable():
            self._workspace.set_visible(key, shown=item.checkState() == Qt.CheckState.Checked)

    def _on_menu(self, place: QPoint) -> None:
        key = self.indexAt(place).data(KEY)
        if key is None:
            return
        menu = self.menu_of(key)
        menu.exec(self.viewport().mapToGlobal(place))
        menu.deleteLater()

    def menu_of(self, key: str) -> QMenu:
        """The menu of a layer; one whose file could not be used can only be revised."""
        menu = QMenu(self)
        if not key.startswith(FAILED):
            menu.addAction(self.tr("Zoom to layer"), lambda: self._ask_zoom(key))
            menu.addAction(self.tr("Attribute table"), lambda: self.table_asked.emit(key))
            menu.addSeparator()
        opened = self._workspace.opened
        entry = entry_of(opened, key) if opened is not None else None
        if entry is not None and entry.origin is not None:
            text = self.tr("Take again from the database…")
            menu.addAction(text, partial(self.again_asked.emit, key))
        for about, text in (
            ("kind", self.tr("This is another kind of layer…")),
            ("place", self.tr("Set the coordinate system…")),
            ("encoding", self.tr("Read again with another encoding…")),
        ):
            menu.addAction(text, partial(self.revision_asked.emit, key, about))
        return menu

    def _ask_zoom(self, key: str | None) -> None:
        if key is not None:
            self.zoom_asked.emit(key)


def swatch(look: Look, geometry: str) -> QIcon:
    """A small picture of a look: a patch, a line or a dot."""
    pixmap = QPixmap(SWATCH_PX, SWATCH_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = colour(look.line) if look.line else QColor("#555555")
    painter.setPen(QPen(line, 1.4))
    painter.setBrush(colour(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
    if geometry == "line":
        painter.setPen(QPen(line, 2.2))
        painter.drawLine(1, SWATCH_PX - 4, SWATCH_PX - 2, 4)
    elif geometry == "point":
        painter.drawEllipse(3, 3, SWATCH_PX - 7, SWATCH_PX - 7)
    else:
        painter.drawRect(1, 3, SWATCH_PX - 3, SWATCH_PX - 7)
    painter.end()
    return QIcon(pixmap)


def colour(text: str) -> QColor:
    """``#rrggbb`` or ``#rrggbbaa`` as Qt's colour (which would read the alpha first)."""
    found = QColor(text[:7])
    if len(text) == len("#rrggbbaa"):
        found.setAlpha(int(text[7:], 16))
    return found


def words(title: Text | None, value: str, language: Language) -> str:
    """The legend's words for a look."""
    return title.of(language) if title else value
