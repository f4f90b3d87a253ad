"""One station through time: what each indicator was in every period, and between which limits."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.measurements import DATE, SECTION, Measurements
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import IndicatorResult, SectionResult, WaterBody, WaterClass
from watermap.quality.bulk.column import period_of
from watermap.quality.bulk.groups import GroupSpan, first_day
from watermap.quality.classing.classify import class_of
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.section import evaluate_section
from watermap.quality.documents.limits import Limit
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period
from watermap.quality.standing.material import Material
from watermap.quality.stations.automatic import automatic_first
from watermap.quality.stations.map_stations import Station, twice
from watermap.quality.stations.samples import Samples, gather


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One indicator in one period in which the station has results of it."""

    period: Period
    result: IndicatorResult
    detection_limit: Decimal | None  # the highest one, where every value is below detection
    met: bool | None  # whether the section's target is met by all of its indicators

    @property
    def begin(self) -> dt.date:
        """The period's first day."""
        return self.period.begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The values that are of one class, in the indicator's unit; None: no end on that side."""

    low: Decimal | None
    high: Decimal | None
    water_class: WaterClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One indicator of one station, oldest period first."""

    indicator: str
    unit: str
    points: tuple[CurvePoint, ...]
    bands: tuple[Band, ...]  # from low to high values; empty: no class follows from it, see ``why``
    target: WaterClass | None
    target_limits: tuple[Decimal, ...]  # the ends of what keeps the target
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StationCurves:
    """Everything measured at one station, the method's indicators first."""

    name: str
    kind: str
    span: GroupSpan
    standard: Text  # its title
    method: Text
    results: tuple[tuple[Period, SectionResult], ...]  # oldest first
    curves: tuple[Curve, ...]

    def curve(self, indicator: str) -> Curve | None:
        """The curve of one indicator; None: it was never measured here."""
        return next((one for one in self.curves if one.indicator == indicator), None)

    def deciding(self) -> tuple[str, ...]:
        """Indicators that decided the class in any period, the most frequent first."""
        found: dict[str, int] = {}
        for _, one in self.results:
            for name in one.deciding:
                found[name] = found.get(name, 0) + 1
        return tuple(sorted(found, key=lambda name: -found[name]))


def station_curves(
    material: Material, name: str, kind: str, *, span: GroupSpan, progress: Progress = SILENT
) -> StationCurves | None:
    """A station's indicators in every period of a span in which it has results.

    Each period is evaluated as ``evaluate`` does it, so a point is the value of the map's card.

    Args:
        material: the project's data.
        name: of the station.
        kind: "section" or "water_source".
        span: into what time is divided.
        progress: where to report.

    Returns:
        None: there is no such station, or several are called so and nothing belongs to one.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    joined = material.joined()
    found = [one for one in joined.known if (one.kind, one.name) == (kind, name)]
    if len(found) != 1 or name in twice(joined.known):
        return None
    station = found[0]
    own = _own(material.measurements, [at for at, to in joined.under.items() if to == name])
    periods = _periods(own, span)
    points: dict[str, list[CurvePoint]] = {}
    results: list[tuple[Period, SectionResult]] = []
    for done, period in enumerate(periods):
        progress.step(done, len(periods), str(period))
        within = _within(own, period)
        samples: Samples = gather(within, joined.under, period=period).by_name.get(name, {})
        result = _evaluated(material, station, samples, period)
        results.append((period, result))
        for one in result.indicators:
            if one.id in samples:
                points.setdefault(one.id, []).append(_point(one, result, samples, period))
    progress.step(len(periods), len(periods))
    setting = _setting(material, station, material.period)
    return StationCurves(
        name=name,
        kind=kind,
        span=span,
        standard=setting.standard.title,
        method=setting.method.title,
        results=tuple(results),
        curves=tuple(
            _curve(indicator, station, points[indicator], setting)
            for indicator in _in_order(points, setting)
        ),
    )


def bands_of(row: Limit) -> tuple[Band, ...]:
    """The classes of a row of a standard, from low to high values; what is empty is left out."""
    if not row.gives_class:
        return ()
    ends = sorted(set(row.figures()))
    found: list[Band] = []
    for low, high in zip([None, *ends], [*ends, None], strict=True):
        water_class = class_of(_inside(low, high), row)
        if water_class is None:
            continue
        if found and found[-1].water_class == water_class:
            found[-1] = replace(found[-1], high=high)
        else:
            found.append(Band(low=low, high=high, water_class=water_class))
    return tuple(found)


def _inside(low: Decimal | None, high: Decimal | None) -> Decimal:
    """A value between two limits, which belongs to no other class than they enclose."""
    if low is None:
        return (high or Decimal(0)) - 1
    return low + 1 if high is None else (low + high) / 2


def _own(measurements: Measurements, names: Sequence[str]) -> Measurements:
    frame = measurements.frame
    return replace(measurements, frame=frame.loc[frame[SECTION].isin(names)])


def _within(measurements: Measurements, period: Period) -> Measurements:
    frame = measurements.frame
    days = [one for one in frame[DATE].dropna().unique() if period.contains(one)]
    return replace(measurements, frame=frame.loc[frame[DATE].isin(days)])


def _periods(measurements: Measurements, span: GroupSpan) -> list[Period]:
    import numpy as np

    dates = np.array(list(measurements.frame[DATE].dropna().unique()), dtype="datetime64[D]")
    return [period_of(day, span) for day in np.unique(first_day(dates, span))]


def _setting(material: Material, station: Station, period: Period) -> Setting:
    surface = Setting(standard=material.standard, method=material.method, period=period)
    if not station.groundwater:
        return surface
    return material.underground.setting(period, material.as_of) or surface


def _evaluated(
    material: Material, station: Station, samples: Samples, period: Period
) -> SectionResult:
    first = material.method.automatic_first
    if material.said.automatic and first is not None:
        samples, _ = automatic_first(samples, first.indicators, material.said.automatic)
    return evaluate_section(
        station,
        samples,
        setting=_setting(material, station, period),
        particulars=material.said.particulars,
    )


def _point(
    one: IndicatorResult, result: SectionResult, samples: Samples, period: Period
) -> CurvePoint:
    limits = [
        sample.detection_limit
        for sample in samples[one.id]
        if sample.below_detection and sample.detection_limit is not None
    ]
    censored = one.n > 0 and one.n == one.censored
    return CurvePoint(
        period=period,
        result=one,
        detection_limit=max(limits, default=None) if censored else None,
        met=result.met,
    )


def _curve(
    indicator: str, station: Station, points: Sequence[CurvePoint], setting: Setting
) -> Curve:
    row, why = row_of(indicator, station.water_body, setting.standard)
    own = {one.result.own_target for one in points} - {None}
    target = station.target if len(own) != 1 else next(iter(own))
    bands = () if row is None else bands_of(row)
    return Curve(
        indicator=indicator,
        unit=load_indicators()[indicator].unit,
        points=tuple(points),
        bands=bands,
        target=target,
        target_limits=target_ends(bands, target, setting.standard),
        why=why,
    )


def row_of(
    indicator: str, water_body: WaterBody, standard: Standard
) -> tuple[Limit | None, tuple[Message, ...]]:
    """The row of limits; None where none gives a class, or where river or lake is not known."""
    rows = [row for row in standard.limits_for(indicator, water_body) if row.gives_class]
    bodies = {row.water_body for row in rows}
    if len(rows) == 1 and (water_body != "unknown" or bodies == {None}):
        return rows[0], ()
    title = load_indicators()[indicator].title
    if rows:
        return None, (Message.of("quality.water_body_unknown", indicator=title),)
    return None, ()


def target_ends(
    bands: Sequence[Band], target: WaterClass | None, standard: Standard
) -> tuple[Decimal, ...]:
    """Where the target begins to be missed, from low to high values."""
    if target is None:
        return ()
    order = standard.classes
    found = []
    for before, after in itertools.pairwise(bands):
        kept = [order.index(one.water_class) <= order.index(target) for one in (before, after)]
        if kept[0] != kept[1] and before.high is not None:
            found.append(before.high)
    return tuple(found)


def _in_order(points: dict[str, list[CurvePoint]], setting: Setting) -> list[str]:
    """The method's own indicators first, in its order, then the others as they came."""
    counted = [one for one in setting.method.counted if one in points]
    return [*counted, *(one for one in points if one not in counted)]
