"""Results that stand twice, contradict each other, never change, or were copied."""

import datetime as dt
from decimal import Decimal

import pytest

from watermap.harmonise import measurements as m
from watermap.harmonise.table import harmonise_table

D = Decimal
HEAD = ("断面名称", "采样日期", "pH", "氨氮(mg/L)")


def column(result, name, indicator="ammonia_nitrogen"):
    frame = result.frame
    return list(frame.loc[frame[m.INDICATOR] == indicator, name])


def test_the_same_result_twice_counts_once_and_is_said(sheet, said):
    row = ("赵村", "2019-05-06", 7.5, "0.025L")
    result = harmonise_table(sheet(HEAD, row, ("闫浅", "2019-05-06", 7, 1), row))
    assert column(result, m.FLAG) == ["below_detection", "ok", "invalid"]
    assert column(result, m.VALUE) == [D("0.0125"), D(1), None]
    assert column(result, m.RAW)[2] == "0.025L"
    assert "D2" in column(result, m.WHY)[2].text("zh")
    assert said(result.problems) == ["cells_below", "duplicates"]
    assert result.problems[1].fields["count"] == 2


def test_two_values_of_one_sample_are_kept_and_used_by_nobody(sheet, said):
    result = harmonise_table(
        sheet(HEAD, ("赵村", "2019-05-06", 7.5, 0.4), ("赵村", "2019/5/6", 7.5, 4.0))
    )
    assert column(result, m.FLAG) == ["implausible"] * 2
    assert column(result, m.VALUE) == [D("0.4"), D("4")]
    assert column(result, m.FLAG, "ph") == ["ok", "invalid"]
    assert "D3" in column(result, m.WHY)[0].text("zh")
    assert "D2" in column(result, m.WHY)[1].text("zh")
    assert said(result.problems) == ["duplicates", "conflicts"]


def test_a_conflict_between_two_tables_of_a_sheet_is_found(sheet, said):
    result = harmonise_table(
        sheet(HEAD, ("赵村", "2019-05-06", 7.5, 0.4), (), HEAD, ("赵村", "2019-05-06", 7.5, 0.5))
    )
    assert column(result, m.FLAG) == ["implausible"] * 2
    assert "conflicts" in said(result.problems)


@pytest.mark.parametrize(
    ("header", "one", "other"),
    [
        ("采样时间", "08:00", "16:00"),
        ("垂线", "左", "右"),
        ("测层", "上层", "下层"),
        ("样品编号", "S01", "S02"),
        ("采样时刻", dt.time(8), dt.time(16)),
    ],
)
def test_what_tells_two_samples_apart(sheet, said, header, one, other):
    rows = [("赵村", "2019-05-06", mark, 7.5, value) for mark, value in ((one, 0.4), (other, 0.5))]
    result = harmonise_table(sheet(("断面名称", "采样日期", header, *HEAD[2:]), *rows))
    assert column(result, m.FLAG) == ["ok"] * 2
    assert said(result.problems) == []


def test_times_of_day_in_the_dates_tell_samples_apart(sheet, said):
    rows = [("赵村", dt.datetime(2019, 5, 6, hour), 7.5, 0.1 * hour) for hour in (4, 8)]
    assert said(harmonise_table(sheet(HEAD, *rows)).problems) == []
    rows = [("赵村", f"2019-05-06 {hour}:00", 7.5, 0.1) for hour in ("04", "08", "24")]
    assert said(harmonise_table(sheet(HEAD, *rows)).problems) == []


def test_undated_rows_are_not_compared(sheet, said):
    rows = [("赵村", None, 7.5, 0.4), ("赵村", None, 7.5, 0.5)]
    assert said(harmonise_table(sheet(HEAD, *rows)).problems) == ["rows_undated"]


def months(count, value):
    return [
        ("赵村", dt.date(2019 + month // 12, month % 12 + 1, 6), 7 + month / 10, value(month))
        for month in range(count)
    ]


def test_half_a_year_of_one_value_is_pointed_out_and_kept(sheet, said):
    result = harmonise_table(sheet(HEAD, *months(8, lambda month: 0.4 if month else 0.3)))
    assert said(result.problems) == ["constant"]
    assert "D3 至 D9 连续 7 次“0.4”" in result.problems[0].text("zh")
    assert set(result.frame[m.FLAG]) == {"ok"}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(lambda month: 0.4 if month < 5 else 0.5, id="five in a row"),
        pytest.param(lambda month: "0.025L", id="below detection never changes"),
        pytest.param(lambda month: 0.4 + month % 2, id="to and fro"),
    ],
)
def test_no_stuck_instrument(sheet, said, value):
    assert "constant" not in said(harmonise_table(sheet(HEAD, *months(8, value))).problems)


def test_hourly_values_may_stay_for_a_day(sheet, said):
    start = dt.datetime(2019, 5, 6)
    for hours, expected in ((23, []), (24, ["constant"])):
        rows = [
            ("赵村", start + dt.timedelta(hours=hour), 7 + hour / 100, 0.4) for hour in range(hours)
        ]
        assert said(harmonise_table(sheet(HEAD, *rows)).problems) == expected


FOUR = ("断面名称", "采样日期", "pH", "氨氮(mg/L)", "总磷(mg/L)", "溶解氧(mg/L)")


@pytest.mark.parametrize(
    ("section", "date", "last", "expected"),
    [
        ("闫浅", "2019-05-06", 8.1, ["repeats"]),  # another section
        ("赵村", "2019-06-06", 8.1, ["repeats"]),  # another month
        ("赵村", "2019-05-07", 8.1, []),  # the next day
        ("闫浅", "2019-05-06", 8.2, []),  # one figure differs
    ],
)
def test_sets_that_look_copied(sheet, said, section, date, last, expected):
    result = harmonise_table(
        sheet(
            FOUR, ("赵村", "2019-05-06", 7.5, 0.4, 0.1, 8.1), (section, date, 7.5, 0.4, 0.1, last)
        )
    )
    assert said(result.problems) == expected
    assert set(result.frame[m.FLAG]) == {"ok"}
    if expected:
        assert "第 3 行与第 2 行" in result.problems[0].text("zh")


@pytest.mark.parametrize(
    ("header", "cells", "code"),
    [
        ("铜(mg/L)", [2, 5, "3L"], "unit_suspicious"),  # µg/L as mg/L
        ("总磷(mg/L)", [50, 120, 300], "unit_suspicious"),
        ("氨氮(mg/L)", [120, 400, 1500], "unit_suspicious"),
        ("透明度(m)", [45, 60, 100], "unit_suspicious"),  # cm as m
        ("电导率(μS/cm)", [0.3, 0.5, 1.1], "unit_suspicious_low"),  # mS/cm
        ("CODcr(μg/L)", [15, 18, 20], "unit_suspicious_low"),  # mg/L as µg/L
        ("铜(mg/L)", [2, 5, 0.01], None),  # one is as water is
        ("总磷(mg/L)", [0.05, 0.12, 0.3], None),
        ("铜(μg/L)", [2, 5, 3], None),
        ("透明度(cm)", [45, 60, 100], None),
        ("电导率(mS/m)", [45, 60, 100], None),
    ],
)
def test_a_whole_column_a_thousand_times_off(sheet, said, header, cells, code):
    rows = [(f"断面{n}", "2019-05-06", 7 + n, cell) for n, cell in enumerate(cells)]
    result = harmonise_table(sheet(("断面名称", "采样日期", "pH", header), *rows))
    codes = said(result.problems)
    assert [one for one in codes if one.startswith("unit_susp")] == ([code] if code else [])
    own = result.frame[result.frame[m.INDICATOR] != "ph"]
    assert set(own[m.FLAG] == "implausible") == {code is not None}
    assert own[m.VALUE].notna().all()


def test_oxygen_and_nitrogen_are_compared_in_long_tables_too(sheet, said):
    head = ("断面名称", "采样日期", "监测项目", "监测结果", "单位")
    values = {"化学需氧量": 4, "高锰酸盐指数": 4, "总氮": 0.3, "氨氮": 0.1, "硝酸盐": 0.2}
    rows = [("赵村", "2019-05-06", name, value, "mg/L") for name, value in values.items()]
    assert said(harmonise_table(sheet(head, *rows)).problems) == ["not_more"]  # 0.1 + 0.2 is 0.3
    rows[-1] = ("赵村", "2019-05-06", "硝酸盐", 0.2001, "mg/L")
    assert said(harmonise_table(sheet(head, *rows)).problems) == ["not_more", "nitrogen"]
