"""Files that moved: one is pointed at, all that moved with it are found, then taken in."""

import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.gui.window import MainWindow
from watermap.workspace.folder import read_project

pytestmark = [pytest.mark.qt, pytest.mark.slow]
SAMPLE = Path(__file__).parents[2] / "sample_gis" / "taierzhuang"
WAIT_MS = 60_000
GONE = ("断面", "河流")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose sections and rivers somebody has moved elsewhere."""
    folder = tmp_path / "项目"
    shutil.copytree(SAMPLE, folder)
    (tmp_path / "移走").mkdir()
    for name in GONE:
        for part in folder.glob(f"{name}.*"):
            shutil.move(part, tmp_path / "移走" / part.name)
    return folder


def offered(qtbot: QtBot, window: MainWindow, project: Path) -> Any:
    window.open(project)
    qtbot.waitUntil(lambda: window.repairing.dialog is not None, timeout=WAIT_MS)
    return window.repairing.dialog


def test_one_answer_finds_all_that_moved_and_the_project_is_whole_again(
    qtbot: QtBot, window: MainWindow, answers: Any, project: Path, tmp_path: Path
) -> None:
    dialog = offered(qtbot, window, project)
    assert set(dialog.missing) == {f"{name}.shp" for name in GONE}
    assert not dialog.use.isEnabled()
    before = (project / "project.toml").read_bytes()
    answers.open_file = tmp_path / "移走" / dialog.list.currentItem().text(0)
    dialog.find_button.click()
    assert set(dialog.found) == {f"{name}.shp" for name in GONE}
    assert "2" in dialog.explanation.text()
    assert (project / "project.toml").read_bytes() == before  # shown before anything is changed
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        dialog.use.click()
    assert window.repairing.dialog is None
    opened = window.workspace.opened
    assert opened is not None
    assert {"section", "river"} <= set(opened.layers)
    assert opened.failed == ()
    paths = {entry.path for entry in read_project(project).project.layers}
    assert {f"data/{name}.shp" for name in GONE} <= paths
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)


def test_one_may_go_on_without_them_and_the_health_list_says_so(
    qtbot: QtBot, window: MainWindow, project: Path
) -> None:
    dialog = offered(qtbot, window, project)
    dialog.without.click()
    assert window.repairing.dialog is None
    qtbot.waitUntil(
        lambda: window.runner.idle() and window.health.tree.topLevelItemCount() > 0, timeout=WAIT_MS
    )
    rows = [window.health.tree.topLevelItem(place).text(0) for place in range(2)]
    assert [row[0] for row in rows] == ["✖", "✖"]
    assert "断面" in rows[0] + rows[1]


def test_a_newer_project_is_told_read_only_and_not_repaired(
    qtbot: QtBot, window: MainWindow, project: Path
) -> None:
    path = project / "project.toml"
    lines = [line for line in path.read_text("utf-8").splitlines() if "format" not in line]
    path.write_text("\n".join(["format = 99", *lines]), "utf-8")
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        window.open(project)
    assert window.repairing.dialog is None
    assert "99" in window.messages.text()
    assert "只读" in window.messages.text()
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
