"""Lakes and reservoirs in one period: all points of a lake together (环办〔2011〕22号).

standards.md 2.6. A reservoir of river type is a river: its layer says so, and it is none here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from watermap.errors import Message
from watermap.quality.assessment import (
    Grade,
    IndicatorResult,
    MainPollutant,
    SectionResult,
    State,
    WaterClass,
)
from watermap.quality.classing.classify import worse, worst
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.listed import titles_of
from watermap.quality.classing.main_pollutants import main_pollutants
from watermap.quality.documents.grades import grade_of
from watermap.quality.lakes.points import NITROGEN, over_points
from watermap.quality.lakes.trophic import Trophic, trophic, trophic_method

_NO_ZONES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeResult:
    """How one lake, or one zone of it, stands in one period."""

    name: str  # the water the points lie on; where they name none, the point's own name
    zone: str | None  # None: the whole lake
    points: tuple[str, ...]  # names of the points that count, as in ``SectionResult.name``
    left_out: tuple[str, ...]  # points of it without enough results
    state: State
    water_class: WaterClass | None  # by the worst mean, total nitrogen apart; None: not evaluated
    grade: Grade | None
    deciding: tuple[str, ...]  # indicators with the worst class, when worse than I
    evaluated: int  # how many of the method's indicators had a class
    indicators: tuple[IndicatorResult, ...]  # of the means; of several points ``n`` counts them
    nitrogen: IndicatorResult | None  # total nitrogen, whose class is stated apart; None: no value
    target: WaterClass | None  # of all its points; None: they have none, or different ones
    met: bool | None  # None: no target, not evaluated, or what cannot be told may miss it
    main_pollutants: tuple[MainPollutant, ...]  # worst first; (): class III or better
    trophic: Trophic
    why: tuple[Message, ...] = ()  # why not evaluated; points left out; what is doubted


def lakes(
    sections: Sequence[SectionResult],
    *,
    setting: Setting,
    zones: Mapping[str, str] = _NO_ZONES,
) -> tuple[LakeResult, ...]:
    """Every lake of some sections, in their order; after each lake its zones.

    Only sections whose water body is a lake: rivers and waters of unknown kind are never mixed in.

    Args:
        sections: of one period, with the results of each point.
        setting: the standard, method and period they were evaluated by.
        zones: section name: the zone (湖区) it lies in; a lake with two zones and more is told
            whole and by zones. Sections without a zone count in the whole lake only.
    """
    waters: dict[str, list[SectionResult]] = {}
    for one in sections:
        if one.water_body == "lake":
            waters.setdefault(one.river or one.name, []).append(one)
    return tuple(
        result for name, points in waters.items() for result in _lake(name, points, setting, zones)
    )


def _lake(
    name: str, points: Sequence[SectionResult], setting: Setting, zones: Mapping[str, str]
) -> Iterator[LakeResult]:
    yield _result(name, None, points, setting)
    parts = dict.fromkeys(zones[one.name] for one in points if one.name in zones)
    for zone in parts if len(parts) > 1 else ():
        inside = [one for one in points if zones.get(one.name) == zone]
        yield _result(name, zone, inside, setting)


def _result(
    name: str, zone: str | None, points: Sequence[SectionResult], setting: Setting
) -> LakeResult:
    counted = [one for one in points if one.state == "evaluated"]
    left_out = tuple(one.name for one in points if one.state != "evaluated")
    targets = {one.target for one in points}
    target = targets.pop() if len(targets) == 1 else None
    indicators = over_points(counted, setting=setting, target=target) if counted else ()
    classed = {
        one.id: one.water_class
        for one in indicators
        if one.counts and one.id != NITROGEN and one.water_class is not None
    }
    overall = worst(list(classed.values())) if classed else None
    return LakeResult(
        name=name,
        zone=zone,
        points=tuple(one.name for one in counted),
        left_out=left_out,
        state="evaluated" if overall else _state(points),
        water_class=overall,
        grade=grade_of(overall) if overall else None,
        deciding=tuple(one for one, own in classed.items() if own == overall != "I"),
        evaluated=len(classed),
        indicators=indicators,
        nitrogen=next((one for one in indicators if one.id == NITROGEN), None),
        target=target,
        met=_met(overall, target, indicators),
        main_pollutants=(main_pollutants(indicators, overall, "lake", setting) if overall else ()),
        trophic=_trophic(indicators),
        why=tuple(_said(points, counted, indicators, overall)),
    )


def _state(points: Sequence[SectionResult]) -> State:
    return "no_data" if all(one.state == "no_data" for one in points) else "insufficient"


def _trophic(indicators: Sequence[IndicatorResult]) -> Trophic:
    means = {one.id: one.mean for one in indicators if one.mean is not None and one.enough}
    return trophic(means, trophic_method())


def _met(
    overall: WaterClass | None,
    target: WaterClass | None,
    indicators: Sequence[IndicatorResult],
) -> bool | None:
    """Whether the points' common target is met; not on the strength of what could not be told."""
    if overall is None or target is None:
        return None
    if worse(overall, target):
        return False
    doubted = any(one.possible and worse(one.possible, target) for one in indicators if one.counts)
    return None if doubted else True


def _said(
    points: Sequence[SectionResult],
    counted: Sequence[SectionResult],
    indicators: Sequence[IndicatorResult],
    overall: WaterClass | None,
) -> Iterator[Message]:
    nameless = [one.name for one in points if one.river is None]
    if nameless:
        yield Message.of("lakes.no_water_named", points="、".join(nameless))
    left_out = [one.name for one in points if one not in counted]
    if left_out:
        yield Message.of("lakes.points_left_out", count=len(left_out), names="、".join(left_out))
    if len({one.target for one in points}) > 1:
        yield Message.of("lakes.targets_differ")
    if len(counted) == 1:
        yield from counted[0].why
        return
    fewer = [one.id for one in indicators if one.n < len(counted)]
    if fewer:
        yield Message.of("lakes.at_some_points", indicators=titles_of(fewer), count=len(counted))
    doubted = [
        one.id
        for one in indicators
        if one.counts and one.possible and (overall is None or worse(one.possible, overall))
    ]
    if doubted:
        yield Message.of("lakes.may_be_worse", indicators=titles_of(doubted))
