"""Several sections as one answer: tests/tables/quality_rivers.toml."""

import itertools
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from watermap.quality.classing.river import grade_by_shares

TABLE = Path(__file__).parents[1] / "tables" / "quality_rivers.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
AMMONIA = {"I": "0.1", "II": "0.4", "III": "0.9", "IV": "1.4", "V": "1.9", "worse_than_V": "5"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["clause"])
def test_a_river_is_as_the_table_says(case, assess, rows):
    values = case.get("ammonia")
    if values is None:
        values = [AMMONIA[name] for name, count in case["classes"].items() for _ in range(count)]
    names = [f"桥{number}" for number in range(len(values))]
    result = assess(
        [row for name, raw in zip(names, values, strict=True)
         for row in rows(name, "2019-06", ammonia_nitrogen=raw)],
        [{"name": name, "river": "河", "water_body": "river"} for name in names]
        or [{"name": "无数据", "river": "河", "water_body": "river"}],
    )  # fmt: skip
    (river,) = result.rivers
    expect = case["expect"]
    assert river.name == "河"
    assert river.method == expect["method"]
    assert river.grade == expect.get("grade")
    assert river.water_class == expect.get("class")
    assert river.sections == len(values)
    if "good" in expect:
        assert river.share_good_pct == Decimal(expect["good"])
        assert river.share_worse_v_pct == Decimal(expect["worst"])
    assert [message.code for message in river.flagged] == expect.get("flagged", [])
    assert (result.overall.method, result.overall.grade) == (river.method, river.grade)


def in_words(good, worst):
    """The rows of standards.md 2.4, read one by one."""
    if good >= 90:
        return "excellent"
    if good >= 75:
        return "good"
    if worst < 20:
        return "light"
    if worst < 40:
        return "moderate"
    return "heavy"


def test_every_possible_share_has_one_grade(method):
    for total in range(5, 31):
        for good, worst in itertools.product(range(total + 1), repeat=2):
            if good + worst > total:
                continue
            shares = Fraction(100 * good, total), Fraction(100 * worst, total)
            pcts = Decimal(100 * good) / total, Decimal(100 * worst) / total
            grade, flagged = grade_by_shares(*pcts, method)
            assert grade == in_words(*shares), (good, worst, total)
            assert bool(flagged) == (shares == (60, 40))


def test_rivers_and_lakes_are_not_averaged_together(assess, rows):
    made = rows("桥", "2019-06", total_phosphorus="0.08")
    made += rows("湖心", "2019-06", total_phosphorus="0.08")
    result = assess(
        made,
        [
            {"name": "桥", "river": "河", "water_body": "river"},
            {"name": "湖心", "river": "河", "water_body": "lake"},
        ],
    )
    (river,) = result.rivers
    assert (river.method, river.water_class) == ("none", None)
    assert [message.code for message in river.flagged] == ["quality.mixed_waters"]
    assert river.share_good_pct == 50


def test_a_section_without_river_counts_in_all_and_in_no_river(assess, rows):
    result = assess(rows("桥", "2019-06", ph="7"), [{"name": "桥", "water_body": "river"}])
    assert result.rivers == ()
    assert result.overall.sections == 1
