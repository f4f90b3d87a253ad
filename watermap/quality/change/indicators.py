"""By how much each indicator of a section changed, in per cent of its mean."""

from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.change.results import IndicatorChange
from watermap.quality.change.rules import ChangeRules, Course, Meaning
from watermap.quality.classing.history import indicator_of


def indicator_changes(
    before: SectionResult | None, after: SectionResult | None, rules: ChangeRules
) -> tuple[IndicatorChange, ...]:
    """Every indicator that was measured in one of the periods, those of the later one first."""
    names = dict.fromkeys(
        one.id for section in (after, before) if section for one in section.indicators
    )
    return tuple(
        _change(
            name,
            indicator_of(before, name) if before else None,
            indicator_of(after, name) if after else None,
            rules,
        )
        for name in names
    )


def mostly_below_detection(result: IndicatorResult, rules: ChangeRules) -> bool:
    """Whether more of its results than the rules allow are below detection."""
    return 100 * result.censored > rules.below_detection.most_pct * result.n


def _change(
    name: str,
    before: IndicatorResult | None,
    after: IndicatorResult | None,
    rules: ChangeRules,
) -> IndicatorChange:
    first = before.mean if before else None
    second = after.mean if after else None
    why = _why_untold(name, before, after, rules)
    told = first is not None and second is not None and not why
    return IndicatorChange(
        id=name,
        unit=load_indicators()[name].unit,
        before=first,
        after=second,
        change_pct=_percent(name, first, second, rules) if told else None,
        class_before=before.water_class if before else None,
        class_after=after.water_class if after else None,
        meaning=_meaning(name, first, second, rules) if told else None,
        counts=any(one.counts for one in (before, after) if one),
        why=(*why, *(_from_zero(name, first, rules) if told else ())),
    )


def _why_untold(
    name: str,
    before: IndicatorResult | None,
    after: IndicatorResult | None,
    rules: ChangeRules,
) -> tuple[Message, ...]:
    """Why no change is told of means that both are there."""
    both = [one for one in (before, after) if one is not None and one.mean is not None]
    if len(both) < 2:
        return ()
    title = load_indicators()[name].title
    if not all(one.enough for one in both):
        return (Message.of("change.few_results", indicator=title),)
    if any(mostly_below_detection(one, rules) for one in both):
        most = rules.below_detection.most_pct
        return (Message.of("change.below_detection", indicator=title, most=most),)
    return ()


def _from_zero(name: str, before: Decimal | None, rules: ChangeRules) -> tuple[Message, ...]:
    """That there is no percentage of nothing."""
    if before != 0 or name in rules.indicators.no_percent:
        return ()
    return (Message.of("change.from_zero", indicator=load_indicators()[name].title),)


def _percent(
    name: str, before: Decimal | None, after: Decimal | None, rules: ChangeRules
) -> Decimal | None:
    if name in rules.indicators.no_percent or before is None or after is None or before <= 0:
        return None
    return 100 * (after - before) / before


def _meaning(
    name: str, before: Decimal | None, after: Decimal | None, rules: ChangeRules
) -> Meaning | None:
    if before is None or after is None:
        return None
    course: Course = "rising" if after > before else "falling" if after < before else "stable"
    return rules.indicators.meaning(name, course)
