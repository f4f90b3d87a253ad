"""What is to be drawn, in millimetres of paper, back to front. Screen, PNG, PDF and SVG share it.

The origin is the upper left corner, y points down. Coordinates are batched: one item holds all
features that look alike, as flat arrays, so that nothing loops over features to draw them. All is
cut at the map's frame and hatched before it comes here: whoever paints needs no clipping and no
patterns, so every device shows the same.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from watermap.catalogue.kinds import Colour, Dash, Symbol

Xy = npt.NDArray[np.float64]  # (n, 2), mm
Offsets = npt.NDArray[np.int64]  # (parts + 1,): part i is xy[offsets[i]:offsets[i + 1]]
Anchor = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """A line's look."""

    colour: Colour
    width_mm: float = 0.2
    dash: Dash = "solid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """Polygons that look alike.

    Shells turn one way and holes the other, so all of them may be filled at once by non-zero
    winding.
    """

    xy: Xy
    rings: Offsets  # into xy
    features: Offsets  # into rings
    fill: Colour | None
    pen: Pen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Polylines that look alike."""

    xy: Xy
    parts: Offsets
    pen: Pen
    casing: Pen | None = None  # drawn below, wider


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """Points that look alike, with a letter in each where letters are given."""

    xy: Xy
    symbol: Symbol
    size_mm: float
    fill: Colour | None
    pen: Pen | None
    letters: tuple[str, ...] = ()  # () or one a point
    letter_colour: Colour = "#000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text. ``x_mm, y_mm``: the anchor's end of the base line."""

    x_mm: float
    y_mm: float
    text: str
    size_mm: float  # the em
    colour: Colour = "#222222"
    halo: Colour | None = None
    anchor: Anchor = "left"
    bold: bool = False
    angle_deg: float = 0.0  # turned clockwise about the anchor's end


Item = Areas | Lines | Markers | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawList:
    """A whole picture."""

    width_mm: float
    height_mm: float
    background: Colour
    items: tuple[Item, ...]
    title: str = ""  # for the file's own data, not drawn


def moved(item: Item, dx_mm: float, dy_mm: float) -> Item:
    """The item at another place of the paper."""
    if isinstance(item, Label):
        return replace(item, x_mm=item.x_mm + dx_mm, y_mm=item.y_mm + dy_mm)
    return replace(item, xy=item.xy + np.array([dx_mm, dy_mm]))


def rectangle(
    x_mm: float,
    y_mm: float,
    width_mm: float,
    height_mm: float,
    *,
    fill: Colour | None = None,
    pen: Pen | None = None,
) -> Areas:
    """An upright rectangle."""
    right, bottom = x_mm + width_mm, y_mm + height_mm
    corners = [[x_mm, y_mm], [right, y_mm], [right, bottom], [x_mm, bottom], [x_mm, y_mm]]
    return Areas(
        xy=np.array(corners),
        rings=np.array([0, 5]),
        features=np.array([0, 1]),
        fill=fill,
        pen=pen,
    )


def line(points: list[tuple[float, float]], pen: Pen) -> Lines:
    """One polyline."""
    return Lines(xy=np.array(points, float), parts=np.array([0, len(points)]), pen=pen)
