"""Sheets with coordinates as layers: points, and areas of corners, as bureaus write them down."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, strategies as st
from pyproj import Transformer

from watermap.errors import WatermapError
from watermap.geodesy.dms import dms
from watermap.harmonise.coordinates.purpose import table_purpose
from watermap.harmonise.coordinates.table_layer import layer_of_table
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.places.crs import decide_place

# North, east in EPSG:4527 (with the zone's number), by hand.
SQUARE = [(3_832_000.0, 39_560_000.0), (3_832_000.0, 39_560_100.0), (3_832_100.0, 39_560_100.0),
          (3_832_100.0, 39_560_000.0)]  # fmt: skip
HOLE = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(
    SQUARE, [(20, 20), (20, -20), (-20, -20), (-20, 20)], strict=True)]  # fmt: skip
AWAY = [(x + 500, y) for x, y in SQUARE]


def plain(pairs):
    return [(x, y - 39_000_000) for x, y in pairs]


def layer(table):
    purpose = table_purpose(table)
    return layer_of_table(table, purpose)


def labelled(pairs, first=1):
    return [[f"J{i}", *pair] for i, pair in enumerate(pairs, first)]


def whole(raw):
    assert raw.features_in_file == len(raw.attributes) + len(raw.rejected)
    assert len(raw.geometry) == len(raw.attributes)
    for note in (*raw.rejected, *raw.repaired):
        assert "{" not in note.reason.text("zh") + note.reason.text("en")
    return raw


def codes(raw):
    return [problem.code.removeprefix("harmonise.") for problem in raw.problems]


def reasons(raw):
    return [(one.record, one.reason.code.removeprefix("harmonise.")) for one in raw.rejected]


# --- points ---
PLACES = [(117.73, 34.56), (117.5042, 34.6), (118.25, 34.0125)]  # longitude, latitude

WRITTEN = {
    "decimal": (["断面名称", "经度", "纬度"], lambda lon, lat: [lon, lat]),
    "text": (["断面名称", "经度（°）", "纬度（°）"], lambda lon, lat: [f"{lon}", f"{lat}"]),
    "full width": (["断面名称", "东经", "北纬"], lambda lon, lat: [
        f"{lon}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．")), f"{lat}"]),
    "signs": (["名称", "经度", "纬度"], lambda lon, lat: dms(lon, lat).split()),
    "Chinese signs": (["名称", "经度", "纬度"], lambda lon, lat: [
        f"{int(lon)}度{lon % 1 * 60:.6f}分", f"北纬{lat}"]),
    "one column": (["名称", "经纬度", "河流"], lambda lon, lat: [f"{lon},{lat}", "河"]),
    "latitude first": (["名称", "纬度", "经度"], lambda lon, lat: [lat, lon]),
    "English": (["name", "Longitude", "Latitude"], lambda lon, lat: [lon, lat]),
}  # fmt: skip


@pytest.mark.parametrize("form", WRITTEN)
def test_points_in_degrees(sheet, form):
    head, write = WRITTEN[form]
    rows = [[f"点{i}", *write(lon, lat)] for i, (lon, lat) in enumerate(PLACES)]
    raw = whole(layer(sheet(["监测断面基本信息表"], head, *rows)))
    assert shapely.get_coordinates(raw.geometry) == pytest.approx(np.array(PLACES), abs=2e-5)
    assert list(raw.attributes.iloc[:, 0]) == ["点0", "点1", "点2"]
    assert list(raw.attributes.index) == [2, 3, 4]  # sheet rows 3 to 5
    place = decide_place(raw)
    assert (place.epsg, place.proposal) == (None, 4490)  # asked, never assumed
    assert codes(raw) == []


def parts(value):
    minutes = (value * 3600) // 60
    return [minutes // 60, minutes % 60, round(value * 3600 - minutes * 60, 2)]


@pytest.mark.parametrize("heads", ["merged", "blank", "brackets", "words", "nothing", "wide"])
def test_degrees_minutes_and_seconds_in_three_columns(sheet, heads):
    top = {
        "merged": [["名称", "经度", None, None, "纬度", None, None]],
        "blank": [["名称", "经度", None, None, "纬度", None, None]],
        "nothing": [["名称", "经度", None, None, "纬度", None, None]],
        "wide": [["名称", "经度", None, None, "纬度", None, None]],
        "brackets": [["名称", "经度（度）", "经度（分）", "经度（秒）",
                      "纬度（度）", "纬度（分）", "纬度（秒）"]],
        "words": [["名称", "东经度", "东经分", "东经秒", "北纬度", "北纬分", "北纬秒"]],
    }[heads]  # fmt: skip
    below = [[None, "度", "分", "秒", "度", "分", "秒"]] if heads in ("merged", "blank") else []
    merged = {"merged": [(0, 1, 0, 3), (0, 4, 0, 6), (0, 0, 1, 0)],
              "wide": [(0, 1, 0, 3), (0, 4, 0, 6)]}.get(heads, [])  # fmt: skip
    rows = [["点", *parts(lon), *parts(lat)] for lon, lat in PLACES]
    raw = whole(layer(sheet(*top, *below, *rows, merged=merged)))
    assert shapely.get_coordinates(raw.geometry) == pytest.approx(np.array(PLACES), abs=3e-6)
    assert list(raw.attributes.columns) == ["名称"]


def test_minutes_go_to_59_and_no_part_may_be_missing(sheet):
    head = ["名称", "经度", None, None, "纬度", None, None]
    below = [None, "度", "分", "秒", "度", "分", "秒"]
    bad = [["甲", 117, 61, 0, 34, 1, 2], ["乙", 117, 1, None, 34, 1, 2]]
    raw = whole(layer(sheet(head, below, *bad, ["丙", 117, 30, 36, 34, 30, 36])))
    assert reasons(raw) == [(3, "row_bad_coordinates"), (4, "row_bad_coordinates")]
    assert raw.geometry[0].coords[0] == pytest.approx((117.51, 34.51))


@pytest.mark.parametrize("head", [("X", "Y"), ("X坐标", "Y坐标"), ("纵坐标", "横坐标")])
@pytest.mark.parametrize("turned", [False, True])
def test_plane_coordinates_are_north_first_by_their_size(sheet, head, turned):
    rows = [[f"井{i}", *(pair[::-1] if turned else pair)] for i, pair in enumerate(SQUARE)]
    raw = whole(layer(sheet(["名称", *head], *rows)))
    assert [tuple(one) for one in shapely.get_coordinates(raw.geometry)] == [
        (y, x) for x, y in SQUARE
    ]
    assert codes(raw) == (["coordinates_turned"] if turned else [])
    assert decide_place(raw).proposal == 4527


def test_eastings_without_a_zone_stay_without_and_are_asked(sheet):
    raw = whole(layer(sheet(["名称", "X", "Y"], *(["井", *pair] for pair in plain(SQUARE)))))
    assert raw.geometry[0].x == 560_000.0
    assert decide_place(raw).proposal is None


def test_a_column_with_the_zones_number_is_put_before_the_eastings(sheet):
    rows = (["井", *pair, 39] for pair in plain(SQUARE))
    raw = whole(layer(sheet(["名称", "X", "Y", "带号"], *rows)))
    assert raw.geometry[0].x == 39_560_000.0
    assert codes(raw) == ["zones_added"]
    assert decide_place(raw).proposal == 4527


def test_swapped_degrees_are_turned_and_said(sheet):
    raw = whole(layer(sheet(["名称", "经度", "纬度"], *(["点", lat, lon] for lon, lat in PLACES))))
    assert shapely.get_coordinates(raw.geometry) == pytest.approx(np.array(PLACES))
    (said,) = raw.problems
    assert (said.code, said.severity) == ("harmonise.coordinates_turned", "warning")


def test_single_swapped_rows_are_turned_and_named(sheet):
    rows = [["甲", *PLACES[0]], ["乙", *PLACES[1][::-1]], ["丙", *PLACES[2]]]
    raw = whole(layer(sheet(["名称", "经度", "纬度"], *rows)))
    assert shapely.get_coordinates(raw.geometry) == pytest.approx(np.array(PLACES))
    (said,) = raw.problems
    assert (said.code, said.fields["rows"]) == ("harmonise.coordinates_turned_rows", "3")


def test_rows_without_a_place_are_rejected_by_number_and_remarks_passed_over(sheet):
    raw = whole(
        layer(
            sheet(
                ["名称", "经度", "纬度", "河流"],
                [None, "（°）", "（°）", None],
                ["甲", 117.5, 34.5, "河"],
                ["乙", None, None, "河"],
                [None, None, None, None],
                ["丙", "约117", 34.5, "河"],
                ["丁", 117.6, None, "江"],
                ["戊", 117.7, 34.6, None],
                ["合计", None, None, 5],
                ["注：经纬度为CGCS2000", None, None, None],
            )
        )
    )
    assert list(raw.attributes["名称"]) == ["甲", "戊"]
    assert list(raw.attributes["河流"]) == ["河", None]
    assert reasons(raw) == [
        (4, "row_no_coordinates"), (6, "row_bad_coordinates"), (7, "row_bad_coordinates"),
    ]  # fmt: skip
    (said,) = raw.problems
    assert (said.code, said.fields["rows"]) == ("harmonise.rows_not_features", "9–10")


def test_all_other_columns_are_attributes_and_codes_stay_text(sheet):
    raw = layer(
        sheet(
            ["编码", "名称", "经度", "纬度", "级别", "级别", "高程", "建成"],
            ["001", "甲", 117.5, 34.5, "国控", "Ⅲ", 31, 2001],
            ["NA", "乙", 117.6, 34.5, "省控", 3, 31.5, 2002],
        )
    )
    columns = {name: list(raw.attributes[name]) for name in raw.attributes}
    assert columns == {
        "编码": ["001", "NA"], "名称": ["甲", "乙"], "级别": ["国控", "省控"],
        "级别 #2": ["Ⅲ", "3"], "高程": [31, 31.5], "建成": [2001, 2002],
    }  # fmt: skip
    assert raw.field_types == {
        "编码": "text", "名称": "text", "级别": "text", "级别 #2": "text", "高程": "real",
        "建成": "integer",
    }  # fmt: skip


def test_results_with_places_give_one_point_a_station(sheet, kind):
    rows = [
        [name, lon, lat, f"2019-{month:02d}-03", 0.2]
        for month in range(1, 13)
        for name, (lon, lat) in zip("甲乙", PLACES[:2], strict=True)
    ]
    rows.append(["甲", 117.9, 34.56, "2019-12-20", 0.2])
    table = sheet(["断面名称", "经度", "纬度", "监测时间", "氨氮"], *rows)
    purpose = table_purpose(table)
    assert purpose.kind == "points_and_results"
    assert "氨氮" in purpose.how.text("zh")
    raw = whole(layer_of_table(table, purpose))
    assert list(raw.attributes["断面名称"]) == ["甲", "乙", "甲"]
    assert list(raw.attributes.columns) == ["断面名称"]
    assert codes(raw) == ["points_repeated", "points_differ"]
    named = kind({"name": {"type": "text", "aliases": ["断面名称"]}})
    assert list(harmonise_layer(raw, named, crs=4490).frame["name"]) == ["甲", "乙", "甲"]


# --- what a sheet is for ---
PURPOSES = [
    ("results", [["断面", "日期", "氨氮"], ["甲", "2019-06-01", 0.2]]),
    ("results", [["断面", "日期", "指标", "浓度"], ["甲", "2019-06-01", "氨氮", 0.2]]),
    ("points", [["名称", "经度", "纬度"], ["甲", 117.5, 34.5]]),
    ("points", [["井号", "X", "Y"], ["W1", *SQUARE[0]], ["W2", *SQUARE[1]], ["W3", *SQUARE[2]]]),
    ("corners", [["点号", "X", "Y"], ["1", *SQUARE[0]]]),
    ("corners", [["序号", "X", "Y"], *labelled(SQUARE)]),
    ("corners", [["项目范围拐点坐标"], ["序号", "X", "Y"], [1, *SQUARE[0]], [2, *SQUARE[1]]]),
    ("corners", [["J1", 3832000.5, 39560000.5], ["J2", 3832000.5, 39560100.5],
                 ["J3", 3832100.5, 39560100.5]]),
    ("points_and_results", [["断面", "经度", "纬度", "氨氮"], ["甲", 117.5, 34.5, 0.2]]),
    ("points", [["水源地", "经度", "纬度", "取水量"], ["甲", 117.5, 34.5, 2]]),
    ("none", [["水源地", "取水量(万m³)"], ["甲", 2]]),
    ("results", [["水源地", "月份", "取水量(万m³)"], ["甲", "2019-06", 2]]),
    ("none", [["项目", "联系人"], ["甲", "张"]]),
    ("none", [[1, 3832000.5, 39560000.5], [2, 3832000.5, 39560100.5], [3, 3832100.5, 39560100.5]]),
    ("none", []),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "rows"), PURPOSES)
def test_what_a_sheet_is_for(sheet, expected, rows):
    purpose = table_purpose(sheet(*rows))
    assert purpose.kind == expected
    assert purpose.makes_layer == (expected in ("points", "corners", "points_and_results"))
    for language in ("zh", "en"):
        assert "{" not in purpose.how.text(language)


def test_a_table_without_places_is_no_layer(sheet):
    table = sheet(["断面", "氨氮"], ["甲", 0.2])
    with pytest.raises(WatermapError) as caught:
        layer_of_table(table, table_purpose(table))
    assert caught.value.problems[0].code == "harmonise.table_no_layer"


# --- corners ---
def ring_area(pairs):
    """Gauss's formula, written down once more."""
    turns = zip(pairs, [*pairs[1:], pairs[0]], strict=True)
    return abs(sum(x * b - a * y for (x, y), (a, b) in turns)) / 2


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("clockwise", [False, True])
@pytest.mark.parametrize("turned", [False, True])
def test_areas_by_name_closed_or_not_clockwise_or_not(sheet, closed, clockwise, turned):
    rows = []
    for name, pairs in (("甲", SQUARE), ("乙", AWAY)):
        own = [*pairs, pairs[0]] if closed else list(pairs)
        own = own[::-1] if clockwise else own
        labels = [f"J{i}" for i in range(1, len(pairs) + 1)] + ["J1"]
        own = [pair[::-1] for pair in own] if turned else own
        rows += [[name, label, *pair] for label, pair in zip(labels, own, strict=False)]
    raw = whole(layer(sheet(["拐点坐标表"], ["地块名称", "点号", "X", "Y"], *rows)))
    assert list(raw.attributes["地块名称"]) == ["甲", "乙"]
    assert "点号" not in raw.attributes or set(raw.attributes["点号"]) == {None}
    assert [one.area for one in raw.geometry] == [10_000.0, 10_000.0]
    assert raw.geometry[0].bounds == (39_560_000.0, 3_832_000.0, 39_560_100.0, 3_832_100.0)
    assert codes(raw) == (["coordinates_turned"] if turned else [])


HOLES = {
    "by ring numbers": (["名称", "圈号", "点号", "X", "Y"], [
        *(["甲", 1, *row] for row in labelled(SQUARE)),
        *(["甲", 2, *row] for row in labelled(HOLE, 5)),
    ]),
    "by closing": (["名称", "点号", "X", "Y"], [
        *(["甲", *row] for row in labelled([*SQUARE, SQUARE[0]])),
        *(["甲", *row] for row in labelled([*HOLE[::-1], HOLE[-1]], 5)),
    ]),
    "by labels that begin again": (["名称", "点号", "X", "Y"], [
        *(["甲", *row] for row in labelled(SQUARE)),
        *(["甲", *row] for row in labelled(HOLE)),
    ]),
    "the hole first": (["名称", "圈号", "点号", "X", "Y"], [
        *(["甲", 2, *row] for row in labelled(HOLE, 5)),
        *(["甲", 1, *row] for row in labelled(SQUARE)),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("form", HOLES)
def test_holes(sheet, form):
    head, rows = HOLES[form]
    raw = whole(layer(sheet(head, *rows)))
    (shape,) = raw.geometry
    assert shape.area == ring_area(SQUARE) - ring_area(HOLE) == 10_000 - 3_600
    assert len(shape.interiors) == 1


def test_parts_and_plots_of_one_name(sheet):
    rows = [["甲", 1, *row] for row in labelled(SQUARE)] + [
        ["甲", 2, *row] for row in labelled(AWAY)
    ]
    parted = whole(layer(sheet(["名称", "部分", "点号", "X", "Y"], *rows)))
    assert [one.geom_type for one in parted.geometry] == ["MultiPolygon"]
    plots = whole(layer(sheet(["项目名称", "地块号", "点号", "X", "Y"], *rows)))
    assert [one.geom_type for one in plots.geometry] == ["Polygon", "Polygon"]
    assert list(plots.attributes["地块号"]) == [1, 2]


@pytest.mark.parametrize("merged", [False, True])
def test_a_name_written_once_holds_for_the_rows_below(sheet, merged):
    rows = [["甲", *SQUARE[0]], *([None, *pair] for pair in SQUARE[1:])]
    rows += [["乙", *AWAY[0]], *([None, *pair] for pair in AWAY[1:])]
    table = sheet(
        ["名称", "X", "Y"], *rows, name="界址点", merged=[(1, 0, 4, 0), (5, 0, 8, 0)] * merged
    )
    purpose = table_purpose(sheet(["界址点成果表"], ["名称", "X", "Y"], *rows))
    raw = whole(layer_of_table(table, purpose, purpose_of(table)))
    assert list(raw.attributes["名称"]) == ["甲", "乙"]
    assert [one.area for one in raw.geometry] == [10_000.0, 10_000.0]


def purpose_of(table):
    return table_purpose(table).columns


def test_names_of_corners_under_the_heading_of_names_are_no_plots(sheet):
    raw = whole(layer(sheet(["名称", "X", "Y"], *labelled([*SQUARE, SQUARE[0]]))))
    assert [one.area for one in raw.geometry] == [10_000.0]


def test_an_area_with_an_unreadable_corner_is_rejected_and_the_others_are_not(sheet):
    rows = [["甲", *row] for row in labelled(SQUARE)] + [["乙", *row] for row in labelled(AWAY)]
    rows[2][3] = "看不清"
    raw = whole(layer(sheet(["名称", "点号", "X", "Y"], *rows)))
    assert list(raw.attributes["名称"]) == ["乙"]
    assert reasons(raw) == [(4, "polygon_bad_corner")]
    assert "“甲”" in raw.rejected[0].reason.text("zh")


REJECTED = [
    ("polygon_few", 2, [["甲", "J1", *SQUARE[0]], ["甲", "J2", *SQUARE[1]]]),
    # J1 comes again and lies elsewhere: a slip in one of the two.
    ("polygon_few", 6, [["甲", *row] for row in labelled(SQUARE)]
     + [["甲", "J1", SQUARE[0][0], SQUARE[0][1] + 1]]),
    # One corner of the next zone, one without the zone's number, one in degrees, one short.
    *(("polygon_odd_corner", 5, [["甲", *row] for row in labelled([*SQUARE[:3], odd])])
      for odd in ((3.8321e6, 40.56e6), (3.8321e6, 560e3), (34.6, 117.65), (383210.0, 39.56e6))),
    ("polygon_crosses", 2, [["甲", *row] for row in labelled(
        [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]])]
     + [["甲", *row] for row in labelled(AWAY, 9)]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "row", "rows"), REJECTED)
def test_an_area_that_is_not_certain_is_rejected(sheet, code, row, rows):
    raw = whole(layer(sheet(["名称", "点号", "X", "Y"], *rows)))
    assert (reasons(raw), len(raw.geometry)) == ([(row, code)], 0)


def test_a_single_border_that_crosses_itself_is_repaired_and_listed(sheet):
    twisted = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]
    raw = whole(layer(sheet(["点号", "X", "Y"], *labelled(twisted))))
    assert [one.record for one in raw.repaired] == [2]
    assert raw.geometry[0].is_valid


def test_corners_in_degrees_become_an_area_at_its_place(sheet, kind):
    ring = [(117.65, 34.6), (117.651, 34.6), (117.651, 34.601), (117.65, 34.601)]
    rows = [[f"J{i}", *dms(*pair).split()] for i, pair in enumerate(ring, 1)]
    raw = whole(layer(sheet(["点号", "经度", "纬度"], *rows)))
    assert decide_place(raw).proposal == 4490
    polygons = kind({}, geometry=("polygon",))
    placed = harmonise_layer(raw, polygons, crs=4490).frame.geometry.iloc[0]
    assert placed.equals_exact(shapely.Polygon(ring), tolerance=2e-5)


def test_an_area_lies_where_pyproj_says(sheet, kind):
    raw = layer(sheet(["点号", "X", "Y"], *labelled(SQUARE)))
    placed = harmonise_layer(raw, kind({}, geometry=("polygon",)), crs=4527)
    back = Transformer.from_crs(4527, 4490, always_xy=True)
    expected = [back.transform(y, x) for x, y in SQUARE]
    found = np.array(placed.frame.geometry.iloc[0].exterior.coords)
    for lon, lat in expected:
        assert np.hypot(*(found - (lon, lat)).T).min() < 1e-9


@given(
    pairs=st.lists(
        st.tuples(st.floats(75, 134), st.floats(4, 53)).map(
            lambda pair: tuple(round(value, 6) for value in pair)
        ),
        min_size=1,
        max_size=8,
    ),
    flips=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_in_china_no_order_of_columns_is_taken_for_the_other(pairs, flips):
    from tests.harmonise.conftest import source
    from watermap.reading.raw import RawTable

    rows = [
        ("甲", *(pair[::-1] if flip else pair)) for pair, flip in zip(pairs, flips, strict=False)
    ]
    table = RawTable(
        source=source("x.csv"), name="x", encoding=None, rows=(("名称", "经度", "纬度"), *rows)
    )
    raw = whole(layer(table))
    assert [tuple(one) for one in shapely.get_coordinates(raw.geometry)] == pairs
    assert math.isclose(len(raw.attributes), len(pairs))
