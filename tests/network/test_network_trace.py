"""A trace, rule by rule on small networks; and held against networkx on networks by chance."""

import tomllib
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st

from tests.checks.ground import ORACLE
from tests.network.drawing import GROUND, layer
from watermap.network.building.build import build
from watermap.network.nearest import AsNear, ReachIndex
from watermap.network.network import Flow, Place
from watermap.network.placing.place import Placements, placed
from watermap.network.tracing.start import find_start
from watermap.network.tracing.trace import Asked, trace
from watermap.workspace.answers.flowing import gaps_of

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "trace_rules.toml").read_text("utf-8")
)["case"]


def network_of(case):
    layers = {}
    for key, kind in (("rivers", "river"), ("diversions", "diversion_line")):
        lines = [([*map(tuple, one["at"])], {**one, "at": None}) for one in case.get(key, ())]
        if lines:
            layers[kind] = (layer(kind, *lines),)
    return build(layers)


def objects_of(case):
    kinds = {}
    for one in case.get("objects", ()):
        kinds.setdefault(one["kind"], []).append((GROUND.point(*one["at"]), {"name": one["name"]}))
    return {kind: (layer(kind, *features),) for kind, features in kinds.items()}


def place_at(network, at):
    point = np.array(GROUND.point(*at).coords)
    found = ReachIndex.of(network).nearest(point, [""], 500.0, AsNear(more_m=0.0, share=1.0))
    return Place(
        reach=int(found.reach[0]), at_m=float(found.at_m[0]), snap_m=float(found.away_m[0])
    )


def answer(case):
    built = network_of(case)
    objects = placed(built.network, objects_of(case)).placed
    ask = dict(case["ask"])
    ask["stop_at"] = frozenset(ask.get("stop_at", ()))
    found = trace(
        built.network,
        place_at(built.network, case["from"]),
        Asked(**ask),
        objects=objects,
        gaps=gaps_of(built),
    )
    return built.network, found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_trace(case):
    network, found = answer(case)
    pieces = found.pieces
    told = [
        f"{network.reaches.names[reach]} {pieces.to_m[row] - pieces.from_m[row]:.0f}"
        for row, reach in enumerate(pieces.reach.tolist())
    ]
    assert sorted(told) == sorted(case["reaches"])
    assert sorted(f"{one.reason} {one.taken_m:.0f}" for one in found.ends) == sorted(case["ends"])
    met = [f"{one.object.name} {one.taken_m:.0f}" for one in found.objects]
    assert sorted(met) == sorted(case.get("met", met))
    assert [one.taken_m for one in found.objects] == sorted(one.taken_m for one in found.objects)
    codes = [one.code for one in found.said if one.code != "tracing.speeds"]
    assert codes == case.get("said", [])
    for one in found.objects:
        if one.object.name in case.get("hours", {}):
            hours = (one.hours.earliest, one.hours.likely, one.hours.latest)
            assert hours == pytest.approx(case["hours"][one.object.name], abs=0.002)
    if "on_main" in case:
        assert [one.object.name for one in found.objects if one.main] == case["on_main"]


def test_parts_of_reaches_are_as_long_on_the_ground_as_said():
    case = next(one for one in CASES if one["name"].startswith("stop at a distance"))
    network, found = answer(case)
    for line, begin, end in zip(
        found.pieces.geometry(network), found.pieces.from_m, found.pieces.to_m, strict=True
    ):
        assert ORACLE.geometry_length(line) == pytest.approx(end - begin, abs=0.01)


def test_an_end_stands_where_the_last_part_ends():
    case = next(one for one in CASES if one["name"].startswith("stop at the next section;"))
    network, found = answer(case)
    (end,) = found.ends
    (line,) = found.pieces.geometry(network)
    assert shapely.Point(end.lon, end.lat).distance(line.boundary) < 1e-9
    assert end.object.name == "上断面"


def test_the_start_itself_is_not_met_and_stops_nothing():
    case = next(one for one in CASES if one["name"].startswith("stop at the next section;"))
    built = network_of(case)
    placements = placed(built.network, objects_of(case))
    start = find_start(built.network, placements, "上断面", direction="up")
    found = trace(
        built.network,
        start.place,
        Asked(direction="up", stop_at=frozenset({"section"})),
        objects=placements.placed,
        without=start.object,
    )
    assert [one.object.name for one in found.objects] == ["远断面"]
    assert found.length_m == pytest.approx(100, abs=0.1)


def test_a_reach_or_river_is_begun_so_that_all_of_it_is_in_the_trace():
    built = network_of(CASES[0])
    for direction, metres in (("up", 1400), ("down", 1000)):
        start = find_start(
            built.network, Placements(placed=(), unplaced=()), "大河", direction=direction
        )
        found = trace(built.network, start.place, Asked(direction=direction))
        assert found.length_m == pytest.approx(metres, abs=0.5)


grids = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans(), st.sampled_from([1, -1, 2])),
    min_size=1,
    max_size=24,
    unique_by=lambda one: one[:3],
)


@given(lines=grids, start=st.integers(0, 23), up=st.booleans(), within=st.sampled_from([None, 900]))
@settings(max_examples=60, deadline=None)
def test_what_is_reached_is_what_networkx_reaches(lines, start, up, within):
    """Lines of a grid of 400 m, each to the east or north of its node, flowing in any way."""
    words = {1: "as_drawn", -1: "against", 2: "both"}
    rivers = []
    for east, north, turns, flow in lines:
        other = (east, north + 1) if turns else (east + 1, north)
        ends = [(400 * east, 400 * north), (400 * other[0], 400 * other[1])]
        rivers.append((ends, {"name": f"{ends}", "flow": words[flow]}))
    network = build({"river": (layer("river", *rivers),)}).network
    reaches = network.reaches
    graph = nx.MultiDiGraph()
    for row in range(len(reaches)):
        one, two = int(reaches.start[row]), int(reaches.end[row])
        length = float(reaches.length_m[row])
        if int(reaches.flow[row]) != Flow.AGAINST:
            graph.add_edge(one, two, key=row, metres=length)
        if int(reaches.flow[row]) != Flow.AS_DRAWN:
            graph.add_edge(two, one, key=row, metres=length)
    if up:
        graph = graph.reverse()
    reach = start % len(reaches)
    place = Place(reach=reach, at_m=float(reaches.length_m[reach]) / 2, snap_m=0.0)
    asked = Asked(direction="up" if up else "down", within_m=within)
    found = trace(network, place, asked)
    begun = [(one, two) for one, two, key in graph.edges(keys=True) if key == reach]
    half = float(reaches.length_m[reach]) / 2
    away = {}
    for _, node in begun:
        far = nx.single_source_dijkstra_path_length(graph, node, weight="metres")
        for other, metres in far.items():
            away[other] = min(away.get(other, np.inf), metres + half)
    most = within or np.inf
    wanted = {
        key: data["metres"]
        for one, _, key, data in graph.edges(keys=True, data=True)
        if away.get(one, np.inf) < most
    }
    got = {}
    for row, one in enumerate(found.pieces.reach.tolist()):
        got[one] = got.get(one, 0.0) + float(found.pieces.to_m[row] - found.pieces.from_m[row])
    assert set(got) == set(wanted) | {reach}
    assert all(got[one] <= float(reaches.length_m[one]) + 1e-6 for one in got)
    if within is None:
        assert all(got[one] == pytest.approx(metres, abs=1e-6) for one, metres in wanted.items())
