"""How firm a verdict is, and where it stands between yes and no: worked out by hand."""

import numpy as np
import pytest
import shapely

from tests.checks.ground import CODE, HERE, Ground
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.doubts import firmness, known_firmness
from watermap.checks.siting.held import Held
from watermap.checks.tolerances import load_tolerances
from watermap.errors import WatermapError
from watermap.geodesy.web_offset import offset_degrees

GROUND = Ground()
SITE = GROUND.box(0, 0, 100, 100)
COUNTY = GROUND.box(-20_000, -20_000, 20_000, 20_000)
NEEDED = ("control_unit", "protection_area", "industrial_zone", "nature_reserve")
HARMLESS = {
    "industry": "F5111", "work": "new", "discharges": False, "outfall_inside": False,
    "takes_groundwater": False, "water_related": False,
}  # fmt: skip


@pytest.fixture(scope="session")
def firm(make_layer, rules, kinds):
    """Firmness of a site beside one red line; everything else is known and far."""

    def run(zone, *, site=SITE, study_area=COUNTY):
        far = GROUND.box(12_000, 12_000, 13_000, 13_000)
        layers = {kind: (make_layer(kind, far),) for kind in NEEDED}
        held = Held(
            layers={**layers, "red_line": (make_layer("red_line", zone, far),)},
            rules=rules,
            kinds=kinds,
            circumstances=Circumstances(as_of=CODE),
            study_area=study_area,
        )
        check = held.check(Site(geometry=site, **HARMLESS))
        return check, firmness(check, held)

    return run


@pytest.mark.parametrize(
    ("west", "verdict", "state"),
    [
        (99.8, "no_conflict", "re_survey"),  # 0.2 m over the border: the tolerance forgives it
        (100.0, "no_conflict", "re_survey"),  # touches: half a metre of survey error and it is in
        (100.4, "no_conflict", "re_survey"),
        (110.0, "no_conflict", "borderline"),
        (5000.0, "no_conflict", "firm"),
        (99.0, "prohibited", "re_survey"),
        (90.0, "prohibited", "borderline"),
    ],
)
def test_states_by_distance(west, verdict, state, firm):
    check, found = firm(GROUND.box(west, -3000, west + 3000, 3000))
    assert (check.verdict, found.state) == (verdict, state)


def test_a_verdict_that_gcj02_would_change_is_borderline(firm):
    """The true place of GCJ-02 coordinates lies some 500 m off, here in the red line."""
    east, north = offset_degrees(np.array([HERE[0]]), np.array([HERE[1]]), "gcj02")
    step = east[0] - HERE[0], north[0] - HERE[1]
    there = shapely.affinity.translate(SITE, -step[0], -step[1]).centroid.buffer(0.001)
    check, found = firm(there)
    answers = {one.doubt: one for one in found.doubts}
    assert check.verdict == "no_conflict"
    assert answers["gcj02"].outcome == "changes"
    assert answers["gcj02"].verdict == "prohibited"
    assert 200 < answers["gcj02"].moved_m < 900
    assert answers["bd09"].moved_m > answers["gcj02"].moved_m
    assert found.state == "borderline"


def test_a_neighbouring_zone_outside_the_study_area_is_ruled_out(firm):
    _, found = firm(GROUND.box(5000, 0, 5100, 100))
    answers = {one.doubt: one for one in found.doubts}
    for doubt in ("zone_west", "zone_east"):
        assert answers[doubt].outcome == "ruled_out"
        assert answers[doubt].verdict is None
        # 3° of longitude at 34.6° N are 275.2 km on the ellipsoid (pyproj.Geod).
        assert answers[doubt].moved_m == pytest.approx(275_100, abs=300)


def test_the_same_zone_beside_the_doubted_place_changes_the_verdict(make_layer, rules, kinds):
    """Without a study area, a layer that reaches over the zone's border is asked there too."""
    west = shapely.affinity.translate(SITE, -3.0)
    layers = {
        kind: (make_layer(kind, GROUND.box(9000, 9000, 9100, 9100), west),)
        for kind in (*NEEDED, "red_line")
    }
    held = Held(layers=layers, rules=rules, kinds=kinds, circumstances=Circumstances(as_of=CODE))
    check = held.check(Site(geometry=SITE, **HARMLESS))
    answers = {one.doubt: one for one in firmness(check, held).doubts}
    assert (answers["zone_west"].outcome, answers["zone_west"].verdict) == ("changes", "prohibited")


def test_an_incomplete_check_has_no_firmness(make_layer, rules, kinds):
    held = Held(layers={}, rules=rules, kinds=kinds, circumstances=Circumstances(as_of=CODE))
    found = firmness(held.check(Site(geometry=SITE)), held)
    assert (found.state, found.holds_within_m, found.doubts) == ("not_told", None, ())


def test_the_rules_end_with_one_that_always_applies():
    last = known_firmness().rules[-1]
    assert (last.below_m, last.changed_by, last.state) == (None, None, "firm")


OVERLAPS = [
    # metres over the border, yes / no / within tolerance, depth
    (-0.3, "no", None),
    (0.0, "no", 0.0),
    (0.3, "within_tolerance", 0.3),
    (0.7, "yes", 0.7),
    (5.0, "yes", 5.0),
]


@pytest.mark.parametrize(("over", "answer", "depth"), OVERLAPS)
def test_yes_no_or_within_tolerance_with_the_depth(over, answer, depth, make_layer, check):
    zone = GROUND.box(100 - over, -50, 300, 150)
    if over == 0.0:  # the very edge, not one recomputed
        zone = shapely.box(*(SITE.bounds[2], SITE.bounds[1], SITE.bounds[2] + 0.01, SITE.bounds[3]))
        site = shapely.box(*SITE.bounds)
    else:
        site = SITE
    found = check(site, make_layer("red_line", zone), industry="C2614")
    one = next(one for one in (*found.findings, *found.near_misses) if one.kind == "red_line")
    assert one.conflict == answer
    assert one.depth_m == (depth if not depth else pytest.approx(depth, rel=0.02))
    assert (one in found.findings) == (answer == "yes")


def test_each_kind_has_its_own_tolerance(make_layer, rules, kinds):
    zone = GROUND.box(97, -50, 300, 150)
    layers = {
        "red_line": (make_layer("red_line", zone),),
        "protection_area": (make_layer("protection_area", (zone, {"level": "grade_1"})),),
    }
    held = Held(
        layers=layers,
        rules=rules,
        kinds=kinds,
        circumstances=Circumstances(
            as_of=CODE, tolerance_m=0.5, kind_tolerance_m={"red_line": 10.0}
        ),
    )
    found = held.check(Site(geometry=SITE, industry="C2614", outfall_inside=False))
    assert {one.kind for one in found.findings} == {"protection_area"}
    miss = next(one for one in found.near_misses if one.kind == "red_line")
    assert miss.conflict == "within_tolerance"
    assert found.thresholds["tolerance_m_red_line"] == 10.0


def test_a_bureaus_tolerances_stand_over_the_shipped_ones(tmp_path, kinds):
    own = tmp_path / "tolerances.toml"
    own.write_text('source = "本局测绘规定"\n[kind_m]\nred_line = 2.0\n', "utf-8")
    found = load_tolerances(own, kinds=kinds)
    assert (found.default_m, found.kind_m) == (0.5, {"red_line": 2.0})


def test_a_tolerance_of_an_unknown_kind_is_refused(tmp_path, kinds):
    own = tmp_path / "tolerances.toml"
    own.write_text('source = "x"\n[kind_m]\nredline = 2.0\n', "utf-8")
    with pytest.raises(WatermapError) as refused:
        load_tolerances(own, kinds=kinds)
    assert "redline" in refused.value.text("zh")
