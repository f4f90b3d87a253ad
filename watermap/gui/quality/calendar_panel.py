"""The calendar of classes: asked for when it is seen; a click goes to that period and section."""

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.quality.calendar_cells import CalendarCells
from watermap.gui.quality.calendar_model import CalendarModel
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.mapping.themes import find_theme
from watermap.progress import Progress
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.calendar import Calendar
from watermap.quality.bulk.groups import GroupSpan
from watermap.workspace.answers import calendar_of
from watermap.workspace.opened import Opened
from watermap.workspace.selected import select_named, selected_station
from watermap.workspace.workspace import Workspace

CELL_PX, ROW_PX = 44, 24
LEAST_PX = 90
CLASS_THEME = "class"  # whose letters and colours the cells have


class CalendarPanel(QWidget):
    """One row a section, one column a period."""

    period_chosen = Signal(str)

    def __init__(
        self, workspace: Workspace, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        """Show the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._language: Language = "zh"
        self._calendar: Calendar | None = None
        self._of: tuple[Assessment, GroupSpan] | None = None  # by what, into what
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.table = QTableView()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setItemDelegate(CalendarCells(self.table))
        self.table.setMinimumHeight(LEAST_PX)
        self.table.horizontalHeader().setMinimumSectionSize(CELL_PX // 2)
        self.table.horizontalHeader().setDefaultSectionSize(CELL_PX)
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.table.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copy.activated.connect(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        workspace.assessment_changed.connect(lambda _assessment: self.look())
        workspace.every_changed.connect(lambda _every: self.look())
        workspace.selection_changed.connect(lambda _selection: self._mark())

    @property
    def model(self) -> CalendarModel | None:
        """What is shown; None: nothing yet."""
        found = self.table.model()
        return found if isinstance(found, CalendarModel) else None

    def look(self) -> None:
        """Ask, where the panel is seen and does not show this yet."""
        opened, assessment = self._workspace.opened, self._workspace.assessment
        if opened is None or assessment is None:
            self._calendar = self._of = None
            self._show()
        elif self.isVisible() and not self._is_of(assessment, self._workspace.every):
            every = self._workspace.every
            self._runner.submit(
                "calendar",
                partial(_calendar, opened, assessment, every),
                done=partial(self._on_calendar, assessment),
                title=self.tr("Classing every period"),
            )
        else:
            self._mark()

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self._show()

    def copy(self) -> None:
        """The whole table with its headers, as a spreadsheet takes it."""
        model = self.model
        if model is None:
            return
        lines = ["\t".join(["", *map(str, model.periods)])]
        for row, (_, name) in enumerate(model.stations):
            cells = (model.index(row, at).data() for at in range(model.columnCount()))
            lines.append("\t".join([name, *cells]))
        QApplication.clipboard().setText("\n".join(lines))

    def _is_of(self, assessment: Assessment, every: GroupSpan) -> bool:
        """Whether the calendar is by the same documents; its period does not matter."""
        if self._of is None or self._calendar is None:
            return False
        known, span = self._of
        same = (known.standard, known.method, known.as_of) == (
            assessment.standard,
            assessment.method,
            assessment.as_of,
        )
        return same and span == every

    def _on_calendar(self, of: Assessment, calendar: Calendar) -> None:
        if self._workspace.assessment is None:
            return
        self._of, self._calendar = (of, calendar.span), calendar
        self._show()

    def _show(self) -> None:
        if self._calendar is None or self._of is None:
            self.table.setModel(None)
            self.said.setText("")
            return
        palette = find_theme(CLASS_THEME).palette
        self.table.setModel(CalendarModel(self._calendar, palette, self._language, self))
        self.said.setText(
            self.tr(
                "Standard {0} · method {1} · “?” not enough data, “–” no results · "
                "a click goes to that period and section"
            ).format(self._calendar.standard, self._calendar.method)
        )
        self._mark()

    def _mark(self) -> None:
        """Stand on the period and section that are shown elsewhere."""
        model, assessment = self.model, self._workspace.assessment
        opened, station = self._workspace.opened, selected_station(self._workspace)
        if model is None or assessment is None or opened is None or not self.isVisible():
            return
        column = model.column_of(assessment.period)
        row = model.row_of(*station) if station is not None else None
        if column is not None and row is not None:
            self.table.setCurrentIndex(model.index(row, column))
        else:
            self.table.setCurrentIndex(QModelIndex())
        near = model.column_before(opened.project.period_of(assessment.period).end)
        self.table.scrollTo(model.index(row or 0, near if column is None and near else column or 0))

    def _go(self, index: QModelIndex) -> None:
        model, assessment = self.model, self._workspace.assessment
        if model is None or assessment is None:
            return
        kind, name = model.stations[index.row()]
        select_named(self._workspace, kind, name)
        period = str(model.periods[index.column()])
        if period != assessment.period:
            self.period_chosen.emit(period)


def _calendar(
    opened: Opened, assessment: Assessment, every: GroupSpan, progress: Progress
) -> Calendar:
    progress.step(0, 1)
    return calendar_of(opened, assessment, every=every)
