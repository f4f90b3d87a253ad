"""The 3° Gauss–Krüger zones of CGCS2000 and their EPSG codes (standards.md 11.2)."""

FIRST_ZONE, LAST_ZONE = 25, 45  # 75°E … 135°E
_WITH_PREFIX_BEFORE_FIRST = 4513 - FIRST_ZONE
_WITHOUT_PREFIX_BEFORE_FIRST = 4534 - FIRST_ZONE
ZONE_WIDTH_DEG = 3


def zone_of(longitude: float) -> int:
    """Number of the zone a longitude lies in; a border belongs to the eastern zone.

    Raises:
        ValueError: it lies in no zone of China.
    """
    zone = int((longitude + ZONE_WIDTH_DEG / 2) // ZONE_WIDTH_DEG)
    if not FIRST_ZONE <= zone <= LAST_ZONE:
        raise ValueError(f"{longitude}° E lies in none of the zones {FIRST_ZONE} to {LAST_ZONE}")
    return zone


def central_meridian_deg(zone: int) -> int:
    """Longitude of the zone's central meridian."""
    return ZONE_WIDTH_DEG * zone


def epsg_with_prefix(zone: int) -> int:
    """EPSG code for eastings of eight digits, as 39 500 000."""
    return _WITH_PREFIX_BEFORE_FIRST + zone


def epsg_without_prefix(zone: int) -> int:
    """EPSG code for eastings of six digits, as 500 000."""
    return _WITHOUT_PREFIX_BEFORE_FIRST + zone
