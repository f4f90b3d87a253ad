"""Rivers that somebody else has drawn, with the figures their description gives."""

from dataclasses import replace

import geopandas as gpd
import networkx
import numpy as np
import pytest
import shapely

from tests.checks.ground import ORACLE
from tests.network.drawing import from_file, layer
from tests.network.real import real
from watermap.network.building.build import build
from watermap.network.building.repairs import Repair
from watermap.network.network import Flow
from watermap.resources import shipped_samples

UPSTREAM = {"5329303": 62, "5329343": 34, "5329325": 5}  # itself included


@pytest.fixture(scope="module")
def walker():
    return from_file(real("walker_river/walker.gpkg"), "river", crs=4490)


def graph_of(network):
    """Reach to the reaches that its water goes on to."""
    reaches = network.reaches
    along = reaches.flow == Flow.AS_DRAWN
    upper = np.where(along, reaches.start, reaches.end)
    lower = np.where(along, reaches.end, reaches.start)
    graph = networkx.DiGraph()
    graph.add_nodes_from(reaches.ids)
    for one, end in zip(reaches.ids, lower, strict=True):
        for other, begin in zip(reaches.ids, upper, strict=True):
            if end == begin:
                graph.add_edge(one, other)
    return graph


def upstream(network, reach):
    return networkx.ancestors(graph_of(network), reach) | {reach}


def without(layer, *fields):
    frame = layer.frame.copy()
    for field in fields:
        frame[field] = None
    return replace(layer, frame=frame)


def with_lines(layer, lines):
    frame = layer.frame.copy()
    frame["geometry"] = gpd.GeoSeries(list(lines), index=frame.index, crs=4490)
    return replace(layer, frame=frame)


def turned_at_random(one, seed):
    chosen = np.random.default_rng(seed).random(len(one.frame)) < 0.5
    lines = one.frame.geometry.to_numpy()
    return with_lines(one, np.where(chosen, shapely.reverse(lines), lines))


WAYS = {
    "as it is": lambda one: one,
    "from end points alone": lambda one: without(one, "flow", "from_node", "to_node"),
    "from nodes, drawn at random": lambda one: turned_at_random(without(one, "flow"), 1),
    "from nodes, drawn at random again": lambda one: turned_at_random(without(one, "flow"), 2),
}


@pytest.mark.parametrize("way", WAYS)
def test_walker_creek_counts_and_areas(walker, way):
    built = build({"river": (WAYS[way](walker),)})
    assert len(built.network.reaches) == 62
    assert [fault.code for fault in built.faults] == []
    own = dict(zip(walker.frame["code"], walker.raw["AreaSqKM"], strict=True))
    total = dict(zip(walker.frame["code"], walker.raw["TotDASqKM"], strict=True))
    for reach, count in UPSTREAM.items():
        found = upstream(built.network, reach)
        assert len(found) == count
        assert sum(own[one] for one in found) == pytest.approx(total[reach], abs=1e-4)
    assert total["5329343"] == pytest.approx(93.7602)


def test_walker_creek_is_the_graph_of_its_attributes(walker):
    """The same by networkx from the columns FromNode and ToNode alone."""
    built = build({"river": (without(walker, "flow", "from_node", "to_node"),)})
    raw = walker.raw
    oracle = networkx.DiGraph()
    oracle.add_nodes_from(str(one) for one in raw["COMID"])
    for _, one in raw.iterrows():
        for _, other in raw[raw["FromNode"] == one["ToNode"]].iterrows():
            oracle.add_edge(str(one["COMID"]), str(other["COMID"]))
    found = graph_of(built.network)
    assert set(found.edges) == set(oracle.edges)


def test_lengths_are_geodesic(walker):
    reaches = build({"river": (walker,)}).network.reaches
    for line, metres in zip(reaches.lines, reaches.length_m, strict=True):
        assert metres == pytest.approx(ORACLE.geometry_length(line), rel=1e-7)


def test_river_km_is_the_way_to_the_mouth(walker):
    """By networkx along the stream of one name, which has no branches."""
    network = build({"river": (walker,)}).network
    reaches = network.reaches
    creek = [row for row, name in enumerate(reaches.names) if name == "Walker Creek"]
    assert len(set(reaches.river[creek].tolist())) == 1
    length = dict(zip(reaches.ids, reaches.length_m / 1000, strict=True))
    graph = graph_of(network)
    for row in creek:
        below = networkx.descendants(graph, reaches.ids[row])
        own = [one for one in below if reaches.names[reaches.ids.index(one)] == "Walker Creek"]
        assert reaches.km[row] == pytest.approx(sum(length[one] for one in own), abs=1e-6)


@pytest.fixture(scope="module")
def china():
    return from_file(real("china_400w/hyd1_4l.shp"), "river", crs=4490)


def test_the_rivers_of_china_warn_that_their_lines_are_not_the_flow(china):
    built = build({"river": (china,)})
    warned = [fault for fault in built.faults if fault.code == "not_with_flow"]
    assert {fault.message.fields["clue"].en for fault in warned} == {
        "the layer's from and to nodes", "the way it was drawn",
    }  # fmt: skip
    assert all(fault.severity == "warning" for fault in warned)
    assert set(built.network.reaches.clue) == {"", "order"}
    unknown = built.network.reaches.flow == Flow.UNKNOWN
    assert unknown.sum() > 700
    assert np.isnan(built.network.reaches.km[unknown]).all()
    told = {row for fault in built.faults for row in fault.reaches if fault.severity != "error"}
    assert set(np.flatnonzero(unknown).tolist()) <= told


def test_the_nodes_of_china_are_the_nodes_of_the_file(china):
    """FNODE_ and TNODE_ are consistent: one node of ours is one of theirs, for all 840 lines."""
    network = build({"river": (china,)}).network
    reaches = network.reaches
    assert len(reaches) == 840
    pairs = set()
    for end, column in ((reaches.start, "FNODE_"), (reaches.end, "TNODE_")):
        pairs |= set(zip(end.tolist(), china.raw[column].iloc[reaches.record], strict=True))
    assert len(pairs) == len(network) == len({theirs for _, theirs in pairs})


def test_a_person_may_vouch_for_the_drawing(china):
    built = build({"river": (china,)}, repairs=[Repair(do="believe", layer=china.source.path.name)])
    assert (built.network.reaches.clue.count("digitised")) == 840
    codes = [fault.code for fault in built.faults]
    assert codes.count("head_on_sink") + codes.count("head_on_source") == 36


def test_the_sample_has_no_fault_that_is_not_there():
    folder = shipped_samples() / "taierzhuang"
    layers = {
        kind: (from_file(folder / f"{name}.shp", kind),)
        for kind, name in (("river", "河流"), ("diversion_line", "南水北调干线"), ("lake", "湖库"))
    }
    built = build(layers)
    assert sorted((fault.code, fault.severity) for fault in built.faults) == [
        ("in_bed", "note"), ("lake_link", "note"),
    ]  # fmt: skip
    reaches = built.network.reaches
    assert set(reaches.flow.tolist()) == {Flow.AS_DRAWN, Flow.AGAINST}
    assert [
        name for name, clue in zip(reaches.names, reaches.clue, strict=True) if clue == "lake"
    ] == ["小龙潭水库"]
    mouths = {
        name: reaches.km[[i for i, one in enumerate(reaches.names) if one == name]].min()
        for name in set(reaches.names)
    }
    assert set(mouths.values()) == {0.0}


def test_an_empty_layer_is_a_network_too():
    built = build({"river": (layer("river"),)})
    assert len(built.network.reaches) == len(built.network) == 0
    assert built.faults == ()
    assert len(build({}).network) == 0
