"""The plane, the discs and circles on it, and how wrong they may be."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from pyproj import Geod
from shapely import LineString, Point, Polygon, box

from watermap.geodesy.ellipsoid import degrees_around
from watermap.geodesy.measure import area_m2, length_m
from watermap.geodesy.plane import TRUE_WITHIN_M, Plane
from watermap.geodesy.ring import area_in_disc_m2, circle, disc_area_m2

ORACLE = Geod(a=6378137, rf=298.257222101)
LATITUDES = (18.0, 29.03, 34.6, 53.0)


@pytest.mark.parametrize("lat", LATITUDES)
@pytest.mark.parametrize("bearing", range(0, 360, 30))
def test_lengths_are_true_to_a_millimetre_per_km(lat, bearing):
    plane = Plane.at(117.0, lat)
    start = ORACLE.fwd(117.0, lat, bearing, TRUE_WITHIN_M - 500)[:2]
    for turn in (0, 45, 90):
        end = ORACLE.fwd(*start, bearing + turn, 1000)[:2]
        (x, y), (u, v) = (plane.to_plane(Point(place)).coords[0] for place in (start, end))
        assert math.hypot(u - x, v - y) == pytest.approx(1000, abs=1e-3)


def test_from_the_middle_every_distance_is_true():
    plane = Plane.at(117.0, 34.0)
    for metres in (1, 1_000, 100_000):
        x, y = plane.to_plane(Point(ORACLE.fwd(117.0, 34.0, 71, metres)[:2])).coords[0]
        assert math.hypot(x, y) == pytest.approx(metres, rel=1e-9, abs=1e-7)


def test_there_and_back_again():
    plane = Plane.at(117.0, 34.0)
    zone = box(117.05, 34.02, 117.0501, 34.0201)
    back = plane.to_geographic(plane.to_plane(zone))
    assert shapely.equals_exact(back, shapely.segmentize(zone, 0.001), tolerance=1e-11)


def test_an_edge_straight_in_degrees_stays_where_it_was():  # N8c
    plane = Plane.at(117.4, 34.5)
    edge = LineString([(117.1, 34.5), (117.7, 34.5)])  # 55 km
    middle = plane.to_plane(Point(117.4, 34.5))
    assert plane.to_plane(edge).distance(middle) < 1e-3


@pytest.mark.parametrize("lat", LATITUDES)
@pytest.mark.parametrize("radius_m", [500, 1000, 5000])
def test_a_drawn_circle_lies_on_the_true_one(lat, radius_m):
    ring = circle(117.0, lat, radius_m)
    lon, north = shapely.get_coordinates(ring.exterior).T
    metres = ORACLE.inv(np.full_like(lon, 117.0), np.full_like(lon, lat), lon, north)[2]
    assert abs(metres - radius_m).max() < 1e-6 * radius_m
    assert ring.is_valid
    assert ring.exterior.is_ccw
    assert len(ring.exterior.coords) == 257


@pytest.mark.parametrize("lat", LATITUDES)
@pytest.mark.parametrize("radius_m", [500, 5_000, 100_000])
def test_area_of_a_disc_is_that_of_a_fine_circle(lat, radius_m):
    fine = circle(117.0, lat, radius_m, points=20_000)
    assert disc_area_m2(lat, radius_m) == pytest.approx(area_m2(fine), rel=1e-7)


def test_area_of_500_m_is_what_n1_says():
    assert disc_area_m2(29.03, 500) == pytest.approx(785_398.16, abs=0.01)


def ring_points(seed, count):
    numbers = np.random.default_rng(seed)
    angles = np.sort(numbers.uniform(0, 2 * math.pi, count))
    radii = numbers.uniform(50, 1500, count)
    shift = numbers.uniform(-600, 600, 2)
    return np.column_stack([radii * np.cos(angles), radii * np.sin(angles)]) + shift


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(3, 30), clockwise=st.booleans())
def test_area_in_a_disc_is_that_of_cutting_with_a_very_fine_circle(seed, count, clockwise):
    xy = ring_points(seed, count)
    shape = shapely.make_valid(Polygon(xy[::-1] if clockwise else xy))
    plane = Plane.at(117.0, 34.0)
    cut = shape.intersection(Point(0, 0).buffer(500, quad_segs=8192)).area
    assert area_in_disc_m2(shape, plane, 500) == pytest.approx(cut, rel=1e-6, abs=0.05)


def test_area_in_a_disc_of_special_shapes():
    plane = Plane.at(117.0, 34.0)
    whole = disc_area_m2(34.0, 500)
    frame = box(-900, -900, 900, 900).difference(box(-100, -100, 100, 100))
    for shape, expected in (
        (box(-900, -900, 900, 900), whole),
        (box(0, -900, 900, 900), whole / 2),
        (box(0, 0, 900, 900), whole / 4),
        (box(-10, -10, 10, 10), 400),
        (box(600, 0, 900, 900), 0),
        (box(500, -100, 900, 100), 0),
        (frame, whole - 40_000),
        (LineString([(0, 0), (9, 9)]), 0),
        (Polygon(), 0),
    ):
        assert area_in_disc_m2(shape, plane, 500) == pytest.approx(expected, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(lat=st.floats(-60, 60), bearing=st.floats(0, 360), metres=st.floats(0.001, 200_000))
def test_a_search_box_never_misses(lat, bearing, metres):
    east, north = degrees_around(lat, metres)
    lon, there, _ = ORACLE.fwd(100.0, lat, bearing, metres)
    assert abs(lon - 100.0) <= east * (1 + 1e-9)
    assert abs(there - lat) <= north * (1 + 1e-9)


def test_length_of_a_circle():
    assert length_m(circle(117.0, 34.0, 1000, 5000)) == pytest.approx(2000 * math.pi, rel=1e-6)
