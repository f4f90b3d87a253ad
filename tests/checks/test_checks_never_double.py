"""The same ground counts once, however many layers and offices draw it (N10, N10b)."""

import numpy as np
import pytest
import shapely

from tests.checks.ground import ORACLE, Ground
from watermap.checks.siting.candidates import compare

GROUND = Ground()
SITE = GROUND.box(0, 0, 100, 100)
ASKED = {"industry": "C2614", "work": "new", "discharges": True, "outfall_inside": True}


def theme(answer, kind):
    return next(one for one in answer.themes if one.kind == kind)


def true_m2(shape):
    return abs(ORACLE.geometry_area_perimeter(shapely.orient_polygons(shape))[0])


def test_one_zone_in_two_layers_counts_once_and_is_said(make_layer, check):
    zone = GROUND.box(50, -50, 300, 150)
    turned = shapely.Polygon(np.roll(shapely.get_coordinates(zone)[:-1], 2, axis=0)[::-1])
    answer = check(
        SITE,
        make_layer("red_line", zone, path="环保局.shp"),
        make_layer("red_line", turned, path="规划局.shp"),
        **ASKED,
    )
    assert len([one for one in answer.findings if one.rule == "RL-BAN"]) == 1
    assert theme(answer, "red_line").overlap_m2 == pytest.approx(5000, rel=1e-4)
    assert [one.code for one in answer.problems if one.code == "checks.duplicate"] == [
        "checks.duplicate"
    ]


def test_overlapping_zones_of_two_layers_are_united(make_layer, check):
    """Two halves of 60 m that share 20 m: 100 m of the site, not 120."""
    answer = check(
        SITE,
        make_layer("red_line", GROUND.box(-50, -50, 60, 150), path="一.shp"),
        make_layer("red_line", GROUND.box(40, -50, 150, 150), path="二.shp"),
        **ASKED,
    )
    apart = [one.overlap_m2 for one in answer.findings if one.rule == "RL-BAN"]
    assert sum(apart) == pytest.approx(12_000, rel=1e-4)
    united = theme(answer, "red_line")
    assert united.overlap_m2 == pytest.approx(true_m2(SITE), rel=1e-6)
    assert united.overlap_pct_of_site == pytest.approx(100, abs=1e-6)


def test_a_zone_that_several_rules_hit_counts_once(make_layer, check):
    zone = (GROUND.box(50, -50, 300, 150), {"level": "grade_1"})
    answer = check(SITE, make_layer("protection_area", zone), **ASKED)
    assert len(answer.findings) > 1
    assert theme(answer, "protection_area").overlap_m2 == pytest.approx(5000, rel=1e-4)


def test_a_zone_split_in_strips_covers_the_same_ground(make_layer, check):
    whole = check(SITE, make_layer("red_line", GROUND.box(0, -50, 80, 150)), **ASKED)
    strips = [GROUND.box(west, -50, west + 20, 150) for west in (0, 20, 40, 60)]
    split = check(SITE, make_layer("red_line", *strips), **ASKED)
    assert theme(split, "red_line").overlap_m2 == pytest.approx(
        theme(whole, "red_line").overlap_m2, rel=1e-6
    )


def test_the_same_shape_of_another_level_is_no_duplicate(make_layer, check):
    zone = GROUND.box(50, -50, 300, 150)
    levels = ({"level": "grade_1"}, {"level": "grade_2"})
    answer = check(
        SITE, make_layer("protection_area", *((zone, level) for level in levels)), **ASKED
    )
    assert {one.feature.level for one in answer.findings} == {"grade_1", "grade_2"}
    assert theme(answer, "protection_area").overlap_m2 == pytest.approx(5000, rel=1e-4)
    assert "checks.duplicate" not in [one.code for one in answer.problems]


def test_nearly_the_same_zone_is_said(make_layer, check):
    """Stored with six decimals by the second office: 0.1 m off, and not the same bytes."""
    zone = GROUND.box(50, -50, 300, 150)
    rough = shapely.transform(zone, lambda xy: np.round(xy, 6))
    answer = check(
        SITE,
        make_layer("red_line", zone, path="环保局.shp"),
        make_layer("red_line", rough, path="规划局.shp"),
        **ASKED,
    )
    assert theme(answer, "red_line").overlap_m2 == pytest.approx(5000, rel=1e-2)
    assert "siting.nearly_duplicate" in [one.code for one in answer.problems]


def test_candidates_take_the_united_ground(make_layer, check):
    layers = [
        make_layer("red_line", GROUND.box(-50, -50, 60, 150), path="一.shp"),
        make_layer("red_line", GROUND.box(40, -50, 150, 150), path="二.shp"),
    ]
    found = compare([check(shape, *layers, **ASKED) for shape in (SITE, GROUND.box(0, 0, 50, 100))])
    at = found.kinds.index("red_line")
    assert [round(one.themes[at].overlap_m2, -1) for one in found.sites] == [10_000, 5_000]
