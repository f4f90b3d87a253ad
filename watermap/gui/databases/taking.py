"""From a database to the import wizard: signs in, lists, takes tables; all of it in tasks."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from watermap.errors import WatermapError
from watermap.gui.databases.dialog import DatabaseDialog
from watermap.gui.databases.login_form import keep_server, last_server
from watermap.gui.importing.flow import Importing
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.reading.postgis import passwords
from watermap.reading.postgis.address import Server, TableName
from watermap.reading.postgis.connection import Login
from watermap.reading.postgis.tables import GeometryColumn
from watermap.workspace.databases import Listed, TakenTables, already_there, listed, take_all
from watermap.workspace.workspace import Workspace

KEY = "database"  # of the tasks
_NEEDS_PASSWORD = "postgis.password_needed"


class Databases(QObject):
    """Brings tables of databases to the import of one window."""

    failed = Signal(object)  # the exception of a fault of ours

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        importing: Importing,
        session_folder: Callable[[str], Path],
        parent: QWidget,
    ) -> None:
        """Take tables beside the project of ``workspace``.

        Args:
            workspace: has the open project.
            runner: does the slow work.
            importing: gets the files.
            session_folder: a folder for what is taken until it is imported, by its name.
            parent: the window below the dialog.
        """
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._importing = importing
        self._session_folder = session_folder
        self._window = parent
        self._language: Language = "zh"
        self._login: Login | None = None
        self._folder: Path | None = None
        self.dialog: DatabaseDialog | None = None
        importing.ended.connect(self._forget_files)

    def start(self, language: Language) -> None:
        """Ask which database."""
        if self.dialog is not None:
            self.dialog.reject()
        self._language = language
        dialog = self.dialog = DatabaseDialog(self._window)
        last = last_server()
        if last is not None:
            dialog.form.show_server(last)
        dialog.form.edited.connect(self._forget_login)
        dialog.connect_asked.connect(self._on_connect)
        dialog.take_asked.connect(self._on_take)
        dialog.stop_asked.connect(self._on_stop)
        dialog.rejected.connect(self._forget_files)
        dialog.finished.connect(self._on_finished)
        dialog.open()
        dialog.form.focus_first_missing()
        # A keyring may have to start a program of the system first.
        self._runner.submit("keyring", lambda _progress: passwords.can_remember(), done=self._offer)

    def _offer(self, possible: bool) -> None:
        if self.dialog is not None:
            self.dialog.form.offer_keyring(possible=possible)

    def _on_connect(self) -> None:
        dialog = self.dialog
        server = dialog.form.server() if dialog is not None else None
        if dialog is None or server is None:
            return
        self._login = None
        dialog.show_tables((), lambda _table: False)
        work = partial(_listed, server, dialog.form.password.text(), dialog.form.keeps())
        self._submit(work, self._on_listed, self.tr("Connecting"))

    def _on_listed(self, found: Listed) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        self._login = found.login
        keep_server(found.login.server)
        said = [] if found.tables else [self.tr("The database has no table with shapes.")]
        if found.kept is False:
            said.append(self.tr("The keyring did not take the password; it was not kept."))
        dialog.rest(" ".join(said), fault=bool(said))
        dialog.show_tables(found.tables, partial(self._is_there, found.login.server))

    def _is_there(self, server: Server, table: GeometryColumn) -> bool:
        opened = self._workspace.opened
        layers = opened.project.layers if opened is not None else ()
        return already_there(layers, server, table) is not None

    def _on_take(self) -> None:
        dialog, login = self.dialog, self._login
        if dialog is None or login is None:
            return
        self._forget_files()
        folder = self._folder = self._session_folder(login.server.database)
        names = [table.name for table in dialog.tables.chosen()]
        self._submit(
            partial(_taken, folder, login, names), self._on_taken, self.tr("Taking the tables")
        )

    def _on_taken(self, taken: TakenTables) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._importing.start(tuple(taken.origins), self._language, taken)

    def _submit(
        self, work: Callable[[Progress], object], done: Callable[..., None], doing: str
    ) -> None:
        dialog = self.dialog
        if dialog is not None:
            dialog.start(doing)
            task = self._runner.submit(KEY, work, done=done, failed=self._on_failed)
            task.progressed.connect(dialog.working.step)

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
        dialog.form.password.setFocus()

    def _on_stop(self) -> None:
        self._runner.cancel(KEY)
        if self.dialog is not None:
            self.dialog.rest(self.tr("Stopped."))

    def _forget_files(self) -> None:
        """Remove what was taken, after it has been imported or not."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = None

    def _forget_login(self) -> None:
        self._login = None

    def _on_finished(self) -> None:
        self._runner.cancel(KEY)
        self._login = None
        if self.dialog is not None:
            self.dialog.form.password.clear()
            self.dialog.deleteLater()
        self.dialog = None


def _listed(server: Server, typed: str, keep: bool, progress: Progress) -> Listed:
    return listed(server, typed, keep=keep, progress=progress)


def _taken(folder: Path, login: Login, names: list[TableName], progress: Progress) -> TakenTables:
    return take_all(folder, login, names, progress=progress)


def said(error: WatermapError, typed: str, language: Language) -> str:
    """Give ``typed`` where a password is all that is missing, else the error's own sentence."""
    needed = any(problem.code == _NEEDS_PASSWORD for problem in error.problems)
    return typed if needed else error.text(language)
