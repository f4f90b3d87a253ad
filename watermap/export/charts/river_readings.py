"""What the chart of a river shows at each section: a height, how sure it is, its class."""

from dataclasses import dataclass
from decimal import Decimal

from watermap.export.along_content import RiverContent, SectionThere, called
from watermap.export.charts.marks import Sort
from watermap.quality.assessment import CLASSES, IndicatorResult, SectionResult, WaterClass
from watermap.quality.standing.course import detection_limit
from watermap.quality.standing.curve import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One section in one period. ``height`` None: nothing that could stand in the plot."""

    sort: Sort
    height: float | None
    water_class: WaterClass | None
    text: str  # as it is written beside the mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One section on the axis."""

    name: str
    km: float
    now: Reading
    before: Reading | None  # None: no other period is shown
    limits: tuple[float, ...]  # where its target begins to be missed


NOTHING = Reading(sort="missing", height=None, water_class=None, text="")


def stops(content: RiverContent) -> tuple[Stop, ...]:
    """The sections of a river as its chart shows them, from the head down."""
    return tuple(_stop(one, content) for one in content.sections())


def class_bands() -> tuple[Band, ...]:
    """The classes as heights: class I from 0.5 to 1.5, and so on."""
    half = Decimal("0.5")
    return tuple(
        Band(low=at - half, high=at + half, water_class=one)
        for at, one in enumerate(CLASSES, start=1)
    )


def _stop(one: SectionThere, content: RiverContent) -> Stop:
    name = called(one.place.object)
    limits: tuple[float, ...]
    if content.indicator is None:
        now, before = _of_class(one.now), _of_class(one.before)
        target = one.now.target if one.now else None
        limits = () if target is None else (CLASSES.index(target) + 1.5,)
    else:
        found, found_before = one.indicator(content.indicator)
        now, before = _of_value(found), _of_value(found_before)
        limits = tuple(float(limit) for limit in content.target_limits(one))
    return Stop(
        name=name,
        km=one.place.km,
        now=now,
        before=None if content.before is None else before,
        limits=limits,
    )


def _of_class(result: SectionResult | None) -> Reading:
    if result is None or result.state == "no_data":
        return NOTHING
    if result.water_class is None:
        return Reading(sort="few", height=None, water_class=None, text="")
    height = float(CLASSES.index(result.water_class) + 1)
    return Reading(sort="value", height=height, water_class=result.water_class, text="")


def _of_value(result: IndicatorResult | None) -> Reading:
    if result is None:
        return NOTHING
    if result.value is None:
        written = any(one.strip() for one in result.raw)
        return (
            Reading(sort="invalid", height=None, water_class=None, text="") if written else NOTHING
        )
    below = detection_limit(result)
    if below is not None:
        return Reading(
            sort="censored", height=float(below), water_class=result.water_class, text=f"<{below:f}"
        )
    return Reading(
        sort="value" if result.enough else "few",
        height=float(result.value),
        water_class=result.water_class,
        text=f"{result.value:f}",
    )
