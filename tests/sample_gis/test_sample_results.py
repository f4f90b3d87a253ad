"""The workbooks, read and classed by a few lines of their own: the sample says what it should.

Limits are typed from GB 3838-2002, table 1 (standards.md 1.1), decimals from standards.md 3.2.
"""

import itertools
from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Decimal
from statistics import fmean

import openpyxl
import pytest

YEARS = range(2016, 2021)
CLASSES = ("I", "II", "III", "IV", "V", "worse_than_V")
# indicator: decimals, limits I to V
LIMITS = {
    "高锰酸盐指数": (1, "2 4 6 10 15"), "化学需氧量": (1, "15 15 20 30 40"),
    "五日生化需氧量": (1, "3 3 4 6 10"), "氨氮": (2, "0.15 0.5 1.0 1.5 2.0"),
    "总磷": (3, "0.02 0.1 0.2 0.3 0.4"), "总磷（湖）": (3, "0.01 0.025 0.05 0.1 0.2"),
    "铜": (3, "0.01 1 1 1 1"), "锌": (3, "0.05 1 1 2 2"), "氟化物": (3, "1 1 1 1.5 1.5"),
    "硒": (4, "0.01 0.01 0.01 0.02 0.02"), "砷": (4, "0.05 0.05 0.05 0.1 0.1"),
    "汞": (5, "0.00005 0.00005 0.0001 0.001 0.001"), "镉": (5, "0.001 0.005 0.005 0.005 0.01"),
    "六价铬": (3, "0.01 0.05 0.05 0.05 0.1"), "铅": (3, "0.01 0.01 0.05 0.05 0.1"),
    "氰化物": (3, "0.005 0.05 0.2 0.2 0.2"), "挥发酚": (4, "0.002 0.002 0.005 0.01 0.1"),
    "石油类": (2, "0.05 0.05 0.05 0.5 1"), "阴离子表面活性剂": (2, "0.2 0.2 0.2 0.3 0.3"),
    "硫化物": (3, "0.05 0.1 0.2 0.5 1"),
}  # fmt: skip
SYMBOLS = {
    "CODMn": "高锰酸盐指数", "CODCr": "化学需氧量", "BOD5": "五日生化需氧量",
    "NH3-N": "氨氮", "TP": "总磷", "DO": "溶解氧", "Cu": "铜", "Zn": "锌", "F-": "氟化物",
    "Se": "硒", "As": "砷", "Hg": "汞", "Cd": "镉", "Cr6+": "六价铬", "Pb": "铅", "CN-": "氰化物",
    "LAS": "阴离子表面活性剂", "S2-": "硫化物", "pH": "pH值",
}  # fmt: skip
LAKES = {"小龙潭水库中心", "小龙潭水源地"}
OXYGEN = ("7.5", "6", "5", "3", "2")

EXPECTED = {  # section: its class in 2016 … 2020; None: fewer than 8 months
    "闫浅": ("III", "II", "III", "II", "II"),
    "台儿庄公路大桥": ("III", "III", "III", "III", "II"),
    "赵村": ("III", "III", "III", "III", "III"),
    "张山子": ("IV", "III", "IV", "III", "III"),
    "伊家河口": ("IV", "IV", "IV", "III", "III"),
    "贾庄闸": ("V", "IV", "IV", "IV", "IV"),
    "大风口": ("IV", "IV", "IV", "IV", "IV"),
    "季庄桥": ("V", "V", "worse_than_V", "V", "IV"),
    "于沟桥": ("III", "III", "III", "III", "IV"),
    "邳庄桥": ("IV", "IV", "V", None, "IV"),
    "小龙潭水库中心": ("II", "III", "III", "III", "II"),
    "小龙潭水源地": ("II", "III", "IV", "III", "II"),
}
SOURCES = {"小龙潭水源地", "张庄水源地"}
GOOD = {"I", "II", "III"}


def number(cell):
    """A cell's value, half the limit below detection, None without one."""
    if cell is None or cell in {"未检出", "—", "/", "断流", "结冰"}:
        return None
    text = str(cell).translate(str.maketrans("０１２３４５６７８９．＜", "0123456789.<"))
    if text.endswith("L") or text.startswith("<"):
        return Decimal(text.strip("<L")) / 2
    return Decimal(text)


@pytest.fixture(scope="module")
def books(sample):
    return {
        year: openpyxl.load_workbook(sample / f"水质监测_{year}.xlsx", data_only=True)
        for year in YEARS
    }


@pytest.fixture(scope="module")
def results(books):
    """(year, place, indicator): {month: value}; headings translated, everything in mg/L."""
    found = defaultdict(dict)
    for year, book in books.items():
        for month in range(1, 13):
            rows = [list(row) for row in book[f"{month}月"].iter_rows(values_only=True)]
            heads = [
                upper if lower is None else lower
                for upper, lower in zip(rows[1], rows[2], strict=True)
            ]
            for row in rows[4:]:
                if not isinstance(row[0], int):
                    continue
                for head, unit, cell in zip(heads, rows[3], row, strict=True):
                    if unit is None or (value := number(cell)) is None:
                        continue
                    scale = Decimal("0.001") if unit == "μg/L" else 1
                    name = SYMBOLS.get(head, head)
                    found[year, row[2].strip(), name][month] = value * scale
    return found


def class_of(value, limits, *, falling=False):
    for name, limit in zip(CLASSES, limits, strict=False):
        if (value >= Decimal(limit)) if falling else (value <= Decimal(limit)):
            return name
    return CLASSES[-1]


def rounded(value, decimals):
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


def year_class(results, year, place):
    """Worst class of the yearly means, None with fewer than 8 months."""
    found = []
    for (a_year, a_place, indicator), months in results.items():
        if (a_year, a_place) != (year, place):
            continue
        mean = sum(months.values()) / len(months)
        if indicator == "溶解氧":
            if len(months) < 8:
                return None
            found.append(class_of(rounded(mean, 1), OXYGEN, falling=True))
        key = "总磷（湖）" if indicator == "总磷" and place in LAKES else indicator
        if key in LIMITS:
            decimals, limits = LIMITS[key]
            found.append(class_of(rounded(mean, decimals), limits.split()))
    return max(found, key=CLASSES.index)


@pytest.mark.parametrize(("place", "year"), list(itertools.product(EXPECTED, YEARS)))
def test_yearly_class(results, place, year):
    assert year_class(results, year, place) == EXPECTED[place][year - 2016]


def test_ph_stays_inside_its_range(results):
    values = [
        v for (_, _, name), months in results.items() if name == "pH值" for v in months.values()
    ]
    assert len(values) > 700
    assert 6 < min(values) < max(values) < 9


@pytest.mark.parametrize(
    ("year", "required", "met"),
    [(2017, 50, True), (2018, 53, False), (2019, 57, True), (2020, 60, False)],
)
def test_target_of_good_sections_is_met_in_some_years(results, year, required, met):
    sections = [name for name in EXPECTED if name not in SOURCES]
    classes = [cls for name in sections if (cls := year_class(results, year, name))]
    share = 100 * sum(cls in GOOD for cls in classes) / len(classes)
    assert (share >= required) is met


def test_small_river_has_its_bad_summers_and_no_others(results):
    """季庄桥: ammonia and phosphorus far over class V in five months of two summers."""
    bad = {
        (year, month)
        for year in YEARS
        for month, value in results[year, "季庄桥", "氨氮"].items()
        if value > 4 and results[year, "季庄桥", "总磷"].get(month, 0) > Decimal("0.6")
    }
    assert bad == {(2018, 6), (2018, 7), (2018, 8), (2019, 6), (2019, 7)}


def test_total_nitrogen_holds_its_parts_but_for_one_planted_cell(results):
    odd = []
    for (year, place, name), months in results.items():
        if name in {"总氮", "TN"}:
            ammonia = results.get((year, place, "氨氮"), {})
            nitrate = results.get((year, place, "硝酸盐")) or results.get(
                (year, place, "NO3-N"), {}
            )
            odd += [
                (year, month, place)
                for month, value in months.items()
                if value < ammonia.get(month, 0) + nitrate.get(month, 0)
            ]
    assert odd == [(2018, 11, "赵村")]


def test_organic_load_is_in_its_natural_order(results):
    """Chemical demand is over biochemical demand and over the permanganate index."""
    for (year, place, name), months in results.items():
        if name == "化学需氧量":
            for lower in ("五日生化需氧量", "高锰酸盐指数"):
                parts = results[year, place, lower]
                assert all(parts.get(month, 0) < value for month, value in months.items())


def test_water_is_warm_in_summer_and_holds_less_oxygen(results):
    january, july = (
        {name: fmean(float(results[year, "赵村", name][month]) for year in YEARS)
         for name in ("水温", "溶解氧")}
        for month in (1, 7)
    )  # fmt: skip
    assert january["水温"] < 6
    assert july["水温"] > 25
    assert january["溶解氧"] > july["溶解氧"] + 3


def test_every_sheet_has_title_two_header_rows_units_and_footnotes(books):
    for year, book in books.items():
        assert book.sheetnames == [f"{month}月" for month in range(1, 13)]
        for month, sheet in enumerate(book, start=1):
            merged = [str(area) for area in sheet.merged_cells.ranges]
            assert f"{year}年{month}月" in sheet["A1"].value
            assert "A2:A3" in merged
            assert any(area.startswith("A1:") for area in merged)
            heads = {cell.value for cell in sheet[2]} | {cell.value for cell in sheet[3]}
            assert {"常规项目", "重金属", "断面名称"} <= heads
            last = [sheet.cell(sheet.max_row - back, 1).value for back in (1, 0)]
            assert last[0].startswith("注：")
            assert "示例数据" in last[1]


def cells_of(books, year):
    return [
        cell.value
        for sheet in books[year]
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize(
    ("year", "cell"),
    [(2016, "结冰"), (2016, "0.01L"), (2017, "0.3L"), (2017, "断流"), (2018, "未检出"),
     (2018, "邳庄桥 "), (2018, "峄城污水处理厂下游"), (2019, "—"), (2020, "＜0.01"),
     (2020, "<0.004"), (2020, "/")],
)  # fmt: skip
def test_oddities_are_planted(books, year, cell):
    assert cell in cells_of(books, year)


def test_one_year_writes_arsenic_in_micrograms(books):
    units = {year: {cell.value for cell in book["1月"][4]} for year, book in books.items()}
    assert [year for year in YEARS if "μg/L" in units[year]] == [2017]


def test_numbers_typed_as_text_keep_some_full_width_digits(books):
    texts = [cell for cell in cells_of(books, 2019) if isinstance(cell, str)]
    assert (
        sum(text.replace(".", "").isascii() and text.replace(".", "").isdigit() for text in texts)
        > 200
    )
    assert any("０" <= text[0] <= "９" for text in texts)
