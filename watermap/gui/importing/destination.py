"""The last page: where the data goes, and what that comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.importing.proposing import may_hold, proposed_folder

Sort = Literal["new", "add", "look"]
SORTS: tuple[Sort, ...] = ("new", "add", "look")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where imported data goes. ``folder``: of a new project."""

    sort: Sort
    title: str = ""
    folder: Path | None = None


class DestinationPage(QWidget):
    """A new project, the open one, or only a look; with the summary below."""

    changed = Signal()
    kind_doubted = Signal(int)  # which layer of the summary is of another kind

    def __init__(
        self,
        *,
        title: str,
        folder: Path,
        open_title: str | None,
        ask_folder: Callable[[], Path | None],
    ) -> None:
        """Propose a new project of that title and folder.

        Args:
            title: of the new project.
            folder: of the new project; not there yet.
            open_title: of the open project that may take the data; None: there is none.
            ask_folder: asks the user for the folder to make the new one in.
        """
        super().__init__()
        self._ask_folder = ask_folder
        self._parent_folder = folder.parent
        self.usable = False
        self.buttons = {sort: QRadioButton() for sort in SORTS}
        group = QButtonGroup(self)
        for button in self.buttons.values():
            group.addButton(button)
        self.name = QLineEdit(title)
        self.folder = QLineEdit(str(folder))
        self.browse = QPushButton(self.tr("Choose…"))
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.summary = QTextBrowser()
        self.summary.setObjectName("summary")
        self.summary.setOpenLinks(False)
        self._say(open_title)
        self._lay_out()
        self.buttons["add" if open_title is not None else "new"].setChecked(True)
        self._connect(group)
        self._judge()

    def destination(self) -> Destination:
        """What is chosen."""
        sort = next(name for name, button in self.buttons.items() if button.isChecked())
        if sort != "new":
            return Destination(sort=sort)
        folder = Path(self.folder.text().strip())
        return Destination(sort=sort, title=self.name.text().strip(), folder=folder)

    def ready(self) -> bool:
        """Whether it can be done like this."""
        return self.usable and not self.fault.text()

    def show_summary(self, html: str, *, anything: bool) -> None:
        """Show what it comes to; ``anything``: whether there is data to take in at all."""
        self.usable = anything
        nothing = self.tr("There is nothing here that can become part of a project.")
        self.summary.setHtml(html if anything else f"<p><b>{nothing}</b></p>{html}")
        self.changed.emit()

    def show_fault(self, text: str) -> None:
        """Say that it could not be done."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _say(self, open_title: str | None) -> None:
        self.buttons["new"].setText(self.tr("Make a new project"))
        text = self.tr("Add it to the open project “{0}”").format(open_title or "")
        self.buttons["add"].setText(text.replace("&", "&&"))
        self.buttons["add"].setVisible(open_title is not None)
        self.buttons["look"].setText(self.tr("Only have a look; nothing is kept"))

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 22)
        grid.addWidget(self.buttons["new"], 0, 0, 1, 4)
        for row, label, field in (
            (1, self.tr("Name"), self.name),
            (2, self.tr("Folder"), self.folder),
        ):
            grid.addWidget(QLabel(label), row, 1)
            grid.addWidget(field, row, 2)
        grid.addWidget(self.browse, 2, 3)
        grid.addWidget(self.fault, 3, 2, 1, 2)
        grid.addWidget(self.buttons["add"], 4, 0, 1, 4)
        grid.addWidget(self.buttons["look"], 5, 0, 1, 4)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(10)
        column.addWidget(card)
        column.addWidget(self.summary, 1)

    def _connect(self, group: QButtonGroup) -> None:
        group.buttonToggled.connect(lambda _button, _down: self._judge())
        self.name.textEdited.connect(self._on_name)
        self.folder.textEdited.connect(lambda _text: self._judge())
        self.browse.clicked.connect(self._on_browse)
        self.summary.anchorClicked.connect(lambda url: self.kind_doubted.emit(int(url.toString())))

    def _on_name(self, name: str) -> None:
        """The folder follows the name, without the signs that no folder may have."""
        safe = "".join(sign for sign in name if sign not in '\\/:*?"<>|').strip(" .")
        if safe:
            self.folder.setText(str(proposed_folder([self._parent_folder / safe], safe)))
        self._judge()

    def _on_browse(self) -> None:
        chosen = self._ask_folder()
        if chosen is not None:
            name = Path(self.folder.text()).name or chosen.name
            self._parent_folder = chosen
            self.folder.setText(str(chosen / name))
            self._judge()

    def _judge(self) -> None:
        new = self.buttons["new"].isChecked()
        for widget in (self.name, self.folder, self.browse):
            widget.setEnabled(new)
        self.show_fault(self._fault() if new else "")
        self.changed.emit()

    def _fault(self) -> str:
        if not self.name.text().strip():
            return self.tr("Give the project a name.")
        if not may_hold(Path(self.folder.text().strip())):
            return self.tr(
                "No project can be made in this folder: one is there already, nothing may be "
                "written there, or programs are installed there. Choose another."
            )
        return ""
