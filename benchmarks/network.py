"""A network of 50,000 reaches: built, walked and filled with 20,000 objects, ours and networkx.

    .venv/bin/python benchmarks/network.py [--repeat 5]

Each repetition is a fresh process, ours and networkx by turns. The rivers are a tree over a lattice
of 1 km with 500 side branches, twelve vertices a reach, ends up to 5 cm beside each other.
networkx gets the nodes that ours has found: noding by hand is not its business.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx
import numpy as np
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

from watermap.catalogue.load import known_kinds
from watermap.errors import Message
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.decision import PlaceDecision
from watermap.language import Text
from watermap.network.building.build import build
from watermap.network.graph import Arcs
from watermap.network.network import Flow, Network, Place
from watermap.network.placing.place import placed
from watermap.network.tracing.trace import Asked, trace
from watermap.network.tracing.ways import Ways
from watermap.reading.raw import Source

SIDE, BRANCHES, OBJECTS, SMALL = 224, 500, 20_000, 500
WEST, SOUTH, STEP = 105.0, 29.0, 0.01  # degrees


WITHIN_M = 20_000.0  # of the small traces


def rivers() -> gpd.GeoDataFrame:
    """The tree, drawn downstream, and side branches that join it again farther down."""
    random = np.random.default_rng(20260301)
    first, second = _lattice()
    weights = random.random(len(first)) + 0.1
    count = SIDE * SIDE
    graph = coo_array((weights, (first, second)), shape=(count, count))
    tree = minimum_spanning_tree(graph.tocsr())
    order, above = breadth_first_order(tree, 0, directed=False)
    depth = np.zeros(count, dtype=np.int64)
    for node in order[1:].tolist():
        depth[node] = depth[above[node]] + 1
    others = np.flatnonzero(np.abs(depth[first] - depth[second]) > 1)
    extra = random.choice(others, BRANCHES, replace=False)
    higher = np.where(depth[first] > depth[second], first, second)[extra]
    lower = np.where(depth[first] > depth[second], second, first)[extra]
    begin = np.concatenate([order[1:], higher])[:50_000]
    end = np.concatenate([above[order[1:]], lower])[:50_000]
    return gpd.GeoDataFrame(geometry=_drawn(begin, end, random), crs=4490)


def _lattice() -> tuple[np.ndarray, np.ndarray]:
    """Neighbours, to the east and to the north."""
    number = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    first = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    return first, np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])


def _drawn(begin: np.ndarray, end: np.ndarray, random: np.random.Generator) -> np.ndarray:
    place = np.column_stack([WEST + STEP * (np.arange(SIDE * SIDE) % SIDE),
                             SOUTH + STEP * (np.arange(SIDE * SIDE) // SIDE)])  # fmt: skip
    along = np.linspace(0, 1, 12)[None, :, None]
    a, b = place[begin][:, None, :], place[end][:, None, :]
    way = b - a
    aside = np.stack([-way[..., 1], way[..., 0]], axis=-1)
    swing = random.uniform(-0.12, 0.12, (len(begin), 1, 1)) * np.sin(np.pi * along)
    xy = a + along * way + swing * aside
    xy[:, [0, -1]] += random.uniform(-2.5e-7, 2.5e-7, (len(begin), 2, 2))  # 5 cm in all
    return shapely.linestrings(xy)


def layer(kind: str, frame: gpd.GeoDataFrame) -> Layer:
    """A layer of a kind from shapes alone."""
    fields = known_kinds()[kind].fields
    empty = {name: [None] * len(frame) for name in fields if name != "geometry"}
    whole = gpd.GeoDataFrame(empty, geometry=frame.geometry, crs=4490)
    file = Path(f"{kind}.gpkg")
    return Layer(
        kind=kind,
        title=Text(zh=kind, en=kind),
        source=Source(path=file, format="-", sha256="0" * 64, modified=dt.date(2026, 1, 1)),
        layer_name=kind,
        features_in_file=len(frame),
        place=PlaceDecision(
            epsg=4490, name="CGCS2000", how=Message.of("checks.covered_by_area"), confidence=1.0
        ),
        columns=(),
        frame=whole,
        raw=whole.drop(columns="geometry"),
    )


def clocked(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What comes out, seconds by the clock and of the processor."""
    start, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - start, time.process_time() - cpu


def measured(way: str) -> dict[str, tuple[float, float]]:
    """One way in this process; the layers are made before the clock starts."""
    river = layer("river", rivers())
    random = np.random.default_rng(7)
    spread = SIDE * STEP
    points = shapely.points(WEST + spread * random.random(OBJECTS),
                            SOUTH + spread * random.random(OBJECTS))  # fmt: skip
    outfalls = layer("outfall", gpd.GeoDataFrame(geometry=points, crs=4490))
    build({"river": (layer("river", rivers().iloc[:200]),)})  # libraries and files of words
    built, *whole = clocked(lambda: build({"river": (river,)}))
    network = built.network
    assert len(network.reaches) == 50_000, "a lattice does not cross itself"
    starts = random.choice(len(network), SMALL, replace=False).tolist()
    mouth = int(np.argmin(np.abs(network.node_xy - [WEST, SOUTH]).sum(axis=1)))
    if way == "ours":
        _, *put = clocked(lambda: placed(network, {"outfall": (outfalls,)}))
        graph, *made = clocked(lambda: _matrix(Arcs.down(network).turned()))
        basin, *all_up = clocked(lambda: _up(graph, mouth))
        some, *small = clocked(lambda: [len(_up(graph, one)) for one in starts])
        ways = Ways.of(network, "up")
        traced, *far = clocked(lambda: _trace(network, ways, mouth, None))
        _, *near = clocked(lambda: [_trace(network, ways, one, WITHIN_M) for one in starts])
    else:
        put = [float("nan")] * 2
        graph, *made = clocked(lambda: _networkx(network))
        basin, *all_up = clocked(lambda: networkx.ancestors(graph, mouth) | {mouth})
        some, *small = clocked(lambda: [len(networkx.ancestors(graph, s)) + 1 for s in starts])
        back = graph.reverse()
        traced, *far = clocked(lambda: _lengths(back, mouth, None))
        _, *near = clocked(lambda: [_lengths(back, one, WITHIN_M) for one in starts])
    return {"build": whole, "graph": made, "basin": all_up, "small": small, "place": put,
            "trace": far, "traces": near,
            "nodes": [len(basin), sum(some), round(traced)]}  # fmt: skip


def _trace(network: Network, ways: Ways, node: int, within_m: float | None) -> float:
    """The product's whole trace from the reach above a node: parts, ends, main stem; metres."""
    first, last = ways.arcs.first[node : node + 2]
    if first == last:
        return 0.0
    reach = int(ways.arcs.reach[first])
    down = int(network.reaches.flow[reach]) == Flow.AS_DRAWN
    at_m = float(network.reaches.length_m[reach]) if down else 0.0
    place = Place(reach=reach, at_m=at_m, snap_m=0.0)
    return trace(network, place, Asked(direction="up", within_m=within_m), ways=ways).length_m


def _lengths(graph: networkx.DiGraph, node: int, within_m: float | None) -> float:
    """Distances upstream alone: no parts, ends or main stem."""
    far = networkx.single_source_dijkstra_path_length(graph, node, cutoff=within_m, weight="metres")
    return sum(data["metres"] for one in far for _, _, data in graph.out_edges(one, data=True))


def _matrix(arcs: Arcs) -> csr_array:
    nodes = len(arcs.first) - 1
    steps = np.ones(len(arcs.to), dtype=np.int8)
    return csr_array((steps, arcs.to, arcs.first), shape=(nodes, nodes))


def _up(graph: csr_array, node: int) -> np.ndarray:
    return breadth_first_order(graph, node, return_predecessors=False)


def _networkx(network: Network) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    reaches = network.reaches
    graph.add_nodes_from(range(len(network)))
    pairs = zip(
        reaches.start.tolist(), reaches.end.tolist(), reaches.length_m.tolist(), strict=True
    )
    graph.add_weighted_edges_from(pairs, weight="metres")
    return graph


def main() -> None:
    """Print the best of several repetitions as JSON lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--way")
    asked = parser.parse_args()
    if asked.way:
        print(json.dumps(measured(asked.way)))
        return
    for turn in range(asked.repeat):
        for way in ("ours", "networkx"):
            done = subprocess.run([sys.executable, __file__, "--way", way],
                                  check=True, capture_output=True, text=True)  # fmt: skip
            print(turn, way, done.stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
