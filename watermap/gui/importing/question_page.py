"""One page of the wizard: every question of one sort, alike ones together."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.importing.choosers import BoxChooser, Chooser, chooser
from watermap.gui.importing.offers import alike, fault, offers
from watermap.language import Language
from watermap.workspace.importing.asking import Key, Pick, Picks, key_of
from watermap.workspace.importing.columns import Column
from watermap.workspace.importing.items import Part
from watermap.workspace.importing.question import Question

FEW = 2  # so many alike questions are still shown at length, each answered by itself
SHORT = 40  # letters of a question that is its own heading


class QuestionRow(QFrame):
    """What is asked, and the choices; what is proposed is chosen, else nothing."""

    chosen = Signal()

    def __init__(self, question: Question, language: Language, *, compact: bool) -> None:
        """Show a question; ``compact``: one of many rows of the same."""
        super().__init__()
        self.setObjectName("questionRow")
        self.question = question
        text = question.asks.text(language)
        self.heading = _label(text if len(text) <= SHORT else _name(question), "asks")
        self.asks = _label(text, "said")
        self.asks.setVisible(len(text) > SHORT)
        self.judge = partial(fault, question, language=language) if question.free else None
        self.chooser: Chooser = chooser(offers(question, language), self.judge, compact=compact)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        for widget in (self.heading, self.asks, self.chooser):
            column.addWidget(widget)
        if question.proposal:
            self.chooser.choose(question.proposal)
        self.chooser.chosen.connect(self._on_chosen)

    def mark_open(self, *, marked: bool) -> None:
        """Show that the answer is still missing, or no longer."""
        self.setProperty("open", marked)
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_chosen(self) -> None:
        if self.chooser.value() is not None:
            self.mark_open(marked=False)
        self.chosen.emit()


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(role)
    label.setWordWrap(True)
    return label


def _name(question: Question) -> str:
    """What the question is about, as people call it."""
    about = question.about
    if isinstance(about, Part | Column):
        return about.shown
    return about.name if isinstance(about, Path) else about


class QuestionPage(QScrollArea):
    """The questions of one page."""

    chosen = Signal()

    def __init__(
        self, asked: Sequence[Question], picks: Picks, language: Language, *, why: str
    ) -> None:
        """Show ``asked``, with what was picked before; ``why``: the reason where none is given."""
        super().__init__()
        self._why = why
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("pageGround")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(2, 2, 10, 2)
        self._column.setSpacing(10)
        self.rows: list[QuestionRow] = []
        self.together: list[BoxChooser] = []
        self.reason = QLineEdit()
        for group in alike(asked):
            self._add_group(group, language)
        self._take(picks)
        if any(question.free for question in asked):
            self._add_reason(picks)
        self._column.addStretch(1)
        self.setWidget(inner)

    def picks(self) -> dict[Key, Pick]:
        """What is picked now, by question."""
        why = self.reason.text().strip() or self._why
        return {
            key_of(row.question): Pick(value=value, why=why)
            for row in self.rows
            if (value := row.chooser.value()) is not None
        }

    def open_count(self) -> int:
        """How many questions have no answer."""
        return sum(row.chooser.value() is None for row in self.rows)

    def missing(self) -> tuple[QuestionRow, ...]:
        """The questions without an answer, marked, the first of them brought into view."""
        missing = tuple(row for row in self.rows if row.chooser.value() is None)
        for row in self.rows:
            row.mark_open(marked=row in missing)
        if missing:
            self.ensureWidgetVisible(missing[0])
            missing[0].chooser.focus()
        return missing

    def _add_group(self, group: Sequence[Question], language: Language) -> None:
        rows = [QuestionRow(question, language, compact=len(group) > FEW) for question in group]
        self.rows += rows
        for row in rows:
            row.chosen.connect(self.chosen)
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if len(group) > FEW:
            column.addWidget(self._all_at_once(rows))
        for row in rows:
            column.addWidget(row)
        self._column.addWidget(card)

    def _all_at_once(self, rows: Sequence[QuestionRow]) -> QWidget:
        """The line above alike questions that answers all of them."""
        bar = QFrame()
        bar.setObjectName("allBar")
        label = QLabel(self.tr("The same answer for all {0}:").format(len(rows)))
        judge = rows[0].judge
        box = BoxChooser(
            rows[0].chooser.offered, judge, unchosen=self.tr("each its own"), reasons=False
        )

        def answer_all() -> None:
            value = box.value()
            for row in rows if value is not None else ():
                row.chooser.choose(value or "")

        def compare() -> None:
            values = {row.chooser.value() for row in rows}
            same = values.pop() if len(values) == 1 else None
            if box.value() != same:
                box.blockSignals(True)
                box.clear() if same is None else box.choose(same)
                box.blockSignals(False)

        box.chosen.connect(answer_all)
        for row in rows:
            row.chosen.connect(compare)
        self.together.append(box)
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 8, 14, 8)
        line.addWidget(label)
        line.addWidget(box, 1)
        compare()
        return bar

    def _add_reason(self, picks: Picks) -> None:
        said = [
            picks[key_of(row.question)].why for row in self.rows if key_of(row.question) in picks
        ]
        self.reason.setText(said[0] if said and said[0] != self._why else "")
        self.reason.setPlaceholderText(self.tr("for example: the surveying office says so"))
        label = QLabel(self.tr("How you know it (kept with the project, may stay empty):"))
        self._column.addWidget(label)
        self._column.addWidget(self.reason)

    def _take(self, picks: Picks) -> None:
        for row in self.rows:
            pick = picks.get(key_of(row.question))
            if pick is not None:
                row.chooser.choose(pick.value)
