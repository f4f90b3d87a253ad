"""The window's answer to a check says how firm it is, and the way out of its conflicts."""

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.gui.window import MainWindow
from watermap.resources import shipped_samples

pytestmark = pytest.mark.qt
ASK_MS = 60_000
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
