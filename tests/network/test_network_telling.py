from typing import get_args

import numpy as np
import pytest

from tests.network.drawing import GROUND, layer
from watermap.errors import sentences
from watermap.network.building.build import build
from watermap.network.placing.place import Why, placed
from watermap.network.placing.telling import doubts_told, flow_told, unplaced_told

RIVERS = layer(
    "river",
    ([(0, 0), (4000, 0)], {"name": "大河"}),
    ([(2000, 2000), (2000, 0)], {"name": "小河"}),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_doubts_and_missing_places_are_told(language):
    network = build({"river": (RIVERS,)}).network
    outfalls = layer(
        "outfall",
        (GROUND.point(2090, 100), {"name": "甲口", "river": "泥河"}),
        (GROUND.point(2100, 460), {"code": "X7"}),
        (GROUND.point(500, 9000), {}),
    )
    found = placed(network, {"outfall": (outfalls,)})
    told = [text.text(language) for one in found.placed for text in doubts_told(network, one)]
    assert len(told) == sum(len(one.doubts) for one in found.placed) >= 3
    assert any("甲口" in text for text in told)
    (missing,) = [unplaced_told(one).text(language) for one in found.unplaced]
    assert ("第 3 条记录" if language == "zh" else "record 3") in missing
    assert "1500" in missing


def test_every_reason_has_its_sentence():
    assert {f"network.unplaced_{why}" for why in get_args(Why)} <= set(sentences())


def test_how_a_flow_is_known_is_told():
    rivers = layer(
        "river",
        ([(0, 0), (500, 0)], {"name": "甲", "flow": "against"}),
        ([(0, 900), (500, 900)], {"name": "乙", "flow": "both"}),
    )
    built = build(
        {"river": (rivers,)}, heights=lambda lon, lat: np.where(lat > lat.mean(), 5.0, 5.0)
    )
    assert flow_told(built.direction, 0).text("en") == (
        "direction known by the layer's direction field (confidence 66%), against "
        "the way it was drawn"
    )
    assert flow_told(built.direction, 1).text("zh").startswith("双向流动")
    unknown = build({"river": (layer("river", ([(0, 0), (9, 9)], {}), ([(90, 9), (9, 9)], {})),)})
    assert flow_told(unknown.direction, 0).text("zh") == "流向未知"
