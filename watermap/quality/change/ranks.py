"""Spearman's rank correlation of a series with time (Daniel; standards.md 2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from watermap.figures import rounded
from watermap.quality.change.rules import LEVELS, Level, TrendRules

_PLACES = 3  # of the table of W_p
_DIGITS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Spearman:
    """The coefficient and what the table says of it."""

    n: int
    sum_d2: Decimal  # Σd² of the formula, with mean ranks for ties
    r_s: Decimal | None  # corrected for ties; None: all values are equal
    by_formula: Decimal  # 1 − 6Σd²/(N³ − N); equals r_s where there are no ties
    tied: int  # values that share their rank with another
    critical: dict[Level, Decimal]  # W_p used
    row: int  # the N of the table it was taken from: n, or the next smaller one
    significant: Level | None  # the strictest level reached
    at_critical: bool  # |r_s| equals W_p of the looser level, which the rule counts as stable


def spearman(values: Sequence[Decimal], rules: TrendRules) -> Spearman:
    """The rank correlation of values, oldest first, with their order.

    The formula of the rule holds without ties only: with mean ranks it calls a series of equal
    values 0.5. So with ties the coefficient is the correlation of the ranks themselves, which is
    the same number where nothing is tied. It is compared in the three places of the table, and has
    to be above W_p: 0.714286 of seven values is the table's 0.714, not more.

    Raises:
        ValueError: fewer values than the rule asks for.
    """
    n = len(values)
    if n < rules.periods_from:
        raise ValueError(f"{n} values are no trend")
    ranks = mean_ranks(values)
    sum_d2 = sum(((rank - at) ** 2 for at, rank in enumerate(ranks, start=1)), Fraction(0))
    r_s = _correlation(ranks)
    shown = None if r_s is None else rounded(abs(r_s), _PLACES)
    found = {level: rules.critical_value(n, level) for level in LEVELS}
    reached = (level for level in LEVELS if shown is not None and shown > found[level][1])
    return Spearman(
        n=n,
        sum_d2=_decimal(sum_d2),
        r_s=r_s,
        by_formula=_decimal(1 - 6 * sum_d2 / (n**3 - n)),
        tied=sum(values.count(value) > 1 for value in values),
        critical={level: critical for level, (_, critical) in found.items()},
        row=min(row for row, _ in found.values()),
        significant=next(reached, None),
        at_critical=shown == found[LEVELS[-1]][1],
    )


def mean_ranks(values: Sequence[Decimal]) -> list[Fraction]:
    """Ranks from 1, ascending; equal values share the mean of their ranks."""
    places: dict[Decimal, list[int]] = {}
    for at, value in enumerate(sorted(values), start=1):
        places.setdefault(value, []).append(at)
    return [Fraction(sum(places[value]), len(places[value])) for value in values]


def _correlation(ranks: Sequence[Fraction]) -> Decimal | None:
    """Pearson's correlation of ranks with 1 … N; None: all ranks are equal."""
    n = len(ranks)
    middle = Fraction(n + 1, 2)
    spread = sum(((rank - middle) ** 2 for rank in ranks), Fraction(0))
    if spread == 0:
        return None
    together = sum(
        ((rank - middle) * (at - middle) for at, rank in enumerate(ranks, start=1)), Fraction(0)
    )
    squared = _decimal(together**2 / (spread * Fraction(n**3 - n, 12)))
    with localcontext() as context:
        context.prec = _DIGITS
        root = squared.sqrt()
    return root if together >= 0 else -root


def _decimal(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        return Decimal(value.numerator) / value.denominator
