"""What lies around the drinking-water sources: asked for here, shown as a tree and on the map."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from watermap.checks.findings import Around, FeatureRef, Neighbour, RingKind, SourceRings
from watermap.checks.wording import bearing_word
from watermap.figures import figure, hectares
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.workspace.answers import RINGS_M, what_lies_around
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Workspace

_PLACE = Qt.ItemDataRole.UserRole + 1
MOST_RADIUS_M = 100_000


class RingsPanel(QWidget):
    """Radii, a button, and the tree source › ring › kind › feature."""

    rings_changed = Signal(object)  # Around | None
    feature_asked = Signal(str, object)  # kind, FeatureRef

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        """Ask the project of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._language: Language = language
        self._label = QLabel()
        self.radii = QLineEdit(", ".join(f"{radius_m:.0f}" for radius_m in RINGS_M))
        self.button = QPushButton()
        self.button.clicked.connect(self.run)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setIndentation(14)
        self.tree.header().setStretchLastSection(False)
        resize = QHeaderView.ResizeMode
        for place, mode in enumerate(
            (resize.Stretch, resize.ResizeToContents, resize.ResizeToContents)
        ):
            self.tree.header().setSectionResizeMode(place, mode)
        self.tree.itemClicked.connect(self._on_click)
        row = QHBoxLayout()
        for widget in (self._label, self.radii, self.button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(row)
        column.addWidget(self.tree)
        workspace.around_changed.connect(self._on_around)
        self.retranslate(language)

    def rings_m(self) -> tuple[float, ...]:
        """The radii that were typed and can be used, smallest first."""
        parts = self.radii.text().replace("，", ",").split(",")
        numbers = {float(part) for part in parts if part.strip().replace(".", "", 1).isdigit()}
        return tuple(sorted(one for one in numbers if 0 < one <= MOST_RADIUS_M))

    def run(self) -> None:
        """Ask, off the GUI thread."""
        opened = self._workspace.opened
        if opened is None or not self.rings_m():
            return
        self._runner.submit(
            "around",
            partial(_ask, opened, self.rings_m()),
            done=self._workspace.set_around,
            title=self.tr("Looking around the sources"),
        )

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self._label.setText(self.tr("Radii (m)"))
        self.button.setText(self.tr("List"))
        self.tree.setHeaderLabels(
            [self.tr("Source, ring, feature"), self.tr("Distance"), self.tr("Direction")]
        )
        self._on_around(self._workspace.around)

    def _on_around(self, around: Around | None) -> None:
        self.tree.clear()
        for source in around.sources if around else ():
            self._add_source(source)
        self.rings_changed.emit(around)

    def _add_source(self, source: SourceRings) -> None:
        top = QTreeWidgetItem([source.source.name or "—"])
        top.setData(0, _PLACE, ("water_source", source.source))
        for ring in source.rings:
            count = sum(len(group.neighbours) for group in ring.kinds)
            text = self.tr("within {0} m: {1}").format(figure(ring.radius_m, 0), count)
            branch = QTreeWidgetItem([text])
            for group in ring.kinds:
                if group.neighbours:
                    branch.addChild(self._group(group))
            top.addChild(branch)
        self.tree.addTopLevelItem(top)
        top.setExpanded(True)

    def _group(self, group: RingKind) -> QTreeWidgetItem:
        opened = self._workspace.opened
        kind = opened.kinds.get(group.kind) if opened else None
        title = kind.title.of(self._language) if kind else group.kind
        text = f"{title} ({len(group.neighbours)})"
        if group.overlap_m2 is not None:
            text += self.tr("  {0} ha").format(figure(hectares(group.overlap_m2), 2))
        item = QTreeWidgetItem([text])
        for neighbour in group.neighbours:
            item.addChild(self._neighbour(group.kind, neighbour))
        return item

    def _neighbour(self, kind: str, neighbour: Neighbour) -> QTreeWidgetItem:
        direction = (
            "—"
            if neighbour.bearing_deg is None
            else bearing_word(neighbour.bearing_deg, self._language)
        )
        name = neighbour.feature.name or neighbour.feature.id or "—"
        item = QTreeWidgetItem([name, f"{figure(neighbour.distance_m, 0)} m", direction])
        item.setData(0, _PLACE, (kind, neighbour.feature))
        return item

    def _on_click(self, item: QTreeWidgetItem) -> None:
        place: tuple[str, FeatureRef] | None = item.data(0, _PLACE)
        if place is not None:
            self.feature_asked.emit(*place)


def _ask(opened: Opened, rings_m: tuple[float, ...], progress: Progress) -> Around:
    return what_lies_around(opened, rings_m=rings_m, progress=progress)
