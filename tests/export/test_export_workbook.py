import datetime as dt
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from watermap.errors import WatermapError
from watermap.export import sheets
from watermap.export.sheets import Column, Sheet, write_sheets
from watermap.export.workbook import write_around, write_assessment
from watermap.figures import rounded

FORMULA = '=HYPERLINK("http://example.com","点我")'  # as in conftest
RISKY = [FORMULA, "=cmd|' /C calc'!A0", "{=1+1}", "+1", "-1", "@SUM(A1)", "\tx", "http://x.y",
         "_x0041_", "1e5", "007"]  # fmt: skip


@pytest.fixture
def assessed(assessment, tmp_path):
    path = tmp_path / "评价.xlsx"
    write_assessment(assessment, path, language="zh")
    return openpyxl.load_workbook(path)


@pytest.fixture
def surrounded(around, kinds, tmp_path):
    path = tmp_path / "周边.xlsx"
    write_around(around, path, language="zh", kinds=kinds)
    return openpyxl.load_workbook(path)


def table(sheet):
    """Rows as dictionaries by header."""
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_every_part_has_its_tab(assessed, surrounded):
    assert assessed.sheetnames == [
        "概况", "河流", "断面", "指标", "规划目标", "未匹配", "数据问题", "方法说明",
    ]  # fmt: skip
    assert surrounded.sheetnames == ["汇总", "要素明细", "未核查种类", "数据问题", "方法说明"]


def test_headers_are_frozen_filtered_and_printed_again(assessed, surrounded):
    for sheet in (*assessed, *surrounded):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"


def test_sections_are_listed_with_class_and_target(assessed):
    first, second, third, source = table(assessed["断面"])
    assert (first["水质类别"], first["水质目标"], first["是否达标"]) == ("Ⅱ类", "Ⅲ类", "达标")
    assert (second["编码"], second["是否达标"], second["定类指标"]) == ("007", "未达标", "氨氮")
    assert (third["状态"], third["水质类别"], third["是否达标"]) == ("无数据", None, "未评")
    assert (source["断面"], source["种类"]) == ("小龙潭水源地", "饮用水水源地")


def test_a_class_has_the_maps_colour(assessed):
    header = [cell.value for cell in assessed["断面"][1]]
    cell = assessed["断面"].cell(2, header.index("水质类别") + 1)
    assert cell.fill.fgColor.rgb == "FF2A7BD6"


def test_numbers_are_numbers_with_their_own_decimals(assessed):
    rows = table(assessed["指标"])
    assert (rows[0]["评价值"], rows[1]["评价值"], rows[1]["超标倍数"]) == (0.085, 1.65, 0.65)
    formats = [assessed["指标"].cell(row, 4).number_format for row in (2, 3)]
    assert formats == ["0.000", "0.00"]
    assert rows[1]["原始数据"] == "1.9; <1.4L; "


def test_dates_are_dates(assessed):
    shown = {row["项目"]: row["数值"] for row in table(assessed["概况"])}
    assert shown["标准适用日期"] == dt.datetime(2026, 11, 24)
    assert (shown["断面总数"], shown["Ⅴ类断面数"], shown["劣Ⅴ类断面数"]) == (3, 1, 0)


def test_unmatched_names_come_with_suggestions(assessed):
    only_table, only_layer = table(assessed["未匹配"])
    assert only_table["相近名称（须人工确认）"] == "台儿庄大桥"
    assert (only_layer["名称"], only_layer["相似度"]) == ("涛沟河桥", None)


def test_control_characters_become_visible(assessed):
    (problem,) = table(assessed["数据问题"])
    assert problem["内容"] == "找不到文件 \ufffd坏\ufffd名.xlsx。请检查路径。"


def test_surroundings_are_summed_up_and_listed(surrounded):
    summary = table(surrounded["汇总"])
    assert [(row["半径（m）"], row["数量"], row["最近距离（m）"]) for row in summary] == [
        (500, 1, 460.4), (500, 0, None), (1000, 2, 460.4), (1000, 0, None),
    ]  # fmt: skip
    farmland = summary[3]
    assert (farmland["面积（m²）"], farmland["面积（公顷）"], farmland["面积（亩）"]) == (
        20000,
        2,
        30,
    )
    first, _, last = table(surrounded["要素明细"])
    assert (first["名称"], first["方位角（°）"], first["方位"]) == (FORMULA, 0, "北")
    assert (last["名称"], last["方位"], last["记录号"]) == (None, None, 1)


def test_a_kind_without_a_layer_is_said_not_to_be_checked(surrounded):
    (row,) = table(surrounded["未核查种类"])
    assert row["种类"] == "加油站"
    assert "未核查" in row["说明"]


def test_distances_are_rounded_as_everywhere(around, surrounded):
    exact = [
        neighbour.distance_m
        for ring in around.sources[0].rings
        for neighbour in ring.kinds[0].neighbours
    ]
    shown = [row["距离（m）"] for row in table(surrounded["要素明细"])]
    assert shown == [float(rounded(value, 1)) for value in exact]


def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path):
    path = tmp_path / "risky.xlsx"
    sheet = Sheet(name="a", columns=(Column(title="x"),), rows=tuple((text,) for text in RISKY))
    assert write_sheets([sheet], path, title="=1+1") == ()
    read = openpyxl.load_workbook(path)["a"]
    assert [cell.value for cell in read["A"][1:]] == RISKY
    assert {cell.data_type for cell in read["A"]} == {"s"}
    assert {cell.hyperlink for cell in read["A"]} == {None}
    with zipfile.ZipFile(path) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_text_that_is_too_long_is_cut_and_said(tmp_path):
    sheet = Sheet(name="a", columns=(Column(title="x"),), rows=(("水" * 40_000,),))
    (problem,) = write_sheets([sheet], tmp_path / "a.xlsx", title="t")
    assert problem.code == "export.text_cut"
    assert len(openpyxl.load_workbook(tmp_path / "a.xlsx")["a"]["A2"].value) == 32_767


def test_a_sheet_that_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    sheet = Sheet(name="a", columns=(Column(title="x"),), rows=(("1",),) * 3)
    with pytest.raises(WatermapError, match="more than the 2"):
        write_sheets([sheet], tmp_path / "a.xlsx", title="t")
    assert list(tmp_path.iterdir()) == []


def test_an_assessment_of_nothing_is_a_workbook_too(assessment, tmp_path):
    bare = replace(assessment, sections=(), sources=(), rivers=(), targets=(), problems=())
    write_assessment(bare, tmp_path / "a.xlsx", language="en")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Sections"].max_row == 1
