"""The monthly notice of five sections, counted and worded by hand."""

import datetime as dt
from decimal import Decimal

import pytest
import shapely

from watermap.datafile import read_toml
from watermap.errors import WatermapError
from watermap.quality.bulletin.rules import NoticeRules, example_rules, load_notice_rules
from watermap.quality.bulletin.wording import month_text, section_text, town_text

GOOD, OVER = {"ammonia_nitrogen": "0.4"}, {"ammonia_nitrogen": "2.1", "total_phosphorus": "0.25"}
MONTHS = {
    "2018-06": {"季庄桥": GOOD, "赵村": GOOD},
    "2019-03": {"季庄桥": GOOD, "赵村": GOOD, "于沟桥": {"ammonia_nitrogen": "1.4"}},
    "2019-04": {"季庄桥": OVER, "赵村": GOOD, "于沟桥": {"ammonia_nitrogen": "1.4"}},
    "2019-05": {"赵村": GOOD, "于沟桥": {"ammonia_nitrogen": "1.4"}},
    "2019-06": {
        "季庄桥": OVER,
        "赵村": {"ammonia_nitrogen": "1.4"},
        "于沟桥": GOOD,
        "无目标": {"ammonia_nitrogen": "0.9"},
    },
}


@pytest.fixture
def june(bulletin):
    return bulletin(MONTHS)


def zh(messages):
    return [one.text("zh") for one in messages]


def test_the_month_is_counted(june):  # N9c, G12
    assert (june.sections, june.evaluated, june.held, june.met) == (5, 4, 3, 1)
    assert june.met_pct == Decimal(100) / 3
    assert {one.water_class: one.sections for one in june.classes} == {
        "I": 0, "II": 1, "III": 1, "IV": 1, "V": 0, "worse_than_V": 1,
    }  # fmt: skip
    assert sum(one.share_pct for one in june.classes) == 100
    assert [one.section for one in june.failing] == ["季庄桥", "赵村"]
    assert june.open == ("闫浅",)
    assert [(one.section, one.failed.months, str(one.failed.since)) for one in june.recovered] == [
        ("于沟桥", 3, "2019-03")
    ]
    assert [one.code for one in june.problems] == ["bulletin.no_target"]


def test_each_town_has_its_notice(june):
    found = [(one.county, one.town, [each.section for each in one.sections]) for one in june.towns]
    assert found == [("台儿庄区", "运河街道", ["季庄桥"]), ("台儿庄区", "邳庄镇", ["赵村"])]


def test_a_section_tells_all_there_is(june):
    notice = june.failing[0]
    assert (notice.streak.months, [str(one) for one in notice.streak.gaps]) == (2, ["2019-05"])
    assert (notice.last_month.steps, notice.last_year.steps) == (None, 4)
    assert [(one.id, one.multiple) for one in notice.deciding] == [
        ("ammonia_nitrogen", Decimal("1.1"))  # 2.10 over class III, 1.0
    ]
    assert [(one.id, one.multiple) for one in notice.over_target] == [
        ("ammonia_nitrogen", Decimal("0.4"))  # 2.10 over the target's 1.5; phosphorus keeps IV
    ]
    assert zh(section_text(notice, june)) == [
        "季庄桥（小季河）：水质劣Ⅴ类，目标Ⅳ类，未达标。",
        "定类指标：氨氮(1.1)（括号内为超Ⅲ类限值倍数）。",
        "超过目标的指标：氨氮 2.10 mg/L（目标限值 1.5 mg/L，超标 0.4 倍）。"
        "倍数对目标限值，为地方做法。",
        "自2019年4月起，已有 2 个有结论的月份连续未达标。",
        "其间有 1 个月没有结论（2019年5月），未计入。",
        "2019年5月没有评价结果，不作比较。",
        "与2018年6月（Ⅱ类）相比，变差 4 个类别。",
        "责任乡镇（街道）：运河街道；河长：周季平；所在区县：台儿庄区；考核城市：枣庄市。",
    ]


def test_the_towns_notice_begins_with_its_name(june):
    said = zh(town_text(june.towns[1], june))
    assert said[0] == "台儿庄区邳庄镇：2019年6月，你辖区有 1 个断面未达到水质目标，现通报如下。"
    assert "上一个有结论的月份达标，本月起未达标。" in said
    assert "与2019年5月（Ⅱ类）相比，变差 2 个类别。" in said


def test_a_small_multiple_is_never_nought(bulletin):
    found = bulletin({"2019-06": {"赵村": {"chemical_oxygen_demand": "21"}, "闫浅": {"ph": "9.7"}}})
    small, without = found.failing
    assert "定类指标：化学需氧量(0.05)（括号内为超Ⅲ类限值倍数）。" in zh(section_text(small, found))
    said = zh(section_text(without, found))
    assert said[1:3] == ["定类指标：pH值。", "超过目标的指标：pH值 10（目标限值 9）。"]


def test_the_text_of_the_month(june):
    assert zh(month_text(june)) == [
        "2019年6月，共评价断面 4 个，另有 1 个没有评价结果。",
        "各类断面：Ⅱ类 1 个（25.0%）、Ⅲ类 1 个（25.0%）、Ⅳ类 1 个（25.0%）、劣Ⅴ类 1 个（25.0%）。"
        "Ⅰ～Ⅲ类占 50.0%，劣Ⅴ类占 25.0%。",
        # ammonia (2.1 + 1.4 + 0.4 + 0.9) / 4 = 1.2; phosphorus 0.25 of one section alone
        "评价断面不足5个，按各断面平均值计，总体为Ⅳ类，水质轻度污染。",
        "主要污染指标：总磷(0.2)、氨氮(0.2)（括号内为平均值超Ⅲ类限值的倍数）。",
        "有水质目标且可以判断的断面 3 个，达标 1 个，达标率 33.3%。",
        "未达标断面 2 个：季庄桥、赵村。",
        "本月恢复达标的断面 1 个：于沟桥。",
        "不能判断是否达标的断面 1 个：闫浅。",
    ]


def test_five_sections_and_more_name_pollutants_by_rate(bulletin):
    sections = [{"name": f"s{at}", "water_body": "river", "target": "III"} for at in range(5)]
    values = [OVER, OVER, {"total_phosphorus": "0.3"}, GOOD, GOOD]
    found = bulletin(
        {"2019-06": {f"s{at}": own for at, own in enumerate(values)}}, sections=sections
    )
    said = zh(month_text(found))
    assert "总体水质状况：重度污染。" in said  # two of five worse than V
    assert (
        "主要污染指标（按断面超标率）：总磷（3 个断面，超标率 60.0%）、"
        "氨氮（2 个断面，超标率 40.0%）。"
    ) in said
    assert [one.town for one in found.towns] == [None]
    assert "没有责任乡镇" in zh(town_text(found.towns[0], found))[0]
    assert "bulletin.no_history" in {one.code for one in found.problems}
    assert "责任乡镇（街道）：未填；" in " ".join(zh(town_text(found.towns[0], found)))


def test_nothing_evaluated_is_not_all_in_order(bulletin):
    found = bulletin({"2019-06": {}})
    assert zh(month_text(found)) == ["2019年6月，5 个断面均无评价结果。"]
    assert found.met_pct is None


def test_all_in_order_says_of_how_many(bulletin):
    found = bulletin({"2019-06": {"季庄桥": GOOD, "赵村": GOOD}})
    assert "可以判断的 2 个断面均达标。" in zh(month_text(found))
    assert found.towns == ()


def test_without_rules_nothing_is_demanded(june):
    assert june.rules is None
    assert all(one.step is None and one.due is None for one in june.failing)
    said = " ".join(text for town in june.towns for text in zh(town_text(town, june)))
    assert "处理要求" not in said


@pytest.fixture
def rules():
    example = load_notice_rules(example_rules())
    return example.model_copy(update={"in_force_from": dt.date(2019, 1, 1)})


def test_with_its_own_rules_a_project_demands_by_the_number_of_months(bulletin, rules):
    found = bulletin(MONTHS, rules=rules, issued="2019-07-10")
    first, second = found.failing
    assert (first.step.consecutive_months, first.due) == (2, dt.date(2019, 7, 20))
    assert (second.step.consecutive_months, second.due) == (1, dt.date(2019, 7, 15))
    said = zh(section_text(first, found))[-1]
    assert said.startswith("处理要求：报送整改方案，2019年7月20日前（含当日）完成（")
    assert "bulletin.rules_unverified" in {one.code for one in found.problems}


def test_without_a_day_of_issue_the_time_is_told_in_days(bulletin, rules):
    found = bulletin(MONTHS, rules=rules)
    assert found.failing[0].due is None
    said = zh(section_text(found.failing[0], found))[-1]
    assert "自本通报印发之日起 10 日内完成" in said


def test_rules_that_are_not_in_force_demand_nothing_and_it_is_said(bulletin, rules):
    later = rules.model_copy(update={"in_force_from": dt.date(2019, 7, 1)})
    found = bulletin(MONTHS, rules=later)  # no day of issue: the month's last
    assert (found.rules, found.failing[0].step) == (None, None)
    assert "bulletin.rules_not_in_force" in {one.code for one in found.problems}
    assert bulletin(MONTHS, rules=later, issued="2019-07-01").rules is later


def test_rules_that_begin_later_demand_nothing_yet(rules):
    late = rules.model_copy(update={"steps": rules.steps[1:]})
    assert late.step(1) is None
    assert [late.step(months).consecutive_months for months in (2, 3, 9)] == [2, 3, 3]


def test_steps_that_do_not_rise_and_unknown_keys_are_refused(tmp_path):
    text = example_rules().read_text("utf-8")
    path = tmp_path / "notice.toml"
    path.write_text(text.replace("consecutive_months = 2", "consecutive_months = 1"), "utf-8")
    with pytest.raises(WatermapError) as caught:
        read_toml(NoticeRules, path)
    assert caught.value.problems[0].fields["why"].code == "bulletin.why_rising"
    path.write_text(text.replace("within_days", "within_day"), "utf-8")
    with pytest.raises(WatermapError):
        load_notice_rules(path)


def test_the_example_is_marked_as_one():
    found = load_notice_rules(example_rules())
    assert not found.verified
    assert "示例" in found.title.zh
    assert "example" in found.title.en


def test_a_quarter_has_no_notice(bulletin):
    with pytest.raises(WatermapError) as caught:
        bulletin({"2019-Q2": {}})
    assert caught.value.problems[0].code == "bulletin.not_a_month"


def test_a_town_that_only_the_map_says_is_told_as_such(bulletin, layer):
    areas = [
        {"name": "甲镇", "level": "town", "geometry": shapely.box(117, 34, 118, 35)},
        {"name": "乙县", "level": "county", "geometry": shapely.box(116, 33, 119, 36)},
        {"name": "丙镇", "level": "town", "geometry": shapely.box(118, 34, 119, 35)},
    ]
    sections = [
        {"name": "内", "water_body": "river", "target": "III"},
        {"name": "界", "water_body": "river", "target": "III",
         "geometry": shapely.Point(118, 34.5)},
    ]  # fmt: skip
    found = bulletin(
        {"2019-06": {"内": OVER, "界": OVER}},
        sections=sections,
        layers={"administrative_area": (layer("administrative_area", areas),)},
    )
    inside, on_line = found.failing
    assert (inside.responsible.town, inside.responsible.county) == ("甲镇", "乙县")
    assert inside.responsible.by_place == ("town", "county")
    assert on_line.responsible.town is None  # on the border of two towns: nobody is named
    assert "其中乡镇、区县在断面图层中没有填写，按空间位置确定。" in zh(section_text(inside, found))


def test_both_languages_say_it(june, bulletin, rules):
    for one in (june, bulletin(MONTHS, rules=rules, issued="2019-07-10")):
        messages = [*month_text(one)]
        for town in one.towns:
            messages += town_text(town, one)
        for message in messages:
            assert message.text("zh")
            assert not set("。，、：；年月类") & set(message.text("en")), message.text("en")
