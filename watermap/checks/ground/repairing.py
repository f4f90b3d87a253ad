"""Broken shapes made usable."""

import shapely
from shapely.geometry.base import BaseGeometry


def made_valid(shape: BaseGeometry) -> BaseGeometry:
    """A repaired shape; overlapping parts become one, holes outside are dropped (N7)."""
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def never_lost(shape: BaseGeometry) -> BaseGeometry:
    """A repaired shape; one without any width is the line or point that there is of it."""
    whole = made_valid(shape)
    if not shapely.is_empty(whole):
        return whole
    return shapely.make_valid(shape, method="structure", keep_collapsed=True)
