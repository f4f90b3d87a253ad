"""Which share of each cell of a grid a polygon covers, exact, and how large cells truly are.

Shares come from Green's theorem: every edge, cut at the lines of the grid, adds what lies to its
right in its cell, and all of its height in the cells beyond; a running sum along the row is the
share. Nothing is sampled, and the work grows with edges and cells, not with their product.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.authalic import on_cylinder

Floats = npt.NDArray[np.float64]
NOISE = 1e-9  # a smaller share is what sums of numbers leave over, and no ground


def cell_shares(polygons: BaseGeometry, columns: int, rows: int) -> Floats:
    """The covered share of each cell, 0 to 1, as (rows, columns).

    Args:
        polygons: valid, in units of cells: cell (row r, column c) is [c, c+1] × [r, r+1]. Only its
            polygons count; it may reach beyond the grid.
        columns: of the grid.
        rows: of the grid.
    """
    parts = shapely.get_parts(shapely.get_parts(polygons))
    areas = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    sums = np.zeros((rows, columns + 2))
    for ring in shapely.get_rings(shapely.orient_polygons(areas)):
        _add_ring(sums, shapely.get_coordinates(ring), columns, rows)
    shares: Floats = np.clip(np.abs(np.cumsum(sums, axis=1)[:, :columns]), 0.0, 1.0)
    shares[shares < NOISE] = 0.0
    return shares


def _add_ring(sums: Floats, xy: Floats, columns: int, rows: int) -> None:
    starts, steps = xy[:-1], np.diff(xy, axis=0)
    for begin, step in zip(starts, steps, strict=True):
        if step[1] == 0:
            continue
        at = _cuts(begin, step, columns, rows)
        if len(at) < 2:
            continue
        points = begin + at[:, None] * step
        # What lies left of the grid covers its rows whole; what lies right of it covers none.
        x = np.clip(points[:, 0], 0.0, columns)
        y = np.clip(points[:, 1], 0.0, rows)
        middle_x, middle_y = (x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2
        row = np.minimum(middle_y.astype(np.intp), rows - 1)
        column = np.minimum(middle_x.astype(np.intp), columns)
        height = np.diff(y)
        right = height * (1.0 - (middle_x - column))
        np.add.at(sums, (row, column), right)
        np.add.at(sums, (row, column + 1), height - right)


def _cuts(begin: Floats, step: Floats, columns: int, rows: int) -> Floats:
    """Where along an edge (0 to 1) it is cut: at its ends and at every line of the grid."""
    cuts = [np.array([0.0, 1.0])]
    for axis, count in ((0, columns), (1, rows)):
        if step[axis] == 0:
            continue
        low, high = sorted((begin[axis], begin[axis] + step[axis]))
        lines = np.arange(max(0, np.ceil(low)), min(count, np.floor(high)) + 1)
        cuts.append((lines - begin[axis]) / step[axis])
    return np.unique(np.clip(np.concatenate(cuts), 0.0, 1.0))


def cell_areas_m2(columns: int, rows: int, to_degrees: Callable[[Floats], Floats]) -> Floats:
    """The true area of each cell on the ellipsoid in m², as (rows, columns).

    Args:
        columns: of the grid.
        rows: of the grid.
        to_degrees: brings corners, (n, 2) in units of cells, to longitude and latitude.
    """
    x, y = np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0))
    corners = on_cylinder(to_degrees(np.column_stack([x.ravel(), y.ravel()])))
    flat = corners.reshape(rows + 1, columns + 1, 2)
    across = flat[1:, 1:] - flat[:-1, :-1]
    down = flat[1:, :-1] - flat[:-1, 1:]
    doubled = across[..., 0] * down[..., 1] - across[..., 1] * down[..., 0]
    areas: Floats = np.abs(doubled) / 2
    return areas
