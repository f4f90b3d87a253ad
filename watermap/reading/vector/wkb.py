"""GeoJSON geometries as well-known binary (OGC 06-103r4), in two or three dimensions."""

import struct
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Json = Any
Points = npt.NDArray[np.float64]

_CODES = {
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
    "GeometryCollection": 7,
}
_MEMBERS = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
_WITH_HEIGHT = 1000
_DEEPEST = 16  # collections inside collections

GEOMETRY_TYPES = frozenset(_CODES)


class BadShape(Exception):  # noqa: N818  (it says what the shape is)
    """The JSON is no geometry."""


def wkb_of(geometry: object, *, depth: int = 0) -> bytes:
    """A GeoJSON geometry object as WKB; rings that are not closed are closed.

    Raises:
        BadShape: it is no geometry of RFC 7946.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in _CODES or depth > _DEEPEST:
        raise BadShape
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        if not isinstance(members, list):
            raise BadShape
        return _head(7) + _counted([wkb_of(member, depth=depth + 1) for member in members])
    try:
        return _encode(str(kind), geometry.get("coordinates"))
    except (TypeError, ValueError, OverflowError) as error:
        raise BadShape from error


def _encode(kind: str, coordinates: Json) -> bytes:
    if not isinstance(coordinates, list):
        raise BadShape
    if kind in _MEMBERS:
        return _head(_CODES[kind]) + _counted(
            [_encode(_MEMBERS[kind], member) for member in coordinates]
        )
    if kind == "Point":
        points = _positions([coordinates] if coordinates else [])
        place = points[0] if len(points) else np.array([np.nan, np.nan])
        return _head(1, len(place)) + place.tobytes()
    if kind == "LineString":
        points = _positions(coordinates)
        return _head(2, points.shape[1]) + _sized(points)
    rings = [_closed(_positions(ring)) for ring in coordinates]
    size = min((ring.shape[1] for ring in rings), default=2)
    return _head(3, size) + _counted([_sized(ring[:, :size]) for ring in rings])


def _positions(coordinates: Json) -> Points:
    """Positions as an array of two or three columns; more numbers a position are left out."""
    if not coordinates:
        return np.empty((0, 2))
    if set(map(type, coordinates)) != {list}:
        raise BadShape
    sizes = set(map(len, coordinates))
    size = min(3, *sizes, 3)
    places = coordinates if sizes == {size} else [place[:size] for place in coordinates]
    numbers = list(chain.from_iterable(places))
    if size < 2 or not set(map(type, numbers)) <= {int, float}:
        raise BadShape
    return np.array(numbers, dtype="<f8").reshape(len(places), size)


def _closed(ring: Points) -> Points:
    if len(ring) and (ring[0] != ring[-1]).any():
        return np.vstack([ring, ring[:1]])
    return ring


def _head(code: int, size: int = 2) -> bytes:
    return struct.pack("<BI", 1, code + (_WITH_HEIGHT if size == 3 else 0))


def _counted(parts: list[bytes]) -> bytes:
    return struct.pack("<I", len(parts)) + b"".join(parts)


def _sized(points: Points) -> bytes:
    return struct.pack("<I", len(points)) + np.ascontiguousarray(points).tobytes()
