"""Where one looks: a piece of the plane on paper or screen. A value, its verbs give others."""

from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from watermap.mapping.drawlist import Xy

Bounds = tuple[float, float, float, float]  # west, south, east, north in metres of the plane

CLOSEST, FARTHEST = 20.0, 200_000_000.0  # scale denominators
_LEAST_EXTENT_M = 50.0  # a single point is shown with this much around it
_MM_PER_M = 1000.0


class Ground(Protocol):
    """What a view can be made of: a scene."""

    @property
    def epsg(self) -> int:
        """The plane."""

    @property
    def bounds(self) -> Bounds:
        """What there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A view of the plane ``epsg``: its middle, its scale 1:``scale`` and its size."""

    epsg: int
    east_m: float
    north_m: float
    scale: float
    width_mm: float
    height_mm: float

    @classmethod
    def of(cls, ground: Ground, width_mm: float, height_mm: float) -> Self:
        """A view of all there is."""
        start = cls(
            epsg=ground.epsg,
            east_m=0.0,
            north_m=0.0,
            scale=1.0,
            width_mm=max(width_mm, 1.0),
            height_mm=max(height_mm, 1.0),
        )
        return start.fit(ground.bounds)

    @property
    def m_per_mm(self) -> float:
        """Metres of the plane in a millimetre of paper."""
        return self.scale / _MM_PER_M

    @property
    def bounds(self) -> Bounds:
        """What is seen, in metres of the plane."""
        half_width = self.width_mm * self.m_per_mm / 2
        half_height = self.height_mm * self.m_per_mm / 2
        return (
            self.east_m - half_width,
            self.north_m - half_height,
            self.east_m + half_width,
            self.north_m + half_height,
        )

    def to_mm(self, xy_m: Xy) -> Xy:
        """Metres of the plane as millimetres from the upper left corner."""
        origin = np.array([self.east_m, self.north_m])
        turned = np.array([1.0, -1.0]) / self.m_per_mm
        made = (xy_m - origin) * turned + np.array([self.width_mm, self.height_mm]) / 2
        return np.asarray(made, np.float64)

    def to_ground(self, xy_mm: Xy) -> Xy:
        """Millimetres from the upper left corner as metres of the plane."""
        middle = np.array([self.width_mm, self.height_mm]) / 2
        turned = np.array([1.0, -1.0]) * self.m_per_mm
        made = (xy_mm - middle) * turned + np.array([self.east_m, self.north_m])
        return np.asarray(made, np.float64)

    def pan(self, dx_mm: float, dy_mm: float) -> Self:
        """The map pushed to the right and down by so much."""
        return replace(
            self,
            east_m=self.east_m - dx_mm * self.m_per_mm,
            north_m=self.north_m + dy_mm * self.m_per_mm,
        )

    def zoom(self, factor: float, at_mm: tuple[float, float] | None = None) -> Self:
        """Closer by ``factor``, farther below 1; the ground at ``at_mm`` stays (None: middle)."""
        at_x, at_y = at_mm or (self.width_mm / 2, self.height_mm / 2)
        scale = min(max(self.scale / factor, CLOSEST), FARTHEST)
        grown = (self.scale - scale) / _MM_PER_M
        return replace(
            self,
            scale=scale,
            east_m=self.east_m + (at_x - self.width_mm / 2) * grown,
            north_m=self.north_m - (at_y - self.height_mm / 2) * grown,
        )

    def fit(self, bounds: Bounds, *, margin: float = 1.05) -> Self:
        """All of ``bounds`` seen, ``margin`` times as large."""
        west, south, east, north = bounds
        wide = max(east - west, _LEAST_EXTENT_M) * margin
        high = max(north - south, _LEAST_EXTENT_M) * margin
        scale = max(wide / self.width_mm, high / self.height_mm) * _MM_PER_M
        return replace(
            self,
            east_m=(west + east) / 2,
            north_m=(south + north) / 2,
            scale=min(max(scale, CLOSEST), FARTHEST),
        )

    def resize(self, width_mm: float, height_mm: float) -> Self:
        """The same middle and scale on another size."""
        return replace(self, width_mm=max(width_mm, 1.0), height_mm=max(height_mm, 1.0))

    def at_scale(self, scale: float) -> Self:
        """The same middle at 1:``scale``."""
        return replace(self, scale=min(max(scale, CLOSEST), FARTHEST))
