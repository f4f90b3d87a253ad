"""Trends of sections over their periods (standards.md 2.8)."""

import pytest

from watermap.quality.change.trends import trend, trends
from watermap.quality.classing.history import History
from watermap.quality.period import Period


@pytest.fixture
def told(history, rules):
    def run(indicator, values, **options):
        return trend(history(indicator, values, **options), "桥", indicator, rules=rules)

    return run


def codes(found):
    return {message.code.removeprefix("change.") for message in found.why}


@pytest.mark.parametrize(
    ("indicator", "values", "course", "meaning"),
    [
        ("permanganate_index", "5.8 5.2 5.4 4.9 4.6 4.7 4.1", "falling", "better"),
        ("permanganate_index", "4.1 4.7 4.6 4.9 5.4 5.2 5.8", "rising", "worse"),
        ("dissolved_oxygen", "5.8 5.2 5.4 4.9 4.6 4.7 4.1", "falling", "worse"),
        ("dissolved_oxygen", "4.1 4.7 4.6 4.9 5.4 5.2 5.8", "rising", "better"),
        ("transparency", "0.1 0.2 0.3 0.4 0.5 0.6 0.7", "rising", "better"),
        ("permanganate_index", "5 4 5.1 4.1 5.2 4.2 5.3", "stable", "stable"),
        ("ph", "6 7 8 9 10 11 12", "rising", "neither"),
    ],
)
def test_directions(told, indicator, values, course, meaning):
    found = told(indicator, values.split())
    assert (found.state, found.course, found.meaning) == ("told", course, meaning)
    assert found.seasonal is None
    assert "too_few_years" in codes(found)


def test_four_periods_are_too_few(told):
    found = told("ammonia_nitrogen", ["0.1", "0.2", None, "0.3", "0.4"])
    assert (found.state, found.spearman, found.course) == ("too_few_periods", None, None)
    assert codes(found) == {"too_few_periods", "gaps"}


def test_gaps_are_said(told):
    found = told("ammonia_nitrogen", ["0.1", "0.2", None, "断流", "0.3", "0.4", "0.5"])
    assert (found.state, found.spearman.n) == ("told", 5)
    assert "2019-03、2019-04" in " ".join(message.text("zh") for message in found.why)


def test_mostly_below_detection_is_no_trend(told):
    found = told("petroleum", ["0.01L", "0.01L", "0.01L", "0.01L", "0.02", "0.03", "0.04"])
    assert (found.state, found.spearman) == ("mostly_below_detection", None)
    half = told("petroleum", ["0.01L", "0.01L", "0.01L", "0.02", "0.03", "0.04"])
    assert (half.state, half.course) == ("told", "rising")
    assert half.spearman.tied == 3
    assert "ties" in codes(half)


def test_a_better_method_is_no_better_water(told):
    """Detection limits fall from 0.04 to 0.01: what was below 0.04 before is told from nothing."""
    values = ["0.04L", "0.04L", "0.05", "0.01L", "0.05", "0.06", "0.05"]
    found = told("petroleum", values)
    assert "limits_differ" in codes(found)
    assert [str(one) for one in found.values.values()] == [
        "0.02", "0.02", "0.05", "0.02", "0.05", "0.06", "0.05"
    ]  # fmt: skip


def test_equal_values_are_stable_without_a_coefficient(told):
    found = told("ammonia_nitrogen", ["0.3"] * 14)
    assert (found.course, found.spearman.r_s) == ("stable", None)
    assert "all_equal" in codes(found)


def test_periods_of_different_length_do_not_mix(assess, rows, rules):
    record = [{"name": "桥", "water_body": "river"}]
    made = [row for month in range(1, 13) for row in rows(
        "桥", f"2019-{month:02d}", ammonia_nitrogen="0.4")]  # fmt: skip
    names = ("2019-01", "2019-02", "2019-03", "2019-04", "2019-05", "2019")
    found = History(
        results={Period.parse(name): assess(made, record, period=name).sections for name in names}
    )
    assert trend(found, "桥", "ammonia_nitrogen", rules=rules).state == "mixed_periods"


def test_months_of_years_have_the_seasonal_test(told):
    season = [3, 1, 2, 4, 5, 7, 9, 8, 6, 5, 4, 3]
    values = [f"{one + 0.2 * year:.1f}" for year in range(4) for one in season]
    found = told("permanganate_index", values, first="2016-01")
    assert found.seasonal.course == "rising"
    assert str(found.seasonal.slope_per_year) == "0.2"
    assert (found.seasonal.years, found.seasonal.n) == (4, 48)
    assert found.spearman.row == 30
    assert codes(found) == {"ties", "between_rows"}


def test_few_results_do_not_count(assess, rows, rules):
    """A year of 5 months is no year (standards.md 2.2)."""
    record = [{"name": "桥", "water_body": "river"}]
    found = {}
    for year in range(2012, 2018):
        months = 5 if year == 2012 else 12
        made = [row for month in range(1, months + 1) for row in rows(
            "桥", f"{year}-{month:02d}", ammonia_nitrogen=f"0.{year - 2010}")]  # fmt: skip
        found[Period.parse(str(year))] = assess(made, record, period=str(year)).sections
    one = trend(History(results=found), "桥", "ammonia_nitrogen", rules=rules)
    assert (one.spearman.n, one.course) == (5, "rising")
    assert "few_left_out" in codes(one)


def test_which_indicators_are_told(results, rules):
    cells = {"ammonia_nitrogen": "0.1", "lead": "0.2", "conductivity": "300"}
    found = History(
        results={
            Period.parse(f"2019-0{month}"): results(f"2019-0{month}", {"桥": cells})
            for month in range(1, 6)
        }
    )
    assert [one.indicator for one in trends(found, rules=rules)] == ["ammonia_nitrogen", "lead"]


def test_every_sentence_is_there_in_both_languages(told, rules):
    for values in (["0.1"] * 3, ["0.1", None, "0.2", "0.3", "0.4", "0.5"], ["0.01L"] * 6):
        for message in told("ammonia_nitrogen", values).why:
            assert message.text("zh") != message.text("en")
    assert set(rules.trend.meanings) == {"better", "worse", "stable", "neither"}
