"""Titles of indicators one after the other, for sentences."""

from collections.abc import Iterable

from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text, in_a_row


def titles_of(indicators: Iterable[str]) -> Text:
    """``氨氮、总磷`` and ``ammonia nitrogen, total phosphorus``; empty of none."""
    return in_a_row(load_indicators()[name].title for name in indicators)
