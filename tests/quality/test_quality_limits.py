"""Single values against limits: tests/tables/quality_limits.toml, and a brute force beside it."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.quality.assessment import CLASSES
from watermap.quality.classing.classify import class_of, worse
from watermap.quality.documents.standards import known_standards

TABLE = Path(__file__).parents[1] / "tables" / "quality_limits.toml"
GROUPS = tomllib.loads(TABLE.read_text("utf-8"))["group"]
CASES = [(group["clause"], *case) for group in GROUPS for case in group["cases"]]
STANDARD = known_standards()["gb3838-2002"]
GIVING = [limit for limit in STANDARD.limits if limit.gives_class]


@pytest.mark.parametrize(("clause", "indicator", "body", "raw", "compared", "expected"), CASES)
def test_a_value_has_the_class_of_the_table(  # noqa: PLR0917
    assess, rows, clause, indicator, body, raw, compared, expected
):
    result = assess(rows("桥", "2019-06", **{indicator: raw}), [{"name": "桥", "water_body": body}])
    (section,) = result.sections
    (one,) = section.indicators
    assert (str(one.value), one.water_class) == (compared, expected), clause
    assert one.raw == (raw,)


def brute_force(value, limit):
    """The class by walking the table of standards.md from the best column to the worst."""
    if limit.between is not None:
        inside = not (value < limit.between[0] or value > limit.between[1])
        return "I" if inside else "worse_than_V"
    for place in range(5):
        if limit.at_least is not None and not value < limit.at_least[place]:
            return CLASSES[place]
        if limit.at_most is not None and not value > limit.at_most[place]:
            return CLASSES[place]
    return "worse_than_V"


decimals = st.decimals(min_value=0, max_value=50, places=5)


@given(limit=st.sampled_from(GIVING), value=decimals)
def test_classes_agree_with_brute_force(limit, value):
    assert class_of(value, limit) == brute_force(value, limit)


@given(limit=st.sampled_from(GIVING), first=decimals, second=decimals)
def test_a_better_value_never_has_a_worse_class(limit, first, second):
    if limit.between is not None:
        middle = Decimal("7.5")
        better, poorer = sorted((first, second), key=lambda value: abs(value - middle))
    else:
        better, poorer = sorted((first, second), reverse=limit.at_least is not None)
    assert not worse(class_of(better, limit), class_of(poorer, limit))


@pytest.mark.parametrize("limit", GIVING, ids=lambda limit: limit.indicator)
def test_every_limit_is_inclusive_and_one_step_beyond_is_not(limit):  # G11
    step = Decimal("0.0000001")
    if limit.between is not None:
        low, high = limit.between
        assert [class_of(value, limit) for value in (low, high)] == ["I", "I"]
        outside = [class_of(value, limit) for value in (low - step, high + step)]
        assert outside == ["worse_than_V", "worse_than_V"]
        return
    bounds = limit.at_most or limit.at_least
    beyond = step if limit.at_most else -step
    for place, bound in enumerate(bounds):
        assert class_of(bound, limit) == CLASSES[bounds.index(bound)]
        after = class_of(bound + beyond, limit)
        assert CLASSES.index(after) > place
