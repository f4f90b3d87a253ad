"""What is under a click, layer by layer, field by field."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.geodesy.dms import dms
from watermap.gui.attribute_table import shown
from watermap.gui.cards import indicator_line, verdict_line
from watermap.gui.explaining import explained
from watermap.gui.fields import told
from watermap.gui.measure import area_text, length_text
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.picking import Hit
from watermap.quality.assessment import SectionResult
from watermap.workspace.workspace import Selection, Workspace

_HIT = Qt.ItemDataRole.UserRole + 1


class IdentifyPanel(QWidget):
    """A tree of what was hit; choosing a feature selects it, a double click zooms to it."""

    zoom_asked = Signal(object)  # geometry, longitude and latitude

    def __init__(
        self, workspace: Workspace, language: Language, parent: QWidget | None = None
    ) -> None:
        """Read from ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._language: Language = language
        self._hits: tuple[Hit, ...] = ()
        self._chosen: Hit | None = None
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemDoubleClicked.connect(self._on_double_click)
        self.tree.itemClicked.connect(self._on_click)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        self.why = QTextBrowser()  # why the class of the chosen section is what it is
        self.why.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(self.why)
        split.setSizes([3, 2])
        column.addWidget(split)
        workspace.selection_changed.connect(self._on_selection)
        workspace.assessment_changed.connect(lambda _assessment: self._fill())
        workspace.opened_changed.connect(lambda _opened: self.show_hits(()))
        self.retranslate(language)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other features, and select the first."""
        self._hits = tuple(hits)
        self._chosen = self._hits[0] if self._hits else None
        self._fill()
        if self._chosen is not None:
            self._select(self._chosen)

    def _fill(self) -> None:
        """The features with their present evaluation; the chosen one open and explained."""
        self.tree.clear()
        self.why.hide()
        for hit in self._hits:
            self._add(hit)
        for place in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(place)
            if item is not None and item.data(0, _HIT) == self._chosen:
                item.setExpanded(True)
        if self._chosen is not None:
            self._explain(self._chosen)

    def _on_selection(self, selection: Selection | None) -> None:
        """Show the one feature that was selected elsewhere: in a table, a calendar, a list."""
        if selection is None or len(selection.records) != 1:
            return
        (record,) = selection.records
        if (selection.layer, record) != self._chosen_place():
            self._chosen = Hit(layer=selection.layer, record=record)
            self._hits = (self._chosen,)
            self._fill()

    def _chosen_place(self) -> tuple[str, int] | None:
        return None if self._chosen is None else (self._chosen.layer, self._chosen.record)

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self.tree.setHeaderLabels([self.tr("Feature"), self.tr("Value")])
        self._fill()

    def _add(self, hit: Hit) -> None:
        opened = self._workspace.opened
        layer = opened.layer_of(hit.layer) if opened else None
        if opened is None or layer is None or hit.record not in layer.frame.index:
            return
        kind = opened.kinds[layer.kind]
        values = layer.frame.loc[hit.record].to_dict()
        name = kind.role("name")
        top = QTreeWidgetItem([kind.title.of(self._language), shown(values.get(name or ""))])
        top.setData(0, _HIT, hit)
        for label, value in field_rows(kind, values, self._language):
            top.addChild(QTreeWidgetItem([label, value]))
        for label, value in self._derived(values["geometry"]):
            top.addChild(QTreeWidgetItem([label, value]))
        self._add_result(top, hit)
        self.tree.addTopLevelItem(top)

    def _add_result(self, top: QTreeWidgetItem, hit: Hit) -> None:
        assessment, result = self._workspace.assessment, self._result_of(hit)
        if assessment is None or result is None:
            return
        branch = QTreeWidgetItem(
            [
                self.tr("Evaluation {0}").format(assessment.period),
                verdict_line(result, self._language),
            ]
        )
        for one in result.indicators:
            mark = "●" if one.id in result.deciding else ""
            text = indicator_line(one, self._language)
            title = load_indicators()[one.id].title.of(self._language)
            figures = text.removeprefix(title).strip()
            branch.addChild(QTreeWidgetItem([f"{mark} {title}".strip(), figures]))
        top.addChild(branch)

    def _derived(self, geometry: BaseGeometry | None) -> list[tuple[str, str]]:
        if geometry is None or geometry.is_empty:
            return []
        if geometry.geom_type == "Point":
            return [(self.tr("Coordinates"), dms(geometry.x, geometry.y))]
        if geometry.geom_type.endswith("LineString"):
            return [(self.tr("Length"), length_text(geometry))]
        return [(self.tr("Area"), area_text(geometry, self.tr("mu"), self.tr("ha")))]

    def _on_click(self, item: QTreeWidgetItem) -> None:
        hit = item.data(0, _HIT)
        if hit is not None:
            self._select(hit)

    def _on_double_click(self, item: QTreeWidgetItem) -> None:
        hit, opened = item.data(0, _HIT), self._workspace.opened
        layer = opened.layer_of(hit.layer) if hit is not None and opened else None
        if layer is not None:
            self.zoom_asked.emit(layer.frame.geometry.loc[hit.record])

    def _explain(self, hit: Hit) -> None:
        result = self._result_of(hit)
        self.why.setVisible(result is not None)
        if result is not None:
            self.why.setHtml(explained(result, self._language))

    def _result_of(self, hit: Hit) -> SectionResult | None:
        opened, assessment = self._workspace.opened, self._workspace.assessment
        layer = opened.layer_of(hit.layer) if opened else None
        if layer is None or assessment is None or "name" not in layer.frame:
            return None
        if hit.record not in layer.frame.index:  # of a project that was open before
            return None
        return assessment.by_name(layer.kind).get(str(layer.frame.at[hit.record, "name"]))

    def _select(self, hit: Hit) -> None:
        self._chosen = hit
        self._explain(hit)
        self._workspace.select(Selection(layer=hit.layer, records=frozenset({hit.record})))


def field_rows(
    kind: Kind, values: Mapping[str, object], language: Language
) -> list[tuple[str, str]]:
    """Titles and values of a feature's fields that hold something."""
    return [
        (
            field.title.of(language),
            f"{told(field, values[name], language)} {field.unit or ''}".strip(),
        )
        for name, field in kind.fields.items()
        if shown(values.get(name))
    ]
