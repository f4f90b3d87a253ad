"""The slider of periods below the map, which also plays them one after the other.

Playing waits for the map: the next period is asked for only when this one is drawn and has been
seen for a moment, so nothing is skipped and nothing piles up.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from watermap.gui.icons import icon
from watermap.gui.quality.spans import span_titles
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.period import Period

SEEN_MS = 700  # how long a drawn period stays while playing
NAME_CHARS = 10  # of the longest usual name, 2019-06-15


class TimeBar(QWidget):
    """Into what time is divided, play, the slider, and the period it stands on."""

    period_chosen = Signal(str)
    every_chosen = Signal(str)  # GroupSpan

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until ``offer``."""
        super().__init__(parent)
        self._periods: tuple[Period, ...] = ()
        self._asked: str | None = None  # while playing: what the map was asked for
        self._every_label = QLabel()
        self.every = QComboBox()
        self.every.currentIndexChanged.connect(self._on_every)
        self.play_button = QToolButton()
        self.play_button.setCheckable(True)
        self.play_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.play_button.toggled.connect(self._on_play)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(4)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderPressed.connect(self.stop)
        self.said = QLabel()
        self.said.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * (NAME_CHARS + 2))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEEN_MS)
        self._timer.timeout.connect(self._go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        for widget in (self._every_label, self.every, self.play_button, self.slider, self.said):
            row.addWidget(widget, 1 if widget is self.slider else 0)
        self.setEnabled(False)
        self._show_state()

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self.play_button.isChecked()

    def offer(
        self, spans: Sequence[GroupSpan], every: GroupSpan, periods: Sequence[Period]
    ) -> None:
        """Take the parts of time that the data have, and the periods of the chosen one."""
        self.stop()
        self._periods = tuple(periods)
        with QSignalBlocker(self.every), QSignalBlocker(self.slider):
            self.every.clear()
            for span, title in span_titles().items():
                if span in spans:
                    self.every.addItem(title, span)
            self.every.setCurrentIndex(self.every.findData(every))
            self.slider.setRange(0, max(len(self._periods) - 1, 0))
        self.setEnabled(bool(self._periods))

    def show_period(self, period: str | None) -> None:
        """Stand on the period that is evaluated, without asking for it.

        One that is not among those of the slider is named; the slider stands on the last that
        begins no later.
        """
        self.said.setText(period or "")
        place = self._place_of(period)
        if place is not None:
            with QSignalBlocker(self.slider):
                self.slider.setValue(place)

    def drawn(self, period: str | None) -> None:
        """Hear that the map shows a period; while playing, go on after a moment."""
        if self.playing and period == self._asked:
            self._timer.start()

    def toggle(self) -> None:
        """Play or stop."""
        if self.isEnabled():
            self.play_button.setChecked(not self.playing)

    def stop(self) -> None:
        """Play no longer."""
        self.play_button.setChecked(False)

    def retranslate(self) -> None:
        """Write all texts anew."""
        self._every_label.setText(self.tr("Every"))
        self.every.setAccessibleName(self.tr("Into what time is divided"))
        self.slider.setAccessibleName(self.tr("Period on the map"))
        self.slider.setToolTip(self.tr("Arrow keys: the period before or after"))
        titles = span_titles()
        for place in range(self.every.count()):
            self.every.setItemText(place, titles[self.every.itemData(place)])
        self._show_state()

    def _place_of(self, period: str | None) -> int | None:
        names = [str(one) for one in self._periods]
        if period in names:
            return names.index(period)
        if period is None or not names:
            return None
        year = period[:4]
        earlier = [place for place, name in enumerate(names) if name[:4] <= year]
        return earlier[-1] if earlier else 0

    def _on_slider(self, place: int) -> None:
        if 0 <= place < len(self._periods):
            self._ask(str(self._periods[place]))

    def _ask(self, period: str) -> None:
        self._asked = period
        self.said.setText(period)
        self.period_chosen.emit(period)

    def _on_every(self, place: int) -> None:
        if place >= 0:
            self.every_chosen.emit(self.every.itemData(place))

    def _on_play(self, playing: bool) -> None:
        self._show_state()
        self._timer.stop()
        if not playing:
            self._asked = None
        elif self.said.text() != str(self._periods[self.slider.value()]) or self._at_end():
            self._start_at(0 if self._at_end() else self.slider.value())
        else:
            self._go_on()

    def _at_end(self) -> bool:
        return self.slider.value() >= self.slider.maximum()

    def _start_at(self, place: int) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(place)
        self._ask(str(self._periods[place]))

    def _go_on(self) -> None:
        if self._at_end():
            self.stop()
        else:
            self.slider.setValue(self.slider.value() + 1)

    def _show_state(self) -> None:
        self.play_button.setIcon(icon("pause" if self.playing else "play"))
        text = self.tr("Stop playing") if self.playing else self.tr("Play the periods")
        self.play_button.setToolTip(text)
        self.play_button.setAccessibleName(text)
