"""A map on its page: title, frame, legend, scale, north, counts, sources, remarks."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from watermap.catalogue.kinds import Colour
from watermap.language import Language
from watermap.mapping.drawlist import DrawList, Item, Label, Pen, line, moved
from watermap.mapping.frame import backdrop, draw
from watermap.mapping.furniture import (
    INK,
    NEATLINE_MM,
    graticule,
    neatline,
    north_arrow,
    scale_bar,
    scale_text,
)
from watermap.mapping.layout import A4_LANDSCAPE, Layout
from watermap.mapping.legend import entries, legend
from watermap.mapping.margins import foot, head, remarks
from watermap.mapping.scene import Scene
from watermap.mapping.summary import summary
from watermap.mapping.view import Bounds, MapView
from watermap.mapping.words import word

PAPER_GRID_MM = 0.03
WITH_COUNTS = ("class", "marked")  # themes whose page counts the classes
BACKDROP: Colour = "#f1f3f4"  # outside the administrative areas
# fmt: off
_NICE = (1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.4, 2.6, 2.8, 3, 3.2, 3.5, 4, 4.5, 5,
         5.5, 6, 7, 8, 9)
# fmt: on
_MARGIN = 1.04


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
            *head(layout, title, subtitle),
            *_framed(scene, view, frame),
            *_side(scene, view, side, layout, language),
            *foot(
                layout,
                remarks(scene, notes, language),
                y_mm=foot_y,
                office=office,
                made_on=made_on,
                language=language,
            ),
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
    power = 10.0 ** math.floor(math.log10(scale))
    nicer = (nice * power for nice in (*_NICE, 10))
    return float(round(next(one for one in nicer if one >= scale * 0.999999)))


def _framed(scene: Scene, view: MapView, frame: _Box) -> list[Item]:
    items = [
        *backdrop(scene, view, BACKDROP),
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
    if counted and scene.assessment is not None and scene.theme.sections in WITH_COUNTS:
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
            x_mm=side.x_mm + side.width_mm / 2, y_mm=top + size * 1.5,
            text=word("legend", language),
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
