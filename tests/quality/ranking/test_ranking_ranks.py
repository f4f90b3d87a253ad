"""Ranks on common items, ties, changes against a reference period."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from watermap.quality.ranking.objects import districts_by
from watermap.quality.ranking.places import places
from watermap.quality.ranking.ranking import rank
from watermap.quality.ranking.rules import index_rules

FIVE = {
    "ph": "7", "dissolved_oxygen": "5", "permanganate_index": "6",
    "ammonia_nitrogen": "1", "total_phosphorus": "0.2",
}  # an index of 4 in all  # fmt: skip


@pytest.fixture
def ranked(setting, rules):
    def run(sections, level="section", **options):
        return rank(sections, level=level, setting=setting, rules=rules, **options)

    return run


def codes(messages):
    return {message.code.removeprefix("ranking.") for message in messages}


def test_small_is_good_and_equal_ones_share_a_rank(results, ranked):
    found = ranked(
        results(
            {
                "甲": {**FIVE, "ammonia_nitrogen": "0.5"},
                "乙": FIVE,
                "丙": {**FIVE, "ammonia_nitrogen": "0.2"},
                "丁": {**FIVE, "ammonia_nitrogen": "0.5"},
                "戊": {**FIVE, "ammonia_nitrogen": "0.2"},
            }
        )
    )
    assert [(one.name, one.rank) for one in found.entries] == [
        ("丙", 1), ("戊", 1), ("甲", 3), ("丁", 3), ("乙", 5)
    ]  # fmt: skip
    assert [one.on_common for one in found.entries] == [
        Decimal(one) for one in ("3.2", "3.2", "3.5", "3.5", "4")
    ]
    assert found.same_items
    assert "not_all" in codes(found.why)


def test_more_items_are_no_disadvantage(results, ranked):
    """9 items against 5: the sums do not compare, so the common five decide."""
    found = ranked(
        results(
            {
                "多项": {**FIVE, "ammonia_nitrogen": "0.5", "fluoride": "0.9", "lead": "0.04"},
                "少项": FIVE,
            }
        )
    )
    first, second = found.entries
    assert (first.name, first.rank, first.rank_as_measured) == ("多项", 1, 2)
    assert (second.name, second.rank, second.rank_as_measured) == ("少项", 2, 1)
    assert first.as_measured == Decimal("5.2")
    assert first.on_common == Decimal("3.5")
    assert set(found.common) == set(FIVE)
    assert not found.same_items
    assert "on_common" in codes(found.why)
    assert "missing" in codes(first.why)
    said = " ".join(message.text("zh") for message in second.why)
    assert "21 项指标中有 5 项" in said
    assert "氟化物" in said


def test_one_with_few_items_does_not_cut_the_others_down(results, ranked):
    found = ranked(results({"甲": FIVE, "乙": FIVE, "少": {"ammonia_nitrogen": "0.1"}}))
    assert set(found.common) == set(FIVE)
    last = found.entries[-1]
    assert (last.name, last.state, last.rank) == ("少", "too_few_items", None)
    assert last.as_measured == Decimal("0.1")
    assert "too_few_items" in codes(last.why)


def test_without_results_there_is_no_index(results, ranked):
    found = ranked(results({"甲": FIVE, "乙": {"ammonia_nitrogen": "断流"}}))
    assert (found.entries[-1].name, found.entries[-1].state) == ("乙", "no_result")
    assert found.entries[-1].as_measured is None
    assert found.entries[-1].left_out == ("乙",)


def test_water_of_unknown_kind_is_said(results, ranked):
    found = ranked(results({"甲": FIVE, "乙": FIVE}, unknown=("乙",)))
    assert (found.entries[-1].name, found.entries[-1].state) == ("乙", "no_result")
    assert {"no_result", "left_out"} <= codes(found.entries[-1].why)


def test_rivers_and_lakes_by_their_water(results, ranked):
    sections = results(
        {"甲": FIVE, "乙": {**FIVE, "ammonia_nitrogen": "3"}, "丙": FIVE, "湖心": FIVE},
        lakes=("湖心",), rivers={"丙": "小河", "湖心": "大湖"},
    )  # fmt: skip
    rivers = ranked(sections, "river")
    assert [(one.name, one.on_common) for one in rivers.entries] == [
        ("小河", Decimal(4)), ("河", Decimal(5))
    ]  # fmt: skip
    assert rivers.entries[1].parts[0].sections == ("甲", "乙")
    (lake,) = ranked(sections, "lake").entries
    assert (lake.name, lake.on_common) == ("大湖", Decimal(7))  # phosphorus 0.2 of 0.05: 4


def test_districts(results, ranked):
    sections = results(
        {"甲": FIVE, "乙": {**FIVE, "ammonia_nitrogen": "3"}, "湖": FIVE, "丙": FIVE, "丁": FIVE},
        lakes=("湖",),
    )
    districts = {"甲": "东区", "乙": "东区", "湖": "东区", "丙": "西区"}
    found = ranked(sections, "district", districts=districts)
    west, east = found.entries
    assert (west.name, west.on_common, west.rank) == ("西区", Decimal(4), 1)
    assert (east.name, east.rank) == ("东区", 2)
    assert east.on_common == (Decimal(5) * 2 + 7) / 3
    assert found.unassigned == ("丁",)
    assert "unassigned" in codes(found.why)


def test_items_of_some_sections_only_are_said(results, ranked):
    sections = results({"甲": {**FIVE, "lead": "0.01"}, "乙": FIVE})
    (river,) = ranked(sections, "river").entries
    assert "partly" in codes(river.why)


def test_changes_and_who_improved_most(results, ranked):
    before = results({"甲": FIVE, "乙": FIVE, "丙": FIVE})
    after = results(
        {
            "甲": {**FIVE, "ammonia_nitrogen": "0.6"},
            "乙": {**FIVE, "ammonia_nitrogen": "0.2"},
            "丙": {**FIVE, "ammonia_nitrogen": "1.4"},
            "新": FIVE,
        }
    )
    found = ranked(after, reference=before)
    changes = {one.name: one.change for one in found.entries}
    assert {name: one.change_pct for name, one in changes.items()} == {
        "甲": Decimal(-10), "乙": Decimal(-20), "丙": Decimal(10), "新": None
    }  # fmt: skip
    assert {name: one.rank for name, one in changes.items()} == {
        "甲": 2, "乙": 1, "丙": 3, "新": None
    }  # fmt: skip
    assert codes(changes["新"].why) == {"no_reference"}
    assert all(one.change is None for one in ranked(after).entries)


def test_changes_go_by_the_items_of_both_periods(results, ranked):
    before = results({"甲": FIVE})
    after = results({"甲": {**FIVE, "lead": "0.05"}})
    found = ranked(after, reference=before)
    (one,) = found.entries
    assert one.as_measured == 5
    assert one.change.change_pct == 0
    assert set(found.change_common) == set(FIVE)


def test_changes_of_a_river_go_by_the_sections_of_both_periods(results, ranked):
    before = results({"甲": FIVE})
    after = results({"甲": FIVE, "乙": {**FIVE, "ammonia_nitrogen": "9"}})
    (river,) = ranked(after, "river", reference=before).entries
    assert river.change.change_pct == 0
    assert codes(river.change.why) == {"fewer_sections"}


def test_a_year_of_rounded_months_is_said(assess, rows, standard, method, rules, setting):
    from dataclasses import replace

    from watermap.quality.period import Period

    made = [row for month in range(1, 13) for row in rows("甲", f"2019-{month:02d}", **FIVE)]
    sections = assess(made, [{"name": "甲", "water_body": "river"}], period="2019").sections
    year = replace(setting, period=Period.parse("2019"))
    found = rank(sections, level="section", setting=year, rules=rules)
    assert "rounded_months" in codes(found.why)
    for message in found.why:
        assert message.text("zh") != message.text("en")


def test_districts_by_a_field_of_the_layer():
    said = {"甲": {"name": "甲", "county": "东区"}, "乙": {"name": "乙"}}
    assert districts_by(said, "county") == {"甲": "东区"}


values = st.lists(st.one_of(st.none(), st.integers(0, 9).map(Decimal)))


@given(values)
def test_places_are_those_of_a_sorted_list(found):
    known = sorted(value for value in found if value is not None)
    expected = [None if value is None else known.index(value) + 1 for value in found]
    assert places(found, 4) == expected


def test_places_go_by_the_figures_shown():
    decimals = index_rules().ranks.decimals
    assert places([Decimal("5.31052"), Decimal("5.31048"), Decimal("6")], decimals) == [1, 1, 3]


def test_nothing_in_common_is_said(results, ranked):
    other = {
        "chemical_oxygen_demand": "10", "lead": "0.01", "mercury": "0.0001",
        "fluoride": "0.5", "zinc": "0.5",
    }  # fmt: skip
    found = ranked(results({"甲": FIVE, "乙": other}))
    assert {one.state for one in found.entries} == {"no_common_items"}
    assert found.common == ()
