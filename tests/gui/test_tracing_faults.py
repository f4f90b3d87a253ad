"""A gap in a river is listed in the window, shown on the map, repaired, and opened again."""

import shutil
from pathlib import Path

import geopandas as gpd
import pytest

pytest.importorskip("PySide6")

import shapely.ops
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from tests.gui.conftest import OPEN_MS, SAMPLE
from watermap.gui.tracing.panel import TracingPanel
from watermap.gui.window import MainWindow

pytestmark = pytest.mark.qt
ASK_MS = 60_000
UPSTREAM = "北辰纸业排污口"


@pytest.fixture
def broken(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> TracingPanel:
    """The panel of a window on the sample with 30 m of 小季河 missing."""
    folder = tmp_path / "台儿庄"
    shutil.copytree(SAMPLE, folder)
    path = folder / "河流.shp"
    rivers = gpd.read_file(path).to_crs(4527)
    at = int(rivers.index[rivers["HLMC"] == "小季河"][0])
    line = rivers.geometry[at]
    below = line.length - 6000  # between the section and the paper mill
    rows = rivers.loc[[at, at]].copy()
    rows.geometry = [
        shapely.ops.substring(line, 0, below - 15),
        shapely.ops.substring(line, below + 15, line.length),
    ]
    whole = gpd.pd.concat([rivers.drop(index=at), rows], ignore_index=True)
    whole.set_crs(4527).to_crs(4490).to_file(path, encoding="utf-8")
    window.open(folder)
    qtbot.waitUntil(window.canvas.settled, timeout=OPEN_MS)
    window.raise_panel("tracing")
    panel = window.tracing.panel
    qtbot.waitUntil(lambda: panel.faults.tree.topLevelItemCount() > 0, timeout=ASK_MS)
    panel.tabs.setCurrentIndex(1)
    return panel


def the_one(panel: TracingPanel, word: str) -> QTreeWidgetItem | None:
    tops = [panel.faults.tree.topLevelItem(row) for row in range(2)]
    items = [top.child(row) for top in tops if top for row in range(top.childCount())]
    return next((item for item in items if word in item.text(0)), None)


def above(panel: TracingPanel, qtbot: QtBot) -> set[str | None]:
    before = panel.answer
    panel.form.start.setText("section:赵村")
    panel.run("up")
    qtbot.waitUntil(lambda: panel.answer is not None and panel.answer is not before, timeout=ASK_MS)
    assert panel.answer is not None
    return {one.object.name for one in panel.answer.trace.objects}


def test_a_gap_is_repaired_and_opened_again(
    broken: TracingPanel, window: MainWindow, qtbot: QtBot
) -> None:
    assert UPSTREAM not in above(broken, qtbot)
    gap = the_one(broken, "小季河")
    assert gap is not None
    broken.faults.tree.setCurrentItem(gap)
    broken.faults.tree.itemClicked.emit(gap, 0)
    assert "fault/there" in window.canvas.overlay_keys()
    known = broken.faults.counts.text()
    qtbot.mouseClick(broken.faults.repair, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: broken.faults.tree.topLevelItemCount() == 2, timeout=ASK_MS)
    assert broken.faults.counts.text() != known
    assert UPSTREAM in above(broken, qtbot)
    decided = broken.faults.tree.topLevelItem(1)
    assert decided is not None
    broken.faults.tree.setCurrentItem(decided.child(0))
    qtbot.mouseClick(broken.faults.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: broken.faults.tree.topLevelItemCount() == 1, timeout=ASK_MS)
    assert UPSTREAM not in above(broken, qtbot)


def test_what_is_as_it_should_be_is_listed_last(broken: TracingPanel, qtbot: QtBot) -> None:
    gap = the_one(broken, "小季河")
    assert gap is not None
    broken.faults.tree.setCurrentItem(gap)
    qtbot.mouseClick(broken.faults.leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: broken.faults.tree.topLevelItemCount() == 2, timeout=ASK_MS)
    assert the_one(broken, "保持原样") is not None
    assert UPSTREAM not in above(broken, qtbot)
