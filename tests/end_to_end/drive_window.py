"""Drives the real window as a planner would; run by test_window.py in a process of its own.

Usage: drive_window.py PROJECT FOLDER. Writes what it saw to FOLDER/seen.json.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from watermap.gui.app import application, build_window
from watermap.gui.window import MainWindow

PROJECT, FOLDER = Path(sys.argv[1]), Path(sys.argv[2])
WAIT_MS = 60_000
SITE_ZONE = "张庄水源地二级保护区"


class Answers:
    """Answers in the user's place."""

    save: Path | None = None

    def folder(self, _title: str) -> Path | None:
        return PROJECT

    def file_to_open(self, _title: str, _kinds: str) -> Path | None:
        return None

    def files_to_open(self, _title: str, _kinds: str) -> tuple[Path, ...]:
        return ()

    def file_to_save(self, _title: str, _proposed: str, _kinds: str) -> Path | None:
        return self.save

    def tell(self, _title: str, _text: str) -> None:
        raise AssertionError("nothing was asked")


def wait(until: Callable[[], bool], what: str) -> None:
    """Let the window live until something holds."""
    deadline = QDeadlineTimer(WAIT_MS)
    while not until():
        if deadline.hasExpired():
            sys.exit(f"waited in vain for: {what}")
        application().processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def click(window: MainWindow, place: QPoint) -> None:
    QTest.mouseClick(
        window.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def trigger(window: MainWindow, action: str) -> None:
    assert window.actions_[action].isEnabled(), action
    window.actions_[action].trigger()


def export(window: MainWindow, answers: Answers, action: str, path: Path) -> None:
    written: list[str] = []
    window.exporting.written.connect(lambda to, _left: written.append(to))
    answers.save = path
    trigger(window, action)
    wait(lambda: str(path) in written, f"{path} written")


def class_of(window: MainWindow, section: str) -> str | None:
    assessment = window.workspace.assessment
    assert assessment is not None
    return assessment.by_name()[section].water_class


def check_a_clicked_site(window: MainWindow) -> None:
    """Click into a protection area on the map and have the place checked."""
    opened = window.workspace.opened
    assert opened is not None
    layer = opened.layers["protection_area"][0]
    (zone,) = layer.frame.geometry[layer.frame["name"] == SITE_ZONE]
    window.canvas.zoom_to(zone)
    wait(window.canvas.settled, "the zone drawn")
    trigger(window, "place_site")
    place = zone.representative_point()
    click(window, pixel_of(window, place.x, place.y))
    window.site.form.work.setCurrentIndex(1)
    window.site.form.discharges.setCurrentIndex(1)
    QTest.mouseClick(window.site.button, Qt.MouseButton.LeftButton)
    wait(lambda: window.workspace.check is not None, "the site checked")


def look_for_candidates(window: MainWindow) -> list[str | None]:
    """Click the failing section with the tracing tool, and ask who may explain it."""
    opened = window.workspace.opened
    assert opened is not None
    sections = opened.layers["section"][0].frame
    (here,) = sections.geometry[sections["name"] == "季庄桥"]
    trigger(window, "trace")
    panel = window.tracing.panel
    names = panel.form.start.completer().model()
    wait(lambda: names.rowCount() > 0, "the rivers joined")
    window.canvas.zoom_to(here)
    wait(window.canvas.settled, "the section drawn")
    click(window, pixel_of(window, here.x, here.y))
    assert panel.form.start.text().startswith("section:")
    QTest.mouseClick(panel.form.suspects, Qt.MouseButton.LeftButton)
    wait(lambda: panel.suspicion is not None, "the candidates")
    assert panel.suspicion is not None
    return [one.facts.owner for one in panel.suspicion.suspects.between]


def pixel_of(window: MainWindow, longitude: float, latitude: float) -> QPoint:
    import numpy as np

    from watermap.gui.render import PX_PER_MM
    from watermap.mapping.plane import to_plane

    view = window.canvas.view
    assert view is not None
    x, y = (view.to_mm(to_plane(np.array([[longitude, latitude]]), view.epsg)) * PX_PER_MM)[0]
    return QPoint(round(x), round(y))


def main() -> None:
    answers = Answers()
    application()
    window = build_window(language="zh", ask=answers)
    window.show()
    QTest.qWaitForWindowExposed(window)
    trigger(window, "open")
    wait(window.canvas.settled, "the project drawn")
    seen: dict[str, object] = {
        "platform": QGuiApplication.platformName(),
        "title": window.windowTitle(),
        "year": class_of(window, "季庄桥"),
    }
    window.period_bar.periods.setCurrentText("2018-07")
    wait(lambda: window.workspace.assessment.period == "2018-07", "the month evaluated")
    wait(window.canvas.settled, "the month drawn")
    seen["month"] = class_of(window, "季庄桥")
    seen["candidates"] = look_for_candidates(window)
    window.grab().save(str(FOLDER / "candidates.png"))
    check_a_clicked_site(window)
    check = window.workspace.check
    assert check is not None
    seen["verdict"] = check.verdict
    seen["rules"] = sorted({finding.rule for finding in check.findings})
    seen["banner"] = window.site.result.banner.text()
    export(window, answers, "export_map", FOLDER / "map.png")
    export(window, answers, "export_check", FOLDER / "site.docx")
    export(window, answers, "export_results", FOLDER / "results.xlsx")
    wait(window.canvas.settled, "everything at rest")
    window.grab().save(str(FOLDER / "window.png"))
    window.close()
    (FOLDER / "seen.json").write_text(json.dumps(seen, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
