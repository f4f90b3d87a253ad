"""Places that are looked at together, and where to look around them."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.cutting import Box
from watermap.geodesy.ellipsoid import degrees_around
from watermap.geodesy.measure import drawn_areas_m2
from watermap.geodesy.plane import Plane
from watermap.geodesy.planes import Planes


class Places:
    """Geometries that are asked about together, each with the plane around it."""

    __slots__ = ("_areas_m2", "planes", "shapes")

    def __init__(self, shapes: npt.NDArray[np.object_], planes: Planes) -> None:
        """Take the geometries, valid, in longitude and latitude; they may be prepared."""
        self.shapes = shapes
        self.planes = planes
        self._areas_m2: npt.NDArray[np.float64] | None = None

    @classmethod
    def of(cls, shapes: Sequence[BaseGeometry], planes: Sequence[Plane] | None = None) -> Self:
        """Some geometries, with their planes where the caller has them already."""
        around = Planes.around(shapes) if planes is None else Planes(planes)
        return cls(np.array(shapes, dtype=object), around)

    @property
    def areas_m2(self) -> npt.NDArray[np.float64]:
        """The area of each on the ellipsoid, measured when it is first asked for."""
        if self._areas_m2 is None:
            self._areas_m2 = drawn_areas_m2(self.shapes)
        return self._areas_m2

    def boxes(self, metres: float) -> list[Box]:
        """The search box of each."""
        return [search_box(shape, metres) for shape in self.shapes]


def search_box(place: BaseGeometry, metres: float) -> Box:
    """Bounds that surely hold all that lies within a distance of a place."""
    west, south, east, north = place.bounds
    sideways, upwards = degrees_around(max(abs(south), abs(north)), metres)
    # A hair more, so that what is at the very distance is not cut off by rounding.
    sideways, upwards = sideways * 1.001 + 1e-9, upwards * 1.001 + 1e-9
    return west - sideways, south - upwards, east + sideways, north + upwards
