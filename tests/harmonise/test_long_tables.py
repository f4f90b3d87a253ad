"""One result a row: names, fractions, limits in a column, quality control; two real files."""

import csv
from collections import Counter
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from watermap.harmonise import measurements as m
from watermap.harmonise.table import harmonise_table

D = Decimal
HEAD = ("断面名称", "采样日期", "监测项目", "监测结果", "单位")


def long(sheet, *rows, more=()):
    return harmonise_table(
        sheet((*HEAD, *more), *(("赵村", f"2019-05-{n:02}", *row) for n, row in enumerate(rows, 1)))
    )


def test_controls_of_the_laboratory_are_no_results(sheet, said):
    rows = [("氨氮", 0.4, "mg/L", "常规"), ("氨氮", 99, "mg/L", "现场平行"),
            ("氨氮", "0.025L", "mg/L", "全程序空白"), ("氨氮", None, "mg/L", "加标"),
            ("氨氮", 98, "% recovery", "加标")]  # fmt: skip
    result = long(sheet, *rows, more=("样品类型",))
    assert list(result.frame[m.FLAG]) == ["ok", "invalid", "invalid", "missing", "invalid"]
    assert list(result.frame[m.RAW]) == ["0.4", "99", "0.025L", "", "98"]
    assert list(result.frame[m.VALUE]) == [D("0.4"), None, None, None, None]
    assert "现场平行" in result.frame[m.REASON][1]
    assert said(result.problems) == ["rows_unused"]
    assert result.problems[0].fields["rows"] == "3–6"


def test_a_village_is_no_control(sheet):
    """和平行政村 has 平行 in it: only the column of sample types is asked."""
    row = ("和平行政村", "2019-05-06", 7.5, 0.4)
    frame = harmonise_table(sheet(("断面名称", "采样日期", "pH", "氨氮(mg/L)"), row)).frame
    assert set(frame[m.FLAG]) == {"ok"}


def test_rows_that_were_struck_out(sheet, said):
    rows = [("氨氮", 0.4, "mg/L", "有效"), ("氨氮", 9, "mg/L", "作废")]
    result = long(sheet, *rows, more=("数据状态",))
    assert list(result.frame[m.FLAG]) == ["ok", "invalid"]
    assert said(result.problems) == ["rows_unused"]


def test_wide_tables_have_controls_too(sheet):
    rows = [("赵村", "2019-05-06", kind, 7.5, 0.4) for kind in ("常规样", "平行样")]
    head = ("断面名称", "采样日期", "样品类型", "pH", "氨氮(mg/L)")
    frame = harmonise_table(sheet(head, *rows)).frame
    assert list(frame[m.FLAG]) == ["ok"] * 2 + ["invalid"] * 2


def test_not_detected_in_a_column_of_its_own(sheet, said):
    nothing = "Not Detected"
    rows = [("氨氮", None, None, nothing, 25, "ug/L"), ("氨氮", 0.4, "mg/L", None, 25, "ug/L"),
            ("氨氮", None, None, nothing, None, None), ("氨氮", "ND", "mg/L", None, 25, "ug/L"),
            ("氨氮", None, "mg/L", None, 25, "ug/L")]  # fmt: skip
    result = long(sheet, *rows, more=("检出情况", "检出限", "检出限单位"))
    assert "rows_unit_assumed" in said(result.problems)  # the third says none
    frame = result.frame
    assert list(frame[m.FLAG]) == [
        "below_detection", "ok", "missing", "below_detection", "missing"
    ]  # fmt: skip
    assert list(frame[m.DETECTION_LIMIT])[::3] == [D("0.025")] * 2
    assert list(frame[m.RAW]) == [nothing, "0.4", nothing, "ND", ""]


def test_a_dissolved_part_is_not_the_whole(sheet, said):
    rows = [
        ("总磷", 0.1, "mg/L", "Total"),
        ("总磷", 0.2, "mg/L", "溶解态"),
        ("铜", 0.2, "mg/L", None),
    ]
    result = long(sheet, *rows, more=("形态",))
    assert list(result.frame[m.VALUE]) == [D("0.1"), D("0.2")]
    assert list(result.frame[m.INDICATOR]) == ["total_phosphorus", "copper"]
    assert said(result.problems) == ["names_unknown"]
    assert result.problems[0].fields["count"] == 1


def test_names_that_mean_something_else_are_named_with_the_reason(sheet, said):
    result = long(sheet, ("总铬", 0.1, "mg/L"), ("氨氮", 0.4, "mg/L"))
    assert said(result.problems) == ["name_refused"]
    assert "六价铬" in result.problems[0].text("zh")


@pytest.mark.parametrize(("name", "open_name"), [("Ammonia", True), ("NH3-N", False)])
def test_ammonia_may_be_counted_otherwise(sheet, said, name, open_name):
    assert ("basis_assumed" in said(long(sheet, (name, 0.1, "mg/L")).problems)) is open_name
    wide = sheet(("断面名称", "采样日期", "pH", f"{name}(mg/L)"), ("赵村", "2019-05-06", 7, 1))
    assert ("basis_assumed" in said(harmonise_table(wide).problems)) is open_name


def rows_of_book(path, name):
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    return [[None if cell == "" else cell for cell in row] for row in rows]


def test_masswater(real, sheet, said):
    path = real("masswater/ExampleResults.xlsx")
    rows = rows_of_book(path, "Results")
    only = {"E.coli": [row[0] for row in rows if row[7] == "E.coli" and row[0]]}
    result = harmonise_table(sheet(*rows, name="Results", file=path.name))
    texts = dict(zip(said(result.problems), result.problems, strict=True))
    assert texts["rows_unused"].fields["count"] == 252  # none of them names a place
    assert texts["rows_unused"].fields["nameless"] == 252
    assert texts["name_refused"].fields["count"] == 12  # E. coli
    frame = result.frame
    assert len(frame) + 12 == 319
    only_refused = set(only["E.coli"]) - set(frame[m.SECTION])
    assert frame[m.SECTION].nunique() + len(only_refused) == 12
    below = frame[frame[m.RAW] == "BDL"]
    assert Counter(below[m.INDICATOR]) == {"ammonia_nitrogen": 34}
    assert set(below[m.FLAG]) == {"missing"}  # below a limit that the file does not give
    assert texts["cells_without_limit"].fields["count"] == 34
    assert Counter(frame[m.FLAG]) == {"ok": 273, "missing": 34}
    for name in ("Instructions", "Values"):
        other = harmonise_table(sheet(*rows_of_book(path, name), name=name, file=path.name))
        assert other.frame.empty
        assert said(other.problems) == ["no_table"]


def test_water_quality_portal(real, sheet, said):
    path = real("wqp/wqp_results3.txt")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [[cell or None for cell in row] for row in csv.reader(file)]
    result = harmonise_table(sheet(*rows, name=path.stem, file=path.name))
    texts = dict(zip(said(result.problems), result.problems, strict=True))
    assert texts["rows_unused"].fields["count"] >= 20  # quality control, and one rejected
    frame = result.frame
    controls = [n for n, row in enumerate(rows, 1) if row[3] and row[3].startswith("Quality")]
    assert len(controls) == 20
    own = frame[frame[m.ROW].isin(controls)]
    assert set(own[m.FLAG]) <= {"invalid", "missing"}
    assert not own.empty
    # Only the whole nitrogen is total nitrogen; the dissolved and suspended parts are named.
    assert texts["names_unknown"].fields["names"] == "Nitrogen Dissolved、Nitrogen Suspended"
    used = frame[frame[m.FLAG] == "ok"]
    for row in used.itertuples():
        line = dict(zip(rows[0], rows[row.row - 1], strict=True))
        factor = {"mS/cm": 1000}.get(line["ResultMeasure/MeasureUnitCode"], 1)
        assert row.value == Decimal(line["ResultMeasureValue"]) * factor
        assert line["ResultMeasure/MeasureUnitCode"] != "umho"
        assert line["ResultSampleFractionText"] in ("Total", None)
