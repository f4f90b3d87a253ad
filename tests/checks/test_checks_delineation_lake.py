"""Lakes and reservoirs by size class, measured by pyproj.Geod and by π."""

import math
import tomllib
from pathlib import Path

import pytest
import shapely

from tests.checks.delineating import Delineating, area, codes, zone
from watermap.checks.delineation.document import known_delineations
from watermap.geodesy.ring import disc_area_m2

TABLE = Path(__file__).parents[1] / "tables/delineation_lakes.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
HALF_M = 4000.0  # of the square lake
CLOSE = 2e-4


@pytest.fixture
def propose(make_layer, kinds):
    return Delineating(make_layer, kinds)


@pytest.fixture
def square(ground):
    """8 km by 8 km, with a corner every 500 m, for layers draw straight in degrees."""
    side = [HALF_M * (step / 8 - 1) for step in range(16)]
    return ground.polygon(
        *((one, -HALF_M) for one in side),
        *((HALF_M, one) for one in side),
        *((-one, HALF_M) for one in side),
        *((-HALF_M, -one) for one in side),
    )


def disc(ground, metres):
    return disc_area_m2(ground.lat, metres)


def around_square(metres):
    """What lies within a distance outside the square: four strips and four quarter circles."""
    return 4 * 2 * HALF_M * metres + math.pi * metres**2


@pytest.mark.parametrize("case", CASES, ids=[one["clause"] for one in CASES])
def test_the_table_of_size_classes(case, ground, propose, square, make_layer):
    """The intake stands in the middle, so nothing of grade 1 by radius reaches the shore."""
    lake = make_layer("lake", (square, {"name": "东湖", "type": case["body"]}))
    given = {
        name: case[name]
        for name in ("storage", "surface", "terrain", "single_purpose")
        if name in case
    }
    answer = propose(propose.source(ground.point(0, 0), source_type="lake"), lake, **given)
    title = {one.id: one.title for one in known_delineations()["hj338-2018"].sizes}[case["class"]]
    (said,) = [one for one in answer.said if getattr(one, "code", "") == "delineation.size"]
    assert said.fields["title"] == title
    lake_m2 = (2 * HALF_M) ** 2
    whole = case["grade_1_water"] == "whole"
    water_1 = lake_m2 if whole else disc(ground, case["grade_1_water"])
    assert area(answer, "grade_1", "water") == pytest.approx(water_1, rel=CLOSE)
    _hold_grade_2_water(answer, case["grade_2_water"], lake_m2, water_1, ground)
    land = zone(answer, "grade_1", "land")
    if whole:
        assert land.area_m2 == pytest.approx(around_square(200), rel=CLOSE)
    else:
        assert (land.state, land.geometry) == ("none_by_rule", None)
    _hold_grade_2_land(answer, case["grade_2_land"], whole)


def _hold_grade_2_water(answer, expected, lake_m2, water_1, ground):
    found = zone(answer, "grade_2", "water")
    if expected == "none":
        assert (found.state, found.area_m2) == ("none_by_rule", None)
    elif expected == "rest":
        assert found.area_m2 == pytest.approx(lake_m2 - water_1, rel=CLOSE)
    else:
        assert found.area_m2 == pytest.approx(disc(ground, expected) - water_1, rel=CLOSE)


def _hold_grade_2_land(answer, expected, whole):
    found = zone(answer, "grade_2", "land")
    if expected in ("person", "asked"):
        state = {"person": "left_to_person", "asked": "needs_parameters"}[expected]
        assert (found.state, found.geometry) == (state, None)
        assert answer.state == "partly"
    elif whole:
        both = around_square(200 + expected)
        assert found.area_m2 == pytest.approx(both - around_square(200), rel=CLOSE)
    else:  # 500 + 3000 m from the middle does not reach the shore at 4000 m
        assert found.state == "none_by_rule"


def test_by_the_shore_land_is_what_lies_within_200_m_of_the_water(
    ground, propose, square, make_layer
):
    """An intake on the shore: half a disc of water, land within 200 m of it, checked by a grid."""
    lake = make_layer("lake", (square, {"name": "东湖", "type": "lake"}))
    answer = propose(propose.source(ground.point(HALF_M, 0), source_type="lake"), lake)
    assert area(answer, "grade_1", "water") == pytest.approx(disc(ground, 300) / 2, rel=1e-3)
    land = zone(answer, "grade_1", "land").geometry
    for east, north in ((10, 0), (199, 0), (201, 0), (10, 299), (50, 480), (50, 505), (-5, 310)):
        on_land = east > 0
        away = math.hypot(east, max(0.0, abs(north) - 300))
        place = ground.point(HALF_M + east, north)
        assert shapely.covers(land, place) == (on_land and away <= 200), (east, north)


def test_a_size_without_data_is_asked_for(ground, propose, square, make_layer):
    source = propose.source(ground.point(0, 0), source_type="lake")
    reservoir = make_layer("lake", (square, {"name": "东库", "type": "reservoir"}))
    for layer, name in (
        (reservoir, "storage"),
        (make_layer("lake", (square, {"name": "东塘", "type": "pond"})), "water_body"),
        (make_layer("lake", (square, {"name": "东水"})), "water_body"),
    ):
        answer = propose(source, layer)
        assert answer.state == "needs_parameters"
        assert {one.state for one in answer.zones} == {"needs_parameters"}
        assert {why.fields["name"] for one in answer.zones for why in one.why} == {name}
    alone = propose(source, reservoir, storage="2000")
    assert "delineation.purpose_unknown" in codes(alone)


def test_what_the_layer_says_counts_and_a_person_before_it(ground, propose, square, make_layer):
    source = propose.source(ground.point(0, 0), source_type="lake")
    layer = make_layer("lake", (square, {"name": "东库", "type": "reservoir", "storage": 20000.0}))
    by_layer = propose(source, layer, single_purpose="no")
    assert area(by_layer, "grade_1", "water") == pytest.approx(disc(ground, 500), rel=CLOSE)
    by_person = propose(source, layer, single_purpose="no", storage="2000")
    assert area(by_person, "grade_1", "water") == pytest.approx(disc(ground, 300), rel=CLOSE)
    origins = {one.parameter.id: one.origin for one in by_person.settings.every}
    assert origins["storage"] == "given"
    assert origins["water_body"] == "layer"
    assert origins["grade_1_radius_medium"] == "document"
    assert origins["snap"] == "watermap"
    assert origins["terrain"] == "missing"


def test_the_surface_is_measured_where_nobody_says_it(ground, propose, square, make_layer):
    """64 km² by Geod: a small lake."""
    lake = make_layer("lake", (square, {"name": "东湖", "type": "lake"}))
    answer = propose(propose.source(ground.point(0, 0), source_type="lake"), lake)
    (surface,) = [one for one in answer.settings.every if one.parameter.id == "surface"]
    assert float(surface.value) == pytest.approx(64, rel=CLOSE)
    assert "delineation.surface_measured" in codes(answer)


@pytest.mark.parametrize(("east", "state"), [(HALF_M + 250, "partly"), (HALF_M + 350, "no_water")])
def test_an_intake_beside_the_lake(ground, propose, square, make_layer, east, state):
    """Within 300 m it is put on the lake and the distance said; farther there is no lake."""
    lake = make_layer("lake", (square, {"name": "东库", "type": "reservoir"}))
    source = propose.source(ground.point(east, 0), source_type="lake")
    answer = propose(source, lake, storage="100")
    assert answer.state == state
    if state == "no_water":
        assert codes(answer) == {"delineation.no_surface"}
    else:
        (said,) = [one for one in answer.said if one.code.endswith("lake_taken")]
        assert float(said.fields["metres"]) == pytest.approx(250, abs=0.1)
