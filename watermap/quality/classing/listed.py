"""Titles of indicators one after the other, for sentences."""

from collections.abc import Iterable

from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text


def titles_of(indicators: Iterable[str]) -> Text:
    """``氨氮、总磷`` and ``ammonia nitrogen, total phosphorus``; empty of none."""
    titles = [load_indicators()[name].title for name in indicators]
    return Text(zh="、".join(one.zh for one in titles), en=", ".join(one.en for one in titles))
