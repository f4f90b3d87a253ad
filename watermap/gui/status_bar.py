"""The bar below: what is going on, where the pointer is, the scale, the coordinate system."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from watermap.geodesy.dms import dms
from watermap.gui.tasks import Task, TaskRunner

SCALES = (5_000, 10_000, 25_000, 50_000, 100_000, 200_000, 500_000)
COORDINATE_WIDTH_PX = 230


class StatusBar(QStatusBar):
    """Task with progress and cancel at the left; coordinate, scale and CRS at the right."""

    scale_chosen = Signal(int)
    crs_asked = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        """Show what ``runner`` does."""
        super().__init__(parent)
        self._runner = runner
        self._position: tuple[float, float] | None = None
        self._in_dms = False
        self._task: Task | None = None
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._doing = QLabel()  # long names of files must not widen the window
        self._doing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._cancel = QPushButton()
        self._cancel.setFlat(True)
        self.measure = QLabel()
        self.coordinate = QLabel()
        self.coordinate.setMinimumWidth(COORDINATE_WIDTH_PX)
        self.coordinate.installEventFilter(self)
        self.scale = QComboBox()
        self.scale.setEditable(True)
        self.scale.setMinimumContentsLength(11)
        self.scale.addItems([f"1:{scale:,}" for scale in SCALES])
        self.crs = QToolButton()
        self.crs.setAutoRaise(True)
        self._assemble()
        self.retranslate()
        self.scale.hide()  # until there is a map

    def _assemble(self) -> None:
        for widget in (self._doing, self._bar, self._cancel):
            self.addWidget(widget, 1 if widget is self._doing else 0)
            widget.hide()
        self.addWidget(self.measure)
        for permanent in (self.coordinate, self.scale, self.crs):
            self.addPermanentWidget(permanent)
        self._cancel.clicked.connect(self._on_cancel)
        self.scale.textActivated.connect(self._on_scale)
        line = self.scale.lineEdit()
        if line is not None:
            line.returnPressed.connect(lambda: self._on_scale(self.scale.currentText()))
        self.crs.clicked.connect(self.crs_asked)
        self._runner.progressed.connect(self._on_progress)
        self._runner.changed.connect(self._on_changed)

    def retranslate(self) -> None:
        """Write all texts anew."""
        self._cancel.setText(self.tr("Cancel"))
        self.coordinate.setToolTip(self.tr("Click: decimal degrees or degrees, minutes, seconds"))
        self.crs.setToolTip(self.tr("Coordinate system of the map"))
        self.scale.setToolTip(self.tr("Scale of the map"))

    def show_position(self, longitude: float, latitude: float) -> None:
        """Show where the pointer is, degrees on CGCS2000."""
        self._position = (longitude, latitude)
        self.coordinate.setText(
            dms(longitude, latitude) if self._in_dms else f"{longitude:.6f}°E  {latitude:.6f}°N"
        )

    def show_measure(self, text: str) -> None:
        """Show what is being measured; "" for nothing."""
        self.measure.setText(text)

    def show_scale(self, denominator: float) -> None:
        """Show the map's scale."""
        self.scale.show()
        if not self.scale.hasFocus():
            self.scale.setEditText(f"1:{denominator:,.0f}")

    def show_crs(self, text: str) -> None:
        """Show the map's coordinate system."""
        self.crs.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the coordinate changes its form."""
        if watched is self.coordinate and event.type() == QEvent.Type.MouseButtonRelease:
            self._in_dms = not self._in_dms
            if self._position is not None:
                self.show_position(*self._position)
            return True
        return super().eventFilter(watched, event)

    def _on_scale(self, text: str) -> None:
        digits = "".join(letter for letter in text.rpartition(":")[2] if letter.isdigit())
        if digits and int(digits) > 0:
            self.scale_chosen.emit(int(digits))

    def _on_progress(self, task: Task, done: int, total: int, message: str) -> None:
        if not task.title:
            return
        self._task = task
        self._doing.setText(f"{task.title}  {message}".strip())
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._show_task(shown=True)

    def _on_changed(self) -> None:
        titled = [task for task in self._runner.running() if task.title]
        if titled and self._task not in titled:
            self._task = titled[0]
            self._doing.setText(self._task.title)
            self._bar.setRange(0, 0)
        self._show_task(shown=bool(titled))

    def _show_task(self, *, shown: bool) -> None:
        for widget in (self._doing, self._bar, self._cancel):
            widget.setVisible(shown)

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._on_changed()
