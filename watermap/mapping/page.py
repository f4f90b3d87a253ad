"""A map on its page: title, frame, legend, scale, north, counts, sources, remarks."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from watermap.language import Language
from watermap.mapping.drawlist import DrawList, Item, Label, Pen, line, moved, rectangle
from watermap.mapping.frame import draw
from watermap.mapping.furniture import (
    INK,
    NEATLINE_MM,
    graticule,
    neatline,
    north_arrow,
    scale_bar,
    scale_text,
)
from watermap.mapping.legend import entries, legend
from watermap.mapping.plane import central_meridian
from watermap.mapping.scene import Scene
from watermap.mapping.summary import summary
from watermap.mapping.text import width_em, wrapped
from watermap.mapping.view import Bounds, MapView
from watermap.mapping.words import word

PAPER_GRID_MM = 0.03
_NICE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
_MARGIN = 1.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand on a page, mm."""

    width_mm: float
    height_mm: float
    edge_mm: float  # from the paper's edge to the page's border
    gap_mm: float  # between things
    title_mm: float  # the title's em
    text_mm: float  # the em of all other text
    side_mm: float  # width of the column with legend and counts
    foot_mm: float  # height of the lines below the map
    scale_box_mm: float = 25.0


A4_LANDSCAPE = Layout(
    width_mm=297, height_mm=210, edge_mm=7, gap_mm=3, title_mm=7.2, text_mm=2.5, side_mm=66, foot_mm=15,
)  # fmt: skip
A3_LANDSCAPE = Layout(
    width_mm=420, height_mm=297, edge_mm=10, gap_mm=4, title_mm=10, text_mm=3.1, side_mm=86, foot_mm=18,
    scale_box_mm=30,
)  # fmt: skip
LAYOUTS = {"A4": A4_LANDSCAPE, "A3": A3_LANDSCAPE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


def page(
    scene: Scene,
    *,
    layout: Layout = A4_LANDSCAPE,
    language: Language,
    title: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
    office: str = "",
    made_on: dt.date | None = None,
    focus: Bounds | None = None,
) -> DrawList:
    """A whole page.

    Args:
        scene: what there is; built in the same language.
        layout: paper and places.
        language: of all words.
        title: the map's name.
        subtitle: a line below it, as the period and the standard.
        notes: remarks printed below the map after those on sources, dates and CRS.
        office: who makes the map; "" leaves the line out.
        made_on: the day on the map; None leaves it out.
        focus: what must be on the map, metres of the scene's plane; None: the administrative
            areas, else all there is.
    """
    frame = _frame_box(layout, subtitle=subtitle)
    view = _view(scene, frame, focus)
    side = _Box(
        x_mm=frame.x_mm + frame.width_mm + NEATLINE_MM + layout.gap_mm + 1,
        y_mm=frame.y_mm - NEATLINE_MM,
        width_mm=layout.side_mm,
        height_mm=frame.height_mm + 2 * NEATLINE_MM,
    )
    foot_y = frame.y_mm + frame.height_mm + NEATLINE_MM + layout.gap_mm
    return DrawList(
        width_mm=layout.width_mm,
        height_mm=layout.height_mm,
        background="#ffffff",
        title=title,
        items=(
            *_head(layout, title, subtitle),
            *_framed(scene, view, frame),
            *_side(scene, view, side, layout, language),
            *_foot(_remarks(scene, notes, language), layout, foot_y, office, made_on, language),
        ),
    )


def figure_map(
    scene: Scene,
    *,
    width_mm: float,
    height_mm: float,
    language: Language,
    focus: Bounds | None = None,
    title: str = "",
) -> DrawList:
    """A map for a page of text: frame, scale, north and legend, no title and no remarks."""
    edge = NEATLINE_MM + 0.5
    side_mm = min(58.0, width_mm * 0.34)
    frame = _Box(
        x_mm=edge,
        y_mm=edge,
        width_mm=width_mm - 2 * edge - side_mm - 2,
        height_mm=height_mm - 2 * edge,
    )
    side = _Box(x_mm=width_mm - side_mm, y_mm=0.5, width_mm=side_mm - 0.5, height_mm=height_mm - 1)
    view = _view(scene, frame, focus)
    items = (
        *_framed(scene, view, frame),
        *_side(scene, view, side, A4_LANDSCAPE, language, counted=False),
    )
    return DrawList(
        width_mm=width_mm, height_mm=height_mm, background="#ffffff", items=items, title=title
    )


def _frame_box(layout: Layout, *, subtitle: str) -> _Box:
    top = layout.edge_mm + layout.title_mm * (2.35 if subtitle else 1.6) + NEATLINE_MM
    left = layout.edge_mm + layout.gap_mm + NEATLINE_MM
    right = layout.width_mm - layout.edge_mm - layout.side_mm - 2 * layout.gap_mm - NEATLINE_MM - 1
    bottom = layout.height_mm - layout.edge_mm - layout.foot_mm - layout.gap_mm - NEATLINE_MM
    return _Box(x_mm=left, y_mm=top, width_mm=right - left, height_mm=bottom - top)


def _view(scene: Scene, frame: _Box, focus: Bounds | None) -> MapView:
    """A view of the focus at a round scale."""
    wanted = focus or scene.bounds_of("administrative_area")
    view = MapView.of(scene, frame.width_mm, frame.height_mm).fit(wanted, margin=_MARGIN)
    return view.at_scale(round_scale(view.scale))


def round_scale(scale: float) -> float:
    """The next rounder scale denominator that is not smaller."""
    power = 10 ** math.floor(math.log10(scale))
    return float(
        next((nice * power for nice in _NICE if nice * power >= scale * 0.999999), 10 * power)
    )


def _head(layout: Layout, title: str, subtitle: str) -> tuple[Item, ...]:
    inner = layout.width_mm - 2 * layout.edge_mm
    size = min(layout.title_mm, inner * 0.96 / max(width_em(title), 1.0))
    middle = layout.width_mm / 2
    border = rectangle(
        layout.edge_mm, layout.edge_mm, inner, layout.height_mm - 2 * layout.edge_mm,
        pen=Pen(colour=INK, width_mm=0.35),
    )  # fmt: skip
    y = layout.edge_mm + layout.title_mm * 1.25
    head = Label(
        x_mm=middle, y_mm=y, text=title, size_mm=size, colour=INK, anchor="centre", bold=True
    )
    if not subtitle:
        return border, head
    below = Label(
        x_mm=middle, y_mm=y + layout.title_mm * 0.78, text=subtitle,
        size_mm=min(layout.title_mm * 0.46, inner * 0.96 / width_em(subtitle)),
        colour="#3c464e", anchor="centre",
    )  # fmt: skip
    return border, head, below


def _framed(scene: Scene, view: MapView, frame: _Box) -> list[Item]:
    items = [
        *graticule(view),
        *draw(scene, view, margin_mm=0.0, grid_mm=PAPER_GRID_MM),
        *neatline(view),
    ]
    return [moved(item, frame.x_mm, frame.y_mm) for item in items]


def _side(
    scene: Scene,
    view: MapView,
    side: _Box,
    layout: Layout,
    language: Language,
    *,
    counted: bool = True,
) -> list[Item]:
    items = _scale_box(view, side, layout, language)
    bottom = side.y_mm + side.height_mm
    if counted and scene.assessment is not None and scene.theme.sections != "plain":
        made, tall = summary(
            scene.assessment, scene.theme, language, x_mm=side.x_mm, y_mm=0.0,
            width_mm=side.width_mm, size_mm=layout.text_mm,
        )  # fmt: skip
        bottom -= tall
        items += [moved(item, 0.0, bottom) for item in made]
        items.append(_rule(side, bottom - layout.gap_mm * 0.4))
        bottom -= layout.gap_mm
    top = side.y_mm + layout.scale_box_mm
    items.append(_rule(side, top))
    size = layout.text_mm * 1.25
    items.append(
        Label(
            x_mm=side.x_mm + side.width_mm / 2, y_mm=top + size * 1.5, text=word("legend", language),
            size_mm=size, colour=INK, anchor="centre", bold=True,
        )
    )  # fmt: skip
    top += size * 2.2
    items += legend(
        entries(scene, view), x_mm=side.x_mm, y_mm=top, width_mm=side.width_mm,
        height_mm=bottom - top, language=language,
    )  # fmt: skip
    return items


def _rule(side: _Box, y_mm: float) -> Item:
    ends = [(side.x_mm, y_mm), (side.x_mm + side.width_mm, y_mm)]
    return line(ends, Pen(colour="#8a949c", width_mm=0.15))


def _scale_box(view: MapView, side: _Box, layout: Layout, language: Language) -> list[Item]:
    arrow = layout.scale_box_mm * 0.62
    bar_mm = side.width_mm - arrow - 8
    y = side.y_mm + layout.scale_box_mm
    text = word("scale", language, scale=scale_text(view))
    return [
        *north_arrow(
            view, x_mm=side.x_mm + side.width_mm - arrow / 2, y_mm=y - arrow * 0.75, size_mm=arrow
        ),
        Label(
            x_mm=side.x_mm, y_mm=y - layout.scale_box_mm * 0.6, text=text,
            size_mm=layout.text_mm * 1.12, colour=INK, bold=True,
        ),
        *scale_bar(
            view, x_mm=side.x_mm + 1, y_mm=y - layout.scale_box_mm * 0.22, most_mm=bar_mm,
        ),
    ]  # fmt: skip


def _remarks(scene: Scene, notes: Sequence[str], language: Language) -> list[str]:
    """What has to be said below a map, one sentence each."""
    meridian = central_meridian(scene.epsg)
    crs = (
        word("other_plane", language, epsg=scene.epsg)
        if meridian is None
        else word("gauss_kruger", language, meridian=meridian)
    )
    layers = [layer.made_of for layer in scene.layers if layer.made_of is not None]
    offices = list(dict.fromkeys(layer.office for layer in layers if layer.office))
    said = [crs]
    if offices:
        joined = ("、" if language == "zh" else ", ").join(offices)
        said.append(word("sources", language, offices=joined))
    said += _dates([layer.date for layer in layers], language)
    if scene.problems:
        said.append(word("not_all_drawn", language, n=len(scene.problems)))
    return [*said, *notes, word("screening", language)]


def _dates(dates: Sequence[str | None], language: Language) -> list[str]:
    known = sorted(date for date in dates if date)
    said = []
    if known:
        name = "date" if known[0] == known[-1] else "dates"
        said.append(word(name, language, first=known[0], last=known[-1]))
    undated = len(dates) - len(known)
    return [*said, word("undated", language, n=undated)] if undated else said


def _foot(
    remarks: list[str],
    layout: Layout,
    y_mm: float,
    office: str,
    made_on: dt.date | None,
    language: Language,
) -> list[Item]:
    left = layout.edge_mm + layout.gap_mm
    right = layout.width_mm - layout.edge_mm - layout.gap_mm
    room = layout.height_mm - layout.edge_mm - 1 - y_mm
    wide = right - left - layout.side_mm - layout.gap_mm
    text = ("" if language == "zh" else " ").join(remarks)
    size, lines = layout.text_mm, list[str]()
    while True:
        lines = wrapped(text, wide / size)
        if len(lines) * 1.35 * size <= room or size < 1.0:
            break
        size *= 0.95
    items: list[Item] = [
        Label(x_mm=left, y_mm=y_mm + (row + 0.85) * 1.35 * size, text=one, size_mm=size, colour=INK)
        for row, one in enumerate(lines)
    ]
    signed = [word("office", language, office=office)] if office else []
    signed += [word("made_on", language, day=made_on.isoformat())] if made_on else []
    for row, one in enumerate(signed):
        fitting = min(layout.text_mm, layout.side_mm / width_em(one))
        items.append(
            Label(
                x_mm=right, y_mm=y_mm + (row + 0.85) * 1.5 * layout.text_mm, text=one,
                size_mm=fitting, colour=INK, anchor="right",
            )
        )  # fmt: skip
    return items
