import numpy as np
import pytest
import shapely
from hypothesis import given, strategies as st

from tests.checks.ground import ORACLE
from watermap.network.ground import along_m, in_space, nearest_on, ways_m, wider

LATITUDES = st.floats(-70, 70)


@given(LATITUDES, st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
def test_short_ways_are_geodesic(latitude, east, north):
    first, second = np.array([[110.0, latitude]]), np.array([[110.0 + east, latitude + north]])
    truth = ORACLE.inv(*first[0], *second[0])[2]
    assert ways_m(first, second)[0] == pytest.approx(truth, rel=1e-7, abs=1e-6)


def test_long_ways_too():
    first, second = np.array([[80.0, 20.0]]), np.array([[120.0, 50.0]])
    assert ways_m(first, second)[0] == pytest.approx(ORACLE.inv(80, 20, 120, 50)[2], rel=1e-12)


@given(LATITUDES, st.floats(-0.001, 0.001), st.floats(-0.001, 0.001))
def test_near_places_are_as_far_apart_in_space(latitude, east, north):
    places = np.array([[110.0, latitude], [110.0 + east, latitude + north]])
    truth = ORACLE.inv(*places[0], *places[1])[2]
    one, other = in_space(places)
    assert np.linalg.norm(one - other) == pytest.approx(truth, rel=1e-7, abs=1e-6)


@given(LATITUDES, st.floats(-0.003, 0.003), st.floats(0.0005, 0.003), st.floats(-0.5, 1.5))
def test_the_nearest_place_of_a_segment(latitude, slope, size, share):
    first = np.array([[110.0, latitude]])
    second = first + np.array([[size, slope]])
    point = first + share * (second - first)
    found, away = nearest_on(point, first, second)
    assert found[0] == pytest.approx(min(max(share, 0), 1), abs=1e-6)
    if 0 <= share <= 1:
        assert away[0] == pytest.approx(0, abs=1e-4)


def test_metres_along_several_lines():
    lines = [shapely.LineString([(110, 30), (110.01, 30), (110.01, 30.02)]),
             shapely.LineString([(111, 31), (111, 31.5)])]  # fmt: skip
    xy, of = shapely.get_coordinates(lines, return_index=True)
    along = along_m(xy, of)
    assert along[[0, 3]].tolist() == [0.0, 0.0]
    assert along[2] == pytest.approx(ORACLE.geometry_length(lines[0]), rel=1e-8)
    assert along[4] == pytest.approx(ORACLE.geometry_length(lines[1]), rel=1e-8)


@given(LATITUDES, st.floats(0.1, 5000))
def test_a_wider_box_reaches_at_least_so_far(latitude, metres):
    (west, south, east, north) = wider(np.array([[110.0, latitude, 110.0, latitude]]), metres)[0]
    for bearing in (0, 90, 180, 270):
        lon, lat, _ = ORACLE.fwd(110.0, latitude, bearing, metres)
        assert west <= lon <= east
        assert south <= lat <= north
