"""The seasonal Mann-Kendall test against all orders, the normal distribution and plain medians."""

import itertools
import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from watermap.quality.change.kendall import kendall_s, kendall_variance, median, seasonal_kendall

LEVEL = Decimal("0.05")


def decimals(values):
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    "values", [[1, 2, 3, 4, 5], [1, 2, 2, 3], [1, 1, 1, 2, 2], [4, 4, 4, 4], [1, 2, 3, 3, 5, 6]]
)
def test_the_variance_is_that_of_all_orders(values):
    """Where every order is as likely as another, S has mean 0 and the variance of the formula."""
    found = [kendall_s(decimals(order)) for order in itertools.permutations(values)]
    assert sum(found) == 0
    assert kendall_variance(decimals(values)) == Fraction(sum(s * s for s in found), len(found))


def test_textbook_figures():
    """Ten rising values: S = 45, variance 125, Z = 44/√125 = 3.9355."""
    (found,) = [
        seasonal_kendall([{2000 + at: Decimal(at) for at in range(10)}], significance=LEVEL)
    ]
    assert (found.s, found.variance) == (45, 125)
    assert abs(found.z - 3.93548) < 1e-5
    assert abs(found.p - 8.3e-5) < 1e-6
    assert (found.slope_per_year, found.course) == (1, "rising")


def test_seasons_do_not_hide_a_trend():
    """Each month falls by 0.1 a year under a season that is far larger."""
    seasons = [
        {2015 + year: Decimal(month) - Decimal("0.1") * year for year in range(5)}
        for month in range(12)
    ]
    found = seasonal_kendall(seasons, significance=LEVEL)
    assert found.s == -10 * 12
    assert found.variance == 12 * Fraction(5 * 4 * 15, 18)
    assert (found.slope_per_year, found.course) == (Decimal("-0.1"), "falling")
    assert (found.n, found.years) == (60, 5)


def test_seasons_alone_are_no_trend():
    seasons = [{2015 + year: Decimal(month) for year in range(5)} for month in range(12)]
    found = seasonal_kendall(seasons, significance=LEVEL)
    assert (found.s, found.z, found.p, found.course) == (0, 0.0, 1.0, "stable")
    assert found.slope_per_year == 0


def test_without_two_years_there_is_nothing():
    assert seasonal_kendall([{2019: Decimal(1)}, {2019: Decimal(2)}], significance=LEVEL) is None


def test_one_sided_permutation_p_agrees_roughly():
    """Of 7 values the normal p lies near the exact one."""
    values = [3, 1, 4, 2, 6, 5, 7]
    found = seasonal_kendall(
        [{2000 + at: Decimal(one) for at, one in enumerate(values)}], significance=LEVEL
    )
    orders = [kendall_s(decimals(order)) for order in itertools.permutations(values)]
    exact = sum(abs(s) >= abs(found.s) for s in orders) / len(orders)
    assert abs(found.p - exact) < 0.01


@given(
    st.lists(
        st.dictionaries(st.integers(2010, 2020), st.integers(0, 50).map(Decimal), max_size=6),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_against_a_plain_reading(seasons):
    found = seasonal_kendall(seasons, significance=LEVEL)
    pairs = [
        (before, after, season[before], season[after])
        for season in seasons for before in season for after in season if before < after
    ]  # fmt: skip
    if found is None:
        assert not pairs
        return
    assert found.s == sum((b > a) - (b < a) for _, _, a, b in pairs)
    slopes = [float((b - a) / (after - before)) for before, after, a, b in pairs]
    assert abs(float(found.slope_per_year) - statistics.median(slopes)) < 1e-9
    normal = statistics.NormalDist()
    assert abs(found.p - 2 * (1 - normal.cdf(abs(found.z)))) < 1e-9


@given(st.lists(st.integers(-9, 9).map(Decimal), min_size=1))
def test_median(values):
    assert median(values) == statistics.median(values)
