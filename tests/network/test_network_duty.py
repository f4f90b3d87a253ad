"""Who answers for which part: lengths by pyproj.Geod, nothing lost, twice only on borders."""

import pytest

from tests.checks.ground import ORACLE
from tests.network.drawing import GROUND, box, layer
from watermap.language import Text
from watermap.network.building.build import build
from watermap.network.placing.place import placed
from watermap.network.tracing.duty import duties

LEVELS = {"county": Text(zh="县级", en="county"), "town": Text(zh="乡镇级", en="town")}
RIVERS = [
    ([(0, 0), (2000, 0)], {"name": "大河", "river_chief": "张三"}),
    ([(2000, 0), (4000, 0)], {"name": "大河", "river_chief": "李四"}),
    ([(1000, 1200), (1000, 0)], {"name": "小河"}),
]
WEST = (box(-500, -900, 1500, 900), {"name": "甲县", "code": "370401", "level": "county"})
EAST = (box(1500, -900, 4500, 900), {"name": "乙县", "code": "370402", "level": "county"})


def found(rivers=RIVERS, areas=(WEST, EAST), **others):
    layers = {"river": (layer("river", *rivers),)} | {
        kind: (layer(kind, *features),) for kind, features in others.items()
    }
    if areas:
        layers["administrative_area"] = (layer("administrative_area", *areas),)
    built = build(layers)
    return built, duties(built, placed(built.network, layers), layers, levels=LEVELS)


def rows(answer):
    return [(one.river, one.district, one.chief, round(one.length_m)) for one in answer.stretches]


def test_a_river_is_cut_by_district_and_by_chief():
    built, answer = found()
    assert rows(answer) == [
        ("大河", "甲县", "张三", 1500),
        ("大河", "乙县", "张三", 500),
        ("大河", "乙县", "李四", 2000),
        ("小河", "甲县", None, 900),
        ("小河", None, None, 300),
    ]
    total = sum(ORACLE.geometry_length(line) for line in built.network.reaches.lines)
    assert sum(one.length_m for one in answer.stretches) == pytest.approx(total, abs=0.01)
    assert [one.code for one in answer.said] == ["along.outside"]
    assert answer.said[0].fields["km"] == "0.30"


def test_river_km_of_a_stretch_are_those_of_its_ends():
    _, answer = found()
    kms = [(round(one.from_km, 2), round(one.to_km, 2)) for one in answer.stretches]
    assert kms == [(2.5, 4.0), (2.0, 2.5), (0.0, 2.0), (0.0, 0.9), (0.9, 1.2)]


def test_sections_belong_to_the_district_their_place_on_the_river_is_in():
    sections = [
        (GROUND.point(1400, 10), {"name": "甲断面"}),
        (GROUND.point(1600, 10), {"name": "乙断面"}),
        (GROUND.point(1005, 1100), {"name": "外断面"}),
    ]
    _, answer = found(section=sections)
    held = {
        (one.river, one.district, one.chief): [thing.name for thing in one.sections]
        for one in answer.stretches
        if one.sections
    }
    assert held == {
        ("大河", "甲县", "张三"): ["甲断面"],
        ("大河", "乙县", "张三"): ["乙断面"],
        ("小河", None, None): ["外断面"],
    }


def test_every_level_has_the_whole_river():
    town = (box(-500, -900, 700, 900), {"name": "丙镇", "level": "town"})
    built, answer = found(areas=(WEST, EAST, town))
    total = float(built.network.reaches.length_m.sum())
    for level in ("county", "town"):
        own = [one.length_m for one in answer.stretches if one.level == level]
        assert sum(own) == pytest.approx(total, abs=0.01)
    assert [one.fields["level"].zh for one in answer.said] == ["县级", "乡镇级"]


def test_what_is_in_two_districts_is_in_both_and_told():
    twice = (box(1000, -900, 2500, 900), {"name": "丙县", "level": "county"})
    _, answer = found(areas=(WEST, EAST, twice))
    lengths = {}
    for one in answer.stretches:
        lengths[one.district] = lengths.get(one.district, 0) + round(one.length_m)
    assert lengths == {"甲县": 2400, "乙县": 2500, "丙县": 2400, None: 300}
    told = {one.code: one.fields.get("km") for one in answer.said}
    assert told["along.overlapping"] == "2.40"  # 1.5 km of the one river, 0.9 km of the other


def test_without_districts_and_chiefs_it_says_so_and_keeps_the_rivers():
    bare = [(shape, {"name": values["name"]}) for shape, values in RIVERS]
    _, answer = found(rivers=bare, areas=())
    assert rows(answer) == [("大河", None, None, 4000), ("小河", None, None, 1200)]
    assert [one.code for one in answer.said] == ["along.no_areas", "along.no_chiefs"]


def test_unknown_flow_has_a_length_but_no_river_km():
    towards = [([(0, 0), (500, 0)], {"name": "大河"}), ([(1000, 0), (500, 0)], {"name": "大河"})]
    _, answer = found(rivers=towards, areas=())
    (one,) = answer.stretches
    assert (one.from_km, one.to_km) == (None, None)
    assert one.length_m == pytest.approx(1000, abs=0.01)


def test_lines_of_one_name_apart_are_two_rivers():
    apart = [*RIVERS, ([(8000, 0), (9000, 0)], {"name": "大河", "river_chief": "张三"})]
    _, answer = found(rivers=apart)
    numbers = {one.river_number for one in answer.stretches if one.river == "大河"}
    assert len(numbers) == 2
