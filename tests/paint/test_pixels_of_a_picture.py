"""Painted pixels at known places; nothing that depends on a font's shapes."""

import sys
from functools import partial

import numpy as np
import pytest

pytest.importorskip("PySide6")

from PySide6.QtGui import QColor, QPainter

from watermap.catalogue.kinds import Symbol
from watermap.errors import WatermapError
from watermap.mapping.drawlist import Areas, DrawList, Label, Lines, Markers, Pen, line, rectangle
from watermap.paint.fonts import advance, families, halo, outline
from watermap.paint.painter import colour, paint
from watermap.paint.paths import path_of
from watermap.paint.picture import image
from watermap.paint.symbols import symbol_outline

pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]

DPI = 254  # 10 pixels a millimetre
SYMBOLS = Symbol.__args__


def painted(*items, width=40, height=30, background="#ffffff"):
    drawn = DrawList(width_mm=width, height_mm=height, background=background, items=items)
    return image(drawn, DPI)


def at(picture, x_mm, y_mm):
    return picture.pixelColor(round(x_mm * 10), round(y_mm * 10)).name()


def ink(picture, x_mm, y_mm, width_mm, height_mm):
    """How many pixels of a box are not white."""
    box = picture.copy(*(round(value * 10) for value in (x_mm, y_mm, width_mm, height_mm)))
    pixels = np.frombuffer(box.constBits(), np.uint32).reshape(box.height(), -1)
    return int(((pixels[:, : box.width()] & 0xFFFFFF) != 0xFFFFFF).sum())


def ring(*corners):
    return [*corners, corners[0]]


def test_size_resolution_and_background():
    picture = painted(background="#eef2f4")
    assert (picture.width(), picture.height()) == (400, 300)
    assert picture.dotsPerMeterX() == 10_000
    assert at(picture, 20, 15) == "#eef2f4"


def test_a_picture_can_be_too_large():
    with pytest.raises(WatermapError) as caught:
        image(DrawList(width_mm=1e5, height_mm=10, background="#ffffff", items=()), 300)
    assert "30000" in caught.value.text("zh")


def test_fill_hole_outline_and_transparency():
    hole = ring((14, 12), (14, 18), (26, 18), (26, 12))
    shell = ring((10, 8), (30, 8), (30, 22), (10, 22))
    xy = np.array([*shell, *hole], float)
    pen = Pen(colour="#000000", width_mm=1)
    picture = painted(
        Areas(
            xy=xy, rings=np.array([0, 5, 10]), features=np.array([0, 2]), fill="#ff000080", pen=pen
        )
    )
    assert at(picture, 12, 10) == "#ff7f7f"
    assert at(picture, 20, 15) == "#ffffff"  # the hole
    assert at(picture, 30, 15) == "#000000"
    assert at(picture, 35, 15) == "#ffffff"


def test_areas_over_each_other_stay_filled():
    """By odd–even filling the part they share would be empty."""
    squares = [ring((x, 5), (x + 15, 5), (x + 15, 25), (x, 25)) for x in (5, 12)]
    xy = np.array([place for one in squares for place in one], float)
    areas = Areas(xy=xy, rings=np.array([0, 5, 10]), features=np.array([0, 1, 2]), fill="#336699")
    assert at(painted(areas), 16, 15) == "#336699"


def test_the_last_item_lies_above():
    red = rectangle(5, 5, 20, 20, fill="#ff0000")
    blue = rectangle(10, 10, 20, 15, fill="#0000ff")
    assert at(painted(red, blue), 15, 15) == "#0000ff"
    assert at(painted(blue, red), 15, 15) == "#ff0000"


def test_lines_are_as_wide_as_said_and_dashes_have_gaps():
    solid = line([(5, 10), (35, 10)], Pen(colour="#000000", width_mm=2))
    picture = painted(solid)
    assert [at(picture, 20, y) for y in (8.8, 9.3, 10.7, 11.3)] == [
        "#ffffff", "#000000", "#000000", "#ffffff",
    ]  # fmt: skip
    full = ink(picture, 6, 9.5, 28, 1)
    dashed = line([(5, 10), (35, 10)], Pen(colour="#000000", width_mm=2, dash="dash"))
    assert 0.4 * full < ink(painted(dashed), 6, 9.5, 28, 1) < 0.8 * full  # 2.2 mm of 3.4


@pytest.mark.parametrize(
    ("vertices", "exact", "pixels"), [(100, False, 20), (40_000, False, 1), (40_000, True, 20)]
)
def test_lines_in_great_number_are_thin_on_the_screen(qapp, vertices, exact, pixels):
    xy = np.column_stack([np.linspace(0, 40, vertices), np.full(vertices, 15.05)])
    broad = Lines(xy=xy, parts=np.array([0, vertices]), pen=Pen(colour="#000000", width_mm=2))
    picture = painted()
    painter = QPainter(picture)
    paint(painter, [broad], px_per_mm=10, exact=exact)
    painter.end()
    assert ink(picture, 20, 10, 0.1, 10) == pytest.approx(pixels, abs=1)


def test_a_casing_lies_below_its_line():
    road = Lines(
        xy=np.array([(5.0, 10.0), (35.0, 10.0)]),
        parts=np.array([0, 2]),
        pen=Pen(colour="#ffcc00", width_mm=2),
        casing=Pen(colour="#333333", width_mm=3),
    )
    picture = painted(road)
    assert (at(picture, 20, 10), at(picture, 20, 11.2)) == ("#ffcc00", "#333333")


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_symbols_stand_on_their_place(symbol):
    marker = Markers(
        xy=np.array([(20.0, 15.0)]), symbol=symbol, size_mm=8, fill="#2a7bd6", pen=None
    )
    picture = painted(marker)
    assert at(picture, 20, 15) == "#2a7bd6"
    corners = symbol_outline(symbol) * 8
    assert np.abs(corners).max() <= 8 * 0.66
    assert ink(picture, 20 - 6, 15 - 6, 12, 12) == ink(picture, 0, 0, 40, 30)


def test_later_markers_cover_earlier_ones():
    pair = Markers(
        xy=np.array([(20.0, 15.0), (22.0, 15.0)]),
        symbol="circle",
        size_mm=8,
        fill="#ffffff",
        pen=Pen(colour="#000000", width_mm=0.6),
    )
    assert at(painted(pair), 24, 15) == "#ffffff"  # the first one's right edge is under the second


def test_a_letter_stands_in_the_middle_of_its_symbol():
    marker = partial(
        Markers, xy=np.array([(20.0, 15.0)]), symbol="circle", size_mm=10, fill="#ffffff", pen=None
    )
    picture = painted(marker(letters=("Ⅲ",), letter_colour="#000000"))
    assert ink(picture, 15, 10, 10, 10) > 200
    left, right = ink(picture, 15, 10, 5, 10), ink(picture, 20, 10, 5, 10)
    assert abs(left - right) < 0.15 * (left + right)
    assert ink(painted(marker(letters=("",))), 15, 10, 10, 10) == 0


def test_chinese_is_drawn_and_no_two_characters_alike():
    """Missing characters would all be the same box."""
    if not families():
        pytest.skip("no font with Chinese is installed here")
    shapes = {outline(char, bold=False).boundingRect().getRect(): char for char in "台儿庄水质"}
    paths = {outline(char, bold=False).elementCount() for char in "台儿庄水质"}
    assert len(shapes) > 1
    assert len(paths) > 2
    assert ink(painted(Label(x_mm=2, y_mm=15, text="台儿庄", size_mm=8)), 2, 5, 30, 14) > 2000


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [("left", 20, 40), ("right", 0, 20), ("centre", 8, 32)]
)
def test_anchors(anchor, left, right):
    label = Label(x_mm=20, y_mm=15, text="IIIIII", size_mm=6, anchor=anchor)
    picture = painted(label)
    inside = ink(picture, left, 5, right - left, 15)
    assert inside > 0
    assert inside == ink(picture, 0, 0, 40, 30)


def test_turned_text_runs_upwards():
    picture = painted(Label(x_mm=20, y_mm=28, text="IIIIIIII", size_mm=6, angle_deg=-90))
    assert ink(picture, 10, 0, 12, 28) == ink(picture, 0, 0, 40, 30) > 0


def test_a_halo_surrounds_the_characters_only():
    label = Label(x_mm=5, y_mm=20, text="I", size_mm=12, colour="#000000", halo="#ffffff")
    grey = rectangle(0, 0, 40, 30, fill="#808080")
    picture = painted(grey, label)
    box = outline("I", bold=False).boundingRect()
    middle_x, middle_y = 5 + box.center().x() * 0.12, 20 + box.center().y() * 0.12
    assert at(picture, middle_x, middle_y) == "#000000"
    assert at(picture, middle_x + box.width() * 0.06 + 1.2, middle_y) == "#ffffff"
    assert at(picture, 35, 5) == "#808080"


def test_text_is_made_once():
    assert outline("断面", bold=True) is outline("断面", bold=True)
    assert halo("断面", bold=True) is halo("断面", bold=True)
    assert advance("断面", bold=False) == pytest.approx(200, rel=0.1)


@pytest.mark.parametrize(("written", "alpha"), [("#12ab34", 255), ("#12ab3480", 128)])
def test_colours_with_their_alpha_last(written, alpha):
    assert colour(written) == QColor(0x12, 0xAB, 0x34, alpha)


def test_paths_of_several_parts():
    xy = np.array([(0, 0), (1, 0), (1, 1), (5, 5), (6, 5)], float)
    path = path_of(xy, np.array([0, 3, 3, 5]))
    elements = [path.elementAt(number) for number in range(path.elementCount())]
    assert [(one.x, one.y, one.isMoveTo()) for one in elements] == [
        (0, 0, True), (1, 0, False), (1, 1, False), (5, 5, True), (6, 5, False),
    ]  # fmt: skip
    assert path_of(np.empty((0, 2)), np.array([0])).isEmpty()


def test_painting_keeps_none_alive():
    """PySide6 6.12.0 dropped one reference of None a void call on Python before 3.12."""
    picture = painted()
    painter = QPainter(picture)
    items = [rectangle(1, 1, 2, 2, fill="#123456"), Label(x_mm=1, y_mm=5, text="水", size_mm=3)]
    paint(painter, items, px_per_mm=10)
    before = sys.getrefcount(None)
    for _ in range(100):
        paint(painter, items, px_per_mm=10)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 50
