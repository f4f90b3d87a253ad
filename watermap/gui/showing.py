"""What the window shows of the open project: titles, tree, table, CRS, versions."""

import logging
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QObject

import watermap
from watermap.gui.contents import table_content, tree_entries
from watermap.mapping.plane import central_meridian
from watermap.mapping.themes import known_themes
from watermap.mapping.view import MapView
from watermap.workspace.answers import periods

if TYPE_CHECKING:
    from watermap.gui.window import MainWindow

LIBRARIES = ("PySide6-Essentials", "geopandas", "shapely", "pyproj", "pyogrio", "rasterio")


class Showing(QObject):
    """Fills the parts of one window; holds nothing of its own."""

    def __init__(self, window: "MainWindow") -> None:
        """Fill the parts of ``window``."""
        super().__init__(window)
        self._window = window

    def show_project(self) -> None:
        """Fill everything from the workspace."""
        window = self._window
        opened = window.workspace.opened
        if opened is None:
            window.setWindowTitle("watermap")
            return
        window.setWindowTitle(f"{opened.project.title.of(window.language)} — watermap")
        assessment = window.workspace.assessment
        window.period_bar.offer(
            [str(period) for period in periods(opened)], assessment.period if assessment else None
        )
        self.fill_tree()
        window.table.offer(
            [
                (opened.key_of(layer), layer.title.of(window.language))
                for layer in opened.every_layer()
            ]
        )
        self.show_problems()

    def fill_tree(self) -> None:
        """Fill the layer tree."""
        window = self._window
        if window.workspace.opened is not None:
            theme = known_themes()[window.keeper.theme]
            window.tree.fill(
                tree_entries(
                    window.workspace.opened,
                    theme,
                    window.language,
                    failed_title=self.tr("File cannot be used"),
                )
            )

    def show_problems(self) -> None:
        """List what was wrong or guessed, of the project and of the evaluation."""
        window = self._window
        opened, assessment = window.workspace.opened, window.workspace.assessment
        found = (opened.problems if opened else ()) + (assessment.problems if assessment else ())
        window.problems.show_problems(found)

    def open_table(self, key: str | None) -> None:
        """Show a layer's attributes; None: the table's own layer, at first the sections."""
        window = self._window
        opened = window.workspace.opened
        if opened is None:
            return
        sections = opened.layers.get("section", opened.every_layer())
        chosen = key or window.table.key() or (opened.key_of(sections[0]) if sections else "")
        content = table_content(
            opened, chosen, window.workspace.assessment, self._table_titles(), window.language
        )
        if content is not None:
            window.docks["table"].show()
            window.docks["table"].raise_()
            window.table.show_content(content)

    def refresh_table(self) -> None:
        """Fill the table anew where it is seen, as after another evaluation."""
        if self._window.docks["table"].isVisible():
            self.open_table(self._window.table.key())

    def zoom_to_layer(self, key: str) -> None:
        """See all of a layer."""
        opened = self._window.workspace.opened
        layer = opened.layer_of(key) if opened else None
        if layer is not None:
            self._window.canvas.zoom_to(shapely.box(*layer.frame.total_bounds))

    def zoom_to_selection(self) -> None:
        """See the selected features."""
        selection = self._window.workspace.selection
        opened = self._window.workspace.opened
        layer = opened.layer_of(selection.layer) if opened and selection else None
        if layer is not None and selection is not None:
            chosen = layer.frame.loc[sorted(selection.records)]
            self._window.canvas.zoom_to(shapely.box(*chosen.total_bounds))

    def crs_text(self, view: MapView) -> str:
        """The map's coordinate system, short."""
        meridian = central_meridian(view.epsg)
        if meridian is None:
            return f"EPSG:{view.epsg}"
        return f"CGCS2000 / 3° GK CM {meridian}E (EPSG:{view.epsg})"

    def crs_explained(self, view: MapView) -> str:
        """What that means for what is seen and measured."""
        return self.tr(
            "The map is drawn in {0}. Layers are kept in EPSG:4490 and brought there for drawing; "
            "lengths, areas and distances are measured on the ellipsoid, whatever the map."
        ).format(self.crs_text(view))

    def about(self) -> str:
        """Versions of watermap and of what it stands on."""
        lines = [f"<b>watermap {watermap.__version__}</b>", f"Python {platform.python_version()}"]
        lines += [f"{name} {version(name)}" for name in LIBRARIES]
        lines.append(self.tr("Screening only: it replaces no permit and no approved boundary."))
        return "<br>".join(lines)

    def log(self, error: BaseException) -> None:
        """Keep the traceback of a fault of ours."""
        logging.getLogger("watermap").error("unexpected", exc_info=error)

    def dock_titles(self) -> dict[str, str]:
        """Titles of the panels."""
        return {
            "layers": self.tr("Layers"),
            "site": self.tr("Site check"),
            "rings": self.tr("Around the sources"),
            "identify": self.tr("Identify"),
            "problems": self.tr("Problems"),
            "table": self.tr("Attribute table"),
        }

    def _table_titles(self) -> dict[str, str]:
        return {
            "class": self.tr("Class"),
            "met": self.tr("Target met"),
            "deciding": self.tr("Deciding indicators"),
            "evaluated": self.tr("Indicators evaluated"),
            "yes": self.tr("yes"),
            "no": self.tr("no"),
            "no_data": self.tr("no data"),
            "insufficient": self.tr("insufficient data"),
        }
