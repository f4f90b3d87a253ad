"""One indicator of one section in one period: mean, rounded value, class, multiple."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, WaterBody, WaterClass
from watermap.quality.classify import class_of, limit_value, multiple
from watermap.quality.means import by_month, mean
from watermap.quality.methods import Method
from watermap.quality.period import Period
from watermap.quality.standards import Limit, Standard
from watermap.quality.stations import Sample

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
) -> IndicatorResult:
    """Evaluate the samples of one indicator; they all lie in the period."""
    used = [one for one in samples if one.value is not None]
    result = IndicatorResult(
        id=name,
        unit=load_indicators()[name].unit,
        raw=tuple(one.raw for one in samples),
        n=len(used),
        censored=sum(one.below_detection for one in used),
        mean=None,
        value=None,
        water_class=None,
        limit=None,
        multiple=None,
        counts=name in setting.method.counted,
    )
    if not used:
        said = dict.fromkeys(one.reason for one in samples if one.reason)
        return replace(result, why=tuple(_reason(text) for text in said))
    average = period_mean(used, name, setting)
    valued = replace(result, mean=average, value=setting.method.rounded(name, average))
    rows = [row for row in setting.standard.limits_for(name, water_body) if row.gives_class]
    if len(rows) != 1:
        title = load_indicators()[name].title
        unknown = Message.of("quality.water_body_unknown", indicator=title)
        return replace(valued, why=(unknown,) if rows else ())
    (row,) = rows
    return _classed(valued, used, row, method=setting.method, target=target or DEFAULT_TARGET)


def period_mean(samples: Sequence[Sample], name: str, setting: Setting) -> Decimal:
    """The mean over the period: of all results; over a year of the months' means (2.2).

    The months' means are rounded first where the method says so (3.4).
    """
    dated = [(one.date.month, one.value) for one in samples if one.value is not None]
    averaging = setting.method.averaging
    ions = name in averaging.over_hydrogen_ions
    if setting.period.span != "year":
        return mean([value for _, value in dated], over_hydrogen_ions=ions)
    months = [mean(values, over_hydrogen_ions=ions) for values in by_month(dated).values()]
    if averaging.year_over == "rounded_months":
        months = [setting.method.rounded(name, value) for value in months]
    return mean(months, over_hydrogen_ions=ions)


def _classed(
    result: IndicatorResult,
    used: Sequence[Sample],
    row: Limit,
    *,
    method: Method,
    target: WaterClass,
) -> IndicatorResult:
    bound = limit_value(row, target)
    blind = [
        one.detection_limit
        for one in used
        if bound is not None
        and row.at_most is not None
        and one.below_detection
        and one.detection_limit is not None
        and one.detection_limit > bound
    ]
    if blind:
        said = Message.of(
            "quality.detection_limit_above_limit",
            indicator=load_indicators()[result.id].title,
            detection_limit=max(blind),
            limit=bound,
            unit=result.unit,
        )
        return replace(result, limit=bound, why=(*result.why, said))
    value = result.value if result.value is not None else Decimal(0)
    exceeds = None if result.id in method.no_multiple else multiple(value, bound)
    return replace(result, water_class=class_of(value, row), limit=bound, multiple=exceeds)


def _reason(text: str) -> Message:
    return Message.of("quality.no_value", reason=text)
