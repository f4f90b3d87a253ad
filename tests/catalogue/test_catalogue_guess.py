"""Which kind a file is, from its name, its columns and its geometry."""

import pytest

from watermap.catalogue.match import guess_kind

SURE = 0.5

FILES = [
    # file name, columns, geometry, kind
    ("断面.shp", ["DMMC", "SZMB"], "Point", "section"),
    ("台儿庄区考核断面_2019.shp", [], None, "section"),
    ("DM.shp", [], "Point", "section"),
    ("river_sections.geojson", [], "Point", "section"),
    ("饮用水水源保护区.shp", ["BHQMC", "BHQJB", "PFWH"], "Polygon", "protection_area"),
    ("水源地一级保护区.shp", [], "MultiPolygon", "protection_area"),
    ("饮用水水源地.shp", ["SYDMC", "SYLX"], "Point", "water_source"),
    ("生态保护红线.shp", ["HXBM", "HXMC"], "Polygon", "red_line"),
    ("项目用地红线.geojson", [], "Polygon", "proposed_site"),
    ("三线一单.gpkg", [], "Polygon", "control_unit"),
    ("layer1", ["HJZHGKDYBM", "HJZHGKDYMC", "ZHGKDYFL"], "Polygon", "control_unit"),
    ("工业园区.shp", ["园区名称", "主导产业"], "Polygon", "industrial_zone"),
    ("工业园区污水处理厂.shp", [], "Point", "sewage_plant"),
    ("重点企业.shp", ["QYMC", "HYDM"], "Point", "enterprise"),
    ("企业.shp", ["统一社会信用代码", "企业名称"], "Point", "enterprise"),
    ("入河排污口.shp", [], "Point", "outfall"),
    ("黑臭水体清单.shp", [], "LineString", "black_odorous_water"),
    ("畜禽禁养区.shp", [], "Polygon", "livestock_zone"),
    ("地下水限采区.shp", [], "Polygon", "groundwater_zone"),
    ("地下水监测井.shp", [], "Point", "monitoring_well"),
    ("水系.shp", ["HLMC", "HLDM"], "LineString", "river"),
    ("湖库.shp", [], "Polygon", "lake"),
    ("湿地.shp", [], "Polygon", "wetland"),
    ("南水北调干线.shp", [], "LineString", "diversion_line"),
    ("南水北调核心保护区.shp", [], "Polygon", "diversion_zone"),
    ("公路.shp", [], "LineString", "transport_line"),
    ("加油站.shp", [], "Point", "petrol_station"),
    ("岸线.shp", [], "LineString", "shoreline"),
    ("行政区划.shp", ["XZQMC", "XZQDM"], "Polygon", "administrative_area"),
    ("流域.shp", [], "Polygon", "basin"),
    ("自然保护区.shp", [], "Polygon", "nature_reserve"),
    ("永久基本农田.shp", [], "Polygon", "farmland"),
    ("信访投诉.shp", [], "Point", "complaint"),
    ("拟建项目.geojson", ["name", "industry", "work", "discharges"], "Polygon", "proposed_site"),
]


@pytest.mark.parametrize(
    ("name", "columns", "geometry", "kind"), FILES, ids=[row[0] for row in FILES]
)
def test_guessed(kinds, name, columns, geometry, kind):
    guesses = guess_kind(name, columns, geometry, kinds)
    assert guesses[0].kind == kind
    assert guesses[0].confidence >= SURE
    assert [guess.confidence for guess in guesses] == sorted(
        (guess.confidence for guess in guesses), reverse=True
    )
    assert guesses[0].how.text("zh")
    assert guesses[0].how.text("en")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("新建文件夹.shp", []),
        ("driver.shp", []),  # no river
        ("export_2019", ["OBJECTID", "Shape_Area"]),
        ("图层1.shp", ["名称", "编码"]),  # every kind has these
    ],
)
def test_nothing_speaks_for_any(kinds, name, columns):
    assert guess_kind(name, columns, "Polygon", kinds) == ()


def test_evidence_names_what_it_rests_on(kinds):
    best = guess_kind("断面.shp", ["DMMC", "SZMB", "OBJECTID"], "Point", kinds)[0]
    said = best.how.text("zh")
    assert "“断面”" in said
    assert "3 列中认出 2 列（DMMC、SZMB）" in said
    assert "几何类型相符" in said


def test_another_geometry_speaks_against(kinds):
    fits, differs, unknown = (
        guess_kind("断面.shp", ["DMMC"], geometry, kinds)[0]
        for geometry in ("MultiPoint", "Polygon", None)
    )
    assert differs.confidence < SURE < fits.confidence
    assert "几何类型不符" in differs.how.text("zh")
    assert unknown.confidence == fits.confidence
    assert "几何类型未知" in unknown.how.text("zh")


def test_two_that_fit_alike_are_both_unsure(kinds, write_kind):
    from watermap.catalogue.load import load_kinds

    twins = load_kinds([write_kind("one"), write_kind("two")][:1])
    guesses = guess_kind("墒情.shp", ["SQZMC"], "Point", twins)
    assert len(guesses) == 2
    assert all(guess.confidence < SURE for guess in guesses)


def test_a_column_all_kinds_know_weighs_less_than_one_of_a_single_kind(kinds):
    common = guess_kind("图层", ["NAME", "SZMB", "KHCS"], "Point", kinds)
    assert common[0].kind == "section"
