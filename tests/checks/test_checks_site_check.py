"""What was checked, what was not, and what is not known: never a quiet pass."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from shapely import GeometryCollection, Point, Polygon

from tests.checks.ground import HERE, Ground
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.site_check import check_site
from watermap.errors import Message, WatermapError
from watermap.progress import Cancelled
from watermap.reading.raw import RecordNote

GROUND = Ground()
SITE = GROUND.box(0, 0, 100, 100)
COUNTY = GROUND.box(-20_000, -20_000, 20_000, 20_000)
HARMLESS = {
    "industry": "F5111", "work": "new", "discharges": False, "outfall_inside": False,
    "takes_groundwater": False, "water_related": False,
}  # fmt: skip
FAR = GROUND.box(12_000, 12_000, 13_000, 13_000)
NEEDED = ("control_unit", "protection_area", "industrial_zone", "red_line", "nature_reserve")


@pytest.fixture(scope="session")
def everywhere(make_layer):
    """All layers that a harmless project needs, with features far from the site."""
    return [make_layer(kind, FAR) for kind in NEEDED]


def states(answer):
    return {theme.kind: theme.state for theme in answer.themes}


def codes(answer):
    return [problem.code for problem in answer.problems]


def test_no_conflict_is_said_only_when_all_that_is_needed_was_checked(everywhere, check):
    answer = check(SITE, *everywhere, study_area=COUNTY, **HARMLESS)
    assert answer.verdict == "no_conflict"
    found = states(answer)
    assert {found[kind] for kind in NEEDED} == {"no_conflict"}
    # Not about this project, and there is no data: said, but no reason to withhold the answer.
    assert {found[kind] for kind in ("livestock_zone", "groundwater_zone", "farmland")} == {
        "no_data"
    }


@pytest.mark.parametrize("missing", ["protection_area", "red_line", "nature_reserve"])
def test_a_missing_layer_makes_it_incomplete(missing, everywhere, check):
    layers = [layer for layer in everywhere if layer.kind != missing]
    answer = check(SITE, *layers, study_area=COUNTY, **HARMLESS)
    assert answer.verdict == "incomplete"
    assert states(answer)[missing] == "no_data"
    assert answer.verdict_holds_within_m is None


def test_with_no_layers_at_all_nothing_is_said_to_be_free(check):
    answer = check(SITE, industry="C2614")
    assert answer.verdict == "incomplete"
    assert set(states(answer).values()) == {"no_data"}


def test_a_finding_is_a_finding_although_another_layer_is_missing(make_layer, check):
    answer = check(SITE, make_layer("red_line", GROUND.box(-9, -9, 200, 200)), industry="C2614")
    assert answer.verdict == "prohibited"
    assert states(answer)["protection_area"] == "no_data"


def test_an_industrial_zone_does_not_hide_that_data_are_missing(make_layer, check):
    answer = check(SITE, make_layer("industrial_zone", GROUND.box(-9, -9, 200, 200)), **HARMLESS)
    assert [one.rule for one in answer.findings] == ["IND-PARK"]
    assert states(answer)["industrial_zone"] == "no_conflict"
    assert answer.verdict == "incomplete"


def test_partly_in_an_industrial_zone_speaks_for_nothing(make_layer, check):
    answer = check(SITE, make_layer("industrial_zone", GROUND.box(50, -9, 200, 200)), **HARMLESS)
    assert answer.findings == ()
    assert answer.near_misses == ()


UNKNOWNS = [
    # feature, what is known, question, softened verdict
    ({"kind": "protection_area", "level": "grade_2"}, {"industry": "C34", "outfall_inside": False},
     "discharges", "restricted"),
    ({"kind": "protection_area", "level": "grade_2"}, {"industry": "C34", "discharges": False},
     "outfall_inside", "restricted"),
    ({"kind": "protection_area", "level": "quasi"},
     {"work": "new", "discharges": False, "outfall_inside": False}, "industry", "restricted"),
    ({"kind": "protection_area", "level": "quasi"},
     {"industry": "C2614", "discharges": True, "outfall_inside": False}, "work", "restricted"),
    ({"kind": "protection_area", "level": None},
     {"industry": "C34", "discharges": True, "outfall_inside": False}, "zone", "restricted"),
    ({"kind": "protection_area", "level": "核心"},
     {"industry": "C34", "discharges": True, "outfall_inside": False}, "zone", "restricted"),
    ({"kind": "diversion_zone", "zone": "key"}, {"industry": "C2614"}, "outfall_inside", "notice"),
    ({"kind": "groundwater_zone", "zone": "ban"}, {}, "takes_groundwater", "restricted"),
    ({"kind": "groundwater_zone", "zone": "limit"},
     {"work": "rebuild"}, "takes_groundwater", "notice"),
    ({"kind": "livestock_zone", "zone": "ban"}, {"industry": "A03"}, "industry", "restricted"),
    ({"kind": "livestock_zone", "zone": "ban"}, {"industry": "A"}, "industry", "restricted"),
    ({"kind": "livestock_zone", "zone": "ban"}, {"industry": "猪场"}, "industry", "restricted"),
    ({"kind": "livestock_zone", "zone": None}, {"industry": "A0313"}, "zone", "restricted"),
]  # fmt: skip


@pytest.mark.parametrize(("feature", "known", "question", "verdict"), UNKNOWNS)
def test_an_answer_that_is_missing_never_passes(
    feature, known, question, verdict, make_layer, check
):
    values = {name: value for name, value in feature.items() if name != "kind"}
    layer = make_layer(feature["kind"], (GROUND.box(-9, -9, 200, 200), values))
    answer = check(SITE, layer, **known)
    asked = [one for one in answer.findings if question in one.unanswered]
    assert max(one.verdict for one in asked) == verdict
    assert states(answer)[feature["kind"]] == "conflict"
    for language, word in (("zh", "尚缺"), ("en", "Missing")):
        assert word in asked[0].message.text(language)


def test_a_claim_that_was_not_made_lifts_nothing(make_layer, check):
    layers = [
        make_layer("protection_area", (GROUND.box(-9, -9, 200, 200), {"level": "grade_1"})),
        make_layer("red_line", GROUND.box(-9, -9, 200, 200)),
    ]
    answer = check(SITE, *layers, industry="D4610", outfall_inside=False)
    assert {one.rule: one.verdict for one in answer.findings} == {
        "DW-L1-PROJ": "prohibited", "RL-BAN": "prohibited",
    }  # fmt: skip
    assert {one.unanswered for one in answer.findings} == {("water_related",), ("permitted_kind",)}


def test_an_unreadable_industry_is_said(make_layer, check):
    answer = check(SITE, industry="化工")
    assert codes(answer) == ["checks.industry_unreadable"]


def test_a_site_outside_the_study_area_is_not_covered(everywhere, check):
    answer = check(GROUND.box(30_000, 0, 30_100, 100), *everywhere, study_area=COUNTY, **HARMLESS)
    assert answer.verdict == "incomplete"
    assert set(states(answer).values()) == {"not_covering", "no_data"}


def test_a_site_across_the_edge_of_the_study_area_is_not_covered(everywhere, check):
    answer = check(GROUND.box(19_950, 0, 20_050, 100), *everywhere, study_area=COUNTY, **HARMLESS)
    assert states(answer)["red_line"] == "not_covering"
    theme = next(theme for theme in answer.themes if theme.kind == "red_line")
    assert theme.why.code == "checks.site_partly_outside"


def test_a_conflict_is_a_conflict_across_the_edge_too(make_layer, check):
    layer = make_layer("red_line", GROUND.box(19_000, -100, 21_000, 500))
    answer = check(GROUND.box(19_950, 0, 20_050, 100), layer, study_area=COUNTY, **HARMLESS)
    assert states(answer)["red_line"] == "conflict"


def test_a_layer_of_another_district_covers_nothing_here(make_layer, check):
    layer = make_layer("red_line", Ground(119.0, 32.0).box(0, 0, 500, 500))
    answer = check(SITE, layer, study_area=COUNTY, **HARMLESS)
    assert states(answer)["red_line"] == "not_covering"


def test_without_a_study_area_the_layers_bounds_and_5_km_count(make_layer, check):
    near = make_layer("red_line", GROUND.box(4_000, 0, 4_500, 500))
    far = make_layer("red_line", GROUND.box(9_000, 0, 9_500, 500))
    assert states(check(SITE, near, within_m=(500,), **HARMLESS))["red_line"] == "no_conflict"
    assert states(check(SITE, far, within_m=(500,), **HARMLESS))["red_line"] == "not_covering"


def test_near_the_edge_of_the_study_area_is_said(everywhere, check):
    answer = check(GROUND.box(19_000, 0, 19_100, 100), *everywhere, study_area=COUNTY, **HARMLESS)
    assert codes(answer) == ["checks.near_edge"]
    assert answer.verdict_holds_within_m == pytest.approx(900, abs=1)


def test_records_without_shape_and_unread_ones_are_counted(make_layer, check):
    note = RecordNote(record=3, reason=Message.of("checks.no_layer"))
    layer = make_layer("red_line", FAR, None, None, rejected=(note,))
    answer = check(SITE, layer, study_area=COUNTY, **HARMLESS)
    said = {one.code: one for one in answer.problems}
    assert said["checks.without_geometry"].fields["count"] == 2
    assert said["checks.rejected"].fields["count"] == 1


@pytest.mark.parametrize("broken", ["no shapes", "no place"])
def test_a_layer_that_cannot_be_used_is_no_data(broken, make_layer, check):
    shapes = [None] if broken == "no shapes" else [SITE]
    layer = make_layer("red_line", *shapes, epsg=None if broken == "no place" else 4490)
    answer = check(SITE, layer, study_area=COUNTY, **HARMLESS)
    theme = next(theme for theme in answer.themes if theme.kind == "red_line")
    assert (theme.state, len(theme.layers)) == ("no_data", 1)
    assert answer.problems


def test_the_data_sheet_names_every_layer(make_layer, check):
    layer = make_layer("red_line", FAR)
    answer = check(SITE, replace(layer, date="2025-06-30"), study_area=COUNTY, **HARMLESS)
    (used,) = next(theme for theme in answer.themes if theme.kind == "red_line").layers
    assert (used.date, used.features, used.crs, used.repaired) == ("2025-06-30", 1, "EPSG:4490", 0)
    assert used.source.sha256 == "0" * 64


def test_near_states_and_the_nearest(make_layer, check):
    layer = make_layer("red_line", GROUND.box(600, 0, 700, 100), GROUND.box(1600, 0, 1700, 100))
    answer = check(SITE, layer, study_area=COUNTY, **HARMLESS)
    assert states(answer)["red_line"] == "near"
    assert [one.distance_m for one in answer.near_misses] == pytest.approx([500, 1500], abs=0.01)
    assert answer.near_misses[0].bearing_deg == pytest.approx(90, abs=0.1)
    assert answer.thresholds == {"tolerance_m": 0.5, "within_m_500": 500.0, "within_m_5000": 5000.0}
    sources = make_layer("water_source", (GROUND.point(50, 900), {"name": "东井"}))
    with_source = check(SITE, sources, study_area=COUNTY, **HARMLESS)
    theme = next(theme for theme in with_source.themes if theme.kind == "water_source")
    assert theme.state == "near"
    assert "东井" in theme.why.text("zh")


def test_before_any_law_known_nothing_is_held_and_that_is_said(make_layer, check):
    layer = make_layer("protection_area", (GROUND.box(-9, -9, 200, 200), {"level": "grade_1"}))
    answer = check(SITE, layer, as_of=dt.date(2005, 1, 1), industry="C2614")
    assert answer.findings == ()
    assert answer.as_of == dt.date(2005, 1, 1)
    assert codes(answer).count("checks.rule_not_in_force") >= 20


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (Polygon(), "site_empty"),
        (Polygon([GROUND.at(0, 0), GROUND.at(9, 9), GROUND.at(0, 0)]), "site_empty"),
        (Point(560_304.0, 3_832_311.0), "site_not_degrees"),
        (GeometryCollection([Point(HERE), SITE]), "site_mixed"),
    ],
)
def test_a_site_that_cannot_be_checked_is_refused(shape, code, check):
    with pytest.raises(WatermapError) as raised:
        check(shape, name="甲")
    assert [one.code for one in raised.value.problems] == [f"checks.{code}"]
    assert "甲" in raised.value.text("zh")


def test_it_reports_and_can_be_stopped(rules, kinds):
    class Stop:
        def step(self, done, total, message=""):
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        check_site(
            Site(geometry=SITE), {}, rules=rules, kinds=kinds,
            circumstances=Circumstances(as_of=dt.date(2026, 8, 15)), progress=Stop(),
        )  # fmt: skip


ZONES = [
    ("red_line", GROUND.box(60, -500, 400, 600), {"name": "甲"}),
    ("red_line", GROUND.box(-400, -500, 30, 600), {"name": "乙"}),
    ("red_line", GROUND.box(700, 0, 900, 100), {"name": "丙"}),
    ("protection_area", GROUND.box(-300, -300, 300, 300), {"name": "丁", "level": "grade_2"}),
    ("protection_area", GROUND.box(-900, -900, 900, 900), {"name": "戊", "level": "quasi"}),
    ("control_unit", GROUND.box(-900, -900, 900, 900), {"name": "己", "class": "priority"}),
]


def told(answer):
    """All that is said, with figures to two decimals."""

    def figure(value):
        return None if value is None else round(value, 2)

    def line(one):
        measures = (one.overlap_m2, one.distance_m, one.depth_m)
        return (one.rule, one.feature.name, one.verdict, one.relation, *map(figure, measures))

    return (
        answer.verdict,
        figure(answer.verdict_holds_within_m),
        sorted(map(line, answer.findings)),
        sorted(map(line, answer.near_misses)),
        [(theme.kind, theme.state, figure(theme.overlap_m2)) for theme in answer.themes],
    )


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(len(ZONES))), split=st.booleans())
def test_the_order_of_features_and_files_changes_nothing(order, split, make_layer, check):
    def answer(chosen):
        zones = [ZONES[i] for i in chosen]
        if split:
            layers = [
                make_layer(kind, (shape, values), path=f"{values['name']}.shp")
                for kind, shape, values in zones
            ]
        else:
            layers = [
                make_layer(
                    name, *((shape, values) for kind, shape, values in zones if kind == name)
                )
                for name in dict.fromkeys(kind for kind, _, _ in zones)
            ]
        return told(check(SITE, *layers, study_area=COUNTY, **HARMLESS))

    assert answer(order) == answer(range(len(ZONES)))


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        ([("red_line", GROUND.box(-1000, -1000, 1100, 1100), {})], 1050),  # deepest in the middle
        ([("red_line", GROUND.box(40, -500, 600, 600), {})], 60),
        ([("red_line", GROUND.box(800, 0, 900, 100), {})], 700),
    ],
)
def test_how_far_the_site_may_shift(zones, expected, everywhere, make_layer, check):
    others = [layer for layer in everywhere if layer.kind != "red_line"]
    layers = [make_layer(kind, (shape, values)) for kind, shape, values in zones]
    answer = check(SITE, *others, *layers, study_area=COUNTY, **HARMLESS)
    assert answer.verdict_holds_within_m == pytest.approx(expected, abs=0.02 * expected + 1)


@settings(max_examples=25, deadline=None)
@given(bearing=st.floats(0, 360), west=st.floats(-300, 300), size=st.floats(30, 600))
def test_a_shift_within_what_is_promised_keeps_the_verdict(
    bearing, west, size, everywhere, make_layer, check
):
    zone = GROUND.box(west, -100, west + size, -100 + size)
    layers = [layer for layer in everywhere if layer.kind != "red_line"]
    layers.append(make_layer("red_line", zone))
    before = check(SITE, *layers, study_area=COUNTY, **HARMLESS)
    step = 0.98 * before.verdict_holds_within_m
    east, north = step * np.sin(np.radians(bearing)), step * np.cos(np.radians(bearing))
    shifted = GROUND.box(east, north, 100 + east, 100 + north)
    after = check(shifted, *layers, study_area=COUNTY, **HARMLESS)
    assert after.verdict == before.verdict


def test_far_reaching_features_are_measured_where_they_are_near(make_layer, check):
    shore = shapely.LineString([(110.0, 34.61), (122.0, 34.61)])  # 1 100 km
    answer = check(SITE, make_layer("lake", shore.buffer(0.001)), study_area=COUNTY, **HARMLESS)
    theme = next(theme for theme in answer.themes if theme.kind == "lake")
    assert theme.state == "near"
