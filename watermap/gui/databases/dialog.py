"""The dialog in which tables of a database are chosen; it connects to nothing itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.databases.login_form import LoginForm
from watermap.gui.databases.table_list import TableList
from watermap.gui.databases.working import Working
from watermap.reading.postgis.tables import GeometryColumn

SIZE_PX = (860, 660)


class DatabaseDialog(QDialog):
    """Login above, tables below; says which button was pressed."""

    connect_asked = Signal()
    take_asked = Signal()
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        """Stand over ``parent``, without tables."""
        super().__init__(parent)
        self.setObjectName("wizard")
        self.setWindowTitle(self.tr("Import from a database"))
        self.setModal(True)
        self.resize(*SIZE_PX)
        self.form = LoginForm()
        self.connect_button = QPushButton(self.tr("Connect"))
        self.working = Working()
        self.tables = TableList()
        self.hint = QLabel()
        self.hint.setObjectName("evidence")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.take = QPushButton(self.tr("Take these tables ›"))
        for button in (self.cancel, self.connect_button, self.take):
            button.setAutoDefault(False)
        self._lay_out()
        self.form.edited.connect(self._on_edited)
        self.form.submitted.connect(self._on_connect)
        self.connect_button.clicked.connect(self._on_connect)
        self.tables.ticked.connect(self._allow)
        self.take.clicked.connect(self.take_asked)
        self.working.stop_asked.connect(self.stop_asked)
        self.cancel.clicked.connect(self.reject)
        self._allow()

    def start(self, doing: str) -> None:
        """Show that something is being done."""
        self.working.start(doing)
        self._allow()

    def rest(self, text: str = "", *, fault: bool = False) -> None:
        """Show that nothing is being done any more, and what came of it."""
        self.working.rest(text, fault=fault)
        self._allow()

    def show_tables(
        self, tables: Sequence[GeometryColumn], there: Callable[[GeometryColumn], bool]
    ) -> None:
        """List the tables of the database."""
        self.tables.show_tables(tables, there)
        self._allow()
        if tables:
            self.tables.filter.setFocus()

    def _on_connect(self) -> None:
        if self.working.busy():
            return
        if self.form.server() is None:
            self.rest(self.tr("Please write server, database and user first."), fault=True)
            self.form.focus_first_missing()
        else:
            self.connect_asked.emit()

    def _on_edited(self) -> None:
        """Another server is meant, whose tables are not known yet."""
        if self.tables.tree.topLevelItemCount():
            self.tables.show_tables((), lambda _table: False)
            self._allow()

    def _allow(self) -> None:
        busy = self.working.busy()
        chosen = len(self.tables.chosen())
        listed = self.tables.tree.topLevelItemCount() > 0
        for widget in (self.form, self.connect_button):
            widget.setEnabled(not busy)
        self.tables.setEnabled(listed and not busy)
        self.take.setEnabled(bool(chosen) and not busy)
        self.hint.setText(self.tr("Tables ticked: {0}").format(chosen) if listed else "")

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("Layers of a PostGIS database"))
        heading.setObjectName("question")
        explanation = QLabel(
            self.tr(
                "The tables are copied into the project once, so that it works without the "
                "database and its answers can be repeated. Nothing is changed in the database. "
                "The password never goes into the project."
            )
        )
        explanation.setObjectName("evidence")
        explanation.setWordWrap(True)
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.form)
        connecting = QHBoxLayout()
        connecting.addWidget(self.working, 1)
        connecting.addWidget(self.connect_button)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.cancel)
        below.addStretch(1)
        below.addWidget(self.hint)
        below.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for widget in (heading, explanation, card):
            column.addWidget(widget)
        column.addLayout(connecting)
        column.addWidget(self.tables, 1)
        column.addLayout(below)
