"""The window follows the water: from a name, from a click, up and down, on map, list and file."""

from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("PySide6")

import shapely
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Answers
from watermap.gui.window import MainWindow

pytestmark = pytest.mark.qt
ASK_MS = 60_000


def traced(window: MainWindow, qtbot: QtBot, text: str, direction: str) -> None:
    panel = window.tracing.panel
    window.raise_panel("tracing")
    panel.form.start.setText(text)
    before = panel.answer
    button = panel.form.up if direction == "up" else panel.form.down
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.answer is not before, timeout=ASK_MS)


def met(window: MainWindow) -> list[str | None]:
    answer = window.tracing.panel.answer
    assert answer is not None
    return [one.object.name for one in answer.trace.objects]


def test_a_section_is_followed_up_and_down(opened: MainWindow, qtbot: QtBot) -> None:
    traced(opened, qtbot, "季庄桥", "up")
    up = met(opened)
    assert {"北辰纸业排污口", "青禾淀粉排污口", "泥沟肉联排污口"} <= set(up)
    tree = opened.tracing.panel.tree
    assert tree.topLevelItem(0).childCount() == len(up)
    assert up[0] in tree.topLevelItem(0).child(0).text(0)
    assert {"trace/main", "trace/start", "trace/ends"} <= opened.canvas.overlay_keys()
    traced(opened, qtbot, "季庄桥", "down")
    assert not {"北辰纸业排污口", "青禾淀粉排污口", "泥沟肉联排污口"} & set(met(opened))
    assert "赵村" in met(opened)


def test_limits_are_those_of_the_form(opened: MainWindow, qtbot: QtBot) -> None:
    form = opened.tracing.panel.form
    form.within_km.setValue(5)
    form.stop_at.setCurrentIndex(1)
    traced(opened, qtbot, "section:赵村", "up")
    answer = opened.tracing.panel.answer
    assert answer is not None
    assert answer.trace.asked.stop_at == {"section"}
    assert max(one.taken_m for one in answer.trace.ends) <= 5000


def test_a_click_on_a_section_begins_at_it_and_beside_the_river_at_the_point(
    opened: MainWindow, qtbot: QtBot
) -> None:
    panel = opened.tracing.panel
    opened.use_tool("trace")
    qtbot.waitUntil(lambda: panel.form.start.completer().model().rowCount() > 0, timeout=ASK_MS)
    layer = opened.workspace.opened.layers["section"][0]
    record = int(layer.frame.index[layer.frame["name"] == "季庄桥"][0])
    here = layer.frame.geometry.loc[record]
    opened.canvas.zoom_to(here)
    qtbot.waitUntil(opened.canvas.settled, timeout=ASK_MS)
    qtbot.mouseClick(opened.canvas, Qt.MouseButton.LeftButton, pos=opened.canvas.rect().center())
    assert panel.form.start.text().startswith("section:")
    panel.start_at(shapely.Point(117.7, 34.6), ())
    assert panel.form.start.text() == "117.700000,34.600000"


def test_what_is_no_start_is_said(opened: MainWindow, qtbot: QtBot) -> None:
    panel = opened.tracing.panel
    panel.form.start.setText("没有这个地方")
    with qtbot.waitSignal(panel.failed, timeout=ASK_MS):
        panel.run("up")
    assert "没有这个地方" in opened.messages.text()


def test_the_trace_is_written_as_it_is_shown(
    opened: MainWindow, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    traced(opened, qtbot, "季庄桥", "up")
    answers.save_file = tmp_path / "追踪.xlsx"
    with qtbot.waitSignal(opened.tracing.written, timeout=ASK_MS):
        opened.actions_["export_trace"].trigger()
    sheet = openpyxl.load_workbook(tmp_path / "追踪.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == met(opened)


def test_another_language_and_another_project_begin_anew(opened: MainWindow, qtbot: QtBot) -> None:
    traced(opened, qtbot, "季庄桥", "up")
    opened.switch_language()
    tree = opened.tracing.panel.tree
    assert tree.topLevelItem(0).text(0).startswith("On the way")
    opened.workspace.show(opened.workspace.opened)
    assert tree.topLevelItemCount() == 0
    assert not any(key.startswith("trace/") for key in opened.canvas.overlay_keys())


def test_a_failing_month_leads_to_the_planted_candidates(
    opened: MainWindow, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    opened.opening.evaluate("2018-07")
    qtbot.waitUntil(
        lambda: (
            opened.workspace.assessment is not None
            and opened.workspace.assessment.period == "2018-07"
        ),
        timeout=ASK_MS,
    )
    panel = opened.tracing.panel
    opened.raise_panel("tracing")
    panel.form.start.setText("季庄桥")
    qtbot.mouseClick(panel.form.suspects, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.suspicion is not None, timeout=ASK_MS)
    title, group = panel.tree.topLevelItem(0), panel.tree.topLevelItem(1)
    assert "季庄桥" in title.text(0)
    assert "候选对象" in group.text(0)
    names = [group.child(row).text(0) for row in range(group.childCount())]
    assert [name.split("  ·  ")[0] for name in names[:3]] == [
        "北辰纸业有限公司", "青禾淀粉有限公司", "泥沟肉联有限公司",
    ]  # fmt: skip
    assert group.child(0).childCount() >= 3
    answers.save_file = tmp_path / "候选.xlsx"
    with qtbot.waitSignal(opened.tracing.written, timeout=ASK_MS):
        opened.actions_["export_suspects"].trigger()
    sheet = openpyxl.load_workbook(tmp_path / "候选.xlsx").worksheets[0]
    assert sheet.cell(2, 3).value == "北辰纸业有限公司"


def test_a_section_that_keeps_its_target_has_nothing_to_explain(
    opened: MainWindow, qtbot: QtBot
) -> None:
    panel = opened.tracing.panel
    qtbot.waitUntil(lambda: opened.workspace.assessment is not None, timeout=ASK_MS)
    panel.form.start.setText("section:于沟桥")
    with qtbot.waitSignal(panel.failed, timeout=ASK_MS):
        panel.run_suspects()
    assert "于沟桥" in opened.messages.text()
    assert panel.suspicion is None
