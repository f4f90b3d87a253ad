"""Which moves of a shape bring it to another: sums of shapes (Minkowski) on a plane, in metres.

A move is a point of the plane (metres east and north). The moves that make a shape meet another
are the sum of the other with the shape turned about the origin; they are found whole, so that the
shortest move out of them is the nearest point of their edge and nothing has to be searched for.
"""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]
SAME_AREA = 1e-9  # share by which a polygon and its hull may differ and the polygon be convex


def meeting_moves(shape: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """All moves after which a shape meets another, both valid and in metres of one plane.

    Hairs of numbers may be left open between its parts; widen it (``widened``) before asking for
    its edge. Empty where one of the two is.
    """
    swept = [
        part
        for piece in _convex_pieces(shapely.affinity.scale(shape, -1.0, -1.0, origin=(0.0, 0.0)))
        for part in _sums(piece, other)
    ]
    return shapely.union_all(np.array(swept, dtype=object))


def widened(shape: BaseGeometry, by_m: float, *, exact_m: float) -> BaseGeometry:
    """All within a distance of a shape, too wide by at most ``exact_m`` and never too narrow."""
    if by_m <= 0:
        return shape
    quadrant = max(8, math.ceil(math.pi / 4 * math.sqrt(by_m / (2 * exact_m))))
    outside = by_m / math.cos(math.pi / (4 * quadrant))  # corners outside, edges on the circle
    return shapely.buffer(shape, outside, quad_segs=quadrant)


def _convex_pieces(shape: BaseGeometry) -> Iterator[Floats]:
    """The corners of convex pieces that make up a shape: polygons, edges, points."""
    for part in shapely.get_parts(shapely.get_parts(shape)):
        if part.geom_type != "Polygon":
            points = shapely.get_coordinates(part)
            yield from _edges(points) if len(points) > 1 else [points]
            continue
        hull = shapely.convex_hull(part)
        if hull.area - part.area <= SAME_AREA * hull.area:
            yield shapely.get_coordinates(hull)[:-1]
            continue
        for triangle in shapely.get_parts(shapely.constrained_delaunay_triangles(part)):
            yield shapely.get_coordinates(triangle)[:-1]


def _edges(points: Floats) -> Floats:
    return np.stack([points[:-1], points[1:]], axis=1)


def _sums(piece: Floats, other: BaseGeometry) -> Iterator[BaseGeometry]:
    """Their sum: the other at one corner of the piece, and its edges swept over the piece.

    A point of the sum that the first does not hold is reached from inside the other across its
    edge, as the piece hangs together; so the two are all.
    """
    for part in shapely.get_parts(shapely.get_parts(other)):
        curves = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        if part.geom_type == "Polygon":
            yield shapely.affinity.translate(part, *piece[0])
        for curve in curves:
            points = shapely.get_coordinates(curve)
            edges = _edges(points) if len(points) > 1 else points[:, None, :]
            corners = (edges[:, :, None, :] + piece[None, None, :, :]).reshape(len(edges), -1, 2)
            yield shapely.union_all(shapely.convex_hull(shapely.multipoints(corners)))
