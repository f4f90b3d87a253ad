"""Labels: none over another, none over a section, the important ones first."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st

from watermap.mapping.candidates import Writing, along_line, in_polygon, round_point
from watermap.mapping.frame import draw
from watermap.mapping.placing import Ground, overlaps, place
from watermap.mapping.scene import build
from watermap.mapping.text import width_em, wrapped
from watermap.mapping.view import MapView

INK = "#222222"
NOTHING = Ground(
    hard=np.empty((0, 4)), soft=np.empty((0, 2)), weights=np.empty(0), width_mm=100, height_mm=80
)
spots = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 80)), min_size=2, max_size=40)


def writing(text):
    return Writing(text=text, size_mm=3, colour=INK)


def beside(x, y, text="断面名"):
    return round_point(x, y, writing(text), radius_mm=2)


def boxes_of(labels, wishes):
    every = {id(one.label): one.boxes for wish in wishes for one in wish.candidates}
    return [every[id(label)] for label in labels]


@given(places=spots)
@settings(max_examples=60)
def test_no_label_lies_over_another_or_beyond_the_frame(places):
    wishes = [beside(*one) for one in places]
    found = boxes_of(place(wishes, NOTHING), wishes)
    for number, boxes in enumerate(found):
        assert boxes.min() >= 0
        assert (boxes.max(axis=0)[2:] <= [100, 80]).all()
        assert not any(overlaps(boxes, other).any() for other in found[:number])


def test_the_first_wish_gets_the_best_place():
    first, second = beside(50, 40, "甲"), beside(50, 40, "乙")
    labels = place([first, second], NOTHING)
    assert labels[0] == first.candidates[0].label
    assert labels[1] != second.candidates[0].label


def test_a_label_without_room_is_left_out():
    crowded = [beside(50, 40, f"名{n}") for n in range(60)]
    assert len(place(crowded, NOTHING)) == 4  # right, left, above, below


def test_what_must_stay_clear_stays_clear():
    right_of_it = Ground(
        hard=np.array([[51.0, 30.0, 90.0, 50.0]]), soft=NOTHING.soft, weights=NOTHING.weights,
        width_mm=100, height_mm=80,
    )  # fmt: skip
    (label,) = place([beside(50, 40)], right_of_it)
    assert label.anchor == "right"


def test_what_should_stay_clear_is_covered_only_without_a_choice():
    soft = Ground(
        hard=NOTHING.hard, soft=np.array([[56.0, 40.0]]), weights=np.array([5.0]),
        width_mm=100, height_mm=80,
    )  # fmt: skip
    assert place([beside(50, 40)], soft)[0].anchor != "left"
    only = beside(50, 40).candidates[:1]
    assert len(place([type(beside(0, 0))(candidates=only)], soft)) == 1


def test_a_name_runs_along_its_river_from_left_to_right():
    flows_west = np.array([[80.0, 10.0], [60.0, 30.0], [40.0, 50.0], [20.0, 70.0]])
    (label,) = place([along_line(flows_west, writing("韩庄运河"), width_mm=0.5)], NOTHING)
    assert label.angle_deg == pytest.approx(-45)
    assert -90 < label.angle_deg <= 90


@pytest.mark.parametrize(
    "line",
    [
        [[0, 0], [5, 0]],  # shorter than the name
        [[10, 10], [12, 16], [14, 10], [16, 16], [18, 10], [20, 16], [22, 10]],  # far too winding
    ],
)
def test_no_name_along_a_line_that_has_no_room(line):
    wish = along_line(np.array(line, float), writing("峄城大沙河"), width_mm=0.5)
    assert place([wish], NOTHING) == ()


def test_a_large_area_is_named_inside_a_small_one_beside():
    large = np.array([[10, 10], [70, 10], [70, 60], [10, 60], [10, 10]], float)
    (label,) = place([in_polygon(large, writing("东镇"))], NOTHING)
    assert shapely.Polygon(large).contains(shapely.Point(label.x_mm, label.y_mm))
    small = np.array([[50, 40], [51, 40], [51, 41], [50, 41], [50, 40]], float)
    wish = in_polygon(small, writing("水源一级区"))
    (label,) = place([wish], NOTHING)
    assert not shapely.Polygon(small).intersects(shapely.Point(label.x_mm, label.y_mm))


def test_a_name_stays_out_of_the_areas_within():
    outer = np.array([[10, 10], [70, 10], [70, 60], [10, 60], [10, 10]], float)
    inner = np.array([[25, 20], [55, 20], [55, 50], [25, 50], [25, 20]], float)
    (label,) = place([in_polygon(outer, writing("二级区"), inner=[inner])], NOTHING)
    place_of_it = shapely.Point(label.x_mm, label.y_mm)
    assert shapely.Polygon(outer).contains(place_of_it)
    assert not shapely.Polygon(inner).contains(place_of_it)


def test_a_degenerate_area_has_no_name():
    flat = np.array([[0, 0], [10, 0], [20, 0], [0, 0]], float)
    assert in_polygon(flat, writing("无")).candidates == ()


def test_labels_of_the_town(layers, kinds, assessment, texts):
    scene = build(layers, kinds=kinds, assessment=assessment, theme="class", language="zh")
    named = texts(draw(scene, MapView.of(scene, 200, 200)))
    assert named[:4] == ["上桥", "中桥", "下桥", "出境"]  # sections go first
    assert {"东水源", "大河", "东镇", "西镇"} <= set(named)
    assert len(named) == len(set(named))
    assert texts(draw(scene, MapView.of(scene, 200, 200), with_labels=False)) == []


@pytest.mark.parametrize(
    ("text", "ems"), [("台儿庄", 3.0), ("", 0.0), ("（55.6%）", 4.8), ("GB 3838-2002", 6.3)]
)
def test_how_wide_text_is(text, ems):
    assert width_em(text) == pytest.approx(ems, abs=0.25)


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("水质达标", 3, ["水质达", "标"]),
        ("水质，达标", 2, ["水质，", "达标"]),  # no line begins with a comma
        ("Protection area, grade 1", 9, ["Protection area,", "grade 1"]),
        ("不可拆分VeryLongWord", 4, ["不可拆分", "VeryLongWord"]),
        ("", 4, []),
    ],
)
def test_breaking_lines(text, most, lines):
    assert wrapped(text, most) == lines
