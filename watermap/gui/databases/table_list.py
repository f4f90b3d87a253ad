"""The tables of a database: schemas with their tables, to be filtered and ticked."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from watermap.reading.postgis.tables import GeometryColumn

_COLUMN = Qt.ItemDataRole.UserRole + 1
_GREY = "#78909c"
_NUMBER_PX = 110


class TableList(QWidget):
    """Tables by schema; a tick says that one shall be taken."""

    ticked = Signal()

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(self.tr("Filter by schema or table…"))
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(
            [self.tr("Table"), self.tr("Shapes"), self.tr("SRID"), self.tr("Rows (estimate)")]
        )
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(_NUMBER_PX // 2)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.filter)
        inner.addWidget(self.tree, 1)
        self.filter.textChanged.connect(lambda _text: self._filter())
        self.tree.itemChanged.connect(lambda _item, _column: self.ticked.emit())
        self.tree.itemDoubleClicked.connect(_turn)

    def show_tables(
        self, tables: Sequence[GeometryColumn], there: Callable[[GeometryColumn], bool]
    ) -> None:
        """List tables; ``there``: whether the open project has a table already."""
        self.tree.blockSignals(True)
        self.tree.clear()
        schemas: dict[str, QTreeWidgetItem] = {}
        several = _several(tables)
        for table in tables:
            schema = schemas.get(table.schema)
            if schema is None:
                schema = schemas[table.schema] = QTreeWidgetItem([table.schema])
                font = schema.font(0)
                font.setBold(True)
                schema.setFont(0, font)
                self.tree.addTopLevelItem(schema)
            name = f"{table.table} # {table.geometry}" if _key(table) in several else table.table
            schema.addChild(self._item(table, name, there=there(table)))
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._filter()
        self.ticked.emit()

    def chosen(self) -> tuple[GeometryColumn, ...]:
        """The ticked tables, those that the filter hides too."""
        return tuple(
            item.data(0, _COLUMN)
            for item in self.items()
            if item.checkState(0) == Qt.CheckState.Checked
        )

    def tick(self, name: str) -> None:
        """Tick a table by its name."""
        for item in self.items():
            if item.data(0, _COLUMN).table == name:
                item.setCheckState(0, Qt.CheckState.Checked)

    def items(self) -> Iterator[QTreeWidgetItem]:
        """The rows of tables."""
        for schema in _children(self.tree.invisibleRootItem()):
            yield from _children(schema)

    def _item(self, table: GeometryColumn, name: str, *, there: bool) -> QTreeWidgetItem:
        marks = [self.tr("view")] if table.view else []
        marks += [self.tr("in the project already")] if there else []
        marks += [] if table.readable else [self.tr("no right to read it")]
        shown = self.tr("{0} ({1})").format(name, " · ".join(marks)) if marks else name
        srid = str(table.srid) if table.srid else self.tr("not declared")
        rows = "—" if table.rows is None else f"{table.rows:,}"
        item = QTreeWidgetItem([shown, shape_word(table.type), srid, rows])
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(1, table.type)
        item.setData(0, _COLUMN, table)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        if not table.readable:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            for column in range(item.columnCount()):
                item.setForeground(column, QBrush(QColor(_GREY)))
        return item

    def _filter(self) -> None:
        wanted = self.filter.text().strip().lower()
        for schema in _children(self.tree.invisibleRootItem()):
            for item in _children(schema):
                table: GeometryColumn = item.data(0, _COLUMN)
                item.setHidden(wanted not in table.name.shown.lower())
            schema.setHidden(all(item.isHidden() for item in _children(schema)))


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(place) for place in range(item.childCount()))
    return [child for child in found if child is not None]


def shape_word(declared: str) -> str:
    """What a declared type of shapes is, in a word."""
    translate = QCoreApplication.translate
    kind = declared.upper()
    if "POINT" in kind:
        return translate("shapes", "points")
    if "LINE" in kind or ("CURVE" in kind and "POLYGON" not in kind):
        return translate("shapes", "lines")
    if "POLYGON" in kind or "SURFACE" in kind:
        return translate("shapes", "areas")
    return translate("shapes", "of any sort")


def _several(tables: Sequence[GeometryColumn]) -> set[tuple[str, str]]:
    """The tables that have several columns of shapes."""
    keys = [_key(table) for table in tables]
    return {key for key in keys if keys.count(key) > 1}


def _key(table: GeometryColumn) -> tuple[str, str]:
    return table.schema, table.table


def _turn(item: QTreeWidgetItem, _column: int) -> None:
    """A double click on a table ticks it, or no longer."""
    if item.data(0, _COLUMN) is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
        down = item.checkState(0) == Qt.CheckState.Checked
        item.setCheckState(0, Qt.CheckState.Unchecked if down else Qt.CheckState.Checked)
