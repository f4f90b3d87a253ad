"""A road that crosses several times: each crossing has a text of its own, and the text finds it."""

import re

import pytest

from tests.network.drawing import layer
from watermap.errors import WatermapError
from watermap.network.building.build import build
from watermap.network.placing.place import placed, river_km
from watermap.network.tracing.start import find_start

RIVERS = (
    ([(0, 0), (10_000, 0)], {"name": "大河"}),
    ([(0, 2_000), (10_000, 2_000)], {"name": "小河"}),
)
ROADS = (
    ([(1_000, -100), (1_000, 100), (2_000, 100), (2_000, -100)], {"name": "双桥路"}),
    ([(5_000, -100), (5_000, 2_100)], {"name": "长路"}),
    ([(7_000, 1_900), (7_000, 2_100)], {"name": "桥@小河"}),
)


@pytest.fixture(scope="module")
def known():
    network = build({"river": (layer("river", *RIVERS),)}).network
    return network, placed(network, {"transport_line": (layer("transport_line", *ROADS),)})


def asked(known, text):
    network, there = known
    start = find_start(network, there, text, direction="down")
    return network.reaches.names[start.place.reach], round(river_km(network, start.place), 2)


@pytest.mark.parametrize(
    ("text", "river", "km"),
    [
        ("双桥路@大河#1", "大河", 9.0),
        ("transport_line:双桥路@大河#2", "大河", 8.0),
        ("长路@大河", "大河", 5.0),
        ("transport_line:长路@小河", "小河", 5.0),
        ("长路@小河#1", "小河", 5.0),
        ("桥@小河", "小河", 3.0),
    ],
)
def test_a_crossing_is_found_by_its_river_and_its_number(known, text, river, km):
    assert asked(known, text) == (river, km)


@pytest.mark.parametrize("text", ["双桥路", "长路", "双桥路@大河"])
def test_the_texts_listed_for_several_each_mean_one(known, text):
    with pytest.raises(WatermapError) as error:
        asked(known, text)
    listed = re.findall(r"transport_line:[^、。]+", error.value.text("zh"))
    assert len(listed) == 2
    assert len({asked(known, one) for one in listed}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "双桥路@小河",
        "双桥路@大河#3",
        "双桥路@大河#0",
        "双桥路@大河#二",
        "无名路@大河",
    ],
)
def test_a_crossing_that_there_is_not_is_refused(known, text):
    with pytest.raises(WatermapError) as error:
        asked(known, text)
    assert {one.code for one in error.value.problems} == {"starting.unknown"}
