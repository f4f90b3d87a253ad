"""Spearman's coefficient against the reference, by enumeration, and against plain Pearson."""

import itertools
import math
import re
import statistics
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.figures import rounded
from watermap.quality.change.ranks import mean_ranks, spearman
from watermap.quality.change.rules import change_rules

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT.parent / "shared" / "facts" / "standards.md"
TREND = change_rules().trend


def decimals(*values):
    return [Decimal(str(value)) for value in values]


def test_the_vector_of_the_reference():
    """Section 13: seven periods, Σd² = 108, r_s = −0.9286, beyond both W_p."""
    found = spearman(decimals(5.8, 5.2, 5.4, 4.9, 4.6, 4.7, 4.1), TREND)
    assert found.sum_d2 == 108
    assert rounded(found.r_s, 4) == Decimal("-0.9286")
    assert rounded(found.by_formula, 4) == Decimal("-0.9286")
    assert found.critical == {"0.05": Decimal("0.714"), "0.01": Decimal("0.893")}
    assert found.significant == "0.01"
    assert (found.tied, found.row, found.at_critical) == (0, 7, False)


@pytest.mark.parametrize("n", range(5, 10))
@pytest.mark.parametrize("level", ["0.05", "0.01"])
def test_critical_values_by_enumeration(n, level):
    """W_p is the least coefficient that at most p of all orders reach."""
    counts = {}
    for order in itertools.permutations(range(n)):
        d2 = sum((one - at) ** 2 for at, one in enumerate(order))
        counts[d2] = counts.get(d2, 0) + 1
    reached, least = 0, None
    for d2 in sorted(counts):  # from the coefficient 1 down
        reached += counts[d2]
        if Fraction(reached, math.factorial(n)) > Fraction(level):
            break
        least = 1 - Fraction(6 * d2, n**3 - n)
    assert rounded(Decimal(least.numerator) / least.denominator, 3) == TREND.critical[level][n]


def test_the_table_is_that_of_the_reference():
    if not REFERENCE.is_file():
        pytest.skip("the reference is not beside this checkout")
    part = REFERENCE.read_text("utf-8").split("W_p, one-sided", 1)[1].split("# 3.", 1)[0]
    rows = {}
    for line in part.splitlines():
        cells = re.findall(r"[\d.]+", line)
        if len(cells) == 6:
            rows |= {int(cells[0]): cells[1:3], int(cells[3]): cells[4:6]}
    assert len(rows) == 16
    for at, level in enumerate(("0.05", "0.01")):
        assert TREND.critical[level] == {n: Decimal(found[at]) for n, found in rows.items()}


def test_between_rows_the_stricter_value_holds():
    assert TREND.critical_value(11, "0.05") == (10, Decimal("0.564"))
    assert TREND.critical_value(31, "0.05") == (30, Decimal("0.306"))
    assert TREND.critical_value(12, "0.01") == (12, Decimal("0.712"))


def test_at_the_critical_value_it_is_stable():
    """Σd² = 16 of seven values: 0.714286 is the table's 0.714, and not above it."""
    orders = (spearman(decimals(*order), TREND) for order in itertools.permutations(range(7)))
    at_limit = next(one for one in orders if one.sum_d2 == 16)
    assert rounded(at_limit.r_s, 6) == Decimal("0.714286")
    assert (at_limit.significant, at_limit.at_critical) == (None, True)


def test_five_values_are_never_significant_at_one_per_cent():
    found = spearman(decimals(1, 2, 3, 4, 5), TREND)
    assert (found.r_s, found.significant) == (1, "0.05")


def test_equal_values_have_no_coefficient():
    """The formula alone would say 0.5, beyond W_p of 14 values."""
    found = spearman(decimals(*[3] * 14), TREND)
    assert found.by_formula == Decimal("0.5") > found.critical["0.05"]
    assert (found.r_s, found.significant, found.tied) == (None, None, 14)


def test_too_few_values_are_refused():
    with pytest.raises(ValueError, match="no trend"):
        spearman(decimals(1, 2, 3, 4), TREND)


series = st.lists(st.integers(0, 6).map(Decimal), min_size=5, max_size=30)


@given(series)
def test_it_is_pearson_of_the_ranks(values):
    found = spearman(values, TREND)
    ranks = [
        sum(other < value for other in values) + (values.count(value) + 1) / 2 for value in values
    ]
    assert [float(rank) for rank in mean_ranks(values)] == ranks
    if found.r_s is None:
        assert len(set(values)) == 1
    else:
        expected = statistics.correlation(ranks, range(1, len(ranks) + 1))
        assert math.isclose(float(found.r_s), expected, abs_tol=1e-9)
        if not found.tied:
            assert math.isclose(float(found.by_formula), expected, abs_tol=1e-9)


@given(series)
def test_the_other_way_round_it_is_the_opposite(values):
    one, other = spearman(values, TREND), spearman(values[::-1], TREND)
    assert one.significant == other.significant
    if one.r_s is not None:
        assert math.isclose(one.r_s, -other.r_s, abs_tol=1e-12)
