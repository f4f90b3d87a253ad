"""Means of every indicator over some sections, as a river of fewer than five is told by (2.4)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from watermap.quality.assessment import SectionResult, WaterBody
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.means import mean


def group_means(sections: Sequence[SectionResult], setting: Setting) -> Mapping[str, Decimal]:
    """The mean of each indicator that counts and has a class, rounded as it is compared."""
    series: dict[str, list[Decimal]] = {}
    for section in sections:
        for one in section.indicators:
            if one.counts and one.mean is not None and one.water_class is not None:
                series.setdefault(one.id, []).append(one.mean)
    ions = setting.method.averaging.over_hydrogen_ions
    return {
        name: setting.method.rounded(name, mean(values, over_hydrogen_ions=name in ions))
        for name, values in series.items()
    }


def mean_saturation(sections: Sequence[SectionResult]) -> Mapping[str, Decimal]:
    """The mean share of saturation, per cent, of what every section has one for (oxygen)."""
    shares: dict[str, list[Decimal | None]] = {}
    for section in sections:
        for one in section.indicators:
            if one.counts and one.mean is not None and one.water_class is not None:
                shares.setdefault(one.id, []).append(one.saturation_pct)
    known = {name: [one for one in of if one is not None] for name, of in shares.items()}
    return {name: mean(of) for name, of in known.items() if of and len(of) == len(shares[name])}


def common_body(sections: Sequence[SectionResult]) -> WaterBody:
    """River or lake, where all sections are one; unknown where they are mixed."""
    bodies = {one.water_body for one in sections}
    return next(iter(bodies)) if len(bodies) == 1 else "unknown"
