"""Wells: the table of radii, circles by π, and groups drawn together."""

import math
import tomllib
from pathlib import Path

import pytest
import shapely

from tests.checks.delineating import Delineating, area, codes, zone
from tests.checks.ground import ORACLE
from watermap.geodesy.ring import disc_area_m2

TABLE = Path(__file__).parents[1] / "tables/delineation_wells.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
CLOSE = 1e-3  # drawn circles lie up to 1 cm inside: much of a small one


@pytest.fixture
def propose(make_layer, kinds):
    return Delineating(make_layer, kinds)


@pytest.fixture
def group(ground, propose):
    """Wells at places east and north; gravel's lower ends are 200 m and 2000 m."""

    def run(*places):
        wells = propose.source(*(ground.point(*one) for one in places), source_type="groundwater")
        return propose(wells, aquifer="pore_unconfined", medium="gravel")

    return run


@pytest.mark.parametrize("case", CASES, ids=[one["clause"] for one in CASES])
def test_the_table_of_wells(case, ground, propose):
    well = propose.source(ground.point(0, 0), source_type="groundwater")
    answer = propose(well, **case["set"])
    radii = [case.get("radius_1"), case.get("radius_2")]
    assert answer.state == case.get("state", "proposed")
    if "radius_1" not in case:
        assert all(one.geometry is None for one in answer.zones)
        return
    used = [one.used_m for one in answer.radii]
    assert used == [radius for radius in radii if radius is not None]
    discs = [0.0 if one is None else disc_area_m2(ground.lat, one) for one in radii]
    assert area(answer, "grade_1", "whole") == pytest.approx(discs[0], rel=CLOSE)
    outer = zone(answer, "grade_2", "whole")
    if radii[1] is None:
        assert (outer.state, outer.area_m2) == ("none_by_rule", None)
    else:
        assert outer.area_m2 == pytest.approx(discs[1] - discs[0], rel=CLOSE)


def test_the_circle_is_a_geodesic_one(ground, propose):
    well = propose.source(ground.point(0, 0), source_type="groundwater")
    answer = propose(well, aquifer="pore_unconfined", medium="pebble")
    outer = shapely.get_coordinates(zone(answer, "grade_2", "whole").geometry)
    count = len(outer)
    metres = ORACLE.inv([ground.lon] * count, [ground.lat] * count, outer[:, 0], outer[:, 1])[2]
    assert metres.max() == pytest.approx(5000, abs=0.02)
    assert metres.min() == pytest.approx(500, abs=0.02)  # the hole that grade 1 leaves


def test_two_wells_near_are_one_capsule_and_far_two_circles(group):
    near, far = group((-200, 0), (200, 0)), group((-200.5, 0), (200.5, 0))
    capsule = math.pi * 200**2 + 2 * 200 * 400
    assert area(near, "grade_1", "whole") == pytest.approx(capsule, rel=CLOSE)
    assert near.radii[0].groups == (2,)
    assert far.radii[0].groups == (1, 1)
    assert area(far, "grade_1", "whole") == pytest.approx(2 * math.pi * 200**2, rel=CLOSE)
    assert far.radii[1].groups == (2,)  # for grade 2 they are near


def test_a_triangle_of_wells_is_its_outer_polygon_and_r_around_it(group):
    side = 300.0
    answer = group((0, 0), (side, 0), (side / 2, side * math.sqrt(3) / 2))
    triangle = math.sqrt(3) / 4 * side**2
    expected = triangle + 3 * side * 200 + math.pi * 200**2
    assert area(answer, "grade_1", "whole") == pytest.approx(expected, rel=CLOSE)


def test_wells_far_apart_hang_together_through_one_between(group):
    answer = group((-390, 0), (0, 0), (390, 0))
    assert answer.radii[0].groups == (3,)
    expected = math.pi * 200**2 + 2 * 200 * 780
    assert area(answer, "grade_1", "whole") == pytest.approx(expected, rel=CLOSE)


def test_two_lengths_of_structural_fissures_are_told(ground, propose):
    well = propose.source(ground.point(0, 0), source_type="groundwater")
    answer = propose(
        well, aquifer="structural_fissure", conductivity="2", gradient="0.01", porosity="0.05",
        porosity_across="0.1",
    )  # fmt: skip
    assert [(one.formula_m, one.across_m, one.used_m) for one in answer.radii] == [
        (60, 30, None),
        (600, 300, None),
    ]


@pytest.mark.parametrize(
    ("word", "aquifer"),
    [("潜水", "pore_unconfined"), ("孔隙承压水", "pore_confined"), ("岩溶水", None), (None, None)],
)
def test_the_layers_word_for_the_water(ground, propose, word, aquifer):
    well = propose.source(ground.point(0, 0), source_type="groundwater", river=word)
    answer = propose(well, medium="fine_sand")
    assert answer.settings.choice("aquifer") == aquifer
    if aquifer is None:
        code = "delineation.needs_choice" if word is None else "delineation.aquifer_ambiguous"
        assert codes(answer) == {code}
        assert answer.state == "needs_parameters"


def test_the_layers_supply_makes_a_source_large(ground, propose):
    well = propose.source(ground.point(0, 0), source_type="groundwater", supply=6.0)
    answer = propose(well, aquifer="pore_unconfined", medium="gravel")
    assert (answer.state, codes(answer)) == ("needs_model", {"delineation.large_source"})
