"""Means over time: of a month's values, of a year's months."""

from collections.abc import Iterable
from decimal import Decimal

from watermap.quality.documents.means import mean

__all__ = ["by_month", "mean"]


def by_month(dated: Iterable[tuple[int, Decimal]]) -> dict[int, list[Decimal]]:
    """Values under their months."""
    months: dict[int, list[Decimal]] = {}
    for month, value in dated:
        months.setdefault(month, []).append(value)
    return months
