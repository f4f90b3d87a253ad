"""Sums of steps, and what they are worth where something is missing."""

from collections.abc import Sequence
from decimal import Decimal

from watermap.errors import Message
from watermap.figures import figure
from watermap.quality.compensation.outcome import PartResult, Step


def summed(steps: Sequence[Step]) -> Decimal:
    """What the steps give together, 万元 with sign."""
    return sum(
        (one.signed_10k_yuan for one in steps if one.signed_10k_yuan is not None), Decimal(0)
    )


def one_way_sum(
    formula: str, steps: Sequence[Step], missing: Sequence[Message], *, told: int
) -> PartResult:
    """A sum in which only upstream pays; None where nothing at all could be told.

    Args:
        formula: of the part.
        steps: with their amounts.
        missing: what could not be told.
        told: how many months (of an indicator) could be told, those with nothing to pay too.
    """
    if not told:
        return PartResult(steps=tuple(steps), signed_10k_yuan=None, missing=tuple(missing))
    total = summed(steps)
    said = Message.of("compensation.sum", told=told, amount=figure(total, 4))
    return PartResult(
        steps=(*steps, Step(said=said, formula=formula)),
        signed_10k_yuan=total,
        missing=tuple(missing),
    )


def capped(formula: str, total: Decimal, cap: Decimal | None) -> tuple[Decimal, tuple[Step, ...]]:
    """A sum held within a cap either way, and the step that says so where it was cut."""
    if cap is None or abs(total) <= cap:
        return total, ()
    held = cap.copy_sign(total)
    said = Message.of("compensation.capped", found=figure(abs(total), 4), cap=f"{cap:f}")
    return held, (Step(said=said, formula=formula),)
