"""The parameters of a surveying office, entered in a form that fills in nothing beforehand."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from watermap.workspace.importing.place_text import LOCAL

CONTEXT = "parameters"
Fault = Callable[[str], str]  # why something written is no answer; "" where it is one


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802  (the name lupdate looks for)
    """Mark a text for translation, typed; PySide6's own is said to return any object."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the form. ``values``: what it may be, by its words; empty: a number."""

    key: str
    label: str
    values: Mapping[str, object] | None = None
    whole: bool = False  # an EPSG code
    optional: bool = False


_ACCURACY = Entry(
    key="accuracy_m",
    label=QT_TRANSLATE_NOOP("parameters", "Accuracy the office gives (m), may stay empty"),
    optional=True,
)
_SCALE = Entry(key="scale_ppm", label=QT_TRANSLATE_NOOP("parameters", "Scale (ppm)"))
GEOCENTRIC: tuple[Entry, ...] = (
    Entry(key="from_crs", label=QT_TRANSLATE_NOOP("parameters", "Old datum"), values={
        QT_TRANSLATE_NOOP("parameters", "Xian 1980 (EPSG:4610)"): 4610,
        QT_TRANSLATE_NOOP("parameters", "Beijing 1954 (EPSG:4214)"): 4214,
    }),
    Entry(key="dx_m", label=QT_TRANSLATE_NOOP("parameters", "ΔX (m)")),
    Entry(key="dy_m", label=QT_TRANSLATE_NOOP("parameters", "ΔY (m)")),
    Entry(key="dz_m", label=QT_TRANSLATE_NOOP("parameters", "ΔZ (m)")),
    Entry(key="rx_arcsec", label=QT_TRANSLATE_NOOP("parameters", "Rotation about X (″)")),
    Entry(key="ry_arcsec", label=QT_TRANSLATE_NOOP("parameters", "Rotation about Y (″)")),
    Entry(key="rz_arcsec", label=QT_TRANSLATE_NOOP("parameters", "Rotation about Z (″)")),
    _SCALE,
    Entry(key="convention", label=QT_TRANSLATE_NOOP("parameters", "Sense of rotations"), values={
        QT_TRANSLATE_NOOP("parameters", "coordinate frame (Chinese textbooks)"): "coordinate_frame",
        QT_TRANSLATE_NOOP("parameters", "position vector"): "position_vector",
    }),
    _ACCURACY,
)  # fmt: skip
PLANE: tuple[Entry, ...] = (
    Entry(key="to_crs", whole=True,
          label=QT_TRANSLATE_NOOP("parameters", "New plane system on CGCS2000 (EPSG)")),
    Entry(key="north_m", label=QT_TRANSLATE_NOOP("parameters", "ΔX, to the north (m)")),
    Entry(key="east_m", label=QT_TRANSLATE_NOOP("parameters", "ΔY, to the east (m)")),
    Entry(key="rotation_arcsec", label=QT_TRANSLATE_NOOP("parameters", "Rotation (″)")),
    Entry(key="turns", label=QT_TRANSLATE_NOOP("parameters", "A positive rotation turns"), values={
        QT_TRANSLATE_NOOP("parameters", "clockwise"): "clockwise",
        QT_TRANSLATE_NOOP("parameters", "counterclockwise"): "counterclockwise",
    }),
    _SCALE,
    _ACCURACY,
)  # fmt: skip


class _Form(QWidget):
    """One sort of parameters."""

    def __init__(self, method: str, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self.method = method
        self.entries = entries
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        form = QFormLayout(self)
        for entry in entries:
            field = _field(entry)
            self.fields[entry.key] = field
            form.addRow(QCoreApplication.translate(CONTEXT, entry.label), field)

    def values(self) -> dict[str, object]:
        """What is filled in, by key; what is no number stays text and is refused later."""
        found: dict[str, object] = {"method": self.method}
        for entry in self.entries:
            field = self.fields[entry.key]
            if isinstance(field, QComboBox):
                found[entry.key] = field.currentData()
            elif field.text().strip() or not entry.optional:
                found[entry.key] = _number(field.text(), whole=entry.whole)
        return found


class ParametersDialog(QDialog):
    """Seven or four parameters; OK is possible once they make a way to CGCS2000."""

    def __init__(self, fault: Fault, parent: QWidget | None = None) -> None:
        """Start empty; ``fault`` judges the line that the form makes."""
        super().__init__(parent)
        self._fault = fault
        self.setWindowTitle(self.tr("Parameters to CGCS2000"))
        self.own = QLineEdit()
        self.own.setPlaceholderText(self.tr("for example 2385"))
        self.own.setToolTip(self.tr("Empty: a local system without a code (four parameters only)"))
        self.forms = (_Form("geocentric", GEOCENTRIC), _Form("plane", PLANE))
        self.tabs = QTabWidget()
        titles = (self.tr("Seven parameters"), self.tr("Four parameters"))
        for form, title in zip(self.forms, titles, strict=True):
            self.tabs.addTab(form, title)
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        head = QFormLayout()
        head.addRow(self.tr("The layer's own coordinate system (EPSG)"), self.own)
        column = QVBoxLayout(self)
        column.addLayout(head)
        for widget in (self.tabs, self.fault, self.buttons):
            column.addWidget(widget)
        self.buttons.accepted.connect(self._on_ok)
        self.buttons.rejected.connect(self.reject)

    def line(self) -> str:
        """The answer as one line, as ``read_place`` reads it."""
        form = self.forms[self.tabs.currentIndex()]
        values = form.values()
        own = self.own.text().strip()
        if form.method == "plane":
            values["from_crs"] = _number(own, whole=True) if own else LOCAL
        return f"{own or LOCAL} {json.dumps(values, ensure_ascii=False)}"

    def _on_ok(self) -> None:
        said = self._fault(self.line())
        self.fault.setText(said)
        if not said:
            self.accept()


def _field(entry: Entry) -> QLineEdit | QComboBox:
    if entry.values is None:
        return QLineEdit()
    box = QComboBox()
    box.setPlaceholderText(QCoreApplication.translate("parameters", "Please choose…"))
    for words, value in entry.values.items():
        box.addItem(QCoreApplication.translate(CONTEXT, words), value)
    box.setCurrentIndex(-1)
    return box


def _number(text: str, *, whole: bool) -> object:
    """The number a text is; the text itself where it is none."""
    written = text.strip().replace("−", "-")
    try:
        return int(written) if whole else float(written)
    except ValueError:
        return written
