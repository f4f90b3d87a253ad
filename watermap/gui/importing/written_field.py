"""A place written by its code, or composed in the form of parameters, and what is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from watermap.gui.importing.parameters import Fault, ParametersDialog

WIDTH_PX = 250


class WrittenField(QWidget):
    """A line to write an answer in, with what is wrong with it below."""

    written = Signal()

    def __init__(self, fault: Fault) -> None:
        """``fault`` judges what is written."""
        super().__init__()
        self._fault = fault
        self.line = QLineEdit()
        self.line.setPlaceholderText("EPSG:4527")
        self.line.setMinimumWidth(WIDTH_PX)
        self.button = QPushButton(self.tr("Parameters…"))
        self.button.setAutoDefault(False)
        self.button.setToolTip(self.tr("Enter a surveying office's parameters to CGCS2000"))
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.line.textEdited.connect(self._on_edit)
        self.button.clicked.connect(self._on_parameters)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.fault)

    def value(self) -> str | None:
        """What is written, None where it is no answer."""
        text = self.line.text().strip()
        return text if text and not self._fault(text) else None

    def write(self, text: str) -> None:
        """Write a text as if a person had."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.setToolTip(text)
        self._on_edit(text)

    def _on_parameters(self) -> None:
        dialog = ParametersDialog(self._fault, self)
        dialog.accepted.connect(lambda: self._on_composed(dialog.line()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_composed(self, line: str) -> None:
        self.write(line)
        self.line.textEdited.emit(line)

    def _on_edit(self, text: str) -> None:
        said = self._fault(text.strip()) if text.strip() else ""
        self.fault.setText(said)
        self.fault.setVisible(bool(said))
        self.written.emit()
