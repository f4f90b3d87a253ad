"""A layer's table taken again from its database, and what has changed by it."""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from watermap.errors import WatermapError
from watermap.gui.databases.taking import said
from watermap.gui.databases.working import Working
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.reading.postgis import passwords
from watermap.workspace.databases import keep_password, signed_in, take_again
from watermap.workspace.importing.revising import entry_of
from watermap.workspace.opened import Opened
from watermap.workspace.project import LayerEntry, Origin
from watermap.workspace.snapshot import Refreshed, server_of
from watermap.workspace.workspace import Workspace

WIDTH_PX = 640
KEY = "database"  # of the tasks


class AgainDialog(QDialog):
    """From where a layer came, the password, and afterwards what has changed."""

    take_asked = Signal()
    stop_asked = Signal()

    def __init__(self, file: str, origin: Origin, parent: QWidget | None) -> None:
        """Tell of ``origin`` over ``parent``."""
        super().__init__(parent)
        self.setObjectName("wizard")
        self.setWindowTitle(self.tr("Take again from the database"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        self.heading = QLabel(f"{origin.schema_name}.{origin.table}")
        self.heading.setObjectName("question")
        self.about = QLabel(
            self.tr(
                "{0} was taken from {1} on {2}, with {3} rows. Taking it again replaces that file "
                "as a whole; if anything fails it stays as it is."
            ).format(file, server_of(origin).shown, _day(origin), origin.rows)
        )
        self.about.setObjectName("evidence")
        self.about.setWordWrap(True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(self.tr("Remember it in the system's keyring"))
        self.remember.hide()
        self.working = Working()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.take = QPushButton(self.tr("Take again"))
        self.take.setDefault(True)
        self.cancel.setAutoDefault(False)
        self._lay_out()
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self.take_asked)
        self.working.stop_asked.connect(self.stop_asked)
        self.password.setFocus()

    def offer_keyring(self, *, possible: bool) -> None:
        """Offer to keep the password where the system has a safe place for it."""
        self.remember.setVisible(possible)
        if possible:
            self.password.setPlaceholderText(self.tr("empty: the one kept in the keyring"))

    def start(self, doing: str) -> None:
        """Show that something is being done."""
        self.working.start(doing)
        self._allow(free=False)

    def rest(self, text: str, *, fault: bool = False) -> None:
        """Show that nothing is being done any more, and what came of it."""
        self.working.rest(text, fault=fault)
        self._allow(free=True)

    def show_change(self, text: str) -> None:
        """Say what has changed; there is nothing more to do."""
        self.rest(text)
        self.password.clear()
        for widget in (self.password, self.remember, self.label, self.take):
            widget.hide()
        self.cancel.setText(self.tr("Close"))
        self.adjustSize()

    def _allow(self, *, free: bool) -> None:
        for widget in (self.password, self.remember, self.take):
            widget.setEnabled(free)

    def _lay_out(self) -> None:
        self.label = QLabel(self.tr("Password"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.label)
        row.addWidget(self.password, 1)
        row.addWidget(self.remember)
        below = QHBoxLayout()
        below.addWidget(self.cancel)
        below.addStretch(1)
        below.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addLayout(row)
        column.addWidget(self.working)
        column.addStretch(1)
        column.addLayout(below)


class TakingAgain(QObject):
    """Takes a layer's table again, for one window."""

    taken = Signal(object, object)  # Path of the project to be opened again, its problems
    failed = Signal(object)  # the exception of a fault of ours

    def __init__(self, workspace: Workspace, runner: TaskRunner, parent: QWidget) -> None:
        """Work on the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._window = parent
        self._language: Language = "zh"
        self.dialog: AgainDialog | None = None

    def ask(self, key: str, language: Language) -> None:
        """Ask for the password of a layer's database."""
        opened = self._workspace.opened
        entry = entry_of(opened, key) if opened is not None else None
        if opened is None or entry is None or entry.origin is None or opened.read_only:
            return
        self._language = language
        dialog = self.dialog = AgainDialog(entry.path, entry.origin, self._window)
        dialog.take_asked.connect(partial(self._on_take, opened, entry, entry.origin))
        dialog.stop_asked.connect(self._on_stop)
        dialog.finished.connect(self._on_finished)
        dialog.open()
        self._runner.submit("keyring", lambda _progress: passwords.can_remember(), done=self._offer)

    def _offer(self, possible: bool) -> None:
        if self.dialog is not None:
            self.dialog.offer_keyring(possible=possible)

    def _on_take(self, opened: Opened, entry: LayerEntry, origin: Origin) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        typed, keep = dialog.password.text(), dialog.remember.isChecked()
        dialog.start(self.tr("Taking the table"))
        task = self._runner.submit(
            KEY,
            partial(_take, opened, entry, origin, typed, keep),
            done=partial(self._on_done, opened.folder),
            failed=self._on_failed,
        )
        task.progressed.connect(dialog.working.step)

    def _on_done(self, folder: Path, done: Refreshed) -> None:
        if self.dialog is not None:
            self.dialog.show_change("\n".join(one.text(self._language) for one in done.problems))
        self.taken.emit(folder, done.problems)

    def _on_failed(self, error: BaseException) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        if not isinstance(error, WatermapError):
            dialog.reject()
            self.failed.emit(error)
            return
        typed = self.tr("The database asks for a password. Please type it.")
        dialog.rest(said(error, typed, self._language), fault=True)
        dialog.password.setFocus()

    def _on_stop(self) -> None:
        self._runner.cancel(KEY)
        if self.dialog is not None:
            self.dialog.rest(self.tr("Stopped; the layer is as it was."))

    def _on_finished(self) -> None:
        self._runner.cancel(KEY)
        if self.dialog is not None:
            self.dialog.password.clear()
            self.dialog.deleteLater()
        self.dialog = None


def _take(
    opened: Opened, entry: LayerEntry, origin: Origin, typed: str, keep: bool, progress: Progress
) -> Refreshed:
    login = signed_in(server_of(origin), typed)
    _, done = take_again(opened.folder, opened.project, entry, login=login, progress=progress)
    keep_password(login.server, typed, keep=keep)
    return done


def _day(origin: Origin) -> str:
    return dt.datetime.fromisoformat(origin.taken_at).strftime("%Y-%m-%d %H:%M")
