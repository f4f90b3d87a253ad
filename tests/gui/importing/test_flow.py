"""Files given to the window: asked only what must be, kept where it was said, or not at all."""

import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.gui.importing.destination import DestinationPage
from watermap.gui.importing.question_page import QuestionPage
from watermap.gui.importing.wizard import ImportWizard
from watermap.gui.window import MainWindow
from watermap.workspace.folder import read_project

pytestmark = [pytest.mark.qt, pytest.mark.slow]
SAMPLE = Path(__file__).parents[3] / "sample_gis" / "taierzhuang"
WAIT_MS = 60_000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A section layer and a workbook that ask nothing, and a river without .prj."""
    folder = tmp_path / "数据"
    folder.mkdir()
    for name in ("断面", "河流"):
        for part in SAMPLE.glob(f"{name}.*"):
            shutil.copy(part, folder)
    (folder / "河流.prj").unlink()
    return folder


def wizard_at(qtbot: QtBot, window: MainWindow, page: type) -> ImportWizard:
    """The wizard, once it shows a page of a sort."""
    wizard = window.importing.wizard
    assert wizard is not None
    qtbot.waitUntil(lambda: isinstance(wizard.page, page), timeout=WAIT_MS)
    return wizard


def finish(qtbot: QtBot, window: MainWindow, wizard: ImportWizard) -> None:
    with qtbot.waitSignal(window.opening.opened, timeout=WAIT_MS):
        wizard.next.click()
    assert window.importing.wizard is None
    qtbot.waitUntil(lambda: window.canvas.settled() and window.runner.idle(), timeout=WAIT_MS)


def test_files_that_ask_nothing_come_to_the_last_page_and_may_only_be_looked_at(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open(SAMPLE / "断面.shp")
    wizard = wizard_at(qtbot, window, DestinationPage)
    assert not wizard.back.isVisible()
    wizard.page.buttons["look"].setChecked(True)
    finish(qtbot, window, wizard)
    project = window.workspace.opened
    assert project is not None
    assert set(project.layers) == {"section"}
    assert not project.folder.is_relative_to(SAMPLE)
    assert window.health.tree.topLevelItemCount() == 1
    window.close()
    assert not project.folder.exists()


def test_cancel_leaves_nothing_behind(qtbot: QtBot, window: MainWindow, data: Path) -> None:
    before = sorted(data.parent.rglob("*"))
    window.open(data)
    wizard = wizard_at(qtbot, window, QuestionPage)
    wizard.cancel.click()
    assert window.importing.wizard is None
    window.open(data)
    assert window.importing.wizard is not None
    window.importing.wizard.cancel.click()  # while the files are being read
    qtbot.waitUntil(window.runner.idle, timeout=WAIT_MS)
    assert window.workspace.opened is None
    assert window.pages.currentWidget() is window.start
    assert sorted(data.parent.rglob("*")) == before


def test_answers_survive_back_and_a_doubted_kind_is_asked(
    qtbot: QtBot, window: MainWindow, data: Path, answers: Any, tmp_path: Path
) -> None:
    window.open(data)
    wizard = wizard_at(qtbot, window, QuestionPage)
    (row,) = wizard.page.rows
    row.chooser.choose("4548")  # nonsense here, but a person may say so
    wizard.next.click()
    wizard_at(qtbot, window, DestinationPage)
    wizard.back.click()
    assert [row.chooser.value() for row in wizard.page.rows] == ["4548"]
    wizard.page.rows[0].chooser.choose("4490")
    wizard.next.click()
    wizard_at(qtbot, window, DestinationPage)
    wizard.page.kind_doubted.emit(1)
    wizard_at(qtbot, window, QuestionPage)
    (row,) = wizard.page.rows
    assert row.question.page == "kind"
    assert row.chooser.value() == "river"
    row.chooser.choose("diversion_line")
    wizard.next.click()
    qtbot.waitUntil(
        lambda: (
            isinstance(wizard.page, QuestionPage) and wizard.page.rows[0].question.page != "kind"
        ),
        timeout=WAIT_MS,
    )
    wizard.next.click()
    wizard_at(qtbot, window, DestinationPage)
    assert "调水干线" in wizard.page.summary.toPlainText()
    answers.open_folder = tmp_path / "别处"
    wizard.page.browse.click()
    folder = Path(wizard.page.folder.text())
    assert folder == tmp_path / "别处" / "数据（项目）"
    finish(qtbot, window, wizard)
    kept = {entry.path: entry for entry in read_project(folder).project.layers}
    assert kept["data/河流.shp"].kind == "diversion_line"
    assert kept["data/河流.shp"].crs == 4490
    assert "导入向导" in (kept["data/河流.shp"].crs_why or "")


def test_more_files_go_into_the_open_project(
    qtbot: QtBot, window: MainWindow, data: Path, tmp_path: Path
) -> None:
    project = tmp_path / "我的项目"
    shutil.copytree(SAMPLE, project)
    window.open(project / "project.toml")
    qtbot.waitUntil(lambda: window.workspace.opened is not None, timeout=WAIT_MS)
    before = read_project(project).project
    extra = tmp_path / "新增加油站.geojson"
    extra.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":'
        ' {"JYZBH": "1", "JYZMC": "新站"}, "geometry": {"type": "Point", "coordinates":'
        " [117.7, 34.56]}}]}",
        "utf-8",
    )
    window.open(extra)
    wizard = wizard_at(qtbot, window, DestinationPage)
    assert wizard.page.destination().sort == "add"
    finish(qtbot, window, wizard)
    after = read_project(project).project
    assert len(after.layers) == len(before.layers) + 1
    assert after.layers[-1].path == "data/新增加油站.geojson"
    assert after.tables == before.tables


def test_a_folder_without_data_can_not_be_finished(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "说明.docx").write_bytes(b"x")
    window.open(tmp_path)
    wizard = wizard_at(qtbot, window, DestinationPage)
    assert not wizard.next.isEnabled()
    assert "说明.docx" in wizard.page.summary.toPlainText()
    wizard.page.buttons["look"].setChecked(True)
    assert not wizard.next.isEnabled()
    wizard.reject()


def test_an_error_while_copying_is_said_on_the_page_and_taken_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    for part in SAMPLE.glob("断面.*"):
        shutil.copy(part, tmp_path)
    data = tmp_path / "断面.shp"
    window.open(data)
    wizard = wizard_at(qtbot, window, DestinationPage)
    data.unlink()  # somebody takes the stick away
    folder = Path(wizard.page.folder.text())
    wizard.next.click()
    qtbot.waitUntil(
        lambda: isinstance(wizard.page, DestinationPage) and bool(wizard.page.fault.text()),
        timeout=WAIT_MS,
    )
    assert "断面.shp" in wizard.page.fault.text()
    assert not folder.exists()
    wizard.reject()
