"""Geometry as flat arrays: nothing lost, nothing invented."""

import numpy as np
import pytest
import shapely

from watermap.mapping.borders import borders
from watermap.mapping.plane import to_plane
from watermap.mapping.shapes import Shapes, shapes_of

POINT = shapely.Point(117.6, 34.5)
LINE = shapely.LineString([(117.6, 34.5), (117.7, 34.6)])
AREA = shapely.Polygon(
    [(117.5, 34.5), (117.7, 34.5), (117.7, 34.7), (117.5, 34.7)],
    [[(117.55, 34.55), (117.6, 34.55), (117.6, 34.6), (117.55, 34.6)]],
)


def made(*geometries):
    shapes, lost = shapes_of(np.array(geometries, object), 4548)
    return {one.dimension: one for one in shapes}, lost


def test_all_kinds_of_geometry_find_their_rows():
    shapes, lost = made(
        POINT,
        None,
        shapely.Polygon(),
        LINE,
        AREA,
        shapely.MultiPoint([(117.6, 34.5), (117.7, 34.5)]),
        shapely.MultiLineString([LINE, LINE]),
        shapely.MultiPolygon([AREA, shapely.box(117.8, 34.5, 117.9, 34.6)]),
        shapely.GeometryCollection([POINT, shapely.GeometryCollection([AREA])]),
    )
    assert lost == 0
    assert shapes[0].rows.tolist() == [0, 5, 8]
    assert np.diff(shapes[0].features).tolist() == [1, 2, 1]
    assert shapes[1].rows.tolist() == [3, 6]
    assert np.diff(shapes[1].features).tolist() == [1, 2]
    assert shapes[2].rows.tolist() == [4, 7, 8]
    assert np.diff(shapes[2].features).tolist() == [2, 3, 2]  # rings


def test_single_points_and_lines_only():
    shapes, _ = made(POINT, POINT)
    assert shapes[0].parts.tolist() == [0, 1, 2]
    shapes, _ = made(LINE)
    assert shapes[1].features.tolist() == [0, 1]


def test_heights_are_left_out():
    shapes, _ = made(shapely.Point(117.6, 34.5, 45.0))
    assert shapes[0].xy == pytest.approx(to_plane(np.array([[117.6, 34.5]]), 4548))


def test_shells_and_holes_turn_against_each_other():
    backwards = shapely.Polygon(AREA.exterior.coords[::-1], [AREA.interiors[0].coords])
    for polygon in (AREA, backwards):
        shapes, _ = made(polygon)
        areas = [
            shapely.Polygon(shapes[2].xy[a:b]).exterior.is_ccw
            for a, b in zip(shapes[2].parts, shapes[2].parts[1:], strict=False)
        ]
        assert areas[0] != areas[1]


def test_boxes_are_around_their_features():
    shapes, _ = made(AREA, shapely.box(117.8, 34.5, 117.9, 34.6))
    for number in range(2):
        one = shapes[2].take(np.array([number]))
        assert one.boxes[0].tolist() == [*one.xy.min(axis=0), *one.xy.max(axis=0)]


def test_a_place_that_the_plane_lacks_is_counted():
    shapes, lost = made(POINT, shapely.Point(float("inf"), 34.0))
    assert lost == 1
    assert shapes[0].rows.tolist() == [0]


def squares(*lower_left):
    """Unit squares as shapes, in metres."""
    rings = [
        np.array([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]) for x, y in lower_left
    ]
    count = len(rings)
    return Shapes(
        dimension=2,
        xy=np.vstack(rings).astype(float),
        parts=np.arange(count + 1) * 5,
        features=np.arange(count + 1),
        rows=np.arange(count),
        boxes=np.array([[x, y, x + 1, y + 1] for x, y in lower_left], float),
    )


def length_by_row(lines):
    found = {}
    for number, row in enumerate(lines.rows):
        part = lines.xy[lines.parts[number] : lines.parts[number + 1]]
        found[int(row)] = found.get(int(row), 0) + shapely.LineString(part).length
    return found


@pytest.mark.parametrize(
    ("rank", "lengths"),
    [
        ((0, 1), {0: 4.0, 1: 3.0}),  # the first keeps the shared side
        ((1, 0), {0: 3.0, 1: 4.0}),
    ],
)
def test_a_shared_border_is_drawn_once(rank, lengths):
    lines = borders(squares((0, 0), (1, 0)), np.array(rank))
    assert length_by_row(lines) == lengths


def test_a_feature_all_of_whose_borders_are_drawn_leaves_none():
    lines = borders(squares((0, 0), (0, 0)), np.array([0, 1]))
    assert length_by_row(lines) == {0: 4.0}
