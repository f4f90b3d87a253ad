"""The site check: where the site is, what it does, and the answer theme by theme."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import Finding, SiteCheck
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.site_input import point_site
from watermap.errors import Problem, WatermapError
from watermap.gui.check_result import CheckResult
from watermap.gui.measure import area_text, length_text
from watermap.gui.site_form import SiteForm
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.reading.reader import Reader
from watermap.workspace.answers import advised, check
from watermap.workspace.opened import Opened
from watermap.workspace.sites import sites_of_file, the_one
from watermap.workspace.workspace import Workspace


class SitePanel(QWidget):
    """Form above, result below. The site itself is drawn by whoever listens to ``site_changed``."""

    site_changed = Signal(object)  # geometry (longitude, latitude) | None
    feature_asked = Signal(object)  # Finding: show its feature
    zoom_asked = Signal(object)  # geometry of a site that may lie out of sight
    answered = Signal(object)  # SiteCheck
    failed = Signal(object)  # WatermapError

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        reader: Reader,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        """Check sites against the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._reader = reader
        self._language: Language = language
        self._geometry: BaseGeometry | None = None
        self._source: str | None = None
        self._problems: tuple[Problem, ...] = ()
        self.form = SiteForm()
        self.form.coordinates_entered.connect(self.take_coordinates)
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.button = QPushButton()
        self.button.setObjectName("primary")
        self.button.setDefault(True)
        self.button.clicked.connect(self.run_check)
        self.result = CheckResult(language)
        self.result.finding_chosen.connect(self.feature_asked)
        self._assemble()
        workspace.check_changed.connect(self._on_check)
        self.retranslate(language)

    def _assemble(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.button)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(row)
        column.addWidget(scroll)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(above)
        splitter.addWidget(self.result)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def take_geometry(
        self,
        geometry: BaseGeometry | None,
        source: str | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        """Take a site that was drawn, clicked, typed or read, and what was said about it."""
        self._geometry, self._source, self._problems = geometry, source, problems
        self._workspace.set_check(None)
        self._say_place()
        self.site_changed.emit(geometry)

    def take_coordinates(self, text: str) -> None:
        """Take typed coordinates, decimal or in degrees, minutes and seconds."""
        try:
            site = point_site(text)
            self.take_geometry(site.geometry, text, site.problems)
            self.zoom_asked.emit(site.geometry)
        except WatermapError as error:
            self.failed.emit(error)

    def start_from_file(self, path: Path) -> None:
        """Take the site of a file, read off the GUI thread."""
        self._runner.submit(
            "site",
            lambda progress: _read(path, self._reader, progress),
            done=self._on_site,
            title=self.tr("Reading the site"),
        )

    def run_check(self) -> None:
        """Hold the site against all rules, off the GUI thread."""
        opened = self._workspace.opened
        if opened is None or self._geometry is None:
            return
        site = self.form.site(self._geometry, self._source, self._problems)
        work = partial(_check, opened, site, self.form.circumstances())
        self.button.setEnabled(False)
        self._runner.submit(
            "check",
            work,
            done=self._on_answer,
            failed=self._on_failed,
            title=self.tr("Checking the site"),
        )

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self.button.setText(self.tr("Check"))
        self.form.retranslate()
        self.result.retranslate(language)
        self._say_place()

    def _say_place(self) -> None:
        self.button.setEnabled(self._geometry is not None and self._workspace.opened is not None)
        geometry = self._geometry
        if geometry is None:
            text = self.tr(
                "Place the site: click or draw on the map, load a file, or type coordinates."
            )
        elif geometry.geom_type.endswith("Polygon"):
            area = area_text(geometry, self.tr("mu"), self.tr("ha"))
            text = self.tr("Site: {0}").format(area)
        elif geometry.geom_type.endswith("LineString"):
            text = self.tr("Site: {0}").format(length_text(geometry))
        else:
            point = geometry.centroid
            text = self.tr("Site: {0}").format(f"{point.x:.6f}°E {point.y:.6f}°N")
        self.place.setText(text)

    def _on_site(self, site: Site) -> None:
        self.form.take(site)
        self.take_geometry(site.geometry, site.source, site.problems)
        self.zoom_asked.emit(site.geometry)

    def _on_answer(self, answer: SiteCheck) -> None:
        self.button.setEnabled(True)
        self._workspace.set_check(answer)
        self.answered.emit(answer)

    def _on_failed(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        self.failed.emit(error)

    def _on_check(self, answer: SiteCheck | None) -> None:
        opened = self._workspace.opened
        self.result.show_check(answer, opened.kinds if opened else {})

    def findings(self) -> tuple[Finding, ...]:
        """What the last check found."""
        answer = self._workspace.check
        return answer.findings if answer else ()


def _read(path: Path, reader: Reader, progress: Progress) -> Site:
    return the_one(sites_of_file(path, reader=reader, crs=None, progress=progress), path)


def _check(
    opened: Opened, site: Site, circumstances: Circumstances, progress: Progress
) -> SiteCheck:
    answer = check(opened, site, circumstances=circumstances, progress=progress)
    return advised(opened, answer, circumstances=circumstances, progress=progress)
