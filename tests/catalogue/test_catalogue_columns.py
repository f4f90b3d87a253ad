"""Columns as bureaus write them become the fields of the kind, with the evidence."""

import random

import pytest
from hypothesis import given, strategies as st

from watermap.catalogue.match import match_columns, spellings
from watermap.errors import WatermapError

FILES = [
    # kind, {column: field or None}, as in standards.md 12.2 and 8.10
    ("section", "shapefile in pinyin", {
        "DMMC": "name", "DMBM": "code", "SZHL": "river", "LY": "basin", "SX": "water_system",
        "JD": "longitude", "WD": "latitude", "SHENG": "province", "SHI": "city", "XIAN": "county",
        "SZMB": "target", "DMJB": "level", "DMXZ": "property", "SFJJ": "border",
        "KHCS": "assessed_city", "OBJECTID": None, "Shape_Leng": None}),
    ("section", "master export", {
        "序号": None, "断面名称": "name", "断面编码": "code", "断面类型": "water_body",
        "所在市": "city", "所在县(市/区)": "county", "所在乡镇": "town", "断面详细地址": "address",
        "经度": "longitude", "纬度": "latitude", "所属水系": "water_system", "所在河流": "river",
        "现状水质类别": "current_class", "断面水质目标": "target", "河流水功能区": "function_zone",
        "是否达标": None}),
    ("section", "cut in UTF-8", {
        "断面名": "name", "断面编": "code", "所在河": "river", "水质目": "target",
        "断面级": "level", "断面性": "property", "所在乡": "town", "河长": "river_chief"}),
    ("section", "field ids", {
        "Name": "name", "river": "river", "Water Body": "water_body",
        "upstream_d": "upstream_district",
        "downstream": "downstream_district"}),
    ("protection_area", "headers", {
        "水源地名称": "source", "水源地编码": "source_code", "水源类型": "source_type",
        "保护区级别": "level", "划分批复文号": "approval", "批复时间": "approved_on",
        "面积(km²)": "area", "所在市县": None}),
    ("protection_area", "cut in GBK", {
        "划分批复文": "approval", "水源地名称": "source", "保护区名称": "name",
        "保护区级别": "level"}),
    ("red_line", "headers", {
        "HXBM": "code", "红线名称": "name", "红线类型": "type", "面积（公顷）": "area",
        "管控要求": "requirement"}),
    ("control_unit", "三线一单", {
        "HJZHGKDYBM": "code", "HJZHGKDYMC": "name", "PROV": "province", "CITY": "city",
        "AREA": "county", "ZHGKDYFL": "class", "KJBJYS": "spatial", "PWWPFGK": "emission",
        "HJFXFK": "risk", "ZYKFXLYQ": "resource", "HJYS": "element", "YSXL": "subclass",
        "REMARK": "remark", "SHJGKFQBM": "water_zone_code", "SHJGKFQMC": "water_zone",
        "LYMC": "basin", "HDMC": "reach", "KZDMQDJD": None}),
    ("industrial_zone", "headers", {
        "园区名称": "name", "级别": "level", "类型": "type", "主导产业": "leading_industry",
        "规划面积": "area", "规划环评批复文号": "plan_approval",
        "化工园区认定批次": "chemical_batch", "污水集中处理": "central_sewage"}),
    ("enterprise", "headers", {
        "企业名称": "name", "统一社会信用代码": "code", "行业类别": "industry",
        "行业代码": "industry_code",
        "环境风险等级": "risk_level", "环境信用等级": "credit", "黄红牌": "card",
        "排水去向": "discharge_to"}),
    ("enterprise", "cut in UTF-8", {
        "企业名": "name", "环境风": "risk_level", "环境信": "credit", "排水去": "discharge_to"}),
    ("black_odorous_water", "pinyin", {
        "STMC": "name", "HCJB": "degree", "ZZWCNF": "remedied_year", "SFJCQ": "built_up"}),
    ("livestock_zone", "pinyin", {"QYMC": "name", "YZFQ": "zone"}),
    ("proposed_site", "GeoJSON", {"name": "name", "industry": "industry", "work": "work",
                                  "discharges": "discharges"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "columns"),
    [(kind, columns) for kind, _, columns in FILES],
    ids=[f"{kind}, {what}" for kind, what, _ in FILES],
)
def test_columns_of_bureaus(kinds, kind, columns):
    matches = match_columns(list(columns), kinds[kind])
    assert {match.column: match.field for match in matches} == columns
    for match in matches:
        assert match.column in match.how.text("zh")
        assert match.column in match.how.text("en")
        assert (match.confidence > 0) == (match.field is not None)


def test_an_alias_beats_a_cut_whatever_the_order(kinds):
    columns = ["断面名", "断面名称", "河长"]
    for _ in range(6):
        random.Random(str(columns)).shuffle(columns)
        found = {match.column: match for match in match_columns(columns, kinds["section"])}
        assert found["断面名称"].field == "name"
        assert found["断面名"].field is None
        assert "断面名称" in found["断面名"].how.text("zh")


def test_the_earlier_alias_wins_then_the_earlier_column(kinds):
    fields = [m.field for m in match_columns(["NAME", "DMMC", "DMMC"], kinds["section"])]
    assert fields == [None, "name", None]


def test_a_cut_of_several_fields_is_not_used(kinds):
    (match,) = match_columns(["保护区"], kinds["protection_area"])
    assert match.field is None
    for name in ("保护区名称", "保护区级别"):
        assert name in match.how.text("zh")


def test_an_alias_that_may_be_a_cut_is_doubtful_where_all_names_are_short(kinds):
    (doubtful,) = match_columns(["水源地"], kinds["water_source"])
    sure = match_columns(["水源地", "a name no DBF can hold"], kinds["water_source"])[0]
    assert doubtful.field == sure.field == "name"
    assert doubtful.confidence < sure.confidence
    assert "水源地编码" in doubtful.how.text("zh")


def test_the_unit_in_brackets_is_kept_for_fields_with_a_unit(kinds):
    matches = match_columns(["面积（公顷）", "断面名称(必填)"], kinds["red_line"])
    assert matches[0].unit == "公顷"
    matches = match_columns(["设计规模(m³/d)", "厂名(必填)"], kinds["sewage_plant"])
    assert [match.unit for match in matches] == ["m3/d", None]


def test_a_unit_that_is_taken_is_said(kinds):
    said, silent = (
        match_columns([column], kinds["sewage_plant"])[0] for column in ("规模(m³/d)", "规模")
    )
    assert said.unit == "m3/d"
    assert silent.unit is None
    assert silent.field == "capacity"
    assert silent.confidence < said.confidence
    assert "万m³/d" in silent.how.text("zh")


@given(data=st.data())
def test_a_field_gets_one_column_and_every_column_an_answer(kinds, data):
    kind = kinds["protection_area"]
    names = [name for field_id in kind.fields for name in spellings(kind, field_id)]
    columns = data.draw(st.lists(st.sampled_from(names).map(lambda name: name[:4]), max_size=12))

    matches = match_columns(columns, kind)

    assert [match.column for match in matches] == columns
    taken = [match.field for match in matches if match.field is not None]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(kind.fields)


def test_nothing_matches_nothing(kinds):
    assert match_columns([], kinds["river"]) == ()


# --- what a person has confirmed ---
def test_a_person_wins(kinds):
    columns = ["DMMC", "F1", "F2"]
    matches = match_columns(
        columns, kinds["section"], confirmed={"F1": "name", "F2": "", "DMMC": "town"}
    )
    assert [match.field for match in matches] == ["town", "name", None]
    assert all(match.confidence == 1.0 for match in matches)


def test_a_person_takes_a_field_from_an_alias(kinds):
    matches = match_columns(["DMMC", "F1"], kinds["section"], confirmed={"F1": "name"})
    assert [match.field for match in matches] == [None, "name"]
    assert "F1" in matches[0].how.text("zh")


@pytest.mark.parametrize(
    ("confirmed", "code", "words"),
    [
        ({"F9": "name"}, "catalogue.confirmed_column_missing", "F1"),
        ({"F1": "nme"}, "catalogue.confirmed_field_unknown", "name"),
    ],
)
def test_a_confirmation_that_no_longer_fits_is_told(kinds, confirmed, code, words):
    with pytest.raises(WatermapError) as caught:
        match_columns(["F1"], kinds["section"], confirmed=confirmed)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert words in problem.text("zh")


def test_two_columns_for_one_field_are_refused(kinds):
    with pytest.raises(WatermapError) as caught:
        match_columns(["F1", "F2"], kinds["section"], confirmed={"F1": "name", "F2": "name"})
    assert {problem.code for problem in caught.value.problems} == {"catalogue.confirmed_twice"}
