"""Where the water goes: the project's rivers as a network, and traces along it."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import shapely

from watermap.errors import Problem, WatermapError
from watermap.network.answer import Followed, Waters
from watermap.network.building.build import Built, build
from watermap.network.ground import ways_m
from watermap.network.network import Floats, Network
from watermap.network.placing.corrections import Corrections, corrections
from watermap.network.placing.place import Placements, placed
from watermap.network.tracing.passed import chiefs_passed, districts_passed
from watermap.network.tracing.start import find_start
from watermap.network.tracing.trace import Asked, trace
from watermap.workspace.decided import kept_of
from watermap.workspace.opened import Opened

_MOST_NAMED = 8
_NEED_A_PLACE = ("too_far", "no_geometry")


def waters(opened: Opened) -> Waters:
    """The rivers of a project as a network, as it keeps it, and the objects placed on it.

    Repairs, tolerances and places said by hand are those of the project's own file.

    Raises:
        WatermapError: there are no rivers, or the file of repairs cannot be used.
    """
    kept = kept_of(opened)
    built = build(opened.layers, tolerances=kept.near(), repairs=kept.repair)
    if not len(built.network.reaches):
        raise WatermapError(Problem.error("tracing.no_rivers"))
    by_hand = corrections(built, opened.layers)
    placements = placed(built.network, opened.layers, by_hand=by_hand.places)
    return Waters(
        built=built,
        placements=placements,
        problems=(
            *opened.doubts_of_layers(),
            *_said_of(built, placements),
            *_moved(built, by_hand),
        ),
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
    """The nodes at which a line is thought to be missing, on both sides of each gap."""
    found: set[int] = set()
    for one in built.faults:
        if one.code == "gap" and not one.left and one.geometry is not None:
            sides = shapely.get_coordinates(one.geometry)
            found |= {node for node in map(partial(_node_at, built.network), sides) if node >= 0}
    return frozenset(found)


def _node_at(network: Network, place: Floats) -> int:
    """The node at a place; -1: the line goes on there."""
    nearest = int(np.argmin(np.abs(network.node_xy - place).sum(axis=1)))
    away = ways_m(place[None, :], network.node_xy[nearest : nearest + 1])
    return nearest if float(away[0]) <= network.tolerance_m else -1


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


def _moved(built: Built, by_hand: Corrections) -> Iterator[Problem]:
    """Places said by hand whose object is not there any more; lines that changed are faults."""
    things = [one.thing for one in by_hand.stale if one not in built.stale and one.thing]
    if things:
        names = [one.id or f"{one.layer}#{one.record}" for one in things]
        yield Problem.warning("tracing.stale_place", **_listed(names))


def _listed(names: Sequence[str | None]) -> dict[str, object]:
    told = "、".join(name or "—" for name in names[:_MOST_NAMED])
    return {"count": len(names), "names": told + ("…" if len(names) > _MOST_NAMED else "")}
