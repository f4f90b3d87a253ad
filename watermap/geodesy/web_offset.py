"""GCJ-02 and BD-09, the offset coordinates of Chinese web maps (standards.md 11.4).

GCJ-02 moves every place in China by 200 to 700 m, differently from place to place; BD-09 moves
GCJ-02 on by about as much again. The formulas are public and hold inside one box around China;
outside of it nothing is moved. Their inverses are found by iteration.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
WebOffsetName = Literal["gcj02", "bd09"]

BOX = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north; where the formula moves
# An edge straight in offset degrees then bends by less than 5 mm; BD-09 has short waves.
LONGEST_EDGE_DEG: Mapping[WebOffsetName, float] = {"gcj02": 0.002, "bd09": 0.0005}
_EXACT_DEG = 1e-11  # a thousandth of a millimetre; reached after four or five rounds
_ROUNDS = 30
_AXIS_M = 6378245.0  # the formula's own ellipsoid, whatever the data's
_SQUARED_ECCENTRICITY = 0.00669342162296594323
_ORIGIN = (105.0, 35.0)
_BD_WAVE = np.pi * 3000.0 / 180.0
_BD_STEP = (0.0065, 0.006)


def offset_degrees(lon: Floats, lat: Floats, name: WebOffsetName) -> tuple[Floats, Floats]:
    """True longitudes and latitudes as a web map writes them."""
    inside = _inside(lon, lat)
    east, north = _shift(np.where(inside, lon, 0.0), np.where(inside, lat, 0.0), name)
    return np.where(inside, lon + east, lon), np.where(inside, lat + north, lat)


def true_degrees(lon: Floats, lat: Floats, name: WebOffsetName) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of a web map as they truly are; the inverse of ``offset_degrees``.

    Whether a place lies in the box is asked of the offset numbers, as nobody has the true ones.
    """
    inside = _inside(lon, lat)
    # What lies outside may be anything, infinite too: it is never computed with.
    offset_lon, offset_lat = np.where(inside, lon, 0.0), np.where(inside, lat, 0.0)
    true_lon, true_lat = offset_lon, offset_lat
    for _ in range(_ROUNDS):
        east, north = _shift(true_lon, true_lat, name)
        before = true_lon, true_lat
        true_lon, true_lat = offset_lon - east, offset_lat - north
        step = np.maximum(np.abs(true_lon - before[0]), np.abs(true_lat - before[1]))
        if not np.any(step > _EXACT_DEG):
            break
    return np.where(inside, true_lon, lon), np.where(inside, true_lat, lat)


def _inside(lon: Floats, lat: Floats) -> npt.NDArray[np.bool_]:
    west, south, east, north = BOX
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _shift(lon: Floats, lat: Floats, name: WebOffsetName) -> tuple[Floats, Floats]:
    """How many degrees east and north a true place is moved."""
    east, north = _gcj_shift(lon, lat)
    if name == "gcj02":
        return east, north
    x, y = lon + east, lat + north
    far = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_WAVE)
    turned = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_WAVE)
    return (
        far * np.cos(turned) + _BD_STEP[0] - lon,
        far * np.sin(turned) + _BD_STEP[1] - lat,
    )


def _gcj_shift(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon - _ORIGIN[0], lat - _ORIGIN[1]
    ripple = (20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)) * 2.0 / 3.0
    root = np.sqrt(np.abs(x))
    north_m = (
        -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + ripple
        + _waves(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0))
    )
    east_m = (
        300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + ripple
        + _waves(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0))
    )
    phi = np.radians(lat)
    part = 1.0 - _SQUARED_ECCENTRICITY * np.sin(phi) ** 2
    along = _AXIS_M * (1.0 - _SQUARED_ECCENTRICITY) / (part * np.sqrt(part))
    across = _AXIS_M / np.sqrt(part) * np.cos(phi)
    return np.degrees(east_m / across), np.degrees(north_m / along)


def _waves(value: Floats, *waves: tuple[float, float]) -> Floats:
    """Waves of two thirds of an amplitude in metres and of a half length in degrees."""
    total = np.zeros_like(value)
    for amplitude, half in waves:
        total = total + amplitude * np.sin(value * np.pi / half) * 2.0 / 3.0
    return total
