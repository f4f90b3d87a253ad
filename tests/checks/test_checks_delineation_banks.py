"""Water and land along winding rivers with tributaries, point by point against brute force."""

import heapq
import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from shapely import LineString

from tests.checks.delineating import Delineating, zone
from tests.checks.ground import ORACLE
from watermap.checks.delineation.walk import join, walk


@pytest.fixture
def propose(make_layer, kinds):
    return Delineating(make_layer, kinds)


def winding(ground, west, east, swing, wave):
    easts = np.arange(west, east + 1, 20.0)
    return ground.line(*((one, swing * math.sin(one / wave)) for one in easts))


@pytest.mark.parametrize(("swing", "wave"), [(60, 400), (150, 350), (250, 500)])
def test_a_winding_river_is_as_long_and_wide_as_geod_says(ground, propose, make_layer, swing, wave):
    river = make_layer("river", (winding(ground, -6000, 6000, swing, wave), {"name": "曲河"}))
    source = propose.source(ground.point(0, 0), source_type="river")
    answer = propose(source, river, river_width="20")
    water = zone(answer, "grade_1", "water").geometry
    assert abs(ORACLE.geometry_area_perimeter(water)[0]) == pytest.approx(1100 * 20, rel=5e-3)
    land = zone(answer, "grade_1", "land").geometry
    assert abs(ORACLE.geometry_area_perimeter(land)[0]) == pytest.approx(1100 * 100, rel=2e-2)


def test_land_of_a_winding_river_point_by_point(ground, propose, make_layer):
    """Far from the ends: exactly what lies 10 m to 60 m from the line, by Geod on dense points."""
    line = winding(ground, -6000, 6000, 150, 350)
    river = make_layer("river", (line, {"name": "曲河"}))
    source = propose.source(ground.point(0, 0), source_type="river")
    answer = propose(source, river, river_width="20")
    land = zone(answer, "grade_1", "land").geometry
    dense = shapely.get_coordinates(shapely.segmentize(line, 2e-6))
    places = np.random.default_rng(5).uniform((-550, -250), (0, 250), (400, 2))
    checked = 0
    for east, north in places:
        lon, lat = ground.at(east, north)
        near = dense[np.abs(dense[:, 0] - lon) < 2e-3]
        count = len(near)
        metres = ORACLE.inv([lon] * count, [lat] * count, near[:, 0], near[:, 1])[2].min()
        if min(abs(metres - 10), abs(metres - 60)) > 0.2:
            inside = 10 < metres < 60
            assert shapely.covers(land, shapely.Point(lon, lat)) == inside, (east, north)
            checked += 1
    assert checked > 350


def test_a_confluence_leaves_no_gaps_in_the_water(ground, propose, make_layer):
    main = winding(ground, -6000, 6000, 80, 700)
    mouth = main.coords[len(main.coords) // 2 - 20]
    north = [ground.at(-400 + 40 * math.sin(one / 300), one) for one in range(5000, 0, -50)]
    rivers = make_layer(
        "river", (main, {"name": "曲河"}), (LineString([*north, mouth]), {"name": "北沟"})
    )
    source = propose.source(ground.point(0, 0), source_type="river")
    answer = propose(source, rivers, river_width="60")
    assert answer.state == "proposed"
    for grade in ("grade_1", "grade_2"):
        for part in ("water", "land"):
            found = zone(answer, grade, part).geometry
            assert shapely.is_valid(found)
            assert shapely.get_num_geometries(found) <= 8  # both banks of each arm, no slivers
    whole = shapely.union_all([one.geometry for one in answer.zones], grid_size=1e-9)
    rings = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    assert all(abs(ORACLE.geometry_area_perimeter(shapely.Polygon(one))[0]) < 0.1 for one in rings)


nodes = st.lists(st.integers(0, 30), min_size=2, max_size=14)


@settings(max_examples=60, deadline=None)
@given(parents=nodes, start=st.integers(0, 13), distance=st.floats(1, 900), up=st.booleans())
def test_a_walk_covers_what_dijkstra_reaches(parents, start, distance, up):
    """A tree of rivers: node n flows into a node before it; lengths by hand, without the walk."""
    places = [(0.0, 0.0)]
    edges = []
    for at, parent in enumerate(parents, start=1):
        into = parent % at
        places.append((at * 100.0, at * at * 10.0))  # no three on a line
        edges.append((at, into))
    lines = [LineString([places[a], places[b]]) for a, b in edges]
    first = start % len(edges)
    network = join(lines, join_m=0.01, marks=[(first, lines[first].length / 2)])
    found = walk(network, network.marks[0], distance_m=distance, upstream=up)
    assert sum(line.length for line in found.covered) == pytest.approx(
        _reached(edges, lines, first, distance, up), abs=1e-4
    )


def _reached(edges, lines, first, distance, up):
    half = lines[first].length / 2
    total = min(half, distance)
    waiting = [(half, edges[first][0] if up else edges[first][1])]
    while waiting:
        gone, node = heapq.heappop(waiting)
        for (above, below), line in zip(edges, lines, strict=True):
            if gone < distance and node == (below if up else above):
                total += min(line.length, distance - gone)
                heapq.heappush(waiting, (gone + line.length, above if up else below))
    return total
