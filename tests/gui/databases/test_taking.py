"""The way from the login to the wizard, with a database that is not there."""

import threading
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from tests.gui.databases.conftest import SECRET, Fake
from watermap.gui.databases.dialog import DatabaseDialog
from watermap.gui.importing.destination import DestinationPage
from watermap.gui.window import MainWindow
from watermap.reading.postgis.address import Server
from watermap.workspace import databases
from watermap.workspace.folder import read_project
from watermap.workspace.imports import read_imports

pytestmark = [pytest.mark.qt, pytest.mark.slow]
SERVER = Server(host="gis.example", port=5433, database="水环境", user="planner")
WAIT_MS = 60_000


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, fake: Fake) -> DatabaseDialog:
    window.import_database()
    made = window.databases.dialog
    assert made is not None
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
    made.form.show_server(SERVER)
    return made


def connect(qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, password: str = "") -> None:
    dialog.form.password.setText(password)
    dialog.connect_button.click()
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)


def test_ticked_tables_become_layers_of_a_new_project(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake, tmp_path: Path
) -> None:
    connect(qtbot, window, dialog, SECRET)
    assert [one.password for one in fake.logins] == [SECRET]
    assert fake.kept == {}
    dialog.tables.tick("断面")
    dialog.take.click()
    qtbot.waitUntil(lambda: window.importing.wizard is not None, timeout=WAIT_MS)
    wizard = window.importing.wizard
    assert wizard is not None
    assert window.databases.dialog is None
    qtbot.waitUntil(lambda: isinstance(wizard.page, DestinationPage), timeout=WAIT_MS)
    page = wizard.page
    assert isinstance(page, DestinationPage)
    assert page.name.text() == "水环境"
    assert not Path(page.folder.text()).is_relative_to(
        window.opening.session_folder("x").parents[1]
    )
    assert "时间" in page.summary.toPlainText()  # what was said of the table
    page.folder.setText(str(tmp_path / "项目"))
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        wizard.next.click()
    (entry,) = read_project(tmp_path / "项目").project.layers
    assert (entry.path, entry.kind) == ("data/断面.gpkg", "section")
    assert entry.origin is not None
    assert (entry.origin.host, entry.origin.table) == ("gis.example", "断面")
    (log,), _ = read_imports(tmp_path / "项目")
    assert log.source.startswith("postgis://planner@gis%2Eexample:5433/")
    assert window.databases._folder is None
    qtbot.waitUntil(lambda: window.canvas.settled() and window.runner.idle(), timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("refused", "用户名或密码不对"),
        ("silent", "没有数据库服务应答"),
        ("extra_missing", "watermap[postgis]"),
        ("password_needed", "请输入"),
    ],
)
def test_a_failure_is_a_sentence_in_the_dialog(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake, code: str, words: str
) -> None:
    fake.refuses = code
    connect(qtbot, window, dialog, SECRET)
    assert words in dialog.working.said.text()
    assert SECRET not in dialog.working.said.text()
    assert dialog.connect_button.isEnabled()
    assert not dialog.take.isEnabled()
    assert fake.kept == {}
    fake.refuses = ""
    connect(qtbot, window, dialog, SECRET)
    assert not dialog.working.said.isVisible()
    assert len(list(dialog.tables.items())) == 2
    dialog.reject()
    assert dialog.form.password.text() == ""


def test_a_password_is_kept_only_as_asked_and_found_again(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake
) -> None:
    dialog.form.remember.setChecked(True)
    fake.refuses = "refused"
    connect(qtbot, window, dialog, "wrong")
    assert fake.kept == {}
    fake.refuses = ""
    connect(qtbot, window, dialog, SECRET)
    assert fake.kept == {SERVER.shown: SECRET}
    connect(qtbot, window, dialog)
    assert fake.logins[-1].password == SECRET
    dialog.reject()
    window.import_database()
    again = window.databases.dialog
    assert again is not None
    assert again.form.server() == SERVER
    assert again.form.password.text() == ""
    again.reject()


def test_a_keyring_that_refuses_is_said(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake
) -> None:
    fake.takes_passwords = False
    dialog.form.remember.setChecked(True)
    connect(qtbot, window, dialog, SECRET)
    assert "密钥环" in dialog.working.said.text()
    assert len(list(dialog.tables.items())) == 2
    dialog.reject()


def test_waiting_can_be_stopped_and_the_dialog_stays(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake
) -> None:
    fake.hangs = threading.Event()
    dialog.connect_button.click()
    qtbot.waitUntil(lambda: bool(fake.logins), timeout=WAIT_MS)
    assert not dialog.connect_button.isEnabled()
    dialog.working.stop.click()
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
    assert dialog.connect_button.isEnabled()
    assert dialog.isVisible()
    dialog.connect_button.click()
    dialog.cancel.click()
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
    assert window.databases.dialog is None


def test_one_table_that_cannot_be_had_is_named_and_nothing_is_left(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake
) -> None:
    connect(qtbot, window, dialog)
    dialog.tables.tick("断面")
    dialog.tables.tick("河流")
    fake.fails_at = "河流"
    dialog.take.click()
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
    assert "public.河流" in dialog.working.said.text()
    assert window.importing.wizard is None
    folder = window.databases._folder
    assert folder is not None
    assert folder.exists()
    dialog.reject()
    assert not folder.exists()


def test_a_cancelled_import_leaves_no_files(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake
) -> None:
    connect(qtbot, window, dialog)
    dialog.tables.tick("断面")
    dialog.take.click()
    qtbot.waitUntil(
        lambda: (
            window.importing.wizard is not None
            and isinstance(window.importing.wizard.page, DestinationPage)
        ),
        timeout=WAIT_MS,
    )
    folder = window.databases._folder
    assert folder is not None
    assert list(folder.rglob("*.gpkg"))
    assert window.importing.wizard is not None
    window.importing.wizard.cancel.click()
    assert not folder.exists()


def test_a_database_without_shapes_is_said(
    qtbot: QtBot, window: MainWindow, dialog: DatabaseDialog, fake: Fake
) -> None:
    fake.tables = ()
    connect(qtbot, window, dialog)
    assert dialog.working.said.text()
    assert not dialog.tables.isEnabled()
    dialog.reject()


def test_a_fault_of_ours_is_told_by_the_window(
    qtbot: QtBot,
    window: MainWindow,
    dialog: DatabaseDialog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_database: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(databases, "geometry_columns", broken)
    monkeypatch.setattr(window.showing, "log", lambda error: None)
    connect(qtbot, window, dialog, SECRET)
    assert window.databases.dialog is None
    assert "ZeroDivisionError" in window.messages.text()
