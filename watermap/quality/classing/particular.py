"""One indicator of one section with what holds there and nowhere else (standards.md 3.5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, WaterClass
from watermap.quality.classing.classify import multiple, worse
from watermap.quality.classing.indicator import Setting, averages_of, evaluate_indicator
from watermap.quality.documents.grades import class_text
from watermap.quality.documents.particulars import Particular
from watermap.quality.stations.map_stations import Station
from watermap.quality.stations.samples import Sample

Own = Mapping[str, Particular]  # by indicator


def own_of(name: str, particulars: Sequence[Particular], setting: Setting) -> Own:
    """What holds for a section at the end of the period."""
    day = setting.period.end
    return {one.indicator: one for one in particulars if one.section == name and one.holds(day)}


def evaluate_held(
    name: str,
    samples: Sequence[Sample],
    *,
    setting: Setting,
    station: Station,
    target: WaterClass | None,
    own: Particular | None,
    temperatures: Sequence[Sample] = (),
) -> IndicatorResult:
    """One indicator, held against the section's target or its own.

    A natural background does not count; an item that is not assessed counts and is not held.
    """
    aim = own.target if own is not None and own.target is not None else target
    result = evaluate_indicator(
        name,
        samples,
        setting=setting,
        water_body=station.water_body,
        target=aim,
        temperatures=temperatures,
    )
    if own is None:
        met = _met(result, aim)
        return result if met is None else replace(result, met=met)
    result = replace(result, why=(*result.why, _said(own)))
    if own.how == "background":
        return replace(result, counts=False, held=False)
    if own.how == "not_assessed":
        return replace(result, held=False)
    if own.limit is not None:
        return _by_own_limit(result, samples, own, setting)
    return replace(result, own_target=own.target, met=_met(result, aim))


def missed(results: Sequence[IndicatorResult]) -> bool | None:
    """Whether a counted indicator misses what it is held against; None: it cannot be told."""
    held = [one for one in results if one.counts and one.held]
    if any(one.met is False for one in held):
        return True
    untold = [one for one in held if one.met is None]
    doubtful = any(one.possible is not None or one.water_class is not None for one in untold)
    return None if doubtful else False


def unknown(particulars: Sequence[Particular], names: Sequence[str]) -> Iterator[Particular]:
    """Those that name a section which the project does not have."""
    return (one for one in particulars if one.section not in names)


def _met(result: IndicatorResult, aim: WaterClass | None) -> bool | None:
    """Not on the strength of what could not be told."""
    if aim is None or not result.counts:
        return None
    doubtful = result.possible is not None and worse(result.possible, aim)
    if result.water_class is None:
        return None if doubtful or result.value is None else _without_class(result, aim)
    if worse(result.water_class, aim):
        return False
    return None if doubtful else True


def _without_class(result: IndicatorResult, aim: WaterClass) -> bool | None:
    """No class, and the worst that it may have is good enough; else nothing is known."""
    return True if result.possible is not None and not worse(result.possible, aim) else None


def _by_own_limit(
    result: IndicatorResult, samples: Sequence[Sample], own: Particular, setting: Setting
) -> IndicatorResult:
    averages = averages_of(result.id, samples, setting)
    at_least = _at_least(result.id, setting)
    limit = own.limit
    if averages.value is None or limit is None:
        return replace(result, limit=limit, multiple=None)
    seen = (averages.value, *averages.span, *averages.with_doubtful)
    kept = {value >= limit if at_least else value <= limit for value in seen}
    counted = not at_least and result.id not in setting.method.no_multiple
    return replace(
        result,
        limit=limit,
        multiple=multiple(averages.value, limit) if counted else None,
        met=kept.pop() if len(kept) == 1 and result.enough else None,
    )


def _at_least(name: str, setting: Setting) -> bool:
    return any(row.at_least is not None for row in setting.standard.limits_for(name, "unknown"))


def _said(own: Particular) -> Message:
    indicator = load_indicators()[own.indicator]
    if own.how != "target":
        code = "quality.background" if own.how == "background" else "quality.not_assessed"
        return Message.of(code, indicator=indicator.title, document=own.document)
    if own.target is not None:
        return Message.of(
            "quality.own_target",
            indicator=indicator.title,
            target=class_text(own.target),
            document=own.document,
        )
    return Message.of(
        "quality.own_limit",
        indicator=indicator.title,
        limit=own.limit,
        unit=indicator.unit,
        document=own.document,
    )
