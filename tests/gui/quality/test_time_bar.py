"""The slider of periods by itself: what it asks for, and that playing waits to be drawn."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from watermap.gui.quality.time_bar import TimeBar
from watermap.quality.period import Period

pytestmark = pytest.mark.qt
MONTHS = [Period(year=2019, first=month, last=month) for month in (1, 2, 4)]


@pytest.fixture
def bar(qtbot: QtBot) -> TimeBar:
    made = TimeBar()
    qtbot.addWidget(made)
    made.offer(["month", "year"], "month", MONTHS)
    made.asked = []
    made.period_chosen.connect(made.asked.append)
    made.show_period("2019-01")
    made.show()
    return made


def test_without_periods_nothing_can_be_asked_for(qtbot: QtBot) -> None:
    empty = TimeBar()
    qtbot.addWidget(empty)
    empty.offer([], "month", [])
    empty.toggle()
    assert not empty.isEnabled()
    assert not empty.playing


def test_showing_a_period_asks_for_nothing(bar: TimeBar) -> None:
    bar.show_period("2019-04")
    assert (bar.slider.value(), bar.said.text(), bar.asked) == (2, "2019-04", [])


def test_a_period_that_is_no_stop_of_the_slider_is_named(bar: TimeBar) -> None:
    bar.show_period("2019")
    assert (bar.slider.value(), bar.said.text(), bar.asked) == (2, "2019", [])


def test_keys_move_it(bar: TimeBar, qtbot: QtBot) -> None:
    qtbot.keyClick(bar.slider, Qt.Key.Key_Right)
    qtbot.keyClick(bar.slider, Qt.Key.Key_End)
    qtbot.keyClick(bar.slider, Qt.Key.Key_Home)
    assert bar.asked == ["2019-02", "2019-04", "2019-01"]


def test_playing_asks_for_the_next_only_when_this_one_was_drawn(bar: TimeBar, qtbot: QtBot) -> None:
    qtbot.keyClick(bar.play_button, Qt.Key.Key_Space)
    assert bar.playing
    assert bar.asked == ["2019-02"]
    with qtbot.assertNotEmitted(bar.period_chosen, wait=1000):
        bar.drawn("2019-01")  # an older picture
    with qtbot.waitSignal(bar.period_chosen, timeout=3000):
        bar.drawn("2019-02")
    assert bar.asked == ["2019-02", "2019-04"]
    bar.drawn("2019-04")
    qtbot.waitUntil(lambda: not bar.playing, timeout=3000)
    assert bar.asked == ["2019-02", "2019-04"]


def test_at_the_end_it_starts_again(bar: TimeBar) -> None:
    bar.show_period("2019-04")
    bar.toggle()
    assert bar.asked == ["2019-01"]
    bar.toggle()
    assert not bar.playing


def test_another_division_of_time_is_asked_for(bar: TimeBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.every_chosen) as heard:
        bar.every.setCurrentIndex(1)
    assert heard.args == ["year"]
