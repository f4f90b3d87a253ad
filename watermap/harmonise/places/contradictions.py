"""Where a layer's numbers cannot be coordinates of the CRS that is said of them (C14, C15)."""

import numpy as np
from pyproj import CRS, Transformer

from watermap.errors import Message
from watermap.geodesy.zones import GEOGRAPHIC, Zone, zone_like
from watermap.harmonise.places.declared import Declared
from watermap.harmonise.places.evidence import Evidence


def contradiction(epsg: int, meant: Declared, seen: Evidence) -> Message | None:
    """How the numbers contradict a CRS; None: they do not."""
    if not seen.share:
        return None
    fields: dict[str, object] = {"epsg": epsg, "name": meant.title, "bounds": shown(seen)}
    code = _against_degrees(seen) if meant.geographic else _against_metres(epsg, seen)
    if code is None and not meant.geographic and not _comes_back(epsg, seen):
        code = "not_in_area"
    return Message.of(f"harmonise.crs_{code}", **fields) if code else None


def shown(seen: Evidence) -> str:
    """The bounds of the numbers, as a sentence writes them."""
    west, south, east, north = seen.bounds
    decimals = 3 if seen.in_degrees else 0
    x, y = f"{west:.{decimals}f}–{east:.{decimals}f}", f"{south:.{decimals}f}–{north:.{decimals}f}"
    return f"x {x}, y {y}"


def from_meridian(zone: Zone, seen: Evidence) -> float:
    """How far the layer reaches from a zone's meridian, in degrees of longitude."""
    if not seen.share:
        return 0.0
    west, south, east, north = seen.bounds
    back = Transformer.from_crs(zone.epsg, GEOGRAPHIC, always_xy=True)
    longitudes, _ = back.transform([west, east, west, east], [south, south, north, north])
    return float(np.max(np.abs(np.asarray(longitudes) - zone.meridian)))


def _against_degrees(seen: Evidence) -> str | None:
    if seen.form == "degrees_swapped":
        return "swapped"
    return None if seen.in_degrees else "degrees_are_metres"


def _against_metres(epsg: int, seen: Evidence) -> str | None:
    if seen.in_degrees:
        return "metres_are_degrees"
    zone = zone_like(epsg)
    if zone is None:
        return None
    if seen.swapped:
        return "swapped"
    if zone.prefix is None:
        return "has_prefix" if seen.form == "prefixed" else None
    if seen.form == "unprefixed":
        return "lacks_prefix"
    return "other_zone" if seen.form == "prefixed" and seen.zone != zone.prefix else None


def _comes_back(epsg: int, seen: Evidence) -> bool:
    """Whether the numbers are places on earth in a projected CRS: there and back within 1 m."""
    west, south, east, north = seen.bounds
    crs = CRS.from_epsg(epsg)
    geographic = crs.geodetic_crs
    if geographic is None:
        return False
    xs, ys = np.array([west, east, west, east]), np.array([south, south, north, north])
    there = Transformer.from_crs(crs, geographic, always_xy=True)
    longitudes, latitudes = there.transform(xs, ys)
    if not (np.isfinite(longitudes).all() and np.isfinite(latitudes).all()):
        return False
    again = there.transform(longitudes, latitudes, direction="INVERSE")
    return bool(np.isfinite(again).all() and np.hypot(again[0] - xs, again[1] - ys).max() < 1.0)
