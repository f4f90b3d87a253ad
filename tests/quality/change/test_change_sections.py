"""Sections in two periods: tests/tables/change_sections.toml."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from watermap.quality.change.compare import change_theme, compare_sections
from watermap.quality.period import Period

TABLE = Path(__file__).parents[2] / "tables" / "change_sections.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
PERIODS = (Period.parse("2018-06"), Period.parse("2019-06"))


@pytest.fixture(params=CASES, ids=lambda case: case["name"])
def case(request):
    return request.param


@pytest.fixture
def change(case, results, rules, setting_of):
    found = [
        results(str(period), {"桥": case[key]}) if key in case else ()
        for period, key in zip(PERIODS, ("before", "after"), strict=True)
    ]
    return compare_sections(*found, periods=PERIODS, setting=setting_of(), rules=rules)


def test_the_change_is_as_the_table_says(case, change):
    (section,) = change.sections
    expect = case["expect"]
    assert section.state == expect.get("state", "compared")
    assert (section.on_common is not None) == (section.state == "compared")
    for key in ("classes_better", "grades_better", "degree"):
        if key in expect:
            assert getattr(section.on_common, key) == expect[key]
    if "as_evaluated" in expect:
        assert section.as_evaluated.classes_better == expect["as_evaluated"]
    for key in ("same_on_common", "only_before", "only_after"):
        if key in expect:
            found = getattr(section, key)
            assert (list(found) if isinstance(found, tuple) else found) == expect[key]
    if "gone" in expect:
        assert list(section.deciding_gone) == expect["gone"]
        assert list(section.deciding_new) == expect["new"]
    if "theme" in expect:
        assert change_theme(change) == {"桥": expect["theme"]}


def test_each_indicator_changes_as_the_table_says(case, change):
    found = {one.id: one for one in change.sections[0].indicators}
    for name, text in case["expect"].get("percent", {}).items():
        assert found[name].change_pct == (None if text == "none" else Decimal(text))
    for name, meaning in case["expect"].get("meaning", {}).items():
        assert found[name].meaning == meaning


def test_it_says_why(case, change):
    (section,) = change.sections
    codes = {message.code.removeprefix("change.") for message in section.why}
    assert codes >= set(case["expect"].get("codes", []))
    assert section.why or section.state == "compared"
    for language in ("zh", "en"):
        for message in section.why:
            assert message.text(language)


def test_what_the_period_says_of_itself_is_kept(results, rules, setting_of):
    after = results("2019-06", {"桥": {"ammonia_nitrogen": "断流"}})
    before = results("2018-06", {"桥": {"ammonia_nitrogen": "0.9"}})
    change = compare_sections(before, after, periods=PERIODS, setting=setting_of(), rules=rules)
    assert "断流" in " ".join(message.text("zh") for message in change.sections[0].why)


def test_a_doubted_class_is_said(results, rules, setting_of):
    before = results("2018-06", {"桥": {"ammonia_nitrogen": "0.1", "mercury": "0.0001"}})
    after = results("2019-06", {"桥": {"ammonia_nitrogen": "0.1", "mercury": "0.0005L"}})
    change = compare_sections(before, after, periods=PERIODS, setting=setting_of(), rules=rules)
    (section,) = change.sections
    assert section.only_before == ("mercury",)
    assert "change.doubt_after" in {message.code for message in section.why}


def test_every_degree_has_words(rules):
    assert rules.degrees["same"].zh == "无明显变化"
    assert [rules.degrees[one].zh for one in ("better", "much_better", "worse", "much_worse")] == [
        "有所好转", "明显好转", "有所变差", "明显变差"
    ]  # fmt: skip
