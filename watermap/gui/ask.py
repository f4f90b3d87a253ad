"""The one door through which the user is asked for something. Tests answer in its place."""

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class Ask(Protocol):
    """What can be asked of the user. None: the user went back."""

    def folder(self, title: str) -> Path | None:
        """A folder that is there."""

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        """A file that is there; ``kinds`` as Qt writes filters."""

    def files_to_open(self, title: str, kinds: str) -> tuple[Path, ...]:
        """Files that are there; none where the user went back."""

    def file_to_save(self, title: str, proposed: str, kinds: str) -> Path | None:
        """A file to write; the dialog has asked before an old one is replaced."""

    def tell(self, title: str, text: str) -> None:
        """Show a text that the user asked for."""


class AskUser:
    """Asks by the system's dialogs."""

    def __init__(self, parent: QWidget) -> None:
        """Dialogs stand over ``parent``."""
        self._parent = parent

    def folder(self, title: str) -> Path | None:
        """A folder that is there."""
        name = QFileDialog.getExistingDirectory(self._parent, title)
        return Path(name) if name else None

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        """A file that is there."""
        name, _ = QFileDialog.getOpenFileName(self._parent, title, "", kinds)
        return Path(name) if name else None

    def files_to_open(self, title: str, kinds: str) -> tuple[Path, ...]:
        """Files that are there."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, title, "", kinds)
        return tuple(Path(name) for name in names)

    def file_to_save(self, title: str, proposed: str, kinds: str) -> Path | None:
        """A file to write."""
        name, _ = QFileDialog.getSaveFileName(self._parent, title, proposed, kinds)
        return Path(name) if name else None

    def tell(self, title: str, text: str) -> None:
        """Show a text that the user asked for."""
        QMessageBox.about(self._parent, title, text)
