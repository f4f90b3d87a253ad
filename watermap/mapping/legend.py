"""The legend: what of the view has which look, in groups, in as many columns as it takes."""

from dataclasses import dataclass

import numpy as np

from watermap.catalogue.themes import theme_titles
from watermap.language import Language, Text
from watermap.mapping.appearance import Appearance
from watermap.mapping.drawlist import Item, Label, Lines, rectangle
from watermap.mapping.frame import markers, patches, pen_of
from watermap.mapping.scene import Scene
from watermap.mapping.shapes import Dimension
from watermap.mapping.text import wrapped
from watermap.mapping.themes import Mark, Stamp, Theme
from watermap.mapping.view import MapView
from watermap.mapping.visible import Seen, visible
from watermap.mapping.words import word

_LINE_EM = 1.2  # from base line to base line
_SWATCH_WIDTH_EM, _SWATCH_HEIGHT_EM = 3.0, 1.45
_ROW_GAP_EM, _GROUP_GAP_EM = 0.42, 0.55
_POINTED = 1.15  # how much higher than their size the tallest symbols are
_COLUMN_SHARES = (0.6, 0.7, 0.8, 0.9, 1.0)
# Columns and text size, mm, from comfortable to the smallest that can be read on paper.
_FITS = (
    (1, 3.0), (1, 2.7), (2, 2.6), (2, 2.4), (2, 2.2), (2, 2.0), (2, 1.9), (3, 1.8), (3, 1.6),
    (4, 1.4), (4, 1.2), (5, 1.0), (6, 0.8),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the legend; a heading where it has no appearance."""

    title: str
    appearance: Appearance | None = None
    dimension: Dimension = 0


def entries(scene: Scene, view: MapView) -> tuple[Entry, ...]:
    """The legend of what the view shows: classes, targets, then layers by theme."""
    seen, language = visible(scene, view), scene.language
    listed = [
        *_classes(seen, scene.theme, language),
        *_marks(seen, scene.theme, language),
        *_layers(seen, scene.theme, language),
    ]
    return tuple(listed)


def _classes(seen: tuple[Seen, ...], theme: Theme, language: Language) -> list[Entry]:
    shown = [one.appearance.stamp for one in seen if one.appearance.stamp is not None]
    listed = [
        Entry(
            title=stamp.title.of(language),
            appearance=Appearance(look=stamp.look(), title=stamp.title, stamp=stamp),
        )
        for stamp in theme.stamps().values()
        if stamp in shown
    ]
    head = {"change": "changes", "trend": "trends"}.get(theme.sections, "classes")
    return [Entry(title=word(head, language)), *listed] if listed else []


def _marks(seen: tuple[Seen, ...], theme: Theme, language: Language) -> list[Entry]:
    shown = [one.appearance.mark for one in seen if one.appearance.mark is not None]
    listed = [
        Entry(title=mark.title.of(language), appearance=_blank(mark))
        for mark in theme.marks.values()
        if mark in shown
    ]
    return [Entry(title=word("targets", language)), *listed] if listed else []


def _blank(mark: Mark) -> Appearance:
    """A mark round a section of no class."""
    stamp = Stamp(
        title=mark.title,
        letter=Text(zh="", en=""),
        fill="#ffffff",
        letter_colour="#000000",
        symbol="circle",
    )
    return Appearance(look=stamp.look(), title=mark.title, stamp=stamp, mark=mark)


def _layers(seen: tuple[Seen, ...], theme: Theme, language: Language) -> list[Entry]:
    groups: dict[str, dict[str, Entry]] = {}
    for one in seen:
        title = _title(one, theme, language)
        if title:
            group = groups.setdefault(one.layer.kind.theme if one.layer.kind else "", {})
            known = group.get(title)
            if known is None or known.dimension < one.dimension:
                group[title] = Entry(
                    title=title, appearance=one.appearance, dimension=one.dimension
                )
    titles = theme_titles()
    listed = list(groups.pop("", {}).values())  # what overlays show needs no heading
    for name in [*titles, *sorted(groups)]:
        group = groups.pop(name, {})
        if group:
            heading = titles[name].of(language) if name in titles else name
            listed += [Entry(title=heading), *group.values()]
    return listed


def _title(one: Seen, theme: Theme, language: Language) -> str:
    """The words of an appearance; "" where the classes say it already."""
    if one.appearance.stamp is None:
        return one.appearance.title.of(language)
    if one.layer.kind is None or one.layer.kind.id == "section":
        return ""
    name = {"change": "by_change", "trend": "by_trend"}.get(theme.sections, "by_class")
    return word(name, language, kind=one.layer.kind.title)


def legend(
    listed: tuple[Entry, ...],
    *,
    x_mm: float,
    y_mm: float,
    width_mm: float,
    height_mm: float,
    language: Language,
) -> tuple[Item, ...]:
    """The entries within a box, in columns, as large as fits. Every entry is there."""
    columns, size, placed = _best_fit(listed, width_mm, height_mm)
    column_mm = width_mm / columns
    items = list[Item]()
    for entry, lines, column, top in placed:
        items += _entry_items(entry, lines, x_mm + column * column_mm, y_mm + top, size, language)
    return tuple(items)


def _best_fit(
    listed: tuple[Entry, ...], width_mm: float, height_mm: float
) -> tuple[int, float, "_Placed"]:
    """The largest text at which all fits, its columns about equally long."""
    for columns, size in _FITS:
        for share in _COLUMN_SHARES if columns > 1 else (1.0,):
            placed = _flow(listed, columns, size, width_mm / columns, height_mm * share)
            if placed is not None:
                return columns, size, placed
    columns, size = _FITS[-1]  # a legend of hundreds of entries: it overflows, but nothing is lost
    return columns, size, _flow(listed, columns, size, width_mm / columns, np.inf) or []


_Placed = list[tuple[Entry, list[str], int, float]]


def _flow(
    listed: tuple[Entry, ...], columns: int, size: float, column_mm: float, height_mm: float
) -> _Placed | None:
    """Entries one below the other, column by column; None where they do not fit."""
    placed, column, top = list[tuple[Entry, list[str], int, float]](), 0, 0.0
    for number, entry in enumerate(listed):
        lines, tall = _measure(entry, size, column_mm)
        heading = entry.appearance is None
        gap = _GROUP_GAP_EM * size if heading and top else 0.0
        needed = tall
        if heading and number + 1 < len(listed):  # no heading alone at the foot
            needed += _measure(listed[number + 1], size, column_mm)[1]
        if top and top + gap + needed > height_mm:
            column, top, gap = column + 1, 0.0, 0.0
        if column >= columns or needed > height_mm:
            return None
        top += gap
        placed.append((entry, lines, column, top))
        top += tall
    return placed


def _measure(entry: Entry, size: float, column_mm: float) -> tuple[list[str], float]:
    """The lines of an entry's title, and how high it stands."""
    indent = 0.0 if entry.appearance is None else _SWATCH_WIDTH_EM + 0.7
    lines = wrapped(entry.title, max(column_mm / size - indent - 0.6, 3.0))
    text = (len(lines) - 1) * _LINE_EM
    if entry.appearance is None:
        return lines, (text + 1.75 + _GROUP_GAP_EM) * size
    height = max(_SWATCH_HEIGHT_EM, text + 1.0, _symbol_em(entry, size))
    return lines, (height + _ROW_GAP_EM) * size


def _symbol_em(entry: Entry, size: float) -> float:
    if entry.dimension or entry.appearance is None:
        return 0.0
    grown = [ring.grow_mm for ring in entry.appearance.mark.rings] if entry.appearance.mark else []
    return (
        _POINTED * (entry.appearance.look.size_mm + max(grown, default=0.0)) * _shrunk(size) / size
    )


def _shrunk(size: float) -> float:
    """Symbols keep their size in a comfortable legend and shrink with a small one."""
    return min(1.0, size / 2.4)


def _entry_items(
    entry: Entry, lines: list[str], x_mm: float, y_mm: float, size: float, language: Language
) -> list[Item]:
    if entry.appearance is None:
        return [
            Label(
                x_mm=x_mm,
                y_mm=y_mm + (1.2 + _LINE_EM * row) * size,
                text=line,
                size_mm=size,
                bold=True,
            )
            for row, line in enumerate(lines)
        ]
    text = (len(lines) - 1) * _LINE_EM
    height = max(_SWATCH_HEIGHT_EM, text + 1.0, _symbol_em(entry, size)) * size
    middle = y_mm + height / 2
    items = swatch(
        entry, x_mm, middle, width_mm=_SWATCH_WIDTH_EM * size, height_mm=size, language=language
    )
    first = middle + (0.35 - text / 2) * size
    return items + [
        Label(
            x_mm=x_mm + (_SWATCH_WIDTH_EM + 0.7) * size,
            y_mm=first + row * _LINE_EM * size,
            text=line,
            size_mm=size,
        )
        for row, line in enumerate(lines)
    ]


def swatch(
    entry: Entry,
    x_mm: float,
    middle_mm: float,
    *,
    width_mm: float,
    height_mm: float,
    language: Language,
) -> list[Item]:
    """A sample of an entry's look; ``middle_mm`` is the middle of its height."""
    if entry.appearance is None:
        return []
    look = entry.appearance.look
    if entry.dimension == 0:
        shrunk = _shrunk(height_mm)
        small = look.model_copy(update={"size_mm": look.size_mm * shrunk})
        appearance = Appearance(
            look=small,
            title=entry.appearance.title,
            stamp=entry.appearance.stamp,
            mark=entry.appearance.mark,
        )
        return markers(np.array([[x_mm + width_mm / 2, middle_mm]]), appearance, language)
    pen = pen_of(look)
    if entry.dimension == 1:
        bent = [[0, 0.25], [0.3, -0.2], [0.62, 0.2], [1, -0.25]]
        xy = np.array(bent) * [width_mm, height_mm] + [x_mm, middle_mm]
        return [] if pen is None else [Lines(xy=xy, parts=np.array([0, 4]), pen=pen)]
    box = rectangle(x_mm, middle_mm - height_mm * 0.65, width_mm, height_mm * 1.3)
    items = patches(box.xy, box.rings, box.features, look, origin=box.xy[0])
    return items + ([] if pen is None else [Lines(xy=box.xy, parts=box.rings, pen=pen)])
