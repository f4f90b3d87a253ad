"""The further items of drinking-water sources, each against its single limit (tables 2 and 3)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult
from watermap.quality.classing.classify import multiple
from watermap.quality.classing.indicator import Setting, averages_of, measured
from watermap.quality.stations.samples import Samples


def source_items(within: Samples, setting: Setting) -> tuple[IndicatorResult, ...]:
    """The items of the standard that only sources have; no class, but limit and multiple.

    ``possible`` is worse than V where the limit may be exceeded and it cannot be told.
    """
    return tuple(
        _item(row.indicator, row.sources_at_most, within, setting)
        for row in setting.standard.source_rows
        if row.sources_at_most is not None and row.indicator in within
    )


def item_over(result: IndicatorResult) -> bool:
    """Whether a result is such an item and over its limit; reference-only ones have a class."""
    return not result.counts and result.water_class is None and result.multiple is not None


def said_of_items(items: Sequence[IndicatorResult]) -> Iterator[Message]:
    """What is said of each item that is over its limit or may be."""
    for one in items:
        title = load_indicators()[one.id].title
        if one.multiple is not None:
            value = f"{one.value:f}"
            yield Message.of(
                "quality.item_over", indicator=title, value=value, limit=one.limit, unit=one.unit
            )
        if one.possible is not None:
            yield Message.of("quality.item_may_be_over", indicator=title, limit=one.limit)
            yield from one.why


def _item(name: str, most: Decimal, within: Samples, setting: Setting) -> IndicatorResult:
    averages = averages_of(name, within[name], setting)
    result = replace(measured(name, within[name], averages, setting), limit=most, counts=False)
    known = (averages.value or Decimal(0), *averages.span, *averages.with_doubtful)
    if max(known) <= most:
        return result
    certain = result.enough and averages.value is not None and min(known) > most
    if not certain or averages.value is None:
        return replace(result, possible="worse_than_V")
    return replace(result, multiple=multiple(averages.value, most))
