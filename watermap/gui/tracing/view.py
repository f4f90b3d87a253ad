"""Everything of a trace in the window: panel, map, files; the window only places it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from PySide6.QtCore import QObject, Signal
from shapely.geometry.base import BaseGeometry

from watermap.export.endings import Writer, write_by_ending
from watermap.export.sheets_suspects import suspects_writers
from watermap.export.trace_files import TraceContent, trace_writers
from watermap.gui import overlays
from watermap.gui.ask import Ask
from watermap.gui.canvas import MapCanvas
from watermap.gui.overlays import Overlay
from watermap.gui.tasks import TaskRunner
from watermap.gui.tracing.panel import TracingPanel
from watermap.language import Language
from watermap.network.answer import Followed
from watermap.network.tracing.pieces import places_on
from watermap.workspace.workspace import Workspace

KINDS_OF_FILE = (
    "Excel (*.xlsx);;GeoPackage (*.gpkg);;GeoJSON (*.geojson);;PDF (*.pdf);;PNG (*.png);;"
    "JSON (*.json)"
)
AROUND = 0.08  # of the trace's extent is shown on each side
REACHES = Overlay(geometry=shapely.Point(), line="#ef6c00b0", width_px=5.0)
MAIN = Overlay(geometry=shapely.Point(), line="#c62828b0", width_px=6.0)


class TracingView(QObject):
    """A trace: asked for in ``panel``, drawn on the map, written to files."""

    written = Signal(str, object)  # path, what was left out (tuple of problems)

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        canvas: MapCanvas,
        *,
        ask: Ask,
        language: Language,
        parent: QObject,
    ) -> None:
        """Follow the rivers of the project of ``workspace`` and draw on ``canvas``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._canvas = canvas
        self._ask = ask
        self._language: Language = language
        self.panel = TracingPanel(workspace, runner, language)
        self.panel.followed.connect(self._on_followed)
        self.panel.zoom_asked.connect(canvas.zoom_to)
        self.panel.fault_shown.connect(self._on_fault)
        canvas.trace_given.connect(self.panel.start_at)

    def look(self, panel: str) -> None:
        """Make ready when the panel comes to be seen."""
        if panel == "tracing":
            self.panel.look()

    def save(self) -> None:
        """Ask where, and write the trace."""
        opened, followed = self._workspace.opened, self.panel.answer
        if opened is None or followed is None:
            return
        path = self._ask.file_to_save(self.tr("Export the trace"), "trace.xlsx", KINDS_OF_FILE)
        if path is not None:
            content = TraceContent(
                followed=followed,
                title=opened.project.title,
                layers=opened.layers,
                kinds=opened.kinds,
            )
            self._submit(path, trace_writers(content, language=self._language))

    def save_suspects(self) -> None:
        """Ask where, and write the candidates."""
        opened, found = self._workspace.opened, self.panel.suspicion
        if opened is None or found is None:
            return
        path = self._ask.file_to_save(
            self.tr("Export the candidates"), "candidates.xlsx", "Excel (*.xlsx);;JSON (*.json)"
        )
        if path is not None:
            writers = suspects_writers(found, language=self._language, kinds=opened.kinds)
            self._submit(path, writers)

    def _submit(self, path: Path, writers: dict[str, Writer]) -> None:
        self._runner.submit(
            f"export {path}",
            lambda _progress: write_by_ending(path, writers),
            done=lambda left: self.written.emit(str(path), left),
            title=self.tr("Writing the file"),
        )

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self.panel.retranslate(language)

    def _on_followed(self, followed: Followed | None) -> None:
        shown = dict(self._drawn(followed)) if followed else {}
        self._canvas.set_overlays("trace", {k: one for k, one in shown.items() if one})
        if followed is not None and len(followed.trace.pieces.reach):
            lines = followed.trace.pieces.geometry(followed.waters.built.network)
            self._canvas.zoom_to(shapely.MultiLineString(list(lines)), AROUND)

    def _on_fault(self, geometry: BaseGeometry | None) -> None:
        made = None
        if geometry is not None and not geometry.is_empty:
            made = self._canvas.overlay(overlays.HIGHLIGHT, geometry)
        self._canvas.set_overlays("fault", {"there": made} if made else {})

    def _drawn(self, followed: Followed) -> Iterator[tuple[str, Overlay | None]]:
        pieces, network = followed.trace.pieces, followed.waters.built.network
        lines = pieces.geometry(network)
        for name, look, of in (("reaches", REACHES, ~pieces.main), ("main", MAIN, pieces.main)):
            if of.any():
                yield name, self._canvas.overlay(look, shapely.MultiLineString(list(lines[of])))
        ends = shapely.MultiPoint([(one.lon, one.lat) for one in followed.trace.ends])
        if not ends.is_empty:
            yield "ends", self._canvas.overlay(replace(overlays.HIGHLIGHT, line="#c62828"), ends)
        place = followed.start.place
        at = places_on(network, np.array([place.reach]), np.array([place.at_m]))[0]
        yield "start", self._canvas.overlay(overlays.SITE, shapely.Point(at))
