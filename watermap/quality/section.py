"""One section in one period: the worst of its indicators decides (GB 3838-2002, 5.1)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, SectionResult, State, WaterClass
from watermap.quality.classify import worse, worst
from watermap.quality.indicator import Setting, evaluate_indicator, period_mean
from watermap.quality.stations import SOURCE_KIND, Sample, Samples, Station

SOURCE_TARGET: WaterClass = "III"  # surface sources are held against class III (standards.md 7.2)


def evaluate_section(station: Station, samples: Samples, *, setting: Setting) -> SectionResult:
    """Evaluate one section or surface-water source."""
    within = {
        name: [one for one in series if setting.period.contains(one.date)]
        for name, series in samples.items()
    }
    dates = {one.date for series in within.values() for one in series if one.value is not None}
    target = SOURCE_TARGET if station.kind == SOURCE_KIND else station.target
    results = tuple(
        evaluate_indicator(
            name, within[name], setting=setting, water_body=station.water_body, target=target
        )
        for name in ordered(within, setting)
    )
    results += _source_items(station, within, setting)
    bare = SectionResult(
        code=station.code,
        name=station.name,
        river=station.river,
        water_body=station.water_body,
        state="no_data",
        water_class=None,
        deciding=(),
        evaluated=0,
        indicators=results,
        target=target,
        met=None,
        samples=len(dates),
        months=len({date.month for date in dates}),
        kind=station.kind,
    )
    return _judged(bare, station, within, setting)


def ordered(within: Samples, setting: Setting) -> list[str]:
    """The method's indicators that the tables have, those of the class first."""
    method = setting.method
    return [name for name in (*method.counted, *method.reference_only) if name in within]


def _judged(
    bare: SectionResult, station: Station, within: Samples, setting: Setting
) -> SectionResult:
    state, why = _state(bare, station, setting)
    if state != "evaluated":
        return replace(bare, state=state, why=(*why, *_missing_reasons(within, bare)))
    classed = [one for one in bare.indicators if one.counts and one.water_class is not None]
    classes = [one.water_class for one in classed if one.water_class is not None]
    overall = worst(classes)
    blind = [one for one in bare.indicators if one.counts and one.n and one.water_class is None]
    said = tuple(message for one in blind for message in one.why)
    met = _met(overall, bare, station)
    return replace(
        bare,
        state="evaluated",
        water_class=overall,
        deciding=tuple(one.id for one in classed if one.water_class == overall)
        if overall != "I"
        else (),
        evaluated=len(classed),
        met=None if met and said else met,  # a target is not met by what could not be told
        why=why + said,
    )


def _state(
    bare: SectionResult, station: Station, setting: Setting
) -> tuple[State, tuple[Message, ...]]:
    """Whether there is enough to evaluate, and what has to be said about it."""
    averaging, span = setting.method.averaging, setting.period.span
    if station.groundwater:
        return "insufficient", (Message.of("quality.groundwater"),)
    if bare.samples == 0:
        return "no_data", (Message.of("quality.no_results", period=str(setting.period)),)
    if span == "year" and bare.months < averaging.year_min_months:
        return "insufficient", (
            Message.of("quality.few_months", found=bare.months, needed=averaging.year_min_months),
        )
    if span == "quarter" and bare.samples < averaging.quarter_min_results:
        return "insufficient", (
            Message.of(
                "quality.few_samples", found=bare.samples, needed=averaging.quarter_min_results
            ),
        )
    if not any(one.counts and one.water_class is not None for one in bare.indicators):
        said = tuple(message for one in bare.indicators if one.counts for message in one.why)
        return "insufficient", (Message.of("quality.no_indicator"), *said)
    return "evaluated", ()


def _met(overall: WaterClass, bare: SectionResult, station: Station) -> bool | None:
    if bare.target is None:
        return None
    if station.kind == SOURCE_KIND:
        over = [one for one in bare.indicators if one.water_class is None and one.multiple]
        return not worse(overall, bare.target) and not over
    return not worse(overall, bare.target)


def _missing_reasons(within: Samples, bare: SectionResult) -> tuple[Message, ...]:
    """断流, 结冰 …: what the tables say in the place of values."""
    if bare.samples:
        return ()
    reasons = dict.fromkeys(
        one.reason for series in within.values() for one in series if one.reason
    )
    return tuple(Message.of("quality.no_value", reason=text) for text in reasons)


def _source_items(
    station: Station, within: Samples, setting: Setting
) -> tuple[IndicatorResult, ...]:
    """The further items of drinking-water sources, each against its single limit (table 2)."""
    if station.kind != SOURCE_KIND:
        return ()
    return tuple(
        _source_item(row.indicator, row.sources_at_most, within[row.indicator], setting)
        for row in setting.standard.limits
        if row.sources_at_most is not None and row.indicator in within
    )


def _source_item(
    name: str, most: Decimal, samples: Sequence[Sample], setting: Setting
) -> IndicatorResult:
    used = [one for one in samples if one.value is not None]
    average = period_mean(used, name, setting) if used else None
    value = None if average is None else setting.method.rounded(name, average)
    return IndicatorResult(
        id=name,
        unit=load_indicators()[name].unit,
        raw=tuple(one.raw for one in samples),
        n=len(used),
        censored=sum(one.below_detection for one in used),
        mean=average,
        value=value,
        water_class=None,
        limit=most,
        multiple=(value - most) / most if value is not None and value > most else None,
        counts=False,
    )
