"""From results to the degree of one sampling, and of a point over its samplings."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.units import convert
from watermap.quality.black_odorous.rules import Degree, Rules, Threshold
from watermap.quality.classing.shares import share
from watermap.quality.stations.samples import Samples

DEPTH, TRANSPARENCY = "water_depth", "transparency"
_ORDER: tuple[Degree, ...] = ("none", "black_odorous", "light", "heavy")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDegree:
    """One indicator of one sampling."""

    id: str
    value: Decimal  # in the rules' unit
    unit: str
    degree: Degree
    depth_cm: Decimal | None = None  # of the water, beside transparency; None: not measured


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingDegree:
    """One sampling of a point: the worst of what was measured, with all of it."""

    date: dt.date
    degree: Degree
    indicators: tuple[IndicatorDegree, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyShare:
    """In how much of an indicator's results a point is heavy."""

    id: str
    heavy: int
    n: int  # results
    pct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDegree:
    """One point over its samplings of the period."""

    degree: Degree
    samplings: tuple[SamplingDegree, ...]  # in time
    heavy_shares: tuple[HeavyShare, ...]  # empty where the rules know one degree only
    missing: tuple[str, ...]  # indicators of the rules that were never measured
    depth_unknown: int  # samplings of little transparency without a depth: it may be shallow


def worst_degree(degrees: Sequence[Degree]) -> Degree:
    """The worst of some degrees; there is at least one."""
    return max(degrees, key=_ORDER.index)


def point_degree(samples: Samples, rules: Rules) -> PointDegree | None:
    """The degree of a point; None: it has no result of any of the rules' indicators.

    Heavy: one indicator heavy in so much of its results, or several each in less (standards.md
    6.1). Else what its samplings show.

    Args:
        samples: of the period, by indicator, each in the indicator's own unit.
        rules: urban or rural.
    """
    samplings = tuple(_samplings(samples, rules))
    if not samplings:
        return None
    shares = _heavy_shares(samplings, rules) if rules.grading is not None else ()
    bad = sum(one.degree != "none" for one in samplings)
    degree: Degree = rules.lesser if bad >= rules.light_from_samples else "none"
    if _is_heavy(shares, rules):
        degree = "heavy"
    measured = {one.id for sampling in samplings for one in sampling.indicators}
    return PointDegree(
        degree=degree,
        samplings=samplings,
        heavy_shares=shares,
        missing=tuple(name for name in rules.indicators if name not in measured),
        depth_unknown=sum(_shallow_untold(one, rules) for one in samplings),
    )


def _samplings(samples: Samples, rules: Rules) -> list[SamplingDegree]:
    """What was measured on one occasion belongs together: the nth result of a day with the nth."""
    occasions: dict[tuple[dt.date, int], dict[str, Decimal]] = {}
    for name in (*rules.indicators, DEPTH):
        seen: dict[dt.date, int] = {}
        for one in samples.get(name, ()):
            if one.value is not None:
                nth = seen[one.date] = seen.get(one.date, 0) + 1
                occasions.setdefault((one.date, nth), {})[name] = one.value
    found = []
    for (date, _), values in sorted(occasions.items(), key=lambda entry: entry[0]):
        indicators = indicator_degrees(values, rules)
        if indicators:
            worst = worst_degree([one.degree for one in indicators])
            found.append(SamplingDegree(date=date, degree=worst, indicators=indicators))
    return found


def indicator_degrees(values: Mapping[str, Decimal], rules: Rules) -> tuple[IndicatorDegree, ...]:
    """The degree of each indicator that was measured.

    Args:
        values: of one sampling, by indicator id, in the indicator's own unit; ``water_depth``
            among them where it was measured.
        rules: urban or rural.
    """
    depth_cm = values.get(DEPTH)
    return tuple(
        _degree(one, values[one.id], depth_cm, rules)
        for one in rules.thresholds
        if one.id in values
    )


def _degree(
    threshold: Threshold, own: Decimal, depth_cm: Decimal | None, rules: Rules
) -> IndicatorDegree:
    value, _ = convert(own, load_indicators()[threshold.id].unit, threshold.unit)
    beside = depth_cm if threshold.id == TRANSPARENCY else None
    if beside is not None and beside < rules.shallow.below_cm:
        degree = _in_shallow(value, beside, rules)
    elif threshold.is_heavy(value):
        degree = "heavy"
    else:
        degree = "none" if threshold.is_none(value) else rules.lesser
    return IndicatorDegree(
        id=threshold.id, value=value, unit=threshold.unit, degree=degree, depth_cm=beside
    )


def _in_shallow(transparency_cm: Decimal, depth_cm: Decimal, rules: Rules) -> Degree:
    """Clear to the bottom is none; below so much of the depth is heavy, else light.

    With one degree only, so much of the depth is where it ends.
    """
    if transparency_cm >= depth_cm:
        return "none"
    enough = transparency_cm * 100 >= rules.shallow.share_pct * depth_cm
    if rules.grading is None:
        return "none" if enough else rules.lesser
    return rules.lesser if enough else "heavy"


def _shallow_untold(sampling: SamplingDegree, rules: Rules) -> bool:
    """Whether transparency is below the depth at which water is shallow, and no depth is known."""
    return any(
        one.id == TRANSPARENCY and one.depth_cm is None and one.value < rules.shallow.below_cm
        for one in sampling.indicators
    )


def _heavy_shares(samplings: Sequence[SamplingDegree], rules: Rules) -> tuple[HeavyShare, ...]:
    found = []
    for name in rules.indicators:
        results = [one for each in samplings for one in each.indicators if one.id == name]
        heavy = sum(one.degree == "heavy" for one in results)
        pct = share(heavy, len(results))
        if pct is not None:
            found.append(HeavyShare(id=name, heavy=heavy, n=len(results), pct=pct))
    return tuple(found)


def _is_heavy(shares: Sequence[HeavyShare], rules: Rules) -> bool:
    grading = rules.grading
    if grading is None:
        return False
    several = sum(one.pct >= grading.several_indicators_pct for one in shares)
    alone = any(one.pct >= grading.one_indicator_pct for one in shares)
    return alone or several >= grading.several_indicators
