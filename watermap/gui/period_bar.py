"""Which period and which theme the map shows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from watermap.gui.icons import icon
from watermap.language import Language, Text


class PeriodBar(QWidget):
    """Period combo with arrows, theme combo. Says what the user chose."""

    period_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, themes: Sequence[tuple[str, Text]], parent: QWidget | None = None) -> None:
        """Offer the themes given by id and title."""
        super().__init__(parent)
        self._themes = tuple(themes)
        self._period_label = QLabel()
        self._theme_label = QLabel()
        self.periods = QComboBox()
        self.periods.setMinimumContentsLength(9)
        self.themes = QComboBox()
        before, after = self._arrow("previous", 1), self._arrow("next", -1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        for widget in (
            self._period_label,
            before,
            self.periods,
            after,
            self._theme_label,
            self.themes,
        ):
            row.addWidget(widget)
        self.periods.currentTextChanged.connect(self._on_period)
        self.themes.currentIndexChanged.connect(self._on_theme)
        self.setEnabled(False)

    def _arrow(self, name: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self.step(step))
        return button

    def step(self, rows: int) -> None:
        """Move ``rows`` down the list (newest first): 1 is the period before."""
        row = self.periods.currentIndex() + rows
        if 0 <= row < self.periods.count():
            self.periods.setCurrentIndex(row)

    def offer(self, periods: Sequence[str], chosen: str | None) -> None:
        """Take another project's periods, without saying that one was chosen."""
        self.periods.blockSignals(True)
        self.periods.clear()
        self.periods.addItems(list(periods))
        if chosen is not None:
            self.periods.setCurrentText(chosen)
        self.periods.blockSignals(False)
        self.setEnabled(bool(periods))

    def show_period(self, period: str) -> None:
        """Show which period is seen, without saying that it was chosen; one not listed goes in."""
        if period != self.periods.currentText():
            self.periods.blockSignals(True)
            if self.periods.findText(period) < 0:
                self.periods.insertItem(0, period)
            self.periods.setCurrentText(period)
            self.periods.blockSignals(False)

    def theme(self) -> str:
        """Id of the theme shown."""
        return str(self.themes.currentData() or self._themes[0][0])

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._period_label.setText(self.tr("Period"))
        self._theme_label.setText(self.tr("Theme"))
        chosen = max(self.themes.currentIndex(), 0)
        self.themes.blockSignals(True)
        self.themes.clear()
        for name, title in self._themes:
            self.themes.addItem(title.of(language), name)
        self.themes.setCurrentIndex(chosen)
        self.themes.blockSignals(False)

    def _on_period(self, text: str) -> None:
        if text:
            self.period_chosen.emit(text)

    def _on_theme(self, index: int) -> None:
        if index >= 0:
            self.theme_chosen.emit(self.themes.itemData(index))
