"""Puts site, way out, rings and selected features above the map, as workspace and panels say."""

from dataclasses import replace

from PySide6.QtCore import QObject
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import Around, SiteCheck
from watermap.export.way_marks import way_marks
from watermap.figures import figure
from watermap.geodesy.ring import circle
from watermap.gui import overlays
from watermap.gui.canvas import MapCanvas
from watermap.gui.overlays import Overlay
from watermap.workspace.workspace import Selection, Workspace


class Overlaying(QObject):
    """Listens and draws; asks nothing."""

    def __init__(self, workspace: Workspace, canvas: MapCanvas, parent: QObject) -> None:
        """Draw on ``canvas`` what ``workspace`` selects."""
        super().__init__(parent)
        self._workspace = workspace
        self._canvas = canvas
        workspace.selection_changed.connect(self._on_selection)
        workspace.around_changed.connect(self._on_around)
        workspace.check_changed.connect(self._on_check)

    def show_site(self, geometry: BaseGeometry | None) -> None:
        """Draw a site; None: no longer."""
        made = None if geometry is None else self._canvas.overlay(overlays.SITE, geometry)
        self._canvas.set_overlays("site", _there({"site": made}))

    def _on_check(self, check: SiteCheck | None) -> None:
        """Where the site would be clear, and what of it would go."""
        shown: dict[str, Overlay | None] = {}
        for mark in way_marks(check) if check else ():
            look = replace(overlays.looking(mark.look), label_always=True)
            shown[f"{mark.clears}/{mark.part}"] = self._canvas.overlay(
                look, mark.geometry, mark.label
            )
        self._canvas.set_overlays("way", _there(shown))

    def _on_selection(self, selection: Selection | None) -> None:
        opened = self._workspace.opened
        layer = opened.layer_of(selection.layer) if opened and selection else None
        shown: dict[str, Overlay | None] = {}
        if layer is not None and selection is not None:
            for record in selection.records & set(layer.frame.index):
                geometry = layer.frame.geometry.loc[record]
                if geometry is not None and not geometry.is_empty:
                    shown[str(record)] = self._canvas.overlay(overlays.HIGHLIGHT, geometry)
        self._canvas.set_overlays("selection", _there(shown))

    def _on_around(self, around: Around | None) -> None:
        opened = self._workspace.opened
        shown: dict[str, Overlay | None] = {}
        for source in around.sources if around and opened else ():
            found = opened.find("water_source", source.source) if opened else None
            if found is None:
                continue
            middle = found[1].centroid
            for ring in source.rings:
                shown[f"{source.source.record}/{ring.radius_m}"] = self._canvas.overlay(
                    overlays.RING,
                    circle(middle.x, middle.y, ring.radius_m),
                    f"{figure(ring.radius_m, 0)} m",
                )
        self._canvas.set_overlays("rings", _there(shown))


def _there(overlays_: dict[str, Overlay | None]) -> dict[str, Overlay]:
    return {key: one for key, one in overlays_.items() if one is not None}
