"""Means over time: of a month's values, of a year's months; pH over the concentration of H⁺."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

_DIGITS = 28


def mean(values: Sequence[Decimal], *, over_hydrogen_ions: bool = False) -> Decimal:
    """The arithmetic mean; of pH −log₁₀ of the mean of 10^−pH (standards.md 2.2)."""
    if len(values) == 1:
        return values[0]
    with localcontext() as context:
        context.prec = _DIGITS
        if not over_hydrogen_ions:
            return sum(values, Decimal(0)) / len(values)
        acidity = sum((Decimal(10) ** -value for value in values), Decimal(0)) / len(values)
        return -acidity.log10()


def by_month(dated: Iterable[tuple[int, Decimal]]) -> dict[int, list[Decimal]]:
    """Values under their months."""
    months: dict[int, list[Decimal]] = {}
    for month, value in dated:
        months.setdefault(month, []).append(value)
    return months
