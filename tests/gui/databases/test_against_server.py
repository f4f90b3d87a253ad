"""The window against a real PostGIS, and where the password is afterwards: nowhere."""

import logging
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.postgis.conftest import PASSWORD, Cluster
from watermap.gui.databases.dialog import DatabaseDialog
from watermap.gui.importing.destination import DestinationPage
from watermap.gui.window import MainWindow
from watermap.reading.postgis import passwords
from watermap.workspace.folder import read_project
from watermap.workspace.imports import read_imports

pytestmark = [pytest.mark.qt, pytest.mark.slow]
WAIT_MS = 60_000
COLUMNS = '"断面名称" text, "断面代码" text, geom geometry(Point, 4490)'
ROW = "('{0}', '{0}', ST_SetSRID(ST_MakePoint(117.7, 34.5), 4490))"


@pytest.fixture
def sections(cluster: Cluster, server_table: Any) -> Any:
    return server_table(COLUMNS, ", ".join(ROW.format(n) for n in ("甲", "乙")), name="断面")


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring of whoever runs the tests is not asked."""
    monkeypatch.setattr(passwords, "can_remember", lambda: False)
    monkeypatch.setattr(passwords, "password_of", lambda _server: None)


def signed_in(qtbot: QtBot, window: MainWindow, cluster: Cluster, password: str) -> DatabaseDialog:
    window.import_database()
    dialog = window.databases.dialog
    assert dialog is not None
    dialog.form.show_server(cluster.login().server)
    dialog.form.password.setText(password)
    dialog.connect_button.click()
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
    return dialog


def imported(qtbot: QtBot, window: MainWindow, cluster: Cluster, folder: Path) -> None:
    dialog = signed_in(qtbot, window, cluster, PASSWORD)
    dialog.tables.tick("断面")
    dialog.take.click()
    qtbot.waitUntil(
        lambda: (
            window.importing.wizard is not None
            and isinstance(window.importing.wizard.page, DestinationPage)
        ),
        timeout=WAIT_MS,
    )
    wizard = window.importing.wizard
    assert wizard is not None
    assert isinstance(wizard.page, DestinationPage)
    wizard.page.folder.setText(str(folder))
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        wizard.next.click()
    qtbot.waitUntil(lambda: window.canvas.settled() and window.runner.idle(), timeout=WAIT_MS)


def said_anywhere(window: MainWindow) -> str:
    """All texts and titles of all windows."""
    widgets = QApplication.allWidgets()
    texts = [widget.windowTitle() + widget.toolTip() for widget in widgets]
    texts += [widget.text() for widget in widgets if isinstance(widget, QLabel)]
    texts += [window.problems.list.item(row).text() for row in range(window.problems.list.count())]
    return "\n".join(texts)


@pytest.mark.usefixtures("sections")
def test_a_table_becomes_a_layer_and_is_taken_again(
    qtbot: QtBot, window: MainWindow, cluster: Cluster, tmp_path: Path,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    folder = tmp_path / "项目"
    imported(qtbot, window, cluster, folder)
    opened = window.workspace.opened
    assert opened is not None
    (layer,) = opened.layers["section"]
    assert len(layer.frame) == 2
    cluster.run(f'INSERT INTO "断面" VALUES {ROW.format("丙")}')
    key = opened.key_of(layer)
    texts = [action.text() for action in window.tree.menu_of(key).actions()]
    again = window.tree.menu_of(key).actions()[texts.index("从数据库重新取数…")]
    again.trigger()
    dialog = window.again.dialog
    assert dialog is not None
    dialog.take.click()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)
    assert "请输入" in dialog.working.said.text()
    dialog.password.setText("wrong")
    dialog.take.click()
    qtbot.waitUntil(lambda: "密码不对" in dialog.working.said.text(), timeout=WAIT_MS)
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        dialog.take.click()
    assert "2 变为 3" in dialog.working.said.text()
    qtbot.waitUntil(lambda: window.canvas.settled() and window.runner.idle(), timeout=WAIT_MS)
    everything = said_anywhere(window)
    dialog.cancel.click()
    opened = window.workspace.opened
    assert opened is not None
    assert len(opened.layers["section"][0].frame) == 3
    codes = {problem.code for problem in opened.problems}
    assert "workspace.snapshot_changed" in codes
    assert "workspace.file_changed" not in codes
    (entry,) = read_project(folder).project.layers
    assert entry.origin is not None
    assert entry.origin.rows == 3
    log, _ = read_imports(folder)
    assert [one.used for one in log] == [2, 3]
    out = capfd.readouterr()
    QSettings("watermap", "watermap").sync()
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"project.toml", "imports.jsonl"} <= {path.name for path in kept}
    assert [path for path, data in kept.items() if PASSWORD.encode() in data] == []
    for text in (everything, said_anywhere(window), caplog.text, out.out, out.err):
        assert PASSWORD not in text


def test_the_open_project_s_tables_are_marked(
    qtbot: QtBot, window: MainWindow, cluster: Cluster, sections: Any, tmp_path: Path
) -> None:
    imported(qtbot, window, cluster, tmp_path / "项目")
    dialog = signed_in(qtbot, window, cluster, PASSWORD)
    (item,) = dialog.tables.items()
    assert "项目中已有" in item.text(0)
    dialog.reject()


@pytest.mark.parametrize(("user", "words"), [("planner", "密码不对"), ("barred", "pg_hba.conf")])
def test_a_refusal_of_a_real_server_is_a_sentence(
    qtbot: QtBot, window: MainWindow, cluster: Cluster, user: str, words: str
) -> None:
    window.import_database()
    dialog = window.databases.dialog
    assert dialog is not None
    dialog.form.show_server(cluster.login(user).server)
    dialog.form.password.setText("hunter2")
    dialog.connect_button.click()
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
    assert words in dialog.working.said.text()
    assert "hunter2" not in said_anywhere(window)
    dialog.reject()


def test_a_failed_retaking_leaves_the_layer_as_it_was(
    qtbot: QtBot, window: MainWindow, cluster: Cluster, sections: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "项目"
    imported(qtbot, window, cluster, folder)
    opened = window.workspace.opened
    assert opened is not None
    before = (folder / "data" / "断面.gpkg").read_bytes()
    cluster.run('DROP TABLE "断面"')
    window.tree.again_asked.emit(opened.key_of(opened.layers["section"][0]))
    dialog = window.again.dialog
    assert dialog is not None
    dialog.password.setText(PASSWORD)
    dialog.take.click()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)
    assert "断面" in dialog.working.said.text()
    assert (folder / "data" / "断面.gpkg").read_bytes() == before
    dialog.reject()
