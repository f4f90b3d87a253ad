"""The numbers of CGCS2000's Gauss–Krüger zones (standards.md 11.1, 11.2).

With the zone's number before the easting (39 500 000) or without (500 000), zones of 3° and 6°.
"""

from dataclasses import dataclass
from typing import Literal

GEOGRAPHIC = 4490
FALSE_EASTING_M = 500_000.0
PREFIX_M = 1_000_000.0
THREE_DEGREE_ZONES = range(25, 46)
SIX_DEGREE_ZONES = range(13, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One of CGCS2000's plane systems."""

    epsg: int
    width: Literal[3, 6]  # degrees
    meridian: int  # degrees east
    prefix: int | None  # the zone's number where eastings carry it

    @property
    def false_easting_m(self) -> float:
        """What is added to eastings."""
        return FALSE_EASTING_M + PREFIX_M * (self.prefix or 0)


def _all_zones() -> dict[int, Zone]:
    found = []
    for zone in THREE_DEGREE_ZONES:
        step, meridian = zone - 25, 3 * zone
        found.append(Zone(epsg=4513 + step, width=3, meridian=meridian, prefix=zone))
        found.append(Zone(epsg=4534 + step, width=3, meridian=meridian, prefix=None))
    for zone in SIX_DEGREE_ZONES:
        step, meridian = zone - 13, 6 * zone - 3
        found.append(Zone(epsg=4491 + step, width=6, meridian=meridian, prefix=zone))
        found.append(Zone(epsg=4502 + step, width=6, meridian=meridian, prefix=None))
    return {zone.epsg: zone for zone in found}


ZONES = _all_zones()


def prefixed_zone(number: int) -> Zone | None:
    """The zone whose eastings begin with ``number``: 25 to 45 have 3°, 13 to 23 have 6°."""
    return next((zone for zone in ZONES.values() if zone.prefix == number), None)


def zone_of_parameters(meridian: float, false_easting_m: float) -> Zone | None:
    """The zone with these parameters, 3° before 6°; None: a home-made one, as of 117.5°."""
    fitting = (
        zone
        for zone in ZONES.values()
        if zone.meridian == meridian and zone.false_easting_m == false_easting_m
    )
    return min(fitting, key=lambda zone: zone.width, default=None)
