"""The dialog by itself: what may be pressed when, and what is listed."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.gui.databases.conftest import column
from watermap.gui.databases.dialog import DatabaseDialog
from watermap.gui.databases.login_form import keep_server, last_server
from watermap.gui.databases.table_list import shape_word
from watermap.reading.postgis.address import Server

pytestmark = pytest.mark.qt
SERVER = Server(host="gis.example", port=5433, database="水", user="planner")


@pytest.fixture
def dialog(qtbot: QtBot) -> DatabaseDialog:
    made = DatabaseDialog(None)
    qtbot.addWidget(made)
    return made


def nowhere(_table: object) -> bool:
    return False


def test_what_is_missing_is_asked_for_before_anything_connects(
    qtbot: QtBot, dialog: DatabaseDialog
) -> None:
    asked = []
    dialog.connect_asked.connect(lambda: asked.append(dialog.form.server()))
    dialog.connect_button.click()
    assert asked == []
    assert dialog.working.said.text()
    dialog.form.show_server(SERVER)
    dialog.form.submitted.emit()
    assert asked == [SERVER]


def test_the_password_is_not_shown(dialog: DatabaseDialog) -> None:
    dialog.form.password.setText("hunter2")
    assert dialog.form.password.echoMode() == QLineEdit.EchoMode.Password
    assert "hunter2" not in dialog.form.password.displayText()


@pytest.mark.parametrize("possible", [True, False])
def test_remembering_is_offered_only_where_it_is_safe(
    dialog: DatabaseDialog, possible: bool
) -> None:
    assert not dialog.form.remember.isVisibleTo(dialog)
    dialog.form.offer_keyring(possible=possible)
    assert dialog.form.remember.isVisibleTo(dialog) is possible
    assert not dialog.form.keeps()


def test_tables_by_schema_several_may_be_ticked(dialog: DatabaseDialog) -> None:
    tables = (
        column("断面"),
        column("断面", geometry="other"),
        column("河流", type="MultiLineStringZ", rows=None, srid=0),
        column("secret", "sthj", readable=False, view=True),
    )
    dialog.show_tables(tables, lambda one: one.table == "河流")
    tree = dialog.tables.tree
    assert [tree.topLevelItem(place).text(0) for place in range(2)] == ["public", "sthj"]
    rows = [[item.text(place) for place in range(4)] for item in dialog.tables.items()]
    assert rows == [
        ["断面 # geom", "points", "4490", "2"],
        ["断面 # other", "points", "4490", "2"],
        ["河流 (in the project already)", "lines", "not declared", "—"],
        ["secret (view · no right to read it)", "points", "4490", "2"],
    ]
    assert not dialog.take.isEnabled()
    dialog.tables.tick("断面")
    assert dialog.tables.chosen() == tables[:2]
    assert dialog.take.isEnabled()
    *_, secret = dialog.tables.items()
    assert not secret.flags() & Qt.ItemFlag.ItemIsEnabled
    tree.itemDoubleClicked.emit(secret, 0)
    assert len(dialog.tables.chosen()) == 2
    first = next(dialog.tables.items())
    tree.itemDoubleClicked.emit(first, 0)
    assert dialog.tables.chosen() == tables[1:2]


def test_the_filter_hides_and_a_hidden_tick_stays(dialog: DatabaseDialog) -> None:
    dialog.show_tables((column("断面"), column("river", "sthj")), nowhere)
    dialog.tables.tick("断面")
    dialog.tables.filter.setText(" STHJ.r")
    assert [item.isHidden() for item in dialog.tables.items()] == [True, False]
    assert dialog.tables.tree.topLevelItem(0).isHidden()
    assert [one.table for one in dialog.tables.chosen()] == ["断面"]


def test_another_server_has_other_tables(qtbot: QtBot, dialog: DatabaseDialog) -> None:
    dialog.show_tables((column("断面"),), nowhere)
    dialog.tables.tick("断面")
    dialog.form.user.textEdited.emit("somebody")
    assert dialog.tables.chosen() == ()
    assert not dialog.take.isEnabled()
    dialog.show_tables((column("断面"),), nowhere)
    dialog.form.port.setValue(1)
    assert dialog.tables.tree.topLevelItemCount() == 0


def test_nothing_is_changed_while_something_is_done(dialog: DatabaseDialog) -> None:
    dialog.show_tables((column("断面"),), nowhere)
    dialog.tables.tick("断面")
    dialog.start("…")
    parts = (dialog.form, dialog.connect_button, dialog.tables, dialog.take)
    assert not any(part.isEnabled() for part in parts)
    assert dialog.working.stop.isVisibleTo(dialog)
    dialog.rest("said", fault=True)
    assert all(part.isEnabled() for part in parts)
    assert not dialog.working.stop.isVisibleTo(dialog)


def test_the_last_server_is_remembered_on_this_computer() -> None:
    assert last_server() is None
    keep_server(SERVER)
    assert last_server() == SERVER


@pytest.mark.parametrize(
    ("declared", "word"),
    [
        ("Point", "points"),
        ("MultiPointZM", "points"),
        ("LineString", "lines"),
        ("MultiCurve", "lines"),
        ("CompoundCurve", "lines"),
        ("Polygon", "areas"),
        ("CurvePolygon", "areas"),
        ("MultiSurface", "areas"),
        ("Geometry", "of any sort"),
        ("GeometryCollection", "of any sort"),
    ],
)
def test_shapes_in_a_word(declared: str, word: str) -> None:
    assert shape_word(declared) == word
