"""Ground that zones share is counted once, and the largest circle is the largest."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from watermap.checks.ground.widest import WIDTH_SHARE, widest
from watermap.checks.siting.common_ground import united_m2
from watermap.geodesy.measure import drawn_area_m2

PLACE = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4), st.integers(1, 4))


def zone(place):
    west, south, width, height = np.array(place) / 1_000
    return box(117 + west, 34 + south, 117 + west + width, 34 + south + height)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PLACE, max_size=6), max_size=4))
def test_the_united_area_is_that_of_the_union(places):
    of_sites = [[zone(place) for place in some] for some in places]
    wanted = [drawn_area_m2(shapely.union_all(shapes)) for shapes in of_sites]
    assert united_m2(of_sites) == pytest.approx(wanted, rel=1e-9, abs=1e-6)


def test_no_sites_take_no_ground():
    assert united_m2([]) == []
    assert united_m2([[], []]) == [0.0, 0.0]


def test_a_lone_zone_is_not_made_a_whole_number():
    one = zone((0, 0, 1, 1))
    assert united_m2([[one], []]) == [drawn_area_m2(one), 0.0]


def test_the_largest_circle_of_many_parts_is_found():
    random = np.random.default_rng(8)
    areas = []
    for _ in range(40):
        middles = np.column_stack([np.arange(7) * 100.0, np.zeros(7)])
        sizes, wide = random.uniform(1, 30, 7), random.uniform(1, 3, 7)
        areas.append(
            MultiPolygon(
                [
                    Polygon(at + size * corner)
                    for at, size, corner in zip(
                        middles,
                        sizes,
                        [np.array([(0, 0), (w, 0), (w, 1 / w), (0, 1)]) for w in wide],
                        strict=True,
                    )
                ]
            )
        )
    radius, middle = widest(np.array(areas, dtype=object))
    for area, found, place in zip(areas, radius, middle, strict=True):
        parts = shapely.get_parts(area)
        best = shapely.length(shapely.maximum_inscribed_circle(parts, tolerance=1e-6)).max()
        assert best * (1 - WIDTH_SHARE) <= found <= best + 1e-9
        assert shapely.distance(Point(place), area.boundary) == pytest.approx(found)
