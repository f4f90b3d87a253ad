"""Coordinates on CGCS2000: right to the millimetre, between the vertices too (N8c)."""

import numpy as np
import pytest
import shapely
from hypothesis import given, strategies as st
from pyproj import Geod, Transformer

from watermap.harmonise.places.moving import to_geographic

GEOD = Geod(a=6378137, rf=298.257222101)


def moved(geometry, epsg):
    array = np.empty(1, dtype=object)
    array[0] = geometry
    return to_geographic(array, epsg)[0]


@pytest.mark.parametrize(
    ("epsg", "x", "y", "longitude", "latitude"),
    [
        (4549, 547627.381, 3458800.037, 120.5, 31.25),  # standards.md 13
        (4528, 40547627.381, 3458800.037, 120.5, 31.25),
        (4548, 522397.796, 4041053.558, 117.25, 36.5),
    ],
)
def test_vectors_of_the_standard(epsg, x, y, longitude, latitude):
    point = moved(shapely.Point(x, y), epsg)
    _, _, metres = GEOD.inv(point.x, point.y, longitude, latitude)
    assert metres < 0.001


@pytest.mark.parametrize("epsg", [4490, 4326])
def test_degrees_stay_as_they_are(epsg):
    line = shapely.LineString([(117, 34), (118, 35)])
    assert moved(line, epsg).wkb == line.wkb


def test_nothing_stays_nothing_and_heights_go():
    shapes = np.array([None, shapely.Point(5e5, 4e6, 12.0)], dtype=object)
    result = to_geographic(shapes, 4548)
    assert result[0] is None
    assert not shapely.has_z(result[1])


@pytest.mark.parametrize("epsg", [4548, 4527, 3857, 32650])
def test_the_middle_of_a_long_border_stays_where_it_is(epsg):
    """60 km with vertices at its ends only would move by 39 m in the middle."""
    forward = Transformer.from_crs(4490, epsg, always_xy=True)
    west, south = forward.transform(117.0, 34.5)
    line = shapely.LineString([(west, south), (west + 60_000, south + 5_000)])
    result = moved(line, epsg)
    for share in (0.1, 0.25, 0.4999, 0.5, 0.9):
        middle = line.interpolate(share, normalized=True)
        true = shapely.Point(forward.transform(middle.x, middle.y, direction="INVERSE"))
        near = shapely.ops.nearest_points(result, true)[0]
        assert GEOD.inv(near.x, near.y, true.x, true.y)[2] < 0.001


def test_short_edges_get_no_vertices_and_points_never():
    near = shapely.box(5e5, 4e6, 5e5 + 150, 4e6 + 150)
    far = shapely.box(5e5, 4e6, 5e5 + 1000, 4e6 + 150)
    holed = shapely.Polygon(
        far.exterior.coords, [shapely.box(5e5 + 5, 4e6 + 5, 5e5 + 9, 4e6 + 9).exterior]
    )
    points = shapely.MultiPoint([(5e5, 4e6), (6e5, 4e6)])
    shapes = np.array([near, far, points, None, holed], dtype=object)
    counts = shapely.get_num_coordinates(to_geographic(shapes, 4548))
    assert list(counts) == [5, 13, 2, 0, 18]


def test_a_broken_area_is_not_repaired_in_silence():
    """A bow-tie keeps both halves: repairing and saying so is the reader's task (N7)."""
    corners = [(0, 0), (1000, 1000), (1000, 0), (0, 1000), (0, 0)]
    tie = shapely.Polygon([(5e5 + x, 4e6 + y) for x, y in corners])
    for shape in (tie, shapely.MultiPolygon([tie, shapely.box(6e5, 4e6, 6e5 + 900, 4e6 + 90)])):
        result = moved(shape, 4548)
        assert result.geom_type == shape.geom_type
        assert not result.is_valid
        ends = shapely.get_coordinates(
            moved(shapely.MultiPoint(shapely.get_coordinates(shape)), 4548)
        )
        assert set(map(tuple, ends)) <= set(map(tuple, shapely.get_coordinates(result)))
        assert shapely.get_num_coordinates(result) > shapely.get_num_coordinates(shape)


def test_a_shared_border_stays_shared():
    left = shapely.box(5e5, 4e6, 5e5 + 3000, 4e6 + 7000)
    right = shapely.box(5e5 + 3000, 4e6, 5e5 + 6000, 4e6 + 7000)
    a, b = to_geographic(np.array([left, right], dtype=object), 4548)
    assert a.intersection(b).area < 1e-16


ZONE_POINTS = st.tuples(
    st.sampled_from([4527, 4548, 4498, 4509]),
    st.floats(-150_000, 150_000),
    st.floats(2_000_000, 5_500_000),
    st.floats(1.0, 30_000.0),
    st.floats(-30_000.0, 30_000.0),
)


@given(ZONE_POINTS)
def test_there_and_back_again(case):
    epsg, offset, north, wide, high = case
    base = {4527: 39_500_000, 4548: 500_000, 4498: 20_500_000, 4509: 500_000}[epsg]
    line = shapely.LineString([(base + offset, north), (base + offset + wide, north + high)])
    result = moved(line, epsg)
    back = Transformer.from_crs(4490, epsg, always_xy=True)
    points = shapely.get_coordinates(result)
    again = shapely.points(np.column_stack(back.transform(points[:, 0], points[:, 1])))
    assert shapely.distance(again, line).max() < 1e-5
    assert shapely.get_num_coordinates(result) == max(1, np.ceil(line.length / 200)) + 1
