"""What is to be drawn, in millimetres of paper, back to front. Screen, PNG, PDF and SVG share it.

The origin is the upper left corner, y points down. Coordinates are batched: one item holds all
features that look alike, as flat arrays, so that nothing loops over features to draw them.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from watermap.catalogue.kinds import Colour, Dash, Hatch, Symbol

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
    """Polygons that look alike; rings of all of them, filled odd–even feature by feature."""

    xy: Xy
    rings: Offsets  # into xy
    features: Offsets  # into rings
    fill: Colour | None
    hatch: Hatch
    hatch_colour: Colour | None
    pen: Pen | None


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
    size_mm: float  # height of a capital-and-descender line, em
    colour: Colour = "#222222"
    halo: Colour | None = "#ffffff"
    anchor: Anchor = "left"
    bold: bool = False
    angle_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """What ``items`` draw is cut at this rectangle; they are in the same millimetres."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    items: "tuple[Item, ...]"


Item = Areas | Lines | Markers | Label | Clip


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawList:
    """A whole picture."""

    width_mm: float
    height_mm: float
    background: Colour
    items: tuple[Item, ...]
