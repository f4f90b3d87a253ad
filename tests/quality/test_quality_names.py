"""Names between tables and map, with what the layers know: other names, districts, places."""

import pytest
import shapely
from pyproj import Geod

from watermap.harmonise.measurements import StatedPlace

GEOD = Geod(ellps="GRS80")
HERE = (117.5, 34.5)
BRIDGE = {"name": "台儿庄大桥", "water_body": "river", "aliases": "台庄桥、老大桥；旧桥",
          "city": "枣庄市", "county": "台儿庄区", "geometry": shapely.Point(HERE)}  # fmt: skip
EAST = shapely.box(117.6, 34.0, 118.0, 35.0)
WEST = shapely.box(117.0, 34.0, 117.6, 35.0)


def codes(result):
    return sorted({problem.code.removeprefix("quality.") for problem in result.problems})


def place(name, azimuth, metres, row=7):
    lon, lat, _ = GEOD.fwd(*HERE, azimuth, metres)
    return StatedPlace(section=name, lon=lon, lat=lat, source="表.xlsx › 1", row=row)


@pytest.mark.parametrize("name", ["台庄桥", "旧桥", "枣庄市台儿庄区台儿庄大桥", "臺兒莊大橋"])
def test_a_section_is_found_by_its_other_names_and_without_its_areas(assess, rows, name):
    result = assess(rows(name, "2019-06", ph="7"), [BRIDGE])
    assert result.names.matched == {name: "台儿庄大桥"}
    assert result.sections[0].water_class == "I"


def test_the_map_says_in_which_area_a_section_lies(assess, rows, layer):
    areas = layer("administrative_area", [
        {"name": "台儿庄区", "geometry": WEST}, {"name": "峄城区", "geometry": EAST},
    ])  # fmt: skip
    bridge = {"name": "大桥", "water_body": "river", "geometry": shapely.Point(HERE)}
    made = rows("台儿庄区大桥", "2019-06", ph="7") + rows("峄城区大桥", "2019-06", ph="7")
    one = assess(made[:1], [bridge], layers={"administrative_area": (areas,)})
    assert one.names.matched == {"台儿庄区大桥": "大桥"}
    other = assess(made[1:], [bridge], layers={"administrative_area": (areas,)})
    assert other.names.matched == {}
    assert "harmonise.name_other_district" in {problem.code for problem in other.problems}


@pytest.mark.parametrize(
    ("azimuth", "metres", "side"),
    [(90, 501, "面"), (0, 800, "北面"), (225, 30_000, "西南面"), (135, 501, "东南面")],
)
def test_coordinates_far_from_the_map_are_pointed_out(assess, rows, azimuth, metres, side):
    made = rows("台庄桥", "2019-06", ph="7")
    result = assess(made, [BRIDGE], places=[place("台庄桥", azimuth, metres)])
    (said,) = [one for one in result.problems if one.code == "quality.place_far"]
    text = said.text("zh")
    assert f"{metres / 1000:.2f} km" in text
    assert side in text
    assert "“台儿庄大桥”" in text
    assert "第 7 行" in text
    assert "{" not in said.text("en")


@pytest.mark.parametrize("azimuth", range(0, 360, 30))
def test_coordinates_near_the_map_say_nothing(assess, rows, azimuth):
    made = rows("台庄桥", "2019-06", ph="7")
    result = assess(made, [BRIDGE], places=[place("台庄桥", azimuth, 499)])
    assert "place_far" not in codes(result)


def test_coordinates_in_another_area_are_pointed_out_however_near(assess, rows, layer):
    areas = layer("administrative_area", [
        {"name": "台儿庄区", "geometry": WEST}, {"name": "峄城区", "geometry": EAST},
    ])  # fmt: skip
    by_border = {**BRIDGE, "geometry": shapely.Point(117.599, 34.5)}
    stated = StatedPlace(section="台庄桥", lon=117.601, lat=34.5, source="表 › 1", row=3)
    made = rows("台庄桥", "2019-06", ph="7")
    result = assess(made, [by_border], places=[stated], layers={"administrative_area": (areas,)})
    (said,) = [one for one in result.problems if one.code.startswith("quality.place_")]
    assert said.code == "quality.place_other_area"
    assert "在峄城区，图上的“台儿庄大桥”在台儿庄区" in said.text("zh")


def test_places_of_names_that_are_not_on_the_map_say_nothing(assess, rows):
    result = assess(rows("别处", "2019-06", ph="7"), [BRIDGE], places=[place("别处", 0, 9000)])
    assert not [code for code in codes(result) if code.startswith("place_")]


def test_a_name_set_aside_is_a_note_and_no_question(assess, rows):
    made = rows("污水厂下游", "2019-06", ph="7")
    result = assess(made, [BRIDGE], said={"declined": {"污水厂下游": []}})
    assert result.names.set_aside == ("污水厂下游",)
    assert "set_aside" in codes(result)
    assert "unmatched_table" not in codes(result)
    assert result.results_elsewhere == 1
