"""What counts as beyond a target, and as new; cases that a specialist wrote down."""

from decimal import Decimal

import pytest

from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.change.compare import compare_sections
from watermap.quality.change.rules import change_rules
from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.methods import known_methods
from watermap.quality.documents.standards import known_standards
from watermap.quality.period import Period
from watermap.quality.standing.news import beyond_target, news_against

MAY, JUNE = Period.parse("2019-05"), Period.parse("2019-06")


def indicator(name, water_class, value="1.0", **more):
    known = {
        "id": name, "unit": "mg/L", "raw": (value,), "n": 1, "censored": 0,
        "mean": Decimal(value), "value": Decimal(value), "water_class": water_class,
        "limit": Decimal(1), "multiple": None, "counts": True,
    }  # fmt: skip
    return IndicatorResult(**(known | more))


def section(name, water_class, *indicators, **more):
    known = {
        "code": None, "name": name, "river": None, "water_body": "river",
        "state": "evaluated" if water_class else "no_data", "water_class": water_class,
        "deciding": tuple(one.id for one in indicators if one.water_class == water_class),
        "evaluated": len(indicators), "indicators": indicators, "target": "III", "met": None,
        "samples": 1, "months": 1,
    }  # fmt: skip
    return SectionResult(**(known | more))


@pytest.fixture(scope="module")
def news():
    setting = Setting(
        standard=known_standards()["gb3838-2002"],
        method=known_methods()["hb-2011-22"],
        period=JUNE,
    )

    def of(before, after):
        change = compare_sections(
            before, after, periods=(MAY, JUNE), setting=setting, rules=change_rules()
        )
        return news_against(change, before, after)

    return of


@pytest.mark.parametrize(
    ("water_class", "target", "more", "beyond"),
    [
        ("III", "III", {}, False),
        ("IV", "III", {}, True),
        ("IV", "IV", {}, False),
        ("III", "II", {}, True),
        ("IV", None, {}, True),  # without a target class III counts
        ("III", None, {}, False),
        ("worse_than_V", "V", {}, True),
        ("IV", "III", {"counts": False}, False),  # for reference only
        ("IV", "III", {"own_target": "IV"}, False),
        ("III", "IV", {"own_target": "II"}, True),
        (None, "III", {}, False),
    ],
)
def test_beyond_the_target(water_class, target, more, beyond):
    one = indicator("ammonia_nitrogen", water_class, **more)
    assert beyond_target(one, section("桥", water_class, one, target=target)) is beyond


def test_an_exceedance_is_new_once(news):
    over, kept = indicator("ammonia_nitrogen", "IV"), indicator("ammonia_nitrogen", "II")
    found = news([section("甲", "II", kept)], [section("甲", "IV", over)])
    assert [(one.name, one.value.id) for one in found.exceedances] == [("甲", "ammonia_nitrogen")]
    assert not found.exceedances[0].first_measured
    assert news([section("甲", "IV", over)], [section("甲", "IV", over)]).exceedances == ()
    assert news([section("甲", "IV", over)], [section("甲", "II", kept)]).exceedances == ()


def test_what_was_not_measured_before_is_said_to_be_so(news):
    phosphorus = indicator("total_phosphorus", "V")
    ammonia = indicator("ammonia_nitrogen", "II")
    found = news([section("甲", "II", ammonia)], [section("甲", "V", ammonia, phosphorus)])
    (one,) = found.exceedances
    assert one.first_measured
    assert one.value.before is None


def test_classes_stand_with_the_most_worsened_first_and_the_same_are_counted(news):
    good, bad = indicator("ammonia_nitrogen", "II"), indicator("ammonia_nitrogen", "V")
    fair = indicator("ammonia_nitrogen", "III")
    found = news(
        [section("甲", "V", bad), section("乙", "II", good), section("丙", "II", good),
         section("丁", "II", good)],
        [section("甲", "II", good), section("乙", "III", fair), section("丙", "V", bad),
         section("丁", "II", good)],
    )  # fmt: skip
    assert [(one.name, one.classes_better) for one in found.classes] == [
        ("丙", -3), ("乙", -1), ("甲", 3),
    ]  # fmt: skip
    assert found.same == 1
    assert {one.name for one in found.worse} == {"乙", "丙"}


@pytest.mark.parametrize(
    ("before", "after", "lost", "gained"),
    [
        (True, False, 1, 0), (False, True, 0, 1), (True, True, 0, 0), (None, False, 0, 0),
        (True, None, 0, 0), (None, True, 0, 0), (False, None, 0, 0),
    ],
)  # fmt: skip
def test_a_target_is_lost_or_gained_only_where_both_are_known(news, before, after, lost, gained):
    one = indicator("ammonia_nitrogen", "II")
    found = news([section("甲", "II", one, met=before)], [section("甲", "II", one, met=after)])
    assert (len(found.lost), len(found.gained)) == (lost, gained)


def test_sections_that_come_and_go_are_named(news):
    one = indicator("ammonia_nitrogen", "II")
    found = news(
        [section("去", "II", one), section("断", "II", one), section("缺", None)],
        [section("来", "II", one), section("断", None), section("缺", "II", one)],
    )
    assert {each.name for each in found.first_evaluated} == {"来", "缺"}
    assert {each.name for each in found.no_longer} == {"去", "断"}
    assert found.classes == ()


def test_without_results_of_the_other_period_there_is_no_news(news):
    assert news_against(None, None, []) is None
