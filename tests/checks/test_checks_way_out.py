"""The smallest move and trim, held against brute force and against figures worked out by hand."""

import math

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely import affinity

from tests.checks.ground import CODE, Ground
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.held import Held
from watermap.checks.siting.way_out import known_search, way_out

GROUND = Ground()
INDUSTRY = {"industry": "C2614", "work": "new", "discharges": True, "outfall_inside": False}
EXACT_M = 0.06  # the margin twice, and what a rounded border may be too far out


@pytest.fixture(scope="session")
def held(rules, kinds):
    """What sites are held against, from layers."""

    def make(*layers, study_area=None, tolerance_m=0.5):
        by_kind = {}
        for layer in layers:
            by_kind[layer.kind] = (*by_kind.get(layer.kind, ()), layer)
        return Held(
            layers=by_kind,
            rules=rules,
            kinds=kinds,
            circumstances=Circumstances(as_of=CODE, tolerance_m=tolerance_m),
            study_area=study_area,
        )

    return make


def ways(shape, ground, **search):
    site = Site(geometry=shape, **INDUSTRY)
    chosen = known_search().model_copy(update=search)
    found = way_out(ground.check(site), ground, search=chosen)
    return {way.clears: way for way in found.ways}


def test_a_site_a_little_inside_moves_straight_out(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(60, -500, 400, 600)))
    move = ways(GROUND.box(0, 0, 100, 100), ground)["prohibitions"].move
    assert move.metres == pytest.approx(40, abs=EXACT_M)
    assert move.bearing_deg == pytest.approx(270, abs=0.1)
    assert move.holds_within_m is None or move.holds_within_m > 0.4


def test_the_trim_is_the_ground_that_lies_in_the_zone(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(60, -500, 400, 600)))
    trim = ways(GROUND.box(0, 0, 100, 100), ground)["prohibitions"].trim
    assert trim.cut_m2 == pytest.approx(40 * 100, abs=100 * EXACT_M)
    assert trim.cut_m2 + trim.remaining_m2 == pytest.approx(10_000, rel=1e-5)
    assert trim.parts == 1


def test_what_goes_and_what_remains_are_the_site(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(60, -500, 400, 600)))
    site = GROUND.box(0, 0, 100, 100)
    trim = ways(site, ground)["prohibitions"].trim
    geod = Geod(ellps="GRS80")  # CGCS2000 differs from it by a tenth of a millimetre
    assert abs(geod.geometry_area_perimeter(trim.cut)[0]) == pytest.approx(trim.cut_m2, abs=0.01)
    both = shapely.union(trim.cut, trim.geometry)
    assert shapely.area(shapely.symmetric_difference(both, site)) < 1e-4 * site.area
    assert shapely.area(shapely.intersection(trim.cut, trim.geometry)) < 1e-9 * site.area


def test_a_zone_through_the_middle_leaves_two_pieces(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(40, -500, 60, 600)))
    trim = ways(GROUND.box(0, 0, 100, 100), ground)["prohibitions"].trim
    assert (trim.parts, round(trim.remaining_m2, -1)) == (2, 8000)


def test_a_site_wholly_inside_has_no_trim_and_may_have_no_move(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(-900, -900, 900, 900)))
    shape = GROUND.box(0, 0, 100, 100)
    far = ways(shape, ground)["prohibitions"]
    assert far.move.metres == pytest.approx(900, abs=EXACT_M)
    assert far.no_trim.code == "way_out.nothing_remains"
    near = ways(shape, ground, search_radius_m=800.0)["prohibitions"]
    assert near.move is None
    assert near.no_move.fields["radius"] == "800"


def test_restrictions_ask_for_more_than_prohibitions(make_layer, held):
    zones = make_layer(
        "protection_area",
        (GROUND.box(50, -500, 400, 600), {"level": "grade_1"}),
        (GROUND.box(-250, -500, 400, 600), {"level": "quasi"}),
    )
    site = Site(geometry=GROUND.box(0, 0, 100, 100), industry="C34", discharges=False,
                outfall_inside=False, work="rebuild")  # fmt: skip
    ground = held(zones)
    check = ground.check(site)
    found = {way.clears: way for way in way_out(check, ground).ways}
    verdicts = {one.verdict for one in check.findings}
    assert found["prohibitions"].move.metres == pytest.approx(50, abs=EXACT_M)
    if "restricted" in verdicts:
        assert found["all"].move.metres > found["prohibitions"].move.metres


def test_a_distance_of_the_law_is_kept(make_layer, held):
    """A chemical project within 1 km of the Yangtze's shoreline goes beyond it."""
    # Corners every 200 m, as an edge straight in degrees leaves the straight line of the ground.
    shore = GROUND.line(*((east, 300) for east in range(-5000, 5001, 200)))
    layer = make_layer("shoreline", (shore, {"river": "长江"}))
    move = ways(GROUND.box(0, 0, 100, 100), held(layer))["prohibitions"].move
    assert move.metres == pytest.approx(800, abs=0.1)
    assert move.bearing_deg == pytest.approx(180, abs=0.1)


def test_a_point_moves_and_is_not_trimmed(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(-30, -500, 400, 600)))
    way = ways(GROUND.point(0, 0), ground)["prohibitions"]
    assert way.move.metres == pytest.approx(30, abs=EXACT_M)
    assert way.no_trim.code == "way_out.point_has_no_trim"


def test_a_line_is_shortened(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(60, -500, 400, 600)))
    trim = ways(GROUND.line((0, 0), (100, 0)), ground)["prohibitions"].trim
    assert (trim.cut_m2, trim.cut_m) == (None, pytest.approx(40, abs=EXACT_M))
    assert Geod(ellps="GRS80").geometry_length(trim.cut) == pytest.approx(trim.cut_m, abs=0.01)


def test_a_way_never_leads_out_of_the_study_area(make_layer, held):
    zone = make_layer("red_line", GROUND.box(60, -500, 400, 600))
    area = GROUND.box(-10, -2000, 2000, 2000)
    move = ways(GROUND.box(0, 0, 100, 100), held(zone, study_area=area))["prohibitions"].move
    # 40 m to the west are closed; east around the zone's far side, or north or south past its ends.
    assert move.metres == pytest.approx(400, abs=EXACT_M)
    assert move.bearing_deg == pytest.approx(90, abs=0.1)


def test_a_site_without_conflict_has_nothing_to_clear(make_layer, held):
    ground = held(make_layer("red_line", GROUND.box(200, 0, 400, 600)))
    found = ways(GROUND.box(0, 0, 100, 100), ground)
    assert {way.state for way in found.values()} == {"nothing_to_clear"}


def _random_case(seed):
    """A site with many corners among overlapping zones, in metres."""
    rng = np.random.default_rng(seed)

    def star(middle, size, corners):
        angles = np.sort(rng.uniform(0, 2 * np.pi, corners))
        far = rng.uniform(0.4, 1.0, corners) * size
        return shapely.Polygon(
            np.column_stack([middle[0] + far * np.cos(angles), middle[1] + far * np.sin(angles)])
        )

    site = star((0, 0), 40, rng.integers(4, 9))
    if seed % 3 == 0 and site.buffer(-12).area > 50:
        site = site.difference(site.buffer(-12))
    zones = [star(rng.uniform(-90, 90, 2), rng.uniform(30, 90), 7) for _ in range(4)]
    return site, [zone for zone in zones if zone.is_valid]


def _on_ground(shape):
    return shapely.transform(shape, lambda xy: np.array([GROUND.at(*one) for one in xy]))


@pytest.mark.parametrize("seed", range(24))
def test_no_move_of_a_grid_is_shorter(seed, make_layer, held):
    site, zones = _random_case(seed)
    assert site.is_valid
    ground = held(make_layer("red_line", *[_on_ground(zone) for zone in zones]), tolerance_m=0.0)
    way = ways(_on_ground(site), ground)["prohibitions"]
    if way.state == "nothing_to_clear":
        assert shapely.union_all(zones).intersection(site).area < 1e-3
        return
    together = shapely.union_all(zones)
    steps = np.arange(-300, 301, 4.0)
    clear = [
        math.hypot(east, north)
        for east in steps
        for north in steps
        if math.hypot(east, north) <= way.move.metres + 8
        and affinity.translate(site, east, north).intersection(together).area < 1e-6
    ]
    assert min(clear, default=math.inf) >= way.move.metres - EXACT_M
    angle = math.radians(way.move.bearing_deg)
    for more, free in ((EXACT_M, True), (-2.0, False)):
        length = way.move.metres + more
        moved = affinity.translate(site, length * math.sin(angle), length * math.cos(angle))
        assert (moved.intersection(together).area < 1e-2) == free
    left = 0.0 if way.trim is None else way.trim.remaining_m2
    assert left == pytest.approx(site.difference(together).area, abs=site.length * EXACT_M + 4)


@pytest.mark.parametrize("seed", range(12))
def test_what_clears_all_is_no_shorter_and_is_found_anew_where_needed(seed, make_layer, held):
    """Zones that prohibit and zones that restrict: the way for all avoids both kinds."""
    site, zones = _random_case(seed)
    layer = make_layer(
        "protection_area",
        *[
            (_on_ground(zone), {"level": level})
            for zone, level in zip(zones, ("grade_1", "quasi", "grade_1", "quasi"), strict=False)
        ],
    )
    shape, ground = _on_ground(site), held(layer, tolerance_m=0.0)
    asked = Site(geometry=shape, industry="C34", work="rebuild", discharges=True)
    check = ground.check(asked)
    found = {way.clears: way for way in way_out(check, ground).ways}
    hard = {one.verdict for one in check.findings} & {"prohibited", "restricted"}
    assert (found["all"].state == "looked") == bool(hard)
    if found["all"].move is None:
        return
    move = found["all"].move
    if found["prohibitions"].move is not None:
        assert move.metres >= found["prohibitions"].move.metres - 1e-9
    there = ground.check(Site(geometry=move.geometry, industry="C34", work="rebuild",
                              discharges=True))  # fmt: skip
    assert not {one.verdict for one in there.findings} & {"prohibited", "restricted"}
