"""National rounding of whole columns, beside Decimal."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st

from watermap.quality.bulk.rounding import rounded_floats
from watermap.quality.documents.rounding import rounded_for_comparison

COUNT = 200_000  # of each of five numbers of decimals: a million


def _numbers(decimals, random):
    """Values of all sizes: ties and their neighbours, short decimals, what would become 0."""
    third = COUNT // 4
    ties = (random.integers(0, 10**5, third) * 2 + 1) / (2 * 10.0**decimals)
    beside = ties + random.integers(-9, 10, third) / 10.0 ** (decimals + 5)
    short = random.integers(0, 10**7, third) / 10.0 ** random.integers(0, 8, third)
    computed = random.lognormal(-3, 4, third)  # 16 and 17 digits
    return np.concatenate([ties, beside, short, computed[computed < 10.0 ** (14 - decimals)]])


@pytest.mark.parametrize("decimals", [0, 1, 2, 3, 5])
def test_a_million_values_are_rounded_as_decimals(decimals):
    values = _numbers(decimals, np.random.default_rng(20260301 + decimals))
    found = rounded_floats(values, decimals)
    expected = [
        float(rounded_for_comparison(Decimal(repr(value)), decimals)) for value in values.tolist()
    ]
    assert len(values) > 0.9 * COUNT
    assert np.array_equal(found, np.array(expected))


# standards.md 13
@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (6.05, 1, 6.0), (6.15, 1, 6.2), (0.125, 2, 0.12), (0.2005, 3, 0.2), (0.00015, 4, 0.0002),
        (0.00004, 3, 0.00004), (9.5, 0, 10), (5.5, 0, 6), (0.205, 2, 0.2), (1.005, 2, 1.0),
        (0.0004, 3, 0.0004), (0, 3, 0), (0.000449, 3, 0.0004), (0.096, 0, 0.1), (0.0005, 3, 0.0005),
    ],
)  # fmt: skip
def test_the_vectors_of_the_reference(value, decimals, expected):
    assert rounded_floats(np.array([value, -value], dtype=float), decimals).tolist() == [
        expected, -expected
    ]  # fmt: skip


@given(
    st.decimals(min_value=-(10**6), max_value=10**6, places=8).filter(
        lambda one: len(one.as_tuple().digits) <= 15
    ),
    st.integers(0, 6),
)
def test_any_decimal_of_fifteen_digits(value, decimals):
    (found,) = rounded_floats(np.array([float(value)]), decimals)
    assert found == float(rounded_for_comparison(value, decimals))


def test_nothing_stays_nothing_and_nonsense_is_refused():
    assert np.isnan(rounded_floats(np.array([np.nan]), 2)).all()
    assert rounded_floats(np.array([]), 2).size == 0
    for values, decimals in (([1e20], 2), ([1e-30], 2), ([1.0], -1), ([1.0], 30)):
        with pytest.raises(ValueError, match=r"."):
            rounded_floats(np.array(values), decimals)
