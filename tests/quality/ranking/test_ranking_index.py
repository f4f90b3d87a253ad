"""The index itself: the vector of the reference, single items, means, cities."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from watermap.errors import WatermapError
from watermap.figures import rounded
from watermap.quality.ranking.index import combined, water_index
from watermap.quality.ranking.ranking import rank
from watermap.quality.ranking.rules import index_rules

TABLE = Path(__file__).parents[2] / "tables" / "ranking_items.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]


def test_the_vector_of_the_reference(results, vector, setting, rules):
    """Section 13: 5.3105, oxygen 0.625, pH 0.300."""
    sections = results({"桥": vector})
    found = water_index(sections, "river", setting=setting, rules=rules)
    items = {one.id: one.index for one in found.items}
    assert len(items) == 21
    assert (items["dissolved_oxygen"], items["ph"]) == (Decimal("0.625"), Decimal("0.3"))
    assert found.value() == Decimal("5.3105")
    (entry,) = rank(sections, level="section", setting=setting, rules=rules).entries
    assert (entry.as_measured, entry.on_common, entry.rank) == (found.value(), found.value(), 1)
    assert (entry.missing, entry.why) == ((), ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_items_are_as_the_table_says(case, results, setting, rules):
    body = case.get("water", "river")
    sections = results({"桥": case["cells"]}, lakes=("桥",) if body == "lake" else ())
    found = water_index(sections, body, setting=setting, rules=rules)
    assert {one.id: one.index for one in found.items} == {
        name: Decimal(text) for name, text in case["index"].items()
    }


def test_a_river_is_the_mean_of_its_sections(results, setting, rules):
    """Means first, then the index: of oxygen 5/6, not the mean of 5/4 and 5/8."""
    sections = results(
        {
            "甲": {"dissolved_oxygen": "4", "ammonia_nitrogen": "0.2", "ph": "7.0"},
            "乙": {"dissolved_oxygen": "8", "ammonia_nitrogen": "0.6", "ph": "8.0"},
        }
    )
    found = water_index(sections, "river", setting=setting, rules=rules)
    items = {one.id: one for one in found.items}
    assert items["dissolved_oxygen"].index == Decimal(5) / 6
    assert items["ammonia_nitrogen"].index == Decimal("0.4")
    acidity = (Decimal(10) ** -7 + Decimal(10) ** -8) / 2  # over H⁺: 7.2596, not 7.5
    assert rounded(items["ph"].concentration, 9) == rounded(-acidity.log10(), 9)


def test_a_city_weighs_rivers_and_lakes_by_their_sections(results, setting, rules):
    """(1.0·3 + 2.0·1)/(3 + 1) = 1.25 of ammonia alone."""
    cells = {name: {"ammonia_nitrogen": "1.0"} for name in ("甲", "乙", "丙")}
    sections = results({**cells, "湖": {"ammonia_nitrogen": "2.0"}}, lakes=("湖",))
    parts = [
        water_index(sections, body, setting=setting, rules=rules) for body in ("river", "lake")
    ]
    assert [len(one.sections) for one in parts] == [3, 1]
    assert combined(parts) == Decimal("1.25")


def test_water_without_oxygen_has_no_index(results, vector, setting, rules):
    sections = results({"桥": {**vector, "dissolved_oxygen": "0"}, "好": vector})
    best, worst = rank(sections, level="section", setting=setting, rules=rules).entries
    assert (best.name, best.rank) == ("好", 1)
    assert (worst.state, worst.as_measured, worst.rank) == ("no_bound", None, None)
    assert worst.why[0].code == "ranking.no_bound"


def test_other_standards_are_refused(results, vector, setting, rules):
    other = rules.model_copy(update={"standards": ("gbt14848-2017",)})
    with pytest.raises(WatermapError) as caught:
        rank(results({"桥": vector}), level="section", setting=setting, rules=other)
    assert [one.code for one in caught.value.problems] == ["ranking.not_for_standard"]


def test_the_21_are_those_of_the_method(method, rules):
    assert set(rules.indicators) == set(method.counted)
    assert len(rules.indicators) == 21
    assert not rules.verified


def test_broken_rules_are_refused(tmp_path):
    text = (Path(index_rules.__code__.co_filename).parent / "cwqi.toml").read_text("utf-8")
    path = tmp_path / "cwqi.toml"
    for before, after, code in (
        ('"sulphide",', '"sulfide",', "why_indicator_unknown"),
        ('from_neutral = ["ph"]', 'from_neutral = ["ph", "lead"]', "why_no_neutral"),
        ('limit_over_value = ["dissolved_oxygen"]', 'limit_over_value = ["nitrate"]', "why_not_in"),
    ):
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")
        with pytest.raises(WatermapError) as caught:
            index_rules(path)
        assert code in caught.value.problems[0].fields["why"].code
