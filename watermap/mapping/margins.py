"""What is written above and below a map: title, sources, dates, CRS, who made it."""

import datetime as dt
from collections.abc import Sequence

from watermap.language import Language
from watermap.mapping.drawlist import Item, Label, Pen, rectangle
from watermap.mapping.furniture import INK
from watermap.mapping.layout import Layout
from watermap.mapping.plane import central_meridian
from watermap.mapping.scene import Scene
from watermap.mapping.text import width_em, wrapped
from watermap.mapping.words import word

_LINE_EM = 1.35
_SMALLEST_MM = 1.0


def head(layout: Layout, title: str, subtitle: str) -> tuple[Item, ...]:
    """The page's border, the title and the line below it; long ones get smaller."""
    inner = layout.width_mm - 2 * layout.edge_mm
    size = min(layout.title_mm, inner * 0.96 / max(width_em(title), 1.0))
    middle = layout.width_mm / 2
    border = rectangle(
        layout.edge_mm, layout.edge_mm, inner, layout.height_mm - 2 * layout.edge_mm,
        pen=Pen(colour=INK, width_mm=0.35),
    )  # fmt: skip
    y = layout.edge_mm + layout.title_mm * 1.25
    above = Label(
        x_mm=middle, y_mm=y, text=title, size_mm=size, colour=INK, anchor="centre", bold=True
    )
    if not subtitle:
        return border, above
    below = Label(
        x_mm=middle, y_mm=y + layout.title_mm * 0.78, text=subtitle,
        size_mm=min(layout.title_mm * 0.46, inner * 0.96 / width_em(subtitle)),
        colour="#3c464e", anchor="centre",
    )  # fmt: skip
    return border, above, below


def remarks(scene: Scene, notes: Sequence[str], language: Language) -> list[str]:
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


def foot(
    layout: Layout,
    sentences: Sequence[str],
    *,
    y_mm: float,
    office: str,
    made_on: dt.date | None,
    language: Language,
) -> list[Item]:
    """The sentences below the map, as large as fits, and who made it when."""
    left = layout.edge_mm + layout.gap_mm
    right = layout.width_mm - layout.edge_mm - layout.gap_mm
    room = layout.height_mm - layout.edge_mm - 1 - y_mm
    wide = right - left - layout.side_mm - layout.gap_mm
    text = ("" if language == "zh" else " ").join(sentences)
    size, lines = _fitted(text, layout.text_mm, wide, room)
    items: list[Item] = [
        Label(
            x_mm=left,
            y_mm=y_mm + (row + 0.85) * _LINE_EM * size,
            text=one,
            size_mm=size,
            colour=INK,
        )
        for row, one in enumerate(lines)
    ]
    signed = [word("office", language, office=office)] if office else []
    signed += [word("made_on", language, day=made_on.isoformat())] if made_on else []
    return items + [
        Label(
            x_mm=right,
            y_mm=y_mm + (row + 0.85) * 1.5 * layout.text_mm,
            text=one,
            size_mm=min(layout.text_mm, layout.side_mm / width_em(one)),
            colour=INK,
            anchor="right",
        )
        for row, one in enumerate(signed)
    ]


def _fitted(text: str, size: float, width_mm: float, height_mm: float) -> tuple[float, list[str]]:
    """The lines of a text and the largest size, from ``size`` down, at which they fit."""
    while True:
        lines = wrapped(text, width_mm / size)
        if len(lines) * _LINE_EM * size <= height_mm or size < _SMALLEST_MM:
            return size, lines
        size *= 0.95
