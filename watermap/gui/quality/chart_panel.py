"""The chart of the selected section: which indicators, and the picture as a file or to paste."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from watermap.export.charts.station import Chart, Spot, station_chart
from watermap.export.picture import write_picture
from watermap.gui.ask import Ask
from watermap.gui.cards import point_card
from watermap.gui.quality.chart_view import ChartView, Wanted
from watermap.gui.tasks import TaskRunner
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.paint.picture import image
from watermap.progress import Progress
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.period import Period
from watermap.quality.standing.curve import StationCurves
from watermap.workspace.answers import curves_of
from watermap.workspace.opened import Opened
from watermap.workspace.selected import selected_station
from watermap.workspace.workspace import Workspace

LIST_PX = 190
MOST_AT_FIRST = 2  # indicators shown before the user has chosen any
PAGE_MM = (240.0, 62.0)  # width of a written chart, and height an indicator
HEAD_MM = 22.0
COPY_DPI = 200
_ID = Qt.ItemDataRole.UserRole
Basis = tuple[str, str, str, str, GroupSpan]  # kind, name, standard, method, every


class ChartPanel(QWidget):
    """A list of indicators beside the chart; asked for when it is seen."""

    period_chosen = Signal(str)
    written = Signal(str, object)  # path, what was left out: nothing

    def __init__(
        self, workspace: Workspace, runner: TaskRunner, ask: Ask, parent: QWidget | None = None
    ) -> None:
        """Follow the selection of ``workspace``; files are asked for through ``ask``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._ask_user = ask
        self._language: Language = "zh"
        self._curves: StationCurves | None = None
        self._of: Basis | None = None
        self._chosen: tuple[str, ...] = ()  # by the user; (): what decides
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.indicators = QListWidget()
        self.indicators.itemChanged.connect(lambda _item: self._on_indicators())
        self.view = ChartView(runner)
        self.view.period_chosen.connect(self.period_chosen)
        self.copy_button, self.save_button = QPushButton(), QPushButton()
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.indicators)
        split.addWidget(self.view)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_PX, 1000])
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.copy_button)
        head.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(head)
        column.addWidget(split, 1)
        workspace.assessment_changed.connect(lambda _assessment: self.look())
        workspace.every_changed.connect(lambda _every: self.look())
        workspace.selection_changed.connect(lambda _selection: self.look())

    def look(self) -> None:
        """Ask, where the panel is seen and does not show this station yet."""
        if not self.isVisible():
            return
        opened, assessment = self._workspace.opened, self._workspace.assessment
        station = selected_station(self._workspace)
        if opened is None or assessment is None or station is None:
            self._runner.cancel("chart")
            self._take(None, None)
            return
        basis = (*station, assessment.standard, assessment.method, self._workspace.every)
        if basis == self._of:
            self._draw()
            return
        self._runner.submit(
            "chart",
            partial(_curves, (opened, assessment), basis),
            done=partial(self._take, basis),
            title=self.tr("Following a section through time"),
        )

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self.copy_button.setText(self.tr("Copy picture"))
        self.save_button.setText(self.tr("Save picture…"))
        self.indicators.setAccessibleName(self.tr("Indicators in the chart"))
        self.view.setAccessibleName(self.tr("Values over time"))
        self._fill()
        self._draw()

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        chart = self._page()
        if chart is not None:
            QApplication.clipboard().setImage(image(chart().drawing, COPY_DPI))

    def save(self) -> None:
        """Ask for a file and write the chart into it."""
        chart = self._page()
        if chart is None or self._curves is None:
            return
        path = self._ask_user.file_to_save(
            self.tr("Save the chart"),
            f"{self._curves.name}.png",
            "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)",
        )
        if path is not None:
            self._runner.submit(
                f"export {path}",
                lambda _progress: _write(chart, path),
                done=lambda _none: self.written.emit(str(path), ()),
                title=self.tr("Writing the file"),
            )

    def _take(self, of: Basis | None, curves: StationCurves | None) -> None:
        self._of, self._curves = of, curves
        self._fill()
        self._draw()

    def _shown(self) -> tuple[str, ...]:
        """The user's choice where the station has any of it, else what decides its class."""
        if self._curves is None:
            return ()
        known = [one.indicator for one in self._curves.curves]
        chosen = [one for one in self._chosen if one in known]
        return tuple(chosen or [*self._curves.deciding(), *known][:MOST_AT_FIRST])

    def _fill(self) -> None:
        shown = self._shown()
        titles = load_indicators()
        with QSignalBlocker(self.indicators):
            self.indicators.clear()
            for one in self._curves.curves if self._curves else ():
                item = QListWidgetItem(titles[one.indicator].title.of(self._language))
                item.setData(_ID, one.indicator)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                checked = one.indicator in shown
                item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
                self.indicators.addItem(item)

    def _on_indicators(self) -> None:
        items = [self.indicators.item(row) for row in range(self.indicators.count())]
        checked = (one for one in items if one.checkState() == Qt.CheckState.Checked)
        self._chosen = tuple(one.data(_ID) for one in checked)
        self._draw()

    def _draw(self) -> None:
        curves, assessment = self._curves, self._workspace.assessment
        for button in (self.copy_button, self.save_button):
            button.setEnabled(curves is not None)
        if curves is None or assessment is None:
            self.said.setText(self._nothing())
            self.view.show_curves(None, None)
            return
        self.said.setText(
            self.tr("{0} · standard {1} · method {2}").format(
                curves.name, curves.standard.of(self._language), curves.method.of(self._language)
            )
        )
        wanted = Wanted(
            curves=curves,
            indicators=self._shown(),
            language=self._language,
            now=self._now(assessment),
        )
        if wanted != self.view.wanted or self.view.chart is None:
            self.view.show_curves(wanted, self._told)

    def _nothing(self) -> str:
        if self._of is not None:
            return self.tr("{0} has no results of its own, or its name is not unique.").format(
                self._of[1]
            )
        return self.tr("Select a section or a source on the map, in a table or in the calendar.")

    def _now(self, assessment: Assessment) -> Period | None:
        opened = self._workspace.opened
        return None if opened is None else opened.project.period_of(assessment.period)

    def _told(self, spot: Spot) -> str:
        name = self._curves.name if self._curves else ""
        return point_card(name, spot.point, self._language)

    def _page(self) -> Callable[[], Chart] | None:
        """What makes the chart at the size of a file, with a heading; None: there is none."""
        if self._curves is None:
            return None
        shown = self._shown()
        return partial(
            station_chart,
            self._curves,
            shown,
            language=self._language,
            width_mm=PAGE_MM[0],
            height_mm=HEAD_MM + PAGE_MM[1] * len(shown),
            head=True,
        )


def _curves(
    shown: tuple[Opened, Assessment], basis: Basis, progress: Progress
) -> StationCurves | None:
    kind, name, _, _, every = basis
    found = curves_of(*shown, name, kind, every=every, progress=progress)
    return found if found is not None and found.curves else None


def _write(chart: Callable[[], Chart], path: Path) -> None:
    write_picture(chart().drawing, path)
