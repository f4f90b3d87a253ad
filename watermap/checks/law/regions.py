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


class Waters:
    """Which waters may be at a place; what is known of the place is found once."""

    __slots__ = ("outside",)

    def __init__(self, place: BaseGeometry) -> None:
        """Take a site, longitude and latitude."""
        self.outside = frozenset(name for name in _regions().outline if _outside(name, place))

    def lies_in(self, region: str, water: str | None) -> bool | None:
        """Whether a water at the place belongs to a region; None: it cannot be told.

        Args:
            region: id of a region of regions.toml.
            water: what it is called; None: not known.
        """
        described = _regions().region[region]
        if water and any(name in water for name in described.names):
            return True
        if water and described.complete:
            return False
        return False if described.outline in self.outside else None

    def may_lie_in(self, region: str | None) -> bool:
        """Whether waters of a region may be at the place; None: no region is asked for."""
        return region is None or self.lies_in(region, None) is not False


def _outside(outline: str, place: BaseGeometry) -> bool:
    hull, bounds = _hull(outline)
    west, south, east, north = place.bounds
    if west > bounds[2] or east < bounds[0] or south > bounds[3] or north < bounds[1]:
        return True
    return not shapely.intersects(place, hull)  # a site is prepared, the hull is shared


@cache
def _hull(outline: str) -> tuple[Polygon, tuple[float, float, float, float]]:
    hull = Polygon(_regions().outline[outline].corners)
    return hull, hull.bounds
