"""Results that contradict each other or look like another unit (standards.md 3.5, 12.3).

Nothing is changed: values stay, those in a probably wrong unit are flagged, and it is said.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from watermap.errors import Message, Problem
from watermap.harmonise.sheets.results import Mask, Results
from watermap.harmonise.sheets.tally import examples
from watermap.harmonise.terms.indicators import Indicator, load_indicators
from watermap.harmonise.terms.values import CellValue

_AT_LEAST = 3  # one high value is a result, a whole column of them is a unit
_FEW = {
    "unit_suspicious": "unit_suspicious_few",
    "unit_suspicious_low": "unit_suspicious_low_few",
}

# The first must be more than the second: organic matter oxidised by a stronger agent.
_MORE_THAN = (
    ("chemical_oxygen_demand", "permanganate_index"),
    ("chemical_oxygen_demand", "biochemical_oxygen_demand"),
)
_PARTS_OF_NITROGEN = ("ammonia_nitrogen", "nitrate", "nitrite")
_A_HAIR = 1e-6  # of floats; what is nearer is compared exactly


def held_plausible(results: Results, where: Mapping[str, object]) -> list[Problem]:
    """Flag results in a probably wrong unit, and list all that has to be said.

    Args:
        results: of one table; changed in place.
        where: its file and sheet.
    """
    problems = list(_flag_units(results, where))
    compared = results.with_flag("ok", "implausible") & results.with_value()
    values = _Values(results, compared)
    problems += _three_oxygens(results, values, where)
    problems += _three_nitrogens(results, values, where)
    return problems


class _Values:
    """The values of each indicator by sample; the last where a sample has several."""

    def __init__(self, results: Results, compared: Mask) -> None:
        self._results, self._compared = results, compared
        self._floats = results.values()

    def of(self, name: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
        """By sample: the value as a float (not a number: none), and where it stands (-1)."""
        places = np.flatnonzero(self._compared & self._results.of_indicator(name))
        samples = self._results.sample[places]
        values = np.full(len(self._results.samples), np.nan)
        stands = np.full(len(self._results.samples), -1, dtype=np.int64)
        values[samples], stands[samples] = self._floats[places], places
        return values, stands


def _flag_units(results: Results, where: Mapping[str, object]) -> Iterator[Problem]:
    """Every result beyond what water can hold: µg/L written as mg/L, cm as m, mS/cm as µS/cm."""
    with_value = results.with_value()
    for indicator in load_indicators().values():
        if indicator.suspicious_above is None and indicator.suspicious_below is None:
            continue
        which = results.of_indicator(indicator.id) & with_value
        places = np.flatnonzero(which)
        if not len(places):
            continue
        least = [_least(results.reads[read]) for read in np.unique(results.read[places])]
        beyond = _beyond(indicator, min(least), max(least))
        if beyond is not None and len(places) < _AT_LEAST:
            yield _suspicious(_FEW[beyond], indicator, results, which, where)
        elif beyond is not None:
            yield _suspicious(beyond, indicator, results, which, where)
            results.change(places, iter([_flagged(results.at(int(place))) for place in places]))


def _beyond(indicator: Indicator, lowest: Decimal, highest: Decimal) -> str | None:
    """Which bound all values are beyond, as the name of a sentence."""
    above, below = indicator.suspicious_above, indicator.suspicious_below
    if above is not None and lowest > above:
        return "unit_suspicious"
    return "unit_suspicious_low" if below is not None and highest < below else None


def _suspicious(
    code: str, indicator: Indicator, results: Results, which: Mask, where: Mapping[str, object]
) -> Problem:
    high = not code.startswith("unit_suspicious_low")
    limit = indicator.suspicious_above if high else indicator.suspicious_below
    return Problem.warning(
        f"harmonise.{code}",
        **where,
        indicator=indicator.title,
        limit=f"{limit} {indicator.unit}".removesuffix("无量纲").strip(),
        count=int(which.sum()),
        examples=examples(results, which),
    )


def _least(read: CellValue) -> Decimal:
    """A value, or the whole limit where below detection: half of it would hide a wrong unit."""
    return read.detection_limit or read.value or Decimal(0)


def _flagged(read: CellValue) -> CellValue:
    """Values below detection too: half of a limit in the wrong unit is as wrong."""
    return doubted(read, Message.of("harmonise.unit_suspicious_cell"))


def doubted(read: CellValue, why: Message) -> CellValue:
    """A value that stays for somebody to look at and is not evaluated."""
    if read.value is None:
        return read
    if read.reason is not None:
        why = Message.of("harmonise.and", first=read.reason, second=why)
    return read._replace(flag="implausible", detection_limit=None, reason=why)


def _three_oxygens(
    results: Results, values: _Values, where: Mapping[str, object]
) -> Iterator[Problem]:
    for more, less in _MORE_THAN:
        (high, stands), (low, _) = values.of(more), values.of(less)
        wrong = stands[high <= low]
        if len(wrong):
            titles = {"more": load_indicators()[more].title, "less": load_indicators()[less].title}
            yield _said("harmonise.not_more", results, wrong, {**where, **titles})


def _three_nitrogens(
    results: Results, values: _Values, where: Mapping[str, object]
) -> Iterator[Problem]:
    total, stands = values.of("total_nitrogen")
    parts = [values.of(name) for name in _PARTS_OF_NITROGEN]
    together = np.sum([np.nan_to_num(part) for part, _ in parts], axis=0)
    near = np.flatnonzero(total < together + _A_HAIR)
    wrong = [
        stands[sample]
        for sample in near
        if _value(results, stands[sample])
        < sum(_value(results, own[sample]) for _, own in parts if own[sample] >= 0)
    ]
    if wrong:
        yield _said("harmonise.nitrogen", results, wrong, where)


def _value(results: Results, place: int) -> Decimal:
    return results.at(place).value or Decimal(0)


def _said(
    code: str, results: Results, places: Iterable[int], where: Mapping[str, object]
) -> Problem:
    which = np.zeros(len(results), dtype=bool)
    which[list(places)] = True
    return Problem.warning(code, **where, count=int(which.sum()), examples=examples(results, which))
