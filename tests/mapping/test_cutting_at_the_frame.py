"""Clipping of flat geometry, held against shapely."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings, strategies as st

from watermap.mapping.clip import clip_lines, clip_rings
from watermap.mapping.ragged import gather, simplified

BOX = (10.0, 20.0, 60.0, 50.0)
FRAME = shapely.box(*BOX)

numbers = st.floats(-20, 100).map(lambda value: round(value, 2))
paths = st.lists(st.tuples(numbers, numbers), min_size=2, max_size=12)


def flat(parts):
    xy = np.array([place for part in parts for place in part], float).reshape(-1, 2)
    return xy, np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)


def split(xy, offsets):
    return [xy[first:last] for first, last in pairwise(offsets)]


def star(middle, radii):
    angles = np.arange(len(radii)) / len(radii) * 2 * np.pi
    ring = np.column_stack([np.cos(angles), np.sin(angles)]) * np.array(radii)[:, None] + middle
    return np.vstack([ring, ring[:1]])


@given(
    middle=st.tuples(st.floats(-10, 80), st.floats(-10, 80)),
    radii=st.lists(st.floats(1, 60), min_size=3, max_size=9),
)
@settings(max_examples=200)
def test_a_ring_keeps_the_area_inside(middle, radii):
    ring = star(middle, radii)
    xy, rings = clip_rings(ring, np.array([0, len(ring)]), BOX)
    made = 0.0 if len(xy) < 4 else abs(shapely.Polygon(xy).area)
    assert made == pytest.approx(shapely.Polygon(ring).intersection(FRAME).area, abs=1e-6)
    assert rings[-1] == len(xy)
    assert (xy >= BOX[:2]).all()
    assert (xy <= BOX[2:]).all()


def test_rings_stay_apart_and_an_outer_one_becomes_empty():
    inside = star((30, 30), [5] * 6)
    outside = star((200, 200), [5] * 6)
    across = star((60, 35), [5] * 6)
    xy, rings = clip_rings(*flat([inside, outside, across]), BOX)
    first, second, third = split(xy, rings)
    assert first == pytest.approx(inside)
    assert len(second) == 0
    assert third[:, 0].max() == 60
    assert (third[0] == third[-1]).all()


# on and off the box's sides as often as anywhere else
sides = st.sampled_from([0.0, 10.0, 20.0, 35.0, 50.0, 60.0, 80.0])
beside = st.lists(st.tuples(sides, sides), min_size=2, max_size=6)


@given(parts=st.lists(paths | beside, min_size=1, max_size=3))
@example(parts=[[(10.0, 0.0), (10.0, 21.0)]])
@example(parts=[[(60.0, 0.0), (60.0, 21.0)]])
@settings(max_examples=400)
def test_lines_keep_the_length_inside(parts):
    xy, offsets = clip_lines(*flat(parts), BOX)
    made = sum(shapely.LineString(part).length for part in split(xy, offsets))
    # one by one: a line that goes back over itself counts twice
    expected = sum(
        shapely.LineString(pair).intersection(FRAME).length
        for part in parts
        for pair in pairwise(part)
    )
    assert made == pytest.approx(expected, abs=1e-6)


def test_a_line_that_leaves_and_returns_is_two():
    zigzag = [(20, 30), (20, 70), (40, 70), (40, 30), (50, 30)]
    xy, offsets = clip_lines(*flat([zigzag]), BOX)
    first, second = split(xy, offsets)
    assert first == pytest.approx(np.array([(20, 30), (20, 50)]))
    assert second == pytest.approx(np.array([(40, 50), (40, 30), (50, 30)]))


def test_a_line_inside_is_left_alone():
    given_ = flat([[(20, 30), (30, 30), (30, 40)]])
    xy, offsets = clip_lines(*given_, BOX)
    assert xy is given_[0]
    assert offsets is given_[1]


def test_thinning_keeps_ends_and_far_vertices():
    walk = [(0.0, 0.0), (0.01, 0.0), (0.02, 0.01), (5.0, 5.0), (5.01, 5.0)]
    xy, parts = simplified(*flat([walk, walk]), 0.1)
    assert parts.tolist() == [0, 3, 6]
    assert xy[:3].tolist() == [[0.0, 0.0], [5.0, 5.0], [5.01, 5.0]]


def test_gathering_parts_in_any_order():
    fresh, elements = gather(np.array([0, 2, 5, 6]), np.array([2, 0]))
    assert fresh.tolist() == [0, 1, 3]
    assert elements.tolist() == [5, 0, 1]
