"""Tributaries dilute a spill only where no water comes past them."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

from tests.network.drawing import GROUND, layer
from watermap.network.building.build import build
from watermap.network.incidents.diluting import joinings
from watermap.network.incidents.spill import Release, spill
from watermap.network.network import Place
from watermap.network.placing.place import placed
from watermap.network.tracing.start import find_start

MAIN = ([(0, 0), (10_000, 0)], {"name": "大河"})
SIDE = ([(5_000, 4_000), (5_000, 0)], {"name": "支流"})
WHOLE = Release(mass_kg=500.0, area_m2=40.0, dispersion_m2_s=10.0, limit_mg_l=0.5)


def answer(rivers, flows, release=WHOLE, sections=None):
    network = build({"river": (layer("river", *rivers),)}).network
    at = {"事故点": (1_000, 0), "上": (4_000, 0), "下": (8_000, 0)} | (sections or {})
    points = [(GROUND.point(*place), {"name": name}) for name, place in at.items()]
    there = placed(network, {"section": (layer("section", *points),)})
    start = find_start(network, there, "事故点", direction="down")
    given_ = Release(
        mass_kg=release.mass_kg,
        rate_g_s=release.rate_g_s,
        area_m2=release.area_m2,
        dispersion_m2_s=release.dispersion_m2_s,
        limit_mg_l=release.limit_mg_l,
        joining_m3_s=flows,
    )
    found = spill(network, start, given_, objects=there.placed)
    return {one.met.object.name: one for one in found.arrivals}, {one.code for one in found.said}


def test_what_joins_dilutes_below_and_not_above():
    plain, _ = answer((MAIN, SIDE), ())
    mixed, said = answer((MAIN, SIDE), (("支流", 12.0),))
    assert mixed["上"] == plain["上"]
    assert mixed["下"].diluted_by == ("支流",)
    fastest = 7_000 / mixed["下"].met.hours.earliest / 3600
    share = fastest * 40 / (fastest * 40 + 12)
    assert mixed["下"].left.most_mg_l == pytest.approx(plain["下"].left.most_mg_l * share)
    assert mixed["下"].left.above_to_h < plain["下"].left.above_to_h
    assert "spill.diluted" in said


def test_a_steady_release_is_its_rate_over_all_that_flows():
    release = Release(rate_g_s=20.0, area_m2=40.0, dispersion_m2_s=10.0)
    found, _ = answer((MAIN, SIDE), (("支流", 12.0),), release)
    fastest = 7_000 / found["下"].met.hours.earliest / 3600
    assert found["下"].left.least_mg_l == pytest.approx(20 / (40 * fastest + 12), rel=1e-5)


@pytest.mark.parametrize(
    ("rivers", "name"),
    [
        ((MAIN, SIDE), "没有的河"),
        ((MAIN, SIDE), "大河"),
        ((MAIN, SIDE, ([(6_000, 4_000), (6_000, 0)], {"name": "支流"})), "支流"),
        ((MAIN, ([(500, 4_000), (500, 0)], {"name": "支流"})), "支流"),
        ((MAIN, ([(5_000, 0), (5_000, 4_000)], {"name": "支流"})), "支流"),
    ],
    ids=["unknown", "own", "twice", "upstream", "parts"],
)
def test_what_does_not_join_at_one_place_is_not_counted_and_that_is_said(rivers, name):
    plain, _ = answer(rivers, ())
    found, said = answer(rivers, ((name, 12.0),))
    assert found == plain
    assert "spill.not_joining" in said


def test_water_that_comes_past_a_confluence_is_not_diluted_by_it():
    """A bypass leaves above the confluence and comes back below it."""
    bypass = ([(4_500, 0), (4_500, -500), (6_000, -500), (6_000, 0)], {"name": "支汊"})
    plain, _ = answer((MAIN, SIDE, bypass), ())
    found, _ = answer((MAIN, SIDE, bypass), (("支流", 12.0),))
    assert found["下"].diluted_by == ()
    assert found["下"].left == plain["下"].left


def test_a_slow_water_below_does_not_dilute_more_than_the_flow_of_the_spill_allows():
    fast = ([(0, 0), (5_000, 0)], {"name": "大河", "slow": 1.0, "fast": 1.0})
    slow = ([(5_000, 0), (10_000, 0)], {"name": "缓河", "slow": 0.01, "fast": 0.01})
    plain, _ = answer((fast, slow, SIDE), ())
    found, _ = answer((fast, slow, SIDE), (("支流", 40.0),))
    share = found["下"].left.most_mg_l / plain["下"].left.most_mg_l
    assert share == pytest.approx(1.0 * 40 / (1.0 * 40 + 40))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 9)), min_size=3, max_size=14),
    st.integers(1, 8),
)
def test_below_is_what_networkx_reaches_by_the_node_alone(pairs, joined):
    """A river of nodes 0 … 9 from west to east, and culverts from a lesser to a greater one."""
    lines = [
        ([(a * 1_000, 0), ((a + 1) * 1_000, 0)], {"name": f"河{a}", "code": f"{a}-{a + 1}"})
        for a in range(9)
    ]
    for number, (a, b) in enumerate(sorted({(a, b) for a, b in pairs if a < b})):
        middle = ((a + b) * 500 + 10, -500 - 400 * number)
        values = {"name": f"涵{number}", "sort": "culvert"}
        lines.append(([(a * 1_000, 0), middle, (b * 1_000, 0)], values))
    side = ([(joined * 1_000, 3_000), (joined * 1_000, 0)], {"name": "支流"})
    network = build({"river": (layer("river", *lines, side),)}).network
    assume((network.reaches.flow == 1).all())
    assert len(network.reaches) == len(lines) + 1
    first = network.reaches.ids.index("0-1")
    start = Place(reach=first, at_m=1.0, snap_m=0.0)
    graph = nx.MultiDiGraph()
    for reach in range(len(network.reaches)):
        ends = int(network.reaches.start[reach]), int(network.reaches.end[reach])
        graph.add_edge(*ends, key=reach)
    begin = int(network.reaches.end[first])
    node = int(network.reaches.end[network.reaches.names.index("支流")])
    found = joinings(network, start, (("支流", 1.0),))
    if node not in {begin, *nx.descendants(graph, begin)}:
        assert found == ()
        return
    without = graph.copy()
    without.remove_node(node)
    beside = {begin, *nx.descendants(without, begin)} if begin in without else set()
    open_ = {key for a, _, key in graph.edges(keys=True) if a in beside} | {first}
    assert set(np.flatnonzero(~found[0].below).tolist()) == open_
