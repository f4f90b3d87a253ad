"""A layer that lies as a web map would move it: its doubt leads to the question, and to a map."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.web_offset import offset_degrees
from watermap.gui.health_panel import HealthPanel
from watermap.gui.window import MainWindow
from watermap.workspace.folder import read_project

pytestmark = [pytest.mark.qt, pytest.mark.slow]
WAIT_MS = 60_000
TURNS = np.random.default_rng(1).normal(0, 0.5, 120).cumsum()
STEPS = np.column_stack([np.cos(TURNS), np.sin(TURNS)]) * 0.004
RIVER = shapely.LineString(np.array([117.6, 34.6]) + STEPS.cumsum(axis=0))
ON_RIVER = np.array([RIVER.interpolate(n / 40, normalized=True).coords[0] for n in range(40)])
PROJECT = """format = 2
[title]
zh = "项目"
en = "project"
[[layer]]
path = "河流.geojson"
kind = "river"
[[layer]]
path = "排污口.geojson"
kind = "outfall"
"""


def geojson(path: Path, shapes: list[shapely.Geometry]) -> None:
    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape in shapes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


@pytest.fixture
def offset_window(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    folder = tmp_path / "项目"
    folder.mkdir()
    moved = np.column_stack(offset_degrees(*ON_RIVER.T, "gcj02"))
    geojson(folder / "河流.geojson", [RIVER])
    geojson(folder / "排污口.geojson", list(shapely.points(moved)))
    (folder / "project.toml").write_text(PROJECT, "utf-8")
    window.open(folder)
    qtbot.waitUntil(
        lambda: (
            window.workspace.opened is not None
            and window.runner.idle()
            and window.health.tree.topLevelItemCount() == 2
        ),
        timeout=WAIT_MS,
    )
    return window


def doubted_line(panel: HealthPanel) -> QTreeWidgetItem:
    found = panel.tree.findItems("GCJ-02", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    (line,) = found
    return line


def farthest_off_m(window: MainWindow) -> float:
    opened = window.workspace.opened
    assert opened is not None
    (layer,) = opened.layers["outfall"]
    lon, lat = shapely.get_coordinates(layer.frame.geometry.to_numpy()).T
    return float(GEOD.inv(lon, lat, *ON_RIVER.T)[2].max())


def test_from_the_health_line_to_the_moved_layer(qtbot: QtBot, offset_window: MainWindow) -> None:
    window = offset_window
    assert farthest_off_m(window) > 300
    line = doubted_line(window.health)
    assert line.toolTip(0)
    window.health.tree.itemDoubleClicked.emit(line, 0)
    qtbot.waitUntil(lambda: window.revising.dialog is not None, timeout=WAIT_MS)
    dialog = window.revising.dialog
    assert dialog is not None
    (row,) = dialog.page.rows
    assert row.chooser.value() == "4326 gcj02"
    assert [one.value for one in row.chooser.offered][:3] == ["4326 gcj02", "4326", "4326 bd09"]
    dialog.page.reason.setText("监测站用高德地图取点")
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        dialog.use.click()
    qtbot.waitUntil(lambda: window.canvas.settled() and window.runner.idle(), timeout=WAIT_MS)
    assert farthest_off_m(window) < 2
    opened = window.workspace.opened
    assert opened is not None
    entry = read_project(opened.folder).project.layers[1]
    assert entry.shift is not None
    assert (entry.shift.method, entry.crs_why) == ("gcj02", "监测站用高德地图取点")
    window.open(opened.folder)
    qtbot.waitUntil(lambda: window.canvas.settled() and window.runner.idle(), timeout=WAIT_MS)
    assert farthest_off_m(window) < 2


def test_the_problem_has_a_button_and_other_problems_have_none(
    qtbot: QtBot, offset_window: MainWindow
) -> None:
    window = offset_window
    panel = window.problems
    texts = [panel.list.item(row).text() for row in range(panel.list.count())]
    window.raise_panel("problems")
    shown = []
    for row, text in enumerate(texts):
        panel.list.setCurrentRow(row)
        if panel.place.isVisible():
            shown.append(text)
    (doubt,) = shown
    assert "GCJ-02" in doubt
    panel.list.setCurrentRow(texts.index(doubt))
    panel.place.click()
    qtbot.waitUntil(lambda: window.revising.dialog is not None, timeout=WAIT_MS)
    dialog = window.revising.dialog
    assert dialog is not None
    dialog.cancel.click()
    assert farthest_off_m(window) > 300
