"""How one period's value is marked, by what is known of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import numpy as np

from watermap.catalogue.kinds import Colour
from watermap.mapping.drawlist import Markers, Pen
from watermap.mapping.themes import Stamp
from watermap.quality.assessment import WaterClass
from watermap.quality.standing.curve import CurvePoint

Sort = Literal["value", "censored", "few", "invalid", "missing"]
SORTS: tuple[Sort, ...] = ("value", "censored", "few", "invalid")  # that have a mark
INK: Colour = "#1f2a33"
UNSURE: Colour = "#b9bec3"
WRONG: Colour = "#b3001b"
PALE = "66"  # alpha of a class's colour behind values
SIZE_MM = 2.1


def sort_of(at: CurvePoint) -> Sort:
    """What is known: a value, that it is below detection, too few, not usable, nothing at all."""
    if at.result.value is None:
        return "invalid" if any(one.strip() for one in at.result.raw) else "missing"
    if at.detection_limit is not None:
        return "censored"
    return "value" if at.result.enough else "few"


def drawn_at(at: CurvePoint) -> Decimal | None:
    """The value where it is drawn: below detection at its limit; None: there is none."""
    return at.result.value if at.detection_limit is None else at.detection_limit


def marker(
    at: CurvePoint, x_mm: float, y_mm: float, classes: Mapping[WaterClass, Stamp]
) -> Markers:
    """The mark of one period; of what is missing there are no points in it."""
    sort = sort_of(at)
    found = at.result.water_class
    fill = classes[found].fill if found is not None and sort == "value" else UNSURE
    return sample(sort, x_mm, y_mm, fill=fill)


def sample(sort: Sort, x_mm: float, y_mm: float, *, fill: Colour = UNSURE) -> Markers:
    """A mark of one sort."""
    xy = np.array([[x_mm, y_mm]] if sort != "missing" else np.zeros((0, 2)), float)
    pen = Pen(colour=INK, width_mm=0.3)
    if sort == "invalid":
        return Markers(xy=xy, symbol="cross", size_mm=SIZE_MM, fill=WRONG, pen=None)
    if sort == "few":
        return Markers(xy=xy, symbol="diamond", size_mm=SIZE_MM * 1.2, fill=UNSURE, pen=pen)
    hollow = sort == "censored"
    return Markers(
        xy=xy, symbol="circle", size_mm=SIZE_MM, fill="#ffffff" if hollow else fill, pen=pen
    )
