from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from watermap.gui.app import build_window
from watermap.gui.tasks import TaskRunner
from watermap.gui.window import MainWindow

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_gis" / "taierzhuang"
OPEN_MS = 60_000


@dataclass
class Answers:
    """Answers in the user's place; a question without an answer fails the test."""

    open_folder: Path | None = None
    open_file: Path | None = None
    open_files: tuple[Path, ...] = ()
    save_file: Path | None = None
    told: list[str] = field(default_factory=list)

    def folder(self, title: str) -> Path | None:
        assert title
        return self.open_folder

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        assert title
        assert "*." in kinds
        return self.open_file

    def files_to_open(self, title: str, kinds: str) -> tuple[Path, ...]:
        assert title
        assert "*.shp" in kinds
        return self.open_files

    def file_to_save(self, title: str, proposed: str, kinds: str) -> Path | None:
        assert title
        assert Path(proposed).suffix in kinds
        return self.save_file

    def tell(self, title: str, text: str) -> None:
        assert title
        self.told.append(text)


@pytest.fixture(autouse=True)
def fresh_settings(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(qtbot: QtBot, answers: Answers) -> Iterator[MainWindow]:
    """A window on the start page; nothing of it is left afterwards."""
    made = build_window(language="zh", ask=answers)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.runner.close()
    made.close()
    assert made.runner.running() == ()
    assert QApplication.activeModalWidget() is None


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window with the sample open and drawn."""
    window.open(SAMPLE)
    qtbot.waitUntil(window.canvas.settled, timeout=OPEN_MS)
    return window
