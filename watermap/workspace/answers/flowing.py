"""Where the water goes: the project's rivers as a network, and traces along it."""

from collections.abc import Iterator

import numpy as np

from watermap.errors import Problem, WatermapError
from watermap.network.answer import Followed, Waters
from watermap.network.build import Built, build
from watermap.network.faults import Fault
from watermap.network.network import Network
from watermap.network.passed import chiefs_passed, districts_passed
from watermap.network.place import Placements, placed
from watermap.network.repairs import read_repairs
from watermap.network.start import find_start
from watermap.network.trace import Asked, trace
from watermap.workspace.opened import Opened

REPAIRS = "network.toml"
"""The project's file of what was decided about the network."""
_MOST_NAMED = 8
_NEED_A_PLACE = ("too_far", "no_geometry")


def waters(opened: Opened) -> Waters:
    """The rivers of a project as a network, with its repairs, and the objects placed on it.

    Raises:
        WatermapError: there are no rivers, or the file of repairs cannot be used.
    """
    built = build(opened.layers, repairs=read_repairs(opened.folder / REPAIRS))
    if not len(built.network.reaches):
        raise WatermapError(Problem.error("tracing.no_rivers"))
    placements = placed(built.network, opened.layers)
    return Waters(
        built=built,
        placements=placements,
        problems=(*opened.doubts_of_layers(), *_said_of(built, placements)),
    )


def follow(opened: Opened, known: Waters, text: str, asked: Asked) -> Followed:
    """Trace the water from what ``text`` means: coordinates, an object, a reach, a river.

    Raises:
        WatermapError: ``text`` means no place of the network.
    """
    network, placements = known.built.network, known.placements
    start = find_start(network, placements, text, direction=asked.direction)
    found = trace(
        network,
        start.place,
        asked,
        objects=placements.placed,
        gaps=gaps_of(known.built),
        without=start.object,
    )
    return Followed(
        waters=known,
        asked_from=text,
        start=start,
        trace=found,
        districts=districts_passed(
            network, found.pieces, opened.layers.get("administrative_area", ())
        ),
        chiefs=chiefs_passed(network, found.pieces, known.built.layers),
        problems=known.problems,
    )


def gaps_of(built: Built) -> frozenset[int]:
    """The nodes at which a line is thought to be missing."""
    gaps = (one for one in built.faults if one.code == "gap" and not one.left)
    return frozenset(_node_at(built.network, one) for one in gaps)


def _node_at(network: Network, fault: Fault) -> int:
    """The end that a fault stands at."""
    reaches = list(fault.reaches)
    nodes = np.concatenate([network.reaches.start[reaches], network.reaches.end[reaches]])
    away = np.abs(network.node_xy[nodes] - (fault.lon, fault.lat)).sum(axis=1)
    return int(nodes[np.argmin(away)])


def _said_of(built: Built, placements: Placements) -> Iterator[Problem]:
    """What an answer along the water has to say of the network itself."""
    for fault in built.faults:
        if fault.severity != "note" and not fault.left:
            said = fault.message
            yield Problem(severity=fault.severity, code=said.code, fields=said.fields)
    doubtful = [one.name or one.id for one in placements.placed if one.doubts]
    if doubtful:
        yield Problem.warning("tracing.doubtful_places", **_listed(doubtful))
    far = [one.name or one.id for one in placements.unplaced if one.why in _NEED_A_PLACE]
    if far:
        yield Problem.warning("tracing.unplaced", **_listed(far))


def _listed(names: list[str | None]) -> dict[str, object]:
    told = "、".join(name or "—" for name in names[:_MOST_NAMED])
    return {"count": len(names), "names": told + ("…" if len(names) > _MOST_NAMED else "")}
