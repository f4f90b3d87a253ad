"""Rules as files: strict, all problems at once, dated, cited; industries; waters; the reference."""

import datetime as dt
from pathlib import Path

import pytest
from shapely import Point

from watermap.checks.docs import rules_page
from watermap.checks.law.industries import belongs, codes_of, known_industries
from watermap.checks.law.permitted_kinds import known_permitted_kinds
from watermap.checks.law.regions import Waters, known_regions
from watermap.checks.law.rules import in_force, known_rules, load_rules
from watermap.checks.wording import basis_text
from watermap.errors import WatermapError

ROOT = Path(__file__).parents[2]
RULE = """
[[rule]]
id = "{id}"
title = {{ zh = "试", en = "test" }}
check = "{check}"
zone = {zone}
source = "test"
{more}
[[rule.case]]
verdict = "prohibited"
when = {when}
message = {{ zh = "不可", en = "no" }}
[[rule.basis]]
document = {{ zh = "《法》", en = "Law" }}
article = "1"
in_force_from = 2020-01-01
verified = false
{basis}
"""


def file_of(folder, *, name="own.toml", **parts):
    given = {
        "id": "T-1", "check": "overlaps", "zone": '{ kind = "red_line" }', "more": "", "when": "{}",
        "basis": "", **parts,
    }  # fmt: skip
    path = folder / name
    path.write_text('theme = { zh = "试", en = "test" }\n' + RULE.format(**given), "utf-8")
    return path


def problems_of(folder, kinds):
    with pytest.raises(WatermapError) as raised:
        load_rules([folder], kinds=kinds)
    return raised.value.problems


def test_a_good_file_is_read(tmp_path, kinds):
    file_of(tmp_path)
    (rule,) = load_rules([tmp_path], kinds=kinds)
    assert (rule.id, rule.zone.kind, rule.basis.article) == ("T-1", "red_line", "1")
    assert rule.model_dump()["basis"]["in_force_from"] == dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"check": "overlap"}, ["check", "overlap"]),
        ({"zone": '{ kind = "redline" }'}, ["redline", "red_line"]),
        ({"zone": '{ kind = "control_unit", where = { grade = ["key"] } }'}, ["grade", "class"]),
        ({"zone": '{ kind = "control_unit", where = { class = ["keys"] } }'}, ["keys", "key"]),
        ({"zone": '{ kind = "shoreline", region = "yangzi" }'}, ["yangzi", "yangtze"]),
        ({"when": '{ industry = ["chemistry"] }'}, ["chemistry", "chemical"]),
        ({"when": '{ work = ["build"] }'}, ["work", "build"]),
        ({"when": "{ dicharges = true }"}, ["dicharges", "discharges"]),
        ({"more": "distance_m = 500"}, ["distance_m"]),
        ({"check": "within_distance"}, ["distance_m"]),
        ({"basis": "in_force_to = 2019-01-01"}, ["in_force_to"]),
        ({"basis": "penality = '2'"}, ["penality", "penalty"]),
        ({"more": 'shows = ["spatal"]'}, ["shows", "spatal"]),
        ({"more": "favorable = true"}, ["favorable", "favourable"]),
        ({"more": 'optional = "ja"'}, ["optional", "ja"]),
        ({"check": "within_distance", "more": "distance_m = 0"}, ["distance_m"]),
        ({"check": "within_distance", "more": 'distance_m = "far"'}, ["distance_m", "far"]),
        ({"zone": '{ where = { zone = ["core"] } }'}, ["zone.kind"]),
        ({"zone": '"red_line"'}, ["zone", "red_line"]),
        ({"when": "{ work = [] , discharges = 3 }"}, ["discharges"]),
        ({"basis": 'in_force_to = "soon"'}, ["in_force_to", "soon"]),
        ({"basis": "in_force_to = 2030-13-01"}, ["TOML"]),
        ({"basis": 'remark = "text"'}, ["remark"]),
        ({"basis": "article = '2'"}, ["TOML"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named_with_file_and_key(parts, named, tmp_path, kinds):
    file_of(tmp_path, **parts)
    (problem,) = problems_of(tmp_path, kinds)
    for language in ("zh", "en"):
        for word in (*named, "own.toml"):
            assert word in problem.text(language)


def test_all_problems_of_all_files_come_at_once(tmp_path, kinds):
    file_of(
        tmp_path, name="a.toml", zone='{ kind = "x", region = "y" }', when='{ industry = ["z"] }'
    )
    file_of(tmp_path, name="b.toml")
    assert [one.code for one in problems_of(tmp_path, kinds)] == [
        "checks.rule_twice", *["checks.rule_names_unknown"] * 3,
    ]  # fmt: skip
    file_of(tmp_path, name="c.toml", check="x")
    file_of(tmp_path, name="d.toml", check="y")
    assert len(problems_of(tmp_path, kinds)) == 2 + 4


WITHOUT = ("theme", "id", "title", "check", "zone", "source", "verdict", "message", "document",
           "article", "in_force_from", "verified")  # fmt: skip


@pytest.mark.parametrize("key", WITHOUT)
def test_a_key_that_is_missing_is_named(key, tmp_path, kinds):
    path = file_of(tmp_path)
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(key)]
    path.write_text("\n".join(lines), "utf-8")
    (problem,) = problems_of(tmp_path, kinds)
    assert problem.code == "datafile.missing_key"
    for language in ("zh", "en"):
        assert key in problem.text(language)
        assert "own.toml" in problem.text(language)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"theme = ", "datafile.syntax"),
        ("theme = { zh = '试', en = 'test' }\n".encode("gbk"), "datafile.not_utf8"),
        (b"", "datafile.missing_key"),
        (b"rule = []\ntheme = { zh = 'a', en = 'b' }", "datafile.bad_value"),
        (b"[[rule]]\nid = 'T'\n[[rule.case]]\n[[rule.case]]\n", "datafile.missing_key"),
    ],
)
def test_a_file_that_is_no_file_of_rules_is_named(text, code, tmp_path, kinds):
    (tmp_path / "own.toml").write_bytes(text)
    problems = problems_of(tmp_path, kinds)
    assert code in {one.code for one in problems}
    assert all("own.toml" in one.text("zh") for one in problems)


def test_the_same_id_twice_in_one_file_is_named(tmp_path, kinds):
    path = file_of(tmp_path)
    rule = path.read_text("utf-8").partition("\n")[2]
    path.write_text(path.read_text("utf-8") + rule, "utf-8")
    assert [one.code for one in problems_of(tmp_path, kinds)] == ["checks.rule_twice"]


def test_broken_files_and_wrong_names_in_good_ones_come_in_one_go(tmp_path, kinds):
    (tmp_path / "a.toml").write_text("theme =", "utf-8")
    file_of(tmp_path, name="b.toml", check="x", when="{ dicharges = true }")
    file_of(tmp_path, name="c.toml", id="T-2", zone='{ kind = "redline" }')
    file_of(tmp_path, name="d.toml", id="T-3")
    file_of(tmp_path, name="e.toml", id="T-3")
    named = [(one.code, one.fields["file"]) for one in problems_of(tmp_path, kinds)]
    assert [(code, Path(str(file)).name) for code, file in named] == [
        ("datafile.syntax", "a.toml"),
        ("datafile.bad_value", "b.toml"),
        ("datafile.unknown_key", "b.toml"),
        ("checks.rule_twice", "e.toml"),
        ("checks.rule_names_unknown", "c.toml"),
    ]


def test_two_laws_on_one_day_are_refused(tmp_path, kinds):
    second = """[[rule.basis]]
document = { zh = "《新法》", en = "New law" }
article = "2"
in_force_from = 2021-01-01
verified = false
"""
    file_of(tmp_path, basis=second)
    (problem,) = problems_of(tmp_path, kinds)
    assert "2021-01-01" in problem.text("en")


def test_the_law_changes_between_two_days(rules):
    def articles(day):
        return {
            rule.id: (rule.basis.document.zh, rule.basis.article) for rule in in_force(rules, day)
        }

    before, after = articles(dt.date(2026, 8, 14)), articles(dt.date(2026, 8, 15))
    assert before["DW-L1-PROJ"] == ("《水污染防治法》（2017年修正）", "65")
    assert after["DW-L1-PROJ"] == ("《生态环境法典》", "319")
    assert before["YZ-CHEM"] == after["YZ-CHEM"]
    assert not any("水污染防治法" in document for document, _ in after.values())


def test_what_the_reference_marks_unverified_is_marked(rules):
    """standards.md 8: these are from general knowledge, or their days are."""
    doubtful = {
        (rule.id, rule.basis.in_force_from.year) for rule in rules if not rule.basis.verified
    }
    assert {("RL-BAN", 2022), ("SD-26", 2007), ("IND-PARK", 2009), ("DW-L1-PROJ", 2008)} <= doubtful
    sure = {(rule.id, rule.basis.in_force_from.year) for rule in rules if rule.basis.verified}
    assert {("DW-L1-PROJ", 2018), ("DW-L1-PROJ", 2026), ("GW-BAN", 2021), ("LV-BAN", 2014)} <= sure


def test_a_basis_in_words_says_whether_it_was_verified(rules):
    texts = {
        rule.basis.verified: basis_text(rule.basis.as_finding(), "zh") for rule in reversed(rules)
    }
    assert "待核对" in texts[False]
    assert "待核对" not in texts[True]


def test_the_users_own_rules_are_read_too(tmp_path, monkeypatch):
    monkeypatch.setattr("watermap.checks.law.rules.user_folder", lambda name: tmp_path / name)
    shipped = known_rules()
    (tmp_path / "rules").mkdir()
    file_of(tmp_path / "rules")
    assert [rule.id for rule in known_rules()[len(shipped) :]] == ["T-1"]


def test_a_projects_own_rules_are_read_after_all_others(tmp_path):
    shipped = known_rules()
    assert known_rules(tmp_path / "rules") == shipped
    (tmp_path / "rules").mkdir()
    file_of(tmp_path / "rules")
    assert [rule.id for rule in known_rules(tmp_path / "rules")[len(shipped) :]] == ["T-1"]
    file_of(tmp_path / "rules", name="twice.toml", id="DW-L1-PROJ")
    with pytest.raises(WatermapError) as raised:
        known_rules(tmp_path / "rules")
    assert [one.code for one in raised.value.problems] == ["checks.rule_twice"]


def test_the_lists_of_a_unit_are_said_as_its_layer_has_them(make_layer, check, ground):
    unit = {"class": "key", "spatial": "禁止新建化工园区", "risk": "建立应急预案"}
    layer = make_layer("control_unit", (ground.box(-500, -500, 500, 500), unit))
    (found,) = check(ground.box(-50, -50, 50, 50), layer, industry="C2614").findings
    assert found.verdict == "notice"  # shown, never decided
    assert "空间布局约束：禁止新建化工园区；环境风险防控：建立应急预案" in found.message.text("zh")
    assert "Spatial layout: 禁止新建化工园区" in found.message.text("en")
    bare = make_layer("control_unit", (ground.box(-500, -500, 500, 500), {"class": "key"}))
    (found,) = check(ground.box(-50, -50, 50, 50), bare, industry="C2614").findings
    assert "没有写出清单文本" in found.message.text("zh")


@pytest.mark.parametrize("number", range(1, 11))
def test_the_kind_of_activity_that_is_claimed_is_said_in_words(number, make_layer, check, ground):
    layer = make_layer("red_line", ground.box(-500, -500, 500, 500))
    site = ground.box(-50, -50, 50, 50)
    (found,) = check(
        site, layer, industry="E4819", permitted_kind=number, outfall_inside=False
    ).findings
    assert (found.rule, found.verdict) == ("RL-BAN", "restricted")
    kind = known_permitted_kinds()[number]
    said = found.message.text("zh")
    assert f"第 {number} 类：{kind.title.zh}" in said
    assert ("待核对" in said) == (number >= 7)  # standards.md 8.6


def test_the_reference_is_written_from_the_rules(rules):
    page = rules_page(rules)
    assert page == (ROOT / "docs" / "rules.md").read_text("utf-8"), "run: make docs"
    for rule in rules:
        assert f"`{rule.id}`" in page


@pytest.mark.parametrize(
    ("written", "group", "answer"),
    [
        ("C2614", "chemical", True), ("2614", "chemical", True), ("c2614", "chemical", True),
        ("C26", "chemical", True), ("C25", "chemical", None), ("C2511", "chemical", True),
        ("C2530", "chemical", False), ("C", "chemical", None), ("C27", "chemical", False),
        ("D4620、C2614", "chemical", True), ("D4620，F5111", "chemical", False),
        (None, "chemical", None), ("", "chemical", None), ("化工", "chemical", None),
        ("A2614", "chemical", None), ("C2614, x", "chemical", None), ("9900", "chemical", None),
        ("A0313", "livestock", True), ("A03", "livestock", None), ("A0330", "livestock", False),
        ("C2221", "heavy_polluting", True), ("C1713", "heavy_polluting", True),
        ("C171", "heavy_polluting", None), ("C3411", "heavy_polluting", False),
        ("N7724", "waste", True), ("N7820", "waste", True), ("N77", "waste", None),
    ],
)  # fmt: skip
def test_an_industry_belongs_to_a_group_or_not_or_nobody_knows(written, group, answer):
    assert belongs(written, group) is answer


def test_codes_as_people_write_them():
    assert codes_of(" C2614 / D4620 ") == ("2614", "4620")
    assert codes_of("J") == ("",)
    assert codes_of("C4614") is None  # division 46 is in section D


def test_groups_include_only_groups_that_exist():
    groups = known_industries()
    for group in groups.values():
        assert set(group.includes) <= set(groups)
        assert group.codes or group.includes


@pytest.mark.parametrize(
    ("region", "water", "place", "answer"),
    [
        ("yangtze", "长江干流南京段", (118.7, 32.1), True),
        ("yangtze", "韩庄运河", (117.6, 34.55), False),
        ("yangtze", None, (117.6, 34.55), False),
        ("yangtze", "皖河", (117.0, 30.5), None),
        ("yangtze", None, (118.7, 32.1), None),
        ("yangtze_main", "秦淮河", (118.7, 32.1), False),
        ("taihu", "太湖", (120.5, 31.3), True),
        ("taihu", None, (120.5, 31.3), None),
        ("taihu", None, (113.0, 28.0), False),
    ],
)
def test_to_which_water_a_shoreline_belongs(region, water, place, answer):
    assert Waters(Point(place)).lies_in(region, water) is answer


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ((118.78, 32.06), True), ((114.3, 30.6), True), ((106.55, 29.56), True),  # 南京 武汉 重庆
        ((104.07, 30.67), True), ((109.0, 32.7), True), ((113.0, 28.2), True),  # 成都 安康 长沙
        ((115.9, 28.7), True), ((121.5, 31.2), True), ((100.2, 26.9), True),  # 南昌 上海 丽江
        ((112.5, 33.0), True), ((97.0, 33.0), True), ((107.0, 27.7), True),  # 南阳 玉树 遵义
        ((117.0, 36.7), False), ((113.6, 34.75), False), ((117.2, 34.3), False),  # 济南 郑州 徐州
        ((119.3, 26.1), False), ((113.3, 23.1), False), ((117.4, 33.9), False),  # 福州 广州 宿州北
    ],
)  # fmt: skip
def test_the_outline_of_the_yangtze_is_generous_but_no_more(place, inside):
    assert (Waters(Point(place)).lies_in("yangtze", None) is None) == inside
    assert known_regions()["yangtze"].outline is not None


@pytest.mark.parametrize(
    ("region", "place", "may"),
    [
        ("yellow_river", (103.8, 36.05), True),  # 兰州
        ("yellow_river", (108.95, 34.27), True),  # 西安
        ("yellow_river", (112.55, 37.87), True),  # 太原
        ("yellow_river", (117.0, 36.7), True),  # 济南
        ("yellow_river", (117.1, 36.2), True),  # 泰安
        ("yellow_river", (118.8, 37.8), True),  # 黄河口
        ("yellow_river", (110.0, 40.6), True),  # 包头
        ("yellow_river", (97.8, 35.0), True),  # 玛多
        ("yellow_river", (117.6, 34.55), False),  # 台儿庄
        ("yellow_river", (116.4, 39.9), False),  # 北京
        ("yellow_river", (118.3, 35.05), False),  # 临沂
        ("shandong", (117.6, 34.55), True),
        ("shandong", (122.1, 37.5), True),  # 威海
        ("shandong", (115.0, 35.3), True),  # 菏泽
        ("shandong", (118.3, 33.9), False),  # 宿迁
        ("transfer_line", (111.5, 32.7), True),  # 丹江口
        ("transfer_line", (116.3, 39.8), True),
        ("transfer_line", (119.5, 32.4), True),  # 扬州
        ("transfer_line", (104.0, 30.6), False),
        (None, (104.0, 30.6), True),
    ],
)
def test_where_a_law_may_be_about(region, place, may):
    assert Waters(Point(place)).may_lie_in(region) is may
