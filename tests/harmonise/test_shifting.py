"""Shifts to CGCS2000 against hand-written formulas and PROJ's own pipelines (reliability.md N3)."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, strategies as st
from pyproj import CRS, Geod, Transformer

from watermap.geodesy.web_offset import offset_degrees
from watermap.harmonise.places.moving import to_geographic
from watermap.harmonise.places.shift import GeocentricShift, PlaneShift, WebOffset
from watermap.harmonise.places.shifting import mover, shifted_plane

GEOD = Geod(a=6378137, rf=298.257222101)
ARCSEC = math.pi / 180 / 3600


def plane(**changes):
    values = {
        "method": "plane",
        "from_crs": 2436,
        "to_crs": 4548,
        "north_m": -12.5,
        "east_m": 88.25,
        "rotation_arcsec": 1.75,
        "turns": "clockwise",
        "scale_ppm": 4.5,
        "why": "测绘院",
    }
    return PlaneShift(**(values | changes))


def space(**changes):
    values = {
        "method": "geocentric",
        "from_crs": 4214,
        "dx_m": 15.8,
        "dy_m": -154.4,
        "dz_m": -82.3,
        "rx_arcsec": 0.0,
        "ry_arcsec": 0.0,
        "rz_arcsec": 0.0,
        "scale_ppm": 0.0,
        "convention": "position_vector",
        "why": "测绘院",
    }
    return GeocentricShift(**(values | changes))


def geocentric(lon, lat, a, rf):
    """From the textbook, heights 0."""
    f = 1 / rf
    e2 = f * (2 - f)
    n = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    flat = n * math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), n * (1 - e2) * math.sin(lat)


def degrees(x, y, z, a, rf):
    f = 1 / rf
    e2 = f * (2 - f)
    p = math.hypot(x, y)
    lat = math.atan2(z, p * (1 - e2))
    for _ in range(20):
        n = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        lat = math.atan2(z + e2 * n * math.sin(lat), p)
    return math.degrees(math.atan2(y, x)), math.degrees(lat)


def bursa_wolf(lon, lat, shift, sign):
    """X₂ = T + (1 + m)·(1 + ω)·X₁; sign +1: coordinate frame, as Chinese textbooks write it."""
    old = CRS.from_epsg(shift.from_crs).ellipsoid
    x, y, z = geocentric(
        math.radians(lon), math.radians(lat), old.semi_major_metre, old.inverse_flattening
    )
    rx, ry, rz = (
        sign * angle * ARCSEC for angle in (shift.rx_arcsec, shift.ry_arcsec, shift.rz_arcsec)
    )
    k = 1 + shift.scale_ppm / 1e6
    return degrees(
        shift.dx_m + k * (x + rz * y - ry * z),
        shift.dy_m + k * (-rz * x + y + rx * z),
        shift.dz_m + k * (ry * x - rx * y + z),
        6378137.0,
        298.257222101,
    )


def test_four_parameters_by_hand():
    """North 4 000 000, east 500 000, turned by 10″ clockwise and made 2 ppm longer."""
    shift = plane(north_m=100.0, east_m=-50.0, rotation_arcsec=10.0, scale_ppm=2.0)
    east, north = shifted_plane(np.array([[500_000.0, 4_000_000.0]]), shift)[0]
    # cos 10″ = 1 − 1.17522e-9, sin 10″ = 4.848136811e-5
    assert north == pytest.approx(
        100 + 1.000002 * (4_000_000 * (1 - 1.17522e-9) - 500_000 * 4.848136811e-5), abs=1e-4
    )
    assert east == pytest.approx(
        -50 + 1.000002 * (4_000_000 * 4.848136811e-5 + 500_000 * (1 - 1.17522e-9)), abs=1e-4
    )


def test_clockwise_turns_what_lies_north_to_the_east():
    shift = plane(north_m=0, east_m=0, scale_ppm=0, rotation_arcsec=3600.0)
    east, north = shifted_plane(np.array([[0.0, 1000.0]]), shift)[0]
    assert (east, north) == pytest.approx((17.4524, 999.8477), abs=1e-4)
    other = plane(
        north_m=0, east_m=0, scale_ppm=0, rotation_arcsec=3600.0, turns="counterclockwise"
    )
    assert shifted_plane(np.array([[0.0, 1000.0]]), other)[0][0] == pytest.approx(
        -17.4524, abs=1e-4
    )


PARAMETERS = st.tuples(
    st.floats(-150, 150), st.floats(-150, 150), st.floats(-20, 20), st.floats(-50, 50)
)


@given(PARAMETERS, st.floats(300_000, 700_000), st.floats(2_000_000, 5_500_000))
def test_four_parameters_are_projs_helmert(parameters, east, north):
    move_north, move_east, rotation, scale = parameters
    shift = plane(north_m=move_north, east_m=move_east, rotation_arcsec=rotation, scale_ppm=scale)
    # PROJ turns the second axis towards the first for a positive theta: east is its x.
    proj = Transformer.from_pipeline(
        f"+proj=helmert +x={move_east!r} +y={move_north!r} +theta={rotation!r} "
        f"+s={1 + scale * 1e-6!r}"
    )
    found = shifted_plane(np.array([[east, north]]), shift)[0]
    assert found == pytest.approx(proj.transform(east, north), abs=1e-6)


def test_from_one_plane_over_the_other_to_degrees():
    """Beijing 1954 with prefix, parameters for eastings without: the register's plane does it."""
    shift = plane()
    north, east = 4041053.558, 522397.796
    new = shifted_plane(np.array([[east, north]]), shift)[0]
    expected = Transformer.from_crs(4548, 4490, always_xy=True).transform(*new)
    for epsg, x in ((2436, east), (2415, 39_000_000 + east), (21420, 20_000_000 + east)):
        found = mover(epsg, shift)(np.array([[x, north]]))[0]
        assert found == pytest.approx(expected, abs=1e-11)
    lonlat = Transformer.from_crs(2436, 4214, always_xy=True).transform(east, north)
    assert mover(4214, shift)(np.array([lonlat]))[0] == pytest.approx(expected, abs=1e-10)


SEVEN = {
    "dx_m": -15.5,
    "dy_m": 120.2,
    "dz_m": 60.1,
    "rx_arcsec": 1.2,
    "ry_arcsec": -0.8,
    "rz_arcsec": 2.4,
    "scale_ppm": -3.7,
}
SIGNS = [("coordinate_frame", 1), ("position_vector", -1)]


@pytest.mark.parametrize(("convention", "sign"), SIGNS)
@pytest.mark.parametrize("epsg", [4214, 4610])
@pytest.mark.parametrize(("lon", "lat"), [(117.73, 34.56), (87.6, 43.8), (109.5, 18.2)])
def test_seven_parameters_by_the_textbook(convention, sign, epsg, lon, lat):
    shift = space(**SEVEN, convention=convention, from_crs=epsg)
    found = mover(epsg, shift)(np.array([[lon, lat]]))[0]
    assert found == pytest.approx(bursa_wolf(lon, lat, shift, sign), abs=1e-9)


def test_the_two_conventions_are_tens_of_metres_apart():
    found = [
        mover(4610, space(**SEVEN, convention=convention, from_crs=4610))(
            np.array([[117.0, 34.5]])
        )[0]
        for convention, _ in SIGNS
    ]
    assert GEOD.inv(*found[0], *found[1])[2] > 30


def test_a_shift_of_the_register_entered_by_hand_is_the_register_s():
    """EPSG:15918 Beijing 1954 to WGS 84 (1): dx 12.646, dy −155.176, dz −80.863."""
    operation = Transformer.from_pipeline("EPSG:15918")
    values = {"dx_m": 12.646, "dy_m": -155.176, "dz_m": -80.863}
    lat, lon = operation.transform(38.0, 108.0)[:2]
    found = mover(4214, space(**values))(np.array([[108.0, 38.0]]))[0]
    assert GEOD.inv(lon, lat, *found)[2] < 0.001


def test_seven_parameters_from_a_plane():
    shift = space(**SEVEN, from_crs=4610)
    lonlat = Transformer.from_crs(2384, 4610, always_xy=True).transform(522_397.8, 4_041_053.5)
    found = mover(2384, shift)(np.array([[522_397.8, 4_041_053.5]]))[0]
    assert found == pytest.approx(bursa_wolf(*lonlat, shift, -1), abs=1e-9)


def moved(geometry, epsg, shift=None, **rest):
    return to_geographic(np.array([geometry], dtype=object), epsg, shift=shift, **rest)[0]


WAYS = [
    (2436, plane(), (452_000.0, 3_812_000.0), 1.0),
    (2384, space(**SEVEN, from_crs=4610), (452_000.0, 3_812_000.0), 1.0),
    (4214, plane(), (116.8, 34.4), 1e-5),
    (4610, space(**SEVEN, from_crs=4610), (116.8, 34.4), 1e-5),
    (4490, WebOffset(method="gcj02", why="高德"), (116.8, 34.4), 1e-5),
    (4326, WebOffset(method="bd09", why="百度"), (116.8, 34.4), 1e-5),
    (3857, WebOffset(method="gcj02", why="高德"), (13_002_000.0, 4_085_000.0), 1.0),
    (4267, None, (-106.0, 40.0), 1e-5),
]


@pytest.mark.parametrize(("epsg", "shift", "start", "unit"), WAYS)
@pytest.mark.parametrize("metres", [2_000, 60_000])
def test_the_middle_of_an_edge_stays_where_it_is(epsg, shift, start, unit, metres):
    """N8c: 39 m at 60 km without more vertices, 4 cm at 2 km."""
    x, y = start
    line = shapely.LineString([(x, y), (x + metres * unit, y + 0.3 * metres * unit)])
    result = moved(line, epsg, shift)
    shares = np.linspace(0, 1, 1201)
    exact = np.array([line.interpolate(share, normalized=True).coords[0] for share in shares])
    true = shapely.points(mover(epsg, shift)(exact))
    near = shapely.get_coordinates(shapely.shortest_line(result, true)).reshape(-1, 4)
    allowed = 0.005 if isinstance(shift, WebOffset) else 0.001
    assert GEOD.inv(*near.T)[2].max() < allowed
    ends = shapely.get_coordinates(result)[[0, -1]]
    assert np.abs(ends - shapely.get_coordinates(true)[[0, -1]]).max() < 1e-12


def test_points_get_no_vertices_and_heights_go():
    points = shapely.MultiPoint([(116.8, 34.4, 30), (117.9, 35.6, 31)])
    result = moved(points, 4490, WebOffset(method="gcj02", why="高德"))
    assert not result.has_z
    assert shapely.get_num_coordinates(result) == 2


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
def test_a_web_map_is_taken_back(name):
    true = np.array([[117.73, 34.56], [121.47, 31.23]])
    offset = np.column_stack(offset_degrees(*true.T, name))
    result = moved(shapely.MultiPoint(offset), 4490, WebOffset(method=name, why="网络地图"))
    assert np.abs(shapely.get_coordinates(result) - true).max() < 1e-10


def test_north_first_is_swapped_before_anything_else():
    for epsg, (x, y), shift in (
        (4548, (522397.796, 4041053.558), None),
        (4490, (117.25, 36.5), None),
        (2436, (522397.796, 4041053.558), plane()),
    ):
        straight = moved(shapely.Point(x, y), epsg, shift)
        assert moved(shapely.Point(y, x), epsg, shift, north_first=True).equals(straight)


def test_a_number_gone_wrong_does_not_eat_the_memory():
    """An edge of a million earths would get 10¹¹ vertices."""
    line = shapely.LineString([(5e5, 4e6), (5e5, 4e13)])
    assert shapely.get_num_coordinates(moved(line, 4548)) == 2
    wide = shapely.LineString([(117.0, 30.0), (1e12, 30.0)])
    gcj = WebOffset(method="gcj02", why="高德")
    assert shapely.get_num_coordinates(moved(wide, 4490, gcj)) == 2
