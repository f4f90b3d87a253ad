"""What is seen while no project is open: the three questions as doors."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from watermap.gui.icons import icon

ICON_PX = 44
PAGE_WIDTH_PX = 860
LINES = 4  # of a door's explanation, in the longer language


class Door(QFrame):
    """One question with its explanation and a button."""

    entered = Signal()

    def __init__(self, picture: str, parent: QWidget | None = None) -> None:
        """``picture`` names an icon."""
        super().__init__(parent)
        self.setObjectName("door")
        mark = QLabel()
        mark.setPixmap(icon(picture).pixmap(ICON_PX, ICON_PX))
        mark.setFixedSize(ICON_PX, ICON_PX)
        self.question = QLabel()
        self.question.setObjectName("question")
        self.explanation = QLabel()
        for label in (self.question, self.explanation):
            label.setWordWrap(True)
        self.explanation.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.explanation.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())
        self.button = QPushButton()
        self.button.clicked.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(mark)
        column.addWidget(self.question)
        column.addWidget(self.explanation, 1)
        column.addWidget(self.button)


class StartPage(QWidget):
    """Three doors on the sample project, and the way to one's own."""

    project_asked = Signal()
    import_asked = Signal()
    sample_asked = Signal(str)  # which door: "stands", "around", "check"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out doors and buttons."""
        super().__init__(parent)
        self.title = QLabel("watermap")
        self.title.setObjectName("title")
        self.line = QLabel()
        self.doors = {"stands": Door("water"), "around": Door("rings"), "check": Door("place_site")}
        self.import_button = QPushButton(icon("import"), "")
        self.import_button.clicked.connect(self.import_asked)
        self.open_button = QPushButton(icon("open"), "")
        self.open_button.clicked.connect(self.project_asked)
        for button in (self.import_button, self.open_button):
            button.setObjectName("primary")
        self.drop_hint = QLabel()
        self.drop_hint.setObjectName("evidence")
        inner = QWidget()
        inner.setMaximumWidth(PAGE_WIDTH_PX)
        grid = QGridLayout(inner)
        grid.setSpacing(18)
        grid.addWidget(self.title, 0, 0, 1, 3)
        grid.addWidget(self.line, 1, 0, 1, 3)
        for column, (name, door) in enumerate(self.doors.items()):
            grid.addWidget(door, 2, column)
            grid.setColumnStretch(column, 1)
            door.entered.connect(lambda which=name: self.sample_asked.emit(which))
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in (self.import_button, self.open_button, self.drop_hint):
            row.addWidget(widget)
        row.addStretch(1)
        grid.addLayout(row, 3, 0, 1, 3)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.retranslate()

    def give_way(self) -> None:
        """Ask for no room any more, so that what stands in this place may be smaller."""
        ignored = QSizePolicy.Policy.Ignored
        self.setSizePolicy(ignored, ignored)

    def retranslate(self) -> None:
        """Write all texts anew."""
        self.line.setText(
            self.tr("Water planning for environmental bureaus, on this machine alone")
        )
        self.import_button.setText(self.tr("Start from my own data…"))
        self.open_button.setText(self.tr("Open a project folder…"))
        self.drop_hint.setText(self.tr("or drop files and folders on this window"))
        stands, around, check = self.doors.values()
        stands.question.setText(self.tr("How does our water stand?"))
        stands.explanation.setText(
            self.tr("Sections and sources by class and target, month by month, on the map.")
        )
        around.question.setText(self.tr("What lies around our drinking water?"))
        around.explanation.setText(
            self.tr("Enterprises, outfalls, roads and zones around each source, in true metres.")
        )
        check.question.setText(self.tr("May this be built here?"))
        check.explanation.setText(
            self.tr("A proposed project against every rule, with basis and what was not checked.")
        )
        for door in self.doors.values():
            door.button.setText(self.tr("Try it on the sample"))
