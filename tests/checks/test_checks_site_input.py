"""Sites as users give them: typed, as a layer, as a table of corners."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import CRS, Transformer

from tests.checks.ground import Ground
from watermap.checks.siting.site_input import (
    point_site,
    read_site,
    site_from_corners,
    site_from_layer,
    sites_from_layer,
)
from watermap.errors import Message, WatermapError
from watermap.geodesy.measure import area_m2
from watermap.reading.raw import Guess, RawFile, RawLayer, RawTable, Source

SOURCE = Source(path=Path("拐点.csv"), format="CSV", sha256="", modified=dt.date(2026, 1, 1))
SQUARE = [(3_832_000.0, 560_000.0), (3_832_000.0, 560_100.0), (3_832_100.0, 560_100.0),
          (3_832_100.0, 560_000.0)]  # X north, Y east  # fmt: skip
PREFIXED = [(x, y + 39e6) for x, y in SQUARE]
TO_PLANE = {epsg: Transformer.from_crs(4490, epsg, always_xy=True) for epsg in (4527, 4548, 4549)}


def table(*rows, source=SOURCE, hidden=False):
    width = max((len(row) for row in rows), default=0)
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return RawTable(source=source, name="表", encoding=None, rows=padded, hidden=hidden)


def corners(header, pairs, *, text=False):
    """A table as offices make them: a title, headings, labelled corners."""
    rows = [
        [f"J{i}", *(f"{value}" if text else value for value in pair)]
        for i, pair in enumerate(pairs, 1)
    ]
    return table(["界址点成果表"], ["点号", *header], *rows)


def on_plane(site, epsg=4548):
    return shapely.transform(
        site.geometry, lambda xy: np.column_stack(TO_PLANE[epsg].transform(xy[:, 0], xy[:, 1]))
    )


def codes(site):
    return [problem.code for problem in site.problems]


def refused(call):
    with pytest.raises(WatermapError) as raised:
        call()
    for problem in raised.value.problems:
        assert problem.text("zh")
        assert problem.text("en")
    return [one.code.partition(".")[2] for one in raised.value.problems]


@pytest.mark.parametrize(
    "text", ["117.73,34.56", "117°43′48″E 34°33′36″N", "34.56N,117.73E", " 117.73，34.56 "]
)
def test_a_typed_place(text):
    site = point_site(text)
    assert site.geometry.coords[0] == pytest.approx((117.73, 34.56))
    assert (site.source, site.problems) == (text, ())


def test_a_latitude_that_comes_first_is_turned_and_said():
    site = point_site("34.56,117.73")
    assert site.geometry.coords[0] == pytest.approx((117.73, 34.56))
    assert codes(site) == ["checks.swapped"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("台儿庄", "not_a_place"), ("117.73", "not_a_place"), ("1000,2", "place_out_of_range"),
     ("560304,3832311", "place_out_of_range"), ("200,95", "place_out_of_range")],
)  # fmt: skip
def test_what_is_no_place_is_refused(text, code):
    assert refused(lambda: point_site(text)) == [code]


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize(
    "header", [("X", "Y"), ("X坐标（m）", "Y坐标（m）"), ("纵坐标", "横坐标"), ("北坐标", "东坐标")]
)
def test_corners_with_the_zones_number(header, text):
    site = site_from_corners(corners(header, PREFIXED, text=text))
    assert area_m2(site.geometry) == pytest.approx(10_000, rel=2e-4)  # 60 km off the meridian
    assert on_plane(site).equals_exact(shapely.Polygon([(y, x) for x, y in SQUARE]), tolerance=1e-3)
    assert codes(site) == ["checks.corners_read"]
    assert site.source == "拐点.csv"


@pytest.mark.parametrize("epsg", [4548, 4549])
def test_corners_without_it_lie_where_the_user_says(epsg):
    site = site_from_corners(corners(("X", "Y"), SQUARE), epsg)
    assert on_plane(site, epsg).centroid.coords[0] == pytest.approx((560_050, 3_832_050), abs=1e-3)


def test_with_the_number_the_plain_code_of_the_same_zone_is_understood():
    plain = site_from_corners(corners(("X", "Y"), PREFIXED), 4548)
    assert plain.geometry.equals(site_from_corners(corners(("X", "Y"), PREFIXED), 4527).geometry)


@pytest.mark.parametrize(
    "header", [("经度", "纬度"), ("longitude", "latitude"), ("东经", "北纬"), ("lon", "lat")]
)
def test_corners_in_degrees(header):
    pairs = [
        ("117°39′00″", "34°36′00″"),
        ("117.651", 34.6),
        ("117.651", "34.601"),
        (117.65, 34.601),
    ]
    site = site_from_corners(corners(header, pairs))
    assert site.geometry.bounds == pytest.approx((117.65, 34.6, 117.651, 34.601))
    assert codes(site) == ["checks.corners_degrees"]


def test_columns_the_wrong_way_round_are_turned_and_said():  # N6
    turned = site_from_corners(corners(("X", "Y"), [(y, x) for x, y in PREFIXED]))
    assert turned.geometry.equals(site_from_corners(corners(("X", "Y"), PREFIXED)).geometry)
    assert codes(turned) == ["checks.corners_swapped", "checks.corners_read"]


def test_without_headings_the_two_columns_of_decimals_are_taken():
    pairs = [(x + 0.123, y + 0.456) for x, y in PREFIXED]
    site = site_from_corners(table(*([f"J{i}", i, *pair] for i, pair in enumerate(pairs, 1))))
    assert area_m2(site.geometry) == pytest.approx(10_000, rel=2e-4)


def test_units_blank_rows_and_remarks_are_passed_over():
    rows = [["点号", "X", "Y"], ["", "米", "米"], [None, None, None]]
    rows += [[f"J{i}", *pair] for i, pair in enumerate(PREFIXED, 1)]
    rows += [["说明：CGCS2000", None, None]]
    assert area_m2(site_from_corners(table(*rows)).geometry) == pytest.approx(10_000, rel=2e-4)


def test_a_ring_that_is_closed_is_the_same_ring():
    closed = site_from_corners(corners(("X", "Y"), [*PREFIXED, PREFIXED[0]]))
    assert closed.geometry.equals(site_from_corners(corners(("X", "Y"), PREFIXED)).geometry)


def test_several_rings_holes_and_plots():
    def ring(name, x, y, size):
        north, east = 3_832_000 + x, 39_560_000 + y
        pairs = [(0, 0), (0, size), (size, size), (size, 0)]
        return [[name, f"J{i}", north + a, east + b] for i, (a, b) in enumerate(pairs, 1)]

    rows = [
        ["地块号", "点号", "X", "Y"],
        *ring("1", 0, 0, 100),
        *ring("2", 300, 0, 50),
        *ring("3", 20, 20, 40),
    ]
    site = site_from_corners(table(*rows))
    assert site.geometry.geom_type == "MultiPolygon"
    assert area_m2(site.geometry) == pytest.approx(10_000 - 1_600 + 2_500, rel=2e-4)
    # The same without a column of plots, each ring closed by its first corner.
    no_names = [["点号", "X", "Y"]]
    for name in ("1", "2", "3"):
        of_ring = [row[1:] for row in rows[1:] if row[0] == name]
        no_names += [*of_ring, of_ring[0]]
    assert site_from_corners(table(*no_names)).geometry.equals(site.geometry)


@pytest.mark.parametrize(
    ("pairs", "epsg", "code"),
    [
        (SQUARE, None, "corners_need_crs"),
        (SQUARE, 4527, "corners_crs_contradicts"),
        (SQUARE, 4490, "corners_crs_contradicts"),
        (PREFIXED, 4528, "corners_crs_contradicts"),
        (PREFIXED, 4549, "corners_crs_contradicts"),
        (PREFIXED, 4490, "corners_crs_contradicts"),
        (PREFIXED, 999_999, "corners_unknown_epsg"),
        (SQUARE, 2383, "corners_old_datum"),  # Xian 1980
        (SQUARE, 2435, "corners_old_datum"),  # Beijing 1954
        ([(117.65, 34.6), (117.651, 34.6), (117.651, 34.601)], 4548, "corners_crs_contradicts"),
        ([*PREFIXED, (3_832_000.0, 40_560_000.0)], None, "corners_mixed"),
        ([(1.5, 2.5), (3.5, 4.5), (5.5, 6.5)], None, "corners_neither"),
        ([(x, y + 24e6 - 39e6) for x, y in PREFIXED], None, "corners_neither"),
        ([*SQUARE, *PREFIXED], None, "corners_neither"),
        (PREFIXED[:2], None, "no_corners"),
        ([*PREFIXED, (3_832_000.0, "看不清")], None, "corner_unreadable"),
        ([*PREFIXED, (3_832_000.0, None)], None, "corner_unreadable"),
        ([*PREFIXED, PREFIXED[0], *[(x + 500, y) for x, y in PREFIXED[:2]]], None, "corners_few"),
    ],
)
def test_corners_whose_place_is_not_certain_are_refused(pairs, epsg, code):
    assert refused(lambda: site_from_corners(corners(("X", "Y"), pairs), epsg)) == [code]


def test_a_table_of_something_else_holds_no_corners():
    assert refused(lambda: site_from_corners(table(["断面", "氨氮"], ["台儿庄大桥", "0.31"]))) == [
        "no_corners"
    ]
    assert refused(lambda: site_from_corners(table())) == ["no_corners"]


def test_a_border_that_crosses_itself_is_left_for_the_check_to_say(check):
    twisted = [PREFIXED[0], PREFIXED[2], PREFIXED[1], PREFIXED[3]]
    site = site_from_corners(corners(("X", "Y"), twisted))
    assert not site.geometry.is_valid
    answer = check(site.geometry, industry="C2614")
    assert "checks.site_repaired" in [one.code for one in answer.problems]


def test_a_border_that_crosses_itself_beside_other_rings_is_refused():
    twisted = [PREFIXED[0], PREFIXED[2], PREFIXED[1], PREFIXED[3], PREFIXED[0]]
    beside = [(x + 500, y) for x, y in PREFIXED]
    both = corners(("X", "Y"), [*twisted, *beside])
    assert refused(lambda: site_from_corners(both)) == ["ring_crosses"]


def layer(*shapes, crs=4490, **columns):
    guess = Guess(value="utf-8", how=Message.of("checks.record", number=1), confidence=1)
    source = Source(
        path=Path("拟建.geojson"), format="GeoJSON", sha256="", modified=SOURCE.modified
    )
    return RawLayer(
        source=source, name="拟建", geometry_types={"Polygon": len(shapes)}, encoding=guess,
        crs_wkt=CRS.from_epsg(crs).to_wkt() if crs else None,
        field_types=dict.fromkeys(columns, "text"),
        attributes=pd.DataFrame(columns, index=range(len(shapes))),
        geometry=np.array(shapes, dtype=object), features_in_file=len(shapes),
    )  # fmt: skip


PLOT = Ground().box(0, 0, 100, 100)


def test_a_layer_with_its_details():
    site = site_from_layer(
        layer(PLOT, 项目名称=["新材料"], 行业代码=["C2614"], 建设性质=["扩建"], 是否排放废水=["是"])
    )
    assert (site.name, site.industry, site.work, site.discharges) == (
        "新材料", "C2614", "expand", True,
    )  # fmt: skip
    assert site.geometry.equals(PLOT)
    assert site.source == "拟建.geojson"


def test_what_a_layer_does_not_say_is_unknown():
    site = site_from_layer(layer(PLOT, 项目名称=[None]))
    assert (site.name, site.work, site.discharges) == (None, None, None)


def test_several_shapes_are_several_sites():
    several = layer(PLOT, Ground().box(500, 0, 600, 100), None)
    assert len(sites_from_layer(several)) == 2
    assert refused(lambda: site_from_layer(several)) == ["several_sites_in_file"]
    assert refused(lambda: site_from_layer(layer(None))) == ["no_site_in_file"]


def test_a_file_gives_its_shape_or_its_corners():
    def file(**parts):
        return RawFile(source=SOURCE, **parts)

    good = corners(("X", "Y"), PREFIXED)
    notes = table(["说明"], ["无"])
    by_corners = site_from_corners(good).geometry
    assert read_site(file(layers=(layer(PLOT),))).geometry.equals(PLOT)
    assert read_site(file(tables=(notes, good))).geometry.equals(by_corners)
    assert read_site(file(tables=(good, notes))).geometry.equals(by_corners)
    plain = file(tables=(corners(("X", "Y"), SQUARE),))
    assert on_plane(read_site(plain, crs=4548)).area == pytest.approx(10_000, abs=0.1)
    assert refused(lambda: read_site(plain)) == ["corners_need_crs"]
    assert refused(lambda: read_site(file())) == ["no_site_in_file"]
    assert refused(lambda: read_site(file(tables=(notes,)))) == ["no_corners"]
    assert refused(lambda: read_site(file(layers=(layer(PLOT, PLOT),)))) == [
        "several_sites_in_file"
    ]
    nowhere = layer(PLOT, crs=None)
    with pytest.raises(WatermapError):
        read_site(file(layers=(nowhere,)))
    assert read_site(file(layers=(nowhere,)), crs=4490).geometry.equals(PLOT)
