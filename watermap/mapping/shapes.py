"""Geometry of a layer as flat arrays in metres of the map's plane."""

from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
import numpy.typing as npt
import shapely

from watermap.mapping.drawlist import Offsets, Xy
from watermap.mapping.plane import to_plane
from watermap.mapping.ragged import gather
from watermap.mapping.view import Bounds

Dimension = Literal[0, 1, 2]  # points, lines, polygons
Boxes = npt.NDArray[np.float64]  # (n, 4): west, south, east, north
Geometries = npt.NDArray[np.object_]

_DIMENSION_OF_TYPE = {0: 0, 4: 0, 1: 1, 5: 1, 3: 2, 6: 2}  # shapely's type numbers
_COLLECTION = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Features of one dimension. Polygons' shells turn one way, their holes the other."""

    dimension: Dimension
    xy: Xy  # metres
    parts: Offsets  # into xy: points, lines, rings
    features: Offsets  # into parts
    rows: Offsets  # of each feature: its row among the layer's rows
    boxes: Boxes

    def take(self, chosen: Offsets) -> Self:
        """Only the chosen features."""
        features, part_places = gather(self.features, chosen)
        parts, places = gather(self.parts, part_places)
        return replace(
            self,
            xy=self.xy[places],
            parts=parts,
            features=features,
            rows=self.rows[chosen],
            boxes=self.boxes[chosen],
        )

    def within(self, bounds: Bounds) -> Offsets:
        """The features whose boxes meet ``bounds``."""
        west, south, east, north = bounds
        b = self.boxes
        met = (b[:, 0] <= east) & (b[:, 2] >= west) & (b[:, 1] <= north) & (b[:, 3] >= south)
        return np.flatnonzero(met).astype(np.int64)


def shapes_of(geometries: Geometries, epsg: int) -> tuple[tuple[Shapes, ...], int]:
    """Geometries of longitude and latitude as shapes of the plane, one value a dimension.

    Also how many of them cannot be drawn, because the plane has no place for them. None and
    empty ones are left out; collections are taken apart.
    """
    rows = np.flatnonzero(~shapely.is_missing(geometries) & ~shapely.is_empty(geometries))
    loose, rows = _taken_apart(shapely.force_2d(geometries[rows]), rows)
    dimension = np.array([_DIMENSION_OF_TYPE.get(one, -1) for one in shapely.get_type_id(loose)])
    made = [
        _flat(loose[dimension == number], rows[dimension == number], number, epsg)
        for number in (2, 1, 0)
        if (dimension == number).any()
    ]
    placed = [shapes.take(_placed(shapes)) for shapes in made]
    lost = sum(len(one.rows) for one in made) - sum(len(one.rows) for one in placed)
    return tuple(shapes for shapes in placed if len(shapes.rows)), lost


def _taken_apart(geometries: Geometries, rows: Offsets) -> tuple[Geometries, Offsets]:
    """Collections replaced by what they hold; multi-parts stay together."""
    while (mixed := shapely.get_type_id(geometries) == _COLLECTION).any():
        parts, places = shapely.get_parts(geometries[mixed], return_index=True)
        geometries = np.concatenate([geometries[~mixed], parts])
        rows = np.concatenate([rows[~mixed], rows[mixed][places]])
        order = np.argsort(rows, kind="stable")
        geometries, rows = geometries[order], rows[order]
    filled = ~shapely.is_empty(geometries)
    return geometries[filled], rows[filled]


def _flat(geometries: Geometries, rows: Offsets, dimension: int, epsg: int) -> Shapes:
    if dimension == 2:
        geometries = shapely.orient_polygons(geometries)
    _, coordinates, offsets = shapely.to_ragged_array(geometries)
    xy = to_plane(coordinates, epsg)
    parts, features = _two_levels(
        [np.asarray(one, np.int64) for one in offsets], len(rows), dimension
    )
    starts = parts[features[:-1]]
    boxes = np.column_stack(
        [np.minimum.reduceat(xy, starts, axis=0), np.maximum.reduceat(xy, starts, axis=0)]
    )
    return Shapes(
        dimension={0: 0, 1: 1}.get(dimension, 2),  # type: ignore[arg-type]
        xy=xy,
        parts=parts,
        features=features,
        rows=np.asarray(rows, np.int64),
        boxes=boxes,
    )


def _two_levels(offsets: list[Offsets], count: int, dimension: int) -> tuple[Offsets, Offsets]:
    """Offsets of parts and of features from shapely's one to three levels of them."""
    one_each = np.arange(count + 1, dtype=np.int64)
    if dimension == 0:
        features = offsets[0] if offsets else one_each
        return np.arange(features[-1] + 1, dtype=np.int64), features
    if dimension == 1:
        return offsets[0], offsets[1] if len(offsets) > 1 else one_each
    return offsets[0], offsets[1][offsets[2]] if len(offsets) > 2 else offsets[1]


def _placed(shapes: Shapes) -> Offsets:
    return np.flatnonzero(np.isfinite(shapes.boxes).all(axis=1)).astype(np.int64)
