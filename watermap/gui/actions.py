"""Every action of the window as a row: menus, toolbar and shortcuts come from this table alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar

from watermap.gui.icons import icon

Menu = Literal["project", "view", "map", "check", "help"]
Needs = Literal["nothing", "project", "assessment", "check"]

CONTEXT = "actions"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802  (the name lupdate looks for)
    """Mark a text for translation, typed; PySide6's own is said to return any object."""
    return text


MENUS: dict[Menu, str] = {
    "project": QT_TRANSLATE_NOOP("actions", "&Project"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "map": QT_TRANSLATE_NOOP("actions", "&Map"),
    "check": QT_TRANSLATE_NOOP("actions", "&Check"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One action; a separator stands before ``starts`` rows.

    ``does`` names the window's method, or that of a part: ``saving.map``.
    """

    id: str
    text: str
    menu: Menu
    does: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    toolbar: bool = False
    tool: str = ""  # a map tool: checkable, one at a time, handed to ``does``
    panel: str = ""  # a panel, handed to ``does``
    needs: Needs = "project"
    starts: bool = False


TABLE: tuple[Row, ...] = (
    Row(id="open", text=QT_TRANSLATE_NOOP("actions", "&Open project…"), menu="project",
        does="ask_for_project", keys=("Ctrl+O",), icon="open", toolbar=True, needs="nothing"),
    Row(id="sample", text=QT_TRANSLATE_NOOP("actions", "Open the &sample project"), menu="project",
        does="open_sample", needs="nothing"),
    Row(id="import_folder", text=QT_TRANSLATE_NOOP("actions", "Import a &folder…"), menu="project",
        does="import_folder", icon="import", toolbar=True, needs="nothing", starts=True),
    Row(id="import_files", text=QT_TRANSLATE_NOOP("actions", "&Import files…"), menu="project",
        does="import_files", keys=("Ctrl+I",), needs="nothing"),
    Row(id="import_database", text=QT_TRANSLATE_NOOP("actions", "Import from a &database…"),
        menu="project", does="import_database", needs="nothing"),
    Row(id="export_map", text=QT_TRANSLATE_NOOP("actions", "Export &map…"), menu="project",
        does="saving.map", keys=("Ctrl+P",), icon="map", toolbar=True, starts=True),
    Row(id="export_results", text=QT_TRANSLATE_NOOP("actions", "Export &results…"), menu="project",
        does="saving.results", keys=("Ctrl+Shift+E",), icon="table", toolbar=True,
        needs="assessment"),
    Row(id="export_around", text=QT_TRANSLATE_NOOP("actions", "Export what lies &around…"),
        menu="project", does="saving.around"),
    Row(id="export_check", text=QT_TRANSLATE_NOOP("actions", "Export site &check…"), menu="project",
        does="saving.check", icon="page", toolbar=True, needs="check"),
    Row(id="quit", text=QT_TRANSLATE_NOOP("actions", "&Quit"), menu="project", does="close",
        keys=("Ctrl+Q",), needs="nothing", starts=True),
    Row(id="pan", text=QT_TRANSLATE_NOOP("actions", "&Pan"), menu="map", does="use_tool",
        tool="pan", icon="pan", toolbar=True, keys=("H",)),
    Row(id="identify", text=QT_TRANSLATE_NOOP("actions", "&Identify"), menu="map", does="use_tool",
        tool="identify", icon="identify", toolbar=True, keys=("Ctrl+Shift+I",)),
    Row(id="measure_line", text=QT_TRANSLATE_NOOP("actions", "Measure &length"), menu="map",
        does="use_tool", tool="measure_line", icon="measure_line", toolbar=True,
        keys=("Ctrl+Shift+M",)),
    Row(id="measure_area", text=QT_TRANSLATE_NOOP("actions", "Measure &area"), menu="map",
        does="use_tool", tool="measure_area", icon="measure_area", toolbar=True,
        keys=("Ctrl+Shift+J",)),
    Row(id="zoom_in", text=QT_TRANSLATE_NOOP("actions", "Zoom &in"), menu="map", does="zoom_in",
        keys=("Ctrl++", "Ctrl+="), icon="zoom_in", toolbar=True, starts=True),
    Row(id="zoom_out", text=QT_TRANSLATE_NOOP("actions", "Zoom &out"), menu="map",
        does="zoom_out", keys=("Ctrl+-",), icon="zoom_out", toolbar=True),
    Row(id="zoom_full", text=QT_TRANSLATE_NOOP("actions", "Zoom to &everything"), menu="map",
        does="zoom_full", keys=("Ctrl+Shift+F",), icon="zoom_full", toolbar=True),
    Row(id="zoom_selection", text=QT_TRANSLATE_NOOP("actions", "Zoom to &selection"), menu="map",
        does="zoom_to_selection", keys=("Ctrl+J",)),
    Row(id="zoom_last", text=QT_TRANSLATE_NOOP("actions", "Zoom &last"), menu="map",
        does="zoom_last", icon="zoom_last", keys=("Alt+Left",)),
    Row(id="zoom_next", text=QT_TRANSLATE_NOOP("actions", "Zoom &next"), menu="map",
        does="zoom_next", icon="zoom_next", keys=("Alt+Right",)),
    Row(id="place_site", text=QT_TRANSLATE_NOOP("actions", "Place a site by &click"), menu="check",
        does="use_tool", tool="place_site", icon="place_site", toolbar=True),
    Row(id="draw_site", text=QT_TRANSLATE_NOOP("actions", "&Draw a site"), menu="check",
        does="use_tool", tool="draw_site", icon="draw_site", toolbar=True),
    Row(id="load_site", text=QT_TRANSLATE_NOOP("actions", "&Load a site from a file…"),
        menu="check", does="load_site"),
    Row(id="rings", text=QT_TRANSLATE_NOOP("actions", "What lies around the &sources"),
        menu="check", does="show_rings", icon="rings", toolbar=True, starts=True),
    Row(id="trace", text=QT_TRANSLATE_NOOP("actions", "&Follow the water"), menu="check",
        does="use_tool", tool="trace", icon="trace", toolbar=True, keys=("Ctrl+R",), starts=True),
    Row(id="export_trace", text=QT_TRANSLATE_NOOP("actions", "Export the &trace…"), menu="check",
        does="tracing.save"),
    Row(id="export_suspects", text=QT_TRANSLATE_NOOP("actions", "Export the ca&ndidates…"),
        menu="check", does="tracing.save_suspects"),
    Row(id="table", text=QT_TRANSLATE_NOOP("actions", "&Attribute table"), menu="view",
        does="show_table", keys=("F6",), icon="table"),
    Row(id="standing", text=QT_TRANSLATE_NOOP("actions", "How it &stands"), menu="view",
        does="raise_panel", panel="standing", keys=("F8",), icon="standing", toolbar=True,
        needs="assessment"),
    Row(id="calendar", text=QT_TRANSLATE_NOOP("actions", "&Calendar of classes"), menu="view",
        does="raise_panel", panel="calendar", keys=("F9",), icon="calendar", toolbar=True,
        needs="assessment"),
    Row(id="chart", text=QT_TRANSLATE_NOOP("actions", "Chart of the selected se&ction"),
        menu="view", does="raise_panel", panel="chart", keys=("F10",), icon="chart", toolbar=True,
        needs="assessment"),
    Row(id="basis", text=QT_TRANSLATE_NOOP("actions", "Standard and &method"), menu="view",
        does="raise_panel", panel="basis", icon="law", needs="assessment"),
    Row(id="health", text=QT_TRANSLATE_NOOP("actions", "&Health of the data"), menu="view",
        does="show_health", keys=("F7",)),
    Row(id="period_before", text=QT_TRANSLATE_NOOP("actions", "Period &before"), menu="view",
        does="period_before", keys=("Ctrl+Left",), starts=True),
    Row(id="period_after", text=QT_TRANSLATE_NOOP("actions", "Period &after"), menu="view",
        does="period_after", keys=("Ctrl+Right",)),
    Row(id="play", text=QT_TRANSLATE_NOOP("actions", "P&lay the periods"), menu="view",
        does="quality.toggle_play", keys=("Ctrl+Space",), icon="play", needs="assessment"),
    Row(id="full_screen", text=QT_TRANSLATE_NOOP("actions", "&Full screen"), menu="view",
        does="toggle_full_screen", keys=("F11",), needs="nothing", starts=True),
    Row(id="language", text=QT_TRANSLATE_NOOP("actions", "中文 / &English"), menu="view",
        does="switch_language", icon="language", toolbar=True, needs="nothing"),
    Row(id="about", text=QT_TRANSLATE_NOOP("actions", "&About watermap"), menu="help",
        does="about", needs="nothing"),
)  # fmt: skip


class Actions:
    """The QActions made from the table, connected to one object's methods."""

    def __init__(self, owner: QObject) -> None:
        """``owner`` has a method for every row's ``does``."""
        self._group = QActionGroup(owner)
        self._made = {row.id: self._make(row, owner) for row in TABLE}
        self.retranslate()

    def _make(self, row: Row, owner: QObject) -> QAction:
        action = QAction(icon(row.icon), "", owner)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        method: Callable[..., None] = attrgetter(row.does)(owner)
        if row.tool:
            action.setCheckable(True)
            self._group.addAction(action)
            action.triggered.connect(lambda _checked, tool=row.tool: method(tool))
        elif row.panel:
            action.triggered.connect(lambda _checked, panel=row.panel: method(panel))
        else:
            action.triggered.connect(lambda _checked: method())
        return action

    def __getitem__(self, name: str) -> QAction:
        """The action of a row."""
        return self._made[name]

    def fill_menus(self, bar: QMenuBar) -> dict[Menu, QMenu]:
        """Add the menus; separators stand before rows that start a part."""
        menus = {}
        for menu in MENUS:
            made = bar.addMenu("")
            for row, action in self.of_menu(menu):
                if row.starts:
                    made.addSeparator()
                made.addAction(action)
            menus[menu] = made
        return menus

    def title_menus(self, menus: Mapping[Menu, QMenu]) -> None:
        """Write the menus' titles anew."""
        for menu, made in menus.items():
            made.setTitle(QCoreApplication.translate(CONTEXT, MENUS[menu]))

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Add the rows of the toolbar, menu by menu."""
        last: Menu | None = None
        for row, action in self.of_toolbar():
            if last not in (None, row.menu):
                bar.addSeparator()
            bar.addAction(action)
            last = row.menu

    def of_menu(self, menu: Menu) -> Iterable[tuple[Row, QAction]]:
        """Rows of a menu with their actions, in the table's order."""
        return ((row, self._made[row.id]) for row in TABLE if row.menu == menu)

    def of_toolbar(self) -> Iterable[tuple[Row, QAction]]:
        """Rows of the toolbar with their actions."""
        return ((row, self._made[row.id]) for row in TABLE if row.toolbar)

    def allow(self, there: Iterable[Needs]) -> None:
        """Enable what needs nothing or something that is there."""
        known = {"nothing", *there}
        for row in TABLE:
            self._made[row.id].setEnabled(row.needs in known)

    def check_tool(self, tool: str) -> None:
        """Show which map tool is in use."""
        for row in TABLE:
            if row.tool == tool:
                self._made[row.id].setChecked(True)

    def retranslate(self) -> None:
        """Write all texts anew in the language of the application."""
        for row in TABLE:
            action = self._made[row.id]
            text = QCoreApplication.translate(CONTEXT, row.text)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(text)
            plain = text.replace("&", "").removesuffix("…")
            action.setToolTip(f"{plain} ({keys})" if keys else plain)
