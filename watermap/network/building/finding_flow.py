"""Faults of flow: waters that run against each other, circles, parts that hang on nothing."""

from collections.abc import Iterator

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from watermap.network.building.clues import clues
from watermap.network.building.draft import Draft, fault
from watermap.network.building.faults import Fault
from watermap.network.building.repairs import Repair
from watermap.network.network import Flow, Numbers

MOST_TORN = 0.1  # share of a layer's named nodes that may be torn and it still names nodes
WEAK = ("digitised", "order")  # what they say against a stronger clue is no contradiction


def flow_faults(draft: Draft) -> Iterator[Fault]:
    """All of them, in no order."""
    yield from _not_with_flow(draft)
    yield from _unknown(draft)
    yield from _against_flow(draft)
    yield from _clues_differ(draft)
    yield from _torn_nodes(draft)
    yield from _head_on(draft)
    yield from _circles(draft)
    parts = _parts(draft)
    yield from _isolated(draft, parts)
    yield from _dangling(draft, parts)


def _not_with_flow(draft: Draft) -> Iterator[Fault]:
    vouched = {one.repair.layer for one in draft.repairs if one.repair.do == "believe"}
    for one in draft.direction.trusted:
        layer = draft.lines.layers[one.layer]
        if one.believed or layer.source.path.name in vouched:
            continue
        rows = np.flatnonzero(draft.network.reaches.layer == one.layer)
        if one.clue == "digitised" and (draft.network.reaches.flow[rows] != Flow.UNKNOWN).all():
            continue  # better clues told every reach: nobody needs the drawing
        yield fault(
            "not_with_flow",
            "warning",
            shapely.multilinestrings(draft.network.reaches.lines[rows]),
            reaches=tuple(rows.tolist()),
            repairs=(Repair(do="believe", layer=layer.source.path.name),)
            if one.clue == "digitised"
            else (),
            layer=layer.title,
            clue=clues()[one.clue].title,
            nodes=one.nodes,
            against=one.against,
        )


def _unknown(draft: Draft) -> Iterator[Fault]:
    """One a river: nobody knows which way it flows."""
    reaches = draft.network.reaches
    # A closed line by itself has no up or down; it is told as such.
    closed = (draft.pieces.start == draft.pieces.end) & (draft.degree[draft.pieces.start] == 2)
    rows = np.flatnonzero((reaches.flow == Flow.UNKNOWN) & ~closed)
    for river in np.unique(reaches.river[rows]).tolist():
        own = rows[reaches.river[rows] == river]
        lines = np.unique(draft.pieces.line[own]).tolist()
        key = draft.key(lines[0])
        yield fault(
            "unknown_direction",
            "warning",
            shapely.multilinestrings(reaches.lines[own]),
            reaches=tuple(own.tolist()),
            repairs=tuple(
                Repair(do="flow", line=key, flow=flow) for flow in ("as_drawn", "against", "both")
            )
            if len(lines) == 1 and not draft.lines.made[lines[0]]
            else (),
            name=draft.names[lines[0]],
            count=len(own),
            km=f"{reaches.length_m[own].sum() / 1000:.1f}",
        )


def _against_flow(draft: Draft) -> Iterator[Fault]:
    """Lines drawn the other way: a field says so, or they would leave the river they belong to."""
    says, clue = draft.direction.says, np.array(draft.direction.clue, dtype=object)
    drawn, order = says["digitised"], says["order"]
    flow = draft.network.reaches.flow
    told = (drawn == Flow.AS_DRAWN) & (flow == Flow.AGAINST) & (clue != "repair")
    doubted = (clue == "digitised") & (order == -flow) & (order != 0)
    yield from _of_lines(draft, np.flatnonzero(told), "drawn_against", "note")
    yield from _of_lines(draft, np.flatnonzero(doubted), "against_flow", "warning")


def _clues_differ(draft: Draft) -> Iterator[Fault]:
    direction, flow = draft.direction, draft.network.reaches.flow
    strong = np.zeros(len(flow), dtype=bool)
    for name, said in direction.says.items():
        if name not in WEAK:
            strong |= (said == -flow) & (np.abs(flow) == 1)
    rows = np.flatnonzero(strong & direction.contradicted)
    yield from _of_lines(draft, rows, "clues_differ", "warning")


def _of_lines(draft: Draft, rows: Numbers, code: str, severity: str) -> Iterator[Fault]:
    """One fault a drawn line, offering to turn the line or to confirm it as it is."""
    reaches, direction = draft.network.reaches, draft.direction
    of = draft.pieces.line
    for line in np.unique(of[rows]).tolist():
        own = rows[of[rows] == line]
        flow = int(reaches.flow[own[0]])
        words = ("against", "as_drawn") if flow == Flow.AS_DRAWN else ("as_drawn", "against")
        if code != "against_flow":
            words = (words[1], words[0])
        yield fault(
            code,
            "warning" if severity == "warning" else "note",
            shapely.multilinestrings(reaches.lines[own]),
            reaches=tuple(own.tolist()),
            repairs=tuple(
                Repair(
                    do="flow",
                    line=draft.key(line),
                    flow="as_drawn" if one == "as_drawn" else "against",
                )
                for one in words
            ),
            name=draft.names[line],
            clue=clues()[direction.clue[own[0]]].title,
        )


def _torn_nodes(draft: Draft) -> Iterator[Fault]:
    """Nodes that a layer names alike although the lines do not meet there.

    Told only of a layer most of whose shared names are one place: else they name no nodes.
    """
    places = _named_places(draft)
    for layer in range(len(draft.lines.layers)):
        own = {name: seen for (of, name), seen in places.items() if of == layer and len(seen) > 1}
        torn = {name: seen for name, seen in own.items() if len({node for node, _ in seen}) > 1}
        if len(torn) > MOST_TORN * len(own):
            continue
        for name, seen in sorted(torn.items()):
            nodes = sorted({node for node, _ in seen})
            yield fault(
                "torn_node",
                "warning",
                shapely.multipoints(draft.network.node_xy[nodes]),
                reaches=tuple(sorted(reach for _, reach in seen)),
                layer=draft.lines.layers[layer].title,
                node=name,
                count=len(nodes),
            )


def _named_places(draft: Draft) -> dict[tuple[int, str], set[tuple[int, int]]]:
    """For each layer and name of a node: the nodes of the network, each with a reach."""
    pieces, says = draft.pieces, draft.direction.says["nodes"]
    upper, lower = (draft.lines.texts(field) for field in ("from_node", "to_node"))
    places: dict[tuple[int, str], set[tuple[int, int]]] = {}
    for reach in np.flatnonzero(np.abs(says) == 1).tolist():
        line = int(pieces.line[reach])
        ends = int(pieces.start[reach]), int(pieces.end[reach])
        rows = draft.reaches_of(line)
        along = says[reach] == Flow.AS_DRAWN
        first, last = (upper[line], lower[line]) if along else (lower[line], upper[line])
        layer = int(draft.lines.layer[line])
        if reach == rows[0]:
            places.setdefault((layer, first or ""), set()).add((ends[0], reach))
        if reach == rows[-1]:
            places.setdefault((layer, last or ""), set()).add((ends[1], reach))
    return places


def _head_on(draft: Draft) -> Iterator[Fault]:
    """Nodes of several reaches where all water arrives, or from which all leaves."""
    reaches = draft.network.reaches
    certain = draft.arrives + draft.leaves == draft.degree
    lake = np.zeros(len(draft.network), dtype=bool)
    lake[draft.pieces.end[draft.lines.made[draft.pieces.line]]] = True
    torn = (draft.degree >= 2) & certain & ((draft.arrives == 0) | (draft.leaves == 0)) & ~lake
    for node in np.flatnonzero(torn).tolist():
        rows = np.flatnonzero((reaches.start == node) | (reaches.end == node))
        # The likeliest to be wrong is what is known least; of equals the shorter.
        order = rows[np.lexsort((reaches.length_m[rows], reaches.confidence[rows]))]
        lon, lat = draft.network.node_xy[node].tolist()
        yield fault(
            "head_on_sink" if draft.arrives[node] else "head_on_source",
            "warning",
            shapely.Point(lon, lat),
            reaches=tuple(rows.tolist()),
            repairs=_turnings(draft, order),
            names="、".join(dict.fromkeys(draft.names[draft.pieces.line[row]] for row in rows)),
        )


def _turnings(draft: Draft, rows: Numbers) -> tuple[Repair, ...]:
    """To turn each of some reaches; links through lakes are nobody's lines."""
    made = draft.lines.made[draft.pieces.line[rows]]
    return tuple(_turned(draft, row) for row in rows[~made].tolist())


def _turned(draft: Draft, reach: int) -> Repair:
    turned = int(draft.network.reaches.flow[reach]) == Flow.AGAINST
    return Repair(
        do="flow",
        line=draft.key(int(draft.pieces.line[reach])),
        flow="as_drawn" if turned else "against",
    )


def _circles(draft: Draft) -> Iterator[Fault]:
    """Closed lines, and reaches along which the water would come back to where it was."""
    reaches, pieces = draft.network.reaches, draft.pieces
    closed = pieces.start == pieces.end
    for row in np.flatnonzero(closed).tolist():
        alone = draft.degree[pieces.start[row]] == 2
        yield fault(
            "ring" if alone else "loop",
            "note" if alone else "warning",
            reaches.lines[row],
            reaches=(row,),
            names=draft.names[pieces.line[row]],
        )
    one_way = np.flatnonzero((np.abs(reaches.flow) == 1) & ~closed)
    along = reaches.flow[one_way] == Flow.AS_DRAWN
    upper = np.where(along, pieces.start[one_way], pieces.end[one_way])
    lower = np.where(along, pieces.end[one_way], pieces.start[one_way])
    group = _connected(upper, lower, len(draft.network), directed=True)
    inside = one_way[group[upper] == group[lower]]
    for number in np.unique(group[pieces.start[inside]]).tolist():
        own = inside[group[pieces.start[inside]] == number]
        weakest = own[np.lexsort((reaches.length_m[own], reaches.confidence[own]))]
        yield fault(
            "loop",
            "warning",
            shapely.multilinestrings(reaches.lines[own]),
            reaches=tuple(own.tolist()),
            repairs=_turnings(draft, weakest),
            names="、".join(dict.fromkeys(draft.names[pieces.line[row]] for row in own)),
        )


def _connected(first: Numbers, second: Numbers, nodes: int, *, directed: bool) -> Numbers:
    graph = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(nodes, nodes))
    found = connected_components(graph, directed=directed, connection="strong")[1]
    groups: Numbers = found.astype(np.int64)
    return groups


def _parts(draft: Draft) -> Numbers:
    """Which part of the network each reach belongs to; nothing joins two parts."""
    pieces = draft.pieces
    group = _connected(pieces.start, pieces.end, len(draft.network), directed=False)
    return group[pieces.start] if len(pieces.start) else np.zeros(0, dtype=np.int64)


def _isolated(draft: Draft, parts: Numbers) -> Iterator[Fault]:
    """All parts but the longest; closed lines by themselves are told as such."""
    if not len(parts):
        return
    reaches = draft.network.reaches
    length = np.bincount(parts, reaches.length_m)
    open_part = np.bincount(parts, draft.pieces.start != draft.pieces.end) > 0
    main = int(np.where(open_part, length, 0.0).argmax())
    for part in np.flatnonzero(open_part).tolist():
        if part == main:
            continue
        own = np.flatnonzero(parts == part)
        yield fault(
            "isolated",
            "note",
            shapely.multilinestrings(reaches.lines[own]),
            reaches=tuple(own.tolist()),
            names="、".join(dict.fromkeys(draft.names[draft.pieces.line[row]] for row in own[:3])),
            count=len(own),
            km=f"{length[part] / 1000:.1f}",
        )


def _dangling(draft: Draft, parts: Numbers) -> Iterator[Fault]:
    """Ends at which the water of a part leaves, besides the one that drains most of it."""
    if not len(parts):
        return
    reaches, pieces = draft.network.reaches, draft.pieces
    along = reaches.flow == Flow.AS_DRAWN
    one_way = np.abs(reaches.flow) == 1
    lower = np.where(one_way, np.where(along, pieces.end, pieces.start), -1)
    drained = draft.drained_km
    out = np.flatnonzero(one_way & (draft.degree[lower] == 1))
    order = out[np.lexsort((-drained[out], parts[out]))]
    first = np.diff(parts[order], prepend=-1) != 0
    for row in order[~first].tolist():
        lon, lat = draft.network.node_xy[lower[row]].tolist()
        yield fault(
            "dangling",
            "note",
            shapely.Point(lon, lat),
            reaches=(row,),
            repairs=_turnings(draft, np.array([row])),
            name=draft.names[pieces.line[row]],
        )
