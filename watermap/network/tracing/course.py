"""The main course of a river: which of its reaches, from the head to the mouth."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from watermap.errors import Problem, WatermapError
from watermap.harmonise.names.forms import simplified
from watermap.network.building.rivers import upper_lower
from watermap.network.network import Network, Numbers

_SAME_KM = 1e-6
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The reaches of a river that lead from its head to its mouth.

    ``upper`` and ``lower``: the nodes of every reach of the network, -1 where the flow is unknown.
    """

    river: int  # number of the river
    reaches: tuple[int, ...]  # from the head to the mouth
    upper: Numbers
    lower: Numbers


def find_river(network: Network, text: str) -> tuple[int, ...]:
    """The numbers of the rivers that ``text`` means, the longest first.

    Several where lines of one name do not hang together.

    Args:
        network: as built.
        text: name of a river, or the id of one of its reaches.

    Raises:
        WatermapError: nothing is called so.
    """
    reaches = network.reaches
    rows = _called(reaches.names, text) or _called(reaches.ids, text)
    if not rows:
        names = sorted({name for name in reaches.names if name})
        near = difflib.get_close_matches(text, names, n=_MOST_NAMED, cutoff=0.3)
        raise WatermapError(
            Problem.error(
                "along.unknown_river", text=text, near="、".join(near or names[:_MOST_NAMED]) or "—"
            )
        )
    length = np.bincount(reaches.river, weights=np.where(np.isnan(reaches.km), 0, reaches.length_m))
    return tuple(sorted({int(reaches.river[row]) for row in rows}, key=lambda one: -length[one]))


def _called(texts: Sequence[str | None], text: str) -> list[int]:
    """The rows that carry a text as it is; where none does, in any spelling."""
    exact = [row for row, one in enumerate(texts) if one == text]
    key = simplified(text)
    return exact or [row for row, one in enumerate(texts) if one and key and simplified(one) == key]


def course_of(network: Network, river: int) -> Course:
    """The main course of a river: from its mouth up, at each confluence the most main branch.

    Raises:
        WatermapError: which way the river flows is not known, so it has no river-km.
    """
    reaches = network.reaches
    upper, lower = upper_lower(reaches.start, reaches.end, reaches.flow)
    own = np.flatnonzero((reaches.river == river) & np.isfinite(reaches.km)).tolist()
    mouths = [row for row in own if reaches.km[row] <= _SAME_KM]
    if not mouths:
        name = next(
            (one for one, of in zip(reaches.names, reaches.river, strict=True) if of == river), None
        )
        raise WatermapError(Problem.error("along.no_course", river=name or "—"))
    above: dict[int, list[int]] = {}
    for row in own:
        above.setdefault(int(lower[row]), []).append(row)
    at = max(mouths, key=lambda row: reaches.rank[row])
    found = [at]
    while True:
        top = reaches.km[at] + reaches.length_m[at] / 1000
        ahead = [
            row
            for row in above.get(int(upper[at]), ())
            if abs(reaches.km[row] - top) <= _SAME_KM and row not in found
        ]
        if not ahead:
            return Course(river=river, reaches=tuple(reversed(found)), upper=upper, lower=lower)
        at = max(ahead, key=lambda row: reaches.rank[row])
        found.append(at)
