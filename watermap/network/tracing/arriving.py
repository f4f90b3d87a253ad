"""When the water comes to each part of what was walked."""

import numpy as np

from watermap.network.network import Floats, Network, Place, Placed
from watermap.network.tracing.trace import Trace, trace


def hours_at_pieces(network: Network, walked: Trace) -> Floats:
    """Hours at the fastest from the start to both ends of each piece of a trace, (n, 2).

    The first is that of ``from_m``, the second that of ``to_m``, whichever way the water goes.

    Args:
        network: on which it was walked.
        walked: a trace without limits.
    """
    pieces = walked.pieces
    ends = np.column_stack([pieces.from_m, pieces.to_m])
    marks = [
        Placed(
            kind="",
            layer=side,
            record=row,
            id=None,
            name=None,
            place=Place(reach=reach, at_m=float(ends[row, side]), snap_m=0.0),
        )
        for row, reach in enumerate(pieces.reach.tolist())
        for side in (0, 1)
    ]
    hours = np.full(ends.shape, np.inf)
    for one in trace(network, walked.start, walked.asked, objects=marks).objects:
        hours[one.object.record, one.object.layer] = one.hours.earliest
    return hours
