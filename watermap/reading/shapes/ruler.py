"""In which unit areas of a file are told: always m², and always on what they are measured.

The reader process knows no CRS library. Whether the numbers are degrees shows in the numbers; how
long a unit of a plane is stands in the file's own definition.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Message
from watermap.geodesy.authalic import areas_m2

Geometries = npt.NDArray[np.object_]

_PLANE = re.compile(r"\s*(PROJCS|PROJCRS|PROJECTEDCRS)\b", re.IGNORECASE)
_UNIT = re.compile(r"(?:LENGTHUNIT|UNIT)\s*\[\s*\"[^\"]*\"\s*,\s*([0-9.eE+-]+)", re.IGNORECASE)
_DEGREES = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """How a layer's areas are measured. ``metres``: of one unit; None: the numbers are degrees."""

    metres: float | None
    swapped: bool  # latitude stands first
    basis: Message

    def areas(self, geometry: Geometries) -> npt.NDArray[np.float64]:
        """Of each shape in m²; 0 for lines, points and None."""
        if self.metres is not None:
            return np.asarray(np.nan_to_num(shapely.area(geometry)) * self.metres**2)
        if self.swapped:
            geometry = shapely.transform(shapely.force_2d(geometry), lambda points: points[:, ::-1])
        return areas_m2(geometry)


def ruler_for(geometry: Geometries, crs: str | None) -> Ruler:
    """The ruler for a layer. ``crs``: as the file writes it, WKT or a code; None: it says nothing.

    The numbers go before the definition: where the two contradict each other, that is told later,
    and nobody is told areas in square degrees meanwhile.
    """
    points = shapely.get_coordinates(geometry)
    x, y = np.median(np.abs(points), axis=0) if len(points) else (0.0, 0.0)
    if x <= _DEGREES and y <= _DEGREES:
        basis = Message.of("reading.area_on_ellipsoid")
        return Ruler(metres=None, swapped=bool(y > 90.0), basis=basis)
    metres = _unit_of(crs or "")
    code = "if_metres" if metres is None else "on_plane"
    return Ruler(metres=metres or 1.0, swapped=False, basis=Message.of(f"reading.area_{code}"))


def _unit_of(wkt: str) -> float | None:
    """Metres of the unit of a plane; None: the text is no definition of one."""
    units = _UNIT.findall(wkt)
    if not _PLANE.match(wkt) or not units:
        return None
    metres = float(units[-1])
    return metres if 0 < metres < 1e6 else None
