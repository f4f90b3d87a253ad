"""The drawing board: metres of CGCS2000 / 3° zone, central meridian 117°E (EPSG:4548).

Everything is drawn in these metres and leaves for its file in the file's own CRS, so vertices that
two layers share here are shared in every file.
"""

import random
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

SEED = 370405  # the district's code
BOARD_EPSG = 4548
ZONE_39_PREFIX_M = 39_000_000  # EPSG:4527 is the board with the zone's number before the easting

Pair = tuple[float, float]
Array = npt.NDArray[np.float64]

_ONTO_BOARD = Transformer.from_crs(4490, BOARD_EPSG, always_xy=True)
_OFF_BOARD = Transformer.from_crs(BOARD_EPSG, 4490, always_xy=True)


def chance(name: str) -> random.Random:
    """A stream of chance of its own for each name, so that adding one thing moves no other."""
    return random.Random(f"{SEED}:{name}")


def board(pairs: Iterable[Pair]) -> Array:
    """Longitudes and latitudes as metres on the board, to the millimetre."""
    lon, lat = zip(*pairs, strict=True)
    return np.round(np.column_stack(_ONTO_BOARD.transform(lon, lat)), 3)


def spot(lon: float, lat: float) -> Point:
    """One place on the board."""
    return Point(board([(lon, lat)])[0])


def settled(geometry: BaseGeometry) -> BaseGeometry:
    """A drawn shape on whole millimetres, in one canonical order of vertices."""
    return shapely.normalize(shapely.set_precision(geometry, 0.001))


def _to_degrees(xy: Array) -> Array:
    return np.round(np.column_stack(_OFF_BOARD.transform(xy[:, 0], xy[:, 1])), 8)


def _to_zone_39(xy: Array) -> Array:
    return np.round(xy + np.array([ZONE_39_PREFIX_M, 0.0]), 3)


_LEAVING: dict[int, Callable[[Array], Array]] = {
    4490: _to_degrees,
    4527: _to_zone_39,
    4548: lambda xy: np.round(xy, 3),
}


def leaving(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """A shape of the board in the CRS of a file: 4490, 4527 or 4548."""
    return shapely.transform(geometry, _LEAVING[epsg])
