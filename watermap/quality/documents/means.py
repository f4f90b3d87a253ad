"""Means as documents demand them: exact in decimals; pH over the concentration of H⁺."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

# A mean is carried to 12 places. Results have at most 7, so two different means of up to 10 000 of
# them differ by more; and the mean of 9.5, 9.5 over H⁺ is 9.5, not 9.4999…, which rounds otherwise.
_PLACES = Decimal("1e-12")
_DIGITS = 50


def mean(values: Sequence[Decimal], *, over_hydrogen_ions: bool = False) -> Decimal:
    """The arithmetic mean; of pH −log₁₀ of the mean of 10^−pH (standards.md 2.2)."""
    if len(values) == 1:
        return values[0]
    with localcontext() as context:
        context.prec = _DIGITS
        if over_hydrogen_ions:
            acidity = sum((Decimal(10) ** -value for value in values), Decimal(0)) / len(values)
            found = -acidity.log10()
        else:
            found = sum(values, Decimal(0)) / len(values)
        return _without_noughts(found.quantize(_PLACES, rounding=ROUND_HALF_EVEN))


def _without_noughts(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()  # 10, not 1E+1
