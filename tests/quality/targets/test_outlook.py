"""How far a target is: tests/tables/targets_outlook.toml, and counting by hand."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.figures import rounded
from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.plan import Plan
from watermap.quality.period import Period
from watermap.quality.targets.outlook import least_good, outlook
from watermap.quality.targets.section_targets import evaluate_section_targets
from watermap.quality.targets.targets import Ground
from watermap.quality.targets.years import plan_by_year

TABLE = Path(__file__).parents[2] / "tables" / "targets_outlook.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
TITLE = {"zh": "目标", "en": "target"}


def plan(*targets, sections=()):
    made = [{"id": f"t{at}", "title": TITLE, **one} for at, one in enumerate(targets)]
    return Plan.model_validate(
        {"title": TITLE, "source": "示例", "target": made, "section_target": list(sections)}
    )


@pytest.fixture
def ground(assess, rows):
    """Results of sections in one period: name, then its cells."""

    def make(sections, period="2019-06"):
        month = period if "-" in period else f"{period}-06"
        made = [rows(name, month, **cells) for name, cells in sections.items() if cells]
        records = [{"name": name, "water_body": "river"} for name in sections]
        result = assess(list(chain.from_iterable(made)), records, period=month)
        return Ground(sections=result.sections, sources=(), layers={}, period=Period.parse(period))

    return make


@pytest.fixture
def setting(standard, method):
    return Setting(standard=standard, method=method, period=Period.parse("2019-06"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_outlook_is_as_the_table_says(case, ground, setting):
    (found,) = outlook(plan(case["target"]), ground(case["sections"]), setting=setting)
    expect = case["expect"]
    assert rounded(found.gap_points, 4) == Decimal(expect["gap"])
    assert (found.good, found.needed, found.spare) == (
        expect["good"], expect["needed"], expect["spare"],
    )  # fmt: skip
    assert [one.section for one in found.nearest] == expect["nearest"]
    assert [one.section for one in found.first_to_flip] == expect["flip"]
    every = {one.section: one for one in (*found.nearest, *found.first_to_flip)}
    for name, margin in expect.get("margins", {}).items():
        assert every[name].margin == Decimal(margin)
    for name, text in expect.get("says", {}).items():
        assert text in [one.text("zh") for one in every[name].told(missing=True)]
    assert {one.code for one in found.why} == set(expect.get("codes", []))


@given(st.integers(1, 400), st.integers(0, 1000), st.booleans())
def test_the_least_number_is_that_of_trying_them_all(sections, tenths, at_least):
    required = Decimal(tenths) / 10

    def enough(good):
        if at_least:
            return 1000 * good >= tenths * sections
        return 1000 * (sections - good) <= tenths * sections

    expected = next(good for good in range(sections + 1) if enough(good))
    assert least_good(required, sections, at_least=at_least) == expected


def test_turning_the_sections_that_are_needed_meets_the_target(ground, setting):
    values = ["0.4", "1.1", "1.2", "1.9", "2.6", "0.8", "3"]
    sections = {f"s{at}": {"ammonia_nitrogen": raw} for at, raw in enumerate(values)}
    wanted = plan({"measure": "sections_good", "at_least_pct": {2019: "70"}})
    (found,) = outlook(wanted, ground(sections), setting=setting)
    for one in found.nearest[: found.needed]:
        sections[one.section] = {"ammonia_nitrogen": "1.0"}
    (after,) = outlook(wanted, ground(sections), setting=setting)
    assert (found.result.met, after.result.met, after.needed) == (False, True, 0)
    sections[found.nearest[0].section] = {"ammonia_nitrogen": "1.1"}
    (short,) = outlook(wanted, ground(sections), setting=setting)
    assert (short.result.met, short.needed) == (False, 1)


def test_another_years_figure_is_said(ground, setting):
    wanted = plan({"measure": "sections_good", "at_least_pct": {2019: "0", 2020: "100"}})
    results = ground({"a": {"ammonia_nitrogen": "1.2"}})
    assert outlook(wanted, results, setting=setting)[0].needed == 0
    (next_year,) = outlook(wanted, results, setting=setting, year=2020)
    assert (next_year.year, next_year.needed, next_year.result.met) == (2020, 1, False)
    assert [one.code for one in next_year.why] == ["targets.outlook_other_year"]
    assert outlook(wanted, results, setting=setting, year=2030) == ()


def test_what_is_no_share_of_sections_has_a_gap_alone(ground, setting):
    wanted = plan({"measure": "wells_stable", "at_least_pct": {2019: "100"}})
    (found,) = outlook(wanted, ground({"a": {}}), setting=setting)
    assert (found.gap_points, found.needed, found.nearest) == (None, None, ())
    assert [one.code for one in found.why] == ["targets.outlook_not_of_sections"]


def test_every_year_of_a_plan_and_those_that_nobody_knows(ground):
    wanted = plan(
        {"measure": "sections_good", "at_least_pct": {2018: "50", 2019: "100", 2030: "100"}},
        {"measure": "class_kept", "base_year": 2018, "years": [2019]},
        sections=[{"section": "a", "by_year": {2018: "IV", 2019: "III", 2030: "II"}}],
    )
    early = replace(ground({"a": {"ammonia_nitrogen": "0.9"}}), period=Period.parse("2018"))
    late = replace(ground({"a": {"ammonia_nitrogen": "1.4"}}), period=Period.parse("2019"))
    found = plan_by_year(wanted, {2018: early, 2019: late})
    shares, kept = found.targets
    assert [(one.year, one.met) for one in shares.years] == [
        (2018, True), (2019, False), (2030, None),
    ]  # fmt: skip
    assert shares.years[-1].why[0].text("zh") == "没有 2030 年的评价结果，不能判断。"
    assert [(one.year, one.met, one.actual_pct) for one in kept.years] == [(2019, False, 0)]
    (of_section,) = found.sections
    assert [(one.year, one.required, one.actual, one.met) for one in of_section.years] == [
        (2018, "IV", "III", True), (2019, "III", "IV", False), (2030, "II", None, None),
    ]  # fmt: skip


def test_results_under_another_year_are_refused(ground):
    wanted = plan({"measure": "sections_good", "at_least_pct": {2018: "50"}})
    with pytest.raises(ValueError, match="2019"):
        plan_by_year(wanted, {2018: ground({"a": {}}, period="2019")})


def test_a_section_of_the_plan_that_does_not_exist_or_is_doubtful_is_said(ground):
    wanted = plan(
        sections=[
            {"section": "丁", "by_year": {2019: "III"}},
            {"section": "a", "by_year": {2019: "III"}},
            {"section": "b", "by_year": {2019: "III"}},
        ]
    )
    results = ground({"a": {"ammonia_nitrogen": "0.4", "total_phosphorus": "?0.5"}, "b": {}})
    found = evaluate_section_targets(wanted, results)
    assert [(one.section, one.actual, one.met) for one in found] == [
        ("丁", None, None), ("a", "II", None), ("b", None, None),
    ]  # fmt: skip
    assert "targets.section_unknown" in {one.code for one in found[0].why}
    assert all(len(one.why) >= 2 for one in found)  # a month of the year, and why not
