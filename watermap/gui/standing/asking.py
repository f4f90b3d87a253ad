"""Asks how the water stands when its panel is seen, and anew for another evaluation."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from watermap.export.standing.sheets import standing_sheets
from watermap.gui.standing.panel import StandingPanel
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.standing.standing import Standing
from watermap.workspace.answers import stand
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Selection, Workspace

KINDS = ("section", "water_source", "monitoring_well", "enterprise", "black_odorous_water",
         "lake", "river", "control_unit", "administrative_area")  # fmt: skip


class Asking(QObject):
    """Fills one window's panel; the newest evaluation wins."""

    zoom_asked = Signal(object)  # geometry, longitude and latitude

    def __init__(
        self, workspace: Workspace, runner: TaskRunner, panel: StandingPanel, parent: QObject
    ) -> None:
        """Tell ``panel`` how the project of ``workspace`` stands."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._panel = panel
        self._language: Language = "zh"
        self._told: Standing | None = None
        panel.name_asked.connect(self.find)
        workspace.assessment_changed.connect(lambda _assessment: self.look())
        workspace.every_changed.connect(lambda _every: self.look())

    def look(self) -> None:
        """Ask, where the panel is seen and does not tell of this evaluation yet."""
        opened, assessment = self._workspace.opened, self._workspace.assessment
        if assessment is None or opened is None:
            self._told = None
            self._panel.show_sheets((), "")
        elif self._panel.isVisible() and not self._is_told(assessment):
            self._runner.submit(
                "standing",
                partial(_stand, opened, assessment, self._workspace.every),
                done=self._on_told,
                title=self.tr("Comparing with other months and years"),
            )

    def retranslate(self, language: Language) -> None:
        """Write everything anew."""
        self._language = language
        if self._told is not None:
            self._show(self._told)

    def find(self, names: tuple[str, ...]) -> None:
        """Select and show the first thing of the map that is called as one of the texts."""
        opened = self._workspace.opened
        for kind in KINDS if opened else ():
            for layer in opened.layers.get(kind, ()) if opened else ():
                if "name" not in layer.frame:
                    continue
                found = layer.frame.index[layer.frame["name"].isin(names)]
                if len(found) and opened is not None:
                    records = frozenset({found[0]})
                    self._workspace.select(Selection(layer=opened.key_of(layer), records=records))
                    shape = layer.frame.geometry.loc[found[0]]
                    if shape is not None and not shape.is_empty:
                        self.zoom_asked.emit(shape)
                    return

    def _is_told(self, assessment: Assessment) -> bool:
        told = self._told
        if told is None or told.assessment is not assessment:
            return False
        return told.calendar.span == self._workspace.every

    def _on_told(self, standing: Standing) -> None:
        if standing.assessment is self._workspace.assessment:
            self._told = standing
            self._show(standing)

    def _show(self, standing: Standing) -> None:
        of = standing.assessment
        said = self.tr("{0} · standard {1} · method {2}").format(of.period, of.standard, of.method)
        problems = [one.text(self._language) for one in standing.problems]
        sheets = standing_sheets(standing, language=self._language)
        self._panel.show_sheets(sheets, "\n".join([said, *problems]))


def _stand(
    opened: Opened, assessment: Assessment, every: GroupSpan, progress: Progress
) -> Standing:
    return stand(opened, assessment, every=every, progress=progress)
