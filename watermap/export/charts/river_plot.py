"""The upper part of a river's chart: values over river-km before the colours of their classes."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from watermap.catalogue.kinds import Colour, Symbol
from watermap.export.charts.axes import Scale, value_ticks
from watermap.export.charts.marks import PALE, UNSURE, WRONG
from watermap.export.charts.river_look import SMALL_MM, Frame
from watermap.export.charts.river_readings import Reading, Stop
from watermap.mapping.drawlist import Item, Label, Markers, Pen, line, rectangle
from watermap.mapping.placing import Boxes, Candidate, Ground, Wish, place
from watermap.mapping.text import width_em
from watermap.quality.standing.curve import Band

MARK_MM = 2.6
LETTER_MARK_MM = 4.0
_MARGIN = 0.1  # of the values' range, above and below
_TICK_APART_MM = 7.0
FOOT_MM = 5.0  # a strip below the plot, apart from all classes: what has no value stands there
_TARGET_HALF_MM = 4.0
_HOLLOW = 1.45  # the other period's marks are wider: seen even under those of the same value
_SYMBOLS: dict[str, Symbol] = {"value": "circle", "few": "diamond", "censored": "triangle"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Sections over river-km. ``of_classes``: heights are classes, not values."""

    frame: Frame
    up: Scale
    stops: tuple[Stop, ...]
    bands: tuple[Band, ...]
    of_classes: bool
    foot_mm: float  # height of the strip for what has no value; 0: there is none

    def x_mm(self, stop: Stop) -> float:
        """Where a section stands."""
        return self.frame.across.mm(stop.km)

    def y_mm(self, reading: Reading) -> float:
        """How high it stands; what has no value in the strip below."""
        if reading.height is None:
            return self.up.from_mm + self.foot_mm / 2
        return self.up.mm(reading.height)


def up_scale(stops: Sequence[Stop], *, of_classes: bool, upper_mm: float, lower_mm: float) -> Scale:
    """All values and limits of targets with some air around them; or the classes."""
    if of_classes:
        return Scale(low=0.5, high=6.5, from_mm=lower_mm, to_mm=upper_mm)
    readings = [one for stop in stops for one in (stop.now, stop.before) if one is not None]
    values = [one.height for one in readings if one.height is not None]
    values += [limit for stop in stops for limit in stop.limits]
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = (high - low) * _MARGIN or abs(high) * _MARGIN or 1.0
    below = max(low - air, 0.0) if low >= 0 else low - air
    return Scale(low=below, high=high + air, from_mm=lower_mm, to_mm=upper_mm)


def plot_items(plot: Plot) -> Iterator[Item]:
    """Bands, axis, targets, joined values and marks, with the values beside them."""
    left, right, up = plot.frame.left, plot.frame.right, plot.up
    look = plot.frame.look
    yield from _bands(plot)
    for stop in plot.stops:
        x_mm = plot.x_mm(stop)
        pen = Pen(colour=look.pole, width_mm=0.15, dash="dot")
        yield line([(x_mm, up.to_mm), (x_mm, up.from_mm + plot.foot_mm)], pen)
    yield from _targets(plot)
    yield from _foot(plot)
    if not plot.of_classes:
        yield from _ticks(plot)
    before = [(stop, stop.before) for stop in plot.stops if stop.before is not None]
    now = [(stop, stop.now) for stop in plot.stops]
    yield from _joined(plot, before, Pen(colour=look.grey, width_mm=0.3, dash="dash"))
    yield from _joined(plot, now, Pen(colour=look.ink, width_mm=0.45))
    for readings, hollow in ((before, True), (now, False)):
        for stop, reading in readings:
            yield from _mark(plot, reading, plot.x_mm(stop), hollow=hollow)
    yield rectangle(
        left,
        up.to_mm,
        right - left,
        up.from_mm - up.to_mm,
        pen=Pen(colour=look.grey, width_mm=0.2),
    )
    yield from _texts(plot)


def without_value(stops: Sequence[Stop]) -> bool:
    """Whether any section has no value in a period that is shown."""
    readings = (one for stop in stops for one in (stop.now, stop.before) if one is not None)
    return any(one.height is None for one in readings)


def _foot(plot: Plot) -> Iterator[Item]:
    """The strip of what has no value."""
    if not plot.foot_mm:
        return
    left, right, look = plot.frame.left, plot.frame.right, plot.frame.look
    pen = Pen(colour=look.grey, width_mm=0.2)
    yield rectangle(left, plot.up.from_mm, right - left, plot.foot_mm, pen=pen)
    name = "river_no_class" if plot.of_classes else "river_no_value"
    yield Label(
        x_mm=left - 1.4,
        y_mm=plot.up.from_mm + plot.foot_mm / 2 + SMALL_MM * 0.36,
        text=plot.frame.telling.word(name),
        size_mm=SMALL_MM,
        colour=look.grey,
        anchor="right",
    )


def _bands(plot: Plot) -> Iterator[Item]:
    left, right, up = plot.frame.left, plot.frame.right, plot.up
    written: list[float] = []
    for band in plot.bands:
        low = up.low if band.low is None else max(float(band.low), up.low)
        high = up.high if band.high is None else min(float(band.high), up.high)
        if high <= low:
            continue
        stamp = plot.frame.telling.palette.classes[band.water_class]
        top, bottom = up.mm(high), up.mm(low)
        yield rectangle(left, top, right - left, bottom - top, fill=f"{stamp.fill}{PALE}")
        yield rectangle(right + 0.6, top, 4.6, bottom - top, fill=stamp.fill)
        if bottom - top >= SMALL_MM * 1.2:
            text = stamp.letter.of(plot.frame.telling.language)
            y_mm = (top + bottom) / 2 + SMALL_MM * 0.36
            yield Label(
                x_mm=right + 2.9,
                y_mm=y_mm,
                text=text,
                size_mm=SMALL_MM * 0.95,
                colour=stamp.letter_colour,
                anchor="centre",
                bold=True,
            )
        clear = all(abs(top - one) >= SMALL_MM * 1.1 for one in written)
        if not plot.of_classes and band.high is not None and top > up.to_mm + 0.1 and clear:
            written.append(top)
            yield _beside(f"{band.high:f}", right + 5.8, top, plot.frame.look.grey)


def _beside(text: str, x_mm: float, y_mm: float, colour: Colour) -> Label:
    return Label(x_mm=x_mm, y_mm=y_mm + SMALL_MM * 0.36, text=text, size_mm=SMALL_MM, colour=colour)


def _targets(plot: Plot) -> Iterator[Item]:
    """Where targets begin to be missed: one line where all sections have the same."""
    pen = Pen(colour=plot.frame.look.target, width_mm=0.5, dash="dash")
    every = {stop.limits for stop in plot.stops}
    if len(every) == 1:
        for limit in next(iter(every)):
            y_mm = plot.up.mm(limit)
            yield line([(plot.frame.left, y_mm), (plot.frame.right, y_mm)], pen)
        return
    for stop in plot.stops:
        for limit in stop.limits:
            x_mm, y_mm = plot.x_mm(stop), plot.up.mm(limit)
            begin = max(x_mm - _TARGET_HALF_MM, plot.frame.left)
            end = min(x_mm + _TARGET_HALF_MM, plot.frame.right)
            yield line([(begin, y_mm), (end, y_mm)], pen)


def _ticks(plot: Plot) -> Iterator[Item]:
    up, left, look = plot.up, plot.frame.left, plot.frame.look
    most = max(2, int((up.from_mm - up.to_mm) / _TICK_APART_MM))
    for value, text in value_ticks(up.low, up.high, most):
        y_mm = up.mm(value)
        yield line([(left - 0.9, y_mm), (left, y_mm)], Pen(colour=look.grey, width_mm=0.2))
        yield Label(
            x_mm=left - 1.4,
            y_mm=y_mm + SMALL_MM * 0.36,
            text=text,
            size_mm=SMALL_MM,
            colour=look.ink,
            anchor="right",
        )


def _joined(plot: Plot, readings: Sequence[tuple[Stop, Reading]], pen: Pen) -> Iterator[Item]:
    """From section to section, broken where one of two neighbours has no value."""
    for (above, first), (below, second) in itertools.pairwise(readings):
        if first.height is None or second.height is None:
            continue
        ends = [(plot.x_mm(above), plot.y_mm(first)), (plot.x_mm(below), plot.y_mm(second))]
        sure = first.sort == second.sort == "value"
        yield line(ends, pen if sure else Pen(colour=pen.colour, width_mm=0.3, dash="dot"))


def _mark(plot: Plot, reading: Reading, x_mm: float, *, hollow: bool) -> Iterator[Markers]:
    if reading.sort == "missing":
        return
    stamp = None
    if reading.water_class is not None and reading.sort == "value":
        stamp = plot.frame.telling.palette.classes[reading.water_class]
    fill = "#ffffff" if hollow else stamp.fill if stamp else UNSURE
    yield mark(
        reading,
        x_mm,
        plot.y_mm(reading),
        fill=fill,
        hollow=hollow,
        letter=stamp.letter.of(plot.frame.telling.language) if stamp and plot.of_classes else "",
        letter_colour=stamp.letter_colour if stamp and not hollow else plot.frame.look.ink,
    )


def mark(
    reading: Reading,
    x_mm: float,
    y_mm: float,
    *,
    fill: Colour = UNSURE,
    hollow: bool = False,
    letter: str = "",
    letter_colour: Colour = "#000000",
) -> Markers:
    """The mark of a reading; a cross for what could not be used."""
    xy = np.array([[x_mm, y_mm]])
    if reading.sort == "invalid":
        return Markers(xy=xy, symbol="cross", size_mm=MARK_MM, fill=WRONG, pen=None)
    return Markers(
        xy=xy,
        symbol=_SYMBOLS[reading.sort],
        size_mm=(LETTER_MARK_MM if letter else MARK_MM) * (_HOLLOW if hollow else 1.0),
        fill=fill,
        pen=Pen(colour="#1f2a33", width_mm=0.3),
        letters=(letter,) if letter else (),
        letter_colour=letter_colour,
    )


def _texts(plot: Plot) -> Iterator[Label]:
    """The values beside the marks, and at the foot what has none; where there is room."""
    look, telling = plot.frame.look, plot.frame.telling
    hard, wishes = [np.empty((0, 4))], list[Wish]()
    for stop in plot.stops:
        for reading in (stop.now, stop.before):
            if reading is None or reading.sort == "missing":
                continue
            x_mm, y_mm = plot.x_mm(stop), plot.y_mm(reading)
            half = (LETTER_MARK_MM if plot.of_classes else MARK_MM) * _HOLLOW / 2
            hard.append(np.array([[x_mm - half, y_mm - half, x_mm + half, y_mm + half]]))
    for stop in plot.stops:
        text = telling.word("river_missing") if stop.now.sort == "missing" else stop.now.text
        colour = look.grey if stop.now.sort == "missing" else look.ink
        for reading, said, ink in (
            (stop.now, text, colour),
            (stop.before, stop.before.text if stop.before else "", look.grey),
        ):
            if reading is not None and said:
                wishes.append(_wish(plot, said, plot.x_mm(stop), plot.y_mm(reading), ink))
    ground = Ground(
        hard=np.concatenate(hard),
        soft=np.empty((0, 2)),
        weights=np.empty(0),
        width_mm=plot.frame.right,
        height_mm=plot.up.from_mm + plot.foot_mm,
    )
    yield from place(wishes, ground)


def _wish(plot: Plot, text: str, x_mm: float, y_mm: float, colour: Colour) -> Wish:
    """Right of a mark, left of it, above or below, within the plot; in the strip beside it."""
    wide, high, off = width_em(text) * SMALL_MM, SMALL_MM, MARK_MM * _HOLLOW / 2 + 0.3
    beside = ((x_mm + off, y_mm - high / 2), (x_mm - off - wide, y_mm - high / 2))
    corners = (
        beside
        if y_mm > plot.up.from_mm
        else (
            (x_mm + off, y_mm - high - 0.3),
            (x_mm - off - wide, y_mm - high - 0.3),
            (x_mm + off, y_mm + 0.3),
            (x_mm - off - wide, y_mm + 0.3),
            (x_mm + off, y_mm - high - 3.2),
            (x_mm - off - wide, y_mm + 3.2),
        )
    )
    found = []
    for cost, (left, top) in enumerate(corners):
        box: Boxes = np.array([[left, top, left + wide, top + high]])
        if left >= plot.frame.left and top >= plot.up.to_mm:
            label = Label(
                x_mm=left,
                y_mm=top + high * 0.86,
                text=text,
                size_mm=SMALL_MM,
                colour=colour,
                halo="#ffffff",
            )
            found.append(Candidate(label=label, boxes=box, cost=float(cost)))
    return Wish(candidates=tuple(found))
