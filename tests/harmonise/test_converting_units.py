"""Units are a closed table, and converting is exact."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from watermap.errors import WatermapError
from watermap.harmonise.terms.units import _key, convert, load_units, unit_of

D = Decimal


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("5", "ug/L", "mg/L", "0.005"),
        ("5", "µg/L", "mg/L", "0.005"),  # U+00B5
        ("5", "μg/L", "mg/L", "0.005"),  # U+03BC
        ("5", "μg·L⁻¹", "mg/L", "0.005"),
        ("20", "mg/m³", "mg/L", "0.020"),
        ("20", "mg/m3", "µg/L", "20"),
        ("0.3", "g/m**3", "mg/L", "0.3"),
        ("230", "MPN/100mL", "个/L", "2300"),
        ("1.5", "10⁴个/L", "个/L", "15000"),
        ("1.5", "10^4个/L", "个/L", "15000"),
        ("1.5", "万个/L", "个/L", "15000"),
        ("1.5", "104个/L", "个/L", "15000"),  # the 4 raised by the cell's format only
        ("45", "cm", "m", "0.45"),
        ("70", "mS/m", "µS/cm", "700"),
        ("0.7", "mS/cm", "μS/cm", "700"),
        ("1", "m³/s", "万m³/d", "8.64"),
        ("2.5", "km²", "ha", "250"),
        ("3", "亩", "m²", "2000"),
        ("7.2", "无量纲", "无量纲", "7.2"),
    ],
)
def test_conversion(value, source, target, expected):
    converted, how = convert(D(value), source, target)
    assert converted == D(expected)
    assert (how is None) == (converted == D(value) and unit_of(source) == unit_of(target)) or (
        how is None and converted == D(value)
    )


def test_what_was_done_is_said_in_both_languages():
    _, how = convert(D(5), "ug/L", "mg/L")
    assert how.text("zh") == "ug/L→mg/L ×0.001"
    _, how = convert(D(1), "万m³/d", "m³/s")
    assert how.text("en") == "万m³/d→m³/s ÷8.64"


@pytest.mark.parametrize("unit", ["ppm", "mgL", "度", "FNU", "", "mg", "克/吨"])
def test_an_unknown_unit_is_never_guessed(unit):
    with pytest.raises(WatermapError) as caught:
        convert(D(1), unit, "mg/L")
    expected = "unit_unfit" if unit == "度" else "unit_unknown"
    assert [problem.code for problem in caught.value.problems] == [f"harmonise.{expected}"]


def test_what_measures_something_else_is_not_converted():
    with pytest.raises(WatermapError) as caught:
        convert(D(90), "%", "mg/L")
    assert caught.value.problems[0].code == "harmonise.unit_unfit"


UNITS = sorted(load_units())
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=6)


@given(NUMBERS, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_no_digit_is_lost(value, source, target):
    one, other = load_units()[source], load_units()[target]
    if one.dimension != other.dimension:
        return
    exact = Fraction(value) * Fraction(one.factor) / Fraction(other.factor)
    converted = convert(value, source, target)[0]
    assert abs(Fraction(converted) - exact) <= abs(exact) / 10**55
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:  # it has an end: then every digit is there
        assert Fraction(converted) == exact


def test_no_spelling_means_two_units():
    owners = {}
    for unit in load_units().values():
        for written in (unit.symbol, *unit.spellings):
            assert owners.setdefault(_key(written), unit.symbol) == unit.symbol, written
