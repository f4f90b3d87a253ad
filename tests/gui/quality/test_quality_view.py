"""The water through time in the real window: slider, play, calendar, chart, choice of documents."""

from pathlib import Path
from shutil import copytree

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from watermap.gui.window import MainWindow
from watermap.workspace.folder import read_project
from watermap.workspace.selected import select_named, selected_station

pytestmark = pytest.mark.qt
ASK_MS = 60_000
SAMPLE = Path(__file__).parents[3] / "sample_gis" / "taierzhuang"


def period(window: MainWindow) -> str:
    return window.workspace.assessment.period


def drawn(window: MainWindow, qtbot: QtBot, expected: str) -> None:
    qtbot.waitUntil(
        lambda: window.quality.badge.text() == expected and window.canvas.settled(), timeout=ASK_MS
    )


@pytest.fixture
def calendar(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    opened.raise_panel("calendar")
    qtbot.waitUntil(lambda: opened.quality.calendar.model is not None, timeout=ASK_MS)
    return opened


@pytest.fixture
def chart(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    opened.raise_panel("chart")
    assert "选择" in opened.quality.chart.said.text()  # nothing is selected yet
    assert not opened.quality.chart.save_button.isEnabled()
    select_named(opened.workspace, "section", "季庄桥")
    qtbot.waitUntil(lambda: opened.quality.chart.view.chart is not None, timeout=ASK_MS)
    return opened


def test_an_arrow_key_on_the_slider_changes_the_period_everywhere(
    opened: MainWindow, qtbot: QtBot
) -> None:
    bar = opened.quality.time_bar
    assert opened.quality.badge.isVisible()
    assert (opened.quality.badge.text(), bar.said.text()) == ("2019", "2019")
    bar.slider.setFocus()
    qtbot.keyClick(bar.slider, Qt.Key.Key_Left)  # from December, where the year ends
    assert opened.quality.badge.text() == "2019"  # the last picture stays till the next is there
    drawn(opened, qtbot, "2019-11")
    assert period(opened) == "2019-11"
    assert bar.said.text() == "2019-11"
    assert opened.period_bar.periods.currentText() == "2019-11"


def test_playing_goes_from_picture_to_picture_and_stops_at_the_end(
    opened: MainWindow, qtbot: QtBot
) -> None:
    bar = opened.quality.time_bar
    bar.every.setCurrentIndex(bar.every.findData("year"))
    assert opened.workspace.every == "year"
    bar.slider.setValue(2)
    drawn(opened, qtbot, "2018")
    seen: list[str] = []
    opened.canvas.rendered.connect(lambda: seen.append(opened.quality.badge.text()))
    opened.actions_["play"].trigger()
    assert bar.playing
    qtbot.waitUntil(lambda: not bar.playing, timeout=ASK_MS)
    assert list(dict.fromkeys(seen)) == ["2019", "2020"]
    assert period(opened) == "2020"


def test_days_are_offered_where_results_have_days(opened: MainWindow, qtbot: QtBot) -> None:
    bar = opened.quality.time_bar
    spans = [bar.every.itemData(row) for row in range(bar.every.count())]
    assert spans == ["day", "month", "quarter", "half", "year"]
    bar.every.setCurrentIndex(0)
    bar.slider.setValue(0)
    qtbot.waitUntil(lambda: period(opened).count("-") == 2, timeout=ASK_MS)
    assert opened.period_bar.periods.currentText() == period(opened)


def test_the_calendar_has_classes_states_and_words(calendar: MainWindow) -> None:
    model = calendar.quality.calendar.model
    assert (model.rowCount(), model.columnCount()) == (len(model.stations), 60)
    cells = {
        model.index(row, column).data()
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    }
    assert {"Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣", "–"} <= cells
    row = model.row_of("section", "邳庄桥")
    missing = next(
        model.index(row, at) for at in range(60) if model.entry(model.index(row, at)) is None
    )
    assert "无监测数据" in missing.data(Qt.ItemDataRole.ToolTipRole)
    calendar.quality.calendar.copy()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[1] == "2016-01"
    assert {len(line.split("\t")) for line in lines} == {61}


def test_a_click_in_the_calendar_goes_to_period_and_section(
    calendar: MainWindow, qtbot: QtBot
) -> None:
    table, model = calendar.quality.calendar.table, calendar.quality.calendar.model
    index = model.index(model.row_of("section", "赵村"), model.column_of("2018-03"))
    table.scrollTo(index)
    place = table.visualRect(index).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    drawn(calendar, qtbot, "2018-03")
    assert selected_station(calendar.workspace) == ("section", "赵村")
    assert table.currentIndex().row() == index.row()
    assert table.currentIndex().column() == index.column()


def test_the_calendar_is_classed_again_by_another_method_and_span(
    calendar: MainWindow, qtbot: QtBot
) -> None:
    panel = calendar.quality.calendar
    calendar.opening.evaluate("2019", method="unrounded")
    qtbot.waitUntil(lambda: "unrounded" in panel.said.text(), timeout=ASK_MS)
    calendar.quality.time_bar.every_chosen.emit("year")
    qtbot.waitUntil(lambda: panel.model.columnCount() == 5, timeout=ASK_MS)
    assert "unrounded" in panel.said.text()


def test_the_chart_follows_the_selection_and_tells_of_its_marks(
    chart: MainWindow, qtbot: QtBot
) -> None:
    view = chart.quality.chart.view
    assert chart.quality.chart.said.text().startswith("季庄桥")
    spot = view.chart.spots[0]
    told = view.told(spot)
    assert str(spot.point.period) in told
    assert "限值" in told
    select_named(chart.workspace, "section", "赵村")
    qtbot.waitUntil(
        lambda: view.chart is not None and view.chart.drawing.title.startswith("赵村"),
        timeout=ASK_MS,
    )


def test_another_indicator_is_drawn(chart: MainWindow, qtbot: QtBot) -> None:
    panel = chart.quality.chart
    items = [panel.indicators.item(row) for row in range(panel.indicators.count())]
    for item in items:
        item.setCheckState(Qt.CheckState.Unchecked)
    next(one for one in items if one.text() == "氨氮").setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(
        lambda: {one.indicator for one in panel.view.chart.spots} == {"ammonia_nitrogen"},
        timeout=ASK_MS,
    )
    assert len(panel.view.chart.spots) > 1


# The tip of a mark is raised again, which a platform without screens says it cannot.
@pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints")
def test_a_mark_leads_to_its_period_by_key_and_by_click(chart: MainWindow, qtbot: QtBot) -> None:
    view = chart.quality.chart.view
    view.setFocus()
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    second = str(view.chart.spots[1].point.period)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: period(chart) == second, timeout=ASK_MS)
    qtbot.waitUntil(chart.canvas.settled, timeout=ASK_MS)
    spot = view.chart.spots[-1]
    place = QPoint(round(spot.x_mm * 96 / 25.4), round(spot.y_mm * 96 / 25.4))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: period(chart) == str(spot.point.period), timeout=ASK_MS)
    assert period(chart) != second


def test_the_chart_is_saved_and_copied(
    chart: MainWindow, qtbot: QtBot, answers, tmp_path: Path
) -> None:
    for ending in (".png", ".svg"):
        answers.save_file = tmp_path / f"图{ending}"
        chart.quality.chart.save_button.click()
        qtbot.waitUntil(lambda: chart.runner.idle() and answers.save_file.exists(), timeout=ASK_MS)
    assert QImage(str(tmp_path / "图.png")).width() > 2000
    assert "季庄桥" in (tmp_path / "图.svg").read_text("utf-8")
    chart.quality.chart.copy()
    assert not QApplication.clipboard().image().isNull()


def test_another_method_changes_map_table_and_explanation_but_not_the_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = copytree(SAMPLE, tmp_path / "own")
    window.open(folder)
    qtbot.waitUntil(window.canvas.settled, timeout=ASK_MS)
    basis = window.quality.basis
    window.raise_panel("basis")
    assert "未核对" in basis.text.toPlainText()
    assert "GB 3838-2002" in basis.text.toPlainText()
    row = basis.methods.findData("unrounded")
    basis.methods.setCurrentIndex(row)
    basis.methods.activated.emit(row)
    qtbot.waitUntil(lambda: window.workspace.assessment.method == "unrounded", timeout=ASK_MS)
    qtbot.waitUntil(window.canvas.settled, timeout=ASK_MS)
    assert window.canvas.scene.assessment.method == "unrounded"
    window.quality.time_bar.slider.setValue(3)  # another period keeps the choice
    drawn(window, qtbot, "2016-04")
    assert window.workspace.assessment.method == "unrounded"
    assert read_project(folder).project.method == "hb-2011-22"
    basis.keep_button.click()
    qtbot.waitUntil(lambda: read_project(folder).project.method == "unrounded", timeout=ASK_MS)
    qtbot.waitUntil(lambda: not basis.keep_button.isEnabled(), timeout=ASK_MS)


def test_what_cannot_be_evaluated_is_not_shown_as_chosen(opened: MainWindow, qtbot: QtBot) -> None:
    opened.opening.evaluate("2019", method="gbt14848-2017")
    qtbot.waitUntil(opened.messages.isVisible, timeout=ASK_MS)
    assert opened.workspace.assessment.method == "hb-2011-22"
    assert opened.quality.basis.methods.currentData() == "hb-2011-22"
    assert not opened.quality.time_bar.playing


def test_the_trend_theme_is_drawn_and_told(opened: MainWindow, qtbot: QtBot) -> None:
    themes = opened.period_bar.themes
    themes.setCurrentIndex(themes.findData("trend"))
    qtbot.waitUntil(
        lambda: opened.canvas.settled() and opened.canvas.scene.theme.id == "trend", timeout=ASK_MS
    )
    told = {one.name: one.trend for one in opened.canvas.scene.assessment.sections}
    assert set(told.values()) <= {"better", "worse", "mixed", "stable", "untold"}
    assert None not in told.values()
    view = opened.canvas.view
    layer = opened.workspace.opened.layers["section"][0]
    opened.canvas.zoom_to(layer.frame.geometry.iloc[0])
    qtbot.waitUntil(opened.canvas.settled, timeout=ASK_MS)
    assert view is not None
    middle = opened.canvas.rect().center()
    card = opened.keeper.card(opened.canvas.hits_at(middle.toPointF()))
    assert "r_s" in card
    assert "Mann-Kendall" in card


def test_the_explanation_follows_period_and_selection(opened: MainWindow, qtbot: QtBot) -> None:
    """The panel that tells the deciding chain is of what is selected and evaluated now."""
    select_named(opened.workspace, "section", "季庄桥")
    opened.raise_panel("identify")
    assert "季庄桥" in opened.identify.why.toPlainText()
    before = opened.identify.why.toPlainText()
    opened.quality.time_bar.slider.setValue(3)
    drawn(opened, qtbot, "2016-04")
    assert "季庄桥" in opened.identify.why.toPlainText()
    assert opened.identify.why.toPlainText() != before


def test_all_speaks_english(chart: MainWindow, qtbot: QtBot) -> None:
    chart.raise_panel("calendar")
    qtbot.waitUntil(lambda: chart.quality.calendar.model is not None, timeout=ASK_MS)
    chart.switch_language()
    qtbot.waitUntil(chart.canvas.settled, timeout=ASK_MS)
    quality = chart.quality
    assert quality.time_bar.every.itemText(1) == "month"
    assert chart.docks["calendar"].windowTitle() == "Calendar of classes"
    assert "UNVERIFIED" in quality.basis.text.toPlainText()
    assert quality.chart.save_button.text() == "Save picture…"
    assert quality.calendar.said.text().startswith("Standard")
