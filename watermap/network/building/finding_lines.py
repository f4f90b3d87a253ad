"""Faults of drawing: gaps, lines drawn twice, lines that cross themselves, lines of no length."""

from collections.abc import Iterator

import numpy as np
import shapely

from watermap.network.building.draft import Draft, fault
from watermap.network.building.faults import Fault
from watermap.network.building.lines import LeftOut
from watermap.network.building.meeting import own_bed
from watermap.network.building.overlaps import stretches
from watermap.network.building.repairs import Repair
from watermap.network.network import Flow


def line_faults(draft: Draft) -> Iterator[Fault]:
    """All of them, in no order."""
    yield from (_left_out(draft, one) for one in draft.lines.left_out)
    yield from (_short(draft, line) for line in draft.pieces.dropped.tolist())
    yield from (
        _duplicate(draft, *pair)
        for pair in draft.meetings.duplicates
        if not draft.lines.made[list(pair)].any()
    )
    yield from _overlaps(draft)
    yield from _self_crossings(draft)
    yield from _gaps(draft)
    yield from _own_beds(draft)
    yield from _in_beds(draft)
    yield from _lake_links(draft)


def _left_out(draft: Draft, one: LeftOut) -> Fault:
    layer = draft.lines.layers[one.layer]
    nowhere = bool(np.isnan(one.lon))
    return fault(
        one.why,
        "warning" if one.why == "surface" else "note",
        None if nowhere else shapely.Point(one.lon, one.lat),
        layer=layer.title,
        record=one.record + 1,
    )


def _short(draft: Draft, line: int) -> Fault:
    return fault(
        "short",
        "note",
        draft.lines.geometry[line],
        name=draft.names[line],
        metres=f"{draft.lines.length_m[line]:.2f}",
        join_m=f"{draft.near.join_m:g}",
    )


def _duplicate(draft: Draft, one: int, other: int) -> Fault:
    return fault(
        "duplicate",
        "warning",
        draft.lines.geometry[other],
        reaches=(*draft.reaches_of(one), *draft.reaches_of(other)),
        repairs=(Repair(do="remove", line=draft.key(other)),),
        name=draft.names[other],
        other=draft.names[one],
        same_m=f"{draft.near.same_line_m:g}",
    )


def _overlaps(draft: Draft) -> Iterator[Fault]:
    twice = set(draft.meetings.duplicates)
    for (one, other), parts in stretches(draft.meetings.shared).items():
        length = sum(end - begin for begin, end in parts)
        if (one, other) in twice or length <= draft.near.join_m:
            continue
        yield fault(
            "overlap",
            "warning",
            shapely.intersection(draft.lines.geometry[one], draft.lines.geometry[other]),
            at=_at(draft, one, sum(parts[0]) / 2),
            reaches=(*draft.reaches_of(one), *draft.reaches_of(other)),
            name=draft.names[one],
            other=draft.names[other],
            metres=f"{length:.0f}",
        )


def _at(draft: Draft, line: int, metres: float) -> tuple[float, float]:
    lines = draft.lines
    part = slice(int(lines.first[line]), int(lines.first[line + 1]))
    lon, lat = (
        float(np.interp(metres, lines.along[part], lines.xy[part, axis])) for axis in (0, 1)
    )
    return lon, lat


def _self_crossings(draft: Draft) -> Iterator[Fault]:
    lines, crossed = draft.lines, draft.meetings.crossed
    own = np.flatnonzero(lines.of[crossed.first] == lines.of[crossed.second])
    for row in own.tolist():
        begin, end = lines.xy[crossed.first[row]], lines.xy[crossed.first[row] + 1]
        lon, lat = (begin + crossed.first_share[row] * (end - begin)).tolist()
        line = int(lines.of[crossed.first[row]])
        yield fault(
            "self_crossing",
            "warning",
            shapely.Point(lon, lat),
            reaches=draft.reaches_of(line),
            name=draft.names[line],
        )


def _gaps(draft: Draft) -> Iterator[Fault]:
    """Free ends near another line, the nearest one; two free ends that face each other once."""
    near, closed = draft.meetings.near, own_bed(draft.lines)
    known: set[frozenset[int]] = set()
    done: set[int] = set()
    for row in np.lexsort((near.line, near.away_m)).tolist():
        end, other = int(near.end[row]), int(near.line[row])
        if end in done or closed[other] or not _free(draft, end) or _stub(draft, end, other):
            continue
        done.add(end)
        facing = _facing(draft, row)
        if frozenset((end, facing)) in known:
            continue
        known.add(frozenset((end, facing)))
        yield _gap(draft, row, end, facing)


def _gap(draft: Draft, row: int, end: int, facing: int) -> Fault:
    near, lines = draft.meetings.near, draft.lines
    begin, stop = lines.xy[near.segment[row]], lines.xy[near.segment[row] + 1]
    target = begin + near.share[row] * (stop - begin)
    line, other = end // 2, int(near.line[row])
    # A head by a river may be a spring; water that ends before another's head is cut off.
    heads = _is_head(draft, end) and (facing < 0 or _is_head(draft, facing))
    return fault(
        "gap",
        "note" if heads else "warning",
        shapely.LineString([lines.ends()[end], target]),
        at=draft.end_place(end),
        reaches=draft.reaches_of(line),
        repairs=(
            Repair(
                do="join",
                line=draft.key(line),
                end="end" if end % 2 else "start",
                other=draft.key(other),
            ),
        ),
        name=draft.names[line],
        other=draft.names[other],
        metres=f"{near.away_m[row]:.1f}",
        join_m=f"{draft.near.join_m:g}",
    )


def _free(draft: Draft, end: int) -> bool:
    """Whether nothing else is joined there; a link through a lake has no end of its own."""
    if draft.lines.made[end // 2]:
        return False
    node = int(draft.line_ends[end % 2][end // 2])
    return node >= 0 and draft.degree[node] == 1


def _is_head(draft: Draft, end: int) -> bool:
    node = int(draft.line_ends[end % 2][end // 2])
    return bool(draft.leaves[node])


def _stub(draft: Draft, end: int, other: int) -> bool:
    """A short line that ends near the very line at which it begins."""
    line = end // 2
    if draft.lines.length_m[line] > 2 * draft.near.gap_m:
        return False
    far = int(draft.line_ends[1 - end % 2][line])
    rows = list(draft.reaches_of(other))
    return far in draft.pieces.start[rows] or far in draft.pieces.end[rows]


def _facing(draft: Draft, row: int) -> int:
    """The end of the other line that is meant; -1: its middle is."""
    near, lines = draft.meetings.near, draft.lines
    segment, share, other = int(near.segment[row]), float(near.share[row]), int(near.line[row])
    if segment == lines.first[other] and share == 0.0:
        return 2 * other
    if segment == lines.first[other + 1] - 2 and share == 1.0:
        return 2 * other + 1
    return -1


def _own_beds(draft: Draft) -> Iterator[Fault]:
    passed = draft.meetings.passed
    for end, other in zip(passed.end.tolist(), passed.line.tolist(), strict=True):
        if not _free(draft, end) or draft.lines.made[[end // 2, other]].any():
            continue
        yield fault(
            "meets_own_bed",
            "warning",
            shapely.Point(draft.end_place(end)),
            reaches=draft.reaches_of(end // 2),
            repairs=(
                Repair(
                    do="join",
                    line=draft.key(end // 2),
                    end="end" if end % 2 else "start",
                    other=draft.key(other),
                ),
            ),
            name=draft.names[end // 2],
            other=draft.names[other],
        )


def _in_beds(draft: Draft) -> Iterator[Fault]:
    own = draft.network.reaches
    for bed, lines in draft.beds:
        rivers = [lines.ids[one] for one in bed.rivers]
        names = lines.texts("name")
        reaches = tuple(i for i, one in enumerate(own.ids) if one in rivers)
        yield fault(
            "in_bed",
            "note",
            lines.geometry[bed.line],
            reaches=reaches,
            name=names[bed.line] or lines.ids[bed.line],
            rivers="、".join(names[one] or lines.ids[one] for one in bed.rivers),
            share=f"{100 * bed.share:.0f}",
            both=any(int(own.flow[one]) == Flow.BOTH for one in reaches),
        )


def _lake_links(draft: Draft) -> Iterator[Fault]:
    """Straight links that nobody has drawn, one fault a lake."""
    lines, links = draft.lines, draft.lines.made
    lakes = np.unique(np.column_stack([lines.layer, lines.record])[links], axis=0)
    for layer, record in lakes.tolist():
        own = np.flatnonzero(links & (lines.layer == layer) & (lines.record == record))
        yield fault(
            "lake_link",
            "note",
            shapely.multilinestrings(lines.geometry[own]),
            reaches=tuple(reach for line in own.tolist() for reach in draft.reaches_of(line)),
            name=draft.names[int(own[0])],
            count=len(own),
        )
