"""What flowed in above the target, by weight and price (Taihu 2008; standards.md 9.2)."""

from decimal import Decimal

from watermap.errors import Message
from watermap.figures import figure
from watermap.quality.compensation.ground import Ground, no_result, no_target, title
from watermap.quality.compensation.outcome import PartResult, Step
from watermap.quality.compensation.parts import ExcessLoadPart
from watermap.quality.compensation.summing import one_way_sum
from watermap.quality.loads.volume import M3_PER_10K_M3
from watermap.quality.period import Period

T_PER_MG_L_AND_10K_M3 = Decimal("0.01")  # 1 mg/L × 10⁴ m³ = 10⁻² t
AMOUNT_DECIMALS = 4  # of 万元 in sentences: whole yuan


def by_excess_load(part: ExcessLoadPart, ground: Ground) -> PartResult:
    """Σ (C − target) · monthly volume · price, over the months in which C is over the target.

    C is the month's value as it was judged. A month without a value, a target or, where it is over
    the target, a volume is missing: the sum is then "at least".
    """
    steps: list[Step] = []
    missing: list[Message] = []
    told = 0
    for indicator, price in part.prices_10k_yuan_per_t.items():
        target = ground.target_mg_l(indicator, part.base_class)
        if target is None:
            missing.append(no_target(indicator))
            continue
        for month in ground.months:
            value = ground.value(month, indicator)
            if value is None:
                missing.append(no_result(month, indicator))
            elif value <= target:
                told += 1
            elif (
                step := _over(
                    ground, month, indicator=indicator, value=value, target=target, price=price
                )
            ) is None:
                missing += _no_volume(ground, month)
            else:
                told += 1
                steps.append(step)
    return one_way_sum(part.formula, steps, missing, told=told)


def _no_volume(ground: Ground, month: Period) -> list[Message]:
    """That the month's water is not known, and why where that is no mere absence."""
    why = [one for one in ground.volume(month).why if one.code != "loads.no_flow"]
    return [Message.of("compensation.no_volume", period=str(month)), *why]


def _over(
    ground: Ground,
    month: Period,
    *,
    indicator: str,
    value: Decimal,
    target: Decimal,
    price: Decimal,
) -> Step | None:
    """One month over the target; None: its volume cannot be told."""
    volume = ground.volume(month)
    if volume.m3 is None:
        return None
    volume_10k_m3 = volume.m3 / M3_PER_10K_M3
    load_t = (value - target) * volume_10k_m3 * T_PER_MG_L_AND_10K_M3
    said = Message.of(
        "compensation.excess",
        month=str(month),
        indicator=title(indicator),
        c=f"{value:f}",
        target=f"{target:f}",
        volume=figure(volume_10k_m3, 2),
        load=figure(load_t, 4),
        price=f"{price:f}",
        amount=figure(load_t * price, AMOUNT_DECIMALS),
    )
    return Step(
        said=said,
        formula="excess_load",
        month=month,
        indicator=indicator,
        signed_10k_yuan=load_t * price,
    )
