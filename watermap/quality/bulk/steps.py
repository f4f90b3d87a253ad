"""Limits moved to where rounding leaves them: classes of values that nobody has to round.

Rounding keeps the order of values, so a class changes at single places of the unrounded value.
They are found once for an indicator, in Decimal, by the very functions that class one value; after
that a class costs a few comparisons. A value of at most 15 digits stands on the same side of such a
place as its float64 does, as two such decimals never share a float64.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Self

import numpy as np

from watermap.quality.bulk.wide import DIGITS, Bools, Codes, Floats, code_of
from watermap.quality.classing.classify import class_of
from watermap.quality.documents.limits import Limit
from watermap.quality.documents.rounding import rounded_for_comparison


class TooManyDigitsError(ValueError):
    """A limit has more digits than float64 tells apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The class of a value is the sum of the changes of all cuts below it; of NaN it is 0."""

    cuts: tuple[float, ...] = ()  # the first is −∞; none: there is no class
    changes: tuple[int, ...] = ()
    places: int = 0  # decimals of the cuts

    @classmethod
    def of(cls, limit: Limit, decimals: int | None) -> Self:
        """The steps of a row for values that are rounded to ``decimals``; None: not rounded.

        Raises:
            TooManyDigitsError: a step lies where float64 cannot tell values apart.
        """
        places = _turns(limit, decimals)
        probes = [places[0] - 1, *((a + b) / 2 for a, b in pairwise(places)), places[-1] + 1]
        gaps = [_code(one, limit, decimals) for one in probes]
        cuts, changes = [-math.inf], [gaps[0]]
        for place, before, after in zip(places, gaps, gaps[1:], strict=False):
            at = _code(place, limit, decimals)
            exact = _exact(place)
            cuts += [math.nextafter(exact, -math.inf), exact]  # from the place on; beyond it
            changes += [at - before, after - at]
        kept = [(cut, change) for cut, change in zip(cuts, changes, strict=True) if change]
        return cls(
            cuts=tuple(cut for cut, _ in kept),
            changes=tuple(one for _, one in kept),
            places=max(map(_places, places)),
        )

    def codes(self, values: Floats, out: Codes, beyond: Bools) -> None:
        """Write the class of each value to ``out``; ``beyond`` is space of that length."""
        out.fill(0)
        added = beyond.view(np.uint8)
        for cut, change in zip(self.cuts, self.changes, strict=True):
            np.greater(values, cut, out=beyond)
            if change not in (1, -1):
                np.multiply(added, abs(change), out=added, casting="unsafe")
            (np.add if change > 0 else np.subtract)(out, added, out=out)

    def of_values(self, values: Floats) -> Codes:
        """The class of each value."""
        out = np.empty(len(values), dtype=np.uint8)
        self.codes(values, out, np.empty(len(values), dtype=np.bool_))
        return out


NO_STEPS = Steps()


def _turns(limit: Limit, decimals: int | None) -> Sequence[Decimal]:
    """Every value at which the class may change, rising."""
    return sorted({turn for one in limit.figures() for turn in _turns_at(one, decimals)})


def _turns_at(figure: Decimal, decimals: int | None) -> set[Decimal]:
    """Where rounding passes a figure: half a unit below and above it, or where it lies between."""
    if decimals is None:
        return {figure}
    unit = Decimal(1).scaleb(-decimals)
    whole = (figure / unit).to_integral_value(ROUND_FLOOR) * unit
    turns = {whole - unit / 2, whole + unit / 2}
    if abs(figure) < unit:  # what would become 0 keeps one digit
        turns |= {Decimal(0), unit / 2, -unit / 2, *_one_digit_turns(figure)}
    return turns


def _one_digit_turns(figure: Decimal) -> set[Decimal]:
    if not figure:
        return set()
    unit = Decimal(1).scaleb(figure.adjusted())
    whole = (abs(figure) / unit).to_integral_value(ROUND_FLOOR) * unit
    turns = {whole - unit / 2, whole - unit / 20, whole + unit / 2}  # 0.95 is the next below 1
    return turns | {-one for one in turns}


def _code(value: Decimal, limit: Limit, decimals: int | None) -> int:
    rounded = value if decimals is None else rounded_for_comparison(value, decimals)
    return code_of(class_of(rounded, limit))


def _places(turn: Decimal) -> int:
    exponent = turn.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _exact(place: Decimal) -> float:
    if len(place.normalize().as_tuple().digits) > DIGITS:
        raise TooManyDigitsError(str(place))
    return float(place)
