"""A project with tables and no layer: its sections are the tables' names, without a place."""

from decimal import Decimal

import pytest

from watermap.harmonise.measurements import StatedLimits
from watermap.quality.stations.waters import body_of_limits

CLASS_V = {"permanganate_index": "15", "ammonia_nitrogen": "2", "total_phosphorus": "0.4"}


def limits(stated, *sections):
    values = {name: Decimal(value) for name, value in stated.items()}
    return StatedLimits(sections=frozenset(sections), limits=values)


def codes(messages):
    return [message.code.removeprefix("quality.") for message in messages]


def test_names_that_differ_in_blanks_and_width_are_one_section(assess, rows):
    made = rows("大桥", "2019-06", ammonia_nitrogen="0.4", code="001")
    made += rows("大 桥", "2019-06", ammonia_nitrogen="0.8", source="乙.xlsx › 1")
    made += rows("闸", "2019-06", ammonia_nitrogen="0.2")
    result = assess(made)
    found = [(one.name, one.code, one.indicators[0].n) for one in result.sections]
    assert found == [("大桥", "001", 2), ("闸", None, 1)]
    assert {(one.in_layer, one.place) for one in result.sections} == {(False, "no_geometry")}
    assert result.names.unmatched_table == ()


def test_with_a_layer_of_sections_other_names_stay_left_over(assess, rows):
    made = rows("大桥", "2019-06", ph="7") + rows("闸", "2019-06", ph="7")
    result = assess(made, [{"name": "大桥", "water_body": "river"}])
    assert [(one.name, one.place) for one in result.sections] == [("大桥", "on_map")]
    assert result.names.unmatched_table == ("闸",)
    assert result.results_elsewhere == 1


def test_beside_sources_the_other_names_are_sections(assess, rows):
    made = rows("水库", "2019-06", ph="7") + rows("闸", "2019-06", ph="7")
    result = assess(made, sources=[{"name": "水库", "source_type": "lake"}])
    assert [(one.name, one.place) for one in result.sections] == [("闸", "no_geometry")]
    assert [(one.name, one.place) for one in result.sources] == [("水库", "on_map")]


def test_a_section_without_shape_in_its_layer_has_no_place_either(assess, rows):
    made = rows("大桥", "2019-06", ph="7")
    bare = {"name": "大桥", "water_body": "river", "geometry": None}
    (section,) = assess(made, [bare]).sections
    assert (section.place, section.in_layer, section.state) == ("no_geometry", True, "evaluated")
    assert codes(section.why) == ["no_geometry_in_layer"]


def test_river_or_lake_is_not_guessed(assess, rows):
    (section,) = assess(rows("闸", "2019-06", total_phosphorus="0.15", ph="7")).sections
    phosphorus = {one.id: one for one in section.indicators}["total_phosphorus"]
    assert (section.water_body, phosphorus.water_class) == ("unknown", None)
    assert codes(phosphorus.why) == ["water_body_unknown"]


@pytest.mark.parametrize(("body", "expected"), [("river", "III"), ("lake", "V")])
def test_the_project_may_say_river_or_lake(assess, rows, body, expected):
    made = rows("闸", "2019-06", total_phosphorus="0.15")
    result = assess(made, said={"waters": {"闸": body, "桥": "river"}})
    assert (result.sections[0].water_body, result.sections[0].water_class) == (body, expected)
    assert codes(result.sections[0].why) == ["no_geometry", "water_body_said"]
    (unknown,) = [one for one in result.problems if one.code == "quality.waters_unknown"]
    assert unknown.fields["name"] == "桥"


def test_the_limits_printed_over_the_results_tell_a_river_from_a_lake(assess, rows):
    made = rows("闸", "2019-06", total_phosphorus="0.15") + rows("库", "2019-06", ph="7")
    result = assess(made, limits=[limits(CLASS_V, "闸")])
    assert [one.water_body for one in result.sections] == ["river", "unknown"]
    assert codes(result.sections[0].why) == ["no_geometry", "water_body_of_limits"]


def test_tables_whose_limits_say_both_say_nothing(assess, rows):
    lake = {**CLASS_V, "total_phosphorus": "0.2"}
    made = rows("闸", "2019-06", total_phosphorus="0.15")
    result = assess(made, limits=[limits(CLASS_V, "闸"), limits(lake, "闸")])
    assert result.sections[0].water_body == "unknown"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (CLASS_V, ("river", "V")),
        ({**CLASS_V, "total_phosphorus": "0.2"}, ("lake", "V")),
        ({"ammonia_nitrogen": "1.0", "total_phosphorus": "0.2"}, ("river", "III")),
        ({"dissolved_oxygen": "5", "total_phosphorus": "0.05"}, ("lake", "III")),
        ({"ammonia_nitrogen": "1.0", "total_phosphorus": "0.2", "total_nitrogen": "1"},
         ("river", "III")),  # nitrogen of a river, printed with the limit of lakes
        ({"total_phosphorus": "0.2"}, None),  # class III of a river, class V of a lake
        ({"total_phosphorus": "0.3"}, ("river", "IV")),
        ({"total_nitrogen": "1"}, None),
        ({"ammonia_nitrogen": "1.0"}, None),
        ({**CLASS_V, "permanganate_index": "10"}, None),  # of two classes
        ({"total_phosphorus": "0.25"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_whose_limits_a_row_is(standard, stated, expected):
    values = {name: Decimal(value) for name, value in stated.items()}
    assert body_of_limits(values, standard) == expected


def test_a_half_year_is_the_mean_of_all_results_and_it_is_said(assess, rows):
    made = [
        row
        for month, value in ((1, "0.2"), (1, "0.4"), (1, "0.6"), (6, "2.0"))
        for row in rows("闸", f"2019-{month:02d}", ammonia_nitrogen=value)
    ]
    result = assess(made, period="2019-H1")
    (ammonia,) = result.sections[0].indicators
    assert (ammonia.mean, ammonia.minimum, ammonia.maximum) == tuple(
        map(Decimal, ("0.8", "0.2", "2.0"))
    )
    assert "quality.span_without_rule" in {one.code for one in result.problems}
    month = assess(made, period="2019-01")
    assert "quality.span_without_rule" not in {one.code for one in month.problems}


def test_what_the_method_does_not_name_is_shown_and_does_not_count(assess, rows):
    made = rows("闸", "2019-06", ph="7", conductivity="1728.4", total_nitrogen="9")
    (section,) = assess(made).sections
    found = [(one.id, one.counts, one.water_class) for one in section.indicators]
    assert found == [
        ("ph", True, "I"), ("total_nitrogen", False, None), ("conductivity", False, None),
    ]  # fmt: skip
    assert section.evaluated == 1
