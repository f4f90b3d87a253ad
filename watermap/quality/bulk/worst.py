"""The worst of each row's classes decides (GB 3838-2002, 5.1), and which indicators have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watermap.quality.assessment import CLASSES
from watermap.quality.bulk.wide import Bools, Codes, Masks, code_of

_BEST = code_of(CLASSES[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Of each row: class, which indicators decide, how many had a class, which should have had."""

    indicators: tuple[str, ...]  # that count, in the method's order: bit 0, bit 1 … of the masks
    water_class: Codes  # 0: no counted indicator has a class
    deciding: Masks  # those with the worst class, where it is worse than I
    evaluated: Codes  # how many of ``indicators`` have a class
    unclassed: Masks  # those with a value and no class: it cannot be told

    def deciding_of(self, row: int) -> tuple[str, ...]:
        """The deciding indicators of one row."""
        return self._names(self.deciding[row])

    def unclassed_of(self, row: int) -> tuple[str, ...]:
        """The indicators of one row whose class cannot be told."""
        return self._names(self.unclassed[row])

    def _names(self, mask: np.unsignedinteger[Any]) -> tuple[str, ...]:
        bits = int(mask)
        return tuple(name for bit, name in enumerate(self.indicators) if bits >> bit & 1)


def undecided(indicators: Sequence[str], rows: int) -> Decided:
    """Room for the answers of so many rows."""
    mask = np.dtype("<u4") if len(indicators) <= 32 else np.dtype("<u8")
    return Decided(
        indicators=tuple(indicators),
        water_class=np.zeros(rows, dtype=np.uint8),
        deciding=np.zeros(rows, dtype=mask),
        evaluated=np.zeros(rows, dtype=np.uint8),
        unclassed=np.zeros(rows, dtype=mask),
    )


def decide(classes: NDArray[np.uint8], into: Decided, within: slice) -> None:
    """Write the answers of some rows.

    Args:
        classes: of the counted indicators, one line an indicator, one column a row.
        into: where to.
        within: which rows they are.
    """
    if not len(classes):
        return
    worst = into.water_class[within]
    np.maximum.reduce(classes, axis=0, out=worst)
    had = classes != 0
    np.add.reduce(had.view(np.uint8), axis=0, dtype=np.uint8, out=into.evaluated[within])
    equal = np.equal(classes, worst, out=had)
    equal &= worst > _BEST
    write_masks(equal, into.deciding[within])


def write_masks(flags: Bools, out: Masks) -> None:
    """Bits from flags: one line an indicator, one column a row; eight lines make a byte."""
    width = out.dtype.itemsize
    octets = out.view(np.uint8).reshape(-1, width)
    lines = flags.view(np.uint8)
    for place in range(width):
        packed = np.zeros(len(out), dtype=np.uint8)
        for line in lines[8 * place : 8 * place + 8][::-1]:
            np.add(packed, packed, out=packed)
            np.bitwise_or(packed, line, out=packed)
        octets[:, place] = packed
