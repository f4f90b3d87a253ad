"""Rivers that end at a lake and rivers that leave it are connected through it.

Where a line runs through the lake, ends at its shore are linked to that line; else all ends are
linked to one place inside. Links are straight, carry the lake's name and are known as made.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.measure import distances
from watermap.harmonise.layer import Layer
from watermap.network.building.lines import Lines, Objects
from watermap.network.ground import wider
from watermap.network.network import Floats, Numbers


def linked(lines: Lines, free: Numbers, layers: Sequence[Layer], within_m: float) -> Lines:
    """The lines, and links through lakes behind them.

    Args:
        lines: as drawn.
        free: ends (see ``Lines.ends``) at which no other line is joined.
        layers: of lakes.
        within_m: an end so near to a lake's shore is at it.
    """
    made, where = [], []
    for number, layer in enumerate(layers):
        shapes = np.asarray(layer.frame.geometry.values, dtype=object)
        areas = np.flatnonzero((shapely.get_dimensions(shapes) == 2) & ~shapely.is_empty(shapes))
        for record, links in _links(lines, free, shapes, areas, within_m):
            made += links
            where += [(number, record, part) for part in range(len(links))]
    return lines.and_also(
        layers, np.array(made, dtype=object), np.array(where, dtype=np.int64).reshape(-1, 3)
    )


def _links(
    lines: Lines, free: Numbers, shapes: Objects, areas: Numbers, within_m: float
) -> Iterator[tuple[int, list[BaseGeometry]]]:
    if not len(areas) or not len(free):
        return
    points = lines.ends()[free]
    ends, drawn = shapely.STRtree(shapely.points(points)), shapely.STRtree(lines.geometry)
    boxes = shapely.box(*wider(shapely.bounds(shapes[areas]), within_m).T)
    for record, box in zip(areas.tolist(), boxes, strict=True):
        at = np.sort(ends.query(box))
        lake = shapes[record]
        at = at[distances(lake, shapely.points(points[at]))[0] <= within_m] if len(at) else at
        through = _through(lines, lake, drawn.query(lake, predicate="intersects"), free[at])
        if len(at):
            yield record, _lines_to(points[at], lake, lines.geometry[through])


def _through(lines: Lines, lake: BaseGeometry, near: Numbers, ends: Numbers) -> Numbers:
    """Lines that run through a lake, other than those that end in it."""
    others = np.setdiff1d(near, ends // 2)
    inside = shapely.length(shapely.intersection(lines.geometry[others], lake)) > 0
    through: Numbers = others[inside]
    return through


def _lines_to(points: Floats, lake: BaseGeometry, through: Objects) -> list[BaseGeometry]:
    if len(through):
        target = shapely.union_all(through)
        links = shapely.shortest_line(shapely.points(points), target)
    else:
        hub = shapely.get_coordinates(shapely.point_on_surface(lake))[0]
        links = shapely.linestrings([[point, hub] for point in points.tolist()])
    return [link for link in links if shapely.length(link) > 0]
