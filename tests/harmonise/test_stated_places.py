"""Coordinates and limits that stand in a table of results, kept for comparison."""

from decimal import Decimal

import pytest

from watermap.harmonise.table import harmonise_table

HEAD = ["断面名称", "经度", "纬度", "监测时间", "氨氮"]


def test_the_places_of_a_tables_stations(sheet):
    raw = sheet(
        HEAD,
        ["甲", 117.5, 34.5, "2019-06-01", 0.2],
        ["甲", 117.5, 34.5, "2019-07-01", 0.2],
        ["乙", "117°30′36″", "34°30′00″", "2019-06-01", 0.2],
        ["丙", None, None, "2019-06-01", 0.2],
    )
    places = harmonise_table(raw).places
    assert [(one.section, one.row) for one in places] == [("甲", 2), ("乙", 4)]
    assert (places[1].lon, places[1].lat) == pytest.approx((117.51, 34.5))
    assert "水质监测.xlsx › Sheet1" in places[0].source


def test_metres_with_a_zone_tell_a_place_and_without_one_none(sheet):
    head = ["断面名称", "X", "Y", "监测时间", "氨氮"]
    row = ["2019-06-01", 0.2]
    with_zone = harmonise_table(sheet(head, ["甲", 3820000.0, 39550000.0, *row])).places
    assert with_zone[0].lon == pytest.approx(117.546, abs=0.01)
    assert harmonise_table(sheet(head, ["甲", 3820000.0, 550000.0, *row])).places == ()


def test_the_limits_printed_over_the_results(sheet):
    raw = sheet(
        ["断面名称", "监测时间", "pH", "氨氮", "铜", "总磷"],
        [None, None, "无量纲", "mg/L", "ug/L", "mg/L"],
        ["标准限值", None, "6~9", "≤1.0", "≤1000", "≤0.2"],
        ["甲", "2019-06-01", 7, 0.2, 5, 0.1],
    )
    (stated,) = harmonise_table(raw).limits
    assert stated.sections == {"甲"}
    assert stated.limits == {
        "ammonia_nitrogen": Decimal("1.0"), "copper": Decimal(1), "total_phosphorus": Decimal("0.2")
    }  # fmt: skip
