"""Whom to call: who is at the place, downstream in the order of the water, upstream."""

import pytest

from tests.network.drawing import GROUND, layer
from watermap.network.building.build import build
from watermap.network.incidents.calling import whom_to_call
from watermap.network.placing.place import placed
from watermap.network.tracing.speeds import known_speeds
from watermap.network.tracing.start import find_start

RIVERS = (
    ([(0, 0), (10_000, 0)], {"name": "大河", "river_chief": "王大"}),
    ([(4_000, 5_000), (4_000, 0)], {"name": "小河", "river_chief": "李小"}),
)
COUNTIES = {
    "上县": (-1_000, -3_000, 3_000, 3_000),
    "中县": (3_000, -3_000, 6_000, 9_000),
    "下县": (6_000, -3_000, 9_000, 3_000),
    "无关县": (3_000, 20_000, 6_000, 30_000),
}


def answer(at="0", rivers=RIVERS, counties=None, **more):
    drawn = layer("river", *rivers)
    network = build({"river": (drawn,)}).network
    sections = layer("section", (GROUND.point(*at), {"name": "事故点"}))
    there = placed(network, {"section": (sections,)})
    start = find_start(network, there, "事故点", direction="down")
    areas = [(GROUND.box(*box), {"name": name}) for name, box in (counties or {}).items()]
    layers = (layer("administrative_area", *areas),) if areas else ()
    return whom_to_call(network, start.place, areas=layers, rivers=(drawn,), **more)


def told(found, side, role):
    return [one.name for one in found.calls if one.side == side and one.role == role]


def codes(found):
    return {one.code for one in found.said}


def test_districts_are_told_from_the_place_with_the_water_and_against_it():
    found = answer((4_000, 2_000), counties=COUNTIES)
    assert told(found, "here", "district") == ["中县"]
    assert told(found, "down", "district") == ["下县"]
    assert told(found, "up", "district") == []
    main = answer((5_000, 0), counties=COUNTIES)
    assert told(main, "up", "district") == ["上县"]
    assert {one.hours for one in main.calls if one.side == "up"} == {None}


def test_hours_are_those_of_the_water_to_the_border_of_a_district():
    found = answer((1_000, 0), counties=COUNTIES, season="dry")
    down = [one for one in found.calls if one.side == "down" and one.role == "district"]
    assert [one.name for one in down] == ["中县", "下县"]
    slow, likely, fast = known_speeds().of("river", "dry")
    for one, metres in zip(down, (2_000, 5_000), strict=True):
        # A district is called as far as 100 m before its border; degrees round that up.
        assert metres - 130 <= one.taken_m <= metres - 100
        assert one.hours.earliest == pytest.approx(one.taken_m / fast / 3600)
        assert one.hours.likely == pytest.approx(one.taken_m / likely / 3600)
        assert one.hours.latest == pytest.approx(one.taken_m / slow / 3600)


def test_a_river_that_is_the_border_belongs_to_both_sides():
    banks = {"北县": (-1_000, 20, 11_000, 3_000), "南县": (-1_000, -3_000, 11_000, -20)}
    found = answer((1_000, 0), counties=banks)
    assert set(told(found, "here", "district")) == {"北县", "南县"}


def test_river_chiefs_are_told_with_their_rivers():
    found = answer((4_000, 2_000), counties=COUNTIES)
    assert told(found, "here", "river_chief") == ["李小"]
    (chief,) = [one for one in found.calls if one.side == "down" and one.role == "river_chief"]
    assert (chief.name, chief.of) == ("王大", "大河")
    assert chief.taken_m == pytest.approx(2_000, abs=1)
    assert "spill.no_chiefs" not in codes(found)


def test_where_nobody_is_known_that_is_said():
    bare = tuple((line, {"name": values["name"]}) for line, values in RIVERS)
    found = answer((1_000, 0), rivers=bare)
    assert found.calls == ()
    assert codes(found) == {"spill.no_districts", "spill.no_chiefs"}
    found = answer((1_000, 0), counties=COUNTIES)
    (outside,) = [one for one in found.said if one.code == "spill.outside_districts"]
    assert float(outside.fields["km"]) == pytest.approx(1.0, abs=0.15)


def test_where_the_direction_is_not_known_the_place_itself_is_still_told():
    # The second line says that lines are drawn against the water: of the first nothing is known.
    unknown = (
        ([(0, 0), (5_000, 0)], {"name": "大河", "river_chief": "王大"}),
        ([(10_000, 0), (5_000, 0)], {"name": "大河", "flow": "against"}),
    )
    found = answer((1_000, 0), rivers=unknown, counties=COUNTIES)
    assert told(found, "here", "district") == ["上县"]
    assert told(found, "here", "river_chief") == ["王大"]
    assert told(found, "down", "district") == told(found, "up", "district") == []
    assert "spill.not_followed" in codes(found)
