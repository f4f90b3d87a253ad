"""Opening a project and evaluating a period off the GUI thread; the workspace gets the answers."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QObject, Signal

from watermap.errors import Problem
from watermap.gui.tasks import TaskRunner
from watermap.progress import Progress
from watermap.quality.assessment import Assessment
from watermap.quality.period import Period
from watermap.reading.reader import Reader
from watermap.workspace.answers import assess, assess_if_possible
from watermap.workspace.opened import Opened, open_project
from watermap.workspace.workspace import Workspace


class Opening(QObject):
    """Loads projects and evaluates periods for one window."""

    opened = Signal(object)  # Opened, after the workspace has it

    def __init__(self, workspace: Workspace, runner: TaskRunner, parent: QObject) -> None:
        """Hand answers to ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._reader = Reader()
        self._session: TemporaryDirectory[str] | None = None
        self._made = 0

    @property
    def reader(self) -> Reader:
        """The window's reader, for all who read files for it: it is warm already."""
        return self._reader

    def open(self, path: Path, said: tuple[Problem, ...] = ()) -> None:
        """Open the project at ``path``; the one that is open stays until this one is there.

        ``said``: what has to be told of it besides, as of files that were just taken in.
        """
        self._runner.submit(
            "open",
            partial(_open, path, said, self._reader),
            done=self._on_opened,
            title=QCoreApplication.translate("Opening", "Opening the project"),
        )

    def warm(self) -> None:
        """Get the reader ready while nobody has chosen a project yet."""
        self._reader.warm()

    def session_folder(self, name: str) -> Path:
        """A folder, not made yet, for a project that goes with the window."""
        if self._session is None:
            self._session = TemporaryDirectory(prefix="watermap-")
        self._made += 1
        return Path(self._session.name) / str(self._made) / name

    def forget(self) -> None:
        """End the reader and remove what was made for the session, as when the window goes."""
        self._reader.close()
        if self._session is not None:
            self._session.cleanup()
            self._session = None

    def evaluate(
        self, period: str, *, standard: str | None = None, method: str | None = None
    ) -> None:
        """Evaluate another period of the open project.

        Args:
            period: as ``Period`` reads it.
            standard: its id; None: as what is shown was evaluated, else the project's.
            method: likewise.
        """
        project, shown = self._workspace.opened, self._workspace.assessment
        if project is None:
            return
        named = (
            standard or (shown.standard if shown else None),
            method or (shown.method if shown else None),
        )
        self._runner.submit(
            "assess",
            partial(_assess, project, project.project.period_of(period), named),
            done=self._workspace.set_assessment,
            title=QCoreApplication.translate("Opening", "Classing the sections"),
        )

    def _on_opened(self, answer: tuple[Opened, Assessment | None]) -> None:
        project, assessment = answer
        self._workspace.show(project)
        self._workspace.set_assessment(assessment)
        self.opened.emit(project)


def _open(
    path: Path, said: tuple[Problem, ...], reader: Reader, progress: Progress
) -> tuple[Opened, Assessment | None]:
    project = open_project(path, reader=reader, progress=progress)
    project = replace(project, problems=(*said, *project.problems))
    return project, assess_if_possible(project, progress=progress)


def _assess(
    project: Opened, period: Period, named: tuple[str | None, str | None], progress: Progress
) -> Assessment:
    standard, method = named
    return assess(project, period=period, standard=standard, method=method, progress=progress)
