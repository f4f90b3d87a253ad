"""Rounding before a value is compared with a limit (GB/T 8170; standards.md 3.4)."""

from decimal import ROUND_HALF_EVEN, Decimal

from watermap.figures import rounded


def rounded_for_comparison(value: Decimal, decimals: int) -> Decimal:
    """``value`` to ``decimals`` places, half to even; what would become 0 keeps one digit.

    0.00004 mg/L to 3 places stays 0.00004: a small result is not the same as none.
    """
    result = rounded(value, decimals)
    if result or not value:
        return result
    one_digit = value.quantize(Decimal(1).scaleb(value.adjusted()), rounding=ROUND_HALF_EVEN)
    return one_digit.quantize(Decimal(1).scaleb(one_digit.adjusted()))  # 0.096 → 0.10 → 0.1
