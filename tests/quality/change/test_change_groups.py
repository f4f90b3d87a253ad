"""Rivers and all sections together in two periods (standards.md 2.7)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from watermap.errors import WatermapError
from watermap.quality.change.compare import compare, compare_sections
from watermap.quality.change.references import references
from watermap.quality.period import Period

PERIODS = (Period.parse("2018-06"), Period.parse("2019-06"))
AMMONIA = {"good": "0.9", "bad": "1.4", "worst": "5"}


@pytest.fixture
def compared(results, rules, setting_of):
    def run(before, after):
        return compare_sections(
            results("2018-06", before), results("2019-06", after),
            periods=PERIODS, setting=setting_of(), rules=rules,
        )  # fmt: skip

    return run


def shares(good, bad, worst):
    """Sections with a class of that sort each."""
    kinds = ["good"] * good + ["bad"] * bad + ["worst"] * worst
    return {f"桥{at}": {"ammonia_nitrogen": AMMONIA[kind]} for at, kind in enumerate(kinds)}


def test_the_published_example(compared):
    """Good 70 → 85, worst 10 → 2: X = 15 − (−8) = 23, much better (section 13), in hundredths."""
    change = compared(shares(70, 20, 10), shares(85, 13, 2)).overall
    assert (change.good_points, change.worse_v_points, change.x_points) == (15, -8, 23)
    assert change.by_shares == "much_better"
    assert change.by_grade == "better"  # light pollution to good: one grade
    assert "change.ways_differ" in {message.code for message in change.why}


@pytest.mark.parametrize(
    ("before", "after", "x", "degree"),
    [
        ((10, 10, 0), (10, 10, 0), 0, "same"),
        ((10, 10, 0), (12, 8, 0), 10, "same"),  # exactly 10 is no change
        ((10, 10, 0), (13, 7, 0), 15, "better"),
        ((10, 10, 0), (14, 6, 0), 20, "better"),  # exactly 20 is some
        ((10, 10, 0), (15, 5, 0), 25, "much_better"),
        ((10, 6, 4), (10, 9, 1), 15, "better"),
        ((10, 10, 0), (8, 10, 2), -20, "worse"),
        ((10, 10, 0), (7, 11, 2), -25, "much_worse"),
    ],
)
def test_bands_of_the_shares(compared, before, after, x, degree):
    change = compared(shares(*before), shares(*after)).overall
    assert change.x_points == x
    assert change.by_shares == degree


def test_few_sections_go_by_grade_alone(compared):
    change = compared(shares(2, 0, 0), shares(0, 0, 2))
    (river,) = change.rivers
    assert river.name == "河"
    assert (river.by_grade, river.by_shares) == ("much_worse", None)
    assert river.x_points == -200
    assert "change.too_few_for_shares" in {message.code for message in river.why}


def test_only_sections_of_both_periods_count(compared):
    change = compared(
        {"甲": {"ammonia_nitrogen": "0.9"}, "丙": {"ammonia_nitrogen": "5"}},
        {"甲": {"ammonia_nitrogen": "0.9"}, "乙": {"ammonia_nitrogen": "5"}},
    ).overall
    assert change.sections == ("甲",)
    assert set(change.left_out) == {"乙", "丙"}
    assert change.by_grade == "same"
    assert change.before.sections == change.after.sections == 1


def test_a_river_goes_by_common_indicators_too(compared):
    change = compared(
        {"甲": {"ammonia_nitrogen": "0.4"}},
        {"甲": {"ammonia_nitrogen": "0.4", "petroleum": "0.3"}},
    ).overall
    assert change.by_grade == "same"
    assert "change.other_grade_on_common" in {message.code for message in change.why}


def test_nothing_in_common_is_said(compared):
    change = compared({"甲": {}}, {"甲": {"ammonia_nitrogen": "0.4"}}).overall
    assert (change.before, change.by_grade, change.x_points) == (None, None, None)
    assert [message.code for message in change.why] == ["change.no_common_sections"]


def test_assessments_by_other_documents_are_refused(assess, rows, setting_of, rules):
    record = [{"name": "桥", "water_body": "river"}]
    before = assess(rows("桥", "2018-06", ammonia_nitrogen="1.2"), record, period="2018-06")
    after = assess(rows("桥", "2019-06", ammonia_nitrogen="0.9"), record, period="2019-06")
    change = compare(before, after, setting=setting_of(), rules=rules)
    assert (change.before, change.after) == PERIODS
    assert change.sections[0].on_common.degree == "better"
    with pytest.raises(WatermapError) as caught:
        compare(replace(before, method="other"), after, setting=setting_of(), rules=rules)
    assert [one.code for one in caught.value.problems] == ["change.not_alike"]


def test_seasons_are_compared(assess, rows, setting_of, rules):
    seasons = {"wet": [6, 7, 8]}
    record = [{"name": "桥", "water_body": "river"}]
    made = [
        row
        for year, raw in ((2018, "1.2"), (2019, "0.9"))
        for month in (6, 7, 8)
        for row in rows("桥", f"{year}-0{month}", ammonia_nitrogen=raw)
    ]
    wet = [Period.parse(f"{year}-wet", seasons=seasons) for year in (2018, 2019)]
    found = [replace(assess(made, record, period=f"{one.year}-06"), period=str(one)) for one in wet]
    change = compare(*found, setting=setting_of(), rules=rules, seasons=seasons)
    assert [change.before, change.after] == wet


def test_sources_are_compared_and_are_in_no_river(assess, rows, setting_of, rules):
    source = [{"name": "水库", "source_type": "lake", "river": "河"}]
    record = [{"name": "桥", "water_body": "river", "river": "河"}]
    found = [
        assess(
            rows("水库", period, ammonia_nitrogen=raw) + rows("桥", period, ammonia_nitrogen="0.4"),
            record, sources=source, period=period,
        )
        for period, raw in (("2018-06", "0.4"), ("2019-06", "0.9"))
    ]  # fmt: skip
    change = compare(*found, setting=setting_of(), rules=rules)
    assert {one.kind for one in change.sections} == {"section", "water_source"}
    assert change.overall.sections == ("桥",)


@pytest.mark.parametrize(
    ("period", "year_before", "period_before"),
    [
        ("2019-06", "2018-06", "2019-05"),
        ("2019-01", "2018-01", "2018-12"),
        ("2019-Q1", "2018-Q1", "2018-Q4"),
        ("2019-H2", "2018-H2", "2019-H1"),
        ("2019", "2018", "2018"),
        ("2020-03-01", "2019-03-01", "2020-02-29"),
        ("2019-wet", "2018-wet", "2018-wet"),
        ("2019-03/2019-08", "2018-03/2018-08", "2018-03/2018-08"),
    ],
)
def test_reference_periods(period, year_before, period_before):
    found = references(Period.parse(period, seasons={"wet": [6, 7, 8, 9]}))
    assert (str(found.year_before), str(found.period_before)) == (year_before, period_before)


def test_points_are_exact(compared):
    change = compared(shares(3, 4, 0), shares(4, 3, 0)).overall
    assert round(change.x_points, 4) == Decimal("14.2857")
