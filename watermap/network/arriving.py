"""When the water comes to each part of what was walked."""

import numpy as np

from watermap.network.network import Floats, Network, Place, Placed
from watermap.network.trace import Trace, trace


def hours_at_pieces(network: Network, walked: Trace) -> Floats:
    """Hours at the fastest from the start to the first of each piece of a trace.

    Args:
        network: on which it was walked.
        walked: a trace without limits.
    """
    pieces = walked.pieces
    marks = [
        Placed(
            kind="",
            layer=0,
            record=row,
            id=None,
            name=None,
            place=Place(reach=reach, at_m=metres, snap_m=0.0),
        )
        for row, reach in enumerate(pieces.reach.tolist())
        for metres in (float(pieces.from_m[row]), float(pieces.to_m[row]))
    ]
    hours = np.full(len(pieces.reach), np.inf)
    for one in trace(network, walked.start, walked.asked, objects=marks).objects:
        row = one.object.record
        hours[row] = min(hours[row], one.hours.earliest)
    return hours
