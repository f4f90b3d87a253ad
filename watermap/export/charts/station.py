"""The chart of one station: values over time before the colours of the classes they mean.

What was not found is never drawn as a value: results below detection stand at their limit as
hollow circles, what could not be used as a cross at the foot, and no line leads over a gap.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watermap.catalogue.kinds import Colour
from watermap.export.charts.axes import Scale, time_ticks, value_ticks
from watermap.export.charts.legend import key_of
from watermap.export.charts.marks import PALE, Sort, drawn_at, marker, sort_of
from watermap.export.telling import Telling
from watermap.language import Language
from watermap.mapping.drawlist import DrawList, Item, Label, Lines, Pen, line, rectangle
from watermap.mapping.text import width_em
from watermap.quality.documents.grades import class_title
from watermap.quality.period import Period
from watermap.quality.standing.curve import Band, Curve, CurvePoint, StationCurves

TEXT_MM = 2.9
SMALL_MM = 2.5
INK: Colour = "#1f2a33"
GREY: Colour = "#5b6770"
TARGET: Colour = "#b3001b"
NOW: Colour = "#1f2a3326"
LEFT_MM, RIGHT_MM = 14.0, 15.0
HEAD_MM, AXIS_MM, KEY_MM = 6.5, 5.5, 6.0
_MARGIN = 0.08  # of the values' range, above and below
_TICK_APART_MM, _DATE_APART_MM = 7.0, 17.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where one period of one indicator is drawn."""

    x_mm: float
    y_mm: float
    indicator: str
    point: CurvePoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture, and what stands where in it."""

    drawing: DrawList
    spots: tuple[Spot, ...]

    def nearest(self, x_mm: float, y_mm: float, within_mm: float) -> Spot | None:
        """The spot next to a place; None: none is so near."""

        def away(one: Spot) -> float:
            return float(((one.x_mm - x_mm) ** 2 + (one.y_mm - y_mm) ** 2) ** 0.5)

        found = min(self.spots, key=away, default=None)
        return found if found is not None and away(found) <= within_mm else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """The part of the chart that one indicator has."""

    curve: Curve
    across: Scale  # ordinal days
    up: Scale
    telling: Telling

    @property
    def left(self) -> float:
        return self.across.from_mm

    @property
    def right(self) -> float:
        return self.across.to_mm

    def at(self, day: dt.date) -> float:
        return self.across.mm(day.toordinal())


def station_chart(
    curves: StationCurves,
    indicators: Sequence[str],
    *,
    language: Language,
    width_mm: float,
    height_mm: float,
    now: Period | None = None,
    head: bool = False,
) -> Chart:
    """Draw some indicators of a station below each other, over the same time.

    Args:
        curves: of the station.
        indicators: ids; those that were never measured there are left out.
        language: of titles.
        width_mm: of the whole.
        height_mm: of the whole.
        now: a period to be marked; None: none.
        head: whether the station, standard and method are written above, as a file needs it.
    """
    telling = Telling.of(language)
    chosen = [one for name in indicators if (one := curves.curve(name)) and one.points]
    top = TEXT_MM * 2.2 if head else 0.5
    items: list[Item] = [_heading(curves, telling)] if head else []
    spots: list[Spot] = []
    each = (height_mm - top - KEY_MM - AXIS_MM) / max(len(chosen), 1)
    across = _across(chosen, width_mm)
    for number, curve in enumerate(chosen):
        upper, lower = top + number * each + HEAD_MM, top + (number + 1) * each - 1.0
        up = _up(curve, upper_mm=upper, lower_mm=lower)
        plot = _Plot(curve=curve, across=across, up=up, telling=telling)
        items += _plot(plot, now)
        spots += _spots(plot)
    foot = top + len(chosen) * each - 1.0
    items += _dates(across, foot) if chosen else []
    sorts = {sort_of(one.point) for one in spots}
    items += key_of(sorts, telling, x_mm=LEFT_MM, y_mm=height_mm - 2.0, width_mm=width_mm)
    title = f"{curves.name} {telling.listed(telling.indicator(one.indicator) for one in chosen)}"
    drawing = DrawList(
        width_mm=width_mm,
        height_mm=height_mm,
        background="#ffffff",
        items=tuple(items),
        title=title,
    )
    return Chart(drawing=drawing, spots=tuple(spots))


def _heading(curves: StationCurves, telling: Telling) -> Label:
    text = telling.word(
        "chart_head",
        station=curves.name,
        standard=curves.standard.of(telling.language),
        method=curves.method.of(telling.language),
    )
    return Label(x_mm=2.0, y_mm=TEXT_MM * 1.5, text=text, size_mm=TEXT_MM * 1.1, bold=True)


def _across(curves: Sequence[Curve], width_mm: float) -> Scale:
    days = [day.toordinal() for one in curves for at in one.points for day in _ends(at.period)] or [
        1,
        2,
    ]
    around = max(1.0, (max(days) - min(days)) * 0.01)
    return Scale(
        low=min(days) - around,
        high=max(days) + around,
        from_mm=LEFT_MM,
        to_mm=width_mm - RIGHT_MM,
    )


def _ends(period: Period) -> tuple[dt.date, dt.date]:
    return period.begin, period.end


def _middle(period: Period) -> dt.date:
    return period.begin + (period.end - period.begin) / 2


def _up(curve: Curve, *, upper_mm: float, lower_mm: float) -> Scale:
    """All values, detection limits and the target's ends, with some air around them."""
    values = [float(one) for at in curve.points if (one := drawn_at(at)) is not None]
    values += [float(one) for one in curve.target_limits]
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = (high - low) * _MARGIN or abs(high) * _MARGIN or 1.0
    below = max(low - air, 0.0) if low >= 0 else low - air
    return Scale(low=below, high=high + air, from_mm=lower_mm, to_mm=upper_mm)


def _plot(plot: _Plot, now: Period | None) -> Iterator[Item]:
    up = plot.up
    yield from _bands(plot)
    if now is not None and _seen(plot, now):
        begin = max(plot.at(now.begin), plot.left)
        end = min(plot.at(now.end), plot.right)
        yield rectangle(begin, up.to_mm, max(end - begin, 0.6), up.from_mm - up.to_mm, fill=NOW)
    yield from _values(plot)
    yield from _limits(plot)
    yield from _joined(plot)
    for at in plot.curve.points:
        yield marker(
            at, plot.at(_middle(at.period)), _height(plot, at), plot.telling.palette.classes
        )
    yield rectangle(
        plot.left,
        up.to_mm,
        plot.right - plot.left,
        up.from_mm - up.to_mm,
        pen=Pen(colour=GREY, width_mm=0.2),
    )
    yield from _title(plot)


def _seen(plot: _Plot, period: Period) -> bool:
    return plot.at(period.end) >= plot.left and plot.at(period.begin) <= plot.right


def _title(plot: _Plot) -> Iterator[Item]:
    """Indicator, unit, and the target it is held against; or why there are no classes."""
    curve, telling = plot.curve, plot.telling
    unit = telling.unit(curve.unit)
    name = telling.indicator(curve.indicator) + (f"  {unit}" if unit else "")
    y_mm = plot.up.to_mm - 1.7
    yield Label(x_mm=plot.left, y_mm=y_mm, text=name, size_mm=TEXT_MM, bold=True, colour=INK)
    if curve.why:
        text, colour = curve.why[0].text(telling.language), GREY
    elif curve.target is not None and curve.target_limits:
        title = class_title(curve.target, telling.language)
        ends = "–".join(f"{one:f}" for one in curve.target_limits)
        text, colour = telling.word("chart_target", target=title, limit=ends), TARGET
    else:
        text, colour = telling.word("chart_no_target" if curve.bands else "chart_no_class"), GREY
    room = plot.right - plot.left - width_em(name) * TEXT_MM * 1.15 - 3.0
    size = min(SMALL_MM, room / max(width_em(text), 1.0))
    yield Label(x_mm=plot.right, y_mm=y_mm, text=text, size_mm=size, colour=colour, anchor="right")


def _bands(plot: _Plot) -> Iterator[Item]:
    """The classes behind the values, each named beside the plot."""
    for band in plot.curve.bands:
        low, high = _within(plot, band)
        if high <= low:
            continue
        stamp = plot.telling.palette.classes[band.water_class]
        top, bottom = plot.up.mm(high), plot.up.mm(low)
        yield rectangle(
            plot.left, top, plot.right - plot.left, bottom - top, fill=f"{stamp.fill}{PALE}"
        )
        yield rectangle(plot.right + 0.6, top, 4.6, bottom - top, fill=stamp.fill)
        if bottom - top >= SMALL_MM * 1.05:
            yield Label(
                x_mm=plot.right + 2.9,
                y_mm=(top + bottom) / 2 + SMALL_MM * 0.36,
                text=stamp.letter.of(plot.telling.language),
                size_mm=SMALL_MM,
                colour=stamp.letter_colour,
                anchor="centre",
                bold=True,
            )


def _within(plot: _Plot, band: Band) -> tuple[float, float]:
    low = plot.up.low if band.low is None else max(float(band.low), plot.up.low)
    high = plot.up.high if band.high is None else min(float(band.high), plot.up.high)
    return low, high


def _values(plot: _Plot) -> Iterator[Item]:
    up = plot.up
    most = max(2, int((up.from_mm - up.to_mm) / _TICK_APART_MM))
    for value, text in value_ticks(up.low, up.high, most):
        y_mm = up.mm(value)
        yield line([(plot.left - 0.9, y_mm), (plot.left, y_mm)], Pen(colour=GREY, width_mm=0.2))
        yield Label(
            x_mm=plot.left - 1.4,
            y_mm=y_mm + SMALL_MM * 0.36,
            text=text,
            size_mm=SMALL_MM,
            colour=INK,
            anchor="right",
        )


def _limits(plot: _Plot) -> Iterator[Item]:
    """A line at each limit with its figure, where they do not crowd; the target's ones heavier."""
    written: list[float] = []
    ends = [band.high for band in plot.curve.bands if band.high is not None]
    for limit in sorted(ends, key=lambda one: one not in plot.curve.target_limits):
        if not plot.up.low <= float(limit) <= plot.up.high:
            continue
        y_mm, target = plot.up.mm(float(limit)), limit in plot.curve.target_limits
        pen = (
            Pen(colour=TARGET, width_mm=0.5, dash="dash")
            if target
            else Pen(colour=GREY, width_mm=0.15)
        )
        yield line([(plot.left, y_mm), (plot.right, y_mm)], pen)
        if all(abs(y_mm - one) >= SMALL_MM for one in written):
            written.append(y_mm)
            yield _figure(plot, limit, y_mm, target=target)


def _figure(plot: _Plot, limit: Decimal, y_mm: float, *, target: bool) -> Label:
    return Label(
        x_mm=plot.right + 5.8,
        y_mm=y_mm + SMALL_MM * 0.36,
        text=f"{limit:f}",
        size_mm=SMALL_MM * 0.95,
        colour=TARGET if target else GREY,
        bold=target,
    )


def _height(plot: _Plot, at: CurvePoint) -> float:
    value = drawn_at(at)
    return plot.up.from_mm - 1.6 if value is None else plot.up.mm(float(value))


def _joined(plot: _Plot) -> Iterator[Lines]:
    """From a value to that of the next period; broken where one is below detection, else nothing.

    Of periods between which others lie without a value there is no line.
    """
    for before, after in zip(plot.curve.points, plot.curve.points[1:], strict=False):
        sorts = {sort_of(before), sort_of(after)}
        if after.period.previous() != before.period or sorts & _UNJOINED:
            continue
        ends = [(plot.at(_middle(one.period)), _height(plot, one)) for one in (before, after)]
        pen = Pen(colour=INK, width_mm=0.35)
        yield line(ends, replace(pen, dash="dot") if "censored" in sorts else pen)


_UNJOINED: frozenset[Sort] = frozenset({"invalid", "missing"})


def _dates(across: Scale, foot_mm: float) -> Iterator[Item]:
    begin, end = (dt.date.fromordinal(max(1, round(one))) for one in (across.low, across.high))
    most = max(2, int((across.to_mm - across.from_mm) / _DATE_APART_MM))
    for day, text in time_ticks(begin, end, most):
        x_mm = across.mm(day.toordinal())
        yield line([(x_mm, foot_mm), (x_mm, foot_mm + 0.9)], Pen(colour=GREY, width_mm=0.2))
        yield Label(
            x_mm=x_mm,
            y_mm=foot_mm + 1.4 + SMALL_MM,
            text=text,
            size_mm=SMALL_MM,
            colour=INK,
            anchor="centre",
        )


def _spots(plot: _Plot) -> Iterator[Spot]:
    for at in plot.curve.points:
        if sort_of(at) != "missing":
            yield Spot(
                x_mm=plot.at(_middle(at.period)),
                y_mm=_height(plot, at),
                indicator=plot.curve.indicator,
                point=at,
            )
