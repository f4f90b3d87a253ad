"""Which indicators make a section worse than class III (环办〔2011〕22号; standards.md 2.5)."""

from collections.abc import Sequence
from decimal import Decimal

from watermap.quality.assessment import (
    CLASSES,
    IndicatorResult,
    MainPollutant,
    WaterBody,
    WaterClass,
)
from watermap.quality.classing.classify import limit_value, multiple, worse
from watermap.quality.classing.indicator import Setting


def main_pollutants(
    indicators: Sequence[IndicatorResult],
    overall: WaterClass,
    water_body: WaterBody,
    setting: Setting,
) -> tuple[MainPollutant, ...]:
    """The main pollutants of one section, the worst first; none at class III or better.

    By class from the worst, in one class by the multiple over the limit of class III; cyanide and
    heavy metals over that limit go before all. An indicator whose multiple means nothing (pH,
    dissolved oxygen) comes last in its class, in the method's order. As 环办〔2011〕22号 has it;
    from general knowledge, see ``verified`` in the method's file.

    Args:
        indicators: of the section; those that do not count are left out.
        overall: the section's class.
        water_body: whose limits are meant.
        setting: standard and method.
    """
    rules = setting.method.main_pollutants
    if rules is None or not worse(overall, rules.beyond):
        return ()
    over = [
        (one, one.water_class)
        for one in indicators
        if one.counts and one.water_class is not None and worse(one.water_class, rules.beyond)
    ]
    if rules.only_worst_class:
        over = [(one, own) for one, own in over if own == overall]
    named = [
        (own, MainPollutant(id=one.id, multiple=multiple_beyond(one, water_body, setting)))
        for one, own in over
    ]

    def order(entry: tuple[WaterClass, MainPollutant]) -> tuple[bool, int, Decimal]:
        own, found = entry
        times = Decimal(-1) if found.multiple is None else found.multiple
        return found.id not in rules.first, -CLASSES.index(own), -times

    return tuple(found for _, found in sorted(named, key=order)[: rules.most])


def multiple_beyond(
    one: IndicatorResult, water_body: WaterBody, setting: Setting
) -> Decimal | None:
    """(C − S)/S of a value over the limit S of class III, whatever the section's target is.

    None: it is not over, has no value, or a multiple means nothing for it (pH, oxygen),
    or the method names no main pollutants.
    """
    rules = setting.method.main_pollutants
    rows = setting.standard.limits_for(one.id, water_body)
    if rules is None or one.value is None or len(rows) != 1:
        return None
    if one.id in setting.method.no_multiple:
        return None
    return multiple(one.value, limit_value(rows[0], rules.beyond, one.value))
