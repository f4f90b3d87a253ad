"""Asks again about a layer of the open project, with the wizard's own questions."""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from watermap.errors import Message, Problem
from watermap.gui.importing.question_page import QuestionPage
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.workspace.importing.answers import Answers
from watermap.workspace.importing.asking import taken
from watermap.workspace.importing.items import FoundLayer
from watermap.workspace.importing.present_place import doubted_entry
from watermap.workspace.importing.question import Question
from watermap.workspace.importing.revising import (
    Revisable,
    entry_of,
    key_of_entry,
    look_again,
    revise,
    revision_question,
)
from watermap.workspace.opened import Opened
from watermap.workspace.project import LayerEntry
from watermap.workspace.workspace import Workspace

SIZE_PX = (760, 460)


class RevisionDialog(QDialog):
    """One question about one layer."""

    def __init__(self, question: Question, language: Language, parent: QWidget | None) -> None:
        """Show ``question`` over ``parent``."""
        super().__init__(parent)
        self.setObjectName("wizard")
        self.setModal(True)
        self.resize(*SIZE_PX)
        title = Message.of(f"workspace.page_{question.page}").text(language)
        self.setWindowTitle(title)
        today = dt.date.today().isoformat()
        why = Message.of("workspace.said_in_window", date=today).text(language)
        heading = QLabel(title)
        heading.setObjectName("question")
        self.page = QuestionPage([question], {}, language, why=why)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.use = QPushButton(self.tr("Save and read again"))
        self.use.setDefault(True)
        below = QHBoxLayout()
        below.addWidget(self.cancel)
        below.addStretch(1)
        below.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addWidget(heading)
        column.addWidget(self.page, 1)
        column.addLayout(below)
        self.cancel.clicked.connect(self.reject)
        self.use.clicked.connect(self._on_use)

    def _on_use(self) -> None:
        if not self.page.missing():
            self.accept()


class Revising(QObject):
    """Takes another answer for one layer, for one window."""

    revised = Signal(object)  # Path: the project to be opened again

    def __init__(self, workspace: Workspace, runner: TaskRunner, parent: QWidget) -> None:
        """Revise the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._window = parent
        self._language: Language = "zh"
        self.dialog: RevisionDialog | None = None

    def ask(self, key: str, page: Revisable, language: Language) -> None:
        """Ask about a layer, after its file was looked at again."""
        self._language = language
        opened = self._workspace.opened
        entry = entry_of(opened, key) if opened is not None else None
        if opened is None or entry is None or opened.read_only:
            return
        self._runner.submit(
            "revise",
            partial(_look, opened, entry),
            done=partial(self._on_found, opened, entry, page),
            title=self.tr("Reading the file"),
        )

    def ask_about(self, doubt: Problem, language: Language) -> None:
        """Ask for the place of the layer of which a sentence doubts it."""
        opened = self._workspace.opened
        entry = doubted_entry(opened, doubt) if opened is not None else None
        if opened is not None and entry is not None:
            self.ask(key_of_entry(opened, entry), "place", language)

    def _on_found(
        self, opened: Opened, entry: LayerEntry, page: Revisable, found: FoundLayer
    ) -> None:
        question = revision_question(page, found, opened, entry)
        dialog = RevisionDialog(question, self._language, self._window)
        self.dialog = dialog

        def use() -> None:
            answers = taken([question], dialog.page.picks(), Answers())
            self._runner.submit(
                "revise",
                partial(_revise, opened, entry, found, answers),
                done=self.revised.emit,
                title=self.tr("Saving the answer"),
            )

        dialog.accepted.connect(use)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


def _look(opened: Opened, entry: LayerEntry, progress: Progress) -> FoundLayer:
    return look_again(opened, entry, progress=progress)


def _revise(
    opened: Opened, entry: LayerEntry, found: FoundLayer, answers: Answers, _progress: Progress
) -> Path:
    revise(opened, entry, found, answers)
    return opened.folder
