"""Stable or better: tests/tables/groundwater_trends.toml, shares, names, the plan's target."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from watermap.quality.documents.plan import Plan
from watermap.quality.groundwater.underground import Underground

TABLE = Path(__file__).parents[2] / "tables" / "groundwater_trends.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_well_against_its_base_year(case, wells_of, rows):
    made = [
        row for date, cells in case.get("results", {}).items() for row in rows("J1", date, **cells)
    ]
    record = {"name": "J1", **case.get("layer", {})}
    (well,) = wells_of(made, [record], date=case.get("layer_date", "2020-12-15")).wells
    expect = case["expect"]
    assert (well.now, well.base) == (expect.get("now"), expect.get("base"))
    assert well.trend == expect["trend"]
    if "from" in expect:
        assert [well.now_from, well.base_from] == expect["from"]
    codes = {message.code for message in well.why}
    assert codes >= set(expect.get("says", ()))
    if "says" not in expect:
        assert codes == set()


@pytest.fixture
def three(rows):
    """A better, a worse and a silent well, with a section beside them."""
    return [
        *rows("J1", "2016-05", total_hardness="500"), *rows("J1", "2020-05", total_hardness="100"),
        *rows("J2", "2016-05", total_hardness="100"), *rows("J2", "2020-05", total_hardness="900"),
        *rows("桥", "2020-05", ammonia_nitrogen="0.9"),
    ]  # fmt: skip


RECORDS = [{"name": "J1"}, {"name": "J2"}, {"name": "J3"}]


def test_the_share_is_of_the_wells_that_can_be_compared(wells_of, three):
    found = wells_of(three, RECORDS)
    assert [one.trend for one in found.wells] == ["better", "worse", "unknown"]
    assert (found.compared, found.stable_pct) == (2, Decimal(50))
    assert dict(found.counts()) == {"I": 1, "V": 1, None: 1}
    assert wells_of([], RECORDS).stable_pct is None


def test_a_section_of_the_tables_is_no_well_and_a_well_no_section(
    wells_of, three, assess, ground, layer
):
    sections = {"section": (layer("section", [{"name": "桥", "water_body": "river"}]),)}
    wells = wells_of(three, RECORDS, layers=sections)
    assert set(wells.names) == wells.own_names == {"J1", "J2"}
    with_wells = assess(
        three, layers=sections, period="2020-05",
        underground=Underground(documents=ground, wells=wells),
    )  # fmt: skip
    assert [one.name for one in with_wells.sections] == ["桥"]
    assert with_wells.names.unmatched_table == ()
    alone = assess(three, layers=sections, period="2020-05")
    assert set(alone.names.unmatched_table) == {"J1", "J2"}


def test_without_a_layer_of_sections_wells_are_no_sections_of_the_tables(wells_of, three, assess):
    found = assess(three, period="2020-05", underground=Underground(wells=wells_of(three, RECORDS)))
    assert [one.name for one in found.sections] == ["桥"]


def test_a_name_of_a_well_and_of_a_section_tells_nothing(wells_of, rows, layer):
    sections = {"section": (layer("section", [{"name": "J1"}]),)}
    found = wells_of(rows("J1", "2020-05", ph="7"), [{"name": "J1"}], layers=sections)
    assert found.wells[0].result.state == "no_data"
    assert "groundwater.name_of_surface_water" in {one.code for one in found.wells[0].result.why}
    assert found.own_names == frozenset()


def test_two_wells_of_one_name_tell_nothing(wells_of, rows):
    found = wells_of(rows("J1", "2020-05", ph="7"), [{"name": "J1"}, {"name": "J1"}])
    assert [one.result.state for one in found.wells] == ["no_data", "no_data"]
    assert all(one.trend == "unknown" for one in found.wells)


def test_a_well_that_is_a_source_too_shares_its_results(wells_of, rows, layer, assess, ground):
    made = rows("J1", "2020-05", ph="7", nitrate="25")
    sources = [{"name": "J1", "source_type": "groundwater"}]
    layers = {"water_source": (layer("water_source", sources),)}
    wells = wells_of(made, [{"name": "J1"}], layers=layers)
    assert wells.wells[0].result.water_class == "IV"
    assert wells.own_names == frozenset()
    result = assess(made, layers=layers, period="2020-05",
                    underground=Underground(documents=ground, wells=wells))  # fmt: skip
    (source,) = result.sources
    assert (source.water_class, source.target, source.met) == ("IV", "III", False)


def test_no_layer_of_wells_is_said(wells_of):
    assert "groundwater.no_wells" in {problem.code for problem in wells_of([], []).problems}


PLAN = Plan.model_validate({
    "title": {"zh": "规划", "en": "plan"}, "source": "x",
    "target": [{"id": "wells", "title": {"zh": "井", "en": "wells"}, "measure": "wells_stable",
                "at_least_pct": {2020: "80"}}],
})  # fmt: skip


def test_the_plans_target_is_measured_on_results_where_there_are_any(
    wells_of, three, assess, layer
):
    records = [{**one, "water_class": "II", "water_class_base": "II"} for one in RECORDS]
    layers = {"monitoring_well": (layer("monitoring_well", records, date="2020-12-15"),)}

    def target(underground):
        found = assess(three, layers=layers, period="2020", plan=PLAN, underground=underground,
                       as_of=dt.date(2021, 1, 1))  # fmt: skip
        return found.targets[0]

    by_layer = target(Underground())
    assert (by_layer.actual_pct, by_layer.n, by_layer.met) == (Decimal(100), 3, True)
    by_results = target(Underground(wells=wells_of(three, records)))
    assert by_results.n == 3  # J3 has no results: its layer tells
    assert by_results.met is False
    assert round(by_results.actual_pct, 1) == Decimal("66.7")
    assert "quality.target_wells_of_results" in {one.code for one in by_results.why}
    without = target(Underground(wells=wells_of([], records)))
    assert without.actual_pct == Decimal(100)
