"""The window's answer to a check says how firm it is, and the way out of its conflicts."""

import pytest

pytest.importorskip("PySide6")

import shapely
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from watermap.gui.window import MainWindow
from watermap.resources import shipped_samples

pytestmark = pytest.mark.qt
ASK_MS = 60_000
WAY_GREEN = "#2e7d32"  # of way_marks.toml, where one move clears all
SITE = shipped_samples() / "taierzhuang" / "拟建化工项目.geojson"


def test_a_prohibited_site_has_a_way_out(opened: MainWindow, qtbot: QtBot) -> None:
    opened.site.start_from_file(SITE)
    qtbot.waitUntil(opened.site.button.isEnabled, timeout=ASK_MS)
    opened.site.run_check()
    qtbot.waitUntil(lambda: opened.workspace.check is not None, timeout=ASK_MS)
    assert opened.workspace.check.way_out is not None
    tree = opened.site.result.tree
    headings = [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]
    assert "避让方案" in headings
    way = tree.topLevelItem(headings.index("避让方案"))
    assert "平移" in way.child(0).text(0)


def test_the_way_out_is_drawn_above_the_map_and_goes_with_the_check(
    opened: MainWindow, qtbot: QtBot
) -> None:
    """The moved outline, its arrow and the trimmed ground, at pixels of the canvas."""
    opened.site.start_from_file(SITE)
    qtbot.waitUntil(opened.site.button.isEnabled, timeout=ASK_MS)
    opened.site.run_check()
    qtbot.waitUntil(lambda: opened.workspace.check is not None, timeout=ASK_MS)
    check = opened.workspace.check
    move = next(way.move for way in check.way_out.ways if way.move is not None)
    opened.canvas.zoom_to(shapely.union(check.site.geometry, move.geometry))
    qtbot.waitUntil(opened.canvas.settled, timeout=ASK_MS)
    drawn = opened.canvas.grab().toImage()
    assert WAY_GREEN in colours_of(drawn)
    opened.workspace.set_check(None)
    assert WAY_GREEN not in colours_of(opened.canvas.grab().toImage())


def colours_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
