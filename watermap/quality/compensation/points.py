"""So much a percentage point better or worse (Shandong, Shandong–Henan; standards.md 9.3)."""

from collections.abc import Sequence
from decimal import Decimal

from watermap.errors import Message
from watermap.figures import figure
from watermap.language import in_a_row
from watermap.quality.compensation.ground import Ground, no_result, no_target, title
from watermap.quality.compensation.outcome import PartResult, Step
from watermap.quality.compensation.parts import PointsPart
from watermap.quality.compensation.summing import capped, summed
from watermap.quality.period import Period


def by_points(part: PointsPart, ground: Ground) -> PartResult:
    """Payments of every period and indicator; better, downstream pays; worse, upstream pays."""
    periods = ground.months if part.span == "month" else (Period(year=ground.year),)
    groups: Sequence[tuple[str, ...]] = [(name,) for name in part.indicators]
    if part.each == "together":
        groups = [part.indicators]
    steps: list[Step] = []
    missing: list[Message] = []
    told = 0
    for period in periods:
        for group in groups:
            ratios, absent = _ratios(part, ground, period, group)
            missing += absent
            if not absent:
                told += 1
                steps += _paid(part, period, group, ratios)
    if not told:
        return PartResult(steps=(), signed_10k_yuan=None, missing=tuple(missing), one_way=False)
    total, cut = capped(part.formula, summed(steps), part.cap_10k_yuan)
    return PartResult(
        steps=(*steps, *cut), signed_10k_yuan=total, missing=tuple(missing), one_way=False
    )


def _ratios(
    part: PointsPart, ground: Ground, period: Period, group: Sequence[str]
) -> tuple[list[Decimal], list[Message]]:
    """C/C_ref of each indicator, and what is missing for one."""
    ratios, absent = [], []
    for name in group:
        value = _value(ground, period, name)
        if value is None:
            absent.append(no_result(period, name))
            continue
        if part.compared_with == "target":
            reference = ground.target_mg_l(name, part.base_class)
            if reference is None:
                absent.append(no_target(name))
                continue
        else:
            before = Period(year=period.year - 1, first=period.first, last=period.last)
            reference = _value(ground, before, name)
            if not reference:
                absent.append(no_result(before, name))
                continue
        ratios.append(value / reference)
    return ratios, absent


def _value(ground: Ground, period: Period, name: str) -> Decimal | None:
    """A month's value as judged; of a year the mean before rounding, as an index takes it."""
    if period.span == "year":
        return ground.exact_mean(period, name)
    return ground.value(period, name)


def _paid(
    part: PointsPart, period: Period, group: Sequence[str], ratios: Sequence[Decimal]
) -> list[Step]:
    ratio = sum(ratios, Decimal(0)) / len(ratios)
    points = 100 * (1 - ratio)
    if points == 0:
        return []
    rate = part.better_10k_yuan if points > 0 else part.worse_10k_yuan
    amount = abs(points) * rate
    held = max(amount, part.least_10k_yuan or amount)
    held = min(held, part.most_10k_yuan or held)
    titles = [title(name) for name in group]
    about = {
        "period": str(period),
        "indicator": in_a_row(titles),
        "ratio": figure(ratio, 4),
        "points": figure(abs(points), 2),
        "rate": f"{rate:f}",
        "amount": figure(amount, 4),
        "held": figure(held, 4),
    }
    said = (
        Message.of("compensation.points_better", **about)
        if points > 0
        else Message.of("compensation.points_worse", **about)
    )
    return [
        Step(
            said=said,
            formula=part.formula,
            month=period if period.span == "month" else None,
            indicator=group[0] if len(group) == 1 else None,
            signed_10k_yuan=-held if points > 0 else held,
        )
    ]
