"""A ring called simple is simple, as GEOS finds; most plain ones are called so."""

import numpy as np
import shapely
from hypothesis import given, settings, strategies as st

from watermap.reading.found import Polygons
from watermap.reading.shapes.round_rings import surely_simple

PLACES = st.tuples(st.integers(-4, 4), st.integers(-4, 4))
OPEN_RINGS = st.lists(st.lists(PLACES, min_size=3, max_size=9), min_size=1, max_size=12)


def polygons(rings):
    closed = [[*ring, ring[0]] for ring in rings]
    return Polygons(
        coordinates=np.array([point for ring in closed for point in ring], float),
        starts=np.cumsum([0, *map(len, closed)]).astype(np.int32),
        there=np.ones(len(rings), bool),
    )


@settings(max_examples=400)
@given(OPEN_RINGS, st.sampled_from([(0.0, 1.0), (117.3, 1e-3), (4e7, 0.1), (1e15, 1.0)]))
def test_what_is_called_simple_is_valid(rings, place):
    away, scale = place
    moved = [[(away + x * scale, away + y * scale) for x, y in ring] for ring in rings]
    found = polygons(moved)
    called = surely_simple(found)
    assert len(called) == len(rings)
    assert shapely.is_valid(found.shapes()[called]).all()


def test_each_ring_is_looked_at_by_itself(monkeypatch):
    monkeypatch.setattr("watermap.reading.shapes.round_rings._POINTS", 7)
    square = [(0, 0), (0, 2), (2, 2), (2, 0)]
    far = [(x + 90, y) for x, y in square]
    bow = [(0, 0), (2, 2), (2, 0), (0, 2)]
    twice = [*square, *square]
    u_shape = [(0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (1, 1), (1, 9), (0, 9)]
    rings = [square, bow, square[::-1], far, twice, far[::-1], u_shape, square]
    wanted = [True, False, True, True, False, True, False, True]
    for shift in range(len(rings)):
        turned = rings[shift:] + rings[:shift]
        assert surely_simple(polygons(turned)).tolist() == wanted[shift:] + wanted[:shift]


def test_rings_of_many_points_and_none():
    turn = np.linspace(0, 2 * np.pi, 5_000, endpoint=False)
    circle = list(zip(117 + np.cos(turn), 32 + np.sin(turn), strict=True))
    assert surely_simple(polygons([circle])).tolist() == [True]
    none = Polygons(
        coordinates=np.zeros((0, 2)), starts=np.array([0], np.int32), there=np.zeros(3, bool)
    )
    assert surely_simple(none).tolist() == []
