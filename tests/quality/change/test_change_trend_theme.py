"""Where a section tends as a whole: what gets worse is never hidden by what gets better."""

from itertools import product

import pytest

from watermap.quality.change.trend_theme import trend_theme
from watermap.quality.change.trends import Trend


def of(name, state, meaning):
    return Trend(name=name, indicator="flow", unit="", state=state, values={}, spearman=None,
                 course=None, meaning=meaning, seasonal=None)  # fmt: skip


@pytest.mark.parametrize(
    ("meanings", "together"),
    [
        ("better", "better"),
        ("worse", "worse"),
        ("stable", "stable"),
        ("better stable", "better"),
        ("worse stable stable", "worse"),
        ("better worse", "mixed"),
        ("better better better worse", "mixed"),
        ("neither", "stable"),
        ("neither worse", "worse"),
    ],
)
def test_together(meanings, together):
    assert trend_theme([of("桥", "told", one) for one in meanings.split()]) == {"桥": together}


def test_what_is_not_told_says_nothing():
    untold = of("桥", "too_few_periods", None)
    assert trend_theme([untold, untold]) == {"桥": "untold"}
    assert trend_theme([untold, of("桥", "told", "worse")]) == {"桥": "worse"}
    assert trend_theme([untold, of("坝", "told", "better")]) == {"桥": "untold", "坝": "better"}
    assert trend_theme([]) == {}


def test_with_anything_worse_no_section_is_ever_called_better_or_stable():
    for meanings in product(["better", "worse", "stable", "neither"], repeat=3):
        found = trend_theme([of("桥", "told", one) for one in meanings])["桥"]
        assert ("worse" in meanings) == (found in {"worse", "mixed"})
