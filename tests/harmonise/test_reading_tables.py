"""Sheets as bureaus send them: titles, header rows, units, limits, summaries, remarks."""

import datetime as dt
from decimal import Decimal

import pytest

from watermap.harmonise import measurements as m
from watermap.harmonise.table import harmonise_table

D = Decimal
HEAD = ("断面名称", "断面代码", "采样日期", "pH", "氨氮(mg/L)", "总磷(mg/L)")
ROW = ("赵村", "007", "2019-05-06", 7.5, 0.4, "0.01L")


def values(result, column=m.VALUE):
    """Row, indicator: what stands in a column of the frame."""
    frame = result.frame
    return {
        (row, indicator): value
        for row, indicator, value in zip(
            frame[m.ROW], frame[m.INDICATOR], frame[column], strict=True
        )
    }


def test_one_header_row(sheet, said):
    result = harmonise_table(sheet(HEAD, ROW))
    frame = result.frame
    assert list(frame[m.SECTION]) == ["赵村"] * 3
    assert list(frame[m.SECTION_CODE]) == ["007"] * 3
    assert set(frame[m.DATE]) == {dt.date(2019, 5, 6)}
    assert list(frame[m.INDICATOR]) == ["ph", "ammonia_nitrogen", "total_phosphorus"]
    assert list(frame[m.RAW]) == ["7.5", "0.4", "0.01L"]
    assert list(frame[m.VALUE]) == [D("7.5"), D("0.4"), D("0.005")]
    assert list(frame[m.DETECTION_LIMIT]) == [None, None, D("0.01")]
    assert list(frame[m.FLAG]) == ["ok", "ok", "below_detection"]
    assert list(frame[m.COLUMN]) == ["D", "E", "F"]
    assert set(frame[m.ROW]) == {2}
    assert set(frame[m.SOURCE]) == {"水质监测.xlsx › Sheet1"}
    assert said(result.problems) == ["cells_below"]


def test_title_two_merged_header_rows_units_limits_and_footnotes(sheet, said):
    result = harmonise_table(
        sheet(
            ("台儿庄区2019年5月地表水监测结果",),
            ("序号", "河流名称", "断面名称", "常规项目", None, "重金属", None, "水质类别", "备注"),
            (None, None, None, "pH值", "氨氮", "铜", "铬（六价）", None, None),
            (None, None, None, "无量纲", "mg/L", "μg/L", "mg/L", None, None),
            ("标准限值", None, None, "6~9", "≤1.0", "≤1000", "≤0.05", None, None),
            (1.0, "韩庄运河", "赵村", 7.5, 0.4, 5.0, "0.004L", "Ⅱ", None),
            (2.0, None, "闫浅", "断流", None, None, None, None, "断流"),
            ("平均值", None, None, 7.5, 0.4, 5.0, 0.002, None, None),
            ("注：数字后加L表示低于检出限。",),
            ("制表：张三", None, None, None, "审核：李四"),
            name="Sheet1",
            merged=[(0, 0, 0, 8), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4),
                    (1, 5, 1, 6), (5, 1, 6, 1), (6, 3, 6, 6), (8, 0, 8, 8)],
        )
    )  # fmt: skip
    assert values(result) == {
        (6, "ph"): D("7.5"),
        (6, "ammonia_nitrogen"): D("0.4"),
        (6, "copper"): D("0.005"),
        (6, "chromium_vi"): D("0.002"),
        (7, "ph"): None,
        (7, "ammonia_nitrogen"): None,
        (7, "copper"): None,
        (7, "chromium_vi"): None,
    }
    assert set(result.frame[m.DATE]) == {dt.date(2019, 5, 1)}
    assert set(result.frame[m.REASON][4:]) == {"断流"}
    assert said(result.problems) == [
        "column_converted", "rows_summary", "rows_notes", "cells_below"
    ]  # fmt: skip
    texts = [problem.text("zh") for problem in result.problems]
    assert "第 8 行" in texts[1]
    assert "第 9–10 行" in texts[2]


def test_header_split_over_two_rows_without_merging(sheet):
    """As the same sheet comes out of a CSV file: all text, no merged ranges."""
    result = harmonise_table(
        sheet(
            ("断面名称", "年", "月", "常规项目", "", "重金属", ""),
            ("", "", "", "pH", "氨氮", "铜", "锌"),
            ("", "", "", "/", "mg/L", "mg/L", "mg/L"),
            ("赵村", "2019", "5", "7.50", "0.40", "0.001L", "0.02"),
        )
    )
    assert values(result, m.RAW) == {
        (4, "ph"): "7.50",
        (4, "ammonia_nitrogen"): "0.40",
        (4, "copper"): "0.001L",
        (4, "zinc"): "0.02",
    }
    assert set(result.frame[m.DATE]) == {dt.date(2019, 5, 1)}


def test_a_value_and_its_class_under_one_name(sheet, said):
    result = harmonise_table(
        sheet(
            ("断面名称", "采样日期", "氨氮", None, "总磷", None),
            (None, None, "浓度", "类别", "浓度", "类别"),
            ("赵村", "2019-05-06", 0.4, "Ⅱ", 0.1, "Ⅱ"),
            merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)],
        )
    )
    assert values(result) == {(3, "ammonia_nitrogen"): D("0.4"), (3, "total_phosphorus"): D("0.1")}
    assert said(result.problems) == ["unit_assumed"]


@pytest.mark.parametrize(
    ("file", "name", "title", "date"),
    [
        ("水质监测_2018.xlsx", "5月", "监测结果", dt.date(2018, 5, 1)),
        ("水质监测.xlsx", "2018年5月", "监测结果", dt.date(2018, 5, 1)),
        ("水质监测.xlsx", "Sheet1", "2018年5月监测结果", dt.date(2018, 5, 1)),
        ("水质监测.xlsx", "五月", "2018年监测结果", dt.date(2018, 5, 1)),
        ("水质监测.xlsx", "Sheet1", "监测时间：2018年5月", dt.date(2018, 5, 1)),
        ("水质监测.xlsx", "Sheet1", "上报时间：2018-05-14", None),
        ("水质监测_2018.xlsx", "全年", "监测结果", None),
    ],
)
def test_month_and_year_of_the_surroundings(sheet, said, file, name, title, date):
    result = harmonise_table(
        sheet((title,), ("断面名称", "pH", "氨氮(mg/L)"), ("赵村", 7.5, 0.4), name=name, file=file)
    )
    assert set(result.frame[m.DATE]) == {date}
    assert said(result.problems) == ([] if date else ["rows_undated"])


def test_years_that_differ_are_said(sheet, said):
    result = harmonise_table(
        sheet(
            ("2018年5月监测结果",),
            ("断面名称", "pH", "氨氮(mg/L)"),
            ("赵村", 7.5, 0.4),
            file="水质监测_2019.xlsx",
        )
    )
    assert set(result.frame[m.DATE]) == {dt.date(2018, 5, 1)}
    assert said(result.problems) == ["years_differ"]
    assert "2018、2019" in result.problems[0].text("zh")


def test_the_callers_year_goes_first(sheet):
    rows = (("断面名称", "月份", "pH", "氨氮(mg/L)"), ("赵村", "5月", 7.5, 0.4))
    result = harmonise_table(sheet(*rows, file="水质监测_2019.xlsx"), year_hint=2017)
    assert set(result.frame[m.DATE]) == {dt.date(2017, 5, 1)}


def test_merged_names_and_months_hold_for_all_their_rows(sheet):
    result = harmonise_table(
        sheet(
            ("断面名称", "年份", "月份", "pH", "氨氮(mg/L)"),
            ("赵村", 2019.0, 5.0, 7.5, 0.4),
            (None, None, 6.0, 7.6, 0.5),
            merged=[(1, 0, 2, 0), (1, 1, 2, 1)],
        )
    )
    assert list(result.frame[m.SECTION]) == ["赵村"] * 4
    assert sorted(set(result.frame[m.DATE])) == [dt.date(2019, 5, 1), dt.date(2019, 6, 1)]


def test_a_number_merged_over_two_sections_counts_once_and_is_said(sheet, said):
    result = harmonise_table(
        sheet(
            ("断面名称", "采样日期", "pH", "氨氮(mg/L)"),
            ("赵村", "2019-05-06", 7.5, 0.4),
            ("闫浅", "2019-05-06", 7.6, None),
            merged=[(1, 3, 2, 3)],
        )
    )
    assert values(result)[2, "ammonia_nitrogen"] == D("0.4")
    assert values(result)[3, "ammonia_nitrogen"] is None
    assert said(result.problems) == ["numbers_merged"]


def test_rows_without_a_name_are_not_read_and_said(sheet, said):
    result = harmonise_table(sheet(HEAD, ROW, (None, None, "2019-05-06", 7, 0.1, 0.1)))
    assert set(result.frame[m.ROW]) == {2}
    assert "rows_nameless" in said(result.problems)


def test_rows_without_a_date_are_kept_and_said(sheet, said):
    result = harmonise_table(sheet(HEAD, ("赵村", None, "待定", 7.5, 0.4, 0.1)))
    assert list(result.frame[m.DATE]) == [None] * 3
    assert values(result)[2, "ph"] == D("7.5")
    assert said(result.problems) == ["rows_undated"]


def test_a_row_of_detection_limits_serves_not_detected(sheet, said):
    rows = [("断面名称", "采样日期", "氨氮(mg/L)", "铜(μg/L)")]
    data = [("赵村", "2019-05-06", "未检出", "ND")]
    result = harmonise_table(sheet(*rows, ("方法检出限", None, 0.025, "1"), *data))
    assert values(result) == {(3, "ammonia_nitrogen"): D("0.0125"), (3, "copper"): D("0.0005")}
    result = harmonise_table(sheet(*rows, *data))
    assert set(values(result).values()) == {None}
    assert said(result.problems) == ["column_converted", "cells_without_limit"]


@pytest.mark.parametrize(
    ("header", "unit", "code"),
    [
        ("氨氮(mg/L)", "μg/L", "column_unusable"),  # the two contradict each other
        ("氨氮", "ppm", "column_unusable"),
        ("透明度", None, "column_unusable"),  # m or cm
        ("叶绿素a", None, "column_unusable"),  # mg/L or µg/L
        ("溶解氧(%)", None, "column_unusable"),
        ("氨氮(ppm)", None, "header_unclear"),
        ("总铬(mg/L)", None, "refused"),
        ("神秘物质", None, "columns_unknown"),
    ],
)
def test_columns_that_cannot_be_used_are_named(sheet, said, header, unit, code):
    result = harmonise_table(
        sheet(
            ("断面名称", "采样日期", "pH", "总磷(mg/L)", header),
            (None, None, "无量纲", "mg/L", unit),
            ("赵村", "2019-05-06", 7.5, 0.1, 0.4),
        )
    )
    assert said(result.problems)[0] == code
    assert values(result)[3, "total_phosphorus"] == D("0.1")
    used = result.frame[(result.frame[m.COLUMN] == "E") & result.frame[m.VALUE].notna()]
    assert used.empty
    assert header in result.problems[0].text("zh")


def test_a_second_column_of_an_indicator_is_not_mixed_in(sheet, said):
    result = harmonise_table(
        sheet(
            ("断面名称", "采样日期", "氨氮(mg/L)", "NH3-N(mg/L)"), ("赵村", "2019-05-06", 0.4, 4.0)
        )
    )
    assert values(result) == {(2, "ammonia_nitrogen"): D("0.4")}
    assert said(result.problems) == ["indicator_twice"]


def test_cells_that_cannot_be_read_are_counted_with_examples(sheet, said):
    result = harmonise_table(
        sheet(
            HEAD,
            ("赵村", "1", "2019-05-06", "6~9", "DEL/nt/at", "abc"),
            ("闫浅", "2", "2019-05-06", 71, 1, 1),
        )
    )
    assert list(result.frame[m.FLAG])[:4] == ["unreadable", "invalid", "unreadable", "implausible"]
    assert said(result.problems) == ["cells_unreadable", "cells_impossible", "cells_invalid"]
    assert "D2 “6~9”、F2 “abc”" in result.problems[0].text("zh")


def test_a_header_repeated_on_every_page(sheet):
    result = harmonise_table(
        sheet(
            HEAD,
            ROW,
            HEAD,
            ("闫浅", *ROW[1:]),
            ("断面名称", "采样日期", "铜(μg/L)", "锌(mg/L)"),
            ("赵村", "2019-05-06", 5, 0.1),
        )
    )
    assert values(result)[4, "ammonia_nitrogen"] == D("0.4")
    assert values(result)[6, "copper"] == D("0.005")
    assert len(result.frame) == 8


def test_one_station_whose_name_stands_in_the_title(sheet, said):
    rows = (("时间", "pH", "氨氮(mg/L)"), (dt.datetime(2019, 1, 1, 4), 7.5, 0.4))
    result = harmonise_table(sheet(("自动站名称：海门湾桥闸",), *rows))
    assert set(result.frame[m.SECTION]) == {"海门湾桥闸"}
    assert said(result.problems) == ["section_of_title"]
    result = harmonise_table(sheet(*rows, name="海门湾桥闸"))
    assert set(result.frame[m.SECTION]) == {"海门湾桥闸"}
    assert said(result.problems) == ["section_of_sheet"]
    result = harmonise_table(sheet(*rows, name="Sheet1"))
    assert result.frame.empty
    assert said(result.problems) == ["rows_nameless"]


def test_long_form(sheet, said):
    result = harmonise_table(
        sheet(
            ("断面名称", "监测日期", "监测项目", "监测结果", "单位", "检出限"),
            ("赵村", "2019-05-06", "氨氮", "0.4", "mg/L", "0.025"),
            ("赵村", "2019-05-06", "铜", "5L", "μg/L", None),
            ("赵村", "2019-05-06", "总磷", "未检出", "mg/L", "0.01"),
            ("赵村", "2019-05-06", "神秘物质", "1", "mg/L", None),
            ("赵村", "2019-05-06", "锌", "1", "ppm", None),
        )
    )
    assert values(result) == {
        (2, "ammonia_nitrogen"): D("0.4"),
        (3, "copper"): D("0.0025"),
        (4, "total_phosphorus"): D("0.005"),
        (6, "zinc"): None,
    }
    assert said(result.problems) == ["names_unknown", "cells_unreadable", "cells_below"]


def test_oxygen_and_nitrogen_that_contradict_each_other_are_said_and_kept(sheet, said):
    result = harmonise_table(
        sheet(
            ("断面名称", "采样日期", "COD(mg/L)", "CODMn(mg/L)", "BOD5(mg/L)", "总氮(mg/L)",
             "氨氮(mg/L)", "硝酸盐(mg/L)"),
            ("赵村", "2019-05-06", 15, 4, 3, 5, 1, 3.9),
            ("闫浅", "2019-05-06", 4, 4, 3, 5, 1, 4.1),
            ("邳庄桥", "2019-05-06", 15, 4, "30L", 5, "8L", 4.0),
        )
    )  # fmt: skip
    assert said(result.problems) == ["cells_below", "not_more", "nitrogen"]
    assert "C3" in result.problems[1].text("zh")
    assert set(result.frame[m.FLAG]) == {"ok", "below_detection"}


def test_lead_in_micrograms_written_as_milligrams(sheet, said):
    head = ("断面名称", "采样日期", "pH", "铅(mg/L)")
    rows = [(f"断面{n}", "2019-05-06", 7, value) for n, value in enumerate([2.0, 3.1, "1L"])]
    result = harmonise_table(sheet(head, *rows))
    assert "unit_suspicious" in said(result.problems)
    lead = result.frame[result.frame[m.INDICATOR] == "lead"]
    assert list(lead[m.FLAG]) == ["implausible"] * 3
    assert set(lead[m.DETECTION_LIMIT]) == {None}
    assert list(lead[m.VALUE]) == [D("2"), D("3.1"), D("0.5")]
    result = harmonise_table(sheet(head, *rows, ("断面9", "2019-05-06", 7, 0.01)))
    assert "unit_suspicious" not in said(result.problems)


def test_a_sheet_without_results_says_so(sheet, said):
    result = harmonise_table(sheet(("说明",), ("本工作簿由环境监测站编制。",)))
    assert result.frame.empty
    assert said(result.problems) == ["no_table"]
    assert harmonise_table(sheet()).problems == ()


def test_every_cell_has_one_row_and_both_reasons(sheet):
    result = harmonise_table(sheet(HEAD, ROW, ("闫浅", None, "2019-05-06", None, "", "断流")))
    m.validate(result.frame)
    assert len(result.frame) == 6
    assert list(result.frame[m.RAW][3:]) == ["", "", "断流"]
    for reason, why in zip(result.frame[m.REASON], result.frame[m.WHY], strict=True):
        assert reason == (why.text("zh") if why else None)


def test_a_remark_of_forty_thousand_characters_costs_nothing_and_is_not_quoted_whole(sheet):
    long = "(" * 20_000 + "氨氮" * 10_000
    result = harmonise_table(
        sheet((long,), HEAD, ("赵村", "1", "2019-05-06", 7.5, long, 0.1), (long,))
    )
    assert values(result)[3, "ammonia_nitrogen"] is None
    assert max(len(problem.text("zh")) for problem in result.problems) < 200
