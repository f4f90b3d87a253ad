"""Drops a folder on the real window and answers every page; run by test_import.py on its own.

Usage: drive_import.py DATA FOLDER LANGUAGE. Writes what it saw to FOLDER/seen.json, and a picture
of every page beside it.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from watermap.gui.app import application, build_window
from watermap.gui.importing.choosers import BoxChooser, ColumnChooser, ListChooser
from watermap.gui.importing.destination import DestinationPage
from watermap.gui.importing.question_page import QuestionPage
from watermap.gui.importing.wizard import ImportWizard
from watermap.gui.window import MainWindow
from watermap.language import Language

DATA, FOLDER, LANGUAGE = Path(sys.argv[1]), Path(sys.argv[2]), cast(Language, sys.argv[3])
WAIT_MS = 60_000
LEFT_OUT = ""
PICKS = {  # what is picked where nothing is proposed, or against the proposal
    ("encoding", "CK.shp"): "GB18030",
    ("kind", "CK.shp"): "petrol_station",
    ("kind", "新建文件 (2).shp"): LEFT_OUT,
    ("names", "台儿庄公路大桥"): "台儿庄大桥",
}


class Answers:
    """Nothing is asked by dialogs of the system."""

    def folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    def file_to_open(self, title: str, _kinds: str) -> Path | None:
        raise AssertionError(title)

    def files_to_open(self, title: str, _kinds: str) -> tuple[Path, ...]:
        raise AssertionError(title)

    def file_to_save(self, title: str, _proposed: str, _kinds: str) -> Path | None:
        raise AssertionError(title)

    def tell(self, title: str, _text: str) -> None:
        raise AssertionError(title)


def wait(until: Callable[[], bool], what: str) -> None:
    """Let the window live until something holds."""
    deadline = QDeadlineTimer(WAIT_MS)
    while not until():
        if deadline.hasExpired():
            sys.exit(f"waited in vain for: {what}")
        application().processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def drop(window: MainWindow, path: Path) -> None:
    """What the system sends when a folder is dropped."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    enter = QDragEnterEvent(QPoint(400, 300), copy, data, left, none)
    application().sendEvent(window, enter)
    assert enter.isAccepted()
    application().sendEvent(window, QDropEvent(QPointF(400, 300), copy, data, left, none))


def click(widget: Any, place: QPoint | None = None) -> None:
    where = place or widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def picture(window: MainWindow, name: str) -> None:
    """The screen as the user sees it, wizard and all."""
    QTest.qWait(120)
    screen = window.screen()
    assert screen is not None
    screen.grabWindow(0).save(str(FOLDER / f"{LANGUAGE}_{name}.png"))


def pick(page: QuestionPage, name: str) -> None:
    """Answer by the widgets what is not proposed."""
    for row in page.rows:
        about = row.question.about
        path = getattr(about, "path", about)
        value = PICKS.get((name, getattr(path, "name", str(path))))
        if value is None:
            continue
        place = [one.value for one in row.chooser.offered].index(value)
        page.ensureWidgetVisible(row)
        if isinstance(row.chooser, BoxChooser):
            row.chooser.box.setFocus()
            row.chooser.box.setCurrentIndex(place)
        elif isinstance(row.chooser, ListChooser | ColumnChooser):
            click(row.chooser.group.button(place), QPoint(8, 8))


def wizard_of(window: MainWindow) -> ImportWizard:
    wizard = window.importing.wizard
    assert wizard is not None
    return wizard


def through_the_pages(window: MainWindow, seen: dict[str, Any]) -> None:
    wizard = wizard_of(window)
    wait(lambda: wizard.page is not wizard.busy, "the files read")
    while not isinstance(wizard.page, DestinationPage):
        page = wizard.page
        assert isinstance(page, QuestionPage)
        name = page.rows[0].question.page
        seen["pages"].append(name)
        seen["asked"][name] = [row.question.asks.text(LANGUAGE) for row in page.rows]
        picture(window, f"{len(seen['pages'])}_{name}")
        if any(row.chooser.value() is None for row in page.rows):
            click(wizard.next)
            assert wizard.page is page, "a page was passed without an answer"
            assert wizard.hint.text()
            picture(window, f"{len(seen['pages'])}_{name}_open")
        pick(page, name)
        picture(window, f"{len(seen['pages'])}_{name}_answered")
        click(wizard.next)
        wait(lambda before=page: wizard.page not in (before, wizard.busy), "the next page")


def there_and_back(window: MainWindow) -> None:
    """Back and forth again: the answers are still there."""
    wizard = wizard_of(window)
    last = wizard.page
    click(wizard.back)
    assert isinstance(wizard.page, QuestionPage)
    assert all(row.chooser.value() is not None for row in wizard.page.rows)
    before = wizard.page
    click(wizard.next)
    wait(lambda: wizard.page not in (before, last, wizard.busy), "the last page again")


def main() -> None:
    application()
    window = build_window(language=LANGUAGE, ask=Answers())
    window.show()
    QTest.qWaitForWindowExposed(window)
    picture(window, "0_start")
    seen: dict[str, Any] = {"pages": [], "asked": {}}
    drop(window, DATA)
    through_the_pages(window, seen)
    there_and_back(window)
    wizard = wizard_of(window)
    page = wizard.page
    assert isinstance(page, DestinationPage)
    seen["summary"] = page.summary.toPlainText()
    seen["folder"] = page.folder.text()
    picture(window, "8_where")
    click(wizard.next)
    wait(lambda: window.workspace.opened is not None, "the project opened")
    wait(lambda: window.canvas.settled() and window.runner.idle(), "everything drawn and looked at")
    seen["title"] = window.windowTitle()
    tree = window.health.tree
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    seen["health"] = [item.text(0) for item in items if item is not None]
    seen["health_shown"] = window.health.isVisible()
    picture(window, "9_health")
    window.close()
    (FOLDER / "seen.json").write_text(json.dumps(seen, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
