"""Pollutant flux: concentration × flow × time, summed over a year only where all months are there.

A result below detection counts as 0 for a load (SL 219-2013 §12.2.5, HJ/T 92-2002; standards.md
3.1), not as half its limit as for a class.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.classing.history import History, indicator_of
from watermap.quality.loads.volume import Volume, VolumeSource, month_volume
from watermap.quality.period import Period

MONTHS_OF_A_YEAR = 12
CONCENTRATION_UNIT = "mg/L"  # is g/m³
G_PER_T = Decimal(1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLoad:
    """One month. ``load_t`` None: cannot be told, which is not nothing; ``why`` says why."""

    month: Period
    concentration_mg_l: Decimal | None  # mean of the month, below detection as 0; None: no result
    volume: Volume
    load_t: Decimal | None
    below_detection: bool = False  # results of the month below detection were counted as 0
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one indicator's load at one section was in a year."""

    section: str
    indicator: str
    year: int
    months: tuple[MonthLoad, ...]  # all twelve
    why: tuple[Message, ...] = ()

    @property
    def known(self) -> int:
        """Months with a load."""
        return sum(one.load_t is not None for one in self.months)

    @property
    def complete(self) -> bool:
        """Whether every month has one, so that the sum is the year's."""
        return self.known == MONTHS_OF_A_YEAR

    @property
    def so_far_t(self) -> Decimal | None:
        """Sum of the months that have one, in t; None: none has."""
        found = [one.load_t for one in self.months if one.load_t is not None]
        return sum(found, Decimal(0)) if found else None

    @property
    def year_t(self) -> Decimal | None:
        """The year's load in t; None where a month is missing."""
        return self.so_far_t if self.complete else None


def months_of(year: int) -> tuple[Period, ...]:
    """The twelve months of a year."""
    return tuple(Period(year=year, first=month, last=month) for month in range(1, 13))


def is_concentration(indicator: str) -> bool:
    """Whether a load can be made of it: it is measured in mg/L."""
    known = load_indicators().get(indicator)
    return known is not None and known.unit == CONCENTRATION_UNIT


def section_load(
    history: History,
    section: str,
    indicator: str,
    *,
    year: int,
    source: VolumeSource | None = None,
) -> Load:
    """The load of one indicator past one section, month by month.

    Args:
        history: results by month.
        section: its name.
        indicator: one measured in mg/L; of another no month has a load, and it is said.
        year: of which.
        source: flow or volume; None: flow, or the volume where no flow was measured.
    """
    if not is_concentration(indicator):
        said = Message.of("loads.no_concentration", indicator=_title(indicator))
        return Load(section=section, indicator=indicator, year=year, months=(), why=(said,))
    results = history.of(section)
    months = tuple(_month(month, results, indicator, source) for month in months_of(year))
    found = Load(section=section, indicator=indicator, year=year, months=months)
    return Load(
        section=section, indicator=indicator, year=year, months=months, why=tuple(_said(found))
    )


def loads(
    history: History,
    *,
    year: int,
    indicators: Sequence[str],
    source: VolumeSource | None = None,
) -> tuple[Load, ...]:
    """The loads of every section for which any month of the year says a flow or a volume.

    Args:
        history: results by month.
        year: of which.
        indicators: ids of what loads are wanted of; those a section never measured are left out.
        source: flow or volume; None: flow, or the volume where no flow was measured.
    """
    found = []
    for name in history.names():
        results = history.of(name)
        flows = [
            month_volume(results.get(month), month, source=source) for month in months_of(year)
        ]
        if all(one.source is None for one in flows):
            continue
        for indicator in indicators:
            one = section_load(history, name, indicator, year=year, source=source)
            if any(month.concentration_mg_l is not None for month in one.months):
                found.append(one)
    return tuple(found)


def _month(
    month: Period,
    results: Mapping[Period, SectionResult],
    indicator: str,
    source: VolumeSource | None,
) -> MonthLoad:
    section = results.get(month)
    measured = None if section is None else indicator_of(section, indicator)
    concentration, why = _concentration(measured, indicator, month)
    volume = month_volume(section, month, source=source)
    load_t = None
    if concentration is not None and volume.m3 is not None:
        load_t = concentration * volume.m3 / G_PER_T
    return MonthLoad(
        month=month,
        concentration_mg_l=concentration,
        volume=volume,
        load_t=load_t,
        below_detection=bool(measured is not None and measured.censored),
        why=(*why, *volume.why),
    )


def _concentration(
    measured: IndicatorResult | None, indicator: str, month: Period
) -> tuple[Decimal | None, tuple[Message, ...]]:
    """The month's mean as loads count it."""
    title = _title(indicator)
    if measured is None or measured.mean is None:
        return None, (Message.of("loads.no_result", month=str(month), indicator=title),)
    if not measured.censored:
        return measured.mean, ()
    taken = Decimal(0) if measured.censored == measured.n else measured.least_mean
    if taken is None:
        return None, (Message.of("loads.below_unknown", month=str(month), indicator=title),)
    said = Message.of(
        "loads.below_detection", month=str(month), indicator=title, n=measured.censored
    )
    return taken, (said,)


def _said(load: Load) -> list[Message]:
    """What the months have in common."""
    said = []
    if any(one.below_detection for one in load.months):
        said.append(Message.of("loads.below_detection_rule"))
    if not load.complete:
        absent = "、".join(str(one.month.first) for one in load.months if one.load_t is None)
        said.append(Message.of("loads.months", known=load.known, absent=absent))
    return said


def _title(indicator: str) -> object:
    known = load_indicators().get(indicator)
    return indicator if known is None else known.title
