"""Which lines meet where: what noding is told, and what was seen beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from watermap.network.building.chains import (
    Crossings,
    Shared,
    Touches,
    chains,
    chosen,
    crossings,
    gathered,
    near_pairs,
    touches,
)
from watermap.network.building.duplicates import duplicates
from watermap.network.building.lines import Lines
from watermap.network.building.noding import Breaks, breaks_of, near_ends
from watermap.network.building.overlaps import inside_shared
from watermap.network.building.repairs import Resolved
from watermap.network.building.settings import Tolerances
from watermap.network.ground import nearest_on, ways_m
from watermap.network.network import Numbers, Sort

_OWN_BED = (Sort.DIVERSION, Sort.CULVERT)  # crossed without meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Where lines meet, and where they nearly do."""

    breaks: Breaks
    crossed: Crossings  # that cut both lines
    shared: Shared
    duplicates: tuple[tuple[int, int], ...]
    near: Touches  # ends near other lines, up to the distance at which gaps are looked for
    passed: Touches  # ends on a line in a bed of its own, which does not let them in


def meetings(lines: Lines, near: Tolerances, repairs: Sequence[Resolved]) -> Meetings:
    """All of it, with what a person has said."""
    known = chains(lines)
    one, other = near_pairs(lines, known, near.gap_m)
    crossed, shared = crossings(lines, known, one, other)
    ends = near_ends(lines, near.join_m)
    places = _places(lines, ends)
    touched = touches(lines, known, (one, other), places, near.gap_m)
    twice = duplicates(lines, places, near.same_line_m)
    closed = own_bed(lines)
    crossed = chosen(crossed, _really(lines, crossed, closed, twice))
    crossed = chosen(crossed, ~inside_shared(lines, crossed, shared))
    crossed = chosen(crossed, ~_kept_apart(lines, crossed, repairs, near.gap_m))
    touched = chosen(touched, ~_of_pairs(touched.end // 2, touched.line, twice))
    close = touched.away_m <= near.join_m
    joins = gathered(
        Touches, [chosen(touched, close & ~closed[touched.line]), _joined(lines, repairs)]
    )
    return Meetings(
        breaks=breaks_of(lines, crossed, joins, ends),
        crossed=crossed,
        shared=shared,
        duplicates=twice,
        near=chosen(touched, ~close),
        passed=chosen(
            touched, close & closed[touched.line] & ~_at_end(lines, touched, near.join_m)
        ),
    )


def own_bed(lines: Lines) -> npt.NDArray[np.bool_]:
    """Lines that others cross without meeting: diversions, culverts, links made through lakes."""
    closed: npt.NDArray[np.bool_] = lines.of_sorts(*_OWN_BED) | lines.made
    return closed


def _places(lines: Lines, ends: tuple[Numbers, Numbers]) -> Numbers:
    count = 2 * len(lines)
    graph = coo_array((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(count, count))
    places: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return places


def _really(
    lines: Lines,
    crossed: Crossings,
    closed: npt.NDArray[np.bool_],
    twice: Sequence[tuple[int, int]],
) -> npt.NDArray[np.bool_]:
    first, second = lines.of[crossed.first], lines.of[crossed.second]
    real: npt.NDArray[np.bool_] = ~(closed[first] | closed[second]) & ~_of_pairs(
        first, second, twice
    )
    return real


def _of_pairs(
    first: Numbers, second: Numbers, pairs: Sequence[tuple[int, int]]
) -> npt.NDArray[np.bool_]:
    if not pairs:
        return np.zeros(len(first), dtype=bool)
    known = {frozenset(pair) for pair in pairs}
    return np.array(
        [frozenset(pair) in known for pair in zip(first.tolist(), second.tolist(), strict=True)],
        dtype=bool,
    )


def _kept_apart(
    lines: Lines, crossed: Crossings, repairs: Sequence[Resolved], within_m: float
) -> npt.NDArray[np.bool_]:
    apart = np.zeros(len(crossed.first), dtype=bool)
    for one in repairs:
        if one.repair.do != "apart" or one.repair.at is None:
            continue
        pair = _of_pairs(lines.of[crossed.first], lines.of[crossed.second], [(one.line, one.other)])
        begin, end = lines.xy[crossed.first], lines.xy[crossed.first + 1]
        places = begin + crossed.first_share[:, None] * (end - begin)
        apart |= pair & (ways_m(places, np.broadcast_to(one.repair.at, places.shape)) <= within_m)
    return apart


def _joined(lines: Lines, repairs: Sequence[Resolved]) -> Touches:
    """The joins that a person ordered: an end meets another line at its nearest place."""
    wanted = [one for one in repairs if one.repair.do == "join"]
    end = np.array([2 * one.line + (one.repair.end == "end") for one in wanted], dtype=np.int64)
    line = np.array([one.other for one in wanted], dtype=np.int64)
    segment, share, away = (
        np.zeros(len(end), dtype=np.int64),
        np.zeros(len(end)),
        np.zeros(len(end)),
    )
    points = lines.ends()[end]
    for row, other in enumerate(line.tolist()):
        first, last = int(lines.first[other]), int(lines.first[other + 1])
        target = lines.xy[first:last]
        shares, metres = nearest_on(
            np.broadcast_to(points[row], target[1:].shape), target[:-1], target[1:]
        )
        best = int(metres.argmin())
        segment[row], share[row], away[row] = first + best, shares[best], metres[best]
    return Touches(end=end, line=line, segment=segment, share=share, away_m=away)


def _at_end(lines: Lines, touched: Touches, within_m: float) -> npt.NDArray[np.bool_]:
    begin, end = lines.along[touched.segment], lines.along[touched.segment + 1]
    at = begin + touched.share * (end - begin)
    near: npt.NDArray[np.bool_] = (at <= within_m) | (at >= lines.length_m[touched.line] - within_m)
    return near
