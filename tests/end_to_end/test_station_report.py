"""A station's half-year of hours: what its report says of itself comes out of ``assess``.

The real report (海门湾桥闸, 2019-01 to 06) where it lies beside the checkout, and a small one of
our own with the same traps. Both are read with openpyxl here; watermap uses neither's last rows.
"""

import datetime as dt
import math
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.slow
Answer = Callable[..., Any]

REAL = Path(__file__).parents[2].parent / "shared" / "real" / "lianjiang"
REPORT = "海门湾桥闸时段报表201901-06.xlsx"
INDICATORS = {
    "水温": "water_temperature", "pH": "ph", "溶解氧": "dissolved_oxygen", "电导率": "conductivity",
    "浊度": "turbidity", "高锰酸盐指数": "permanganate_index", "氨氮": "ammonia_nitrogen",
    "总磷": "total_phosphorus", "总氮": "total_nitrogen", "CODcr": "chemical_oxygen_demand",
    "氰化物": "cyanide", "挥发酚": "volatile_phenols", "六价铬": "chromium_vi", "铜": "copper",
    "锌": "zinc", "铅": "lead", "镉": "cadmium", "阴离子表面活性剂": "anionic_surfactants",
    "硫化物": "sulphide",
}  # fmt: skip
CLASSES = {"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V", "劣Ⅴ": "worse_than_V"}
NAMES, UNITS = 6, 7  # rows of the sheet


def decimal(cell: float) -> Decimal:
    return Decimal(repr(cell))


def as_printed(value: float, cell: float, per: int) -> Decimal:
    """What watermap answers, with the decimals that the sheet prints of it."""
    return (decimal(value) * per).quantize(decimal(cell), rounding=ROUND_HALF_EVEN)


def summary_of(path: Path) -> dict[str, tuple[Any, ...]]:
    """The report's own last rows by their first word."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    last = range(sheet.max_row - 20, sheet.max_row + 1)
    rows = {sheet.cell(row, 1).value: tuple(cell.value for cell in sheet[row]) for row in last}
    return {
        "names": tuple(cell.value for cell in sheet[NAMES]),
        "units": tuple(cell.value for cell in sheet[UNITS]),
        **{name: row for name, row in rows.items() if isinstance(name, str)},
    }


def project_of(run: Any, path: Path, folder: Path) -> Path:
    ended = run("new", folder, "--table", path)
    assert ended.returncode == 0, ended.stderr
    return folder


def held_against(summary: dict[str, tuple[Any, ...]], section: dict[str, Any]) -> int:
    """Every figure of the summary is that of the answer; how many there were."""
    found = {one["id"]: one for one in section["indicators"]}
    compared = 0
    for at, name in enumerate(summary["names"]):
        if name not in INDICATORS:
            continue
        one, per = found[INDICATORS[name]], 1000 if summary["units"][at] == "ug/L" else 1
        for row, key in (("最小值", "minimum"), ("最大值", "maximum"), ("平均值", "mean")):
            cell = summary[row][at]
            exact = as_printed(one[key], cell, per) if key == "mean" else decimal(one[key]) * per
            assert exact == decimal(cell), (name, row)
            compared += 1
        printed = summary["分项类别"][at]
        assert printed is None or one["class"] == CLASSES[printed], name
        compared += printed is not None
    assert section["class"] == CLASSES[summary["水质类别"][1]]
    named = [INDICATORS[name] for name in summary["定类项目"][1].split("、")]
    assert section["deciding"] == named
    main = [INDICATORS[name] for name in summary["主要污染物"][1].split("、")]
    assert [one["id"] for one in section["main_pollutants"]][: len(main)] == main
    return compared


def test_the_real_report(answer: Answer, run: Any, tmp_path: Path) -> None:
    if not (REAL / REPORT).exists():
        pytest.skip(f"no real data at {REAL}")
    project = project_of(run, REAL / REPORT, tmp_path / "练江")
    summary = summary_of(REAL / REPORT)
    result = answer("assess", project)
    (section,) = result["sections"]
    assert (section["name"], section["place"], section["state"]) == (
        "海门湾桥闸", "no_geometry", "evaluated",
    )  # fmt: skip
    assert result["period"] == "2019-H1"
    assert held_against(summary, section) == 19 * 3 + 14
    assert answer("assess", project, "--period", "2019-01/2019-06")["sections"] == [section]
    # By the rules of the report itself the rounded values are the sheet's, and it names one.
    own = answer("assess", project, "--method", "station-report")["sections"][0]
    rounded = {one["id"]: one["value"] for one in own["indicators"]}
    for at, name in enumerate(summary["names"]):
        if name in INDICATORS:
            per = 1000 if summary["units"][at] == "ug/L" else 1
            value = decimal(rounded[INDICATORS[name]]) * per
            assert value == decimal(summary["平均值"][at]), name
    assert [one["id"] for one in own["main_pollutants"]] == ["ammonia_nitrogen"]
    # Six months are no year: no class of the year.
    (year,) = answer("assess", project, "--period", "2019")["sections"]
    assert (year["class"], year["state"]) == (None, "insufficient")


# --- our own: hours with every mark, µg/L beside mg/L, pH over H⁺, a limit row of class V ---
HOURS = [
    # pH, DO, ammonia, phosphorus, copper in ug/L, sulphide
    (7.0, 5.0, 2.5, 0.31, "5L", "0.01L"),
    (6.0, 4.0, 3.5, 0.29, "5L", 0.03),
    (8.0, 3.0, "0.05L", "0.9B", 8, "0.01L"),
    ("7.3D", "DEL", "2.9Z", "0.5F", "DEL/nt/at", "0.2hd"),
    (7.5, None, 4.0, "", "7DEL", None),
]
USED = [
    [7.0, 6.0, 8.0, 7.5], [5.0, 4.0, 3.0], [2.5, 3.5, 0.025, 4.0], [0.31, 0.29],
    [2.5, 2.5, 8.0], [0.005, 0.03, 0.005],
]  # fmt: skip
HEADS = ("pH", "溶解氧", "氨氮", "总磷", "铜", "硫化物")
UNIT_ROW = ("无量纲", "mg/L", "mg/L", "mg/L", "ug/L", "mg/L")
LIMITS = ("6~9", "≥2", "≤2", "≤0.4", "≤1000", "≤1")


def small_report(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["地表水环境质量数据报表"], [], ["01月01日0时00分~06月30日23时59分"]):
        sheet.append(row)
    sheet.append(["自动站名称：小桥闸", None, None, "上报时间：2020-08-14"])
    sheet.append([None, "水质基本参数均值", None, "污染物监测指标均值"])
    sheet.append([None, *HEADS])
    sheet.append([None, *UNIT_ROW])
    sheet.append(["时间", *LIMITS])
    for area in ("A1:G2", "B5:C5", "D5:G5"):
        sheet.merge_cells(area)
    start = dt.datetime(2019, 1, 1)
    for at, row in enumerate(HOURS):
        sheet.append([start + dt.timedelta(days=40 * at), *row])
    for label, of in (("最小值", min), ("最大值", max)):
        sheet.append([label, *(of(values) for values in USED)])
    sheet.append(["平均值", *MEANS])
    sheet.append(["分项类别", "Ⅰ", "Ⅳ", "劣Ⅴ", "Ⅳ", "Ⅰ", "Ⅰ"])
    for label, text in (("水质类别", "劣Ⅴ"), ("主要污染物", "氨氮"), ("定类项目", "氨氮")):
        sheet.append([label, text])
    sheet.append(["备注", "各托管站根据水站的实际监测项目、监测频率进行增减填报。"])
    sheet.append(["托管站：★小桥闸", None, "制表：", None, "复核：", "签发："])
    book.save(path)


# By hand: pH −log₁₀((10⁻⁷+10⁻⁶+10⁻⁸+10⁻⁷·⁵)/4) = 6.544…; (2.5+3.5+0.025+4)/4 = 2.506; …
MEANS = (6.54, 4.0, 2.51, 0.3, 4.3, 0.013)


def test_a_small_report_of_our_own(answer: Answer, run: Any, tmp_path: Path) -> None:
    assert round(-math.log10(sum(10**-value for value in USED[0]) / 4), 2) == MEANS[0]
    small_report(tmp_path / "小桥闸时段报表.xlsx")
    project = project_of(run, tmp_path / "小桥闸时段报表.xlsx", tmp_path / "小桥")
    result = answer("assess", project)
    (section,) = result["sections"]
    assert held_against(summary_of(tmp_path / "小桥闸时段报表.xlsx"), section) == 6 * 3 + 6
    counts = {one["id"]: (one["n"], one["censored"]) for one in section["indicators"]}
    assert counts["copper"] == (3, 2)
    assert counts["total_phosphorus"] == (2, 0)
    assert (section["water_body"], result["period"]) == ("river", "2019-H1")
    assert result["unmatched"] == {"table": [], "layer": [], "suggestions": []}


@pytest.mark.qt
@pytest.mark.parametrize("ending", ["xlsx", "gpkg", "json"])
def test_no_place_is_written_to_every_file(run: Any, tmp_path: Path, ending: str) -> None:
    small_report(tmp_path / "小桥闸时段报表.xlsx")
    project = project_of(run, tmp_path / "小桥闸时段报表.xlsx", tmp_path / "小桥")
    out = tmp_path / f"结果.{ending}"
    ended = run("assess", project, "--lang", "zh", "--out", out)
    assert ended.returncode == 0, ended.stderr
    assert "小桥闸 (无位置)" in ended.stdout
    if ending == "xlsx":
        book = openpyxl.load_workbook(out)
        cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
        assert {"无位置、未上图", "最小值", "最大值"} <= cells
        assert any(cell.startswith("氨氮(1.5)、") for cell in cells)
    else:
        assert b"no_geometry" in out.read_bytes()


@pytest.mark.qt
def test_the_map_says_what_it_does_not_show(run: Any, tmp_path: Path) -> None:
    small_report(tmp_path / "小桥闸时段报表.xlsx")
    project = project_of(run, tmp_path / "小桥闸时段报表.xlsx", tmp_path / "小桥")
    for ending in ("svg", "html", "png"):
        ended = run("map", project, "--lang", "zh", "--out", tmp_path / f"图.{ending}")
        assert ended.returncode == 0, ended.stderr
