"""Load against capacity: tests/tables/capacity_levels.toml, by flux and by outfalls."""

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import shapely
from hypothesis import given, strategies as st

from watermap.errors import WatermapError
from watermap.quality.capacity.evaluate_capacity import evaluate_capacity
from watermap.quality.capacity.plan import CapacityPlan, load_capacity_plan
from watermap.quality.capacity.warning import level_of, warnings

TABLE = Path(__file__).parents[2] / "tables" / "capacity_levels.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
COD = "chemical_oxygen_demand"
SQUARE = shapely.box(117, 34, 118, 35)


def plan(unit, **more):
    return CapacityPlan.model_validate(
        {"title": {"zh": "容量", "en": "capacity"}, "source": "示例",
         "unit": [{"name": "单元", **unit}], **more}
    )  # fmt: skip


def permitted(tonnes="1000", load_from="flux"):
    return {"indicator": COD, "permitted_t": tonnes, "years": [2019], "document": "文件",
            "load_from": load_from}  # fmt: skip


def by_flux(tonnes="1000", **flux):
    return plan({"flux": {"outlets": ["下"], **flux}, "permitted": [permitted(tonnes)]})


def codes(found):
    return {message.code for message in found.why}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_as_the_table_says(case, histories):
    """Volumes of 100 (10⁴ m³) a month: a concentration of 1 mg/L is 1 t a month."""
    cells = {
        name: {"2019": {COD: [str(x) for x in loads],
                        "water_volume": ["100" if x != "" else "" for x in loads]}}
        for name, loads in case["loads"].items()
    }  # fmt: skip
    inlets = [name for name in cells if name != "下"]
    (found,) = evaluate_capacity(
        by_flux(case["permitted"], inlets=inlets), histories(cells), {}, years=[2019]
    ).units
    expect = case["expect"]
    assert found.state == expect["state"]
    assert (None if found.level is None else found.level.id) == expect.get("level")
    for key in ("use_pct", "remaining_t", "projected_t"):
        if key in expect:
            wanted = None if expect[key] == "none" else Decimal(expect[key])
            assert getattr(found, key) == wanted, key
    if "load_t" in expect:
        assert found.load.load_t == Decimal(expect["load_t"])
    assert codes(found) >= set(expect.get("codes", []))
    for message in found.why:
        assert message.text("zh")
        assert message.text("en")


def test_without_flow_nothing_is_told(histories):
    history = histories({"下": {"2019": {COD: ["20"] * 12}}})
    (found,) = evaluate_capacity(by_flux(), history, {}, years=[2019]).units
    assert (found.state, found.load.load_t, found.use_pct, found.level) == (
        "cannot_tell", None, None, None,
    )  # fmt: skip
    assert "capacity.cannot_tell" in codes(found)


def test_an_unknown_section_is_said(histories):
    history = histories({"桥": {"2019": {COD: ["20"] * 12}}})
    capacity = evaluate_capacity(by_flux(), history, {}, years=[2019])
    assert [one.code for one in capacity.problems] == [
        "capacity.section_unknown", "capacity.own_levels",
    ]  # fmt: skip


def test_other_years_are_left_out(histories):
    history = histories({"下": {"2019": {COD: ["20"] * 12}}})
    assert evaluate_capacity(by_flux(), history, {}, years=[2020]).units == ()


@pytest.fixture
def outfalls(layer, histories):
    """Evaluate outfalls by their fields; those without a geometry of their own lie inside."""

    def run(records, names=(), tonnes="100", year=2019):
        layers = {
            "outfall": (layer("outfall", records, fields=("name", "load_cod")),),
            "control_unit": (layer("control_unit", [{"name": "单元", "geometry": SQUARE}]),),
        }
        wanted = plan(
            {"outfalls": {"names": list(names)}, "permitted": [permitted(tonnes, "outfalls")]}
        )
        (found,) = evaluate_capacity(wanted, histories({}), layers, years=[year]).units
        return found

    return run


def test_outfalls_inside_the_unit_are_summed(outfalls):
    far = shapely.Point(119, 34.5)
    found = outfalls(
        [
            {"name": "甲", "load_cod": 30.5, "load_year": 2019},
            {"name": "乙", "load_cod": 50.0, "load_year": 2019},
            {"name": "丙", "load_cod": 900.0, "load_year": 2019, "geometry": far},
        ]
    )
    assert (found.state, found.load.load_t, found.load.outfalls) == ("told", Decimal("80.5"), 2)
    assert (found.level.id, found.remaining_t) == ("yellow", Decimal("19.5"))


def test_an_outfall_without_a_load_is_not_nothing(outfalls):
    found = outfalls([{"name": "甲", "load_cod": 30.0, "load_year": 2019}, {"name": "乙"}])
    assert (found.state, found.load.load_t) == ("at_least", 30)
    assert codes(found) >= {"capacity.at_least", "capacity.outfalls_without_load"}


def test_loads_of_another_year_are_not_this_years(outfalls):
    found = outfalls([{"name": "甲", "load_cod": 30.0, "load_year": 2017}])
    assert (found.state, found.load.load_t) == ("cannot_tell", None)
    assert "capacity.outfalls_other_year" in codes(found)


def test_loads_without_a_year_are_taken_and_it_is_said(outfalls):
    found = outfalls([{"name": "甲", "load_cod": 30.0}])
    assert (found.state, found.load.load_t) == ("told", 30)
    assert "capacity.outfalls_undated" in codes(found)


def test_named_outfalls_that_are_missing_are_said(outfalls):
    found = outfalls([{"name": "甲", "load_cod": 30.0, "load_year": 2019}], names=["甲", "丁"])
    assert (found.state, found.load.load_t) == ("at_least", 30)
    assert "capacity.outfalls_unknown" in codes(found)


def test_an_outfall_without_a_place_may_lie_inside(outfalls):
    found = outfalls(
        [
            {"name": "甲", "load_cod": 30.0, "load_year": 2019},
            {"name": "乙", "load_cod": 60.0, "load_year": 2019, "geometry": None},
        ]
    )
    assert (found.state, found.load.load_t) == ("at_least", 30)
    assert "capacity.outfalls_nowhere" in codes(found)


def test_an_outfall_on_the_edge_is_counted_in_no_unit(outfalls):
    edge = shapely.Point(118, 34.5)
    found = outfalls(
        [
            {"name": "甲", "load_cod": 30.0, "load_year": 2019},
            {"name": "乙", "load_cod": 60.0, "load_year": 2019, "geometry": edge},
        ]
    )
    assert (found.state, found.load.load_t) == ("at_least", 30)
    assert "capacity.outfalls_on_edge" in codes(found)


def test_licences_beyond_the_permitted_load_are_said(outfalls):
    record = {"name": "甲", "load_cod": 30.0, "load_year": 2019, "permit_cod": 120.0}
    found = outfalls([record])
    assert found.licensed_t == 120
    assert "capacity.licences_over" in codes(found)


def test_a_unit_that_is_not_in_the_layer_has_no_outfalls(layer, histories):
    layers = {"outfall": (layer("outfall", [{"name": "甲", "load_cod": 3.0}]),)}
    wanted = plan({"outfalls": {}, "permitted": [permitted(load_from="outfalls")]})
    (found,) = evaluate_capacity(wanted, histories({}), layers, years=[2019]).units
    assert found.state == "cannot_tell"
    assert "capacity.unit_unknown" in codes(found)


def test_without_any_layer_of_outfalls_it_is_said(histories):
    wanted = plan({"outfalls": {}, "permitted": [permitted(load_from="outfalls")]})
    (found,) = evaluate_capacity(wanted, histories({}), {}, years=[2019]).units
    assert found.state == "cannot_tell"
    assert "capacity.no_outfalls" in codes(found)


def test_the_levels_that_come_along_are_nobodys_law():
    own = warnings()
    assert [(one.id, str(one.at_least_pct)) for one in own.levels] == [
        ("within", "0"), ("yellow", "80"), ("orange", "90"), ("red", "100"),
    ]  # fmt: skip
    assert not own.verified


def test_a_project_may_state_its_own_levels(histories):
    levels = [
        {"id": "ok", "title": {"zh": "好", "en": "ok"}, "at_least_pct": "0"},
        {"id": "bad", "title": {"zh": "坏", "en": "bad"}, "at_least_pct": "50"},
    ]
    own = plan({"flux": {"outlets": ["下"]}, "permitted": [permitted("20")]}, level=levels)
    cells = {"下": {"2019": {COD: ["1"] * 12, "water_volume": ["100"] * 12}}}
    capacity = evaluate_capacity(own, histories(cells), {}, years=[2019])
    assert capacity.own_levels
    assert capacity.units[0].level.id == "bad"
    assert capacity.problems == ()


def test_every_problem_of_a_plan_is_said(tmp_path):
    path = tmp_path / "capacity.toml"
    text = """
title = { zh = "容量", en = "capacity" }
source = "示例"
[[unit]]
name = "单元"
flux = { outlets = ["下"] }
[[unit.permitted]]
indicator = "ph"
permitted_t = "5"
years = [2019]
document = "文件"
[[unit.permitted]]
indicator = "chemical_oxygen_demand"
permitted_t = "5"
years = [2019, 2019]
document = "文件"
"""
    path.write_text(text, "utf-8")
    with pytest.raises(WatermapError) as caught:
        load_capacity_plan(path)
    assert [one.code for one in caught.value.problems] == [
        "capacity.no_concentration", "capacity.permitted_twice",
    ]  # fmt: skip
    path.write_text(text.replace('document = "文件"', 'document = "a"\nload_from = "outfalls"'))
    with pytest.raises(WatermapError) as caught:
        load_capacity_plan(path)
    assert "没有写明负荷从哪里来" in caught.value.text("zh")


@given(
    loads=st.lists(st.decimals("0", "50", places=2), min_size=12, max_size=12),
    tonnes=st.decimals("1", "600", places=1),
)
def test_the_level_is_that_of_exact_fractions(loads, tonnes):
    share = Fraction(100) * sum(map(Fraction, loads)) / Fraction(tonnes)
    expected = [one for one in warnings().levels if share >= Fraction(one.at_least_pct)][-1]
    assert level_of(100 * sum(loads) / tonnes, warnings().levels) == expected
