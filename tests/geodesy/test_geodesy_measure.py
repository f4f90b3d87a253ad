"""Measures against pyproj.Geod and brute force; the wrong ways of reliability.md section 4."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from pyproj import CRS, Geod, Transformer
from shapely import LineString, MultiPolygon, Point, Polygon, box

from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.measure import (
    area_m2,
    distance,
    distances,
    drawn_area_m2,
    length_m,
    perimeter_m,
)

ORACLE = Geod(a=6378137, rf=298.257222101)
QIJIANG = (106.65, 29.03)


def square(lon, lat, side_m, turn_deg=0.0):
    """A square around a place; its first corner lies to the north-east, turned by ``turn_deg``."""
    half_diagonal = side_m / 2**0.5
    return Polygon(
        ORACLE.fwd(lon, lat, 45 + turn_deg + quarter, half_diagonal)[:2]
        for quarter in (0, 90, 180, 270)
    )


def test_the_ellipsoid_is_that_of_cgcs2000():
    own = CRS.from_epsg(4490).ellipsoid
    assert pytest.approx(own.semi_major_metre, abs=0) == GEOD.a
    assert pytest.approx(own.inverse_flattening, abs=1e-12) == 1 / GEOD.f


@pytest.mark.parametrize("turn", [0, 17, 45, 200])
def test_a_hectare_has_ten_thousand_square_metres(turn):  # N2, G02
    assert area_m2(square(*QIJIANG, 100, turn)) == pytest.approx(10_000, rel=1e-6)


def test_however_rings_are_wound_a_hole_is_taken_off():  # N2d
    whole = square(*QIJIANG, 100)
    hole = square(*QIJIANG, 50)
    for shell in (whole.exterior.coords, whole.exterior.coords[::-1]):
        for ring in (hole.exterior.coords, hole.exterior.coords[::-1]):
            assert area_m2(Polygon(shell, [ring])) == pytest.approx(7_500, rel=1e-6)


def test_parts_and_collections_are_added_up():
    one, other = square(*QIJIANG, 100), square(107.0, 29.5, 30)
    line = LineString([QIJIANG, (107, 29)])
    assert area_m2(MultiPolygon([one, other])) == pytest.approx(10_900, rel=1e-6)
    nested = shapely.GeometryCollection([line, shapely.GeometryCollection([MultiPolygon([one])])])
    assert area_m2(nested) == pytest.approx(10_000, rel=1e-6)
    assert length_m(nested) == pytest.approx(length_m(line) + 400, rel=1e-6)


def test_points_lines_and_nothing_have_no_area():
    for geometry in (Point(QIJIANG), LineString([QIJIANG, (107, 29)]), Polygon()):
        assert area_m2(geometry) == 0
    assert length_m(Point(QIJIANG)) == 0


def test_area_of_a_district_is_the_ellipsoids():  # N2c, G02: 3857 would give 31 % more
    cell = box(120.4, 31.4, 120.5, 31.5)
    assert area_m2(cell) / 1e6 == pytest.approx(105.3920, abs=5e-5)  # standards.md 11.3
    assert area_m2(cell) == pytest.approx(abs(ORACLE.geometry_area_perimeter(cell)[0]), rel=1e-6)


def test_a_length_is_the_ellipsoids():  # N14: in 3857 1 113.2
    end = ORACLE.fwd(*QIJIANG, 90, 974.108)
    assert length_m(LineString([QIJIANG, end[:2]])) == pytest.approx(974.108, abs=1e-6)
    ring = square(*QIJIANG, 100)
    assert perimeter_m(ring) == pytest.approx(400, abs=1e-3)
    assert perimeter_m(Polygon(ring.exterior.coords, [ring.exterior.coords])) == pytest.approx(800)


@settings(max_examples=60, deadline=None)
@given(
    lon=st.floats(74, 134),
    lat=st.floats(18, 53),
    bearing=st.floats(0, 359.9),
    metres=st.floats(0.01, 400_000),
)
def test_distance_of_points_is_geods_to_a_millimetre_per_km(lon, lat, bearing, metres):
    east, north, _ = ORACLE.fwd(lon, lat, bearing, metres)
    found = distance(Point(lon, lat), Point(east, north))
    assert found.metres == pytest.approx(metres, abs=1e-6 * metres + 1e-6)
    turned = (found.bearing_deg - bearing + 180) % 360 - 180
    assert abs(turned) < 1e-3 + 1e-5 / metres


def test_distance_to_an_edge_is_that_of_its_nearest_point():
    for lat, lon in ((34.6, 117.1), (34.6, 117.9), (34.9, 117.5), (36.5, 117.5)):
        edge = LineString([(117.2, 34.5), (117.8, 34.7)])
        fine = edge.interpolate(np.linspace(0, edge.length, 200_001))
        x, y = shapely.get_coordinates(fine).T
        brute = ORACLE.inv(np.full_like(x, lon), np.full_like(x, lat), x, y)[2].min()
        found = distance(Point(lon, lat), edge).metres
        assert found == pytest.approx(brute, rel=1e-6, abs=1e-3)


def test_what_meets_is_at_no_distance_and_in_no_direction():
    zone = square(*QIJIANG, 100)
    for other in (Point(zone.exterior.coords[1]), zone, zone.centroid):
        found = distance(zone, other)
        assert (found.metres, found.bearing_deg) == (0.0, None)


def test_distance_goes_both_ways():
    first, second = square(117.2, 34.5, 300), square(117.9, 34.6, 800, 30)
    there, back = distance(first, second), distance(second, first)
    assert there.metres == pytest.approx(back.metres, rel=1e-9)
    assert abs((there.bearing_deg - back.bearing_deg) % 360 - 180) < 1


def test_many_at_once_are_as_one_by_one():
    site = square(117.5, 34.5, 200)
    spread = np.random.default_rng(7).uniform((117.3, 34.3), (118.4, 34.9), (40, 2))
    others = np.array([square(*place, 500) for place in spread], dtype=object)
    metres, bearings = distances(site, others)
    for one, m, b in zip(others, metres, bearings, strict=True):
        alone = distance(site, one)
        assert alone.metres == pytest.approx(m, abs=1e-9)
        assert (alone.bearing_deg is None) == np.isnan(b)


def test_the_site_460_m_east_is_within_500_m():  # N1, N1b
    source = Point(QIJIANG)
    site = Point(ORACLE.fwd(*QIJIANG, 90, 460.4)[:2])
    assert distance(source, site).metres == pytest.approx(460.4, abs=1e-3)
    assert not source.buffer(500 / 111_320).contains(site)  # what degrees would say
    mercator = Transformer.from_crs(4490, 3857, always_xy=True)
    apart = np.subtract(mercator.transform(*QIJIANG), mercator.transform(site.x, site.y))
    assert np.hypot(*apart) > 500  # what Web Mercator would say


def test_nothing_is_at_no_distance_from_anything():
    with pytest.raises(ValueError, match="empty"):
        distance(Point(), Point(QIJIANG))


def test_a_polygon_without_width_is_as_far_as_its_edge():
    flat = box(117.2, 34.5, 117.4, 34.5)
    edge = LineString([(117.2, 34.5), (117.4, 34.5)])
    place = Point(117.3, 34.6)
    assert distance(place, flat).metres == pytest.approx(distance(place, edge).metres, rel=1e-6)
    valid = square(117.3, 34.7, 100)
    metres, _ = distances(place, np.array([flat, valid], dtype=object))
    assert metres[1] == pytest.approx(distance(place, valid).metres)


def test_parts_of_a_drawn_shape_add_up_to_it():
    whole = box(117.2, 34.5, 117.4, 34.7)
    parts = [whole & box(117.0, 34.0, 117.31, 35.0), whole & box(117.31, 34.0, 118.0, 35.0)]
    total = sum(drawn_area_m2(part) for part in parts)
    assert total == pytest.approx(drawn_area_m2(whole), rel=1e-9)
    assert drawn_area_m2(whole) == pytest.approx(area_m2(whole), rel=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_what_lies_inside_another_shape_is_at_no_distance(seed):
    random = np.random.default_rng(seed)
    zone = shapely.Point(117, 34).buffer(0.05, quad_segs=int(random.integers(2, 40)))
    for inner in (
        shapely.Point(117, 34),
        shapely.Point(117, 34).buffer(0.001),
        shapely.LineString([(117, 34), (117.001, 34.001)]),
    ):
        for one, other in ((inner, zone), (zone, inner)):
            metres, bearings = distances(one, np.array([other], dtype=object))
            assert (metres[0], np.isnan(bearings[0])) == (0.0, True)
