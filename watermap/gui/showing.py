"""What the window shows of the open project: titles, tree, table, CRS, versions."""

import logging
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

import shapely
from PySide6.QtCore import QObject, Signal

import watermap
from watermap.errors import Message
from watermap.gui.attribute_table import AttributeTable
from watermap.gui.canvas import MapCanvas
from watermap.gui.contents import table_content, tree_entries
from watermap.gui.layer_tree import LayerTree
from watermap.gui.period_bar import PeriodBar
from watermap.gui.problems_panel import ProblemsPanel
from watermap.gui.scenes import SceneKeeper
from watermap.harmonise.places.declared import declared_by
from watermap.language import Language
from watermap.mapping.themes import known_themes
from watermap.mapping.view import MapView
from watermap.workspace.answers import periods
from watermap.workspace.health import ItemHealth
from watermap.workspace.workspace import Workspace

LIBRARIES = ("PySide6-Essentials", "geopandas", "shapely", "pyproj", "pyogrio", "rasterio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is filled."""

    workspace: Workspace
    keeper: SceneKeeper
    canvas: MapCanvas
    tree: LayerTree
    table: AttributeTable
    period_bar: PeriodBar
    problems: ProblemsPanel


class Showing(QObject):
    """Fills the parts of one window in its language."""

    titled = Signal(str)  # the window's title
    table_filled = Signal()

    def __init__(self, parts: Parts, language: Language, parent: QObject) -> None:
        """Fill ``parts``."""
        super().__init__(parent)
        self._parts = parts
        self._language: Language = language
        self._health: tuple[ItemHealth, ...] = ()

    def set_language(self, language: Language) -> None:
        """Fill everything anew in another language."""
        self._language = language
        self.show_project()
        self.show_health(self._health)

    def show_project(self) -> None:
        """Fill everything from the workspace."""
        parts = self._parts
        opened, assessment = parts.workspace.opened, parts.workspace.assessment
        if opened is None:
            self.titled.emit("watermap")
            return
        self.titled.emit(f"{opened.project.title.of(self._language)} — watermap")
        parts.period_bar.offer(
            [str(period) for period in periods(opened)], assessment.period if assessment else None
        )
        self.fill_tree()
        parts.table.offer(
            [
                (opened.key_of(layer), layer.title.of(self._language))
                for layer in opened.every_layer()
            ]
        )
        self.show_problems()

    def fill_tree(self) -> None:
        """Fill the layer tree."""
        parts = self._parts
        if parts.workspace.opened is not None:
            theme = known_themes()[parts.keeper.theme]
            parts.tree.fill(
                tree_entries(
                    parts.workspace.opened,
                    theme,
                    self._language,
                    failed_title=self.tr("File cannot be used"),
                )
            )

    def show_health(self, rows: Iterable[ItemHealth]) -> None:
        """Badge the layers of the tree by their health, the words of the bad checks as tips."""
        self._health = tuple(rows)
        badges = {}
        for row in self._health:
            bad = [check for check in row.health.checks if check.colour != "green"]
            lines = [check.sentence.text(self._language) for check in bad or row.health.checks]
            badges[row.key] = (row.health.colour, "\n".join(lines))
        self._parts.tree.show_health(badges)

    def show_problems(self) -> None:
        """List what was wrong or guessed, of the project and of the evaluation."""
        parts = self._parts
        opened, assessment = parts.workspace.opened, parts.workspace.assessment
        found = (opened.problems if opened else ()) + (assessment.problems if assessment else ())
        parts.problems.show_problems(found)

    def open_table(self, key: str | None) -> None:
        """Show a layer's attributes; None: the table's own layer, at first the sections."""
        parts = self._parts
        opened = parts.workspace.opened
        if opened is None:
            return
        sections = opened.layers.get("section", opened.every_layer())
        chosen = key or parts.table.key() or (opened.key_of(sections[0]) if sections else "")
        content = table_content(
            opened, chosen, parts.workspace.assessment, self._table_titles(), self._language
        )
        if content is not None:
            parts.table.show_content(content)
            self.table_filled.emit()

    def refresh_table(self) -> None:
        """Fill the table anew where it is seen, as after another evaluation."""
        if self._parts.table.isVisible():
            self.open_table(self._parts.table.key())

    def zoom_to_layer(self, key: str) -> None:
        """See all of a layer."""
        opened = self._parts.workspace.opened
        layer = opened.layer_of(key) if opened else None
        if layer is not None:
            self._parts.canvas.zoom_to(shapely.box(*layer.frame.total_bounds))

    def zoom_to_selection(self) -> None:
        """See the selected features."""
        selection = self._parts.workspace.selection
        opened = self._parts.workspace.opened
        layer = opened.layer_of(selection.layer) if opened and selection else None
        if layer is not None and selection is not None:
            chosen = layer.frame.loc[sorted(selection.records)]
            self._parts.canvas.zoom_to(shapely.box(*chosen.total_bounds))

    def crs_text(self, view: MapView) -> str:
        """The map's coordinate system, by its name and number."""
        known = declared_by(view.epsg)
        if known is None:
            return f"EPSG:{view.epsg}"
        named = Message.of("workspace.crs_named", name=known.title, epsg=view.epsg)
        return named.text(self._language)

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
