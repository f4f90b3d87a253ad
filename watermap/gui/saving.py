"""Asks where to write what the window shows, and has it written."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from watermap.gui.ask import Ask
from watermap.gui.exporting import AROUND_FILES, CHECK_FILES, Exporting
from watermap.language import Language


class Saving(QObject):
    """The actions that write a file."""

    def __init__(
        self,
        ask: Ask,
        exporting: Exporting,
        *,
        language: Callable[[], Language],
        rings_m: Callable[[], tuple[float, ...]],
        parent: QObject,
    ) -> None:
        """Ask through ``ask``; ``rings_m`` are the radii in metres that the window shows."""
        super().__init__(parent)
        self._ask = ask
        self._exporting = exporting
        self._language = language
        self._rings_m = rings_m

    def map(self) -> None:
        """Write the map's page."""
        path = self._ask.file_to_save(
            self.tr("Export map"), "map.pdf", "PDF (*.pdf);;PNG (*.png);;SVG (*.svg);;HTML (*.html)"
        )
        if path is not None:
            self._exporting.map(path, self._language())

    def results(self) -> None:
        """Write the evaluation."""
        path = self._ask.file_to_save(
            self.tr("Export results"),
            "results.xlsx",
            "Excel (*.xlsx);;GeoPackage (*.gpkg);;JSON (*.json)",
        )
        if path is not None:
            self._exporting.results(path, self._language())

    def around(self) -> None:
        """Write what lies around the sources."""
        path = self._ask.file_to_save(
            self.tr("Export what lies around"), "around.xlsx", AROUND_FILES
        )
        if path is not None:
            self._exporting.around(path, self._rings_m(), self._language())

    def check(self) -> None:
        """Write the site check."""
        path = self._ask.file_to_save(self.tr("Export site check"), "site.docx", CHECK_FILES)
        if path is not None:
            self._exporting.check(path, self._language())
