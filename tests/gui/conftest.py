from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.gui.tasks import TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()
