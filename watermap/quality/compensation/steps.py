"""An amount a month by the exceedance multiple (Jiangsu 2021, Zhoukou; standards.md 9.2, 9.3)."""

from decimal import Decimal

from watermap.errors import Message
from watermap.figures import figure
from watermap.quality.compensation.ground import Ground, no_result, no_target, title
from watermap.quality.compensation.outcome import PartResult, Step
from watermap.quality.compensation.parts import Row, StepsPart
from watermap.quality.compensation.summing import one_way_sum
from watermap.quality.period import Period


def by_steps(part: StepsPart, ground: Ground) -> PartResult:
    """The rows' amounts over all months; of a month the worst indicator's, or every one's.

    The multiple is (C − target)/target of the month's value as it was judged, itself not rounded.
    """
    steps: list[Step] = []
    missing: list[Message] = []
    told = 0
    targets = {
        name: ground.target_mg_l(name, part.base_class)
        for name in part.indicators or ground.agreement.indicators
    }
    missing += [no_target(name) for name, target in targets.items() if target is None]
    for month in ground.months:
        found: list[Step] = []
        for name, target in targets.items():
            if target is None:
                continue
            value = ground.value(month, name)
            if value is None:
                missing.append(no_result(month, name))
                continue
            told += 1
            found += _paid(part, month, name, value, target)
        steps += found if part.factor == "sum" else _worst(found)
    return one_way_sum(part.formula, steps, missing, told=told)


def _paid(
    part: StepsPart, month: Period, indicator: str, value: Decimal, target: Decimal
) -> list[Step]:
    """The step of one indicator and month; none where nothing is paid."""
    multiple = (value - target) / target
    if multiple <= 0 or multiple < part.least_multiple:
        return []
    row = _row(part, multiple)
    grown = part.times == "one_plus_multiple"
    amount = row.amount_10k_yuan * (1 + multiple) if grown else row.amount_10k_yuan
    about = {
        "month": str(month),
        "indicator": title(indicator),
        "c": f"{value:f}",
        "target": f"{target:f}",
        "multiple": figure(multiple, 4),
        "base": f"{row.amount_10k_yuan:f}",
        "amount": figure(amount, 4),
    }
    said = (
        Message.of("compensation.step_grown", **about)
        if grown
        else Message.of("compensation.step_once", **about)
    )
    return [
        Step(
            said=said, formula=part.formula, month=month, indicator=indicator,
            signed_10k_yuan=amount,
        )
    ]  # fmt: skip


def _row(part: StepsPart, multiple: Decimal) -> Row:
    return next(row for row in part.rows if row.at_most is None or multiple <= row.at_most)


def _worst(found: list[Step]) -> list[Step]:
    """The step that pays most; of equal ones the first indicator named."""
    return [max(found, key=lambda step: step.signed_10k_yuan or Decimal(0))] if found else []
