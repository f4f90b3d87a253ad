"""What a view of the town draws, told in words."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from watermap.mapping.drawlist import Areas, Lines, Markers, moved, rectangle
from watermap.mapping.frame import backdrop, draw
from watermap.mapping.scene import build
from watermap.mapping.view import MapView


@pytest.fixture(scope="module")
def scene(layers, kinds, assessment):
    return build(layers, kinds=kinds, assessment=assessment, theme="compliance", language="zh")


@pytest.fixture(scope="module")
def view(scene):
    return MapView.of(scene, 200, 200)


def test_the_town(scene, view, in_words):
    items = draw(scene, view, with_labels=False)
    assert in_words(items) == [
        # the county's border covers the towns' own, which keep what is between them
        "lines: no fill, #8f8f8f 0.25 dash",
        "lines: no fill, #6b6b6b 0.5 dash_dot",
        "1 areas: #cf6a1a1f, no line",
        "lines: no fill, #cf6a1a 0.16 solid",
        "1 areas: #a61c1c26, no line",
        "lines: no fill, #a61c1c 0.16 solid",
        "lines: no fill, #cf6a1a 0.45 solid",
        "lines: no fill, #a61c1c 0.6 solid",
        "lines: no fill, #3f86bd 0.55 solid",
        "1 star: #b5527a, #ffffff 0.2 solid",
        "1 drop Ⅲ: #2f9e3f, #1f2a33 0.25 solid",
        "1 diamond –: #ffffff, #1f2a33 0.25 solid",
        "1 diamond ?: #b9bec3, #1f2a33 0.25 solid",
        "1 cross: #b3001b, #b3001b 0.2 solid",
        "1 square: #ffffff, #b3001b 0.7 solid",
        "1 square 劣: #d62222, #1f2a33 0.25 solid",
        "1 circle: no fill, #1b5e20 0.35 solid",
        "1 circle Ⅱ: #2a7bd6, #1f2a33 0.25 solid",
    ]


def test_letters_follow_the_language(layers, kinds, assessment, view):
    scene = build(layers, kinds=kinds, assessment=assessment, theme="class", language="en")
    letters = {
        item.letters for item in draw(scene, view, with_labels=False) if isinstance(item, Markers)
    }
    assert letters == {(), ("III",), ("–",), ("?",), (">V",), ("II",)}


def test_kinds_go_when_one_is_too_far(scene, view, in_words):
    far = view.at_scale(400_000)  # complaints are shown down to 1:300 000
    assert not [told for told in in_words(draw(scene, far)) if "star" in told]


def test_what_lies_outside_is_left_out(scene, view, in_words):
    corner = replace(view, east_m=view.east_m - 4_000, north_m=view.north_m + 4_000, scale=10_000)
    told = in_words(draw(scene, corner))
    assert not [one for one in told if "Ⅱ" in one or "drop" in one]


def test_all_is_cut_at_the_frame(scene, view):
    close = view.zoom(20)
    for item in draw(scene, close, margin_mm=0.0, with_labels=False):
        assert item.xy.min() >= 0
        assert item.xy.max() <= 200


def test_a_polygon_around_the_view_fills_it_without_an_outline(kinds, make_layer):
    lake = make_layer("lake", (shapely.box(117, 34, 118, 35), {"name": "大湖"}))
    scene = build({"lake": (lake,)}, kinds=kinds, assessment=None, theme="class", language="zh")
    view = MapView.of(scene, 100, 80).zoom(50)
    (filled,) = draw(scene, view, margin_mm=0.0, with_labels=False)
    assert isinstance(filled, Areas)
    assert shapely.Polygon(filled.xy).area == pytest.approx(100 * 80)


def test_vertices_too_near_to_see_are_left_out(kinds, make_layer):
    wave = [(117.6 + n * 1e-6, 34.5 + 1e-7 * np.sin(n)) for n in range(10_000)]
    river = make_layer("river", (shapely.LineString(wave), {"name": "细河"}))
    scene = build({"river": (river,)}, kinds=kinds, assessment=None, theme="class", language="zh")
    view = MapView.of(scene, 100, 80).at_scale(100_000)  # 900 m are 9 mm
    (line,) = draw(scene, view, with_labels=False)
    assert isinstance(line, Lines)
    assert len(line.xy) < 150


def test_hatches_stay_where_they_are_while_one_pans(scene, view):
    def strokes(seen):
        return next(
            item for item in draw(scene, seen, with_labels=False)
            if isinstance(item, Lines) and item.pen.colour == "#a61c1c"
        )  # fmt: skip

    before, after = strokes(view), strokes(view.pan(3.3, -1.7))
    assert after.xy == pytest.approx(before.xy + np.array([3.3, -1.7]), abs=1e-6)


def test_outside_the_town_the_paper_is_grey(scene, view, in_words):
    assert in_words(backdrop(scene, view, "#eeeeee")) == [
        "1 areas: #eeeeee, no line",
        "3 areas: #ffffff, no line",
    ]


def test_items_can_be_moved():
    box = rectangle(0, 0, 2, 1, fill="#ffffff")
    assert moved(box, 10, 20).xy.tolist()[2] == [12.0, 21.0]
