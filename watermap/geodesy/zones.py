"""The Gauss–Krüger zones of CGCS2000 (standards.md 11.1 and 11.2).

With prefix, eastings begin with the zone's number (39 560 304); without, with the false easting
alone (560 304), and the zone has to be known from elsewhere. Zones are 3° or 6° wide.
"""

import math
from dataclasses import dataclass
from typing import Literal

GEOGRAPHIC = 4490
FALSE_EASTING_M = 500_000.0
PREFIX_M = 1_000_000.0
FIRST_ZONE = 25  # of 3°; central meridian 75° E
LAST_ZONE = 45  # 135° E
WIDTH_DEG = 3
THREE_DEGREE_ZONES = range(FIRST_ZONE, LAST_ZONE + 1)
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
"""Every zone by its EPSG code."""


# Where the rows of 11 or 21 zones of the older systems begin, and CGCS2000's row of the same zones:
# 6° with prefix and by meridian, 3° with prefix and by meridian (standards.md 11.1).
_ROWS = {4491: (2327, 21413), 4502: (2338, 21453), 4513: (2349, 2401), 4534: (2370, 2422)}


def _old_zones() -> dict[int, Zone]:
    lengths = {6: len(SIX_DEGREE_ZONES), 3: len(THREE_DEGREE_ZONES)}
    return {
        begin + step: ZONES[new + step]
        for new, begins in _ROWS.items()
        for begin in begins
        for step in range(lengths[ZONES[new].width])
    }


_OLD_ZONES = _old_zones()


def zone_like(epsg: int) -> Zone | None:
    """CGCS2000's zone of the same meridian, width and prefix; None: the code is no such zone.

    Args:
        epsg: of a zone of CGCS2000, Xian 1980 or Beijing 1954.
    """
    return ZONES.get(epsg) or _OLD_ZONES.get(epsg)


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


def zone_of(lon: float) -> int:
    """The number of the 3° zone of a longitude; on a border the zone to the east.

    Raises:
        ValueError: the longitude is outside China's zones, 73.5° to 136.5° E.
    """
    zone = math.floor(lon / WIDTH_DEG + 0.5)
    if zone not in THREE_DEGREE_ZONES:
        raise ValueError(f"longitude {lon} lies in none of the zones {FIRST_ZONE} to {LAST_ZONE}")
    return zone


def central_meridian(zone: int) -> int:
    """The central meridian of a 3° zone, in degrees east."""
    return WIDTH_DEG * zone


def epsg_of_zone(zone: int, *, prefix: bool) -> int:
    """The EPSG code of a 3° zone, with or without the zone's number in the eastings.

    Raises:
        ValueError: there is no such zone.
    """
    if zone not in THREE_DEGREE_ZONES:
        raise ValueError(f"zone {zone} is none of {FIRST_ZONE} to {LAST_ZONE}")
    return next(
        one.epsg
        for one in ZONES.values()
        if one.width == WIDTH_DEG
        and one.meridian == central_meridian(zone)
        and (one.prefix is not None) == prefix
    )


def epsg_with_prefix(lon: float) -> int:
    """The EPSG code of a longitude's zone, eastings with the zone's number."""
    return epsg_of_zone(zone_of(lon), prefix=True)


def epsg_without_prefix(lon: float) -> int:
    """The EPSG code of a longitude's zone, eastings without the zone's number."""
    return epsg_of_zone(zone_of(lon), prefix=False)


def zone_of_epsg(epsg: int) -> int | None:
    """The 3° zone of an EPSG code; None: it is none of these codes."""
    zone = ZONES.get(epsg)
    return zone.meridian // WIDTH_DEG if zone is not None and zone.width == WIDTH_DEG else None


def has_prefix(epsg: int) -> bool:
    """Whether eastings of this CGCS2000 3° code begin with the zone's number."""
    zone = ZONES.get(epsg)
    return zone is not None and zone.width == WIDTH_DEG and zone.prefix is not None
