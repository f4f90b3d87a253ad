"""Rounding and means, beside independent ways of computing them."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from watermap.quality.classing.means import mean
from watermap.quality.documents.rounding import rounded_for_comparison

# standards.md 13: value, decimals, result
VECTORS = [
    ("6.05", 1, "6.0"), ("6.15", 1, "6.2"), ("0.125", 2, "0.12"), ("0.2005", 3, "0.200"),
    ("0.00015", 4, "0.0002"), ("0.00004", 3, "0.00004"), ("9.5", 0, "10"), ("5.5", 0, "6"),
    ("0.205", 2, "0.20"), ("1.005", 2, "1.00"), ("0.0004", 3, "0.0004"), ("0", 3, "0.000"),
    ("0.000449", 3, "0.0004"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "decimals", "expected"), VECTORS)
def test_the_vectors_of_the_reference(value, decimals, expected):  # N9, G11
    assert str(rounded_for_comparison(Decimal(value), decimals)) == expected


@given(
    value=st.decimals(min_value=0, max_value=1000, places=7),
    decimals=st.integers(min_value=0, max_value=5),
)
def test_rounding_agrees_with_fractions(value, decimals):
    exact = round(Fraction(value) * 10**decimals)  # Python rounds fractions half to even
    result = rounded_for_comparison(value, decimals)
    if exact or not value:
        assert Fraction(result) == Fraction(exact, 10**decimals)
    else:
        assert len(result.as_tuple().digits) == 1
        assert result != 0


@given(st.lists(st.decimals(min_value=0, max_value=100, places=5), min_size=1, max_size=60))
def test_a_mean_agrees_with_fractions_and_any_order(values):  # N9c
    exact = Fraction(sum(map(Fraction, values)), len(values))
    assert abs(Fraction(mean(values)) - exact) <= Fraction(1, 10**12)
    assert mean(values[::-1]) == mean(values)


@given(st.lists(st.decimals(min_value=2, max_value=12, places=2), min_size=1, max_size=40))
def test_the_mean_of_ph_is_that_of_the_acid(values):
    acid = math.fsum(10 ** -float(value) for value in values) / len(values)
    found = mean(values, over_hydrogen_ions=True)
    assert float(found) == pytest.approx(-math.log10(acid), abs=1e-9)
    assert min(values) <= found <= max(values)


@given(st.decimals(min_value=2, max_value=12, places=2), st.integers(1, 31))
def test_the_mean_of_equal_ph_is_that_ph(value, count):
    assert mean([value] * count, over_hydrogen_ions=True) == value
