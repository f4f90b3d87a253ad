"""River intakes on drawn rivers whose lengths and areas are known in closed form."""

import math

import numpy as np
import pytest
import shapely

from tests.checks.delineating import NAME, Delineating, area, codes, zone
from tests.checks.ground import ORACLE

WIDTH_M = 80.0
CLOSE = 1e-4  # of an area


def along(ground, start, end):
    """A straight line on the ground: many corners, for layers draw straight in degrees."""
    return ground.line(*zip(*np.linspace(start, end, 73).T, strict=True))


def band(ground, west, east, half):
    """The surface of a river along the west-east axis."""
    easts = np.linspace(west, east, 73)
    return ground.polygon(*((one, -half) for one in easts), *((one, half) for one in easts[::-1]))


@pytest.fixture
def propose(make_layer, kinds):
    return Delineating(make_layer, kinds)


@pytest.fixture
def straight(ground, make_layer):
    """A river of one straight line from west to east, and its surface."""
    line = make_layer("river", (along(ground, (-9000, 0), (9000, 0)), {"name": "东河"}))
    surface = make_layer("river", (band(ground, -9000, 9000, WIDTH_M / 2), {"name": "东河"}))
    return line, surface


def test_a_straight_river_gives_lengths_times_widths(ground, propose, straight):
    answer = propose(propose.source(ground.point(0, 10), source_type="river"), *straight)
    assert answer.state == "proposed"
    assert area(answer, "grade_1", "water") == pytest.approx(1100 * WIDTH_M, rel=CLOSE)
    assert area(answer, "grade_1", "land") == pytest.approx(2 * 50 * 1100, rel=CLOSE)
    assert area(answer, "grade_2", "water") == pytest.approx(2200 * WIDTH_M, rel=CLOSE)
    both = 2 * 1000 * 3300 - 2 * 50 * 1100
    assert area(answer, "grade_2", "land") == pytest.approx(both, rel=CLOSE)


def test_it_reaches_as_far_as_geod_says(ground, propose, straight):
    answer = propose(propose.source(ground.point(0, 10), source_type="river"), *straight)
    for grade, west, east in (("grade_1", 1000, 100), ("grade_2", 3000, 300)):
        bounds = shapely.union_all(
            [zone(answer, one, "water").geometry for one in ("grade_1", grade)]
        ).bounds
        _, _, up_m = ORACLE.inv(ground.lon, ground.lat, bounds[0], ground.lat)
        _, _, down_m = ORACLE.inv(ground.lon, ground.lat, bounds[2], ground.lat)
        assert (up_m, down_m) == pytest.approx((west, east), abs=0.1)
    wanted = {(one.grade, one.direction): (one.wanted_m, one.ends) for one in answer.reaches}
    assert wanted == {
        ("grade_1", "up"): (1000, "limit"),
        ("grade_1", "down"): (100, "limit"),
        ("grade_2", "up"): (3000, "limit"),
        ("grade_2", "down"): (300, "limit"),
    }
    for one in answer.reaches:
        assert one.found_m == pytest.approx(one.wanted_m, abs=0.01)


def test_grades_and_parts_do_not_overlap(ground, propose, straight):
    answer = propose(propose.source(ground.point(0, 10), source_type="river"), *straight)
    shapes = [one.geometry for one in answer.zones]
    for at, first in enumerate(shapes):
        assert shapely.is_valid(first)
        for second in shapes[at + 1 :]:
            assert ORACLE.geometry_area_perimeter(shapely.intersection(first, second))[
                0
            ] == pytest.approx(0, abs=1)


def test_land_is_all_within_the_distance_of_the_bank(ground, propose, straight):
    """Membership of a grid of points by hand: how far from the bank, how far along."""
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), *straight)
    land = zone(answer, "grade_1", "land").geometry
    for north in (40.5, 89.5, 90.5, -40.5, -89.5, -90.5):
        for east in (-1000.5, -999.5, -500, 0, 99.5, 100.5):
            inside = 40 < abs(north) < 90 and -1000 < east < 100
            assert shapely.covers(land, ground.point(east, north)) == inside, (east, north)


def test_the_other_direction(ground, propose, straight):
    answer = propose(
        propose.source(ground.point(0, 0), source_type="river"), *straight, flows="against"
    )
    west, _, east, _ = zone(answer, "grade_1", "water").geometry.bounds
    assert ORACLE.inv(ground.lon, ground.lat, west, ground.lat)[2] == pytest.approx(100, abs=0.1)
    assert ORACLE.inv(ground.lon, ground.lat, east, ground.lat)[2] == pytest.approx(1000, abs=0.1)
    assert "delineation.flows_against" in codes(answer)


def test_a_tidal_reach_goes_both_ways_and_has_no_grade_2(ground, propose, straight):
    answer = propose(
        propose.source(ground.point(0, 0), source_type="river"), *straight, tidal="yes"
    )
    assert area(answer, "grade_1", "water") == pytest.approx(2000 * WIDTH_M, rel=CLOSE)
    assert area(answer, "grade_1", "land") == pytest.approx(2 * 50 * 2000, rel=CLOSE)
    for part in ("water", "land"):
        left = zone(answer, "grade_2", part)
        assert (left.state, left.geometry, left.area_m2) == ("left_to_person", None, None)
        assert [why.code for why in left.why] == ["delineation.tidal_grade_2"]
    assert answer.state == "partly"


def test_a_sluice_makes_it_a_general_reach(ground, propose, straight):
    source = propose.source(ground.point(0, 0), source_type="river")
    plain = propose(source, *straight)
    assert area(propose(source, *straight, tidal="sluiced"), "grade_1", "water") == area(
        plain, "grade_1", "water"
    )


def test_without_a_surface_the_width_is_assumed_and_said(ground, propose, straight):
    source = propose.source(ground.point(0, 5), source_type="river")
    answer = propose(source, straight[0], river_width="40")
    assert area(answer, "grade_1", "water") == pytest.approx(1100 * 40, rel=CLOSE)
    assert area(answer, "grade_1", "land") == pytest.approx(2 * 50 * 1100, rel=CLOSE)
    assert "delineation.width_assumed" in codes(answer)
    assert "delineation.width_from_layer" not in codes(answer)


def test_a_surface_along_a_part_only(ground, propose, straight, make_layer):
    half = make_layer("river", (band(ground, -400, 9000, 40), {"name": "东河"}))
    source = propose.source(ground.point(0, 0), source_type="river")
    answer = propose(source, straight[0], half, river_width="20")
    assert area(answer, "grade_1", "water") == pytest.approx(500 * 80 + 600 * 20, rel=2e-3)
    (said,) = [one for one in answer.said if getattr(one, "code", "").endswith("width_assumed")]
    assert float(said.fields["metres"]) == pytest.approx(2600, abs=1)


@pytest.mark.parametrize("gap_m", [0.0, 1.5])
def test_a_tributary_counts_up_to_the_same_distance(ground, propose, make_layer, gap_m):
    """It joins 400 m above the intake, so 600 m of it are grade 1 and 2600 m within grade 2."""
    rivers = make_layer(
        "river",
        (along(ground, (-9000, 0), (9000, 0)), {"name": "东河"}),
        (along(ground, (-400, 9000), (-400, gap_m)), {"name": "北沟"}),
    )
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), rivers)
    found = {
        (one.grade, one.rivers): one.found_m for one in answer.reaches if one.direction == "up"
    }
    assert set(found) == {
        ("grade_1", ("东河",)),
        ("grade_1", ("东河", "北沟")),
        ("grade_2", ("东河",)),
        ("grade_2", ("东河", "北沟")),
    }
    assert found["grade_1", ("东河", "北沟")] == pytest.approx(1000, abs=2)
    water = shapely.union_all(
        [zone(answer, grade, "water").geometry for grade in ("grade_1", "grade_2")]
    )
    for east, north, inside in (
        (-400, 595, True), (-400, 2595, True), (-400, 2605, False), (-400, -30, False),
        (-2995, 0, True), (-3005, 0, False),
    ):  # fmt: skip
        assert shapely.covers(water, ground.point(east, north)) == inside, (east, north)
    grade_1 = zone(answer, "grade_1", "water").geometry
    assert shapely.covers(grade_1, ground.point(-400, 597))
    assert not shapely.covers(grade_1, ground.point(-400, 603))
    # 1000 m + 100 m of the river, 600 m less half a width of the tributary, 30 m wide
    assert area(answer, "grade_1", "water") == pytest.approx((1100 + 600 - 15) * 30, rel=2e-3)


def test_land_beside_the_river_stays_beyond_the_end_of_a_tributary(ground, propose, make_layer):
    """The brook ends 200 m north of the river: land 300 m to 900 m north is still by the river."""
    rivers = make_layer(
        "river",
        (along(ground, (-9000, 0), (9000, 0)), {"name": "东河"}),
        (ground.line((-1500, 200), (-1500, 0)), {"name": "短沟"}),
    )
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), rivers)
    land = zone(answer, "grade_2", "land").geometry
    for north in (250, 500, 900, 1010):
        assert shapely.covers(land, ground.point(-1500, north)), north
    assert not shapely.covers(land, ground.point(-1500, 1020))
    assert {one.ends for one in answer.reaches if "短沟" in one.rivers} == {"line_end"}


def test_what_joins_below_the_intake_or_only_crosses_is_left_out(ground, propose, make_layer):
    rivers = make_layer(
        "river",
        (along(ground, (-9000, 0), (9000, 0)), {"name": "东河"}),
        (ground.line((50, 9000), (50, 0)), {"name": "下沟"}),
        (ground.line((-500, 900), (-500, -900)), {"name": "渡槽"}),
    )
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), rivers)
    assert {one.rivers for one in answer.reaches} == {("东河",)}


def test_lines_joined_end_to_end_are_one_river(ground, propose, make_layer):
    pieces = make_layer(
        "river",
        *(
            (ground.line((west, 0), (west + 1000, 0)), {"name": "东河"})
            for west in range(-9000, 9000, 1000)
        ),
    )
    source = propose.source(ground.point(120, 0), source_type="river")
    answer = propose(source, pieces)
    assert area(answer, "grade_1", "water") == pytest.approx(1100 * 30, rel=CLOSE)
    assert area(answer, "grade_2", "water") == pytest.approx(2200 * 30, rel=CLOSE)


def test_a_river_that_ends_in_the_layer_is_said(ground, propose, make_layer):
    short = make_layer("river", (along(ground, (-600, 0), (9000, 0)), {"name": "东河"}))
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), short)
    (up,) = [one for one in answer.reaches if (one.grade, one.direction) == ("grade_1", "up")]
    assert (up.ends, up.wanted_m) == ("line_end", 1000)
    assert up.found_m == pytest.approx(600, abs=0.1)
    assert area(answer, "grade_1", "water") == pytest.approx(700 * 30, rel=CLOSE)


def test_a_loop_of_arms_around_an_island_ends(ground, propose, make_layer):
    rivers = make_layer(
        "river",
        (along(ground, (-9000, 0), (-800, 0)), {"name": "东河"}),
        (ground.line((-800, 0), (-550, 200), (-300, 0)), {"name": "东河"}),
        (ground.line((-800, 0), (-550, -200), (-300, 0)), {"name": "南汊"}),
        (along(ground, (-300, 0), (9000, 0)), {"name": "东河"}),
    )
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), rivers)
    water = shapely.union_all(
        [zone(answer, grade, "water").geometry for grade in ("grade_1", "grade_2")]
    )
    for east, north in ((-550, 200), (-550, -200), (-2800, 0)):
        assert shapely.distance(water, ground.point(east, north)) < 2e-7
    assert math.isfinite(area(answer, "grade_2", "land"))


def test_the_named_river_is_taken_before_a_nearer_one(ground, propose, make_layer):
    rivers = make_layer(
        "river",
        (along(ground, (-9000, 0), (9000, 0)), {"name": "东河"}),
        (along(ground, (-9000, 100), (9000, 100)), {"name": "灌渠"}),
    )
    named = propose(propose.source(ground.point(0, 80), source_type="river", river="东河"), rivers)
    assert {one.rivers for one in named.reaches} == {("东河",)}
    assert "delineation.river_nearer" in codes(named)
    (taken,) = [one for one in named.said if getattr(one, "code", "").endswith("river_taken")]
    assert float(taken.fields["metres"]) == pytest.approx(80, abs=0.1)
    unknown = propose(
        propose.source(ground.point(0, 80), source_type="river", river="西河"), rivers
    )
    assert {one.rivers for one in unknown.reaches} == {("灌渠",)}
    assert "delineation.river_not_named" in codes(unknown)


def test_two_intakes_are_united(ground, propose, straight):
    source = propose.source(ground.point(0, 0), ground.point(500, 0), source_type="river")
    answer = propose(source, *straight)
    assert area(answer, "grade_1", "water") == pytest.approx(1600 * WIDTH_M, rel=CLOSE)
    assert "delineation.several_intakes" in codes(answer)


@pytest.mark.parametrize("layers", ["none", "far", "surface"])
def test_without_a_river_line_nothing_is_proposed(ground, propose, make_layer, layers):
    made = {
        "none": (),
        "far": (make_layer("river", (ground.line((-900, 400), (900, 400)), {"name": "远河"})),),
        "surface": (make_layer("river", (ground.box(-900, -40, 900, 40), {"name": "东河"})),),
    }[layers]
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), *made)
    assert (answer.state, answer.zones) == ("no_water", ())
    assert codes(answer) == {"delineation.no_line"}


def test_a_side_arm_of_the_same_surface_is_not_the_reach(ground, propose, make_layer):
    """A canal leaves the river above the intake: it takes water away, so it is not upstream."""
    rivers = make_layer(
        "river",
        (along(ground, (-9000, 0), (9000, 0)), {"name": "东河"}),
        (ground.line((-500, 0), (-500, 5000)), {"name": "引水渠"}),
    )
    cross = shapely.union(band(ground, -9000, 9000, 40), ground.box(-520, 0, -480, 5000))
    surface = make_layer("river", (cross, {"name": "东河"}))
    answer = propose(propose.source(ground.point(0, 0), source_type="river"), rivers, surface)
    water = zone(answer, "grade_1", "water").geometry
    assert not shapely.covers(water, ground.point(-500, 200))
    assert area(answer, "grade_1", "water") == pytest.approx(1100 * 80, rel=0.02)
    assert answer.source.name == NAME
