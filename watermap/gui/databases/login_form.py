"""Which database, and as whom. A password is typed here, never shown, and never kept here."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from watermap.reading.postgis.address import Server

PORT = 5432
LAST_PORT = 65_535
_GROUP = "database"


class LoginForm(QWidget):
    """Server, port, database, user and password."""

    edited = Signal()  # another server, database or user: what was listed is no longer theirs
    submitted = Signal()  # Enter in one of the fields

    def __init__(self) -> None:
        """Start with the database that was used last."""
        super().__init__()
        self.host = QLineEdit()
        self.port = QSpinBox()
        self.port.setRange(1, LAST_PORT)
        self.port.setValue(PORT)
        self.port.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.database = QLineEdit()
        self.user = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(self.tr("Remember it in the system's keyring"))
        self.remember.hide()
        self.host.setPlaceholderText(self.tr("name or address, e.g. 192.168.1.20"))
        self._lay_out()
        for field in (self.host, self.database, self.user):
            field.textEdited.connect(lambda _text: self.edited.emit())
            field.returnPressed.connect(self.submitted)
        self.password.returnPressed.connect(self.submitted)
        self.port.valueChanged.connect(lambda _value: self.edited.emit())

    def server(self) -> Server | None:
        """What is meant; None while something is missing."""
        host, database, user = (
            field.text().strip() for field in (self.host, self.database, self.user)
        )
        if not (host and database and user):
            return None
        return Server(host=host, port=self.port.value(), database=database, user=user)

    def show_server(self, server: Server) -> None:
        """Fill in a server."""
        self.host.setText(server.host)
        self.port.setValue(server.port)
        self.database.setText(server.database)
        self.user.setText(server.user)

    def offer_keyring(self, *, possible: bool) -> None:
        """Offer to keep the password where the system has a safe place for it."""
        self.remember.setVisible(possible)
        self.remember.setChecked(self.remember.isChecked() and possible)
        text = self.tr("empty: the one kept in the keyring") if possible else ""
        self.password.setPlaceholderText(text)

    def keeps(self) -> bool:
        """Whether the password shall be kept in the keyring."""
        return self.remember.isChecked()

    def focus_first_missing(self) -> None:
        """Put the keyboard where something is still to be written."""
        fields = (self.host, self.database, self.user)
        missing = [field for field in fields if not field.text().strip()]
        (missing or [self.password])[0].setFocus()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for row, column, text, field in (
            (0, 0, self.tr("Server"), self.host),
            (0, 2, self.tr("Port"), self.port),
            (1, 0, self.tr("Database"), self.database),
            (1, 2, self.tr("User"), self.user),
            (2, 0, self.tr("Password"), self.password),
        ):
            label = QLabel(text)
            label.setBuddy(field)
            grid.addWidget(label, row, column)
            grid.addWidget(field, row, column + 1)
        grid.addWidget(self.remember, 2, 2, 1, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)


def last_server() -> Server | None:
    """The server that was used last, as this computer remembers it."""
    settings = QSettings("watermap", "watermap")
    host, database, user = (
        str(settings.value(f"{_GROUP}/{name}", "")) for name in ("host", "database", "user")
    )
    port = str(settings.value(f"{_GROUP}/port", PORT))
    if not (host and database and user and port.isdecimal()):
        return None
    return Server(host=host, port=int(port), database=database, user=user)


def keep_server(server: Server) -> None:
    """Remember a server for the next time; a password is no part of it."""
    settings = QSettings("watermap", "watermap")
    for name in ("host", "port", "database", "user"):
        settings.setValue(f"{_GROUP}/{name}", getattr(server, name))
