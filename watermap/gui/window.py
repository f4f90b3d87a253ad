"""The main window: puts map, panels, bars and menus together and passes on what was asked."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from watermap.checks.findings import FeatureRef
from watermap.errors import Problem, WatermapError
from watermap.gui.actions import Actions, Needs
from watermap.gui.ask import Ask, AskUser
from watermap.gui.attribute_table import AttributeTable
from watermap.gui.canvas import MapCanvas
from watermap.gui.databases.again import TakingAgain
from watermap.gui.databases.taking import Databases
from watermap.gui.docks import Docks
from watermap.gui.exporting import Exporting
from watermap.gui.health_panel import HealthPanel
from watermap.gui.healthy import Healthy
from watermap.gui.identify import IdentifyPanel
from watermap.gui.importing.flow import Importing
from watermap.gui.importing.revising import Revising
from watermap.gui.importing.sources import is_project, readable_files
from watermap.gui.layer_tree import LayerTree
from watermap.gui.message_bar import MessageBar
from watermap.gui.opening import Opening
from watermap.gui.overlaying import Overlaying
from watermap.gui.period_bar import PeriodBar
from watermap.gui.problems_panel import ProblemsPanel
from watermap.gui.quality.view import QualityView
from watermap.gui.repairing import Repairing
from watermap.gui.rings_panel import RingsPanel
from watermap.gui.saving import Saving
from watermap.gui.scenes import SceneKeeper
from watermap.gui.showing import Parts, Showing
from watermap.gui.site_panel import SitePanel
from watermap.gui.standing.asking import Asking
from watermap.gui.standing.panel import StandingPanel
from watermap.gui.start_page import StartPage
from watermap.gui.status_bar import StatusBar
from watermap.gui.tasks import Task, TaskRunner
from watermap.gui.tracing.view import TracingView
from watermap.gui.translations import Translations
from watermap.language import Language
from watermap.mapping.picking import Hit
from watermap.mapping.themes import known_themes
from watermap.mapping.view import MapView
from watermap.resources import shipped_samples
from watermap.workspace.health import ItemHealth
from watermap.workspace.importing.making import Made
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Selection, Workspace

SAMPLE = "taierzhuang"
SIZE_PX = (1440, 900)


class MainWindow(QMainWindow):
    """The window. What it shows lies in ``workspace``; what takes time runs in ``runner``."""

    def __init__(self, *, language: Language, ask: Ask | None = None) -> None:
        """Show the start page in ``language``; questions go to ``ask`` (None: to the user)."""
        super().__init__()
        self.language: Language = language
        self.ask: Ask = ask or AskUser(self)
        self.workspace = Workspace()
        self.runner = TaskRunner(self)
        self.translations = Translations()
        self.translations.use(language)
        self._door = ""
        self._make_parts()
        self._place_parts()
        self._connect()
        self.actions_ = Actions(self)
        self.menus = self.actions_.fill_menus(self.menuBar())
        self.actions_.fill_toolbar(self.toolbar)
        self.toolbar.addSeparator()
        self.toolbar.addWidget(self.period_bar)
        self.resize(*SIZE_PX)
        self.setAcceptDrops(True)
        self.retranslate()
        self._allow()

    def _make_parts(self) -> None:
        themes = known_themes()
        self.keeper = SceneKeeper(self.workspace, self.runner, language=self.language, parent=self)
        self.canvas = MapCanvas(self.keeper, self.runner)
        self.tree = LayerTree(self.workspace)
        self.table = AttributeTable(self.workspace)
        self.identify = IdentifyPanel(self.workspace, self.language)
        self.opening = Opening(self.workspace, self.runner, self)
        reader = self.opening.reader
        self.site = SitePanel(self.workspace, self.runner, reader, self.language)
        self.rings = RingsPanel(self.workspace, self.runner, self.language)
        self.problems = ProblemsPanel(self.language)
        self.messages = MessageBar()
        self.period_bar = PeriodBar([(one.id, one.title) for one in themes.values()])
        self.status = StatusBar(self.runner)
        self.start = StartPage()
        self.health = HealthPanel(self.language)
        self.standing = StandingPanel()
        self.asking = Asking(self.workspace, self.runner, self.standing, self)
        self.healthy = Healthy(self.workspace, self.runner, self)
        self.importing = Importing(self.workspace, self.runner, self.ask, self.opening, self)
        self.databases = Databases(
            self.workspace, self.runner, self.importing, self.opening.session_folder, self
        )
        self.again = TakingAgain(self.workspace, self.runner, self)
        self.revising = Revising(self.workspace, self.runner, reader, self)
        self.repairing = Repairing(self.workspace, self.runner, self.ask, self)
        self.exporting = Exporting(self.workspace, self.runner, self.keeper, self)
        self.saving = Saving(
            self.ask,
            self.exporting,
            language=lambda: self.language,
            rings_m=self.rings.rings_m,
            parent=self,
        )
        self.quality = QualityView(
            self.workspace, self.runner, self.opening, self.canvas,
            period_bar=self.period_bar, ask=self.ask, parent=self,
        )  # fmt: skip
        self.overlaying = Overlaying(self.workspace, self.canvas, self)
        self.tracing = TracingView(
            self.workspace, self.runner, self.canvas,
            ask=self.ask, language=self.language, parent=self,
        )  # fmt: skip
        parts = Parts(
            workspace=self.workspace,
            keeper=self.keeper,
            canvas=self.canvas,
            tree=self.tree,
            table=self.table,
            period_bar=self.period_bar,
            problems=self.problems,
        )
        self.showing = Showing(parts, self.language, self)

    def _place_parts(self) -> None:
        self.toolbar = self.addToolBar("tools")
        self.toolbar.setObjectName("tools")
        self.toolbar.setMovable(False)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.canvas)
        column.addWidget(self.pages, 1)
        column.addWidget(self.quality.time_bar)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        panels = {
            "layers": self.tree,
            "site": self.site,
            "rings": self.rings,
            "tracing": self.tracing.panel,
            "identify": self.identify,
            "health": self.health,
            "problems": self.problems,
            "table": self.table,
            "standing": self.standing,
            "calendar": self.quality.calendar,
            "chart": self.quality.chart,
            "basis": self.quality.basis,
        }
        self.around_map = Docks(self, panels)
        self.docks = self.around_map.by_name
        self._show_docks(shown=False)

    def _show_docks(self, *, shown: bool) -> None:
        self.around_map.show(shown=shown)
        self.toolbar.setVisible(shown)
        self.quality.time_bar.setVisible(shown)

    def _connect(self) -> None:
        self.showing.titled.connect(self.setWindowTitle)
        self.showing.table_filled.connect(lambda: self.raise_panel("table"))
        self.start.project_asked.connect(self.ask_for_project)
        self.start.import_asked.connect(self.import_folder)
        self.start.sample_asked.connect(self.enter_sample)
        self.opening.opened.connect(self._on_opened)
        self.importing.made.connect(self._on_imported)
        self.importing.failed.connect(self.show_fault)
        self.databases.failed.connect(self.show_fault)
        self.again.failed.connect(self.show_fault)
        self.again.taken.connect(self.opening.open)
        self.tree.again_asked.connect(lambda key: self.again.ask(key, self.language))
        self.repairing.repaired.connect(self.opening.open)
        self.revising.revised.connect(self._on_revised)
        ask = self.revising.ask
        self.tree.revision_asked.connect(lambda key, about: ask(key, about, self.language))
        self.health.place_asked.connect(lambda key: ask(key, "place", self.language))
        self.problems.place_asked.connect(lambda one: self.revising.ask_about(one, self.language))
        self.healthy.found.connect(self._on_health)
        self.health.layer_asked.connect(self.showing.zoom_to_layer)
        self.health.table_asked.connect(self.show_table)
        self.runner.failed.connect(self._on_failed)
        self._connect_map()
        self._connect_panels()

    def _connect_map(self) -> None:
        self.workspace.check_changed.connect(lambda _check: self._allow())
        self.workspace.assessment_changed.connect(lambda _assessment: self._on_assessment())
        self.canvas.pointer_moved.connect(self.status.show_position)
        self.canvas.view_changed.connect(self._on_view)
        self.canvas.picked.connect(self._on_picked)
        self.canvas.site_given.connect(self._on_site_given)
        self.canvas.said.connect(self.status.show_measure)
        self.status.scale_chosen.connect(self.canvas.set_scale)
        self.status.crs_asked.connect(self._tell_crs)
        self.period_bar.period_chosen.connect(self.opening.evaluate)
        self.period_bar.theme_chosen.connect(self.keeper.set_theme)
        self.period_bar.theme_chosen.connect(lambda _theme: self.showing.fill_tree())

    def _connect_panels(self) -> None:
        self.identify.zoom_asked.connect(self.canvas.zoom_to)
        self.site.failed.connect(self.show_fault)
        self.site.site_changed.connect(self.overlaying.show_site)
        self.site.zoom_asked.connect(self.canvas.zoom_to)
        self.site.feature_asked.connect(
            lambda finding: self._show_feature(finding.kind, finding.feature)
        )
        self.rings.feature_asked.connect(self._show_feature)
        self.tracing.panel.feature_asked.connect(self._show_feature)
        self.tracing.panel.failed.connect(self.show_fault)
        for view in (self.tracing, self.quality):
            self.around_map.shown.connect(view.look)
        self.tree.zoom_asked.connect(self.showing.zoom_to_layer)
        self.tree.table_asked.connect(self.showing.open_table)
        self.table.layer_chosen.connect(self.showing.open_table)
        for writer in (self.exporting, self.quality, self.tracing):
            writer.written.connect(self._on_written)
        self.quality.kept.connect(lambda folder: self._on_written(folder, ()))
        self.asking.zoom_asked.connect(self.canvas.zoom_to)
        self.around_map.shown.connect(
            lambda name: self.asking.look() if name == "standing" else None
        )

    # -- actions; the table of actions.py names these methods

    def ask_for_project(self) -> None:
        """Open a project the user names."""
        folder = self.ask.folder(self.tr("Open a project folder"))
        if folder is not None:
            self.messages.hide()
            self.opening.open(folder)

    def open(self, *paths: Path) -> None:
        """Open the first project among ``paths``; import files and folders that are none."""
        self.messages.hide()
        projects = [path for path in paths if is_project(path) or not path.exists()]
        if projects:
            self.opening.open(projects[0])
        elif paths:
            self.importing.start(paths, self.language)

    def import_folder(self) -> None:
        """Import what lies in a folder."""
        folder = self.ask.folder(self.tr("Import a folder"))
        if folder is not None:
            self.open(folder)

    def import_files(self) -> None:
        """Import files."""
        paths = self.ask.files_to_open(self.tr("Import files"), readable_files(self.tr("Data")))
        self.open(*paths)

    def import_database(self) -> None:
        """Import tables of a database."""
        self.databases.start(self.language)

    def open_sample(self) -> None:
        """Open the sample of Taierzhuang."""
        self.open(shipped_samples() / SAMPLE)

    def enter_sample(self, door: str) -> None:
        """Open the sample on one of the three questions."""
        self._door = door
        self.open_sample()

    def use_tool(self, tool: str) -> None:
        """Take a map tool."""
        self.canvas.set_tool(tool)
        self.actions_.check_tool(tool)
        panels = {
            "identify": "identify", "place_site": "site", "draw_site": "site", "trace": "tracing",
        }  # fmt: skip
        if tool in panels:
            self.raise_panel(panels[tool])

    def zoom_in(self) -> None:
        """Zoom in at the middle."""
        self.canvas.zoom_by(1.5)

    def zoom_out(self) -> None:
        """Zoom out at the middle."""
        self.canvas.zoom_by(1 / 1.5)

    def zoom_full(self) -> None:
        """See everything."""
        self.canvas.zoom_full()

    def zoom_to_selection(self) -> None:
        """See what is selected."""
        self.showing.zoom_to_selection()

    def zoom_last(self) -> None:
        """Back to the view before."""
        self.canvas.step_view(-1)

    def zoom_next(self) -> None:
        """Forth again."""
        self.canvas.step_view(1)

    def load_site(self) -> None:
        """Take the site of a file."""
        path = self.ask.file_to_open(
            self.tr("Load a site"), "GIS, CSV, Excel (*.shp *.geojson *.json *.gpkg *.csv *.xlsx)"
        )
        if path is not None:
            self.raise_panel("site")
            self.site.start_from_file(path)

    def show_rings(self) -> None:
        """List what lies around the sources."""
        self.raise_panel("rings")
        self.rings.run()

    def show_table(self) -> None:
        """Open the attribute table of the sections, or of the first layer."""
        self.showing.open_table(None)

    def show_health(self) -> None:
        """Show how sound the data is."""
        self.raise_panel("health")

    def period_before(self) -> None:
        """The period before."""
        self.period_bar.step(1)

    def period_after(self) -> None:
        """The period after."""
        self.period_bar.step(-1)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def switch_language(self) -> None:
        """Speak the other language."""
        self.language = "en" if self.language == "zh" else "zh"
        self.translations.use(self.language)
        self.retranslate()

    def about(self) -> None:
        """Say what this is, with versions."""
        self.ask.tell(self.tr("About watermap"), self.showing.about())

    # -- the rest

    def raise_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        self.around_map.bring(name)

    def retranslate(self) -> None:
        """Write all texts anew."""
        self.actions_.retranslate()
        self.actions_.title_menus(self.menus)
        self.around_map.retranslate()
        self.period_bar.retranslate(self.language)
        panels = (self.identify, self.site, self.rings, self.problems, self.health, self.asking,
                  self.tracing, self.quality)  # fmt: skip
        for panel in panels:
            panel.retranslate(self.language)
        for part in (self.status, self.start, self.table):
            part.retranslate()
        self.keeper.set_language(self.language)
        self.showing.set_language(self.language)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work before the window goes."""
        self.runner.close()
        self.translations.drop()
        self.opening.forget()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project, or dropped files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.open(*paths)

    def _on_imported(self, made: Made) -> None:
        self._door = "health"
        self.opening.open(made.folder, made.problems)

    def _on_revised(self, folder: Path) -> None:
        self._door = "health"
        self.opening.open(folder)

    def _on_health(self, rows: tuple[ItemHealth, ...]) -> None:
        self.health.show_rows(rows)
        self.showing.show_health(rows)

    def _on_opened(self, opened: Opened) -> None:
        self.start.give_way()
        self.pages.setCurrentWidget(self.canvas)
        self._show_docks(shown=True)
        QSettings("watermap", "watermap").setValue("last_project", str(opened.folder))
        self.showing.show_project()
        self.use_tool("pan")
        self._allow()
        door, self._door = self._door, ""
        if door == "around":
            self.show_rings()
        elif door == "check":
            self.use_tool("place_site")
        elif door == "health":
            self.show_health()
        self._tell_read_only(opened)
        self.healthy.look()
        self.repairing.offer(self.language)

    def _tell_read_only(self, opened: Opened) -> None:
        said = [one for one in opened.problems if one.code == "workspace.newer_format"]
        if opened.read_only and said:
            self.messages.say(said[0].text(self.language), "warning")

    def _on_assessment(self) -> None:
        self._allow()
        self.showing.show_problems()
        self.showing.refresh_table()

    def _show_feature(self, kind: str, feature: FeatureRef) -> None:
        opened = self.workspace.opened
        found = opened.find(kind, feature) if opened else None
        if found is not None and opened is not None:
            layer, geometry = found
            self.workspace.select(
                Selection(layer=opened.key_of(layer), records=frozenset({feature.record}))
            )
            self.canvas.zoom_to(geometry)

    def _allow(self) -> None:
        there: list[Needs] = []
        if self.workspace.opened is not None:
            there.append("project")
        if self.workspace.assessment is not None:
            there.append("assessment")
        if self.workspace.check is not None:
            there.append("check")
        self.actions_.allow(there)

    def _on_view(self, view: MapView | None) -> None:
        if view is not None:
            self.status.show_scale(view.scale)
            self.status.show_crs(self.showing.crs_text(view))

    def _on_written(self, path: str, left: tuple[Problem, ...]) -> None:
        lines = [self.tr("Written: {0}").format(path)]
        lines += [problem.text(self.language) for problem in left]
        self.messages.say("\n".join(lines), "warning" if left else "info")

    def _on_picked(self, hits: tuple[Hit, ...]) -> None:
        self.raise_panel("identify")
        self.identify.show_hits(hits)

    def _on_site_given(self, geometry: object) -> None:
        self.raise_panel("site")
        self.site.take_geometry(geometry)

    def _tell_crs(self) -> None:
        if self.canvas.view is not None:
            text = self.showing.crs_explained(self.canvas.view)
            self.messages.say(text)

    def _on_failed(self, _task: Task, error: BaseException) -> None:
        self.show_fault(error)

    def show_fault(self, error: BaseException) -> None:
        """Say that something failed: the user's input in its own words, else a fault of ours."""
        if isinstance(error, WatermapError):
            self.messages.say(error.text(self.language), "error")
            return
        text = self.tr("This did not work, through a fault of watermap: {0}")
        self.messages.say(text.format(f"{type(error).__name__}: {error}"), "error")
        self.showing.log(error)
