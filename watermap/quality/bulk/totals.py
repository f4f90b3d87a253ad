"""Sums of groups of values that lose nothing: of whole numbers, as values are tens of thousandths.

A column whose values have at most so many decimals is summed in units of the last of them. Whole
numbers below 2⁵¹ and their sums are exact in float64. A column that has no such unit (computed
values, pH over H⁺) is summed as it is; what hangs on its last digits is looked at again in Decimal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from watermap.quality.bulk.groups import BLOCK, Level, RowGroups
from watermap.quality.bulk.rounding import POWERS
from watermap.quality.bulk.wide import Bools, Floats, Places

MOST_WHOLE = 2.0**51
_MOST_PLACES = 12  # decimals of a value that sums are tried with
_LN10 = float(np.log(10.0))
_TRIED = 4_096  # values from which the number of decimals is guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Of each group of values."""

    n: Places  # how many values
    total: Floats  # their sum × 10^places, a whole number; else their sum, or that of 10^−value
    places: int | None  # None: the sums are not exact
    decimals: bool  # the values are what their decimals say; False: rounded results of computing
    lowest: Floats | None = None  # of the values; None unless summed over 10^−value
    highest: Floats | None = None

    def merged(self, starts: Places) -> "Totals":
        """The totals of groups of groups."""
        return replace(
            self,
            n=run_sums(self.n, starts),
            total=np.add.reduceat(self.total, starts),
            lowest=None if self.lowest is None else np.fmin.reduceat(self.lowest, starts),
            highest=None if self.highest is None else np.fmax.reduceat(self.highest, starts),
        )

    def part(self, within: slice) -> "Totals":
        """The totals of some groups."""
        return replace(
            self,
            n=self.n[within],
            total=self.total[within],
            lowest=None if self.lowest is None else self.lowest[within],
            highest=None if self.highest is None else self.highest[within],
        )

    def shifted(self, by: "Totals", sign: int) -> "Totals":
        """The totals with others of the same unit added or taken away."""
        return replace(self, total=self.total + sign * by.total)


def totals_of(
    values: Floats,
    level: Level,
    rows: RowGroups,
    *,
    least_places: int,
    decimals: bool = True,
) -> Totals:
    """The sums of a column's groups; NaN is no value.

    Args:
        values: the column.
        level: its groups.
        rows: which group each row belongs to.
        least_places: decimals that the unit has at least.
        decimals: whether the values are decimals, or rounded results of computing.
    """
    if decimals:
        for places in _likely(values, least_places):
            whole = _whole_sums if rows.group is None else _whole_sums_apart
            found = whole(values, level, rows.group, POWERS[places])
            if found is not None:
                total, n = found
                return Totals(n=n, total=total, places=places, decimals=True)
    return _plain_sums(rows.sorted(values), level, decimals)


def acid_totals(values: Floats, level: Level, rows: RowGroups, *, decimals: bool = True) -> Totals:
    """The sums of 10^−value of a column's groups, with each group's lowest and highest value."""
    values = rows.sorted(values)
    acid = _plain_sums(np.exp(-_LN10 * values), level, decimals)
    return replace(
        acid,
        lowest=np.fmin.reduceat(values, level.starts),
        highest=np.fmax.reduceat(values, level.starts),
    )


def _likely(values: Floats, least: int) -> Iterator[int]:
    """Numbers of decimals that some of the values have at most."""
    some = values[:: max(1, len(values) // _TRIED)]
    some = some[~np.isnan(some)]
    for places in range(least, max(least, _MOST_PLACES) + 1):
        unit = POWERS[places]
        if bool((np.rint(some * unit) / unit == some).all()):
            yield places


def _whole_sums(
    values: Floats, level: Level, _: Places | None, unit: float
) -> tuple[Floats, Places] | None:
    """Sums in units, and how many values; None: a value is not whole, or too large.

    The rows stand by their groups: a group's sum is a difference of running sums.
    """
    n = level.sizes.copy()
    total = np.empty(len(n))
    for groups, rows in level.blocks:
        whole, missing = _whole(values[rows], unit)
        if whole is None:
            return None
        starts = level.starts[groups] - rows.start
        total[groups] = run_sums(whole.astype(np.int64), starts)
        if missing is not None:
            n[groups] -= run_sums(missing.astype(np.int64), starts)
    return total, n


def _whole_sums_apart(
    values: Floats, level: Level, group: Places | None, unit: float
) -> tuple[Floats, Places] | None:
    """The same where a group's rows stand apart."""
    n = level.sizes.copy()
    wholes = np.empty_like(values)
    if group is None:
        return None
    for start in range(0, len(values), BLOCK):
        rows = slice(start, start + BLOCK)
        whole, missing = _whole(values[rows], unit)
        if whole is None:
            return None
        wholes[rows] = whole
        if missing is not None:
            np.subtract.at(n, group[rows][missing], 1)
    if max(wholes.max(), -wholes.min()) * level.sizes.max() >= MOST_WHOLE:
        return None
    return np.bincount(group, weights=wholes, minlength=len(n)).astype(np.float64), n


def run_sums(whole: Places, starts: Places) -> Places:
    """The sums of whole numbers from each start to the next, as differences of running sums."""
    until: Places = np.cumsum(whole)[np.append(starts[1:], len(whole)) - 1]
    until[1:] -= until[:-1].copy()
    return until


def _whole(values: Floats, unit: float) -> tuple[Floats | None, Bools | None]:
    """The values in units, and which are missing, where any is; None: they are not whole."""
    whole = values * unit
    np.rint(whole, out=whole)
    same = np.equal(whole / unit, values)
    missing = None
    if not same.all():
        missing = np.isnan(values)
        if not (same | missing).all():
            return None, None
        whole[missing] = 0
    if max(whole.max(), -whole.min()) >= MOST_WHOLE:
        return None, None
    return whole, missing


def _plain_sums(values: Floats, level: Level, decimals: bool) -> Totals:
    """The rows stand by their groups."""
    missing = np.isnan(values)
    return Totals(
        n=level.sizes - np.add.reduceat(missing, level.starts, dtype=np.int64),
        total=np.add.reduceat(np.where(missing, 0, values), level.starts),
        places=None,
        decimals=decimals,
    )
