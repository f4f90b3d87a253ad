"""Waters that a law is about: does a shoreline belong to the Yangtze, to Lake Tai … (regions.toml).

The answer is yes, no, or None: cannot be told from the data, so it has to be asked.
"""

from functools import cache

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from watermap.datafile import Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file


class Region(Strict):
    """Waters that one law names."""

    title: Text
    names: list[str]  # a water whose name holds one of these belongs
    complete: bool  # a water with any other name does not
    outline: str | None = None  # id of an outline outside which none of these waters lies
    source: str
    verified: bool


class Outline(Strict):
    """A generous hull: what is outside does not belong, what is inside may."""

    corners: list[tuple[float, float]]  # longitude, latitude
    source: str
    verified: bool


class _Regions(Strict):
    region: dict[str, Region]
    outline: dict[str, Outline]


@cache
def _regions() -> _Regions:
    return read_toml(_Regions, package_file("checks/law/regions.toml"))


def known_regions() -> dict[str, Region]:
    """All regions by id."""
    return dict(_regions().region)


def lies_in(region: str, water: str | None, place: BaseGeometry) -> bool | None:
    """Whether a water belongs to a region; None: it cannot be told.

    Args:
        region: id of a region of regions.toml.
        water: what it is called; None: not known.
        place: the site, longitude and latitude.
    """
    described = _regions().region[region]
    if water and any(name in water for name in described.names):
        return True
    if water and described.complete:
        return False
    return False if described.outline and _outside(described.outline, place) else None


def may_lie_in(region: str | None, place: BaseGeometry) -> bool:
    """Whether waters of a region may be at a place at all; None: no region is asked for."""
    return region is None or lies_in(region, None, place) is not False


def _outside(outline: str, place: BaseGeometry) -> bool:
    return not shapely.intersects(_hull(outline), place)


@cache
def _hull(outline: str) -> Polygon:
    return Polygon(_regions().outline[outline].corners)
