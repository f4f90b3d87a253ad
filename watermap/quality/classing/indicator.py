"""One indicator of one section in one period: mean, rounded value, class, multiple.

Where the class is not certain (detection limits, river or lake unknown, too few results, doubtful
units), the worst class it may have is kept, so that no target is called met on the strength of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watermap.errors import Message
from watermap.figures import figure
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import CLASSES, IndicatorResult, WaterBody, WaterClass
from watermap.quality.classing.averages import Averages, few_results
from watermap.quality.classing.classify import class_of, limit_value, multiple, worse, worst
from watermap.quality.classing.oxygen import OXYGEN, saturated, saturation_pct
from watermap.quality.documents.limits import Limit
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period
from watermap.quality.stations.samples import Sample

_NOTHING = Decimal(0)
DEFAULT_TARGET: WaterClass = "III"  # multiples refer to class III where there is no target (2.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """By what something is evaluated."""

    standard: Standard
    method: Method
    period: Period


def evaluate_indicator(
    name: str,
    samples: Sequence[Sample],
    *,
    setting: Setting,
    water_body: WaterBody,
    target: WaterClass | None,
    temperatures: Sequence[Sample] = (),
) -> IndicatorResult:
    """Evaluate the samples of one indicator; they all lie in the period.

    Args:
        name: of the indicator.
        samples: its own.
        setting: by what.
        water_body: whose limits are meant.
        target: whose limit ``multiple`` refers to; None: class III.
        temperatures: of the same water, for dissolved oxygen by saturation.
    """
    averages = averages_of(name, samples, setting)
    rows = [row for row in setting.standard.limits_for(name, water_body) if row.gives_class]
    result = measured(name, samples, averages, setting)
    if averages.mean is None or not rows:
        worst_known = classes(averages.with_doubtful, rows)
        return replace(result, possible=worst(worst_known)) if worst_known else result
    bodies = {row.water_body for row in rows}
    if water_body == "unknown" and len(bodies) == 1 and bodies != {None}:
        unknown = Message.of("quality.water_body_unknown", indicator=load_indicators()[name].title)
        found = worst(classes([averages.value or Decimal(0), *averages.span], rows))
        return replace(result, possible=found, why=(*result.why, unknown))
    seen = _nothing_found(averages, rows)
    classed = _classed(result, seen, rows, setting.method, target or DEFAULT_TARGET)
    if seen is not averages and classed.water_class == "I":
        said = Message.of("quality.nothing_found", indicator=load_indicators()[name].title)
        classed = replace(classed, kept=None, passed=None, why=(*classed.why, said))
    if name != OXYGEN or setting.method.oxygen_saturation is None:
        return classed
    return _by_saturation(classed, samples, temperatures, setting)


def averages_of(name: str, samples: Sequence[Sample], setting: Setting) -> Averages:
    """The samples' means over the period."""
    return Averages.of(name, samples, method=setting.method, period=setting.period)


def measured(
    name: str, samples: Sequence[Sample], averages: Averages, setting: Setting
) -> IndicatorResult:
    """What was measured, before any limit is looked at."""
    used = [one for one in samples if one.value is not None]
    title = load_indicators()[name].title
    missing = () if used else dict.fromkeys(one.reason for one in samples if one.reason)
    why = [Message.of("quality.no_value", indicator=title, reason=one) for one in missing]
    doubtful = sum(one.doubtful is not None for one in samples)
    if doubtful:
        why.append(Message.of("quality.implausible", indicator=title, count=doubtful))
    few = few_results(used, method=setting.method, period=setting.period)
    if few and used:
        why.append(few.message(title))
    return IndicatorResult(
        id=name,
        unit=load_indicators()[name].unit,
        raw=tuple(one.raw for one in samples),
        n=len(used),
        censored=sum(one.below_detection for one in used),
        mean=averages.mean,
        value=averages.value,
        water_class=None,
        limit=None,
        multiple=None,
        counts=name in setting.method.counted,
        why=tuple(why),
        enough=few is None,
        minimum=min((one.value for one in used if one.value is not None), default=None),
        maximum=max((one.value for one in used if one.value is not None), default=None),
        least_mean=averages.least_mean,
    )


def classes(values: Sequence[Decimal], rows: Sequence[Limit]) -> list[WaterClass]:
    """The classes that the values have by the rows."""
    found = (class_of(value, row) for value in values for row in rows)
    return [one for one in found if one is not None]


def _classed(
    result: IndicatorResult,
    averages: Averages,
    rows: Sequence[Limit],
    method: Method,
    target: WaterClass,
) -> IndicatorResult:
    value = averages.value or Decimal(0)
    own = classes([value], rows)
    span = classes(averages.span, rows)
    said, blind = _uncertain(result, averages, rows, target)
    certain = result.enough and not blind and len(set(own)) == 1
    possible = worst([*own, *span, *classes(averages.with_doubtful, rows)])
    bound = limit_value(rows[0], target, value) if len(rows) == 1 else None
    counted = certain and result.id not in method.no_multiple
    kept, passed = _around(own[0], rows[0], value) if certain else (None, None)
    return replace(
        result,
        water_class=own[0] if certain else None,
        kept=kept,
        passed=passed,
        limit=bound,
        multiple=multiple(value, bound) if counted else None,
        possible=possible if not certain or possible != own[0] else None,
        why=(*result.why, *said),
    )


def _around(own: WaterClass, row: Limit, value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The limit of the class, and that of the next better one, which the value does not keep."""
    better = CLASSES[CLASSES.index(own) - 1] if own != CLASSES[0] else None
    passed = limit_value(row, better, value) if better else None
    return limit_value(row, own, value) if own != CLASSES[-1] else None, passed


def _nothing_found(averages: Averages, rows: Sequence[Limit]) -> Averages:
    """Class I of 不得检出 is kept where nothing is found, if what is found is what class II limits.

    With a detection limit above that of class II it may be anything up to that detection limit.
    """
    row = next((one for one in rows if one.not_detected and one.at_most), None)
    limit = averages.detection_limit
    if row is None or row.at_most is None or averages.found or limit is None:
        return averages
    second = row.at_most[1] if len(row.at_most) > 1 else _NOTHING
    most = limit if limit > second else _NOTHING
    return replace(averages, value=_NOTHING, span=(_NOTHING, most))


def _by_saturation(
    classed: IndicatorResult,
    samples: Sequence[Sample],
    temperatures: Sequence[Sample],
    setting: Setting,
) -> IndicatorResult:
    """Class I where the oxygen is near enough to saturation, though below 7.5 mg/L."""
    share = saturation_pct(samples, temperatures, method=setting.method, period=setting.period)
    result = replace(classed, saturation_pct=share)
    if classed.water_class in {None, "I"}:
        return result
    if share is None:
        said = Message.of("quality.oxygen_without_temperature")
        return replace(result, why=(*result.why, said))
    if not saturated(share, setting.method) or classed.possible is not None:
        return result
    said = Message.of("quality.oxygen_by_saturation", share=figure(share, 1))
    return replace(result, water_class="I", kept=None, passed=None, why=(*result.why, said))


def _uncertain(
    result: IndicatorResult, averages: Averages, rows: Sequence[Limit], target: WaterClass
) -> tuple[tuple[Message, ...], bool]:
    """What has to be said of water body and detection limit, and whether no class follows."""
    title = load_indicators()[result.id].title
    if len(set(classes([averages.value or Decimal(0)], rows))) > 1:
        return (Message.of("quality.water_body_unknown", indicator=title),), True
    span = classes(averages.span, rows)
    if len(set(span)) <= 1:
        return (), False
    blind = worse(worst(span), target) and not all(worse(one, target) for one in span)
    code = "detection_limit_above_limit" if blind else "class_by_half_limit"
    said = Message.of(
        f"quality.{code}",
        indicator=title,
        detection_limit=f"{averages.detection_limit:f}",
        limit=limit_value(rows[0], target, averages.value or Decimal(0)),
        unit=result.unit,
    )
    return (said,), blind
