"""How much water passed a section in a month, from what its tables say of flow or volume."""

import calendar
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.classing.history import indicator_of
from watermap.quality.period import Period

VolumeSource = Literal["flow", "water_volume"]  # ids of indicators: m³/s, 万m³
SOURCES: tuple[VolumeSource, ...] = ("flow", "water_volume")  # flow first, where both are there
M3_PER_10K_M3 = Decimal(10_000)
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The water of one month. ``m3`` None: it cannot be told, and ``why`` says why."""

    m3: Decimal | None
    source: VolumeSource | None = None
    flow_m3_s: Decimal | None = None  # the month's mean; None: the volume itself was given
    seconds: int | None = None  # of the month, where it went through the flow
    why: tuple[Message, ...] = ()


def seconds_of(month: Period) -> int:
    """The seconds of a calendar month."""
    return calendar.monthrange(month.year, month.first)[1] * SECONDS_PER_DAY


def month_volume(
    section: SectionResult | None, month: Period, *, source: VolumeSource | None = None
) -> Volume:
    """The water that passed in a month.

    Flow: the mean of the month's results × the month's seconds. Volume: the month's one result;
    of several it is not known whether they are parts of the month or the whole of it again.

    Args:
        section: its result of that month; None: there is none.
        month: one month.
        source: which indicator is meant; None: flow, or the volume where no flow was measured.
    """
    wanted = SOURCES if source is None else (source,)
    for name in wanted:
        found = None if section is None else indicator_of(section, name)
        if found is not None and found.mean is not None:
            return _taken(name, found, found.mean, month)
    said = Message.of("loads.no_flow", month=str(month), titles=_titles(wanted))
    return Volume(m3=None, why=(said,))


def _taken(name: VolumeSource, found: IndicatorResult, mean: Decimal, month: Period) -> Volume:
    if found.censored or mean < 0:
        # A negative number is read as a detection limit; of a flow it would be water running back.
        raw = " ".join(found.raw)
        return Volume(m3=None, source=name, why=(Message.of("loads.flow_negative", raw=raw),))
    if name == "flow":
        seconds = seconds_of(month)
        return Volume(m3=mean * seconds, source=name, flow_m3_s=mean, seconds=seconds)
    if found.n > 1:
        said = Message.of("loads.volumes_several", month=str(month), n=found.n)
        return Volume(m3=None, source=name, why=(said,))
    return Volume(m3=mean * M3_PER_10K_M3, source=name)


def _titles(wanted: tuple[VolumeSource, ...]) -> Text:
    """What was looked for, in both languages."""
    titles = [load_indicators()[name].title for name in wanted]
    return Text(zh="、".join(one.zh for one in titles), en=" or ".join(one.en for one in titles))
