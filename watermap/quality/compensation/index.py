"""The index P = k₀ · Σ kᵢ · Cᵢ/Cᵢ₀ of a year and the tier it falls into (standards.md 9.1).

C is the year's mean before rounding, so P does not depend on decimals of single indicators. P is
held against the tiers unrounded, unless the part names decimals; it is shown with four, and where
four decimals would fall into another tier, that is said.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from watermap.errors import Message
from watermap.figures import figure, rounded
from watermap.quality.assessment import IndicatorResult
from watermap.quality.compensation.ground import Ground, no_result, title
from watermap.quality.compensation.outcome import PartResult, Step
from watermap.quality.compensation.parts import IndexPart, Tier
from watermap.quality.period import Period

SHOWN_DECIMALS = 4  # of P, ratios and products
MEAN_DECIMALS = 5  # of C in sentences; a mean that has fewer is shown as it is
# A mean is carried to 12 places, so is P: 0.85 × (2/1.7) is 1 and not a hair more.
_PLACES = Decimal("1e-12")
_DIGITS = 50


def by_index(part: IndexPart, ground: Ground) -> PartResult:
    """Who pays by the year's index.

    An indicator without a year's mean leaves the index untold: a part of a sum is no index.
    """
    steps: list[Step] = []
    missing: list[Message] = []
    terms: list[tuple[Decimal, Decimal, Decimal]] = []
    year = Period(year=ground.year)
    for indicator, weight in part.weights.items():
        found = ground.found(year, indicator)
        if found is None or found.mean is None:
            missing.append(no_result(year, indicator))
            continue
        base = ground.agreement.base_mg_l[indicator]
        terms.append((weight, found.mean, base))
        steps.append(_term(indicator, found, base, weight))
    if ground.year in ground.agreement.major_accidents:
        return _accident(part, ground, steps)
    if missing:
        return PartResult(steps=tuple(steps), signed_10k_yuan=None, missing=tuple(missing))
    index, total = _summed(part.k0, terms)
    shown = figure(index, SHOWN_DECIMALS)
    said = Message.of(
        "compensation.index_sum", k0=_plain(part.k0), total=figure(total, SHOWN_DECIMALS), p=shown
    )
    steps.append(Step(said=said, formula=part.formula))
    tier = _tier(part, index if part.decimals is None else rounded(index, part.decimals))
    if _tier(part, rounded(index, SHOWN_DECIMALS)) != tier:
        close = Message.of("compensation.index_close", exact=f"{index:f}", shown=shown)
        steps.append(Step(said=close, formula=part.formula))
    return _decided(part, tier, ground, steps, index)


def _summed(
    k0: Decimal, terms: Sequence[tuple[Decimal, Decimal, Decimal]]
) -> tuple[Decimal, Decimal]:
    """P, and the sum before k₀; of weight, C and C₀ of each indicator."""
    with localcontext() as context:
        context.prec = _DIGITS
        total = sum((weight * mean / base for weight, mean, base in terms), Decimal(0))
        return (k0 * total).quantize(_PLACES, rounding=ROUND_HALF_EVEN), total


def _term(indicator: str, found: IndicatorResult, base: Decimal, weight: Decimal) -> Step:
    mean = found.mean or Decimal(0)
    said = Message.of(
        "compensation.index_term",
        indicator=title(indicator),
        c=_mean_shown(mean),
        base=_plain(base),
        ratio=figure(mean / base, SHOWN_DECIMALS),
        weight=_plain(weight),
        product=figure(weight * mean / base, SHOWN_DECIMALS),
    )
    return Step(said=said, formula="index", indicator=indicator)


def _tier(part: IndexPart, index: Decimal) -> Tier:
    return next(tier for tier in part.tiers if tier.at_most is None or index <= tier.at_most)


def _accident(part: IndexPart, ground: Ground, steps: list[Step]) -> PartResult:
    """In a year with a major accident the last tier holds, whatever the index is (9.1)."""
    said = Message.of("compensation.accident", year=ground.year)
    steps.append(Step(said=said, formula=part.formula))
    return _decided(part, part.tiers[-1], ground, steps, None)


def _decided(
    part: IndexPart, tier: Tier, ground: Ground, steps: list[Step], index: Decimal | None
) -> PartResult:
    payer, payee = ground.agreement.upstream, ground.agreement.downstream
    if tier.payer == "downstream":
        payer, payee = payee, payer
    if tier.amount_10k_yuan is None:
        untold = Message.of("compensation.tier_without_amount", payer=payer, payee=payee)
        return PartResult(
            steps=tuple(steps), signed_10k_yuan=None, missing=(untold,), index=index,
            toward=tier.payer,
        )  # fmt: skip
    amount = tier.amount_10k_yuan
    signed = amount if tier.payer == "upstream" else -amount
    step = Step(
        said=_tier_said(part, tier, payer=payer, payee=payee),
        formula=part.formula,
        signed_10k_yuan=signed,
    )
    return PartResult(steps=(*steps, step), signed_10k_yuan=signed, index=index)


def _tier_said(part: IndexPart, tier: Tier, *, payer: str, payee: str) -> Message:
    """Which tier it is: up to its bound, or above the one before it."""
    about = {"payer": payer, "payee": payee, "amount": _plain(tier.amount_10k_yuan or Decimal(0))}
    if tier.at_most is not None:
        return Message.of("compensation.tier_up_to", bound=_plain(tier.at_most), **about)
    below = [one.at_most for one in part.tiers if one.at_most is not None]
    return Message.of(
        "compensation.tier_above", bound=_plain(max(below)) if below else "—", **about
    )


def _mean_shown(mean: Decimal) -> str:
    plain = _plain(mean)
    return plain if len(plain.partition(".")[2]) <= MEAN_DECIMALS else figure(mean, MEAN_DECIMALS)


def _plain(value: Decimal) -> str:
    return f"{value:f}"
