"""The wizard's window: the steps at the left, the page, and Back, Next and Cancel below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.importing.destination import DestinationPage
from watermap.gui.importing.question_page import QuestionPage

SIZE_PX = (1000, 700)
STEPS_WIDTH_PX = 190
BAR_WIDTH_PX = 420


class BusyPage(QWidget):
    """What is being done, how far it is, and with which file."""

    def __init__(self) -> None:
        """Start at nothing."""
        super().__init__()
        self.doing = QLabel()
        self.doing.setObjectName("asks")
        self.bar = QProgressBar()
        self.bar.setFixedWidth(BAR_WIDTH_PX)
        self.bar.setTextVisible(False)
        self.file = QLabel()
        self.file.setObjectName("evidence")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (self.doing, self.bar, self.file):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def start(self, doing: str) -> None:
        """Say what is being done."""
        self.doing.setText(doing)
        self.file.setText("")
        self.bar.setRange(0, 0)

    def step(self, done: int, total: int, message: str) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        text = self.tr("{0} of {1}  {2}").format(min(done + 1, total), total, message)
        self.file.setText(text if message else "")


class ImportWizard(QDialog):
    """Shows one page at a time and says which button was pressed; it decides nothing."""

    back_asked = Signal()
    next_asked = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        """Stand over ``parent``; nothing is shown yet."""
        super().__init__(parent)
        self.setObjectName("wizard")
        self.setWindowTitle(self.tr("Import data"))
        self.setModal(True)
        self.resize(*SIZE_PX)
        self.steps = QLabel()
        self.steps.setObjectName("steps")
        self.steps.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.steps.setFixedWidth(STEPS_WIDTH_PX)
        self.steps.setWordWrap(True)
        self.heading = QLabel()
        self.heading.setObjectName("question")
        self.explanation = QLabel()
        self.explanation.setObjectName("evidence")
        self.explanation.setWordWrap(True)
        self.busy = BusyPage()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.busy)
        self.page: QWidget = self.busy
        self.hint = QLabel()
        self.hint.setObjectName("fault")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.back = QPushButton(self.tr("‹ Back"))
        self.next = QPushButton()
        self.next.setDefault(True)
        self._lay_out()
        for button in (self.cancel, self.back):
            button.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self.next_asked)

    def show_busy(self, doing: str) -> None:
        """Show that something is being done; only Cancel can be pressed."""
        self.busy.start(doing)
        self.stack.setCurrentWidget(self.busy)
        self.page = self.busy
        for widget in (self.heading, self.explanation, self.hint):
            widget.setText("")
        self.back.hide()
        self.next.hide()

    def show_questions(self, page: QuestionPage, title: str, *, first: bool) -> None:
        """Show a page of questions."""
        count = len(page.rows)
        self.heading.setText(self.tr("{0} ({1})").format(title, count) if count > 1 else title)
        self.explanation.setText(
            self.tr("The files do not say this for certain, so you are asked. Evidence is in grey.")
        )
        self._show(page, self.tr("Next ›"), first=first)
        page.chosen.connect(lambda: self._on_chosen(page))

    def show_destination(self, page: DestinationPage, *, first: bool) -> None:
        """Show the last page."""
        self.heading.setText(self.tr("Where to"))
        self.explanation.setText(
            self.tr(
                "The originals stay as they are; the project gets copies of what lies outside "
                "its folder."
            )
        )
        self._show(page, self.tr("Finish"), first=first)
        self.next.setEnabled(page.ready())

    def show_steps(self, steps: Sequence[str], current: int) -> None:
        """List the steps; those before ``current`` are done."""
        lines = []
        for place, title in enumerate(steps):
            mark, style = ("✓", "color:#2e7d32") if place < current else ("○", "color:#78909c")
            if place == current:
                mark, style = "●", "color:#0d47a1; font-weight:bold"
            lines.append(f"<p style='{style}; margin-bottom:10px'>{mark}&nbsp; {title}</p>")
        self.steps.setText("".join(lines))

    def say_open(self, count: int) -> None:
        """Say that questions of this page have no answer yet; 0: all have one."""
        text = self.tr("Still without an answer: {0}").format(count)
        self.hint.setText(text if count else "")

    def _on_chosen(self, page: QuestionPage) -> None:
        if self.hint.text():
            self.say_open(page.open_count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field writes the field; it does not turn the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.next.hasFocus():
            event.accept()
            return
        super().keyPressEvent(event)

    def _show(self, page: QWidget, forward: str, *, first: bool) -> None:
        old = [self.stack.widget(place) for place in range(self.stack.count())]
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.page = page
        for other in old:
            if other is not None and other is not self.busy:
                self.stack.removeWidget(other)
                other.deleteLater()
        self.hint.setText("")
        self.next.setText(forward)
        self.next.setEnabled(True)
        self.next.show()
        self.next.setFocus()
        self.back.setVisible(not first)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(22, 20, 22, 8)
        right.setSpacing(8)
        right.addWidget(self.heading)
        right.addWidget(self.explanation)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.steps)
        middle.addLayout(right, 1)
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        below = QHBoxLayout()
        below.setContentsMargins(22, 10, 22, 14)
        below.setSpacing(10)
        below.addWidget(self.cancel)
        below.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignRight)
        below.addWidget(self.back)
        below.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(line)
        column.addLayout(below)
