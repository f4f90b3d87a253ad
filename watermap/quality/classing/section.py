"""One section in one period: the worst of its indicators decides (GB 3838-2002, 5.1)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, SectionResult, State, WaterClass
from watermap.quality.classing.classify import worse, worst
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.main_pollutants import main_pollutants
from watermap.quality.classing.oxygen import TEMPERATURE
from watermap.quality.classing.particular import evaluate_held, missed, own_of
from watermap.quality.classing.source_items import said_of_items, source_items
from watermap.quality.documents.particulars import Particular
from watermap.quality.stations.map_stations import SOURCE_KIND, WELL_KIND, Station
from watermap.quality.stations.samples import Samples
from watermap.quality.stations.sums import sums_said, with_sums

SOURCE_TARGET: WaterClass = "III"  # of sources and wells (standards.md 7.2, 5.3)


def evaluate_section(
    station: Station,
    samples: Samples,
    *,
    setting: Setting,
    particulars: Sequence[Particular] = (),
) -> SectionResult:
    """Evaluate one section, drinking-water source or well.

    Args:
        station: from the map.
        samples: its results of the period.
        setting: by what, and for which period; groundwater by a standard for groundwater.
        particulars: of any sections; those of this one are heeded.
    """
    dates = _sampled(samples)
    target = _target(station)
    station = replace(station, why=(*station.why, *sums_said(samples)))
    samples = with_sums(samples)
    own = own_of(station.name, particulars, setting)
    results = tuple(
        evaluate_held(
            name,
            samples[name],
            setting=setting,
            station=station,
            target=target,
            own=own.get(name),
            temperatures=samples.get(TEMPERATURE, ()),
        )
        for name in _indicators(station, samples, setting)
    )
    bare = SectionResult(
        code=station.code,
        name=station.name,
        river=station.river,
        water_body=station.water_body,
        state="no_data",
        water_class=None,
        deciding=(),
        evaluated=0,
        counted=len(setting.method.counted),
        indicators=results,
        target=target,
        met=None,
        samples=len(dates),
        months=len({date.month for date in dates}),
        kind=station.kind,
        in_layer=station.in_layer,
        has_geometry=station.has_geometry,
    )
    if station.groundwater and setting.standard.water != "groundwater":
        return _groundwater(bare, samples, setting)
    if station.groundwater:
        said = Message.of("quality.groundwater_standard", title=setting.standard.title)
        station = replace(station, why=(*station.why, said))
    items = source_items(samples, setting) if station.kind == SOURCE_KIND else ()
    return _judged(bare, items, station, samples, setting)


def _sampled(samples: Samples) -> set[dt.date]:
    """The days with a result of the water's quality; how much flows is not one."""
    return {
        one.date
        for name, series in samples.items()
        if not load_indicators()[name].quantity
        for one in series
        if one.value is not None
    }


def _indicators(station: Station, samples: Samples, setting: Setting) -> list[str]:
    """What was measured: counted first, then for reference, then what the method does not name."""
    method = setting.method
    own = {row.indicator for row in setting.standard.source_rows}
    apart = own if station.kind == SOURCE_KIND else set()  # see source_items
    named = (*method.counted, *method.reference_only, *load_indicators())
    return [name for name in dict.fromkeys(named) if name in samples and name not in apart]


def _target(station: Station) -> WaterClass | None:
    """A source has to keep class III at least, whatever its layer says (standards.md 7.2).

    Wells too are held against class III, whose limits follow those of drinking water (5.3).
    """
    if station.kind not in (SOURCE_KIND, WELL_KIND):
        return station.target
    own = station.target or SOURCE_TARGET
    return SOURCE_TARGET if worse(own, SOURCE_TARGET) else own


def _groundwater(bare: SectionResult, samples: Samples, setting: Setting) -> SectionResult:
    """Groundwater has no surface-water class: its values are shown, without class or limit."""
    values = tuple(
        replace(
            one, water_class=None, limit=None, multiple=None, possible=None, counts=False, why=()
        )
        for one in (*bare.indicators, *source_items(samples, setting))
    )
    state: State = "insufficient" if bare.samples else "no_data"
    why = (Message.of("quality.groundwater"),)
    return replace(bare, indicators=values, state=state, target=None, why=why)


def _judged(
    bare: SectionResult,
    items: tuple[IndicatorResult, ...],
    station: Station,
    samples: Samples,
    setting: Setting,
) -> SectionResult:
    result = replace(bare, indicators=(*bare.indicators, *items))
    state, why = _state(bare, setting)
    why = (*station.why, *why)
    if state != "evaluated":
        return replace(result, state=state, why=(*why, *_missing_reasons(samples, bare)))
    classed = {
        one.id: one.water_class
        for one in bare.indicators
        if one.counts and one.water_class is not None
    }
    overall = worst(list(classed.values()))
    deciding = tuple(name for name, own in classed.items() if own == overall != "I")
    return replace(
        result,
        state=state,
        water_class=overall,
        deciding=deciding,
        evaluated=len(classed),
        met=_met(bare, items),
        main_pollutants=main_pollutants(bare.indicators, overall, station.water_body, setting),
        why=(*why, *_doubts(bare, overall, deciding), *said_of_items(items)),
    )


def _state(bare: SectionResult, setting: Setting) -> tuple[State, tuple[Message, ...]]:
    """Whether there is enough to evaluate, and what has to be said about it."""
    averaging, span = setting.method.averaging, setting.period.span
    months = {"found": bare.months, "needed": averaging.year_min_months}
    if bare.samples == 0:
        return "no_data", (Message.of("quality.no_results", period=str(setting.period)),)
    if span == "year" and bare.months < averaging.year_min_months:
        return "insufficient", (Message.of("quality.few_months", **months),)
    if (
        span in ("quarter", "half", "season", "months")
        and bare.samples < averaging.quarter_min_results
    ):
        needed = averaging.quarter_min_results
        said = Message.of("quality.few_samples", found=bare.samples, needed=needed)
        return "insufficient", (said,)
    if not any(one.counts and one.water_class is not None for one in bare.indicators):
        return "insufficient", (Message.of("quality.no_indicator"), *_unclassed(bare))
    if span == "year" and bare.months < averaging.year_full_months:
        full = averaging.year_full_months
        return "evaluated", (Message.of("quality.months_missing", found=bare.months, full=full),)
    return "evaluated", ()


def _unclassed(bare: SectionResult) -> tuple[Message, ...]:
    """Why indicators that should take part have no class."""
    return tuple(
        message
        for one in bare.indicators
        if one.counts and one.water_class is None
        for message in one.why
    )


def _doubts(
    bare: SectionResult, overall: WaterClass, deciding: tuple[str, ...]
) -> tuple[Message, ...]:
    """What is said of indicators that have no class, or whose doubts touch the section's class."""
    return tuple(
        message
        for one in bare.indicators
        if one.counts
        and (
            one.water_class is None
            or one.id in deciding
            or (one.possible is not None and worse(one.possible, overall))
        )
        for message in one.why
    )


def _met(bare: SectionResult, items: Sequence[IndicatorResult]) -> bool | None:
    """Whether the target is met; not on the strength of what could not be told."""
    if bare.target is None:
        return None
    over = missed(bare.indicators)
    if over or any(one.multiple is not None for one in items):
        return False
    return None if over is None or any(one.possible is not None for one in items) else True


def _missing_reasons(samples: Samples, bare: SectionResult) -> tuple[Message, ...]:
    """断流, 结冰 …: what the tables say in the place of values."""
    if bare.samples:
        return ()
    reasons = dict.fromkeys(
        one.reason for series in samples.values() for one in series if one.reason
    )
    return tuple(Message.of("quality.says", reason=one) for one in reasons)
