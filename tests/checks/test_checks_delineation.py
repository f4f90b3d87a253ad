"""What holds for every proposal: states without data, settings, and approved areas beside it."""

import datetime as dt
from decimal import Decimal

import pytest
import shapely

from tests.checks.delineating import NAME, Delineating, zone
from tests.checks.ground import ORACLE
from watermap.checks.delineation.delineate import delineate
from watermap.checks.delineation.document import known_delineations
from watermap.errors import WatermapError

GRAVEL = {"aquifer": "pore_unconfined", "medium": "gravel"}


@pytest.fixture
def propose(make_layer, kinds):
    return Delineating(make_layer, kinds)


@pytest.fixture
def well(ground, propose):
    return propose.source(ground.point(0, 0), source_type="groundwater")


def approved(make_layer, *shapes):
    return make_layer(
        "protection_area",
        *(
            (
                shape,
                {
                    "name": f"{NAME}{level}",
                    "level": level,
                    "approval": "示例1号",
                    "approved_on": dt.date(2016, 5, 18),
                },
            )
            for level, shape in shapes
        ),
    )


def test_no_figure_counts_as_verified():
    document = known_delineations()["hj338-2018"]
    assert not document.verified
    assert document.in_force_from == dt.date(2018, 7, 1)


def test_every_proposal_says_that_its_figures_are_not_verified(propose, well, make_layer, ground):
    for layers, code in (
        ((), "delineation.nothing_approved"),
        ((approved(make_layer, ("grade_1", ground.box(-9, -9, 9, 9))),), "approved_prevails"),
    ):
        answer = propose(well, *layers, **GRAVEL)
        said = [one.code for one in answer.problems]
        assert "delineation.unverified" in said
        assert any(one.endswith(code) for one in said)
        for one in answer.settings.every:
            assert one.verified is (False if one.origin == "document" else None)


def test_the_guideline_is_not_used_before_its_day(propose, well, kinds):
    with pytest.raises(WatermapError) as caught:
        delineate(
            {"water_source": (well,)},
            NAME,
            document=known_delineations()["hj338-2018"],
            kinds=kinds,
            as_of=dt.date(2018, 6, 30),
        )
    assert [one.code for one in caught.value.problems] == ["quality.not_in_force"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"grade_1_upp": "5"}, "unknown_setting"),
        ({"medium": "mud"}, "not_a_choice"),
        ({"safety": "0"}, "not_a_value"),
        ({"safety": "-1"}, "not_a_value"),
        ({"safety": "NaN"}, "not_a_value"),
        ({"safety": "much"}, "not_a_value"),
        ({"porosity": "1.01"}, "not_a_value"),
        ({"grade_1_up": "500"}, "foreign_setting"),
    ],
)
def test_settings_that_cannot_be_are_refused(propose, well, given, code):
    with pytest.raises(WatermapError) as caught:
        propose(well, **given)
    assert [one.code for one in caught.value.problems] == [f"delineation.{code}"]


def test_all_bad_settings_are_told_together(propose, well):
    with pytest.raises(WatermapError) as caught:
        propose(well, medium="mud", safety="0", colour="red")
    assert len(caught.value.problems) == 3


def test_what_is_set_is_used_and_marked(propose, well):
    answer = propose(well, **GRAVEL, safety="3", conductivity="80", gradient="0.01", porosity="0.3")
    assert [one.used_m for one in answer.radii] == [800, 8000]
    (safety,) = [one for one in answer.settings.every if one.parameter.id == "safety"]
    assert (safety.value, safety.origin, safety.verified) == ("3", "given", None)
    assert answer.settings.number("safety") == Decimal(3)


def test_states_without_data(propose, make_layer, ground, kinds):
    untyped = propose.source(ground.point(0, 0))
    answer = propose(untyped)
    assert (answer.state, answer.source_type, answer.zones) == ("needs_parameters", None, ())
    assert propose(untyped, source_type="groundwater", **GRAVEL).state == "proposed"
    placeless = propose.source(None, source_type="groundwater")
    assert propose(placeless, **GRAVEL).state == "no_place"
    for source, name, code in (
        (untyped, "西源", "unknown_source"),
        (make_layer("river", ground.line((0, 0), (9, 9))), NAME, "no_sources"),
    ):
        with pytest.raises(WatermapError) as caught:
            propose(source, name=name)
        assert [one.code for one in caught.value.problems] == [f"delineation.{code}"]


def test_a_proposal_equal_to_what_is_approved(propose, well, make_layer):
    first = propose(well, **GRAVEL)
    shapes = [(grade, zone(first, grade, "whole").geometry) for grade in ("grade_1", "grade_2")]
    answer = propose(well, approved(make_layer, *shapes), **GRAVEL)
    assert len(answer.comparisons) == 2
    for one in answer.comparisons:
        assert one.shared_pct_of_approved == pytest.approx(100, abs=1e-4)
        assert (one.only_approved_m2, one.only_proposed_m2) == pytest.approx((0, 0), abs=1)
        assert [gap.metres for gap in one.gaps] == pytest.approx([0, 0], abs=1e-3)
        assert one.pieces == ()
        assert one.approval == ("示例1号 2016-05-18",)


def test_the_difference_both_ways_and_where(propose, well, make_layer, ground):
    """A box of 300 m by 360 m around the well against the circle of 200 m."""
    answer = propose(
        well, approved(make_layer, ("grade_1", ground.box(-150, -180, 150, 180))), **GRAVEL
    )
    (found,) = answer.comparisons
    grade_1 = zone(answer, "grade_1", "whole").geometry
    box = ground.box(-150, -180, 150, 180)
    for area_m2, shape in (
        (found.approved_m2, box),
        (found.proposed_m2, grade_1),
        (found.shared_m2, box & grade_1),
        (found.only_approved_m2, box - grade_1),
        (found.only_proposed_m2, grade_1 - box),
    ):
        assert area_m2 == pytest.approx(abs(ORACLE.geometry_area_perimeter(shape)[0]), abs=0.5)
    on_approved, on_proposed = found.gaps
    # east and west the circle lies 50 m outside the box; the corners are only 34 m outside it
    assert on_approved.metres == pytest.approx(50, abs=0.1)
    assert on_proposed.metres == pytest.approx(50, abs=0.1)
    side = ORACLE.inv(ground.lon, ground.lat, *on_approved.place)[2]
    assert side == pytest.approx(150, abs=0.1)
    assert [one.only for one in found.pieces].count("approved") == 4
    assert [one.only for one in found.pieces].count("proposed") == 4
    for piece in found.pieces:
        inside = {"approved": box - grade_1, "proposed": grade_1 - box}[piece.only]
        assert shapely.intersects(inside, shapely.Point(piece.place))


def test_an_approved_grade_2_drawn_over_grade_1_counts_once(propose, well, make_layer, ground):
    layer = approved(
        make_layer,
        ("grade_1", ground.box(-100, -100, 100, 100)),
        ("grade_2", ground.box(-1000, -1000, 1000, 1000)),
    )
    answer = propose(well, layer, **GRAVEL)
    assert "delineation.approved_nested" in [one.code for one in answer.problems]
    assert answer.comparisons[1].approved_m2 == pytest.approx(4e6 - 4e4, rel=1e-4)


def test_areas_of_other_sources_are_not_compared(propose, well, make_layer, ground):
    other = make_layer(
        "protection_area",
        (ground.box(-9, -9, 9, 9), {"name": "西源一级", "level": "grade_1"}),
        (ground.box(-9, -9, 9, 9), {"name": NAME, "source": "西源", "level": "grade_1"}),
    )
    answer = propose(well, other, **GRAVEL)
    assert (answer.approved, answer.comparisons) == ((), ())


def test_water_and_land_are_compared_as_one(propose, make_layer, ground):
    """The approved grade 1 is the proposed one, bank and all: no edge of it lies off."""
    rivers = make_layer("river", (ground.line((-5000, 0), (0, 20), (5000, 0)), {"name": "东河"}))
    source = propose.source(ground.point(0, 0), source_type="river")
    parts = [zone(propose(source, rivers), "grade_1", part).geometry for part in ("water", "land")]
    layer = approved(make_layer, ("grade_1", shapely.union_all(parts, grid_size=1e-9)))
    (found,) = propose(source, rivers, layer).comparisons
    assert max(gap.metres for gap in found.gaps) < 0.1
    assert found.shared_pct_of_approved == pytest.approx(100, abs=0.01)


def test_a_grade_proposed_in_part_is_compared_with_a_warning(propose, make_layer, ground):
    lake = make_layer(
        "lake", (ground.box(-900, -900, 900, 900), {"name": "东库", "type": "reservoir"})
    )
    layer = approved(make_layer, ("grade_2", ground.box(-2000, -2000, 2000, 2000)))
    source = propose.source(ground.point(0, 0), source_type="lake")
    given = {"storage": "2000", "single_purpose": "no"}
    for terrain, warned in (("plain", False), ("mountain", True)):
        answer = propose(source, lake, layer, terrain=terrain, **given)
        codes = [one.code for one in answer.problems]
        assert ("delineation.compared_in_part" in codes) == warned


def test_lengths_of_nothing_give_no_area(propose, make_layer, ground):
    rivers = make_layer("river", (ground.line((-5000, 0), (5000, 0)), {"name": "东河"}))
    source = propose.source(ground.point(0, 0), source_type="river")
    nothing = dict.fromkeys(("grade_1_up", "grade_1_down", "grade_2_up", "grade_2_down"), "0")
    answer = propose(source, rivers, **nothing)
    assert {(one.state, one.geometry) for one in answer.zones} == {("none_by_rule", None)}
    assert answer.reaches == ()
    only_up = propose(source, rivers, grade_1_down="0")
    assert zone(only_up, "grade_1", "water").area_m2 == pytest.approx(1000 * 30, rel=1e-3)
