"""Parameters of a surveying office: nothing is filled in beforehand, and half a form is refused."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from watermap.errors import WatermapError
from watermap.gui.importing.parameters import GEOCENTRIC, PLANE, ParametersDialog
from watermap.harmonise.places.shift import GeocentricShift, PlaneShift
from watermap.workspace.importing.place_text import read_place

pytestmark = pytest.mark.qt
SEVEN = {
    "from_crs": 4610, "dx_m": -12.5, "dy_m": 3.0, "dz_m": 0.25, "rx_arcsec": 0.1,
    "ry_arcsec": -0.2, "rz_arcsec": 1e-3, "scale_ppm": 12.0, "convention": "coordinate_frame",
}  # fmt: skip
FOUR = {
    "to_crs": 4548, "north_m": 41.5, "east_m": -7.0, "rotation_arcsec": 2.5, "turns": "clockwise",
    "scale_ppm": -3.5, "accuracy_m": 0.05,
}  # fmt: skip


def judge(line: str) -> str:
    try:
        read_place(line, "测绘科")
    except WatermapError as error:
        return error.text("zh")
    return ""


@pytest.fixture
def dialog(qtbot: QtBot) -> ParametersDialog:
    made = ParametersDialog(judge)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(dialog: ParametersDialog, tab: int, values: dict[str, object]) -> None:
    dialog.tabs.setCurrentIndex(tab)
    for key, value in values.items():
        field = dialog.forms[tab].fields[key]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value))
        else:
            field.setText(str(value))


def ok(dialog: ParametersDialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def test_nothing_is_filled_in_beforehand(dialog: ParametersDialog) -> None:
    for form, entries in zip(dialog.forms, (GEOCENTRIC, PLANE), strict=True):
        assert list(form.fields) == [entry.key for entry in entries]
        for field in form.fields.values():
            empty = field.currentIndex() == -1 if isinstance(field, QComboBox) else not field.text()
            assert empty


def test_seven_parameters_are_read_as_they_were_entered(dialog: ParametersDialog) -> None:
    dialog.own.setText("2385")
    fill(dialog, 0, SEVEN)
    ok(dialog)
    assert dialog.result() == QDialog.DialogCode.Accepted
    place = read_place(dialog.line(), "测绘科")
    assert place.epsg == 2385
    assert place.shift == GeocentricShift(method="geocentric", why="测绘科", **SEVEN)


@pytest.mark.parametrize(("own", "from_crs", "epsg"), [("2385", 2385, 2385), ("", "local", None)])
def test_four_parameters_start_from_a_plane_or_a_local_frame(
    dialog: ParametersDialog, own: str, from_crs: int | str, epsg: int | None
) -> None:
    dialog.own.setText(own)
    fill(dialog, 1, FOUR)
    ok(dialog)
    assert dialog.result() == QDialog.DialogCode.Accepted
    place = read_place(dialog.line(), "测绘科")
    assert place.epsg == epsg
    assert place.shift == PlaneShift(method="plane", why="测绘科", from_crs=from_crs, **FOUR)


@pytest.mark.parametrize("key", list(SEVEN))
def test_a_form_with_a_gap_is_refused(dialog: ParametersDialog, key: str) -> None:
    dialog.own.setText("2385")
    fill(dialog, 0, SEVEN)
    field = dialog.forms[0].fields[key]
    if isinstance(field, QLineEdit):
        field.setText("约 12")
    else:
        field.setCurrentIndex(-1)
    ok(dialog)
    assert dialog.isVisible()
    assert dialog.fault.text()
