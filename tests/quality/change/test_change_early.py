"""Early warnings: tests/tables/change_warnings.toml."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.figures import rounded
from watermap.quality.change.early import early_warnings
from watermap.quality.change.lines import Line, middle_month, month_of
from watermap.quality.change.warning_rules import warning_rules
from watermap.quality.classing.history import History
from watermap.quality.documents.particulars import Particular
from watermap.quality.period import Period

TABLE = Path(__file__).parents[2] / "tables" / "change_warnings.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]


@pytest.fixture
def warned(rules, setting_of):
    def run(history):
        return early_warnings(history, setting=setting_of(), rules=warning_rules(), change=rules)

    return run


def codes(messages):
    return [message.code.removeprefix("change.") for message in messages]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_warnings_are_as_the_table_says(case, history, warned):
    values = history(case["indicator"], case["values"], target=case.get("target"))
    found = warned(values)
    assert [one.rule for one in found.warnings] == [one["rule"] for one in case["expect"]]
    for one, expect in zip(found.warnings, case["expect"], strict=True):
        if "limit" in expect:
            assert one.limit == Decimal(expect["limit"])
            assert one.indicators == (case["indicator"],)
        if "near" in expect:
            assert rounded(one.near_pct, 1) == Decimal(expect["near"])
        if "months" in expect:
            assert rounded(one.crosses_in_months, 6) == Decimal(expect["months"])
            assert str(one.crosses) == expect["month"]
        if "classes" in expect:
            assert one.classes_worse == expect["classes"]
        assert set(codes(one.why)) >= set(expect.get("codes", []))
        for language in ("zh", "en"):
            assert all(message.text(language) for message in one.why)
    assert found.failing == (("桥",) if case.get("failing") else ())
    untold = [code for one in found.untold for code in codes(one.why)]
    assert set(untold) >= set(case.get("untold", []))
    assert bool(untold) == ("untold" in case)


def test_urgent_ones_come_first(results, warned):
    series = {
        "甲": ["0.70", "0.80", "0.92"],
        "乙": ["0.70", "0.80", "0.97"],
        "丙": ["0.10", "0.10", "1.80"],
        "丁": ["0.10", "0.10", "1.20"],
    }
    found = {
        Period.parse(f"2019-0{at + 1}"): results(
            f"2019-0{at + 1}",
            {name: {"ammonia_nitrogen": values[at]} for name, values in series.items()},
        )
        for at in range(3)
    }
    warnings = warned(History(results=found)).warnings
    assert [one.name for one in warnings] == ["丙", "丁", "乙", "甲"]


def test_a_jump_of_a_new_indicator_is_named_as_such(results, warned):
    found = {
        Period.parse("2019-01"): results("2019-01", {"桥": {"ammonia_nitrogen": "0.1"}}),
        Period.parse("2019-02"): results(
            "2019-02", {"桥": {"ammonia_nitrogen": "0.1", "petroleum": "0.9"}}
        ),
    }
    (one,) = warned(History(results=found)).warnings
    assert (one.rule, one.indicators, one.classes_worse) == ("jump", ("petroleum",), 4)
    assert {"only_after", "other_on_common"} <= set(codes(one.why))


def test_what_has_no_class_is_not_passed_over(results, warned):
    cells = {"桥": {"ammonia_nitrogen": "0.1", "total_phosphorus": "0.15"}}
    records = [{"name": "桥"}]  # neither river nor lake
    found = {
        Period.parse(f"2019-0{at}"): results(f"2019-0{at}", cells, records=records)
        for at in (1, 2, 3)
    }
    (one,) = warned(History(results=found)).untold
    assert codes(one.why) == ["warn_unclassed"]


@pytest.mark.parametrize(
    ("particular", "expected"),
    [
        ({"how": "target", "target": "IV"}, []),
        ({"how": "target", "target": "II"}, "failing"),
        ({"how": "target", "limit": "0.98"}, [("approaching", "0.98", None)]),
        ({"how": "target", "limit": "0.9"}, "failing"),
        ({"how": "target", "limit": "2"}, []),
        ({"how": "not_assessed"}, []),
        ({"how": "background"}, []),
    ],
)
def test_what_holds_for_one_item_of_one_section(results, warned, particular, expected):
    """Its own class or limit is held, not the section's; what is not assessed is not warned of."""
    own = Particular(section="桥", indicator="ammonia_nitrogen", document="函", **particular)
    found = {}
    for at, raw in enumerate(("0.75", "0.85", "0.95"), start=1):
        cells = {"桥": {"ammonia_nitrogen": raw, "total_phosphorus": "0.15"}}
        found[Period.parse(f"2019-0{at}")] = results(
            f"2019-0{at}", cells, target="III", said={"particulars": (own,)}
        )
    found = warned(History(results=found))
    if expected == "failing":
        assert (found.failing, found.warnings) == (("桥",), ())
        return
    assert [(one.rule, str(one.limit), one.limit_class) for one in found.warnings] == expected
    for one in found.warnings:
        assert "专门规定的限值 0.98 mg/L" in one.why[0].text("zh")
        assert one.why[0].text("en")


def test_an_empty_history_says_nothing(warned):
    found = warned(History())
    assert (found.as_of, found.warnings, found.untold) == (None, (), ())


@given(
    slope=st.integers(-50, 50).filter(bool),
    start=st.integers(-100, 100),
    count=st.integers(2, 12),
)
def test_a_straight_line_is_found_again(slope, start, count):
    periods = [month_of(Decimal(24000 + at)) for at in range(count)]
    values = {period: Decimal(start + slope * at) for at, period in enumerate(periods)}
    line = Line.through(values)
    assert line.slope == slope
    assert line.reaches(Decimal(start)) == middle_month(periods[0])


def test_months_and_their_middles():
    assert middle_month(Period.parse("2019-06")) == 12 * 2019 + 6
    assert middle_month(Period.parse("2019-Q1")) == 12 * 2019 + 2
    assert middle_month(Period.parse("2019")) == 12 * 2019 + Decimal("6.5")
    dry = Period.parse("2019-dry", seasons={"dry": [1, 2, 12]})
    assert middle_month(dry) == 12 * 2019 + 5
    days = [middle_month(Period.parse(f"2019-06-{day:02d}")) for day in (1, 15, 30)]
    assert days == sorted(days)
    assert sum(days[::2]) / 2 == 12 * 2019 + 6
    assert all(str(month_of(one)) == "2019-06" for one in days)
    assert str(month_of(12 * 2019 + Decimal("12.4"))) == "2019-12"
    assert str(month_of(12 * 2019 + Decimal("12.5"))) == "2020-01"
