"""What is wrong with the rivers as a network: listed, shown, repaired one by one or all, undone."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from watermap.errors import Severity
from watermap.gui.icons import icon
from watermap.language import Language
from watermap.network.answer import Waters
from watermap.network.building.build import Built
from watermap.network.building.choosing import ALL, Chosen, left_alone, repaired, undone
from watermap.network.building.repairs import Kept
from watermap.network.placing.telling import repair_told, river_names

Change = Callable[[Kept, Built], Chosen]
"""What was decided, as a change of what the project keeps."""
_NUMBER = Qt.ItemDataRole.UserRole + 1
_ICONS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "info"}


class FaultsPanel(QWidget):
    """A tree of faults, the worst first, and of what was decided; nothing in a layer is changed."""

    changed = Signal(object)  # Change
    fault_asked = Signal(object)  # Fault

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._waters: Waters | None = None
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setIndentation(14)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.itemClicked.connect(self._on_click)
        self.tree.itemSelectionChanged.connect(self._allow)
        self.repair, self.repair_all = QPushButton(), QPushButton()
        self.leave, self.undo = QPushButton(), QPushButton()
        self.repair.clicked.connect(lambda: self._decide("fault", repaired))
        self.leave.clicked.connect(lambda: self._decide("fault", left_alone))
        self.undo.clicked.connect(
            lambda: self._decide("kept", lambda kept, _built, numbers: undone(kept, numbers))
        )
        self.repair_all.clicked.connect(
            lambda: self.changed.emit(lambda kept, built: repaired(kept, built, [ALL]))
        )
        self._assemble()
        self.retranslate()

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.counts)
        column.addWidget(self.tree, 1)
        for buttons in ((self.repair, self.repair_all), (self.leave, self.undo)):
            row = QHBoxLayout()
            for button in buttons:
                row.addWidget(button)
            column.addLayout(row)

    def show_network(self, known: Waters | None, kept: Kept | None, language: Language) -> None:
        """List the faults of a network and what the project keeps; None: nothing."""
        self._waters = known
        self.tree.clear()
        self.counts.clear()
        if known is not None:
            network = known.built.network
            self.counts.setText(
                self.tr("{0} reaches, {1} nodes; ends within {2} m of each other meet").format(
                    len(network.reaches), len(network), f"{network.tolerance_m:g}"
                )
            )
            self._list_faults(known, language)
            if kept is not None and kept.repair:
                self._list_kept(known, kept, language)
        self._allow()

    def _list_faults(self, known: Waters, language: Language) -> None:
        faults = known.built.faults
        top = self._group(self.tr("To look at ({0})").format(sum(not one.left for one in faults)))
        for number, one in enumerate(faults, start=1):
            text = one.message.text(language)
            left = self.tr("{0} (left as it is)").format(text)
            item = QTreeWidgetItem([left if one.left else text])
            item.setIcon(0, icon(_ICONS[one.severity]))
            item.setToolTip(0, text)
            item.setData(0, _NUMBER, ("fault", number))
            top.addChild(item)

    def _list_kept(self, known: Waters, kept: Kept, language: Language) -> None:
        top = self._group(self.tr("Decided ({0})").format(len(kept.repair)))
        names = river_names(known.built.lines)
        for number, one in enumerate(kept.repair, start=1):
            item = QTreeWidgetItem([repair_told(one, names).text(language)])
            item.setData(0, _NUMBER, ("kept", number))
            top.addChild(item)

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        self.tree.addTopLevelItem(item)
        item.setExpanded(True)
        return item

    def retranslate(self) -> None:
        """Write the buttons anew."""
        self.repair.setText(self.tr("Repair"))
        self.repair_all.setText(self.tr("Repair all that is plain"))
        self.leave.setText(self.tr("It is as it should be"))
        self.undo.setText(self.tr("Take back"))

    def chosen(self, sort: str) -> list[str]:
        """The numbers of the faults, or of what was decided, that are selected."""
        found = (item.data(0, _NUMBER) for item in self.tree.selectedItems())
        return [str(one[1]) for one in found if one is not None and one[0] == sort]

    def _decide(self, sort: str, how: Callable[[Kept, Built, list[str]], Chosen]) -> None:
        numbers = self.chosen(sort)
        if numbers:
            self.changed.emit(lambda kept, built: how(kept, built, numbers))

    def _allow(self) -> None:
        faults, kept = self.chosen("fault"), self.chosen("kept")
        self.repair.setEnabled(bool(faults))
        self.leave.setEnabled(bool(faults))
        self.undo.setEnabled(bool(kept))
        self.repair_all.setEnabled(self._waters is not None)

    def _on_click(self, item: QTreeWidgetItem) -> None:
        known, meant = self._waters, item.data(0, _NUMBER)
        if known is not None and meant is not None and meant[0] == "fault":
            self.fault_asked.emit(known.built.faults[meant[1] - 1])
