"""Numbers as people read them: rounded once, at the end, half to even on the decimal digits.

Screen, page, Word and Excel all show a figure through this file, so they agree to the last digit.
The rounding is GB/T 8170's (四舍六入五成双); see standards.md 3.4.
"""

from decimal import ROUND_HALF_EVEN, Decimal

M2_PER_HECTARE = 10_000
MU_PER_HECTARE = 15


def rounded(value: Decimal | float, decimals: int) -> Decimal:
    """``value`` to ``decimals`` places, half to even; floats are taken as they print."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


def figure(value: Decimal | float | None, decimals: int, *, missing: str = "—") -> str:
    """``value`` as text with ``decimals`` places; ``missing`` where there is none."""
    return missing if value is None else f"{rounded(value, decimals):f}"


def hectares(area_m2: float) -> float:
    """公顷 from square metres."""
    return area_m2 / M2_PER_HECTARE


def mu(area_m2: float) -> float:
    """亩 from square metres: 1 亩 is 2000/3 m² (standards.md 11.3)."""
    return area_m2 * MU_PER_HECTARE / M2_PER_HECTARE
