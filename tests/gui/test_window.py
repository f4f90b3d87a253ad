"""The window on the sample: what a planner clicks, and what comes of it."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from watermap.gui.window import MainWindow
from watermap.mapping.picking import Hit
from watermap.workspace.workspace import Selection

pytestmark = [pytest.mark.qt, pytest.mark.slow]
SAMPLE = Path(__file__).parents[2] / "sample_gis" / "taierzhuang"
SITE = "拟建化工项目.geojson"
WAIT_MS = 60_000


def pixels(window: MainWindow) -> set[str]:
    """The colours on the map, one in four pixels."""
    image = window.canvas.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    }


def section_key(window: MainWindow) -> str:
    opened = window.workspace.opened
    assert opened is not None
    return opened.key_of(opened.layers["section"][0])


def wheel(window: MainWindow, place: QPointF, angle: int) -> None:
    event = QWheelEvent(
        place, QPointF(window.canvas.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(window.canvas, event)


def test_the_start_page_offers_the_three_questions(window: MainWindow) -> None:
    assert window.pages.currentWidget() is window.start
    questions = [door.question.text() for door in window.start.doors.values()]
    assert questions == ["我们的水质怎么样？", "水源地周边有什么？", "这里能不能建？"]
    assert not window.actions_["export_map"].isEnabled()


def test_opening_shows_map_tree_periods_and_problems(opened: MainWindow) -> None:
    assert opened.windowTitle() == "台儿庄区水环境（示例） — watermap"
    assert opened.pages.currentWidget() is opened.canvas
    assert opened.period_bar.periods.currentText() == "2019"
    assert opened.period_bar.periods.count() == 5 * (1 + 2 + 4 + 12)
    assert opened.tree.model().rowCount() >= 5
    assert opened.problems.list.count() > 0
    assert len(pixels(opened)) > 50
    assert opened.status.crs.text() == "CGCS2000 3 度带，中央经线 117°（不加带号）（EPSG:4548）"
    QAbstractItemModelTester(opened.tree.model())


def test_changing_the_period_recolours_the_map(qtbot: QtBot, opened: MainWindow) -> None:
    before = opened.canvas.grab().toImage()
    with qtbot.waitSignal(opened.canvas.rendered, timeout=WAIT_MS):
        opened.period_bar.periods.setCurrentText("2018")
    qtbot.waitUntil(opened.canvas.settled, timeout=WAIT_MS)
    assessment = opened.workspace.assessment
    assert assessment is not None
    assert assessment.period == "2018"
    assert opened.canvas.grab().toImage() != before


def test_the_wheel_zooms_at_the_pointer(opened: MainWindow) -> None:
    place = QPointF(200.0, 150.0)
    before = opened.canvas.position_at(place)
    scale = opened.canvas.view.scale
    wheel(opened, place, 120)
    after = opened.canvas.position_at(place)
    assert opened.canvas.view.scale == pytest.approx(scale / 1.25)
    assert after == pytest.approx(before, abs=1e-9)


def test_a_drag_moves_the_ground_with_the_pointer(qtbot: QtBot, opened: MainWindow) -> None:
    start, end = QPoint(300, 200), QPoint(360, 240)
    ground = opened.canvas.position_at(QPointF(start))
    qtbot.mousePress(opened.canvas, Qt.MouseButton.LeftButton, pos=start)
    for place in (QPoint(330, 220), end):
        event_move(opened, place)
    qtbot.mouseRelease(opened.canvas, Qt.MouseButton.LeftButton, pos=end)
    assert opened.canvas.position_at(QPointF(end)) == pytest.approx(ground, abs=1e-9)


def event_move(window: MainWindow, place: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    QApplication.sendEvent(
        window.canvas,
        QMouseEvent(
            QEvent.Type.MouseMove, QPointF(place), QPointF(window.canvas.mapToGlobal(place)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        ),
    )  # fmt: skip


def test_views_can_be_gone_back_to(opened: MainWindow) -> None:
    first = opened.canvas.view
    opened.zoom_in()
    second = opened.canvas.view
    opened.zoom_last()
    assert opened.canvas.view == first
    opened.zoom_next()
    assert opened.canvas.view == second


def test_hiding_a_layer_takes_it_off_the_map(qtbot: QtBot, opened: MainWindow) -> None:
    key = section_key(opened)
    with qtbot.waitSignal(opened.canvas.rendered, timeout=WAIT_MS):
        opened.workspace.set_visible(key, shown=False)
    assert opened.canvas.scene.layer(key) is None


def test_a_click_identifies_the_section(qtbot: QtBot, opened: MainWindow) -> None:
    project = opened.workspace.opened
    assert project is not None
    layer = project.layers["section"][0]
    record = int(layer.frame.index[layer.frame["name"] == "季庄桥"][0])
    opened.use_tool("identify")
    opened.canvas.zoom_to(layer.frame.geometry.loc[record])
    qtbot.waitUntil(opened.canvas.settled, timeout=WAIT_MS)
    middle = QPoint(opened.canvas.width() // 2, opened.canvas.height() // 2)
    with qtbot.waitSignal(opened.canvas.picked) as picked:
        qtbot.mouseClick(opened.canvas, Qt.MouseButton.LeftButton, pos=middle)
    (found,) = picked.args
    assert Hit(layer=section_key(opened), record=record) in found
    assert "季庄桥" in opened.identify.tree.topLevelItem(0).text(1)
    assert "季庄桥" in opened.keeper.card(found)


def test_the_table_selects_with_the_map_both_ways(opened: MainWindow) -> None:
    opened.show_table()
    table = opened.table
    QAbstractItemModelTester(table.proxy.sourceModel())
    assert table.proxy.rowCount() == 11
    headers = [
        table.proxy.headerData(column, Qt.Orientation.Horizontal)
        for column in range(table.proxy.columnCount())
    ]
    assert {"断面名称", "水质类别", "达标"} <= set(headers)
    opened.workspace.select(Selection(layer=section_key(opened), records=frozenset({2})))
    rows = table.view.selectionModel().selectedRows()
    assert [table.proxy.headerData(row.row(), Qt.Orientation.Vertical) for row in rows] == ["3"]
    table.view.selectRow(0)
    selection = opened.workspace.selection
    assert selection is not None
    assert len(selection.records) == 1
    table.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == headers
    assert len(lines) == 2


def test_the_table_filters(opened: MainWindow) -> None:
    opened.show_table()
    opened.table.filter.setText("季庄")
    assert opened.table.proxy.rowCount() == 1
    assert opened.table.proxy.index(0, 0, QModelIndex()).data()


def test_a_loaded_site_is_checked_and_told(
    qtbot: QtBot, opened: MainWindow, answers: Any, tmp_path: Path
) -> None:
    answers.open_file = SAMPLE / SITE
    with qtbot.waitSignal(opened.site.site_changed, timeout=WAIT_MS):
        opened.load_site()
    assert opened.site.form.industry.text().startswith("C26")
    with qtbot.waitSignal(opened.site.answered, timeout=WAIT_MS):
        qtbot.mouseClick(opened.site.button, Qt.MouseButton.LeftButton)
    assert opened.workspace.check.verdict == "prohibited"
    assert "禁止" in opened.site.result.banner.text()
    finding = opened.site.findings()[0]
    with qtbot.waitSignal(opened.canvas.view_changed):
        opened.site.feature_asked.emit(finding)
    answers.save_file = tmp_path / "选址.docx"
    with qtbot.waitSignal(opened.exporting.written, timeout=WAIT_MS):
        opened.saving.check()
    assert answers.save_file.stat().st_size > 20_000


def test_a_clicked_point_is_a_site(qtbot: QtBot, opened: MainWindow) -> None:
    opened.use_tool("place_site")
    with qtbot.waitSignal(opened.site.site_changed) as given:
        qtbot.mouseClick(opened.canvas, Qt.MouseButton.LeftButton, pos=QPoint(250, 200))
    expected = opened.canvas.position_at(QPointF(250, 200))
    assert (given.args[0].x, given.args[0].y) == pytest.approx(expected)
    assert opened.site.button.isEnabled()


def test_coordinates_that_are_none_are_refused_in_words(opened: MainWindow) -> None:
    opened.site.take_coordinates("不是坐标")
    assert "不是坐标" in opened.messages.text()


def test_measured_lengths_are_geodesic(qtbot: QtBot, opened: MainWindow) -> None:
    from pyproj import Geod

    from watermap.figures import figure

    opened.use_tool("measure_line")
    places = [QPoint(100, 100), QPoint(300, 220)]
    for place in places:
        qtbot.mouseClick(opened.canvas, Qt.MouseButton.LeftButton, pos=place)
    (lon1, lat1), (lon2, lat2) = (opened.canvas.position_at(QPointF(one)) for one in places)
    metres = Geod(a=6378137, rf=298.257222101).inv(lon1, lat1, lon2, lat2)[2]
    assert opened.status.measure.text() == f"{figure(metres / 1000, 3)} km"


def test_what_lies_around_is_listed_and_drawn(qtbot: QtBot, opened: MainWindow) -> None:
    with qtbot.waitSignal(opened.rings.rings_changed, timeout=WAIT_MS):
        opened.show_rings()
    tree = opened.rings.tree
    assert tree.topLevelItemCount() == 2
    assert [tree.topLevelItem(0).child(row).text(0)[:5] for row in range(3)] == [
        "500 m", "1000 ", "5000 ",
    ]  # fmt: skip


def test_results_and_map_are_written(
    qtbot: QtBot, opened: MainWindow, answers: Any, tmp_path: Path
) -> None:
    answers.save_file = tmp_path / "结果.xlsx"
    with qtbot.waitSignal(opened.exporting.written, timeout=WAIT_MS):
        opened.saving.results()
    assert len(openpyxl.load_workbook(answers.save_file).sheetnames) >= 4
    answers.save_file = tmp_path / "图.svg"
    with qtbot.waitSignal(opened.exporting.written, timeout=WAIT_MS):
        opened.saving.map()
    assert answers.save_file.read_text("utf-8").lstrip().startswith("<?xml")
    assert "已写入" in opened.messages.text()


def test_a_file_that_cannot_be_written_is_said(
    qtbot: QtBot, opened: MainWindow, answers: Any, tmp_path: Path
) -> None:
    answers.save_file = tmp_path / "图.bmp"
    with qtbot.waitSignal(opened.runner.failed, timeout=WAIT_MS):
        opened.saving.map()
    assert ".png" in opened.messages.text()


def test_a_folder_without_project_is_said_and_the_open_one_stays(
    qtbot: QtBot, opened: MainWindow, answers: Any, tmp_path: Path
) -> None:
    before = opened.workspace.opened
    answers.open_folder = tmp_path
    with qtbot.waitSignal(opened.runner.failed, timeout=WAIT_MS):
        opened.ask_for_project()
    assert "project.toml" in opened.messages.text()
    assert opened.workspace.opened is before


def test_the_language_changes_everywhere(qtbot: QtBot, opened: MainWindow) -> None:
    with qtbot.waitSignal(opened.canvas.rendered, timeout=WAIT_MS):
        opened.switch_language()
    assert opened.windowTitle() == "Water of Taierzhuang District (sample) — watermap"
    assert opened.docks["layers"].windowTitle() == "Layers"
    assert opened.actions_["open"].text() == "&Open project…"
    assert opened.period_bar.themes.currentText() == "Compliance with targets"
    assert opened.problems.count.text().startswith("Errors: 0")
    opened.switch_language()
    assert opened.docks["layers"].windowTitle() == "图层"
