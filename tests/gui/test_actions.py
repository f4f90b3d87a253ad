from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from watermap.gui.actions import MENUS, TABLE
from watermap.gui.quality.view import QualityView
from watermap.gui.saving import Saving
from watermap.gui.tracing.view import TracingView
from watermap.gui.window import MainWindow

pytestmark = pytest.mark.qt


def test_every_shortcut_belongs_to_one_action() -> None:
    keys = Counter(QKeySequence(keys).toString() for row in TABLE for keys in row.keys)
    assert [name for name, count in keys.items() if count > 1] == []
    assert "" not in keys


def test_every_row_names_a_method_of_the_window_and_a_menu(qtbot: QtBot) -> None:
    assert {row.menu for row in TABLE} == set(MENUS)
    owners = {
        "": MainWindow,
        "quality": QualityView,
        "saving": Saving,
        "tracing": TracingView,
    }
    places = [(row.id, *row.does.rpartition(".")) for row in TABLE]
    assert [
        name
        for name, owner, _, method in places
        if not callable(getattr(owners[owner], method, None))
    ] == []


def test_every_icon_is_there() -> None:
    folder = Path(__file__).parents[2] / "watermap" / "gui" / "icons"
    assert [
        row.icon for row in TABLE if row.icon and not (folder / f"{row.icon}.svg").is_file()
    ] == []
