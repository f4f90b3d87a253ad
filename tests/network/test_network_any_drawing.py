"""However lines are scrawled, tight enough for every tolerance to matter, a network comes out."""

import numpy as np
from hypothesis import given, settings, strategies as st

from tests.network.drawing import box, layer
from watermap.network.building.build import build
from watermap.network.placing.place import placed

PLACES = st.tuples(st.integers(0, 30), st.integers(0, 30))
LINES = st.lists(PLACES, min_size=2, max_size=6)
VALUES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["甲", "乙", None]),
        "flow": st.sampled_from([None, "as_drawn", "against", "both"]),
        "order": st.sampled_from([None, 1, 2]),
        "sort": st.sampled_from([None, "culvert"]),
    }
)
DRAWINGS = st.fixed_dictionaries(
    {
        "river": st.lists(st.tuples(LINES, VALUES), min_size=1, max_size=8),
        "diversion_line": st.lists(st.tuples(LINES, st.just({"name": "干线"})), max_size=1),
        "lake": st.lists(st.just((box(0, 0, 12, 12), {"name": "湖"})), max_size=1),
    }
)


@settings(max_examples=80, deadline=None)
@given(DRAWINGS, st.integers(1, 60))
def test_any_drawing_makes_a_network_whose_faults_can_be_told_and_repaired(drawing, scale):
    layers = {
        kind: (layer(kind, *((_scaled(shape, scale), values) for shape, values in features)),)
        for kind, features in drawing.items()
    }
    built = build(layers)
    reaches = built.network.reaches
    assert (reaches.length_m > 0).all()
    assert (np.nan_to_num(reaches.km) >= 0).all()
    degree = np.bincount(np.concatenate([reaches.start, reaches.end]), minlength=len(built.network))
    assert (degree > 0).all()
    for fault in built.faults:
        assert fault.message.text("zh")
        assert fault.geometry is None or np.isfinite([fault.lon, fault.lat]).all()
    for repair in [fault.repairs[0] for fault in built.faults if fault.repairs][:3]:
        assert build(layers, repairs=[repair]).stale == ()
    found = placed(built.network, {"outfall": (layer("outfall", (box(0, 0, 5, 5), {})),)})
    assert len(found.placed) + len(found.unplaced) == 1


def _scaled(shape, scale):
    return [(scale * x, scale * y) for x, y in shape] if isinstance(shape, list) else shape
