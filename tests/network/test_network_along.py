"""A river as a line on small networks drawn by hand; lengths in areas held against pyproj.Geod."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st

from tests.checks.ground import ORACLE
from tests.network.drawing import GROUND, box, layer
from watermap.errors import WatermapError
from watermap.network.building.build import build
from watermap.network.placing.place import placed
from watermap.network.tracing.along import along_river
from watermap.network.tracing.within import parts_within, rest_of
from watermap.workspace.answers.flowing import gaps_of

BIG = ([(0, 0), (4000, 0)], {"name": "大河"})
NORTH = ([(1000, 800), (1000, 0)], {"name": "北河"})
SOUTH = ([(3000, -800), (3000, 0)], {"name": "南河"})


def profile(rivers, text="大河", **others):
    layers = {"river": (layer("river", *rivers),)} | {
        kind: (layer(kind, *features),) for kind, features in others.items()
    }
    built = build(layers)
    found = placed(built.network, layers)
    return along_river(built, found, layers, text, gaps=gaps_of(built))


def told(intervals):
    return [(one.name, round(one.to_km, 2), round(one.from_km, 2)) for one in intervals]


def joins(found):
    return [(one.name, round(one.km, 2), one.side, one.way) for one in found.joining]


def codes(found):
    return [one.code for one in found.said]


@pytest.mark.parametrize("turned", [False, True], ids=["as drawn", "against"])
def test_banks_are_told_looking_downstream_however_the_line_is_drawn(turned):
    shape, values = BIG
    big = (shape[::-1], {**values, "flow": "against"}) if turned else BIG
    found = profile([big, NORTH, SOUTH])
    assert found.length_km == pytest.approx(4.0, abs=1e-5)
    assert joins(found) == [("北河", 3.0, "left", "in"), ("南河", 1.0, "right", "in")]
    assert found.flows_into == ()
    assert found.said == ()


@given(turn=st.floats(0, 360), bend=st.floats(-150, 150), at=st.floats(15, 345))
@settings(max_examples=60, deadline=None)
def test_the_bank_is_that_of_the_angle_between(turn, bend, at):
    """The arm comes in at an angle counted from the upstream leg, clockwise as on a map."""
    up = np.radians(turn)
    down = np.radians(turn + 180 + bend)
    arm = np.radians(turn + at)
    width = (180 + bend) % 360
    if abs(at - width) < 15:
        return

    def leg(angle):
        return (900 * np.sin(angle), 900 * np.cos(angle))

    found = profile(
        [
            ([leg(up), (0, 0), leg(down)], {"name": "大河", "flow": "as_drawn"}),
            ([leg(arm), (0, 0)], {"name": "支流", "flow": "as_drawn"}),
        ]
    )
    assert joins(found) == [("支流", 0.9, "left" if at < width else "right", "in")]


def test_objects_stand_by_river_km_from_the_head_down():
    found = profile(
        [BIG, NORTH],
        section=[
            (GROUND.point(3500, 20), {"name": "下断面"}),
            (GROUND.point(500, 20), {"name": "上断面"}),
            (GROUND.point(1010, 600), {"name": "支流断面"}),
        ],
        outfall=[(GROUND.point(2000, -30), {"name": "排口"})],
    )
    stands = [(one.object.name, round(one.km, 2)) for one in found.objects]
    assert stands == [("上断面", 3.5), ("排口", 2.0), ("下断面", 0.5)]
    assert [one.object.name for one in found.of_kind("section")] == ["上断面", "下断面"]
    assert codes(found) == []  # what stands on another river is not missing here


def test_a_river_at_whose_mouth_another_goes_on_flows_into_it():
    found = profile([BIG, NORTH, SOUTH], text="北河")
    assert found.flows_into == ("大河",)
    assert found.joining == ()  # what comes down the big river is none of its tributaries
    assert found.length_km == pytest.approx(0.8, abs=1e-5)


def test_a_branch_that_leaves_is_no_tributary():
    away = ([(2000, 0), (2500, 900)], {"name": "分洪道", "flow": "as_drawn"})
    assert joins(profile([BIG, away])) == [("分洪道", 2.0, "left", "out")]


def test_a_canal_of_both_ways_that_joins_and_the_course_that_is_one():
    canal = ([(2000, 0), (2500, 900)], {"name": "运河", "flow": "both"})
    assert joins(profile([BIG, canal])) == [("运河", 2.0, "left", "both")]
    found = profile([BIG, canal], text="运河")
    assert "along.both_ways" in codes(found)


def test_of_a_braid_one_arm_is_the_course_and_the_other_is_told():
    found = profile(
        [
            ([(0, 0), (1000, 0)], {"name": "大河"}),
            ([(1000, 0), (1500, 0), (2000, 0)], {"name": "大河"}),
            ([(1000, 0), (1500, -400), (2000, 0)], {"name": "大河"}),
            ([(2000, 0), (3000, 0)], {"name": "大河"}),
        ],
        outfall=[
            (GROUND.point(1500, 5), {"name": "北排口"}),
            (GROUND.point(1500, -405), {"name": "南排口"}),
        ],
    )  # fmt: skip
    assert codes(found) == ["along.side_arms", "along.beside"]
    short, long = 1.0, 2 * float(np.hypot(500, 400)) / 1000
    taken = "北排口" if found.length_km < 3.1 else "南排口"
    assert found.length_km == pytest.approx(2 + {"北排口": short, "南排口": long}[taken], abs=1e-3)
    assert [one.object.name for one in found.objects] == [taken]
    assert found.said[1].fields["names"] == {"北排口": "南排口", "南排口": "北排口"}[taken]


def test_lines_of_one_name_that_do_not_hang_together_are_told():
    found = profile(
        [BIG, ([(6000, 0), (7000, 0)], {"name": "大河"})],
        outfall=[(GROUND.point(6500, 5), {"name": "远排口"})],
    )
    assert found.length_km == pytest.approx(4.0, abs=1e-5)
    assert codes(found)[0] == "along.apart"
    assert found.said[0].fields == {"count": 1, "km": "1.00"}
    assert found.said[-1].code == "along.beside"
    assert found.said[-1].fields["names"] == "远排口"


def test_a_gap_on_the_course_is_told():
    found = profile([BIG, ([(4040, 0), (6000, 0)], {"name": "大河"})])
    assert {"along.apart", "along.gaps"} <= set(codes(found))


def test_where_no_flow_is_known_there_is_no_line():
    towards = [([(0, 0), (500, 0)], {"name": "大河"}), ([(1000, 0), (500, 0)], {"name": "大河"})]
    with pytest.raises(WatermapError) as error:
        profile(towards)
    assert [one.code for one in error.value.problems] == ["along.no_course"]


def test_what_joins_with_unknown_flow_is_told_so():
    found = profile(
        [
            ([(0, 0), (4000, 0)], {"name": "大河", "flow": "as_drawn"}),
            ([(1000, 0), (1500, 500)], {"name": "横沟"}),
            ([(2000, 0), (1500, 500)], {"name": "横沟"}),
        ]
    )
    assert joins(found) == [("横沟", 3.0, "left", "unknown"), ("横沟", 2.0, "left", "unknown")]


def test_a_river_is_called_by_the_id_of_a_reach_too_and_in_any_spelling():
    coded = (BIG[0], {"name": "大河", "code": "R01"})
    assert profile([coded], text="R01").river == "大河"
    nameless = ([(0, 500), (300, 500)], {"code": "R02"})
    assert profile([coded, nameless], text="R02").river == "R02"


def test_an_unknown_river_is_refused_with_the_nearest_name():
    with pytest.raises(WatermapError) as error:
        profile([BIG, NORTH], text="大沙河")
    (problem,) = error.value.problems
    assert problem.code == "along.unknown_river"
    assert "大河" in problem.text("zh")


def test_gates_of_reaches_that_touch_are_one_interval():
    found = profile(
        [
            ([(0, 0), (1000, 0)], {"name": "大河", "gate": "上闸"}),
            ([(1000, 0), (2000, 0)], {"name": "大河", "gate": "上闸"}),
            ([(2000, 0), (3000, 0)], {"name": "大河"}),
        ]
    )
    assert told(found.gates) == [("上闸", 3.0, 1.0)]


def test_districts_and_protection_areas_are_intervals_of_river_km():
    found = profile(
        [([(0, 0), (2500, 0)], {"name": "大河"}), ([(2500, 0), (4000, 0)], {"name": "大河"})],
        administrative_area=[
            (box(-100, -900, 1500, 900), {"name": "甲县", "level": "county"}),
            (box(1500, -900, 4500, 900), {"name": "乙县", "level": "county"}),
            (box(-100, 2000, 4500, 3000), {"name": "远县", "level": "county"}),
        ],
        protection_area=[(box(2000, -200, 3000, 200), {"name": "一级区", "level": "grade_1"})],
    )
    districts = [one for one in found.areas if one.kind == "administrative_area"]
    assert told(districts) == [("甲县", 4.0, 2.5), ("乙县", 2.5, 0.0)]
    grades = [one for one in found.areas if one.kind == "protection_area"]
    assert told(grades) == [("一级区", 2.0, 1.0)]  # over the reaches' joint as one


def test_a_river_that_winds_out_of_an_area_has_two_intervals():
    winding = [(0, 0), (1000, 0), (1000, 600), (2000, 600), (2000, 0), (3000, 0)]
    found = profile(
        [(winding, {"name": "大河"})],
        administrative_area=[(box(-100, -900, 3100, 300), {"name": "甲县", "level": "county"})],
    )
    assert told(found.areas) == [("甲县", 4.2, 2.9), ("甲县", 1.3, 0.0)]


def test_a_river_that_is_the_border_lies_in_both():
    corners = [(0, 0), (1300, 240), (2600, 10), (4000, 300)]
    north = GROUND.polygon(*corners, (4000, 2000), (0, 2000))
    south = GROUND.polygon(*corners, (4000, -2000), (0, -2000))
    found = profile(
        [(corners, {"name": "大河"})],
        administrative_area=[
            (north, {"name": "北县", "level": "county"}),
            (south, {"name": "南县", "level": "county"}),
        ],
    )
    whole = round(found.length_km, 2)
    assert sorted(told(found.areas)) == [("北县", whole, 0.0), ("南县", whole, 0.0)]


CORNERS = st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000))


@given(
    corners=st.lists(CORNERS, min_size=2, max_size=6, unique=True),
    centre=CORNERS,
    size=st.integers(100, 1500),
)
@settings(max_examples=80, deadline=None)
def test_parts_in_an_area_are_as_long_as_the_cut_line(corners, centre, size):
    shape = GROUND.line(*corners)
    if not shape.is_simple:
        return
    east, north = centre
    area = box(east - size, north - size, east + size, north + size)
    network = build({"river": (layer("river", corners),)}).network
    areas = (layer("administrative_area", (area, {"name": "甲"})),)
    parts = parts_within(network, range(len(network.reaches)), areas)
    inside = sum(one.to_m - one.from_m for one in parts)
    cuts = shapely.intersection(network.reaches.lines, area)
    expected = sum(ORACLE.geometry_length(cut) for cut in cuts if not cut.is_empty)
    # Along one straight side of a reach metres are spread evenly; on the ground they nearly are.
    assert inside == pytest.approx(expected, rel=1e-4, abs=0.05)
    for reach, length in enumerate(network.reaches.length_m.tolist()):
        own = [(one.from_m, one.to_m) for one in parts if one.reach == reach]
        left = sum(end - begin for begin, end in rest_of(length, own))
        assert left + sum(end - begin for begin, end in own) == pytest.approx(length, abs=0.01)
