"""The largest circle in each of many areas: how wide they are, and where they are deepest."""

import numpy as np
import numpy.typing as npt
import shapely

WIDTH_SHARE = 0.005  # how exactly a width is looked for, as a share of itself
FINEST_M = 0.001

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Whole = npt.NDArray[np.intp]


def widest(areas: Geometries) -> tuple[Floats, Floats]:
    """Radius and middle of the largest circle in each of some areas of a plane, in metres.

    Parts are looked at from the largest on, and only as long as one may hold a larger circle than
    is known: no circle is larger than the part itself, or wider than its bounds.
    """
    parts, owners = shapely.get_parts(areas, return_index=True)
    sizes = shapely.area(parts)
    order = np.lexsort((-sizes, owners))
    parts, owners, most_m = parts[order], owners[order], _most_m(parts, sizes)[order]
    radius, middle = np.full(len(areas), -1.0), np.zeros((len(areas), 2))
    left = np.arange(len(parts))
    while len(left):
        owner, first = np.unique(owners[left], return_index=True)
        found = _circles(parts[left[first]])
        size = shapely.length(found)
        larger = size > radius[owner]
        radius[owner[larger]] = size[larger]
        middle[owner[larger]] = shapely.get_coordinates(found)[::2][larger]
        left = np.delete(left, first)
        left = left[most_m[left] > radius[owners[left]]]
    return radius, middle


def _most_m(parts: Geometries, sizes: Floats) -> Floats:
    """What no circle in a part can be larger than."""
    west, south, east, north = shapely.bounds(parts).T
    sides: Floats = np.minimum(east - west, north - south)
    return np.minimum(np.sqrt(sizes / np.pi), sides / 2)


def _circles(areas: Geometries) -> Geometries:
    """The radius of the largest circle in each area, as a line from its middle."""
    width = 2 * shapely.area(areas) / shapely.length(areas)
    exact = np.maximum(width * WIDTH_SHARE, FINEST_M)
    circles: Geometries = shapely.maximum_inscribed_circle(areas, tolerance=exact)
    return circles
