"""Every text form of standards.md 3.1 and of features.md, Chinese cells that others get wrong."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from watermap.harmonise.measurements import FLAGS
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.values import read_cell

KNOWN = load_indicators()
D = Decimal


def read(cell, *, indicator="ammonia_nitrogen", unit=None, method_limit=None):
    known = KNOWN[indicator]
    return read_cell(cell, unit=unit or known.unit, indicator=known, method_limit=method_limit)


@pytest.mark.parametrize(
    "cell",
    ["0.025L", "0.025l", "0.025 L", "0.025(L)", "0.025（L）", "0.025Ｌ", "<0.025", "＜0.025",
     "< 0.025", "﹤0.025", "≤0.025", "<0.025L", "ND0.025", "ND<0.025", "ND(0.025)", "nd 0.025",
     "未检出(0.025)", "未检出（＜0.025）", "小于0.025", "-0.025", -0.025, "０．０２５Ｌ", "0。025L",
     "\u200b0.025L "],
)  # fmt: skip
def test_below_detection_counts_half(cell):
    found = read(cell)
    assert (found.value, found.detection_limit) == (D("0.0125"), D("0.025"))
    assert found.flag == "below_detection"
    assert found.raw == str(cell)
    assert "0.025" in found.reason.text("zh")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0.35", "0.35"),
        (" 0.35 ", "0.35"),
        ("０．３５", "0.35"),
        ("0。35", "0.35"),
        ("1,200", "1200"),
        ("１，２００", "1200"),
        ("1,234.5", "1234.5"),
        ("1.2E-3", "0.0012"),
        ("1.2e3", "1200"),
        ("1.2×10⁴", "12000"),
        ("1.2*10^4", "12000"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+0.5", "0.5"),
        ("0", "0"),
        ("'0.025", "0.025"),
        ("\u00a00.025\u00a0", "0.025"),
        (0.1, "0.1"),
        (0.30000000000000004, "0.30000000000000004"),
        (17.0, "17"),
        (3, "3"),
        (1e-05, "0.00001"),
    ],
)
def test_numbers_are_taken_exactly(cell, value):
    found = read(cell)
    assert (found.flag, found.value) == ("ok", D(value))


@pytest.mark.parametrize(
    "cell",
    [None, "", "  ", "\u3000", "—", "--", "－", "/", "*", "未监测", "断流",
     "结冰", "维护", "null", "NULL", "N/A", "未采样", "断流、未采样",
     "-1", -1, -1.0, "未检出", "ND", "<"],
)  # fmt: skip
def test_missing_keeps_its_word(cell):
    found = read(cell)
    assert (found.flag, found.value, found.detection_limit) == ("missing", None, None)
    blank = not str(cell or "").strip()
    assert (found.reason is None) == blank
    if not blank:
        assert found.raw.strip() in found.reason.text("zh")


@pytest.mark.parametrize(
    "cell",
    [
        "4.4B",
        "-4.07B",
        "3.1D",
        "0.5Z",
        "7F",
        "5hd",
        "3DEL",
        "DEL/nt/at",
        "B",
        "0.05 B",
        "9.2（无效）",
    ],
)
def test_values_that_a_station_marks_invalid_are_left_out(cell):
    found = read(cell)
    assert (found.flag, found.value) == ("invalid", None)
    assert cell in found.reason.text("en")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("6~9", "range"),
        ("6～9", "range"),
        ("6-9", "range"),
        ("6—9", "range"),
        ("0.1至0.2", "range"),
        (">24000", "above_range"),
        ("≥24000", "above_range"),
        ("#DIV/0!", "workbook_error"),
        ("0,025", "decimal_comma"),
        ("1,5", "decimal_comma"),
        ("0,5mg/L", "not_a_number"),
        ("85%", "unit_in_cell"),
        ("1 200", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("1.2×104", "not_a_number"),  # 10⁴ or 104
        ("约0.5", "not_a_number"),
        ("0L", "not_a_number"),
        ("L", "not_a_number"),
        ("0.5mg/L", "unit_in_cell"),
        ("1e999", "not_a_number"),
        ("٣", "not_a_number"),
        (float("inf"), "not_a_number"),
        (True, "truth_for_number"),
        (dt.datetime(2019, 1, 2), "date_for_number"),
        (dt.date(2019, 1, 2), "date_for_number"),
    ],
)
def test_what_is_not_clear_is_not_read(cell, why):
    found = read(cell)
    assert (found.flag, found.value) == ("unreadable", None)
    assert found.reason.code == f"harmonise.{why}"


def test_not_detected_uses_the_tables_own_limit_where_there_is_one():
    found = read("未检出", method_limit=D("0.02"))
    assert (found.flag, found.value, found.detection_limit) == (
        "below_detection",
        D("0.01"),
        D("0.02"),
    )


def test_units_are_converted_with_limit_and_reason():
    found = read("5L", indicator="copper", unit="ug/L")
    assert (found.raw, found.value, found.detection_limit) == ("5L", D("0.0025"), D("0.005"))
    assert found.reason.text("zh") == "低于检出限 5，按一半计；ug/L→mg/L ×0.001"


@pytest.mark.parametrize(
    ("indicator", "cell", "flag", "value"),
    [
        ("redox_potential", "-120", "ok", D(-120)),
        ("redox_potential", -1, "ok", D(-1)),
        ("water_temperature", "-0.3", "ok", D("-0.3")),
        ("water_temperature", -1, "implausible", None),
        ("water_temperature", 171, "implausible", None),
        ("ph", "-7", "unreadable", None),
        ("ph", 71, "implausible", None),
        ("ph", 14, "ok", D(14)),
        ("ph", -1, "missing", None),
        ("dissolved_oxygen", 82, "implausible", None),
    ],
)
def test_what_an_indicator_cannot_be(indicator, cell, flag, value):
    found = read(cell, indicator=indicator)
    assert (found.flag, found.value) == (flag, value)


def test_one_and_true_are_not_confused():
    assert read(1).value == 1
    assert read(True).value is None
    assert read(1.0).value == 1


@given(st.floats(min_value=1e-90, max_value=1e12, allow_nan=False))
def test_a_float_is_the_number_it_prints(number):
    assert float(read(number).value) == number


@given(st.text(max_size=12) | st.text("0123456789.,-~<LNDB ＜。×10e/", max_size=10))
def test_any_text_has_an_outcome_and_keeps_its_raw(text):
    found = read(text)
    assert found.raw == text
    assert found.flag in FLAGS
    assert (found.value is None) == (found.flag not in ("ok", "below_detection"))
    assert (found.detection_limit is None) == (found.flag != "below_detection")
    if found.flag == "below_detection":
        assert found.value * 2 == found.detection_limit


@given(st.decimals(min_value=0, max_value=10**6, places=5, allow_nan=False))
def test_digits_survive_text_and_unit(value):
    text = f"{value:f}"
    assert read(text, indicator="lead", unit="µg/L").value * 1000 == D(text)


@pytest.mark.parametrize("indicator", ["odour_and_taste", "visible_matter"])
@pytest.mark.parametrize(("cell", "value"), [("无", "0"), ("有", "1"), (" 无 ", "0"), (0, "0")])
def test_words_in_the_place_of_numbers(indicator, cell, value):
    found = read(cell, indicator=indicator)
    assert (found.value, found.flag) == (D(value), "ok")


@pytest.mark.parametrize("cell", ["无", "有"])
def test_other_indicators_have_no_such_words(cell):
    assert read(cell).value is None
