"""Follows the water off the GUI thread, and shows what comes back."""

from functools import partial

import shapely
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import FeatureRef
from watermap.gui.tasks import TaskRunner
from watermap.gui.tracing.faults import Change, FaultsPanel
from watermap.gui.tracing.form import TraceForm
from watermap.gui.tracing.result import TraceTree
from watermap.language import Language
from watermap.mapping.picking import Hit
from watermap.network.answer import Followed, Suspicion, Waters
from watermap.network.building.faults import Fault
from watermap.network.building.repairs import Kept
from watermap.network.network import Placed
from watermap.network.tracing.trace import Asked
from watermap.network.tracing.ways import Direction
from watermap.progress import Progress
from watermap.quality.assessment import Assessment
from watermap.workspace.answers import follow, waters, who_may_explain
from watermap.workspace.decided import keep, kept_of
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Workspace


class TracingPanel(QWidget):
    """Form above, tree below. The network of a project is built once, when it is first asked."""

    followed = Signal(object)  # Followed | None
    suspected = Signal(object)  # Suspicion | None
    feature_asked = Signal(str, object)  # kind, FeatureRef
    zoom_asked = Signal(object)  # geometry, longitude and latitude
    fault_shown = Signal(object)  # geometry | None
    failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        """Follow the rivers of the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._language: Language = language
        self._waters: tuple[Opened, Waters] | None = None
        self._kept: Kept | None = None
        self.answer: Followed | None = None
        self.suspicion: Suspicion | None = None
        self.form = TraceForm()
        self.form.asked.connect(self.run)
        self.form.suspects_asked.connect(self.run_suspects)
        self.tree = TraceTree()
        self.tree.object_asked.connect(self._on_object)
        self.tree.end_asked.connect(lambda lon, lat: self.zoom_asked.emit(shapely.Point(lon, lat)))
        self.faults = FaultsPanel()
        self.faults.changed.connect(self._mend)
        self.faults.fault_asked.connect(self._on_fault)
        self._assemble()
        workspace.opened_changed.connect(lambda _opened: self._forget())
        self.retranslate(language)

    def _assemble(self) -> None:
        follow_ = QWidget()
        column = QVBoxLayout(follow_)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.tree, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(follow_, "")
        self.tabs.addTab(self.faults, "")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)

    def look(self) -> None:
        """Build the network of the project, so that names can be offered."""
        opened = self._workspace.opened
        if opened is not None and self._known(opened) is None:
            self._runner.submit(
                "waters",
                lambda _progress: (waters(opened), kept_of(opened)),
                done=lambda both: self._on_network(opened, *both),
                failed=self.failed.emit,
                title=self.tr("Joining the rivers"),
            )

    def start_at(self, geometry: BaseGeometry, hits: tuple[Hit, ...]) -> None:
        """Begin at a click: at the section, outfall … that was hit, else at the point."""
        point = geometry.centroid
        named = (text for hit in hits if (text := self._name_of(hit)))
        self.form.start.setText(next(named, f"{point.x:.6f},{point.y:.6f}"))

    def _name_of(self, hit: Hit) -> str | None:
        """What a feature is called as a start; None where it has no place on the network."""
        opened = self._workspace.opened
        known = self._known(opened) if opened else None
        layer = opened.layer_of(hit.layer) if opened else None
        if opened is None or known is None or layer is None:
            return None
        for one in known.placements.placed:
            same = one.kind == layer.kind and opened.layers[one.kind][one.layer] is layer
            if same and layer.frame.index[one.record] == hit.record:
                return f"{one.kind}:{one.id or one.name}"
        return None

    def run(self, direction: Direction) -> None:
        """Follow the water, off the GUI thread."""
        opened, text = self._workspace.opened, self.form.start.text().strip()
        if opened is None or not text:
            return
        self._runner.submit(
            "trace",
            partial(_follow, opened, self._known(opened), text, self.form.wanted(direction)),
            done=lambda answer: self._take(answer, None),
            failed=self.failed.emit,
            title=self.tr("Following the water"),
        )

    def run_suspects(self) -> None:
        """Look for candidates upstream of the section, in the period that the map shows."""
        opened, assessment = self._workspace.opened, self._workspace.assessment
        text = self.form.start.text().strip()
        if opened is None or assessment is None or not text:
            return
        known, asked = self._known(opened), self.form.wanted("up")
        self._runner.submit(
            "trace",
            lambda _progress: _suspect(opened, known or waters(opened), assessment, text, asked),
            done=lambda both: self._take(*both),
            failed=self.failed.emit,
            title=self.tr("Looking for candidates"),
        )

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self.form.retranslate()
        self.faults.retranslate()
        self.tabs.setTabText(0, self.tr("Follow"))
        self.tabs.setTabText(1, self.tr("The rivers"))
        self._show()
        self._show_faults()

    def _known(self, opened: Opened) -> Waters | None:
        if self._waters is not None and self._waters[0] is opened:
            return self._waters[1]
        return None

    def _on_network(self, opened: Opened, known: Waters, kept: Kept) -> None:
        self._kept = kept
        self._on_waters(opened, known)
        self._show_faults()

    def _show_faults(self) -> None:
        known = self._waters[1] if self._waters and self._kept is not None else None
        self.faults.show_network(known, self._kept, self._language)

    def _mend(self, change: Change) -> None:
        """Keep what was decided with the project, and build the network anew."""
        opened = self._workspace.opened
        known = self._known(opened) if opened else None
        if opened is None or known is None:
            return
        self._runner.submit(
            "waters",
            lambda _progress: _mended(opened, known, change),
            done=lambda both: self._on_mended(opened, *both),
            failed=self.failed.emit,
            title=self.tr("Joining the rivers"),
        )

    def _on_mended(self, opened: Opened, known: Waters, kept: Kept) -> None:
        self._take(None, None)
        self._on_network(opened, known, kept)

    def _on_fault(self, one: Fault) -> None:
        if one.geometry is not None and not one.geometry.is_empty:
            self.zoom_asked.emit(one.geometry)
        self.fault_shown.emit(one.geometry)

    def _on_waters(self, opened: Opened, known: Waters) -> None:
        self._waters = (opened, known)
        rivers = {name for name in known.built.network.reaches.names if name}
        things = {one.name for one in known.placements.placed if one.name}
        self.form.offer(sorted(rivers | things))

    def _forget(self) -> None:
        """Another project: its rivers are not known yet."""
        self._waters, self._kept = None, None
        self._take(None, None)
        self._show_faults()
        self.fault_shown.emit(None)

    def _take(self, answer: Followed | None, suspicion: Suspicion | None) -> None:
        self.answer, self.suspicion = answer, suspicion
        if answer is not None and self._workspace.opened is not None:
            self._on_waters(self._workspace.opened, answer.waters)
        self._show()
        self.followed.emit(answer)
        self.suspected.emit(suspicion)

    def _show(self) -> None:
        opened = self._workspace.opened
        kinds = opened.kinds if opened else {}
        self.tree.show_trace(self.answer, kinds, self._language)
        if self.suspicion is not None:
            self.tree.show_suspects(self.suspicion, kinds, self._language)

    def _on_object(self, one: Placed) -> None:
        opened = self._workspace.opened
        if opened is not None:
            layer = opened.layers[one.kind][one.layer]
            record = int(layer.frame.index[one.record])
            reference = FeatureRef(
                id=one.id, name=one.name, level=None, path=layer.source.path.name, record=record
            )
            self.feature_asked.emit(one.kind, reference)


def _follow(
    opened: Opened, known: Waters | None, text: str, asked: Asked, _progress: Progress
) -> Followed:
    return follow(opened, known or waters(opened), text, asked)


def _mended(opened: Opened, known: Waters, change: Change) -> tuple[Waters, Kept]:
    chosen = change(kept_of(opened), known.built)
    keep(opened, chosen.kept)
    return waters(opened), chosen.kept


def _suspect(
    opened: Opened, known: Waters, assessment: Assessment, text: str, asked: Asked
) -> tuple[Followed, Suspicion]:
    section = text.removeprefix("section:")
    found = who_may_explain(opened, known, assessment, section, asked=asked)
    return follow(opened, known, f"section:{section}", asked), found
