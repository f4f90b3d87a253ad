"""The water through time in one window: keeps slider, calendar, chart and choice of documents one.

Whatever changes the period, the division of time or the documents, all of them follow.
"""

from PySide6.QtCore import QObject, Signal

from watermap.gui.ask import Ask
from watermap.gui.canvas import MapCanvas
from watermap.gui.opening import Opening
from watermap.gui.period_bar import PeriodBar
from watermap.gui.quality.badge import PeriodBadge
from watermap.gui.quality.basis_panel import BasisPanel
from watermap.gui.quality.calendar_panel import CalendarPanel
from watermap.gui.quality.chart_panel import ChartPanel
from watermap.gui.quality.time_bar import TimeBar
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.quality.bulk.groups import GroupSpan
from watermap.workspace.answers import periods_every, spans
from watermap.workspace.workspace import Workspace


class QualityView(QObject):
    """The parts, and what passes between them."""

    written = Signal(str, object)  # path, what was left out
    kept = Signal(str)  # the project's folder

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        opening: Opening,
        canvas: MapCanvas,
        *,
        period_bar: PeriodBar,
        ask: Ask,
        parent: QObject,
    ) -> None:
        """Make the parts of one window; ``opening`` evaluates for them."""
        super().__init__(parent)
        self._workspace = workspace
        self._opening = opening
        self._period_bar = period_bar
        self.time_bar = TimeBar()
        self.badge = PeriodBadge(canvas)
        self.calendar = CalendarPanel(workspace, runner)
        self.chart = ChartPanel(workspace, runner, ask)
        self.basis = BasisPanel(workspace, runner)
        for part in (self.time_bar, self.calendar, self.chart):
            part.period_chosen.connect(opening.evaluate)
        self.time_bar.every_chosen.connect(self._on_every)
        self.basis.chosen.connect(self._on_basis)
        self.basis.kept.connect(self.kept)
        self.chart.written.connect(self.written)
        runner.failed.connect(lambda _task, _error: self._on_failed())
        canvas.rendered.connect(lambda: self.time_bar.drawn(self.badge.period()))
        workspace.opened_changed.connect(lambda _opened: self._offer())
        workspace.assessment_changed.connect(lambda _assessment: self._follow())

    def toggle_play(self) -> None:
        """Play the periods, or stop."""
        self.time_bar.toggle()

    def look(self, name: str) -> None:
        """Hear that a panel has come to be seen."""
        if name == "calendar":
            self.calendar.look()
        elif name == "chart":
            self.chart.look()

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self.time_bar.retranslate()
        for panel in (self.calendar, self.chart, self.basis):
            panel.retranslate(language)

    def _offer(self) -> None:
        opened, every = self._workspace.opened, self._workspace.every
        if opened is None:
            self.time_bar.offer((), every, ())
        else:
            self.time_bar.offer(spans(opened), every, periods_every(opened, every))

    def _follow(self) -> None:
        assessment = self._workspace.assessment
        self.time_bar.show_period(assessment.period if assessment else None)
        if assessment is not None:
            self._period_bar.show_period(assessment.period)

    def _on_every(self, every: GroupSpan) -> None:
        self._workspace.set_every(every)
        self._offer()
        self._follow()

    def _on_basis(self, standard: str, method: str) -> None:
        assessment = self._workspace.assessment
        if assessment is not None:
            self._opening.evaluate(assessment.period, standard=standard, method=method)

    def _on_failed(self) -> None:
        """What could not be evaluated is not shown as chosen."""
        self.time_bar.stop()
        self._follow()
        self.basis.follow()
