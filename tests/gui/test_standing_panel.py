"""How it stands, in the real window: asked for when it is seen, found on the map from a row."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from watermap.gui.window import MainWindow

pytestmark = pytest.mark.qt
ASK_MS = 60_000


def names(window: MainWindow) -> list[str]:
    topics = window.standing.topics
    return [topics.item(row).text().rsplit(" (", 1)[0] for row in range(topics.count())]


@pytest.fixture
def told(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    opened.raise_panel("standing")
    qtbot.waitUntil(lambda: opened.standing.topics.count() > 0, timeout=ASK_MS)
    return opened


def test_nothing_is_asked_before_the_panel_is_seen(opened: MainWindow) -> None:
    assert opened.standing.topics.count() == 0


def test_every_topic_of_a_year_is_there_and_tells_of_which_period(told: MainWindow) -> None:
    assert {"规划目标逐年", "断面变化", "变化趋势", "断面排名"} <= set(names(told))
    assert told.standing.said.text().startswith("2019 ")


def test_another_period_is_told_anew(told: MainWindow, qtbot: QtBot) -> None:
    told.period_bar.periods.setCurrentText("2019-06")
    qtbot.waitUntil(lambda: "乡镇通报" in names(told), timeout=ASK_MS)
    assert told.standing.said.text().startswith("2019-06 ")


def test_a_double_click_selects_the_section_on_the_map(told: MainWindow, qtbot: QtBot) -> None:
    table = told.standing.table
    told.standing.topics.setCurrentRow(names(told).index("断面变化"))
    model = table.model()
    row = next(at for at in range(model.rowCount()) if model.index(at, 1).data() == "季庄桥")
    table.scrollTo(model.index(row, 1))
    place = table.visualRect(model.index(row, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    selection = told.workspace.selection
    layer = told.workspace.opened.layer_of(selection.layer)
    assert list(layer.frame.loc[sorted(selection.records), "name"]) == ["季庄桥"]


def test_the_panel_speaks_english(told: MainWindow) -> None:
    told.switch_language()
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in "".join(names(told)))
    assert told.docks["standing"].windowTitle() == "How it stands"
