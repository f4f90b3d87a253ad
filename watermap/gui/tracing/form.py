"""Where a trace begins and how far it goes, as the user says it."""

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from watermap.network.tracing.speeds import SEASONS, Season
from watermap.network.tracing.trace import Asked
from watermap.network.tracing.ways import Direction

STOPS = ("", "section", "water_source")  # kinds not to go beyond; "" for none
MOST_KM, MOST_HOURS = 5000.0, 5000.0


class TraceForm(QWidget):
    """The start, two limits, the season, and a button a direction."""

    asked = Signal(str)  # Direction
    suspects_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty, without limits."""
        super().__init__(parent)
        self.start = QLineEdit()
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.start.setCompleter(completer)
        self.within_km = _limit(MOST_KM)
        self.hours = _limit(MOST_HOURS)
        self.stop_at = QComboBox()
        self.season = QComboBox()
        self.main_stem = QCheckBox()
        self.up, self.down, self.suspects = QPushButton(), QPushButton(), QPushButton()
        self.up.setObjectName("primary")
        self.up.clicked.connect(lambda: self.asked.emit("up"))
        self.down.clicked.connect(lambda: self.asked.emit("down"))
        self.suspects.clicked.connect(self.suspects_asked)
        self.start.returnPressed.connect(lambda: self.asked.emit("up"))
        self._labels = [QLabel() for _ in range(5)]
        self._assemble()
        self.retranslate()

    def _assemble(self) -> None:
        rows = QFormLayout(self)
        rows.setContentsMargins(8, 8, 8, 4)
        fields = (self.start, self.within_km, self.hours, self.stop_at, self.season)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            rows.addRow(label, field)
        rows.addRow(self.main_stem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        rows.addRow(buttons)
        rows.addRow(self.suspects)

    def offer(self, names: list[str]) -> None:
        """The names that may be typed as a start."""
        self._names.setStringList(names)

    def wanted(self, direction: Direction) -> Asked:
        """What is asked for."""
        stop = self.stop_at.currentData()
        season: Season = self.season.currentData()
        return Asked(
            direction=direction,
            main_stem=self.main_stem.isChecked(),
            within_m=self.within_km.value() * 1000 or None,
            hours=self.hours.value() or None,
            stop_at=frozenset({stop} - {""}),
            season=season,
        )

    def retranslate(self) -> None:
        """Write all texts anew."""
        texts = (
            self.tr("From"),
            self.tr("Within"),
            self.tr("Within the hours"),
            self.tr("Not beyond"),
            self.tr("Season"),
        )
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self.start.setPlaceholderText(self.tr("Name, or longitude, latitude; or click on the map"))
        for limit, unit in ((self.within_km, self.tr(" km")), (self.hours, self.tr(" h"))):
            limit.setSuffix(unit)
            limit.setSpecialValueText(self.tr("no limit"))
        stops = (self.tr("nothing"), self.tr("the next section"), self.tr("the next source"))
        _fill(self.stop_at, STOPS, stops)
        seasons = (self.tr("high water"), self.tr("normal water"), self.tr("low water"))
        _fill(self.season, SEASONS, seasons, first=SEASONS.index("normal"))
        self.main_stem.setText(self.tr("Main stem only"))
        self.up.setText(self.tr("Upstream"))
        self.down.setText(self.tr("Downstream"))
        self.suspects.setText(self.tr("Who may explain this section"))
        self.suspects.setToolTip(
            self.tr("Candidates upstream of a section, for the indicator it fails by most")
        )


def _limit(most: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(0.0, most)
    field.setDecimals(1)
    return field


def _fill(
    box: QComboBox, values: tuple[str, ...], texts: tuple[str, ...], *, first: int = 0
) -> None:
    """The choices in another language, the chosen one staying."""
    at = box.currentIndex() if box.count() else first
    box.clear()
    for value, text in zip(values, texts, strict=True):
        box.addItem(text, value)
    box.setCurrentIndex(at)
