"""Where a class turns, held against rounding and classing value after value."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st

from watermap.quality.assessment import CLASSES
from watermap.quality.bulk.rules import rules_of
from watermap.quality.bulk.steps import Steps, TooManyDigitsError
from watermap.quality.classing.classify import class_of
from watermap.quality.documents.limits import Limit
from watermap.quality.documents.rounding import rounded_for_comparison

PER_ROW = 45_000  # values of each row of the standard: a million in all


def _expected(text, limit, decimals):
    value = Decimal(text)
    value = value if decimals is None else rounded_for_comparison(value, decimals)
    return CLASSES.index(class_of(value, limit)) + 1


def _around(limit, decimals, random):
    """Values up to four times the limits, and every neighbour of every place it may turn."""
    finest = 6 if decimals is None else decimals + 2
    top = max(limit.figures())
    scattered = random.integers(0, int(top * 4 * 10**finest) + 10, PER_ROW)
    near = [
        int(figure * 10**finest) + step for figure in limit.figures() for step in range(-120, 121)
    ]
    tiny = random.integers(0, 2000, 500)
    return [
        *(Decimal(int(one)).scaleb(-finest) for one in scattered),
        *(Decimal(one).scaleb(-finest) for one in near if one >= 0),
        *(Decimal(int(one)).scaleb(-finest - 3) for one in tiny),
    ]


@pytest.mark.parametrize("name", ["hb-2011-22", "unrounded"])
def test_a_million_values_have_the_class_of_their_decimals(standard, methods, name):
    random, seen = np.random.default_rng(20260301), 0
    per_row = PER_ROW if name == "hb-2011-22" else PER_ROW // 20
    for limit in standard.limits:
        if not limit.gives_class:
            continue
        decimals = methods[name].rounding.decimals.get(limit.indicator)
        texts = _around(limit, decimals, random)[:: PER_ROW // per_row]
        found = Steps.of(limit, decimals).of_values(np.array([float(one) for one in texts]))
        expected = [_expected(one, limit, decimals) for one in texts]
        assert found.tolist() == expected, limit.indicator
        seen += len(texts)
    assert seen > (1_000_000 if name == "hb-2011-22" else 50_000)


_places = st.integers(0, 4)
_figures = st.lists(st.decimals(0, 20, places=4), min_size=5, max_size=5)


@given(_figures, st.one_of(st.none(), _places), st.data())
def test_any_row_rising_falling_or_a_range(figures, decimals, data):
    form = data.draw(st.sampled_from(["at_most", "at_least", "between"]))
    ordered = sorted(figures, reverse=form == "at_least")
    limit = Limit(
        indicator="ammonia_nitrogen", table=1, item=7, unit="mg/L",
        **{form: tuple(ordered[:2] if form == "between" else ordered)},
    )  # fmt: skip
    steps = Steps.of(limit, decimals)
    free = st.decimals(0, 30, places=7)
    near = st.builds(
        lambda figure, step: abs(figure + Decimal(step).scaleb(-5)),
        st.sampled_from(ordered), st.integers(-60_000, 60_000),
    )  # fmt: skip
    for value in data.draw(st.lists(st.one_of(free, near), min_size=1, max_size=20)):
        assert steps.of_values(np.array([float(value)]))[0] == _expected(value, limit, decimals)


def test_no_value_has_no_class(standard, method):
    for rule in rules_of(["ph", "dissolved_oxygen", "lead"], standard=standard, method=method):
        assert rule.river.of_values(np.array([np.nan])).tolist() == [0]


def test_a_limit_that_float64_cannot_hold_is_refused():
    limit = Limit(
        indicator="ph", table=1, item=2, unit="无量纲", between=("6", "9.1234567890123456")
    )
    with pytest.raises(TooManyDigitsError):
        Steps.of(limit, None)
