"""The points of one lake together: the mean of every indicator over them, and its class."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, SectionResult, WaterClass
from watermap.quality.classing.classify import limit_value, multiple, worst
from watermap.quality.classing.indicator import DEFAULT_TARGET, Setting, classes
from watermap.quality.classing.means import mean
from watermap.quality.classing.oxygen import saturated

NITROGEN = "total_nitrogen"  # its class is stated apart from the lake's (standards.md 2.1, 7.2)


def over_points(
    points: Sequence[SectionResult], *, setting: Setting, target: WaterClass | None
) -> tuple[IndicatorResult, ...]:
    """Every indicator's mean over the points, each point's own mean over time being taken first.

    Of one point its own results. A point at which an indicator has too few results, or no class
    though the standard limits it, is left out of that indicator's mean; ``n`` counts points.

    Args:
        points: of one lake, evaluated.
        setting: standard, method and period.
        target: whose limit ``multiple`` refers to; None: class III.
    """
    if len(points) == 1:
        return points[0].indicators
    names = [one.id for point in points for one in point.indicators]
    found = [
        _together(name, points, setting, target or DEFAULT_TARGET)
        for name in load_indicators()
        if name in names and not load_indicators()[name].quantity
    ]
    return tuple(one for one in found if one is not None)


def _together(
    name: str, points: Sequence[SectionResult], setting: Setting, target: WaterClass
) -> IndicatorResult | None:
    """The result of the mean; None where no point has one that can be used."""
    rows = [row for row in setting.standard.limits_for(name, "lake") if row.gives_class]
    at_points = [one for point in points for one in point.indicators if one.id == name]
    used = [one for one in at_points if one.enough and (one.water_class is not None or not rows)]
    means = [one.mean for one in used if one.mean is not None]
    if not means:
        return None
    method = setting.method
    average = mean(means, over_hydrogen_ions=name in method.averaging.over_hydrogen_ions)
    values = [one.value for one in used if one.value is not None]
    shares = [one.saturation_pct for one in used if one.saturation_pct is not None]
    bare = IndicatorResult(
        id=name,
        unit=load_indicators()[name].unit,
        raw=tuple(f"{value:f}" for value in values),
        n=len(means),
        censored=0,
        mean=average,
        value=method.rounded(name, average),
        water_class=None,
        limit=None,
        multiple=None,
        counts=name in method.counted,
        possible=_worst_possible(at_points),
        minimum=min(values),
        maximum=max(values),
        saturation_pct=mean(shares) if len(shares) == len(used) else None,
    )
    return _classed(bare, setting, target)


def _classed(bare: IndicatorResult, setting: Setting, target: WaterClass) -> IndicatorResult:
    value = bare.value or Decimal(0)
    rows = [row for row in setting.standard.limits_for(bare.id, "lake") if row.gives_class]
    if len(rows) != 1:
        return bare
    bound = limit_value(rows[0], target, value)
    counted = bare.id not in setting.method.no_multiple
    share = bare.saturation_pct
    found = classes([value], rows)[0]
    return replace(
        bare,
        water_class="I" if share is not None and saturated(share, setting.method) else found,
        limit=bound,
        multiple=multiple(value, bound) if counted else None,
    )


def _worst_possible(at_points: Sequence[IndicatorResult]) -> WaterClass | None:
    """The worst class that a point may have where it is not certain; None: all are certain."""
    doubted = [one.possible for one in at_points if one.possible is not None]
    return worst(doubted) if doubted else None
