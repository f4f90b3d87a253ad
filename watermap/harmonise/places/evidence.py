"""What the numbers of a layer's coordinates themselves look like (standards.md 11.2, detection)."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely

from watermap.geodesy.zones import PREFIX_M, prefixed_zone

Form = Literal[
    "degrees_china",  # 73–135 / 3–54
    "degrees_swapped",  # the same, latitude first
    "degrees",  # somewhere else on earth
    "prefixed",  # metres, eastings begin with a zone's number
    "prefixed_swapped",
    "unprefixed",  # metres, eastings of six digits: the zone is not in the numbers
    "unprefixed_swapped",
    "web_mercator",
    "unknown",
]

_EASTINGS_M = (100_000.0, 900_000.0)  # within ±400 km of a meridian
_NORTHINGS_M = (300_000.0, 6_000_000.0)  # 3° to 54° north
_MERCATOR_X_M = (8_100_000.0, 15_100_000.0)  # 73° to 135° east
_MERCATOR_Y_M = (330_000.0, 7_200_000.0)
_LONGITUDES, _LATITUDES = (73.0, 136.0), (3.0, 54.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What most features look like. Records counted from 0, as the layer's index has them."""

    form: Form
    zone: int | None  # number before the eastings, where prefixed
    bounds: tuple[float, float, float, float]  # of the features of that form: x, y, x, y
    others: npt.NDArray[np.intp]  # positions of features that look different
    share: float  # of all features with geometry; 0: there is none

    @property
    def in_degrees(self) -> bool:
        """Whether the numbers are degrees, in either order."""
        return self.form.startswith("degrees")

    @property
    def swapped(self) -> bool:
        """Whether north stands where east should be."""
        return self.form.endswith("swapped")


NOTHING = Evidence(
    form="unknown", zone=None, bounds=(0.0, 0.0, 0.0, 0.0), others=np.array([], np.intp), share=0.0
)


def look_at(geometry: npt.NDArray[np.object_]) -> Evidence:
    """What the coordinates look like, by the middle of each feature's extent."""
    bounds = shapely.bounds(geometry)
    placed = np.flatnonzero(np.isfinite(bounds).all(axis=1))
    if not len(placed):
        return NOTHING
    middles = bounds[placed, :2] / 2 + bounds[placed, 2:] / 2  # 1e308 twice is too much
    looks = [_look(float(x), float(y)) for x, y in middles]
    (form, zone), count = Counter(looks).most_common(1)[0]
    same = np.array([look == (form, zone) for look in looks])
    own = bounds[placed[same]]
    return Evidence(
        form=form,
        zone=zone,
        bounds=(
            float(own[:, 0].min()),
            float(own[:, 1].min()),
            float(own[:, 2].max()),
            float(own[:, 3].max()),
        ),
        others=placed[~same],
        share=count / len(placed),
    )


def _look(x: float, y: float) -> tuple[Form, int | None]:
    if abs(x) <= 180 and abs(y) <= 180:
        return _look_of_degrees(x, y), None
    if _within(x, _EASTINGS_M) and _within(y, _NORTHINGS_M):
        return "unprefixed", None
    # Northings above 900 000 m lie north of 8°, so the two orders cannot be taken for each other.
    if _within(y, _EASTINGS_M) and _within(x, _NORTHINGS_M):
        return "unprefixed_swapped", None
    for form, easting, northing in (("prefixed", x, y), ("prefixed_swapped", y, x)):
        zone = _prefix(easting) if _within(northing, _NORTHINGS_M) else None
        if zone is not None:
            return ("prefixed" if form == "prefixed" else "prefixed_swapped"), zone
    if _within(x, _MERCATOR_X_M) and _within(y, _MERCATOR_Y_M):
        return "web_mercator", None
    return "unknown", None


def _look_of_degrees(x: float, y: float) -> Form:
    if _within(x, _LONGITUDES) and _within(y, _LATITUDES):
        return "degrees_china"
    if _within(y, _LONGITUDES) and _within(x, _LATITUDES):
        return "degrees_swapped"
    return "degrees" if abs(y) <= 90 else "unknown"


def _prefix(easting: float) -> int | None:
    zone, rest = divmod(easting, PREFIX_M)
    known = prefixed_zone(int(zone))
    if known is None or not _within(rest, _EASTINGS_M):
        return None
    # Web Mercator of the east coast has the same digits as 6° zones 13 to 15: not told apart here.
    return None if known.width == 6 and easting < _MERCATOR_X_M[1] else int(zone)


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
