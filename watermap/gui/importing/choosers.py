"""The forms in which a question's choices stand: a short list, a long one, columns of examples."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.importing.offers import Offer
from watermap.gui.importing.parameters import Fault
from watermap.gui.importing.written_field import WrittenField

MOST_IN_A_LIST = 6  # more choices than that stand in a box that folds out
PREVIEW_LINES = 5
INDENT_PX = 24
BOX_WIDTH_PX = 260
WIDEST_BOX_PX = 460
COLUMN_WIDTH_PX = 150
_LETTERS_SHOWN = 22  # of an example


class Chooser(QWidget):
    """One question's choices, as buttons. Nothing is chosen before a person or ``choose`` does."""

    chosen = Signal()

    def __init__(self, offered: Sequence[Offer], fault: Fault | None) -> None:
        """``fault``: judges what is written beside the choices; None: nothing may be."""
        super().__init__()
        self.offered = tuple(offered)
        self.group = QButtonGroup(self)
        self.field = WrittenField(fault) if fault is not None else None
        if self.field is not None:
            self.field.written.connect(self.chosen)

    def value(self) -> str | None:
        """The value of what is chosen or written; None: no answer yet."""
        place = self.place()
        if place is None:
            return None
        if place < len(self.offered):
            return self.offered[place].value
        return self.field.value() if self.field is not None else None

    def choose(self, value: str) -> None:
        """Choose the offer of that value, else write it where that is possible."""
        values = [one.value for one in self.offered]
        if value in values:
            self.set_place(values.index(value))
        elif self.field is not None:
            self.set_place(len(values))
            self.field.write(value)

    def place(self) -> int | None:
        """Which offer is chosen, their number for the written one; None: none."""
        found = self.group.checkedId()
        return found if found >= 0 else None

    def set_place(self, place: int) -> None:
        """Choose an offer."""
        self.group.button(place).setChecked(True)

    def focus(self) -> None:
        """Put the keyboard where the answer is to be given."""
        self.group.button(0).setFocus()


class ListChooser(Chooser):
    """A few choices below each other, each with its evidence."""

    def __init__(self, offered: Sequence[Offer], fault: Fault | None) -> None:
        """Show all of them."""
        super().__init__(offered, fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for place, offer in enumerate(self.offered):
            column.addWidget(self._button(offer.title, place))
            if offer.why:
                column.addWidget(_evidence(offer.why))
        if self.field is not None:
            row = QHBoxLayout()
            row.addWidget(
                self._button(self.tr("Another one, by its code:"), len(self.offered)),
                0,
                Qt.AlignmentFlag.AlignTop,
            )
            row.addWidget(self.field, 1)
            column.addLayout(row)
            self.field.line.textEdited.connect(lambda _text: self.set_place(len(self.offered)))
        self.group.idClicked.connect(lambda _place: self.chosen.emit())

    def _button(self, title: str, place: int) -> QRadioButton:
        button = QRadioButton(title.replace("&", "&&"))
        self.group.addButton(button, place)
        return button

    def set_place(self, place: int) -> None:
        """Press a button."""
        super().set_place(place)
        self.chosen.emit()


class BoxChooser(Chooser):
    """Many choices in a box that folds out; the evidence of the chosen one stands beside it."""

    def __init__(
        self,
        offered: Sequence[Offer],
        fault: Fault | None,
        *,
        unchosen: str = "",
        reasons: bool = True,
    ) -> None:
        """Show the box, with nothing chosen.

        Args:
            offered: the choices.
            fault: judges what is written.
            unchosen: what the box says while nothing is chosen; "": that a person should.
            reasons: whether the evidence stands beside the box.
        """
        super().__init__(offered, fault)
        self._reasons = reasons
        self.box = QComboBox()
        self.box.setMinimumWidth(BOX_WIDTH_PX)
        self.box.setMaximumWidth(WIDEST_BOX_PX)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setPlaceholderText(unchosen or self.tr("Please choose…"))
        self.box.addItems([one.title for one in self.offered])
        if self.field is not None:
            self.box.addItem(self.tr("Another one, by its code:"))
        self.box.setCurrentIndex(-1)
        self.why = QLabel()
        self.why.setObjectName("evidence")
        self.why.setWordWrap(True)
        beside = QVBoxLayout()
        beside.addWidget(self.why)
        if self.field is not None:
            beside.addWidget(self.field)
            self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        self.why.setVisible(reasons)
        self.box.currentIndexChanged.connect(self._on_index)

    def place(self) -> int | None:
        """Which line of the box is chosen."""
        found = self.box.currentIndex()
        return found if found >= 0 else None

    def set_place(self, place: int) -> None:
        """Choose a line."""
        self.box.setCurrentIndex(place)

    def clear(self) -> None:
        """Choose nothing."""
        self.box.setCurrentIndex(-1)

    def focus(self) -> None:
        """The box."""
        self.box.setFocus()

    def _on_index(self, place: int) -> None:
        known = 0 <= place < len(self.offered)
        self.why.setText(self.offered[place].why if known else "")
        self.why.setVisible(known and self._reasons)
        if self.field is not None:
            self.field.setVisible(place == len(self.offered))
        self.chosen.emit()


class ColumnChooser(Chooser):
    """Choices side by side, each a column of examples of what it would mean."""

    def __init__(self, offered: Sequence[Offer], fault: Fault | None) -> None:
        """Show all columns; offers without examples have an empty one."""
        super().__init__(offered, fault)
        self.columns: list[QFrame] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, offer in enumerate(self.offered):
            frame = self._column(offer, place)
            self.columns.append(frame)
            grid.addWidget(frame, 0, place)
            grid.setColumnStretch(place, 1)
        self.group.idToggled.connect(self._on_toggle)

    def _column(self, offer: Offer, place: int) -> QFrame:
        frame = QFrame()
        frame.setObjectName("column")
        frame.setMinimumWidth(COLUMN_WIDTH_PX)
        button = QRadioButton(offer.title.replace("&", "&&"))
        self.group.addButton(button, place)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.setSpacing(3)
        inner.addWidget(button)
        for text in offer.preview[:PREVIEW_LINES]:
            inner.addWidget(_example(text))
        if offer.why:
            inner.addWidget(_evidence(offer.why, indent_px=0))
        inner.addStretch(1)
        return frame

    def _on_toggle(self, place: int, down: bool) -> None:
        frame = self.columns[place]
        frame.setProperty("chosen", down)
        frame.style().unpolish(frame)
        frame.style().polish(frame)
        if down:
            self.chosen.emit()


def chooser(offered: Sequence[Offer], fault: Fault | None, *, compact: bool) -> Chooser:
    """The form that suits the choices; ``compact``: one of many rows of the same."""
    if any(one.preview for one in offered) and fault is None:
        return ColumnChooser(offered, fault)
    if compact or len(offered) > MOST_IN_A_LIST:
        return BoxChooser(offered, fault)
    return ListChooser(offered, fault)


def _example(text: str) -> QLabel:
    label = QLabel(text if len(text) <= _LETTERS_SHOWN else f"{text[:_LETTERS_SHOWN]}…")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("example")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    label.setToolTip(text)
    return label


def _evidence(text: str, *, indent_px: int = INDENT_PX) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("evidence")
    label.setWordWrap(True)
    label.setContentsMargins(indent_px, 0, 0, 2)
    return label
