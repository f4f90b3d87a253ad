"""Views: what is on the paper, and what moves when one pans and zooms."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, strategies as st

from watermap.mapping.plane import central_meridian, plane_epsg, to_lonlat, to_plane
from watermap.mapping.view import MapView

VIEW = MapView(
    epsg=4548, east_m=500_000, north_m=3_800_000, scale=100_000, width_mm=200, height_mm=100
)
places = st.tuples(st.floats(0, 200), st.floats(0, 100))


def test_a_millimetre_is_so_many_metres():
    assert VIEW.m_per_mm == 100
    assert VIEW.bounds == (490_000, 3_795_000, 510_000, 3_805_000)


@pytest.mark.parametrize(
    ("ground", "paper"),
    [
        ((500_000, 3_800_000), (100, 50)),
        ((490_000, 3_805_000), (0, 0)),  # north-west is the upper left
        ((510_000, 3_795_000), (200, 100)),
        ((500_100, 3_800_000), (101, 50)),
    ],
)
def test_ground_and_paper(ground, paper):
    assert VIEW.to_mm(np.array([ground], float))[0] == pytest.approx(paper)
    assert VIEW.to_ground(np.array([paper], float))[0] == pytest.approx(ground)


@given(place=places, factor=st.floats(0.1, 10))
def test_zooming_keeps_the_ground_under_the_pointer(place, factor):
    zoomed = VIEW.zoom(factor, place)
    before, after = (view.to_ground(np.array([place]))[0] for view in (VIEW, zoomed))
    assert after == pytest.approx(before, abs=1e-6)
    assert zoomed.scale == pytest.approx(VIEW.scale / factor)


@given(dx=st.floats(-300, 300), dy=st.floats(-300, 300))
def test_panning_moves_the_map_with_the_hand(dx, dy):
    ground = np.array([[500_000.0, 3_800_000.0]])
    moved = VIEW.pan(dx, dy).to_mm(ground)[0] - VIEW.to_mm(ground)[0]
    assert moved == pytest.approx((dx, dy), abs=1e-6)


@pytest.mark.parametrize(
    ("bounds", "scale"),
    [
        ((0, 0, 20_000, 1_000), 100_000),  # as wide as the paper at 1:100 000
        ((0, 0, 1_000, 20_000), 200_000),  # as high
        ((0, 0, 0, 0), 500),  # one point: 50 m of ground on 100 mm
    ],
)
def test_fitting(bounds, scale):
    assert VIEW.fit(bounds, margin=1.0).scale == pytest.approx(scale)


def test_zooming_has_ends():
    assert VIEW.zoom(1e9).scale == 20
    assert VIEW.zoom(1e-9).scale == 200_000_000


def test_resizing_keeps_middle_and_scale():
    wider = VIEW.resize(400, 300)
    assert (wider.east_m, wider.north_m, wider.scale) == (500_000, 3_800_000, 100_000)


def test_a_view_of_a_scene_sees_all_of_it():
    ground = SimpleNamespace(epsg=4548, bounds=(0.0, 0.0, 9_000.0, 4_000.0))
    west, south, east, north = MapView.of(ground, 200, 100).bounds
    assert max(west, south) < 0
    assert (east > 9_000, north > 4_000) == (True, True)


@pytest.mark.parametrize(
    ("longitude", "latitude", "epsg", "meridian"),
    [  # standards.md 11.2
        (117.7, 34.6, 4548, 117),
        (120.5, 31.3, 4549, 120),
        (73.6, 39.0, 4534, 75),
        (136.4, 48.0, 4554, 135),
        (118.5, 34.0, 4549, 120),  # on the border: the eastern zone
        (-118.6, 38.7, 32611, None),  # Nevada
        (-34.9, -8.0, 32725, None),  # Olinda
    ],
)
def test_the_plane_of_a_place(longitude, latitude, epsg, meridian):
    assert plane_epsg(longitude, latitude) == epsg
    assert central_meridian(epsg) == meridian


def test_there_and_back():
    lonlat = np.array([[117.7, 34.6], [117.1, 34.0]])
    assert to_lonlat(to_plane(lonlat, 4548), 4548) == pytest.approx(lonlat, abs=1e-9)
