"""Ranks of figures: the smallest is 1, equal figures share the better one."""

from collections.abc import Sequence
from decimal import Decimal

from watermap.figures import rounded


def places(values: Sequence[Decimal | None], decimals: int) -> list[int | None]:
    """The rank of each value, as it is shown with so many decimals; None has none.

    1, 2, 2, 4: two that share a rank leave the next one free.
    """
    shown = [None if value is None else rounded(value, decimals) for value in values]
    known = [value for value in shown if value is not None]
    return [None if value is None else 1 + sum(other < value for other in known) for value in shown]
