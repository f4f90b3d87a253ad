"""Noding held against GEOS, brute force and networkx, and against itself in another order."""

import networkx
import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings, strategies as st
from scipy.spatial.distance import cdist

from tests.checks.ground import ORACLE
from tests.network.drawing import GROUND, flows, layer
from watermap.network.building.build import build
from watermap.network.building.chains import chains, crossings, near_pairs
from watermap.network.building.lines import draw
from watermap.network.building.noding import near_ends
from watermap.network.ground import in_space
from watermap.network.network import Flow

# Far enough from each other for no two crossings to be one place; GEOS knows no tolerance.
PLACES = st.tuples(st.integers(-40, 40), st.integers(-40, 40)).map(
    lambda xy: (xy[0] * 100 + (xy[1] * 37) % 50, xy[1] * 100 + (xy[0] * 23) % 50)
)
LINES = st.lists(st.lists(PLACES, min_size=2, max_size=5, unique=True), min_size=1, max_size=8)


def rivers(lines, **values):
    return {"river": (layer("river", *((line, values) for line in lines)),)}


def nodes_by_pairs(points, within):
    """Connected pairs by brute force, one group a node."""
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(points)))
    graph.add_edges_from(np.argwhere(cdist(points, points) <= within).tolist())
    return {frozenset(one) for one in networkx.connected_components(graph)}


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_crossings_are_those_that_shapely_finds(drawn):
    lines = draw(rivers(drawn))
    known = chains(lines)
    found, _ = crossings(lines, known, *near_pairs(lines, known, 60.0))
    pairs = {
        (int(a), int(b))
        for a, b in zip(lines.of[found.first], lines.of[found.second], strict=True)
        if a != b
    }
    segments = [
        [
            shapely.LineString(lines.xy[i : i + 2])
            for i in range(lines.first[k], lines.first[k + 1] - 1)
        ]
        for k in range(len(lines))
    ]
    truth = {
        (one, other)
        for one in range(len(lines))
        for other in range(one + 1, len(lines))
        if any(a.crosses(b) for a in segments[one] for b in segments[other])
    }
    assert truth <= pairs
    assert all(lines.geometry[one].distance(lines.geometry[other]) < 1e-9 for one, other in pairs)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_as_many_reaches_as_geos_makes_and_as_long(drawn):
    """Where places stay farther apart than the tolerance, noding is what ``shapely.node`` does."""
    lines = [GROUND.line(*line) for line in drawn]
    theirs = shapely.get_parts(shapely.node(shapely.multilinestrings(lines)))
    ends = np.unique(
        shapely.get_coordinates([shapely.get_point(theirs, 0), shapely.get_point(theirs, -1)]),
        axis=0,
    )
    tree, points = shapely.STRtree(theirs), shapely.points(ends)
    touched = tree.query(points, predicate="dwithin", distance=1e-4)  # 10 m
    apart = shapely.distance(points[touched[0]], theirs[touched[1]])
    assume(apart.max() < 1e-12)  # who is near a place is at it
    assume(np.isclose(shapely.length(theirs).sum(), shapely.length(lines).sum(), rtol=1e-9))
    built = build(rivers(drawn))
    assert len(built.network.reaches) == len(theirs)
    assert len(built.network) == len(ends)
    truth = sum(ORACLE.geometry_length(line) for line in lines)
    assert built.network.reaches.length_m.sum() == pytest.approx(truth, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_another_order_of_lines_gives_the_same_network(drawn, random):
    shuffled = random.sample(drawn, len(drawn))
    one, other = (build(rivers(lines, flow="as_drawn")).network for lines in (drawn, shuffled))
    assert flows(one) == flows(other)


@settings(max_examples=40, deadline=None)
@given(LINES, st.data())
def test_a_line_drawn_the_other_way_with_a_field_that_says_so_is_the_same(drawn, data):
    turned = [data.draw(st.booleans()) for _ in drawn]
    plain = layer("river", *((line, {"flow": "as_drawn"}) for line in drawn))
    mixed = layer(
        "river",
        *(
            (line[::-1], {"flow": "against"}) if back else (line, {"flow": "as_drawn"})
            for line, back in zip(drawn, turned, strict=True)
        ),
    )
    one, other = (build({"river": (each,)}).network for each in (plain, mixed))
    assert flows(one) == flows(other)
    np.testing.assert_allclose(
        np.sort(one.reaches.length_m), np.sort(other.reaches.length_m), atol=1e-3
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_ends_are_joined_by_a_search_around_each(seed):
    """Ends 5 cm apart are one place wherever a grid's edges may fall; as brute force has it."""
    random = np.random.default_rng(seed)
    corners = random.uniform(-0.05, 0.05, (20, 2)) + np.array([117.0, 35.0])
    ends = random.integers(0, 20, (30, 2))
    ends[:, 1] = np.where(ends[:, 0] == ends[:, 1], (ends[:, 1] + 1) % 20, ends[:, 1])
    xy = corners[ends] + random.uniform(-4e-7, 4e-7, (30, 2, 2))
    lines = draw({"river": (layer("river", *((line, {}) for line in shapely.linestrings(xy))),)})
    one, other = near_ends(lines, 1.0)
    graph = networkx.Graph()
    graph.add_nodes_from(range(60))
    graph.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))
    found = {frozenset(group) for group in networkx.connected_components(graph)}
    assert found == nodes_by_pairs(in_space(lines.ends()), 1.0)
    assert len(found) == len(np.unique(ends))


def test_the_network_is_what_networkx_has(tmp_path):
    """A lattice with known edges, ends 5 cm beside each other: the same graph, node for node."""
    random = np.random.default_rng(11)
    lattice = networkx.grid_2d_graph(6, 5)
    edges = sorted(tuple(sorted(edge)) for edge in lattice.edges)
    lines = [
        [tuple(np.array(a) * 1000 + random.uniform(-0.025, 0.025, 2)),
         tuple(np.array(b) * 1000 + random.uniform(-0.025, 0.025, 2))]
        for a, b in edges
    ]  # fmt: skip
    network = build(rivers(lines, flow="as_drawn")).network
    assert len(network) == lattice.number_of_nodes()
    ends = [one.removeprefix("None ").split(" -> ") for one in flows(network)]
    found = {tuple(tuple(int(x) // 1000 for x in end.split(",")) for end in pair) for pair in ends}
    assert found == set(edges)
    assert set(network.reaches.flow.tolist()) == {Flow.AS_DRAWN}


def test_a_layer_of_several_parts_comes_apart():
    drawn = [(0, 0), (100, 0)], [(100, 0), (200, 50)], [(5, 5), (5, 5)]
    parts = shapely.MultiLineString([GROUND.line(*line) for line in drawn])
    built = build({"river": (layer("river", (parts, {"name": "河", "code": "7"})),)})
    assert len(built.network.reaches) == 2
    assert built.network.reaches.ids == ("7", "7")
    assert [fault.code for fault in built.faults] == ["zero_length"]
    assert built.lines.part.tolist() == [0, 1]


def test_a_surface_is_no_line_and_is_said():
    shapes = GROUND.box(0, 0, 10, 10), None, GROUND.point(0, 0)
    built = build({"river": (layer("river", *((shape, {}) for shape in shapes)),)})
    assert sorted(fault.code for fault in built.faults) == ["no_geometry", "point", "surface"]
    assert len(built.network.reaches) == 0


def test_an_id_is_the_layers_own_or_its_record():
    built = build(
        {"river": (layer("river", ([(0, 0), (9, 0)], {"code": "A1"}), ([(9, 50), (99, 0)], {})),)}
    )
    assert built.network.reaches.ids == ("A1", "river#2")
