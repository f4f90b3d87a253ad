"""The class of every row: each sampling on its own, as a section with one result an indicator."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watermap.quality.bulk.rules import Rule, rules_of
from watermap.quality.bulk.wide import LAKE, RIVER, Bools, Codes, Floats, Wide
from watermap.quality.bulk.worst import Decided, decide, undecided, write_masks
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard

_BLOCK = 16_384  # rows at a time: their classes stay in the processor's cache


def classify_rows(wide: Wide, *, standard: Standard, method: Method) -> Decided:
    """Class every row by the worst of the indicators that the method counts.

    The answer is that of ``evaluate_section`` for a day with one result of each indicator: rounded
    as the method says, no class where river or lake is not known and matters, none where the
    detection limit is above the target's limit.

    Raises:
        WatermapError: the documents ask for what columns of numbers cannot hold exactly.
    """
    rules = [one for one in rules_of(list(wide.columns), standard=standard, method=method)
             if one.counts]  # fmt: skip
    found = undecided([one.indicator for one in rules], wide.rows)
    ground = _Ground(wide=wide, rules=rules, bodies=wide.bodies(), targets=wide.targets())
    classes = np.empty((len(rules), _BLOCK), dtype=np.uint8)
    beyond = np.empty(_BLOCK, dtype=np.bool_)
    for start in range(0, wide.rows, _BLOCK):
        within = slice(start, min(start + _BLOCK, wide.rows))
        own = classes[:, : within.stop - start]
        ground.write(within, own, beyond[: within.stop - start])
        decide(own, found, within)
        ground.write_unclassed(within, own, found)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    wide: Wide
    rules: Sequence[Rule]
    bodies: Codes  # by place
    targets: Codes

    def write(self, within: slice, classes: NDArray[np.uint8], beyond: Bools) -> None:
        """The classes of some rows, one line an indicator."""
        place = self.wide.place[within]
        bodies = self.bodies[place]
        for rule, line in zip(self.rules, classes, strict=True):
            values = self.wide.columns[rule.indicator][within]
            rule.codes(values, bodies, line, beyond)
            below = self.wide.below_detection.get(rule.indicator)
            if below is not None and below[within].any():
                rows = np.flatnonzero(below[within])
                line[rows[self._blind(rule, values[rows], place[rows])]] = 0

    def _blind(self, rule: Rule, values: Floats, place: NDArray[np.int32]) -> Bools:
        return blind(
            rule, np.zeros(len(values)), 2 * values, self.bodies[place], self.targets[place]
        )

    def write_unclassed(self, within: slice, classes: NDArray[np.uint8], found: Decided) -> None:
        """Where a value has no class: NaN has none either, so only those without are looked at."""
        if (found.evaluated[within] == len(self.rules)).all():
            return
        open_ = classes == 0
        for rule, line in zip(self.rules, open_, strict=True):
            if line.any():
                missing = np.isnan(self.wide.columns[rule.indicator][within])
                np.logical_and(line, ~missing, out=line)
        write_masks(open_, found.unclassed[within])


def blind(rule: Rule, least: Floats, most: Floats, bodies: Codes, targets: Codes) -> Bools:
    """Where the detection limit does not let the target be seen.

    That is where a mean may keep the target with results below detection taken as nothing, and may
    miss it with them taken as their whole limit, or the other way round.
    """
    seen = [
        steps.of_values(values)
        for steps, suits in ((rule.river, bodies != LAKE), (rule.lake, bodies != RIVER))
        for values in (np.where(suits, least, np.nan), np.where(suits, most, np.nan))
    ]
    worst = np.maximum.reduce(seen)
    missed = [(one > targets) | (one == 0) for one in seen]
    return np.asarray((worst > targets) & ~np.logical_and.reduce(missed))
