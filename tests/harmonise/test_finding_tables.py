"""Layouts of sheets as bureaus send them: drawn, and what has to come out of each."""

import datetime as dt

import pytest

from watermap.harmonise import measurements as m
from watermap.harmonise.table import harmonise_table

MAY, JUNE = "2019-05-01", "2019-06-01"
AMMONIA, PHOSPHORUS = "ammonia_nitrogen", "total_phosphorus"


def told(result):
    """Section, date, indicator: what was written; each once."""
    frame = result.frame
    rows = list(
        zip(frame[m.SECTION], frame[m.DATE].map(str), frame[m.INDICATOR], frame[m.RAW], strict=True)
    )
    assert len({row[:3] for row in rows}) == len(rows)
    return {row[:3]: row[3] for row in rows if row[3]}


MONTHS_OVER_GROUPS = """
2019年监测结果 | <  | < | < | <
断面名称 | 1月 | < | 2月 | <
^ | 氨氮(mg/L) | 总磷(mg/L) | 氨氮(mg/L) | 总磷(mg/L)
赵村 | 0.1 | 0.2 | 0.3 | 0.4
"""
MONTHS_UNDER_INDICATORS = """
2019年监测结果 | <  | < | < | <
断面名称 | 氨氮(mg/L) | < | 总磷(mg/L) | <
^ | 1月 | 2月 | 1月 | 2月
赵村 | 0.1 | 0.3 | 0.2 | 0.4
"""
ACROSS = {
    ("赵村", "2019-01-01", AMMONIA): "0.1",
    ("赵村", "2019-01-01", PHOSPHORUS): "0.2",
    ("赵村", "2019-02-01", AMMONIA): "0.3",
    ("赵村", "2019-02-01", PHOSPHORUS): "0.4",
}
TWO_MONTHS = {
    ("赵村", MAY, "ph"): "7.5",
    ("赵村", MAY, AMMONIA): "0.4",
    ("赵村", JUNE, "ph"): "7.6",
    ("赵村", JUNE, AMMONIA): "0.5",
}
BLOCK_TITLES = """
2019年5月监测结果 | < | <
断面名称 | pH | 氨氮(mg/L)
赵村 | 7.5 | 0.4
 | |
2019年6月监测结果 | < | <
断面名称 | pH | 氨氮(mg/L)
赵村 | 7.6 | 0.5
"""
MONTHS_BETWEEN_ROWS = """
2019年监测结果 | < | <
断面名称 | pH | 氨氮(mg/L)
5月 | < | <
赵村 | 7.5 | 0.4
6月 | < | <
赵村 | 7.6 | 0.5
"""
MONTHS_ALONE = """
2019年监测结果 | |
断面名称 | pH | 氨氮(mg/L)
5月 | |
赵村 | 7.5 | 0.4
6月 | |
赵村 | 7.6 | 0.5
"""
MONTHS_IN_A_COLUMN = """
2019年监测结果 | | |
月份 | 断面名称 | pH | 氨氮(mg/L)
5月 | 赵村 | 7.5 | 0.4
6月 | 赵村 | 7.6 | 0.5
"""
TURNED = """
2019年5月监测结果 | < | < | <
项目 | 单位 | 赵村 | 闫浅
pH | 无量纲 | 7.5 | 7.6
氨氮 | mg/L | 0.4 | 0.5
标准 | | |
"""
TURNED_DATES = """
 | | |
 | 断面名称 | 赵村 | 闫浅
 | 采样日期 | 2019-05-01 | 2019-05-01
 | pH | 7.5 | 7.6
 | 氨氮(mg/L) | 0.4 | 0.5
"""
TWO_SECTIONS = {
    ("赵村", MAY, "ph"): "7.5",
    ("赵村", MAY, AMMONIA): "0.4",
    ("闫浅", MAY, "ph"): "7.6",
    ("闫浅", MAY, AMMONIA): "0.5",
}
BESIDE = """
断面名称 | 采样日期 | pH | 氨氮(mg/L) | | 断面名称 | 采样日期 | pH | 氨氮(mg/L)
赵村 | 2019-05-01 | 7.5 | 0.4 | | 闫浅 | 2019-05-01 | 7.6 | 0.5
"""
TOUCHING = """
断面名称 | 采样日期 | pH | 氨氮(mg/L) | 断面名称 | 采样日期 | pH | 氨氮(mg/L)
赵村 | 2019-05-01 | 7.5 | 0.4 | 闫浅 | 2019-05-01 | 7.6 | 0.5
"""
BESIDE_LOWER = """
断面名称 | 采样日期 | pH | 氨氮(mg/L) | | | | |
赵村 | 2019-05-01 | 7.5 | 0.4 | | 断面名称 | 采样日期 | pH | 氨氮(mg/L)
注：略 | | | | | 闫浅 | 2019-05-01 | 7.6 | 0.5
"""
STATIONS_BESIDE = """
站点名称：赵村 | < | < | | 站点名称：闫浅 | < | <
时间 | pH | 氨氮(mg/L) | | 时间 | pH | 氨氮(mg/L)
2019-05-01 04:00 | 7.5 | 0.4 | | 2019-05-01 04:00 | 7.6 | 0.5
"""
STATIONS_BELOW = """
站点名称：赵村 | |
时间 | pH | 氨氮(mg/L)
2019-05-01 04:00 | 7.5 | 0.4
 | |
站点名称：闫浅 | |
时间 | pH | 氨氮(mg/L)
2019-05-01 04:00 | 7.6 | 0.5
"""
SECTIONS_BETWEEN_ROWS = """
日期 | pH | 氨氮(mg/L)
赵村 | < | <
2019-05-01 | 7.5 | 0.4
闫浅 | < | <
2019-05-01 | 7.6 | 0.5
"""
NOT_AT_A1 = """
 | | | |
 | | 2019年5月 | |
 | | | |
 | | 断面名称 | pH | 氨氮(mg/L)
 | | 赵村 | 7.5 | 0.4
 | | 闫浅 | 7.6 | 0.5
"""
THREE_HEADER_ROWS = """
断面名称 | 采样日期 | 监测指标 | <
^ | ^ | 理化指标 | 营养盐
^ | ^ | pH | 氨氮
 | | 无量纲 | mg/L
标准限值 | | 6~9 | ≤1.0
检出限 | | | 0.025
赵村 | 2019-05-01 | 7.5 | 0.4
闫浅 | 2019-05-01 | 7.6 | 0.5
平均值 | | 7.55 | 0.45
注：数字后加L表示低于检出限 | < | < | <
制表：张三 | | 审核：李四 |
"""
SECTIONS_OVER_GROUPS = """
采样日期 | 赵村 | < | 闫浅 | <
^ | pH | 氨氮(mg/L) | pH | 氨氮(mg/L)
2019-05-01 | 7.5 | 0.4 | 7.6 | 0.5
"""
REPORT = """
监测报告 | < | < | <
断面名称 | 赵村 | |
采样日期 | 2019-05-01 | |
检测项目 | 单位 | 检出限 | 检测结果
pH | 无量纲 | | 7.5
氨氮 | mg/L | 0.025 | 0.4
"""


@pytest.mark.parametrize("text", [False, True], ids=["workbook", "text"])
@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(MONTHS_OVER_GROUPS, ACROSS, id="months over groups of indicators"),
        pytest.param(MONTHS_UNDER_INDICATORS, ACROSS, id="months under each indicator"),
        pytest.param(BLOCK_TITLES, TWO_MONTHS, id="a block with a title for each month"),
        pytest.param(MONTHS_BETWEEN_ROWS, TWO_MONTHS, id="months over the rows that follow"),
        pytest.param(MONTHS_ALONE, TWO_MONTHS, id="months alone in the first cell"),
        pytest.param(MONTHS_IN_A_COLUMN, TWO_MONTHS, id="a column of months"),
        pytest.param(TURNED, TWO_SECTIONS, id="indicators below each other"),
        pytest.param(TURNED_DATES, TWO_SECTIONS, id="indicators below each other, not at A1"),
        pytest.param(BESIDE, TWO_SECTIONS, id="tables beside each other"),
        pytest.param(TOUCHING, TWO_SECTIONS, id="tables that touch"),
        pytest.param(BESIDE_LOWER, TWO_SECTIONS, id="the second table begins lower"),
        pytest.param(STATIONS_BESIDE, TWO_SECTIONS, id="stations beside each other"),
        pytest.param(STATIONS_BELOW, TWO_SECTIONS, id="stations below each other"),
        pytest.param(SECTIONS_BETWEEN_ROWS, TWO_SECTIONS, id="sections over the rows that follow"),
        pytest.param(NOT_AT_A1, TWO_SECTIONS, id="not at A1"),
        pytest.param(THREE_HEADER_ROWS, TWO_SECTIONS, id="three header rows and all the rest"),
        pytest.param(REPORT, {k: v for k, v in TWO_SECTIONS.items() if k[0] == "赵村"},
                     id="a report of one sample"),
    ],
)  # fmt: skip
def test_layouts(drawn, picture, expected, text, said):
    result = harmonise_table(drawn(picture, text=text))
    assert told(result) == expected
    said(result.problems)
    assert not [one for one in result.problems if one.severity != "note"]


def test_sections_over_groups(drawn):
    result = harmonise_table(drawn(SECTIONS_OVER_GROUPS))
    assert told(result) == TWO_SECTIONS
    result = harmonise_table(drawn(SECTIONS_OVER_GROUPS, text=True))  # nothing says what is whose
    assert result.frame[m.VALUE].notna().sum() < 4
    assert any(one.severity != "note" for one in result.problems)


def test_rows_and_columns_of_a_turned_table_are_the_sheets(drawn):
    frame = harmonise_table(drawn(TURNED_DATES)).frame
    cells = frame[(frame[m.SECTION] == "闫浅") & (frame[m.INDICATOR] == AMMONIA)]
    assert list(cells[m.COLUMN] + cells[m.ROW].map(str)) == ["D5"]


def test_cells_of_a_table_beside_another_are_the_sheets(drawn):
    frame = harmonise_table(drawn(BESIDE_LOWER)).frame
    cells = frame[(frame[m.SECTION] == "闫浅") & (frame[m.INDICATOR] == AMMONIA)]
    assert list(cells[m.COLUMN] + cells[m.ROW].map(str)) == ["I3"]


def test_a_small_table_below_a_big_one_is_not_read_under_its_header(drawn):
    result = harmonise_table(
        drawn("""
断面名称 | 采样日期 | pH | 溶解氧(mg/L) | 氨氮(mg/L) | 总磷(mg/L) | 铅(mg/L) | 镉(mg/L)
赵村 | 2019-05-01 | 7.5 | 8 | 0.4 | 0.1 | 0.001 | 0.0001
断面名称 | 采样日期 | 铜(mg/L)
赵村 | 2019-05-01 | 0.5
""")
    )
    assert told(result)["赵村", MAY, "copper"] == "0.5"
    assert told(result)["赵村", MAY, "ph"] == "7.5"


def test_names_of_indicators_in_a_row_of_results_are_no_header(drawn):
    result = harmonise_table(
        drawn("""
断面名称 | 采样日期 | pH | 氨氮(mg/L) | 超标项目 | 备注
赵村 | 2019-05-01 | 7.5 | 0.4 | 氨氮 | 总磷
闫浅 | 2019-05-01 | 7.6 | 0.5 | 氨氮 | 总磷
""", text=True)
    )  # fmt: skip
    assert told(result) == TWO_SECTIONS


def test_last_month_and_means_are_not_this_month(drawn, said):
    result = harmonise_table(
        drawn("""
断面名称 | 本月 | < | 上月 | < | 平均 | <
^ | 氨氮(mg/L) | 总磷(mg/L) | 氨氮(mg/L) | 总磷(mg/L) | 氨氮(mg/L) | 总磷(mg/L)
赵村 | 0.1 | 0.2 | 9 | 9 | 9 | 9
""", name="2019年5月")
    )  # fmt: skip
    assert told(result) == {("赵村", MAY, AMMONIA): "0.1", ("赵村", MAY, PHOSPHORUS): "0.2"}
    assert said(result.problems) == ["columns_summary"]


def test_a_month_in_the_title_that_the_sheets_name_contradicts_is_said(drawn, said):
    picture = "2019年6月监测结果 | |\n断面名称 | pH | 氨氮(mg/L)\n赵村 | 7.5 | 0.4"
    result = harmonise_table(drawn(picture, name="5月"))
    assert said(result.problems) == ["months_differ"]


def test_a_row_of_a_section_that_was_not_sampled_is_no_heading(drawn):
    result = harmonise_table(
        drawn("""
断面名称 | 采样日期 | pH | 氨氮(mg/L) | 备注
赵村 | 2019年5月 | | | 断流
闫浅 | 2019年5月 | 7.6 | 0.5 |
""")
    )
    assert list(result.frame[m.SECTION]) == ["赵村"] * 2 + ["闫浅"] * 2
    assert set(result.frame[m.DATE]) == {dt.date(2019, 5, 1)}


def test_a_list_of_indicators_is_no_table(drawn, said):
    result = harmonise_table(drawn("字段 | 说明\n氨氮 | 必填\n总磷 | 必填\npH | 选填"))
    assert result.frame.empty
    assert said(result.problems) == ["no_table"]


def test_the_year_of_one_block_does_not_hold_for_the_month_of_another(drawn):
    result = harmonise_table(
        drawn("""
2019年12月 | |
断面名称 | pH | 氨氮(mg/L)
赵村 | 7.5 | 0.4
2020年监测结果 | |
断面名称 | pH | 氨氮(mg/L)
赵村 | 7.6 | 0.5
""")
    )
    assert list(result.frame[m.DATE].map(str)) == ["2019-12-01"] * 2 + ["None"] * 2
