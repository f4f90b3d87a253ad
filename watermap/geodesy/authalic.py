"""Areas of many shapes at once, on a plane that keeps areas: the ellipsoid's own cylinder.

For counts, health and repairs, where thousands of areas are wanted and none decides a verdict.
Edges are straight on that plane, so a long edge encloses a little more or less than the geodesic of
``measure``: 1 m² in ten thousand on edges of 10 km.
"""

import numpy as np
import numpy.typing as npt
import shapely

from watermap.geodesy.cgcs2000 import SEMI_MAJOR_M, SQUARED_ECCENTRICITY

Floats = npt.NDArray[np.float64]

_ECCENTRICITY = float(np.sqrt(SQUARED_ECCENTRICITY))


def on_cylinder(degrees: Floats) -> Floats:
    """Places as metres on the cylinder: (n, 2) of longitude and latitude to (n, 2) of x and y."""
    longitude, latitude = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    sine = np.sin(latitude)
    turned = _ECCENTRICITY * sine
    share = sine / (1 - turned**2) + np.arctanh(turned) / _ECCENTRICITY
    height = (1 - SQUARED_ECCENTRICITY) * share
    return np.column_stack([SEMI_MAJOR_M * longitude, SEMI_MAJOR_M * height / 2])


def areas_m2(geometry: npt.NDArray[np.object_]) -> Floats:
    """Area of each shape in longitude and latitude, in m² on the ellipsoid; 0 for None.

    An invalid polygon gives what its rings enclose as they are wound: 0 for an even bow-tie.
    """
    flat = shapely.transform(shapely.force_2d(geometry), on_cylinder)
    return np.nan_to_num(np.asarray(shapely.area(flat), dtype=np.float64))
