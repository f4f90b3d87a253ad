"""The 3° Gauss–Krüger zones of CGCS2000 (standards.md 11.1 and 11.2).

With prefix, eastings begin with the zone's number (39 560 304); without, with the false easting
alone (560 304), and the zone has to be known from elsewhere.
"""

import math

FIRST_ZONE = 25  # central meridian 75° E
LAST_ZONE = 45  # 135° E
WIDTH_DEG = 3
FIRST_EPSG_WITH_PREFIX = 4513
FIRST_EPSG_WITHOUT_PREFIX = 4534
FALSE_EASTING_M = 500_000.0
PREFIX_M = 1_000_000.0


def zone_of(lon: float) -> int:
    """The number of the 3° zone of a longitude; on a border the zone to the east.

    Raises:
        ValueError: the longitude is outside China's zones, 73.5° to 136.5° E.
    """
    zone = math.floor(lon / WIDTH_DEG + 0.5)
    if not FIRST_ZONE <= zone <= LAST_ZONE:
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
    if not FIRST_ZONE <= zone <= LAST_ZONE:
        raise ValueError(f"zone {zone} is none of {FIRST_ZONE} to {LAST_ZONE}")
    first = FIRST_EPSG_WITH_PREFIX if prefix else FIRST_EPSG_WITHOUT_PREFIX
    return first + zone - FIRST_ZONE


def epsg_with_prefix(lon: float) -> int:
    """The EPSG code of a longitude's zone, eastings with the zone's number."""
    return epsg_of_zone(zone_of(lon), prefix=True)


def epsg_without_prefix(lon: float) -> int:
    """The EPSG code of a longitude's zone, eastings without the zone's number."""
    return epsg_of_zone(zone_of(lon), prefix=False)


def zone_of_epsg(epsg: int) -> int | None:
    """The 3° zone of an EPSG code; None: it is none of these codes."""
    for first in (FIRST_EPSG_WITH_PREFIX, FIRST_EPSG_WITHOUT_PREFIX):
        if first <= epsg <= first + LAST_ZONE - FIRST_ZONE:
            return epsg - first + FIRST_ZONE
    return None


def has_prefix(epsg: int) -> bool:
    """Whether eastings of this CGCS2000 3° code begin with the zone's number."""
    return FIRST_EPSG_WITH_PREFIX <= epsg < FIRST_EPSG_WITHOUT_PREFIX
