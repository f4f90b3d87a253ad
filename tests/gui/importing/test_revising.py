"""Another answer for a layer of the project: asked with the wizard's questions, kept, used."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.gui.window import MainWindow
from watermap.workspace.folder import read_project
from watermap.workspace.imports import read_imports

pytestmark = [pytest.mark.qt, pytest.mark.slow]
SAMPLE = Path(__file__).parents[3] / "sample_gis" / "taierzhuang"
WAIT_MS = 60_000
PROJECT = """format = 2
[title]
zh = "小项目"
en = "small"
[[layer]]
path = "河流.shp"
kind = "river"
[[layer]]
path = "加油站.shp"
kind = "outfall"
fields = { JYZMC = "name" }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Rivers without .prj, which lie nobody knows where; petrol stations taken as outfalls."""
    folder = tmp_path / "项目"
    folder.mkdir()
    for name in ("河流", "加油站"):
        for part in SAMPLE.glob(f"{name}.*"):
            shutil.copy(part, folder)
    (folder / "河流.prj").unlink()
    (folder / "project.toml").write_text(PROJECT, "utf-8")
    return folder


def revise(qtbot: QtBot, window: MainWindow, key: str, action: int, value: str) -> None:
    """Take an action of a layer's menu and answer the question."""
    texts = window.tree.menu_of(key).actions()
    next(one for place, one in enumerate(texts[-3:]) if place == action).trigger()
    qtbot.waitUntil(lambda: window.revising.dialog is not None, timeout=WAIT_MS)
    dialog = window.revising.dialog
    assert dialog is not None
    dialog.page.rows[0].chooser.choose(value)
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        dialog.use.click()
    qtbot.waitUntil(lambda: window.canvas.settled() and window.runner.idle(), timeout=WAIT_MS)


def test_place_and_kind_are_said_later_and_kept(
    qtbot: QtBot, window: MainWindow, project: Path
) -> None:
    window.open(project)
    qtbot.waitUntil(
        lambda: window.workspace.opened is not None and window.runner.idle(), timeout=WAIT_MS
    )
    opened = window.workspace.opened
    assert opened is not None
    assert [entry.path for entry in opened.failed] == ["河流.shp"]
    assert len(window.tree.menu_of("failed/河流.shp").actions()) == 3
    revise(qtbot, window, "failed/河流.shp", 1, "4490")
    opened = window.workspace.opened
    assert opened is not None
    assert opened.failed == ()
    (stations,) = opened.layers["outfall"]
    revise(qtbot, window, opened.key_of(stations), 0, "petrol_station")
    river, station = read_project(project).project.layers
    assert (river.crs, river.kind) == (4490, "river")
    assert "导入向导" in (river.crs_why or "")
    assert (station.kind, station.fields) == ("petrol_station", {})
    assert set(window.workspace.opened.layers) == {"river", "petrol_station"}
    (stations,) = window.workspace.opened.layers["petrol_station"]
    revise(qtbot, window, window.workspace.opened.key_of(stations), 2, "GB18030")
    assert read_project(project).project.layers[1].encoding == "GB18030"
    log, _ = read_imports(project)
    assert [(one.path, one.kind) for one in log] == [
        ("河流.shp", "river"),
        ("加油站.shp", "petrol_station"),
        ("加油站.shp", "petrol_station"),
    ]
    assert log[0].answers["crs"] == "EPSG:4490"
    assert log[2].answers["encoding"] == "GB18030"
