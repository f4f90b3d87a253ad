"""The clean-up of what already stands, held against a table of the law and against pyproj."""

import datetime as dt
import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.checks.ground import ORACLE, Ground
from watermap.checks.cleanup.cleanup import clean_up
from watermap.checks.cleanup.rules import CleanupBook, cleanup_book
from watermap.datafile import read_toml
from watermap.errors import WatermapError
from watermap.export.sheets_cleanup import counts_sheet
from watermap.resources import package_file

TODAY = dt.date(2026, 11, 25)
GROUND = Ground()
SITUATIONS = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "cleanup_situations.toml").read_text("utf-8")
)["situation"]
NOT_CHECKED = ["cleanup.things_not_checked", "cleanup.zones_not_checked"]
LINES, AREAS = ("transport_line",), ("industrial_zone",)
FACTORY = {"industry_code": "C2614", "discharge_to": "韩庄运河", "name": "厂"}


@pytest.fixture(scope="session")
def listed(kinds):
    """Hold layers against each other."""

    def run(*layers, as_of=TODAY, rings_m=(), tolerance_m=0.5):
        by_kind = {}
        for layer in layers:
            by_kind[layer.kind] = (*by_kind.get(layer.kind, ()), layer)
        return clean_up(by_kind, kinds=kinds, as_of=as_of, rings_m=rings_m, tolerance_m=tolerance_m)

    return run


def shape_of(kind):
    if kind in LINES:
        return GROUND.line((-2000, 0), (2000, 0))
    return GROUND.box(-50, -50, 50, 50) if kind in AREAS else GROUND.point(0, 0)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: f"{one['row']} ({one['as_of']})")
def test_what_follows_from_the_law(situation, make_layer, listed):
    thing = make_layer(situation["kind"], (shape_of(situation["kind"]), situation["values"]))
    zone = make_layer(situation["zone_kind"], (GROUND.box(-500, -500, 500, 500), situation["zone"]))
    items = listed(thing, zone, as_of=situation["as_of"]).items
    if not situation["expect"]:
        assert items == ()
        return
    (item,) = items
    (hit,) = item.hits
    found = [item.thing, hit.rule, hit.duty, hit.grade, hit.basis.article]
    assert found == situation["expect"]
    assert (item.duty, item.grade) == (hit.duty, hit.grade)
    assert hit.basis.in_force_from <= situation["as_of"]


def test_every_rule_has_a_situation_or_a_ring(kinds):
    told = {one["expect"][1] for one in SITUATIONS if one["expect"]}
    assert {rule.id for rule in cleanup_book().rules} == told | {"CL-RING"}
    for one in (*cleanup_book().things, *cleanup_book().zones):
        fields = kinds[one.kind].fields
        for field, values in one.where.items():
            assert set(values) <= set(fields[field].values)


def test_a_thing_in_several_zones_is_said_once_with_all_of_them(make_layer, listed):
    area = GROUND.box(-500, -500, 500, 500)
    (item,) = listed(
        make_layer("enterprise", (GROUND.point(0, 0), FACTORY)),
        make_layer("protection_area", (area, {"level": "grade_2"}), (area, {"level": "grade_1"})),
        make_layer("red_line", area),
    ).items
    assert [hit.zone for hit in item.hits] == ["dw_1", "dw_2", "red_line"]
    assert (item.grade, item.duty) == (1, "remove")


def test_overlapping_zones_of_one_sort_count_once(make_layer, listed):
    """Two offices, two outlines of one red line: the shared ground is 100 × 60 m, not twice."""
    (item,) = listed(
        make_layer("industrial_zone", (GROUND.box(0, 0, 100, 100), {"name": "园区"})),
        make_layer("red_line", (GROUND.box(-50, 40, 150, 400), {"name": "甲"}), path="a.shp"),
        make_layer("red_line", (GROUND.box(-50, 40, 150, 300), {"name": "乙"}), path="b.shp"),
    ).items
    (hit,) = item.hits
    assert [one.name for one in hit.features] == ["甲", "乙"]
    assert hit.overlap_m2 == pytest.approx(6000, rel=1e-4)
    assert hit.overlap_pct == pytest.approx(60, rel=1e-4)
    assert hit.relation == "overlaps"


def test_a_crossing_is_measured_inside_only(make_layer, listed):
    (item,) = listed(
        make_layer("transport_line", (GROUND.line((-2000, 0), (2000, 0)), {"type": "pipeline"})),
        make_layer("protection_area", (GROUND.box(-300, -400, 500, 400), {"level": "grade_1"})),
    ).items
    (hit,) = item.hits
    assert hit.relation == "crosses"
    assert hit.length_m == pytest.approx(800, abs=0.05)
    assert hit.depth_m == pytest.approx(400, abs=0.51)  # looked for metre by metre


@pytest.mark.parametrize(
    ("north", "state"),
    [(0.6, "in"), (0.4, "edge"), (0.0, "edge"), (-0.4, "edge"), (-0.6, "out")],
)
def test_on_the_edge_nothing_is_decided(north, state, make_layer, listed):
    items = listed(
        make_layer("outfall", GROUND.point(0, north)),
        make_layer("protection_area", (GROUND.box(-500, 0, 500, 500), {"level": "grade_1"})),
    ).items
    if state == "out":
        assert items == ()
        return
    (hit,) = items[0].hits
    assert hit.within_tolerance == (state == "edge")
    assert hit.duty == ("rectify" if state == "edge" else "remove")
    assert "复测" in hit.message.text("zh") if state == "edge" else "责令" in hit.message.zh


def test_rings_are_of_true_metres_and_the_smallest_counts(make_layer, listed):
    source = make_layer("water_source", (GROUND.point(0, 0), {"name": "源"}))
    places = [(0, 499), (501, 0), (-999.9, 0), (700, 714), (0, -1000.1), (0, 6000)]
    things = make_layer("outfall", *(GROUND.point(*place) for place in places))
    found = {
        item.feature.record: item for item in listed(source, things, rings_m=(1000, 500)).items
    }
    assert {at: item.hits[0].ring_m for at, item in found.items()} == {
        0: 500,
        1: 1000,
        2: 1000,
        3: 1000,
    }
    for at, item in found.items():
        towards, _, metres = ORACLE.inv(*GROUND.at(*places[at]), GROUND.lon, GROUND.lat)
        assert item.intake.distance_m == pytest.approx(metres, abs=0.001)
        assert item.intake.bearing_deg == pytest.approx(towards % 360, abs=0.01)
        assert item.hits[0].distance_m == pytest.approx(metres, abs=0.001)
        assert item.hits[0].relation == "within"
        assert item.upstream is None
        assert "上游" in item.upstream_why.text("zh")


def test_the_source_is_that_of_the_area_not_the_nearest(make_layer, listed):
    sources = make_layer(
        "water_source",
        (GROUND.point(0, 300), {"name": "近"}),
        (GROUND.point(0, 2000), {"name": "远"}),
    )
    area = (GROUND.box(-500, -500, 500, 500), {"level": "grade_2", "source": "远"})
    (item,) = listed(
        sources, make_layer("outfall", GROUND.point(0, 0)), make_layer("protection_area", area)
    ).items
    assert (item.intake.feature.name, item.intake.by) == ("远", "area")
    assert item.intake.distance_m == pytest.approx(2000, abs=0.01)


def test_without_a_source_the_distance_is_said_to_be_missing(make_layer, listed):
    (item,) = listed(
        make_layer("outfall", GROUND.point(0, 0)), make_layer("red_line", GROUND.box(-9, -9, 9, 9))
    ).items
    assert item.intake is None
    assert "没有带位置的" in item.upstream_why.text("zh")


def test_priority_goes_by_grade_then_by_risk(make_layer, listed):
    """Whatever the risk in grade 1, it goes first; an unknown risk stands before a general one."""
    one, two = GROUND.box(-500, -500, 0, 500), GROUND.box(0, -500, 500, 500)
    risks = ["general", None, "considerable", "major"]
    things = [
        (GROUND.point(100 + at, 0), {**FACTORY, "name": str(risk), "risk_level": risk})
        for at, risk in enumerate(risks)
    ]
    things += [(GROUND.point(-100, 0), {**FACTORY, "name": "in 1", "risk_level": "general"})]
    things += [(GROUND.point(150, 0), {**FACTORY, "name": "major too", "risk_level": "major"})]
    items = listed(
        make_layer("enterprise", *things),
        make_layer("protection_area", (one, {"level": "grade_1"}), (two, {"level": "grade_2"})),
    ).items
    assert [(item.feature.name, item.priority) for item in items] == [
        ("in 1", 1), ("major", 2), ("major too", 2),
        ("considerable", 3), ("None", 4), ("general", 5),
    ]  # fmt: skip


def test_credit_card_risk_and_status_are_as_the_layer_says(make_layer, listed):
    said = {"risk_level": "major", "credit": "red", "card": "yellow", "status": "停产"}
    (item,) = listed(
        make_layer("enterprise", (GROUND.point(0, 0), {**FACTORY, **said})),
        make_layer("red_line", GROUND.box(-90, -90, 90, 90)),
    ).items
    assert (item.risk_level, item.credit, item.card, item.status) == tuple(said.values())


def test_one_thing_in_two_layers_is_listed_once_and_said(make_layer, listed):
    thing = (GROUND.point(0, 0), {"name": "一号口"})
    result = listed(
        make_layer("outfall", thing, path="a.shp"),
        make_layer("outfall", thing, (GROUND.point(0, 0), {"name": "二号口"}), path="b.shp"),
        make_layer("red_line", GROUND.box(-90, -90, 90, 90)),
    )
    assert [item.feature.name for item in result.items] == ["一号口", "二号口"]
    assert [one.code for one in result.problems] == [*NOT_CHECKED, "cleanup.duplicate"]


def test_what_was_not_looked_at_is_named(make_layer, listed):
    result = listed(make_layer("outfall", GROUND.point(0, 0), None))
    assert result.items == ()
    assert set(result.things_not_checked) == {
        "enterprise", "petrol_station", "transport_line", "sewage_plant", "industrial_zone",
    }  # fmt: skip
    assert "protection_area" in result.zones_not_checked
    assert result.looked_at["outfall"] == 1
    assert [one.code for one in result.problems] == [*NOT_CHECKED, "checks.without_geometry"]


def test_an_empty_list_says_what_was_not_looked_at_and_counts_nothing(make_layer, listed):
    """0 of a layer that is not there would read as: there are none."""
    found = listed()
    said = {one.code: one.text("zh") for one in found.problems}
    assert "入河排污口" in said["cleanup.things_not_checked"]
    assert "饮用水水源保护区" in said["cleanup.zones_not_checked"]
    assert {cell for row in counts_sheet(found, language="zh").rows for cell in row[1:]} == {None}


def test_a_day_before_any_law_leaves_rules_out_and_says_so(make_layer, listed):
    result = listed(
        make_layer("outfall", GROUND.point(0, 0)),
        make_layer("protection_area", (GROUND.box(-9, -9, 9, 9), {"level": "grade_1"})),
        as_of=dt.date(2008, 5, 31),
    )
    assert result.items == ()
    *lacking, problem = result.problems
    assert [one.code for one in lacking] == NOT_CHECKED
    assert "CL-OUTFALL" in problem.text("zh")


@pytest.mark.parametrize("radius", [0, -5, float("nan"), 100_001])
def test_a_radius_that_cannot_be_used_is_refused(radius, listed):
    with pytest.raises(WatermapError):
        listed(rings_m=(500, radius))


def test_a_rule_that_names_what_is_not_there_is_refused(tmp_path):
    text = package_file("checks/cleanup/cleanup.toml").read_text("utf-8")
    for old, new in (
        ('things = ["outfall"]', 'things = ["outfal"]'),
        ('law = "sd_27"', 'law = "x"'),
    ):
        path = tmp_path / "cleanup.toml"
        path.write_text(text.replace(old, new), "utf-8")
        with pytest.raises(WatermapError) as raised:
            read_toml(CleanupBook, path)
        assert "没有定义" in raised.value.text("zh")


@settings(max_examples=25, deadline=None)
@given(
    places=st.lists(
        st.tuples(st.integers(-900, 900), st.integers(-900, 900)),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    turned=st.booleans(),
)
def test_the_order_of_features_and_of_layers_changes_nothing(places, turned, make_layer, listed):
    """Brute force beside it: a point is in a box if its coordinates are."""
    things = [(GROUND.point(*place), {"name": str(place)}) for place in places]
    areas = [
        (GROUND.box(-500, -500, 100, 500), {"level": "grade_1"}),
        (GROUND.box(0, -500, 500, 500), {"level": "grade_2"}),
    ]
    layers = [make_layer("outfall", *things), make_layer("protection_area", *areas)]
    other = [
        make_layer("protection_area", *reversed(areas)),
        make_layer("outfall", *(reversed(things) if turned else things)),
    ]
    found, again = (
        {item.feature.name: [hit.zone for hit in item.hits] for item in listed(*some).items}
        for some in (layers, other)
    )
    assert found == again
    for place in places:
        if all(abs(at - edge) > 2 for at, edge in itertools.product(place, (-500, 0, 100, 500))):
            east, north = place
            within = abs(north) < 500
            zones = [
                zone
                for zone, west, to in (("dw_1", -500, 100), ("dw_2", 0, 500))
                if within and west < east < to
            ]
            assert found.get(str(place), []) == zones
