"""The lower part of a river's chart: the river with what joins it, objects, districts, areas."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from watermap.catalogue.kinds import Colour
from watermap.export.along_content import called
from watermap.export.charts.flags import Flag, Flags, hang, shortened
from watermap.export.charts.river_look import SMALL_MM, Frame, Row
from watermap.export.telling import Telling
from watermap.mapping.drawlist import Item, Label, Lines, Markers, Pen, line, rectangle
from watermap.mapping.text import width_em
from watermap.network.tracing.along import Interval, RiverProfile
from watermap.network.tracing.joining import Joining

_ROW_MM = 4.4  # of symbols
_LANE_MM = 3.8
_UNDER_MM = 0.7  # from a row of symbols to their names
_GAP_MM = 1.4  # between rows
_ARROW_MM = 3.6
_HEAD_MM = 1.1
_LINE_MM = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Items of one row, from its top at 0, and how much of the paper it takes."""

    height_mm: float
    draw: Callable[[float], Iterator[Item]]  # with the top in mm


def river_block(frame: Frame, profile: RiverProfile) -> Block:
    """The river as a line, arrows of what joins: from above the left bank, from below the right."""
    upper = [one for one in profile.joining if one.side != "right"]
    lower = [one for one in profile.joining if one.side == "right"]
    above, below = (
        hang(
            [
                Flag(x_mm=frame.across.mm(one.km), text=joining_text(one, frame.telling))
                for one in part
            ],
            SMALL_MM,
        )
        for part in (upper, lower)
    )
    at = above.height_mm + _ARROW_MM if upper else _LINE_MM

    def draw(top: float) -> Iterator[Item]:
        y_mm, look = top + at, frame.look
        ends = [(frame.left, y_mm), (frame.right, y_mm)]
        yield line(ends, Pen(colour=look.line, width_mm=_LINE_MM))
        yield line(
            [(frame.right - 2.2, y_mm - 1.6), (frame.right, y_mm), (frame.right - 2.2, y_mm + 1.6)],
            Pen(colour=look.line, width_mm=0.5),
        )
        yield _row_title(frame, frame.telling.word("river_row_line"), y_mm)
        for one in profile.joining:
            yield _arrow(frame, one, y_mm)
        ink, pole = look.tributary, look.tributary
        yield from above.items(y_mm - _ARROW_MM, colour=ink, pole=pole, down=False)
        yield from below.items(y_mm + _ARROW_MM, colour=ink, pole=pole)
        yield from _left_off(frame, above, y_mm - _ARROW_MM)
        yield from _left_off(frame, below, y_mm + _ARROW_MM)

    under = below.height_mm + _ARROW_MM if lower else _LINE_MM
    return Block(height_mm=at + under + _GAP_MM, draw=draw)


def joining_text(one: Joining, telling: Telling) -> str:
    """The name of what joins, and that its water does not come in, where it does not."""
    name = shortened(one.name or one.id)
    return name if one.way == "in" else telling.word(f"river_way_{one.way}", river=name)


def _arrow(frame: Frame, one: Joining, y_mm: float) -> Lines:
    """A shaft to or from the river; its head where the water goes, none where that is unknown."""
    x_mm = frame.across.mm(one.km)
    sign = 1 if one.side == "right" else -1
    near, far = y_mm + sign * _LINE_MM / 2, y_mm + sign * _ARROW_MM
    parts = [[(x_mm, far), (x_mm, near)]]
    for tip, back, wanted in ((near, far, ("in", "both")), (far, near, ("out", "both"))):
        if one.way in wanted:
            foot = tip + (_HEAD_MM if back > tip else -_HEAD_MM)
            parts.append(
                [(x_mm - _HEAD_MM * 0.6, foot), (x_mm, tip), (x_mm + _HEAD_MM * 0.6, foot)]
            )
    return Lines(
        xy=np.array([xy for part in parts for xy in part], float),
        parts=np.cumsum([0, *(len(part) for part in parts)]),
        pen=Pen(colour=frame.look.tributary, width_mm=0.4),
    )


def objects_block(frame: Frame, profile: RiverProfile, row: Row) -> Block | None:
    """The objects of one kind with their names; None: there are none."""
    found = profile.of_kind(row.kind)
    if not found:
        return None
    places = [frame.across.mm(one.km) for one in found]
    named = [called(one.object) for one in found]
    flags = hang(
        [Flag(x_mm=x, text=shortened(text)) for x, text in zip(places, named, strict=True)],
        SMALL_MM,
    )

    def draw(top: float) -> Iterator[Item]:
        y_mm = top + _ROW_MM / 2
        yield line(
            [(frame.left, y_mm), (frame.right, y_mm)], Pen(colour=frame.look.pole, width_mm=0.15)
        )
        yield from flags.items(y_mm + _UNDER_MM, colour=frame.look.ink, pole=frame.look.pole)
        yield Markers(
            xy=np.array([[x, y_mm] for x in places]),
            symbol=row.symbol,
            size_mm=2.4,
            fill=row.fill,
            pen=Pen(colour="#ffffff", width_mm=0.2),
        )
        yield _row_title(frame, frame.telling.word(f"river_row_{row.kind}"), y_mm)
        yield from _left_off(frame, flags, y_mm)

    return Block(height_mm=_ROW_MM / 2 + _UNDER_MM + flags.height_mm + _GAP_MM, draw=draw)


def intervals_block(
    frame: Frame, title: str, intervals: Sequence[Interval], fill: Callable[[Interval, int], Colour]
) -> Block | None:
    """Parts of the river as bars, those that overlap below each other; None: there are none."""
    if not intervals:
        return None
    lanes = [_Lane.of(frame, lane) for lane in _lanes(intervals)]
    order = {id(one): number for number, one in enumerate(intervals)}

    def draw(top: float) -> Iterator[Item]:
        yield _row_title(frame, title, top + _LANE_MM / 2)
        for lane in lanes:
            for one in lane.intervals:
                left, right = frame.across.mm(one.to_km), frame.across.mm(one.from_km)
                yield rectangle(
                    left,
                    top,
                    right - left,
                    _LANE_MM,
                    fill=fill(one, order[id(one)]),
                    pen=Pen(colour=frame.look.grey, width_mm=0.15),
                )
                if one not in lane.outside:
                    yield Label(
                        x_mm=(left + right) / 2,
                        y_mm=top + _LANE_MM / 2 + SMALL_MM * 0.36,
                        text=shortened(one.name or "—"),
                        size_mm=SMALL_MM,
                        colour=frame.look.ink,
                        anchor="centre",
                    )
            under = top + _LANE_MM
            yield from lane.flags.items(under, colour=frame.look.ink, pole=frame.look.pole)
            yield from _left_off(frame, lane.flags, under)
            top += lane.height_mm

    return Block(height_mm=sum(lane.height_mm for lane in lanes) + _GAP_MM, draw=draw)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """Bars beside each other, and the names that do not fit into theirs."""

    intervals: tuple[Interval, ...]
    outside: tuple[Interval, ...]
    flags: Flags

    @property
    def height_mm(self) -> float:
        return _LANE_MM + self.flags.height_mm + 0.4

    @classmethod
    def of(cls, frame: Frame, intervals: Sequence[Interval]) -> "_Lane":
        def room(one: Interval) -> float:
            return frame.across.mm(one.from_km) - frame.across.mm(one.to_km)

        outside = [
            one
            for one in intervals
            if width_em(shortened(one.name or "—")) * SMALL_MM + 1.0 > room(one)
        ]
        middles = [
            Flag(
                x_mm=frame.across.mm((one.from_km + one.to_km) / 2),
                text=shortened(one.name or "—"),
            )
            for one in outside
        ]
        return cls(
            intervals=tuple(intervals), outside=tuple(outside), flags=hang(middles, SMALL_MM)
        )


def _lanes(intervals: Sequence[Interval]) -> list[list[Interval]]:
    """Intervals that do not overlap, from the head down, in as few lanes as that takes."""
    lanes: list[list[Interval]] = []
    for one in sorted(intervals, key=lambda one: -one.to_km):
        lane = next((lane for lane in lanes if lane[-1].from_km >= one.to_km - 1e-6), None)
        if lane is None:
            lanes.append([one])
        else:
            lane.append(one)
    return lanes


def _row_title(frame: Frame, text: str, y_mm: float) -> Label:
    return Label(
        x_mm=frame.left - 2.0,
        y_mm=y_mm + SMALL_MM * 0.36,
        text=text,
        size_mm=SMALL_MM,
        colour=frame.look.ink,
        anchor="right",
        bold=True,
    )


def _left_off(frame: Frame, flags: Flags, y_mm: float) -> Iterator[Label]:
    """How many names found no room."""
    if flags.left_off:
        yield Label(
            x_mm=frame.left - 2.0,
            y_mm=y_mm + SMALL_MM * 2.0,
            text=frame.telling.word("river_left_off", count=len(flags.left_off)),
            size_mm=SMALL_MM * 0.9,
            colour=frame.look.grey,
            anchor="right",
        )
