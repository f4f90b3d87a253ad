"""The main pollutants of a river or basin (环办〔2011〕22号; standards.md 2.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from watermap.quality.assessment import (
    Grade,
    GroupPollutant,
    IndicatorResult,
    SectionResult,
    WaterClass,
)
from watermap.quality.classing.classify import class_of, worse, worst
from watermap.quality.classing.group_means import common_body, group_means
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.main_pollutants import main_pollutants, multiple_beyond
from watermap.quality.classing.shares import share


def pollutants_by_shares(
    sections: Sequence[SectionResult], grade: Grade, setting: Setting
) -> tuple[GroupPollutant, ...]:
    """Of five sections and more: by the share of sections in which an indicator is over class III.

    The three most frequent. Shares that are equal stand by the highest multiple over class III,
    then in the method's order; the document does not say which of them goes first.

    Args:
        sections: evaluated ones only; all of them are what a share is of.
        grade: of the group; the method names those for which there are no main pollutants.
        setting: standard and method.
    """
    rules = setting.method.main_pollutants
    if rules is None or grade in rules.groups_without:
        return ()
    highest = _highest_multiples(sections, setting)
    counts = {name: _over(name, sections, setting) for name in setting.method.counted}
    order = sorted(
        (name for name, count in counts.items() if count),
        key=lambda name: (-counts[name], -highest.get(name, Decimal(-1))),
    )
    return tuple(
        GroupPollutant(
            id=name,
            over=counts[name],
            share_pct=share(counts[name], len(sections)),
            multiple=None,
        )
        for name in order[: rules.most]
    )


def pollutants_by_means(
    sections: Sequence[SectionResult], overall: WaterClass, setting: Setting
) -> tuple[GroupPollutant, ...]:
    """Of fewer than five sections: as of one section, on the means over them.

    Args:
        sections: evaluated ones only.
        overall: the class of their means; none at class III or better.
        setting: standard and method.
    """
    body = common_body(sections)
    known = {one.id: one for section in sections for one in section.indicators}
    averages = []
    for name, average in group_means(sections, setting).items():
        rows = setting.standard.limits_for(name, body)
        classes = [found for row in rows if (found := class_of(average, row)) is not None]
        if classes:
            own = replace(known[name], mean=average, value=average, water_class=worst(classes))
            averages.append(own)
    return tuple(
        GroupPollutant(
            id=one.id, over=_over(one.id, sections, setting), share_pct=None, multiple=one.multiple
        )
        for one in main_pollutants(averages, overall, body, setting)
    )


def _over(name: str, sections: Sequence[SectionResult], setting: Setting) -> int:
    return sum(
        one.id == name and _is_over(one, setting)
        for section in sections
        for one in section.indicators
    )


def _is_over(one: IndicatorResult, setting: Setting) -> bool:
    rules = setting.method.main_pollutants
    if rules is None or one.water_class is None:
        return False
    return one.counts and worse(one.water_class, rules.beyond)


def _highest_multiples(
    sections: Sequence[SectionResult], setting: Setting
) -> Mapping[str, Decimal]:
    """The highest multiple over class III of each indicator that has one."""
    found: dict[str, Decimal] = {}
    for section in sections:
        for one in section.indicators:
            times = multiple_beyond(one, section.water_body, setting)
            if _is_over(one, setting) and times is not None:
                found[one.id] = max(times, found.get(one.id, times))
    return found
