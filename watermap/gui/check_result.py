"""The answer to a site check: verdict, themes in their states, findings with their basis."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QFrame, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Finding, SiteCheck, Theme
from watermap.checks.wording import (
    basis_text,
    finding_text,
    measure_text,
    state_title,
    verdict_title,
)
from watermap.errors import Severity
from watermap.gui.advice import advice
from watermap.gui.wrapping import wrap
from watermap.language import Language

_FINDING = Qt.ItemDataRole.UserRole + 1
VERDICT_COLOURS = {
    "prohibited": ("#b71c1c", "#ffebee", "✖"),
    "restricted": ("#bf5f00", "#fff3e0", "▲"),
    "notice": ("#8a6d00", "#fffde7", "●"),
    "incomplete": ("#455a64", "#eceff1", "?"),
    "no_conflict": ("#1b5e20", "#e8f5e9", "✓"),
}
STATE_MARKS = {
    "conflict": ("✖", "#b71c1c"),
    "near": ("●", "#bf5f00"),
    "no_conflict": ("✓", "#1b5e20"),
    "no_data": ("?", "#455a64"),
    "not_covering": ("?", "#455a64"),
}
STATE_ORDER = tuple(STATE_MARKS)
SEVERITIES: tuple[Severity, ...] = ("error", "warning")


class CheckResult(QWidget):
    """Shows a SiteCheck; choosing a finding announces it."""

    finding_chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._language: Language = language
        self._check: SiteCheck | None = None
        self._kinds: Mapping[str, Kind] = {}
        self.banner = QLabel()
        self.banner.setWordWrap(True)
        self.banner.setFrameShape(QFrame.Shape.NoFrame)
        self.caveat = QLabel()
        self.caveat.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        wrap(self.tree)
        self.tree.itemClicked.connect(self._on_click)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        for widget in (self.banner, self.tree, self.caveat):
            column.addWidget(widget)
        self.show_check(None, {})

    def show_check(self, check: SiteCheck | None, kinds: Mapping[str, Kind]) -> None:
        """Show another answer; None: nothing."""
        self._check, self._kinds = check, kinds
        self.setVisible(check is not None)
        self.tree.clear()
        if check is None:
            return
        line, fill, mark = VERDICT_COLOURS[check.verdict]
        self.banner.setText(f"{mark}  {verdict_title(check.verdict, self._language)}")
        self.banner.setStyleSheet(
            f"background: {fill}; color: {line}; border: 1px solid {line}; border-radius: 4px;"
            "font-size: 15px; font-weight: bold; padding: 8px;"
        )
        self.caveat.setText(
            QCoreApplication.translate(
                "CheckResult", "A screening of the layers of this project, not a permit."
            )
        )
        for theme in sorted(check.themes, key=lambda one: STATE_ORDER.index(one.state)):
            self._add_theme(theme, check)
        for heading, lines in advice(check, self._language):
            self._add_lines(heading, lines)
        self._add_problems(check)

    def retranslate(self, language: Language) -> None:
        """Write all texts anew."""
        self._language = language
        self.show_check(self._check, self._kinds)

    def _add_theme(self, theme: Theme, check: SiteCheck) -> None:
        mark, colour = STATE_MARKS[theme.state]
        kind = self._kinds.get(theme.kind)
        title = kind.title.of(self._language) if kind else theme.kind
        item = QTreeWidgetItem([f"{mark}  {title} — {state_title(theme.state, self._language)}"])
        item.setForeground(0, QBrush(QColor(colour)))
        if theme.why is not None:
            item.setToolTip(0, theme.why.text(self._language))
        for finding in check.findings:
            if finding.kind == theme.kind:
                item.addChild(self._finding(finding))
        near = [one for one in check.near_misses if one.kind == theme.kind]
        for finding in near:
            item.addChild(self._finding(finding))
        self.tree.addTopLevelItem(item)
        item.setExpanded(theme.state == "conflict")

    def _finding(self, finding: Finding) -> QTreeWidgetItem:
        item = QTreeWidgetItem([finding_text(finding, self._language)])
        item.setData(0, _FINDING, finding)
        item.setToolTip(0, finding_text(finding, self._language))
        for text in (
            measure_text(finding, self._language),
            basis_text(finding.basis, self._language),
        ):
            child = QTreeWidgetItem([text])
            child.setData(0, _FINDING, finding)
            child.setToolTip(0, text)
            item.addChild(child)
        item.setExpanded(True)
        return item

    def _add_problems(self, check: SiteCheck) -> None:
        said = [one for one in check.problems if one.severity in SEVERITIES]
        if not said:
            return
        heading = self.tr("Remarks ({0})").format(len(said))
        self._add_lines(heading, [problem.text(self._language) for problem in said])

    def _add_lines(self, heading: str, lines: Sequence[str]) -> None:
        item = QTreeWidgetItem([heading])
        for text in lines:
            child = QTreeWidgetItem([text])
            child.setToolTip(0, text)
            item.addChild(child)
        self.tree.addTopLevelItem(item)

    def _on_click(self, item: QTreeWidgetItem) -> None:
        finding = item.data(0, _FINDING)
        if finding is not None:
            self.finding_chosen.emit(finding)
