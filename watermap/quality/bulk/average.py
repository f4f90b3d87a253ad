"""Means of groups, rounded for comparison, and of which of them it cannot be told in float64.

``classing.means.mean`` carries a mean to 12 places. From a whole sum S of n values, S/n lies on the
same side of every place where a class or a rounded value turns as its float64 does, if the two can
differ only by more than float64 and those 12 places hide; that is counted here, not assumed.
"""

from dataclasses import dataclass

import numpy as np

from watermap.quality.bulk.groups import BLOCK
from watermap.quality.bulk.rounding import POWERS, one_digit, places_of_first_digit, rounded_floats
from watermap.quality.bulk.rules import Rule
from watermap.quality.bulk.totals import MOST_WHOLE, Totals
from watermap.quality.bulk.wide import Bools, Floats

_MOST_PARTS = 1e12  # n × 10^places up to which no two means differ by less than 10⁻¹²
_GUARD_UNITS = 1e-6  # of the last rounded place: so close to a tie it is looked at in Decimal
_GUARD_SHARE = 1e-9  # of a value: the same, where sums of many floats are not exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """Of each group of values; NaN where there is none."""

    mean: Floats  # before rounding
    value: Floats  # as it is compared with limits
    sure: Bools | None  # that class and value are those of the decimals; None: all are


def average(totals: Totals, rule: Rule) -> Average:
    """The means of groups."""
    groups = len(totals.n)
    mean, value, sure = np.empty(groups), np.empty(groups), np.ones(groups, dtype=np.bool_)
    for start in range(0, groups, BLOCK):
        within = slice(start, start + BLOCK)
        part = _average(totals.part(within), rule)
        mean[within], value[within] = part.mean, part.value
        if part.sure is not None:
            sure[within] = part.sure
    return Average(mean=mean, value=value, sure=None if sure.all() else sure)


def _average(totals: Totals, rule: Rule) -> Average:
    with np.errstate(invalid="ignore", divide="ignore"):
        if totals.places is None:
            return _of_floats(totals, rule)
        return _of_whole(totals, totals.places, rule)


def unsure(found: Average) -> Bools:
    """Which groups' class or value float64 does not tell."""
    return np.zeros(len(found.mean), dtype=np.bool_) if found.sure is None else ~found.sure


def _of_whole(totals: Totals, places: int, rule: Rule) -> Average:
    mean = totals.total / (totals.n * POWERS[places])
    sure = _told_apart(totals, places, rule)
    if rule.decimals is None:
        return Average(mean=mean, value=mean, sure=sure)
    # A quotient of whole numbers below 2⁵² is a half in float64 only where it is one, so rint
    # rounds half to even as Decimal does.
    value = np.rint(totals.total / (totals.n * POWERS[places - rule.decimals]))
    value /= POWERS[rule.decimals]
    small = np.flatnonzero((value == 0) & (totals.total != 0))
    if len(small):
        value[small] = one_digit(mean[small])
        finest = np.maximum(places_of_first_digit(mean[small]) + 1, places)
        hidden = totals.n[small] * POWERS[finest] > _MOST_PARTS
        if hidden.any():
            sure = np.ones(len(mean), dtype=np.bool_) if sure is None else sure
            sure[small[hidden]] = False
    return Average(mean=mean, value=value, sure=sure)


def _told_apart(totals: Totals, places: int, rule: Rule) -> Bools | None:
    finest = max(places, rule.places)
    size = np.abs(totals.total)
    more = POWERS[finest - places]
    most = totals.n.max(initial=0) * POWERS[finest] <= _MOST_PARTS
    if most and size.max(initial=0) * more < MOST_WHOLE:
        return None
    few = (totals.n <= 1) & totals.decimals  # a single value is its own mean
    told = (totals.n * POWERS[finest] <= _MOST_PARTS) & (size * more < MOST_WHOLE)
    return np.asarray(few | told)


def _of_floats(totals: Totals, rule: Rule) -> Average:
    mean = totals.total / totals.n
    alone = (totals.n <= 1) & totals.decimals
    if totals.lowest is not None:
        mean = -np.log10(mean)
        same = totals.lowest == totals.highest
        mean = np.where(same, totals.lowest, mean)
        alone = (same | (totals.n == 0)) & totals.decimals
    if rule.decimals is None:
        return Average(mean=mean, value=mean, sure=alone | ~_near_cuts(mean, rule))
    value = rounded_floats(mean, rule.decimals)
    return Average(mean=mean, value=value, sure=alone | ~_near_ties(mean, rule.decimals))


def _near_cuts(mean: Floats, rule: Rule) -> Bools:
    near = np.zeros(len(mean), dtype=np.bool_)
    for cut in {*rule.river.cuts, *rule.lake.cuts} - {-np.inf}:
        near |= np.abs(mean - cut) <= _GUARD_SHARE * max(1.0, abs(cut))
    return near


def _near_ties(mean: Floats, decimals: int) -> Bools:
    """Close to where rounding turns; all that would become 0 are, as they keep a digit."""
    units = mean * POWERS[decimals]
    whole = np.floor(units)
    guard = _GUARD_UNITS + _GUARD_SHARE * np.abs(units)
    small = (np.abs(units) < 0.6) & (units != 0)
    return np.asarray((np.abs(units - whole - 0.5) <= guard) | small)
