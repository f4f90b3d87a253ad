"""Files of the open project that are no longer there: all that moved together is found at once."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from watermap.errors import WatermapError
from watermap.gui.ask import Ask
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.workspace.opened import Opened
from watermap.workspace.relocating import found_with, missing_files, relocate
from watermap.workspace.workspace import Workspace

SIZE_PX = (820, 460)


class RepairDialog(QDialog):
    """Lists missing files and where they were found; nothing is changed before it is accepted."""

    find_asked = Signal(str)  # the path of a missing file
    repair_asked = Signal()

    def __init__(self, missing: tuple[str, ...], folder: Path, parent: QWidget | None) -> None:
        """List ``missing`` of the project in ``folder``."""
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(self.tr("Files of the project are missing"))
        self.resize(*SIZE_PX)
        self._folder = folder
        self.missing = missing
        self.found: Mapping[str, Path] = {}
        self.explanation = QLabel()
        self.explanation.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([self.tr("Missing file"), self.tr("Found at")])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.find_button = QPushButton(self.tr("Find this file…"))
        self.without = QPushButton(self.tr("Go on without them"))
        self.use = QPushButton(self.tr("Use what was found"))
        self._lay_out()
        self.find_button.clicked.connect(self._on_find)
        self.list.itemDoubleClicked.connect(lambda _item: self._on_find())
        self.without.clicked.connect(self.reject)
        self.use.clicked.connect(self.repair_asked)
        self.show_found({})

    def show_found(self, found: Mapping[str, Path]) -> None:
        """Show where files were found."""
        self.found = dict(found)
        self.list.clear()
        items = [self._item(path) for path in self.missing]
        self.list.addTopLevelItems(items)
        left = [item for item, path in zip(items, self.missing, strict=True) if path not in found]
        self.list.setCurrentItem((left or items)[0])
        self.use.setEnabled(bool(found))
        outside = [
            path for path in found.values() if not path.resolve().is_relative_to(self._folder)
        ]
        text = self.tr(
            "{0} files of this project are not where they were; what they hold takes part in "
            "nothing. Point at one of them: those that moved with it are found too."
        ).format(len(self.missing))
        if found:
            text += "\n" + self.tr(
                "Found: {0}. Of them {1} lie elsewhere and will be copied into "
                "the project's folder."
            ).format(len(found), len(outside))
        self.explanation.setText(text)

    def _item(self, path: str) -> QTreeWidgetItem:
        there = self.found.get(path)
        item = QTreeWidgetItem([path, str(there) if there is not None else "—"])
        item.setToolTip(1, item.text(1))
        return item

    def _on_find(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.find_asked.emit(item.text(0))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.find_button)
        below.addStretch(1)
        below.addWidget(self.without)
        below.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.explanation)
        column.addWidget(self.list, 1)
        column.addWidget(self.fault)
        column.addLayout(below)


class Repairing(QObject):
    """Offers the repair of a project that was just opened, and does it in a task."""

    repaired = Signal(object)  # Path: the project to be opened again

    def __init__(self, workspace: Workspace, runner: TaskRunner, ask: Ask, parent: QWidget) -> None:
        """Repair the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._ask = ask
        self._window = parent
        self._language: Language = "zh"
        self.dialog: RepairDialog | None = None

    def offer(self, language: Language) -> None:
        """Ask about missing files where there are any and the project may be changed."""
        self._language = language
        opened = self._workspace.opened
        if opened is None or opened.read_only:
            return
        missing = missing_files(opened.project, opened.folder)
        if missing:
            self.dialog = RepairDialog(missing, opened.folder, self._window)
            self.dialog.find_asked.connect(self._on_find)
            self.dialog.repair_asked.connect(partial(self._on_repair, opened))
            self.dialog.finished.connect(self._on_finished)
            self.dialog.open()

    def _on_find(self, lost: str) -> None:
        name = Path(lost).name
        there = self._ask.file_to_open(
            self.tr("Where is {0} now?").format(name),
            f"*{Path(lost).suffix} (*{Path(lost).suffix})",
        )
        if there is not None and self.dialog is not None:
            left = [path for path in self.dialog.missing if path not in self.dialog.found]
            found = found_with(left, lost, there)
            self.dialog.show_found({**self.dialog.found, **found})

    def _on_repair(self, opened: Opened) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        dialog.setEnabled(False)
        self._runner.submit(
            "repair",
            partial(_relocate, opened, dict(dialog.found)),
            done=self._on_repaired,
            failed=self._on_failed,
            title=self.tr("Taking in the files that were found"),
        )

    def _on_repaired(self, folder: Path) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.repaired.emit(folder)

    def _on_failed(self, error: BaseException) -> None:
        if self.dialog is None or not isinstance(error, WatermapError):
            raise error
        self.dialog.setEnabled(True)
        self.dialog.fault.setText(error.text(self._language))

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


def _relocate(opened: Opened, found: Mapping[str, Path], progress: Progress) -> Path:
    progress.step(0, len(found))
    relocate(opened.project, opened.folder, found)
    return opened.folder
