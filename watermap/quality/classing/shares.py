"""How many of how many, in per cent."""

from decimal import Decimal


def share(part: int, whole: int) -> Decimal | None:
    """Per cent, unrounded; None of nothing."""
    return Decimal(100 * part) / whole if whole else None
