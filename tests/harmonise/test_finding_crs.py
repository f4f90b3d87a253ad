"""Coordinate systems by what people call them."""

import pytest
from pyproj import CRS

from watermap.geodesy.zones import ZONES
from watermap.harmonise.places.find_crs import datum_named, find_crs

FIRST = [
    ("4527", 4527),
    ("EPSG:4527", 4527),
    ("epsg：４５２７", 4527),
    ("EPSG 4490", 4490),
    ("CGCS2000 3度带 39带", 4527),
    ("CGCS2000三度带第39带", 4527),
    ("国家2000 39带 不带带号", 4548),
    ("国家2000 中央经线117", 4548),
    ("国家2000 中央经线117 带带号", 4527),
    ("国家2000，中央子午线为120°，3度分带", 4549),
    ("2000国家大地坐标系 6度带 中央经线117", 4509),
    ("2000国家大地坐标系", 4490),
    ("国家2000 6度带 20带", 4498),
    ("20带", 4498),
    ("39带", 4527),
    ("CM 117E", 4548),
    ("东经108度", 4545),
    ("117°00′E", 4548),
    ("西安80", 4610),
    ("1980西安坐标系 3度带 40带", 2364),
    ("西安80 中央经线120", 2385),
    ("北京54", 4214),
    ("北京54 6度带 第20带", 21420),
    ("北京54 三度带 不带带号 中央子午线117", 2436),
    ("新北京54", 4555),
    ("WGS84", 4326),
    ("WGS 1984", 4326),
    ("WGS84 UTM 50N", 32650),
    ("UTM zone 50", 32650),
    ("UTM 23S", 32723),
    ("网络墨卡托", 3857),
    ("Web Mercator", 3857),
    ("NAD83 Conus Albers", 5070),
]


@pytest.mark.parametrize(("text", "epsg"), FIRST)
def test_what_is_meant_comes_first(text, epsg):
    found = find_crs(text)
    assert found[0] == (epsg, CRS.from_epsg(epsg).name)
    assert len({code for code, _ in found}) == len(found)


@pytest.mark.parametrize("epsg", sorted(ZONES))
def test_every_zone_is_found_by_the_register_s_and_by_the_prj_s_name(epsg):
    crs = CRS.from_epsg(epsg)
    esri = crs.to_wkt("WKT1_ESRI").split('"')[1]
    for name in (crs.name, esri, esri.replace("_", " ")):
        width = ZONES[epsg].width
        codes = [code for code, _ in find_crs(name)]
        assert epsg in codes, name
        assert width == 6 or codes[0] == epsg


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "胡说",
        "999999",
        "EPSG:0000",
        "///",
        "中央经线117.5",
        "中央子午线117°30′",
        "CM 117.5E",
        "国家2000 中央经线116",
        "国家2000 24带 3度带",
        "UTM 61N",
        "国家2000 3度带 46带",
    ],
)
def test_what_no_system_stands_for_finds_none(text):
    """117.5° is a home-made zone: the nearest of the register would be 45 km off."""
    assert find_crs(text) == []


def test_a_datum_brings_its_degrees_and_all_its_zones():
    found = find_crs("国家2000")
    assert found[0][0] == 4490
    assert {code for code, _ in found} == {4490, *ZONES}


def test_without_a_datum_the_legal_one_comes_before_the_older_ones():
    names = [name.split(" / ")[0] for _, name in find_crs("3度带 39带")]
    assert names == [
        "CGCS2000",
        "CGCS2000",
        "Xian 1980",
        "Xian 1980",
        "Beijing 1954",
        "Beijing 1954",
        "New Beijing",
        "New Beijing",
    ]


@pytest.mark.parametrize(
    ("text", "epsg"),
    [
        ('GEOGCS["GCS_Beijing_1954"]', 4214),
        ('PROJCS["Xian_1980_3_Degree_GK_Zone_39"]', 4610),
        ("北京54坐标系", 4214),
        ("D_WGS_1984", 4326),
        ("LOCAL_CS", None),
    ],
)
def test_the_datum_that_a_text_names(text, epsg):
    found = datum_named(text)
    assert (found[0] if found else None) == epsg
