"""Class I of dissolved oxygen by its share of saturation (GB 3838-2002, table 1, item 3)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from watermap.quality.classing.averages import period_mean
from watermap.quality.classing.means import mean
from watermap.quality.documents.methods import Method
from watermap.quality.period import Period
from watermap.quality.stations.samples import Sample

OXYGEN, TEMPERATURE = "dissolved_oxygen", "water_temperature"


def saturation_pct(
    oxygen: Sequence[Sample],
    temperature: Iterable[Sample],
    *,
    method: Method,
    period: Period,
) -> Decimal | None:
    """The mean share of saturation over the period, per cent, averaged as the oxygen itself is.

    None: the method does not ask for it, there is no oxygen, or a result of oxygen has no water
    temperature of its day. Where a day has several temperatures their mean is taken.
    """
    rule = method.oxygen_saturation
    used = [one for one in oxygen if one.value is not None]
    by_day = _by_day(temperature)
    if rule is None or not used or any(one.date not in by_day for one in used):
        return None

    def share(sample: Sample) -> Decimal:
        return rule.share_pct(sample.value or Decimal(0), by_day[sample.date])

    return period_mean(_UNROUNDED, used, share, method=method, period=period)


def saturated(share_pct: Decimal, method: Method) -> bool:
    """Whether that share of saturation makes class I; never where the method has no such rule."""
    rule = method.oxygen_saturation
    return rule is not None and share_pct >= rule.class_one_from_pct


_UNROUNDED = "oxygen_saturation"  # no indicator, so no method has decimals for it


def _by_day(samples: Iterable[Sample]) -> Mapping[object, Decimal]:
    days: dict[object, list[Decimal]] = {}
    for one in samples:
        if one.value is not None:
            days.setdefault(one.date, []).append(one.value)
    return {day: mean(values) for day, values in days.items()}
