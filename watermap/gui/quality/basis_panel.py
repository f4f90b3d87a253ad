"""By which standard and method the water is classed: choosing them, keeping the choice.

A choice holds for the window at once; the project's file changes only when it is asked for.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.workspace.basis import Choice, choices, keep_basis
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Workspace


class BasisPanel(QWidget):
    """Two lists, the documents' own words, and a button that keeps the choice."""

    chosen = Signal(str, str)  # ids of standard and method
    kept = Signal(str)  # the project's folder

    def __init__(
        self, workspace: Workspace, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        """Show what the project of ``workspace`` is evaluated by."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._language: Language = "zh"
        self._choices: tuple[Choice, ...] = ()
        self._standard_label, self._method_label = QLabel(), QLabel()
        self.standards, self.methods = QComboBox(), QComboBox()
        for combo in (self.standards, self.methods):
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(16)
        self.standards.activated.connect(lambda _row: self._on_standard())
        self.methods.activated.connect(lambda _row: self._on_method())
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.keep_button = QPushButton()
        self.keep_button.clicked.connect(self.keep)
        form = QFormLayout()
        form.addRow(self._standard_label, self.standards)
        form.addRow(self._method_label, self.methods)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(form)
        column.addWidget(self.text, 1)
        column.addWidget(self.state)
        column.addWidget(self.keep_button)
        workspace.opened_changed.connect(lambda _opened: self._on_opened())
        workspace.assessment_changed.connect(lambda _assessment: self.follow())

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self._standard_label.setText(self.tr("Standard"))
        self._method_label.setText(self.tr("Method"))
        self.standards.setAccessibleName(self.tr("Standard"))
        self.methods.setAccessibleName(self.tr("Method"))
        self.keep_button.setText(self.tr("Keep in the project"))
        self.follow()

    def keep(self) -> None:
        """Write the choice into the project's file."""
        opened, assessment = self._workspace.opened, self._workspace.assessment
        if opened is None or assessment is None:
            return
        self._runner.submit(
            "basis",
            partial(_keep, opened, assessment.standard, assessment.method),
            done=self._on_kept,
            title=self.tr("Writing the project's file"),
        )

    def _on_kept(self, opened: Opened) -> None:
        now = self._workspace.opened
        if now is not None and now.folder == opened.folder:
            self._workspace.renew(opened)
            self.follow()
            self.kept.emit(str(opened.folder))

    def _on_opened(self) -> None:
        opened = self._workspace.opened
        self._choices = choices(opened) if opened is not None else ()
        self.follow()

    def follow(self) -> None:
        """What is shown is always what the evaluation on the map was made by."""
        opened, assessment = self._workspace.opened, self._workspace.assessment
        usable = opened is not None and assessment is not None
        for widget in (self.standards, self.methods, self.keep_button):
            widget.setEnabled(usable)
        if opened is None or assessment is None:
            self.text.setHtml("")
            self.state.setText("")
            return
        self._fill(self.standards, [one.standard for one in self._choices], assessment.standard)
        choice = self._choice(assessment.standard)
        self._fill(self.methods, choice.methods if choice else (), assessment.method)
        documents = (opened.standards[assessment.standard], opened.methods[assessment.method])
        self.text.setHtml("".join(self._told(one) for one in documents))
        kept = (opened.project.standard, opened.project.method)
        same = kept == (assessment.standard, assessment.method)
        self.keep_button.setEnabled(not same and not opened.read_only)
        self.state.setText(
            self.tr("As the project's file says.")
            if same
            else self.tr("Not kept: the project's file says {0}, {1}.").format(*kept)
        )

    def _fill(self, combo: QComboBox, documents: Sequence[Standard | Method], chosen: str) -> None:
        """The documents by their titles; those that do not hold today cannot be chosen."""
        today = dt.date.today()
        with QSignalBlocker(combo):
            combo.clear()
            for row, one in enumerate(documents):
                combo.addItem(self._title(one), one.id)
                combo.setItemData(row, one.citation, Qt.ItemDataRole.ToolTipRole)
                model = combo.model()
                if not one.in_force(today) and isinstance(model, QStandardItemModel):
                    model.item(row).setEnabled(False)
            combo.setCurrentIndex(combo.findData(chosen))

    def _title(self, document: Standard | Method) -> str:
        title = f"{document.title.of(self._language)} ({document.id})"
        return title if document.verified else self.tr("unverified · {0}").format(title)

    def _told(self, document: Standard | Method) -> str:
        """Title, citation, since when, and whether anybody compared it with the official text."""
        lines = [f"<b>{escape(document.title.of(self._language))}</b>", escape(document.citation)]
        if document.issuer is not None:
            lines.append(escape(document.issuer.of(self._language)))
        since = self.tr("in force from {0}").format(document.in_force_from.isoformat())
        if document.in_force_to is not None:
            until = self.tr("until {0}").format(document.in_force_to.isoformat())
            since = f"{since} {until}"
        lines.append(since)
        if document.verified:
            against = document.verified_against
            compared = self.tr("compared with the official text")
            lines.append(
                compared if against is None else f"{compared}: {against.of(self._language)}"
            )
        else:
            unverified = self.tr("UNVERIFIED: nobody has compared it with the official text")
            lines.append(f'<span style="color:#b3001b">⚠ {unverified}</span>')
        return f"<p>{'<br>'.join(lines)}</p>"

    def _choice(self, standard: str) -> Choice | None:
        return next((one for one in self._choices if one.standard.id == standard), None)

    def _on_standard(self) -> None:
        """Take the method that was in use where it goes with the standard, else its first."""
        assessment = self._workspace.assessment
        choice = self._choice(self.standards.currentData())
        if assessment is None or choice is None:
            return
        names = [one.id for one in choice.methods]
        method = assessment.method if assessment.method in names else names[0]
        self.chosen.emit(choice.standard.id, method)

    def _on_method(self) -> None:
        assessment = self._workspace.assessment
        if assessment is not None and self.methods.currentData() is not None:
            self.chosen.emit(assessment.standard, self.methods.currentData())


def _keep(opened: Opened, standard: str, method: str, progress: Progress) -> Opened:
    progress.step(0, 1)
    return keep_basis(opened, standard=standard, method=method)
