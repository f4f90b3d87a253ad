"""Says once what happened to many cells: how many, why, and where the first of them stand."""

from collections.abc import Iterator, Mapping

import numpy as np

from watermap.errors import Problem
from watermap.harmonise.sheets.results import Mask, Results, indicator_ids
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.numerals import short

_EXAMPLES = 5
_UNUSED = ("harmonise.quality_control", "harmonise.rejected")  # said of their rows


def problems_of_cells(results: Results, where: Mapping[str, object]) -> Iterator[Problem]:
    """What has to be said of the cells of a table; empty cells need no word."""
    unreadable = results.with_flag("unreadable")
    if unreadable.any():
        yield Problem.warning(
            "harmonise.cells_unreadable", **where, **_summary(results, unreadable)
        )
    impossible = results.with_flag("implausible") & ~results.with_value()
    if impossible.any():
        yield Problem.warning(
            "harmonise.cells_impossible", **where, **_summary(results, impossible)
        )
    invalid = results.with_flag("invalid")
    for code in _UNUSED:
        invalid &= ~results.with_code(code)
    if invalid.any():
        yield Problem.note("harmonise.cells_invalid", **where, **_summary(results, invalid))
    unlimited = results.with_flag("missing") & results.with_code("harmonise.limit_unknown")
    if unlimited.any():
        yield Problem.warning(
            "harmonise.cells_without_limit", **where, **_summary(results, unlimited)
        )
    below = results.with_flag("below_detection")
    if below.any():
        yield Problem.note("harmonise.cells_below", **where, **_summary(results, below))


def examples(results: Results, which: Mask) -> str:
    """The first of some cells as F12 “6~9”, then … where there are more."""
    places = np.flatnonzero(which)
    shown = "、".join(
        f"{results.name(place)} “{short(results.at(place).raw)}”" for place in places[:_EXAMPLES]
    )
    return shown + ("…" if len(places) > _EXAMPLES else "")


def _summary(results: Results, which: Mask) -> dict[str, object]:
    known = load_indicators()
    places = np.flatnonzero(which)
    named = dict.fromkeys(indicator_ids()[one] for one in results.indicator[places])
    return {
        "count": len(places),
        "examples": examples(results, which),
        "indicators": "、".join(known[name].code for name in named),
    }
