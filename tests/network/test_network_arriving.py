"""Hours at both ends of each piece of a trace."""

import pytest

from tests.network.drawing import layer
from watermap.network.building.build import build
from watermap.network.network import Place
from watermap.network.tracing.arriving import hours_at_pieces
from watermap.network.tracing.trace import Asked, trace

RIVERS = (
    ([(0, 0), (3_600, 0)], {"name": "大河", "slow": 0.5, "fast": 1.0, "flow": "as_drawn"}),
    ([(10_800, 0), (3_600, 0)], {"name": "大河", "slow": 0.5, "fast": 2.0, "flow": "against"}),
)


def test_hours_are_metres_over_speed_whichever_way_a_line_is_drawn():
    network = build({"river": (layer("river", *RIVERS),)}).network
    start = Place(reach=0, at_m=1_800.0, snap_m=0.0)
    walked = trace(network, start, Asked(direction="down"))
    assert walked.pieces.reach.tolist() == [0, 1]
    hours = hours_at_pieces(network, walked)
    assert hours[0] == pytest.approx([0.0, 0.5], abs=1e-3)
    assert hours[1] == pytest.approx([1.5, 0.5], abs=1e-3)  # drawn against the water
