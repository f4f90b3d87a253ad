"""Shows a chart that worker threads paint; says what stands under the pointer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from watermap.export.charts.station import Chart, Spot, station_chart
from watermap.gui.render import PX_PER_MM
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.paint.painter import paint
from watermap.progress import Progress
from watermap.quality.period import Period
from watermap.quality.standing.curve import StationCurves

NEAR_MM = 4.0
RING_PX = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be drawn."""

    curves: StationCurves
    indicators: tuple[str, ...]
    language: Language
    now: Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A finished chart and its picture."""

    chart: Chart
    image: QImage


class ChartView(QWidget):
    """The last finished picture; arrow keys walk from mark to mark as the pointer does."""

    period_chosen = Signal(str)
    painted = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        """Pictures are made by ``runner``."""
        super().__init__(parent)
        self._runner = runner
        self._wanted: Wanted | None = None
        self._painted: Painted | None = None
        self._spot: Spot | None = None
        self._told: Callable[[Spot], str] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 90)

    @property
    def chart(self) -> Chart | None:
        """The chart that is seen; None: nothing is."""
        return None if self._painted is None else self._painted.chart

    @property
    def wanted(self) -> Wanted | None:
        """What is shown or will be."""
        return self._wanted

    def show_curves(self, wanted: Wanted | None, told: Callable[[Spot], str] | None) -> None:
        """Draw something else; what is seen stays until it is there. ``told`` says what a spot is.

        None: draw nothing.
        """
        self._wanted, self._told, self._spot = wanted, told, None
        if wanted is None:
            self._runner.cancel("chart picture")
            self._painted = None
            self.update()
        else:
            self._ask()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Blit the last picture, and a ring around the mark that is told of."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._painted is not None:
            painter.drawImage(QPointF(0.0, 0.0), self._painted.image)
            if self._spot is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(Qt.GlobalColor.black, 1.5))
                painter.drawEllipse(QPointF(self._place(self._spot)), RING_PX, RING_PX)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new size."""
        super().resizeEvent(event)
        self._ask()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ring the mark under the pointer."""
        self._ring(self.spot_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the period of the mark under the pointer."""
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.period_chosen.emit(str(spot.point.period))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right: the mark before or after, told like under the pointer; Enter goes there.

        Up and down: the first mark of the indicator above or below.
        """
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps:
            self._walk(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._spot is not None:
            self.period_chosen.emit(str(self._spot.point.period))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell of the mark under a resting pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told(spot), self)
            return True
        return super().event(event)

    def spot_at(self, place: QPointF) -> Spot | None:
        """The mark at a pixel; None: none is near."""
        if self.chart is None:
            return None
        return self.chart.nearest(place.x() / PX_PER_MM, place.y() / PX_PER_MM, NEAR_MM)

    def told(self, spot: Spot | None) -> str:
        """What is said of a mark; "" of none."""
        return "" if spot is None or self._told is None else self._told(spot)

    def _walk(self, step: int) -> None:
        spots = self.chart.spots if self.chart else ()
        if not spots:
            return
        at = spots.index(self._spot) if self._spot in spots else (-1 if step > 0 else len(spots))
        self._ring(spots[min(max(at + step, 0), len(spots) - 1)])
        if self._spot is not None:
            place = self.mapToGlobal(self._place(self._spot))
            QToolTip.showText(place, self.told(self._spot), self)

    def _ring(self, spot: Spot | None) -> None:
        if spot is not self._spot:
            self._spot = spot
            self.update()

    def _place(self, spot: Spot) -> QPoint:
        return QPoint(round(spot.x_mm * PX_PER_MM), round(spot.y_mm * PX_PER_MM))

    def _ask(self) -> None:
        if self._wanted is None or self.width() < 1 or self.height() < 1:
            return
        work = partial(
            _painted, self._wanted, (self.width(), self.height()), self.devicePixelRatioF()
        )
        self._runner.submit("chart picture", work, done=self._on_painted)

    def _on_painted(self, painted: Painted) -> None:
        self._painted, self._spot = painted, None
        self.update()
        self.painted.emit()


def _painted(wanted: Wanted, size_px: tuple[int, int], ratio: float, progress: Progress) -> Painted:
    progress.step(0, 2)
    chart = station_chart(
        wanted.curves,
        wanted.indicators,
        language=wanted.language,
        width_mm=size_px[0] / PX_PER_MM,
        height_mm=size_px[1] / PX_PER_MM,
        now=wanted.now,
    )
    progress.step(1, 2)
    image = QImage(round(size_px[0] * ratio), round(size_px[1] * ratio), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        paint(painter, chart.drawing, px_per_mm=PX_PER_MM * ratio)
    finally:
        painter.end()
    image.setDevicePixelRatio(ratio)
    return Painted(chart=chart, image=image)
