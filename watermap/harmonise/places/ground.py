"""The ground that a project knows already, and how near to it other places lie."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.ellipsoid import GEOD

NEAR_KM = 20.0  # zones side by side are 250 km apart and more, so this tells them apart
MOST_POINTS = 500  # of a layer looked at; more would not say more
Points = npt.NDArray[np.float64]  # n × 2, longitude and latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How a layer's points lie to known ground."""

    count: int  # points that were looked at
    inside: float  # share of them within the outlines of known geometries
    near: float  # share of them within NEAR_KM of these
    median_km: float
    nearest_km: float


class Ground:
    """Outlines of known geometries: quick to ask, and never larger than what lies between."""

    def __init__(self, known: Iterable[BaseGeometry | None]) -> None:
        """Take geometries in EPSG:4490; the convex hull of each is its outline."""
        found = [one for one in known if one is not None and not one.is_empty]
        self.geometry = _on_earth(np.array(found, dtype=object))
        self._outlines = shapely.STRtree(shapely.convex_hull(self.geometry))

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return len(self.geometry) > 0

    def nearness(self, points: Points) -> Nearness | None:
        """How points lie to this ground; None: nothing is known, or no point is on earth."""
        sane = np.isfinite(points).all(axis=1) & (np.abs(points) <= (360.0, 90.0)).all(axis=1)
        if not self or not sane.any():
            return None
        km = self._kilometres(shapely.points(points[sane]))
        return Nearness(
            count=len(points),
            inside=float((km == 0).sum() / len(points)),
            near=float((km <= NEAR_KM).sum() / len(points)),
            median_km=float(np.median(km)),
            nearest_km=float(km.min()),
        )

    def _kilometres(self, points: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
        """To the nearest outline; nearest in degrees, which is near enough for kilometres."""
        nearest = self._outlines.nearest(points)
        lines = shapely.shortest_line(points, self._outlines.geometries[nearest])
        ends = shapely.get_coordinates(lines).reshape(-1, 4)
        metres = GEOD.inv(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3])[2]
        return np.asarray(metres, dtype=float) / 1000


def _on_earth(geometry: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Those of which every vertex is a place."""
    vertices, of = shapely.get_coordinates(geometry, return_index=True)
    lost = ~(np.abs(vertices) <= (360.0, 90.0)).all(axis=1)
    return np.delete(geometry, np.unique(of[lost]))


def spread(count: int, most: int = MOST_POINTS) -> npt.NDArray[np.intp]:
    """Positions spread evenly over ``count`` things, at most ``most`` of them."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.intp))
