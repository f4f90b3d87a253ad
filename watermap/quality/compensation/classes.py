"""Amounts by class and attainment: Shandong 2019, Shandong–Henan (standards.md 9.3)."""

from decimal import Decimal

from watermap.errors import Message
from watermap.quality.assessment import CLASSES
from watermap.quality.compensation.ground import Ground
from watermap.quality.compensation.outcome import PartResult, Step
from watermap.quality.compensation.parts import AttainedPart, ClassPart, SourcePart, WorstMonthPart
from watermap.quality.compensation.summing import capped, one_way_sum
from watermap.quality.documents.grades import class_text

NOTHING = Decimal(0)


def by_class(part: ClassPart, ground: Ground) -> PartResult:
    """The year's class against a class, so much a class; worse, upstream pays."""
    section = ground.of_year()
    if section is None or section.water_class is None:
        return _untold(Message.of("compensation.no_class", period=str(ground.year)))
    found, against = section.water_class, part.against
    places = CLASSES.index(found) - CLASSES.index(against)
    said = Message.of(
        "compensation.class_difference",
        found=class_text(found),
        against=class_text(against),
        places=abs(places),
        rate=f"{part.amount_10k_yuan:f}",
        amount=f"{abs(places) * part.amount_10k_yuan:f}",
    )
    total, cut = capped(part.formula, places * part.amount_10k_yuan, part.cap_10k_yuan)
    step = Step(said=said, formula=part.formula, signed_10k_yuan=total)
    return PartResult(steps=(step, *cut), signed_10k_yuan=total, one_way=False)


def by_worst_months(part: WorstMonthPart, ground: Ground) -> PartResult:
    """An amount for each month whose class is worse than V; upstream pays."""
    steps, missing, told = [], [], 0
    for month in ground.months:
        section = ground.results.get(month)
        if section is None or section.water_class is None:
            missing.append(Message.of("compensation.no_class", period=str(month)))
            continue
        told += 1
        if section.water_class == "worse_than_V":
            amount = part.amount_10k_yuan
            said = Message.of("compensation.worst_month", month=str(month), amount=f"{amount:f}")
            steps.append(Step(said=said, formula=part.formula, month=month, signed_10k_yuan=amount))
    return one_way_sum(part.formula, steps, missing, told=told)


def by_attainment(part: AttainedPart, ground: Ground) -> PartResult:
    """An award where all items keep the target in the year; downstream pays."""
    target = ground.target_class(None)
    if target is None:
        return _untold(Message.of("compensation.no_target_class"))
    attained, section = ground.attained(target), ground.of_year()
    evaluated = 0 if section is None else section.evaluated
    about = {"year": ground.year, "target": class_text(target)}
    if attained is False:
        said = Message.of("compensation.not_attained", **about)
        return _amount(part.formula, said, NOTHING)
    if attained is None or evaluated < part.items:
        return _untold(
            Message.of(
                "compensation.attained_untold", **about, evaluated=evaluated, items=part.items
            )
        )
    award = ground.agreement.award_10k_yuan
    low, high = part.between_10k_yuan
    if award is None and low != high:
        untold = Message.of("compensation.award_unsaid", **about, low=f"{low:f}", high=f"{high:f}")
        return PartResult(
            steps=(), signed_10k_yuan=None, missing=(untold,), one_way=False, toward="downstream"
        )
    amount = low if award is None else award
    said = Message.of("compensation.attained", **about, items=part.items, amount=f"{amount:f}")
    return _amount(part.formula, said, -amount)


def by_source(part: SourcePart, ground: Ground) -> PartResult:
    """A drinking source at the border: attained, downstream pays; missed, upstream pays."""
    if ground.agreement.drinking_source is None:
        return _untold(Message.of("compensation.source_unsaid"))
    if not ground.agreement.drinking_source:
        return _amount(part.formula, Message.of("compensation.source_none"), NOTHING)
    target = ground.target_class(None)
    attained = None if target is None else ground.attained(target)
    about = {"year": ground.year, "amount": f"{part.amount_10k_yuan:f}"}
    if attained is None:
        return _untold(Message.of("compensation.no_class", period=str(ground.year)))
    if attained:
        said = Message.of("compensation.source_attained", **about)
        return _amount(part.formula, said, -part.amount_10k_yuan)
    said = Message.of("compensation.source_missed", **about)
    return _amount(part.formula, said, part.amount_10k_yuan)


def _untold(said: Message) -> PartResult:
    return PartResult(steps=(), signed_10k_yuan=None, missing=(said,), one_way=False)


def _amount(formula: str, said: Message, signed_10k_yuan: Decimal) -> PartResult:
    step = Step(said=said, formula=formula, signed_10k_yuan=signed_10k_yuan)
    return PartResult(steps=(step,), signed_10k_yuan=signed_10k_yuan, one_way=False)
