"""Looks at the health of the open project off the GUI thread."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from watermap.gui.tasks import TaskRunner
from watermap.progress import Progress
from watermap.workspace.health import ItemHealth, project_health
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Workspace


class Healthy(QObject):
    """Finds the rows of the health list for one window."""

    found = Signal(object)  # tuple[ItemHealth, ...], worst first

    def __init__(self, workspace: Workspace, runner: TaskRunner, parent: QObject) -> None:
        """Look at the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner

    def look(self) -> None:
        """Look at the open project; the list is empty until that is done."""
        opened = self._workspace.opened
        self.found.emit(())
        if opened is not None:
            self._runner.submit(
                "health",
                partial(_look, opened),
                done=partial(self._on_rows, opened),
                title=self.tr("Looking at the data's health"),
            )

    def _on_rows(self, opened: Opened, rows: tuple[ItemHealth, ...]) -> None:
        if opened is self._workspace.opened:
            self.found.emit(rows)


def _look(opened: Opened, progress: Progress) -> tuple[ItemHealth, ...]:
    return project_health(opened, progress=progress)
