"""All clues to the direction of flow put together for a network of pieces."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from watermap.network.building.clues import heights as height_rule
from watermap.network.building.direction import (
    Direction,
    Says,
    Trusted,
    decide,
    from_attribute,
    from_next_reach,
    from_nodes,
    held_together,
)
from watermap.network.building.lines import Lines
from watermap.network.building.mouths import (
    Meets,
    downhill,
    main_river_mouths,
    named_mouths,
    rising,
    towards_mouths,
    towards_outlets,
)
from watermap.network.building.noding import Pieces
from watermap.network.building.repairs import Resolved
from watermap.network.building.settings import Tolerances
from watermap.network.network import Floats, Flow, Numbers, Sort

Heights = Callable[[Floats, Floats], Floats]  # longitudes, latitudes → metres; NaN: not known


def directed(
    lines: Lines,
    pieces: Pieces,
    length_m: Floats,
    river: Numbers,
    repairs: Sequence[Resolved],
    *,
    near: Tolerances,
    heights: Heights | None,
    twice: Sequence[int] = (),
) -> Direction:
    """The flow of every piece by the first clue that speaks.

    ``river``: number of the river of each piece; ``twice``: lines that are copies of others, and so
    prove nothing of how a layer is drawn.
    """
    of = pieces.line
    meets = Meets.of(pieces, river)
    order = rising(meets, lines.numbers("order")[of], river)
    says: dict[str, Says] = {
        "repair": _ordered(lines, repairs)[of],
        "attribute": from_attribute(lines)[of],
        "nodes": from_nodes(lines, pieces)[of],
        "next_reach": from_next_reach(lines, pieces)[of],
        "outlet": _outlets(lines, pieces, length_m, river, repairs, near),
        "heights": _heights(lines, pieces, heights),
        "digitised": (~lines.made[of]).astype(np.int8),
        "order": towards_mouths(pieces, length_m, river, main_river_mouths(meets, order, river)),
    }
    trusted = _believe(lines, pieces, says, repairs, twice)
    first = decide(says, trusted, len(of))
    says["lake"] = _through_lakes(pieces, lines.made[of], first.flow)
    return decide(says, trusted, len(of)) if says["lake"].any() else first


def _ordered(lines: Lines, repairs: Sequence[Resolved]) -> Says:
    words = {"as_drawn": Flow.AS_DRAWN, "against": Flow.AGAINST, "both": Flow.BOTH}
    says = np.zeros(len(lines), dtype=np.int8)
    for one in repairs:
        if one.repair.do == "flow" and one.repair.flow is not None:
            says[one.line] = words[one.repair.flow]
    return says


def _outlets(
    lines: Lines,
    pieces: Pieces,
    length_m: Floats,
    river: Numbers,
    repairs: Sequence[Resolved],
    near: Tolerances,
) -> Says:
    """What a person has marked goes before what a layer says a river flows into."""
    places = [one.repair.at for one in repairs if one.repair.do == "outlet"]
    marked = towards_outlets(
        pieces, length_m, np.array(places, dtype=np.float64).reshape(-1, 2), near.gap_m
    )
    into = lines.texts("flows_into")
    if not any(into):
        return marked
    of = pieces.line.tolist()
    names = lines.texts("name")
    mouths = named_mouths(
        Meets.of(pieces, river), [names[one] for one in of], [into[one] for one in of], river
    )
    named = towards_mouths(pieces, length_m, river, mouths)
    return np.where(marked != 0, marked, named)


def _heights(lines: Lines, pieces: Pieces, heights: Heights | None) -> Says:
    if heights is None:
        return np.zeros(len(pieces.line), dtype=np.int8)
    ground = ~lines.of_sorts(Sort.DIVERSION, Sort.CULVERT, Sort.LAKE)
    height_m = np.asarray(heights(*pieces.node_xy.T), dtype=np.float64)
    return downhill(height_m, pieces, height_rule().least_m, ground[pieces.line])


def _believe(
    lines: Lines,
    pieces: Pieces,
    says: dict[str, Says],
    repairs: Sequence[Resolved],
    twice: Sequence[int],
) -> tuple[Trusted, ...]:
    """Silence the layers whose drawing or nodes do not follow the flow, unless a person vouches."""
    layer_of = lines.layer[pieces.line]
    vouched = {one.repair.layer for one in repairs if one.repair.do == "believe"}
    trusted = []
    for clue in ("nodes", "digitised"):
        telling = np.where(np.isin(pieces.line, twice), 0, says[clue]).astype(np.int8)
        for one in held_together(telling, clue, pieces, layer_of, len(lines.layers)):
            trusted.append(one)
            name = lines.layers[one.layer].source.path.name
            if not one.believed and (clue == "nodes" or name not in vouched):
                says[clue] = np.where(layer_of == one.layer, 0, says[clue]).astype(np.int8)
    return tuple(trusted)


def _through_lakes(pieces: Pieces, links: npt.NDArray[np.bool_], flow: Says) -> Says:
    """A link goes on as the river at its shore goes: in with what arrives, out with what leaves.

    A link begins at the shore. Where nothing, or both, is known at the shore it says nothing.
    """
    nodes = len(pieces.node_xy)
    one_way = (np.abs(flow) == 1) & ~links
    lower = np.where(flow == Flow.AS_DRAWN, pieces.end, pieces.start)[one_way]
    upper = np.where(flow == Flow.AS_DRAWN, pieces.start, pieces.end)[one_way]
    arrives = np.bincount(lower, minlength=nodes) > 0
    leaves = np.bincount(upper, minlength=nodes) > 0
    says = arrives[pieces.start].astype(np.int8) - leaves[pieces.start].astype(np.int8)
    return np.where(links, says, 0).astype(np.int8)
