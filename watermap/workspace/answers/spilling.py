"""What a spill does in the project's waters, and whom to call."""

from collections.abc import Iterator

from watermap.errors import Message
from watermap.network.answer import Spilled, Waters
from watermap.network.incidents.calling import whom_to_call
from watermap.network.incidents.spill import Release, spill
from watermap.network.placing.place import Unplaced
from watermap.network.tracing.arriving import hours_at_pieces
from watermap.network.tracing.speeds import Season
from watermap.network.tracing.start import find_start
from watermap.workspace.answers.flowing import gaps_of
from watermap.workspace.opened import Opened


def what_a_spill_does(
    opened: Opened, known: Waters, text: str, release: Release, season: Season = "normal"
) -> Spilled:
    """Who is hit downstream of what ``text`` means, when, how much, and whom to call.

    Args:
        opened: the project.
        known: its waters.
        text: as for ``follow``; a road or pipeline means its crossing.
        release: what came into the water.
        season: for speeds that no reach gives.

    Raises:
        WatermapError: ``text`` means no place of the network, or several.
    """
    network, placements = known.built.network, known.placements
    start = find_start(network, placements, text, direction="down")
    gaps = gaps_of(known.built)
    found = spill(network, start, release, objects=placements.placed, season=season, gaps=gaps)
    areas = opened.layers.get("administrative_area", ())
    called = whom_to_call(
        network, start.place, areas=areas, rivers=known.built.layers, season=season, gaps=gaps
    )
    lost = tuple(one for one in placements.unplaced if one.kind == "water_source")
    return Spilled(
        waters=known,
        asked_from=text,
        start=start,
        spill=found,
        hours=hours_at_pieces(network, found.trace),
        calls=called.calls,
        unplaced=lost,
        said=(*_lost(lost), *found.said, *called.said),
        problems=known.problems,
    )


def _lost(sources: tuple[Unplaced, ...]) -> Iterator[Message]:
    if sources:
        names = "、".join(one.name or one.id or "—" for one in sources)
        yield Message.of("spill.intakes_unplaced", count=len(sources), names=names)
