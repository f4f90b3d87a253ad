"""Many shapes measured together: each gets the very numbers that it gets alone."""

import numpy as np
import pytest
import shapely
from shapely import GeometryCollection, LineString, Point, Polygon

from watermap.geodesy.measure import (
    area_m2,
    distances,
    drawn_area_m2,
    drawn_areas_m2,
    pair_distances,
)
from watermap.geodesy.plane import LONGEST_EDGE_DEG, Plane, dense, dense_each
from watermap.geodesy.planes import Planes

HOLED = Polygon(
    [(117.0, 34.0), (117.02, 34.0), (117.02, 34.02), (117.0, 34.02)],
    [[(117.005, 34.005), (117.006, 34.005), (117.006, 34.006)]],
)


def stars(random, count, *, lon=117.5, lat=34.5, across=0.05, corners=40):
    middles = np.array([lon, lat]) + (random.random((count, 1, 2)) - 0.5) * across
    turns = np.sort(random.random((count, corners)), axis=1) * 2 * np.pi
    reach = 0.002 * (0.4 + 0.6 * random.random((count, corners)))
    xy = np.stack([np.cos(turns), np.sin(turns)], axis=-1) * reach[..., None]
    return shapely.make_valid(shapely.polygons(middles + xy))


@pytest.mark.parametrize("lat", [0.0, 34.5, 69.0, 80.0])
@pytest.mark.parametrize("each", [1, 3, 40])
def test_planes_move_each_shape_as_its_own_plane_does(lat, each):
    random = np.random.default_rng(int(lat) + each)
    origins = stars(random, 6, lat=lat)
    planes = Planes.around(list(origins))
    owners = np.repeat(np.arange(6), [each, 0, each, 1, each, each])
    others = stars(random, len(owners), lat=lat, across=0.3)
    together = planes.to_plane(others, owners)
    alone = [
        planes.each[owner].to_plane(other) for owner, other in zip(owners, others, strict=False)
    ]
    assert shapely.to_wkb(together).tolist() == [shape.wkb for shape in alone]
    metres, at = shapely.get_coordinates(together, return_index=True)
    back = planes.degrees(metres, owners[at])
    for i, owner in enumerate(owners):
        assert (back[at == i] == planes.each[owner].degrees(metres[at == i])).all()


def test_a_shape_beyond_the_polynomial_goes_the_same_way_too():
    planes = Planes([Plane.at(117.0, 34.0), Plane.at(117.5, 34.0)])
    far = np.array([Point(118.9, 34.0), Point(117.5, 34.0)], dtype=object)
    moved = planes.dense_to_plane(far, np.array([0, 1]))
    assert moved[0] == planes.each[0].dense_to_plane(far[0])
    assert moved[1] == planes.each[1].dense_to_plane(far[1])


def test_pairs_are_as_far_apart_as_one_origin_alone_says():
    random = np.random.default_rng(5)
    origins = np.array(
        [*stars(random, 5), Point(117.5, 34.5), LineString([(117.4, 34.4), (117.5, 34.4)])]
    )
    owners = np.repeat(np.arange(len(origins)), 12)
    others = stars(random, len(owners), across=0.2)
    planes = Planes.around(list(origins))
    metres, bearings = pair_distances(origins, planes, owners, others)
    assert (metres == 0).any()
    assert (metres > 5_000).any()
    for i, origin in enumerate(origins):
        alone = distances(origin, others[owners == i])
        assert (metres[owners == i] == alone[0]).all()
        assert np.array_equal(bearings[owners == i], alone[1], equal_nan=True)


def test_areas_together_are_those_alone_and_those_of_the_ellipsoid():
    random = np.random.default_rng(6)
    shapes = np.array(
        [
            HOLED,
            Point(117, 34),
            GeometryCollection([HOLED, Point(1, 1)]),
            Polygon(),
            *stars(random, 20),
        ]
    )
    together = drawn_areas_m2(shapes)
    assert together.tolist() == [drawn_area_m2(shape) for shape in shapes]
    assert together.tolist() == drawn_areas_m2(shapes[::-1])[::-1].tolist()
    assert together[4:] == pytest.approx([area_m2(shape) for shape in shapes[4:]], rel=1e-5)
    assert together[1] == together[3] == 0
    assert together[2] == together[0]


def test_nothing_to_measure_has_areas_of_no_whole_numbers():
    assert drawn_areas_m2(np.array([Point(1, 1)], dtype=object)).dtype == np.float64
    assert drawn_areas_m2(np.array([], dtype=object)).dtype == np.float64


def test_only_long_edges_get_points_in_between():
    random = np.random.default_rng(7)
    small = shapely.affinity.scale(HOLED, 0.01, 0.01)
    line = LineString([(117, 34), (117 + LONGEST_EDGE_DEG, 34)])
    shapes = np.array([small, HOLED, line, Point(1, 1), *stars(random, 30)], dtype=object)
    made = dense_each(shapes)
    assert made[0] is small
    assert shapely.to_wkb(made).tolist() == shapely.to_wkb(dense(shapes)).tolist()
