"""Rivers out of reaches: what hangs together, how far above the mouth, and which branch is main."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from watermap.network.network import Floats, Flow, Numbers

Flows = npt.NDArray[np.int8]
Ends = tuple[Numbers, Numbers]  # nodes of the first and the last vertex of each reach

NAMED = 1e6  # km: a named branch is more main than any unnamed one
ORDER = 1e7  # km: one step of a stated order weighs more than names and lengths


def number_rivers(names: Sequence[str | None], start: Numbers, end: Numbers, nodes: int) -> Numbers:
    """The river of each reach: reaches of one name that hang together.

    Reaches without a name hang together where just two of them meet and nothing else does.
    """
    count = len(names)
    codes, known = pd.factorize(np.array(names, dtype=object))  # -1: no name
    unnamed = codes < 0
    reach = np.tile(np.arange(count), 2)
    node = np.concatenate([start, end])
    degree = np.bincount(node, minlength=nodes)
    joins = ~unnamed[reach] | (degree[node] == 2)
    reach, node = reach[joins], node[joins]
    # A place is a node together with a name; whoever shares one is of one river.
    place = np.unique(node * (len(known) + 1) + codes[reach] + 1, return_inverse=True)[1]
    size = count + (int(place.max()) + 1 if len(place) else 0)
    graph = coo_array(
        (np.ones(len(reach), dtype=np.int8), (reach, count + place.ravel())), shape=(size, size)
    )
    labels = connected_components(graph, directed=False)[1][:count]
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def upper_lower(start: Numbers, end: Numbers, flow: Flows) -> tuple[Numbers, Numbers]:
    """The node each reach's water comes from and goes to; -1 where that is unknown.

    Kilometres need one way even where the water has two: there it is the way the line is drawn.
    """
    drawn = (flow == Flow.AS_DRAWN) | (flow == Flow.BOTH)
    upper = np.where(drawn, start, np.where(flow == Flow.AGAINST, end, -1))
    lower = np.where(drawn, end, np.where(flow == Flow.AGAINST, start, -1))
    return upper.astype(np.int64), lower.astype(np.int64)


def upstream_km(upper: Numbers, lower: Numbers, length_m: Floats, nodes: int) -> Floats:
    """Length of all reaches that drain through each, itself included, in km.

    Where a river divides, the branches share what comes from above, so nothing counts twice. In a
    circle of reaches it is the reach alone.
    """
    one_way = np.flatnonzero(upper >= 0)
    out = one_way[np.argsort(upper[one_way], kind="stable")].tolist()
    leaving = np.bincount(upper[one_way], minlength=nodes)
    first = np.concatenate([[0], np.cumsum(leaving)]).tolist()
    arriving = np.bincount(lower[one_way], minlength=nodes)
    ready = np.flatnonzero((arriving == 0) & (leaving > 0)).tolist()
    waits, share, comes = arriving.tolist(), leaving.tolist(), [0.0] * nodes
    down, total = lower.tolist(), (length_m / 1000).tolist()
    while ready:
        node = ready.pop()
        for reach in out[first[node] : first[node + 1]]:
            total[reach] += comes[node] / share[node]
            below = down[reach]
            comes[below] += total[reach]
            waits[below] -= 1
            if waits[below] == 0:
                ready.append(below)
    return np.array(total)


def ranks(names: Sequence[str | None], order: Floats, drained_km: Floats) -> Floats:
    """The greater, the more main: the stated order first, then having a name, then what it drains.

    Args:
        names: of the reaches.
        order: rising towards the main river; NaN: not stated.
        drained_km: as ``upstream_km`` gives it.
    """
    named = np.array([bool(name) for name in names], dtype=bool)
    ranked: Floats = np.nan_to_num(order) * ORDER + named * NAMED + drained_km
    return ranked


def kilometres(
    river: Numbers, rank: Floats, upper: Numbers, lower: Numbers, length_m: Floats, ends: Ends
) -> Floats:
    """River-km of each reach's lower end: the way to the mouth along the main branch of its river.

    NaN where the flow is not known, here or on the way to the mouth, or goes in a circle.
    """
    count = len(river)
    mouth, lost = count, count + 1
    following = _following(river, rank, upper, lower)
    following[upper < 0] = lost
    following[(following == mouth) & _meets_unknown(river, upper, lower, ends)] = lost
    # Doubling: after k rounds each knows the way over the next 2^k reaches.
    ahead = np.concatenate([following, [mouth, lost]])
    metres = np.append(length_m, [0.0, 0.0])[ahead]
    for _ in range(count.bit_length()):
        if (ahead >= count).all():
            break
        metres = metres + metres[ahead]
        ahead = ahead[ahead]
    km: Floats = metres[:count] / 1000
    km[ahead[:count] != mouth] = np.nan
    return km


def _meets_unknown(
    river: Numbers, upper: Numbers, lower: Numbers, ends: Ends
) -> npt.NDArray[np.bool_]:
    """Whether a reach of the same river with unknown flow begins where a reach ends."""
    rivers = int(river.max()) + 1 if len(river) else 1
    unknown = np.flatnonzero(upper < 0)
    places = np.concatenate([one[unknown] * rivers + river[unknown] for one in ends])
    met: npt.NDArray[np.bool_] = np.isin(lower * rivers + river, places)
    return met


def _following(river: Numbers, rank: Floats, upper: Numbers, lower: Numbers) -> Numbers:
    """The reach of the same river that each flows into, the most main one; ``count``: its mouth."""
    count = len(river)
    following = np.full(count, count, dtype=np.int64)
    one_way = np.flatnonzero(upper >= 0)
    if not len(one_way):
        return following
    rivers = int(river.max()) + 1
    # Sorted so that of each node and river the most main reach is first.
    order = one_way[np.lexsort((one_way, -rank[one_way], river[one_way], upper[one_way]))]
    keys = upper[order] * rivers + river[order]
    leads = np.flatnonzero(np.diff(keys, prepend=-1))
    wanted = lower[one_way] * rivers + river[one_way]
    at = np.minimum(np.searchsorted(keys[leads], wanted), len(leads) - 1)
    hit = keys[leads][at] == wanted
    following[one_way[hit]] = order[leads[at[hit]]]
    return following
