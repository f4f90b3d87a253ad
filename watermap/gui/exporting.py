"""Writes files off the GUI thread; says when they are written and what was left out."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from watermap.errors import Problem
from watermap.export.around_map import AroundContent
from watermap.export.around_page import around_writers
from watermap.export.check_page import CheckContent, check_writers
from watermap.export.endings import Writer, write_by_ending
from watermap.export.geopackage import write_results
from watermap.export.map_page import MapContent, map_writers
from watermap.export.records import assessment_record, standing_record, write_json
from watermap.export.workbook import write_assessment
from watermap.gui.scenes import SceneKeeper
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.groups import GroupSpan
from watermap.workspace.answers import (
    stand,
    what_lies_around,
    what_lies_upstream,
    what_protection_areas_hold,
)
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Workspace

Left = tuple[Problem, ...]
_PICTURES = "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)"
AROUND_FILES = f"Excel (*.xlsx);;Word (*.docx);;{_PICTURES};;JSON (*.json)"
CHECK_FILES = f"Word (*.docx);;{_PICTURES};;Excel (*.xlsx);;GeoPackage (*.gpkg);;JSON (*.json)"


class Exporting(QObject):
    """Exports of one window."""

    written = Signal(str, object)  # path, what was left out (tuple of problems)

    def __init__(
        self, workspace: Workspace, runner: TaskRunner, keeper: SceneKeeper, parent: QObject
    ) -> None:
        """Write what ``workspace`` holds, as ``keeper`` shows it."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._keeper = keeper

    def map(self, path: Path, language: Language) -> None:
        """Write the map's page, with the layers that are shown."""
        opened = self._workspace.opened
        if opened is None:
            return
        content = MapContent(
            title=opened.project.title,
            layers=opened.layers,
            kinds=opened.kinds,
            assessment=self._keeper.shown(self._workspace.assessment),
            theme=self._keeper.theme,
            hidden=self._workspace.hidden,
        )
        self._write(path, map_writers(content, language=language))

    def results(self, path: Path, language: Language) -> None:
        """Write the evaluation."""
        opened, assessment = self._workspace.opened, self._workspace.assessment
        if opened is None or assessment is None:
            return
        self._runner.submit(
            f"export {path}",
            partial(_results, (opened, assessment, self._workspace.every), path, language),
            done=lambda left: self.written.emit(str(path), left),
            title=QCoreApplication.translate("Exporting", "Writing the file"),
        )

    def around(self, path: Path, rings_m: tuple[float, ...], language: Language) -> None:
        """Write what lies around the sources."""
        opened = self._workspace.opened
        if opened is None:
            return
        self._runner.submit(
            f"export {path}",
            partial(_around, opened, path, rings_m, language),
            done=lambda left: self.written.emit(str(path), left),
            title=QCoreApplication.translate("Exporting", "Writing the file"),
        )

    def check(self, path: Path, language: Language) -> None:
        """Write the site check."""
        opened, answer = self._workspace.opened, self._workspace.check
        if opened is None or answer is None:
            return
        content = CheckContent(
            check=answer, title=opened.project.title, layers=opened.layers, kinds=opened.kinds
        )
        self._write(path, check_writers(content, language=language))

    def _write(self, path: Path, writers: dict[str, Writer]) -> None:
        self._runner.submit(
            f"export {path}",
            lambda _progress: write_by_ending(path, writers),
            done=lambda left: self.written.emit(str(path), left),
            title=QCoreApplication.translate("Exporting", "Writing the file"),
        )


def _around(
    opened: Opened, path: Path, rings_m: tuple[float, ...], language: Language, progress: Progress
) -> Left:
    answer = what_lies_around(opened, rings_m=rings_m, progress=progress)
    content = AroundContent(
        around=answer,
        upstream=what_lies_upstream(opened, [one.source for one in answer.sources]),
        areas=what_protection_areas_hold(opened),
        rasters=(),
        title=opened.project.title,
        layers=opened.layers,
        kinds=opened.kinds,
    )
    return write_by_ending(path, around_writers(content, language=language))


def _results(
    shown: tuple[Opened, Assessment, GroupSpan], path: Path, language: Language, progress: Progress
) -> Left:
    opened, assessment, every = shown

    def workbook(to: Path) -> Left:
        standing = stand(opened, assessment, every=every, progress=progress)
        return write_assessment(assessment, to, language=language, standing=standing)

    def record(to: Path) -> None:
        standing = stand(opened, assessment, every=every, progress=progress)
        both = assessment_record(assessment, language=language)
        write_json(both | standing_record(standing, language=language), to)

    def package(to: Path) -> Left:
        return write_results(opened.layers, assessment, to, kinds=opened.kinds, language=language)

    return write_by_ending(path, {".xlsx": workbook, ".gpkg": package, ".json": record})
