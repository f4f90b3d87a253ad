import math
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from watermap.export.plain import REPLACEMENT, number, printable
from watermap.export.shown import area, bearing, metres, percent, whole_degrees


@pytest.mark.parametrize(
    ("area_m2", "text"),
    [
        (10_000.0, "10000.0 m²\n合 1.0000 公顷\n合 15.00 亩"),
        (2000 / 3, "666.7 m²\n合 0.0667 公顷\n合 1.00 亩"),
        (254_321.05, "254321.0 m²\n合 25.4321 公顷\n合 381.48 亩"),  # half to even
        (None, "—"),
    ],
)
def test_areas_are_given_in_three_units(area_m2, text):
    assert area(area_m2, "zh") == text


@pytest.mark.parametrize(
    ("bearing_deg", "text"),
    [(0.0, "北（0°）"), (22.4, "北（22°）"), (44.6, "东北（45°）"), (359.7, "北（0°）"),
     (180.5, "南（180°）"), (270.0, "西（270°）"), (None, "—")],
)  # fmt: skip
def test_bearings_have_a_point_and_degrees(bearing_deg, text):
    assert bearing(bearing_deg, "zh") == text


def test_a_whole_turn_is_north():
    assert whole_degrees(359.99) == 0


def test_lengths_and_shares():
    assert metres(742.349) == "742.3\u00a0m"
    assert percent(24.963) == "25.0%"
    assert (metres(None), percent(None)) == ("—", "—")


@given(st.text())
def test_printable_text_is_what_xml_can_hold(text):
    shown = printable(text)
    assert all(
        char in "\t\n" or 0x20 <= ord(char) < 0x7F or 0x9F < ord(char) < 0xD800
        or 0xDFFF < ord(char) < 0xFFFE or ord(char) > 0xFFFF
        for char in shown
    )  # fmt: skip
    assert printable(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\r\nb\rc", "a\nb\nc"), ("坏\x00\x0b", f"坏{REPLACEMENT}{REPLACEMENT}"),
     ("\ud83d", REPLACEMENT), ("𠮷野\t家", "𠮷野\t家")],
)  # fmt: skip
def test_what_cannot_be_shown_is_shown_to_be_missing(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("value", "found"),
    [(Decimal("0.05"), 0.05), (Decimal("NaN"), None), (math.inf, None), (math.nan, None),
     (3, 3), (None, None), (True, True)],
)  # fmt: skip
def test_numbers_are_plain_or_missing(value, found):
    assert number(value) == found
