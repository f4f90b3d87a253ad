"""The chart of a river: river-km across, the head left and the mouth right.

Above: one indicator or the class at every section, before the colours of the classes. Below: the
river with its tributaries, outfalls, plants, intakes and crossings, districts, protection areas.
As high as its names need: none is left out silently and none covers another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watermap.catalogue.kinds import Colour
from watermap.catalogue.load import known_kinds
from watermap.export.along_content import RiverContent, called
from watermap.export.charts.axes import Scale, value_ticks
from watermap.export.charts.flags import Flag, Flags, hang, room_right_mm, shortened
from watermap.export.charts.marks import Sort
from watermap.export.charts.river_look import SMALL_MM, TEXT_MM, Frame, river_look
from watermap.export.charts.river_plot import (
    FOOT_MM,
    MARK_MM,
    Plot,
    mark,
    plot_items,
    up_scale,
    without_value,
)
from watermap.export.charts.river_readings import Reading, Stop, class_bands, stops
from watermap.export.charts.river_rows import (
    Block,
    intervals_block,
    joining_text,
    objects_block,
    river_block,
)
from watermap.export.telling import Telling
from watermap.language import Language
from watermap.mapping.drawlist import DrawList, Item, Label, Pen, line
from watermap.mapping.text import width_em, wrapped
from watermap.network.tracing.along import Interval

WIDTH_MM = 260.0
_PLOT_MM = 66.0
_LEFT_MM, _RIGHT_MM = 30.0, 18.0
_EDGE_MM = 4.0
_KM_APART_MM = 16.0
_LINE_EM = 1.45


def river_chart(
    content: RiverContent, *, language: Language, width_mm: float = WIDTH_MM
) -> DrawList:
    """Draw a river with what stands along it; as high as that takes."""
    telling = Telling.of(language)
    found = stops(content)
    frame = Frame(
        across=_across(content, found, width_mm, telling), telling=telling, look=river_look()
    )
    head = list(_heading(content, frame, width_mm))
    names = hang(
        [Flag(x_mm=frame.across.mm(one.km), text=shortened(one.name)) for one in found], TEXT_MM
    )
    top = _EDGE_MM + _lines_mm(head) + names.height_mm + 2.0
    plot = _plot(content, found, frame, top)
    items: list[Item] = [*head, *_names(names, frame, top), *plot_items(plot)]
    y_mm = top + _PLOT_MM + plot.foot_mm
    items += _kilometres(frame, content, y_mm)
    y_mm += SMALL_MM * 4.6
    for block in _blocks(content, frame):
        items += block.draw(y_mm)
        y_mm += block.height_mm
    key, y_mm = _key(content, found, frame, y_mm + 2.0, width_mm)
    notes, y_mm = _notes(content, telling, y_mm, width_mm)
    return DrawList(
        width_mm=width_mm,
        height_mm=y_mm + _EDGE_MM,
        background="#ffffff",
        items=(*items, *key, *notes),
        title=chart_title(content, telling),
    )


def chart_title(content: RiverContent, telling: Telling) -> str:
    """The river and what is shown of it."""
    return telling.word(
        "river_title", river=content.profile.river, what=what_shown(content, telling)
    )


def what_shown(content: RiverContent, telling: Telling) -> str:
    """The indicator with its unit, or the class."""
    if content.indicator is None:
        return telling.word("class")
    unit = telling.unit_of(content.indicator)
    name = telling.indicator(content.indicator)
    return f"{name} ({unit})" if unit else name


def _across(
    content: RiverContent, found: Sequence[Stop], width_mm: float, telling: Telling
) -> Scale:
    """From river-km to mm, with as much room on the right as the last names need."""
    profile, length = content.profile, content.profile.length_km
    shown = {one.kind for one in river_look().row}
    names = [(one.km, shortened(one.name), TEXT_MM) for one in found]
    names += [
        (one.km, shortened(called(one.object)), SMALL_MM)
        for one in profile.objects
        if one.object.kind in shown
    ]
    names += [(one.km, joining_text(one, telling), SMALL_MM) for one in profile.joining]
    names += [
        ((one.from_km + one.to_km) / 2, shortened(one.name or "—"), SMALL_MM)
        for one in (*profile.areas, *profile.gates)
    ]
    right = max(
        (
            room_right_mm(
                [(1 - km / length, text)], left_mm=_LEFT_MM, width_mm=width_mm, size_mm=size
            )
            for km, text, size in names
        ),
        default=0.0,
    )
    end = width_mm - max(right, _RIGHT_MM)
    return Scale(low=length, high=0.0, from_mm=_LEFT_MM, to_mm=end)


def _heading(content: RiverContent, frame: Frame, width_mm: float) -> Iterator[Label]:
    telling = frame.telling
    periods = content.now.period
    if content.before is not None:
        periods = telling.word("river_periods", now=periods, before=content.before.period)
    told = telling.word(
        "river_head",
        periods=periods,
        standard=content.standard.of(telling.language),
        method=content.method.of(telling.language),
    )
    y_mm = _EDGE_MM + TEXT_MM * 1.1
    title = chart_title(content, telling)
    yield Label(
        x_mm=_EDGE_MM,
        y_mm=y_mm,
        text=title,
        size_mm=TEXT_MM * 1.3,
        bold=True,
        colour=frame.look.ink,
    )
    for text in wrapped(told, (width_mm - 2 * _EDGE_MM) / SMALL_MM):
        y_mm += SMALL_MM * _LINE_EM + 0.6
        yield Label(x_mm=_EDGE_MM, y_mm=y_mm, text=text, size_mm=SMALL_MM, colour=frame.look.grey)


def _lines_mm(head: Sequence[Label]) -> float:
    return max(one.y_mm for one in head) - _EDGE_MM + 2.0


def _plot(content: RiverContent, found: tuple[Stop, ...], frame: Frame, top: float) -> Plot:
    of_classes = content.indicator is None
    limits = content.limits
    return Plot(
        frame=frame,
        up=up_scale(found, of_classes=of_classes, upper_mm=top, lower_mm=top + _PLOT_MM),
        stops=found,
        bands=class_bands() if of_classes else limits.bands if limits else (),
        of_classes=of_classes,
        foot_mm=FOOT_MM if without_value(found) else 0.0,
    )


def _names(names: Flags, frame: Frame, top: float) -> Iterator[Item]:
    yield from names.items(top, colour=frame.look.ink, pole=frame.look.pole, down=False)


def _kilometres(frame: Frame, content: RiverContent, foot: float) -> Iterator[Item]:
    """The axis: river-km, and which end is which."""
    look, telling, length = frame.look, frame.telling, content.profile.length_km
    most = max(2, int((frame.right - frame.left) / _KM_APART_MM))
    for value, text in value_ticks(0.0, length, most):
        x_mm = frame.across.mm(value)
        yield line([(x_mm, foot), (x_mm, foot + 0.9)], Pen(colour=look.grey, width_mm=0.2))
        yield Label(
            x_mm=x_mm,
            y_mm=foot + 1.3 + SMALL_MM,
            text=text,
            size_mm=SMALL_MM,
            colour=look.ink,
            anchor="centre",
        )
    into = telling.listed(content.profile.flows_into)
    said = telling.word("river_axis_into", into=into) if into else telling.word("river_axis")
    yield Label(
        x_mm=(frame.left + frame.right) / 2,
        y_mm=foot + 2.2 + SMALL_MM * 2.1,
        text=said,
        size_mm=SMALL_MM,
        colour=look.grey,
        anchor="centre",
    )


def _blocks(content: RiverContent, frame: Frame) -> Iterator[Block]:
    profile, telling, look = content.profile, frame.telling, frame.look
    yield river_block(frame, profile)
    rows = [objects_block(frame, profile, row) for row in look.row]

    def by_turns(_: Interval, number: int) -> Colour:
        return look.district[number % len(look.district)]

    def by_grade(one: Interval, _: int) -> Colour:
        return look.protection.get(one.level or "", look.protection_other)

    def gate(_one: Interval, _: int) -> Colour:
        return look.gate

    rows.append(intervals_block(frame, telling.word("river_row_gate"), profile.gates, gate))
    districts = [one for one in profile.areas if one.kind == "administrative_area"]
    field = known_kinds()["administrative_area"].fields["level"]
    for level in [name for name in (*field.values, None) if name or districts]:
        own = [one for one in districts if one.level == level]
        title = (
            telling.word(
                "river_row_level", level=field.value_title(level, telling.language).capitalize()
            )
            if level
            else telling.word("river_row_district")
        )
        rows.append(intervals_block(frame, title, own, by_turns))
    grades = [one for one in profile.areas if one.kind == "protection_area"]
    rows.append(intervals_block(frame, telling.word("river_row_protection"), grades, by_grade))
    yield from (row for row in rows if row is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeyEntry:
    """One sign and its words."""

    sort: Sort | None  # None: a line
    text: str
    fill: Colour = "#b9bec3"


def _entries(content: RiverContent, found: Sequence[Stop], frame: Frame) -> Iterator[_KeyEntry]:
    telling = frame.telling
    yield _KeyEntry(
        sort="value", text=telling.word("river_key_now", period=content.now.period), fill="#2a7bd6"
    )
    if content.before is not None:
        text = telling.word("river_key_before", period=content.before.period)
        yield _KeyEntry(sort="value", text=text, fill="#ffffff")
    readings = [one for stop in found for one in (stop.now, stop.before) if one is not None]
    for sort in ("censored", "few", "invalid"):
        if any(one.sort == sort for one in readings):
            yield _KeyEntry(sort=sort, text=telling.word(f"chart_{sort}"))
    if any(stop.limits for stop in found):
        yield _KeyEntry(sort=None, text=telling.word("river_key_target"))


def _key(
    content: RiverContent, found: Sequence[Stop], frame: Frame, y_mm: float, width_mm: float
) -> tuple[list[Item], float]:
    """What the marks mean, in lines as long as the paper is wide; and where it ends."""
    items: list[Item] = []
    x_mm, y_mm = _EDGE_MM, y_mm + SMALL_MM
    for entry in _entries(content, found, frame):
        wide = 6.0 + width_em(entry.text) * SMALL_MM + 5.0
        if x_mm > _EDGE_MM and x_mm + wide > width_mm - _EDGE_MM:
            x_mm, y_mm = _EDGE_MM, y_mm + SMALL_MM * 1.6
        middle = y_mm - SMALL_MM * 0.36
        if entry.sort is None:
            pen = Pen(colour=frame.look.target, width_mm=0.5, dash="dash")
            items.append(line([(x_mm, middle), (x_mm + 5.0, middle)], pen))
        else:
            reading = Reading(sort=entry.sort, height=None, water_class=None, text="")
            items.append(mark(reading, x_mm + MARK_MM, middle, fill=entry.fill))
        items.append(
            Label(
                x_mm=x_mm + 6.0,
                y_mm=y_mm,
                text=entry.text,
                size_mm=SMALL_MM,
                colour=frame.look.ink,
            )
        )
        x_mm += wide
    return items, y_mm + 1.5


def _notes(
    content: RiverContent, telling: Telling, y_mm: float, width_mm: float
) -> tuple[list[Label], float]:
    """What is missing or not sure, and where the notes end."""
    found: list[Label] = []
    shown = {"section", *(one.kind for one in river_look().row)}
    told = [message.text(telling.language) for message in content.said()]
    if any(one.object.doubts for one in content.profile.objects if one.object.kind in shown):
        told.append(telling.word("river_doubtful"))
    for sentence in told:
        for text in wrapped(sentence, (width_mm - 2 * _EDGE_MM) / SMALL_MM):
            y_mm += SMALL_MM * _LINE_EM
            found.append(
                Label(
                    x_mm=_EDGE_MM,
                    y_mm=y_mm,
                    text=text,
                    size_mm=SMALL_MM,
                    colour=river_look().target,
                )
            )
    return found, y_mm
