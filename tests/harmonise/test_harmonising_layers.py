"""A layer as found becomes a layer of a kind, and everything that changed is said."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import CRS

from watermap.errors import Problem, WatermapError
from watermap.harmonise.attributes import read_attribute, water_class
from watermap.harmonise.harmonise import harmonise_layer
from watermap.language import Text

WKT = CRS.from_epsg(4490).to_wkt("WKT1_ESRI")
HERE, THERE = shapely.Point(117.7, 34.5), shapely.Point(117.8, 34.6)


@pytest.fixture
def section(kind):
    return kind(
        {
            "name": {"type": "text", "required": True, "aliases": ["DMMC", "断面名称"]},
            "code": {"type": "text", "aliases": ["DMBM"]},
            "target": {"type": "class", "aliases": ["SZMB"]},
            "level": {
                "type": "text",
                "aliases": ["DMJB"],
                "values": {"national": ["国控"], "provincial": ["省控"]},
            },
            "area": {"type": "number", "unit": "km²", "aliases": ["面积"]},
            "since": {"type": "date", "aliases": ["设立时间"]},
            "border": {"type": "boolean", "aliases": ["SFJJ"]},
            "people": {"type": "integer", "aliases": ["人口"]},
        }
    )


def test_columns_are_typed_and_missing_ones_full_of_none(raw_layer, section, said):
    raw = raw_layer(
        [HERE, THERE],
        wkt=WKT,
        records=[0, 2],
        columns={
            "DMMC": [" 赵村 ", "闫浅"],
            "DMBM": ["007", None],
            "SZMB": ["Ⅲ类", "劣Ⅴ"],
            "DMJB": ["国控", "自设"],
            "面积(ha)": [250.0, np.nan],
            "SFJJ": ["是", "否"],
            "乱码": ["x", "y"],
        },
    )
    layer = harmonise_layer(raw, section)
    frame = layer.frame
    assert list(frame.columns) == [*section.fields, "geometry"]
    assert list(frame.index) == [0, 2]
    assert frame.crs.to_epsg() == 4490
    assert list(frame["name"]) == ["赵村", "闫浅"]
    assert list(frame["code"]) == ["007", None]
    assert list(frame["target"]) == ["III", "worse_than_V"]
    assert list(frame["level"]) == ["national", "自设"]
    assert list(frame["area"]) == [2.5, None]
    assert list(frame["border"]) == [True, False]
    assert list(frame["since"]) == [None, None]
    assert list(frame["people"]) == [None, None]
    assert layer.raw is raw.attributes
    assert layer.title == Text(zh="图层", en="图层")
    assert said(layer.problems) == ["field_unknown_value", "field_converted", "columns_unused"]
    assert "“自设”，首见于第 3 条" in layer.problems[0].text("zh")


@pytest.mark.parametrize(
    ("described", "cell", "value", "trouble"),
    [
        ({"type": "number"}, "1,200.5", 1200.5, None),
        ({"type": "number"}, np.int64(7), 7.0, None),
        ({"type": "number"}, "/", None, None),
        ({"type": "number"}, "6~9", None, "unreadable"),
        ({"type": "number"}, "约5", None, "unreadable"),
        ({"type": "number"}, True, None, "unreadable"),
        ({"type": "number", "unit": "km²"}, "250公顷", 2.5, "unit_in_cell"),
        ({"type": "number", "unit": "km²"}, "250千克", None, "unreadable"),
        ({"type": "number"}, "250公顷", None, "unreadable"),
        ({"type": "integer"}, 12.0, 12, None),
        ({"type": "integer"}, "2019年", 2019, None),
        ({"type": "integer"}, 12.5, None, "unreadable"),
        ({"type": "date"}, pd.Timestamp("2019-05-06"), dt.date(2019, 5, 6), None),
        ({"type": "date"}, "2019年5月6日", dt.date(2019, 5, 6), None),
        ({"type": "date"}, "2019-05", dt.date(2019, 5, 1), "month_only"),
        ({"type": "date"}, "2019", None, "unreadable"),
        ({"type": "date"}, pd.NaT, None, None),
        ({"type": "boolean"}, "是", True, None),
        ({"type": "boolean"}, 0, False, None),
        ({"type": "boolean"}, 1.0, True, None),
        ({"type": "boolean"}, np.bool_(False), False, None),
        ({"type": "boolean"}, "不详", None, "unreadable"),
        ({"type": "text"}, 370405.0, "370405", None),
        ({"type": "text"}, "007", "007", None),
        ({"type": "text"}, "NA", "NA", None),
        ({"type": "text"}, "  ", None, None),
        ({"type": "text"}, float("nan"), None, None),
        ({"type": "text", "values": {"one": ["一级", "Ⅰ级"]}}, "一 级", "one", None),
        ({"type": "text", "values": {"one": ["一级"]}}, "ONE", "one", None),
        ({"type": "text", "values": {"one": ["一级"]}}, "—", None, None),
        ({"type": "text", "values": {"one": ["一级"]}}, "三级", "三级", "unknown_value"),
        ({"type": "class"}, 3, "III", None),
        ({"type": "class"}, "Ⅱ~Ⅲ", None, "unreadable"),
    ],
)
def test_cells(kind, described, cell, value, trouble):
    found = read_attribute(cell, kind({"x": described}).fields["x"], unit=None)
    assert (found.value, found.trouble) == (value, trouble)
    assert type(found.value) is type(value)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ⅰ", "I", "1", "一类", "Ⅰ类", "1类", "i类"], "I"),
        (["Ⅲ", "III", "3", "三类", "Ⅲ类", "３类", "III类水质", "Ⅲ 类", "class III"], "III"),
        (["Ⅳ", "IV", "4"], "IV"),
        (["Ⅴ", "V", "5"], "V"),
        (
            ["劣Ⅴ", "劣V", "劣五类", "劣Ⅴ类", ">Ⅴ", "＞V类", "Ⅵ", "6", "worse_than_V"],
            "worse_than_V",
        ),
        (["", "0", "7", "Ⅱ-Ⅲ", "优", "三级甲", "Ⅲ类以上", "lll"], None),
    ],
)
def test_water_classes(texts, expected):
    assert {text: water_class(text) for text in texts} == dict.fromkeys(texts, expected)


def test_a_unit_that_is_not_known_leaves_the_column_out(raw_layer, section, said):
    raw = raw_layer([HERE], wkt=WKT, columns={"断面名称": ["赵村"], "面积(垧)": [2.0]})
    layer = harmonise_layer(raw, section)
    assert list(layer.frame["area"]) == [None]
    assert said(layer.problems) == ["field_unusable"]
    assert layer.problems[0].severity == "error"


def test_what_is_required_and_not_there_is_said(raw_layer, section, said):
    layer = harmonise_layer(raw_layer([HERE], wkt=WKT, columns={"DMBM": ["1"]}), section)
    assert said(layer.problems) == ["field_missing"]
    raw = raw_layer([HERE, THERE], wkt=WKT, columns={"DMMC": ["赵村", ""]})
    assert said(harmonise_layer(raw, section).problems) == ["field_empty"]


def test_what_a_person_has_confirmed_is_used(raw_layer, section):
    raw = raw_layer([HERE], wkt=WKT, columns={"A": ["赵村"]})
    assert harmonise_layer(raw, section, confirmed={"A": "name"}).frame["name"][0] == "赵村"
    with pytest.raises(WatermapError):
        harmonise_layer(raw, section, confirmed={"B": "name"})


def test_an_open_question_stops_the_layer(raw_layer, section):
    raw = raw_layer([HERE], columns={"DMMC": ["赵村"]})
    with pytest.raises(WatermapError) as caught:
        harmonise_layer(raw, section)
    assert [one.code for one in caught.value.problems] == ["harmonise.crs_unknown"]
    assert "图层.shp" in caught.value.text("zh")
    assert caught.value.text("zh").count("请指定") == 1


def test_an_answer_settles_what_reading_asked(raw_layer, section, said):
    asked = Problem.warning("reading.no_prj", file="图层.shp")
    kept = Problem.warning("reading.no_shx", file="图层.shp")
    raw = raw_layer([HERE], columns={"DMMC": ["赵村"]}, problems=(asked, kept))
    layer = harmonise_layer(raw, section, crs=4490, crs_why="来文")
    codes = [one.code for one in layer.problems]
    assert codes == ["reading.no_shx", "harmonise.place_answered"]


def test_metres_become_degrees(raw_layer, section):
    raw = raw_layer(
        [shapely.Point(522397.796, 4041053.558)],
        wkt=CRS.from_epsg(4548).to_wkt("WKT1_ESRI"),
        columns={"DMMC": ["赵村"]},
    )
    point = harmonise_layer(raw, section).frame.geometry[0]
    assert (point.x, point.y) == pytest.approx((117.25, 36.5), abs=1e-8)


@pytest.mark.parametrize(
    ("shapes", "allowed", "expected"),
    [
        ([HERE, THERE], ["point"], []),
        ([HERE, None], ["point"], [("warning", "no_geometry", "2")]),
        ([shapely.Polygon(), HERE], ["point"], [("warning", "no_geometry", "1")]),
        ([HERE, HERE.buffer(0.1)], ["point"], [("warning", "other_geometry", "2")]),
        ([HERE, HERE.buffer(0.1)], ["point", "polygon"], []),
        (
            [HERE.buffer(0.1).boundary, THERE.buffer(0.1).boundary],
            ["polygon"],
            [("error", "other_geometry", "1–2")],
        ),
    ],
)
def test_geometry_that_the_kind_cannot_have(raw_layer, kind, shapes, allowed, expected):
    raw = raw_layer(shapes, wkt=WKT, columns={"name": ["a"] * len(shapes)})
    layer = harmonise_layer(raw, kind({"name": {"type": "text"}}, geometry=allowed))
    found = [(one.severity, one.code, one.fields["records"]) for one in layer.problems]
    assert found == [(how, f"harmonise.{code}", records) for how, code, records in expected]
    assert len(layer.frame) == len(shapes)
    for problem in layer.problems:
        assert "图层.shp" in problem.text("en")


def test_strays_are_named_and_those_nowhere_on_earth_lose_their_place(raw_layer, section, said):
    good = [shapely.Point(39_500_000 + 100 * n, 4_000_000) for n in range(8)]
    bad = [shapely.Point(1e9, 9e9), shapely.Point(36_500_000, 3_200_000)]
    raw = raw_layer(
        [*good, *bad],
        wkt=CRS.from_epsg(4527).to_wkt("WKT1_ESRI"),
        columns={"DMMC": [f"断面{n}" for n in range(10)]},
    )
    layer = harmonise_layer(raw, section)
    assert len(layer.frame) == 10
    codes = said(layer.problems)
    assert layer.frame.geometry.notna().sum() == 9
    assert codes == ["not_on_earth", "strays", "no_geometry"]


def test_heights_are_left_out_and_said(raw_layer, section, said):
    raw = raw_layer([shapely.Point(117.7, 34.5, 31)], wkt=WKT, columns={"DMMC": ["赵村"]})
    layer = harmonise_layer(raw, section)
    assert not layer.frame.geometry[0].has_z
    assert said(layer.problems) == ["heights"]


def test_a_layer_without_records(raw_layer, section):
    raw = raw_layer([], wkt=WKT, columns={"DMMC": []})
    layer = harmonise_layer(raw, section, title=Text(zh="断面", en="sections"), date="2019-12-31")
    assert len(layer.frame) == 0
    assert list(layer.frame.columns) == [*section.fields, "geometry"]
    assert (layer.title.en, layer.date) == ("sections", "2019-12-31")


def test_columns_of_the_same_name_are_told_apart(raw_layer, section):
    raw = raw_layer([HERE], wkt=WKT)
    twice = pd.DataFrame([["赵村", "闫浅"]], columns=["DMMC", "DMMC"])
    object.__setattr__(raw, "attributes", twice)
    assert list(harmonise_layer(raw, section).frame["name"]) == ["赵村"]
