"""``watermap info`` on other people's files, held to what their description says of them.

A row is a line of shared/real/README.md, last part: the file, what to look at, what must be there.
Counts of values in columns are held in tests/reading/test_reading_real_files.py.
"""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

REAL = Path(__file__).parents[2].parent / "shared" / "real"
FILES = [
    "china_400w/hyd1_4l.shp", "china_400w/hyd1_4p.shp", "china_400w/taihu.shp",
    "china_400w/zhujiang.shp", "tianjin_utf8_nocpg/天津市.shp",
    "china_province_4490/province.geojson", "walker_river/walker.gpkg",
    "walker_river/walker_cats.gpkg", "masswater/ExampleResults.xlsx",
    "masswater/ExampleSites.xlsx", "wqp/wqp_results3.txt", "wilderness/coutwildrnp.shp",
    "wilderness/rmnp.geojson", "olinda_dem/olinda1.shp", "olinda_dem/lc.tif",
    "olinda_dem/olinda_dem_utm25s.tif", "lianjiang/海门湾桥闸时段报表201901-06.xlsx",
]  # fmt: skip


@pytest.fixture(scope="module")
def told(run: Any) -> dict[str, Any]:
    """What info says of each file, by its path within the folder."""
    if not REAL.exists():
        pytest.skip(f"no real data at {REAL}")
    ended = run("info", *(REAL / name for name in FILES), "--json", "--lang", "zh")
    assert ended.returncode == 0, ended.stderr
    return dict(zip(FILES, json.loads(ended.stdout)["files"], strict=True))


def encoding(file: Any) -> Any:
    return file["encoding"]["name"]


def counts(file: Any) -> Any:
    (layer,) = file["layers"]
    return layer["features_in_file"], layer["features_read"], len(layer["rejected"])


def types(file: Any) -> Any:
    return file["layers"][0]["geometry_types"]


def fields(file: Any) -> Any:
    return {field["name"] for field in file["layers"][0]["fields"]}


def epsg(file: Any) -> Any:
    return file["layers"][0]["crs"]["epsg"]


def asked(file: Any) -> Any:
    """Not decided: a question with a proposal, and red in the health."""
    crs = file["layers"][0]["crs"]
    checks = {check["id"]: check["colour"] for check in file["layers"][0]["health"]["checks"]}
    assert crs["question"]
    assert crs["epsg"] is None
    return crs["proposal"], checks["crs"]


def repaired(file: Any) -> Any:
    (note,) = file["layers"][0]["repaired"]
    return note["feature"], round(note["area_after_m2"] / 1e9)


def codes(file: Any) -> Any:
    return {problem["code"].split(".")[1] for problem in file["problems"]}


def rows(file: Any) -> Any:
    return file["tables"][0]["rows"], file["tables"][0]["columns"]


def pixels(file: Any) -> Any:
    (raster,) = file["rasters"]
    return raster["width"], raster["height"], raster["bands"], raster["nodata"]


def mojibake(file: Any) -> Any:
    """How many characters are lost in the other encoding than the one decided on."""
    others = {one["encoding"]: one["lost"] for one in file["encoding"]["alternatives"]}
    assert file["encoding"]["preview"]["lost"] == 0
    assert len(file["encoding"]["preview"]["rows"]) <= 5
    return sorted(name for name, lost in others.items() if lost)


def shown(file: Any) -> Any:
    return file["encoding"]["preview"]["columns"]


def colour(file: Any) -> Any:
    return (file["layers"] or file["tables"])[0]["health"]["colour"]


def months(file: Any) -> Any:
    checks = {check["id"]: check["figure"] for check in file["tables"][0]["health"]["checks"]}
    return checks["months"]


CHINA = "china_400w/"
LINES = [
    ("All GBK", CHINA + "hyd1_4l.shp", encoding, "GB18030"),
    ("All GBK", CHINA + "hyd1_4p.shp", encoding, "GB18030"),
    ("taihu has byte 0x4d and decodes by itself", CHINA + "taihu.shp", encoding, "GB18030"),
    ("zhujiang with field names 名称, 关键字", CHINA + "zhujiang.shp", encoding, "GB18030"),
    ("none has .prj", CHINA + "hyd1_4l.shp", asked, (4490, "red")),
    ("coordinates are degrees: asked, not invented", CHINA + "taihu.shp", asked, (4490, "red")),
    ("840 lines", CHINA + "hyd1_4l.shp", counts, (840, 840, 0)),
    ("840 lines", CHINA + "hyd1_4l.shp", types, {"LineString": 840}),
    ("550 polygons", CHINA + "hyd1_4p.shp", counts, (550, 550, 0)),
    ("7 polygons", CHINA + "taihu.shp", counts, (7, 7, 0)),
    ("1 polygon", CHINA + "zhujiang.shp", counts, (1, 1, 0)),
    ("mojibake unless read as GBK", CHINA + "hyd1_4p.shp", mojibake, ["UTF-8"]),
    ("UTF-8 without .cpg", "tianjin_utf8_nocpg/天津市.shp", encoding, "UTF-8"),
    ("without .prj", "tianjin_utf8_nocpg/天津市.shp", asked, (4490, "red")),
    ("gb18030 gives garbage", "tianjin_utf8_nocpg/天津市.shp", mojibake, ["GB18030", "cp950"]),
    ("16 districts", "tianjin_utf8_nocpg/天津市.shp", counts, (16, 16, 0)),
    ("EPSG:4490", "china_province_4490/province.geojson", epsg, 4490),
    ("42 features", "china_province_4490/province.geojson", counts, (42, 42, 0)),
    ("34 MultiPolygon + 8 MultiLineString", "china_province_4490/province.geojson", types,
     {"MultiPolygon": 34, "MultiLineString": 8}),
    ("黑龙江省 is invalid; about 453 000 km²", "china_province_4490/province.geojson", repaired,
     (28, 453)),
    ("one of them invalid: amber", "china_province_4490/province.geojson", colour, "amber"),
    ("62 lines", "walker_river/walker.gpkg", counts, (62, 62, 0)),
    ("62 catchments", "walker_river/walker_cats.gpkg", counts, (62, 62, 0)),
    ("571 rows", "masswater/ExampleResults.xlsx", rows, (572, 18)),
    ("12 sites", "masswater/ExampleSites.xlsx", rows, (13, 5)),
    ("246 rows × 64 columns", "wqp/wqp_results3.txt", rows, (247, 64)),
    ("67 polygons", "wilderness/coutwildrnp.shp", counts, (67, 67, 0)),
    ("one park", "wilderness/rmnp.geojson", counts, (1, 1, 0)),
    ("470 tracts", "olinda_dem/olinda1.shp", counts, (470, 470, 0)),
    ("the DEM has no nodata", "olinda_dem/olinda_dem_utm25s.tif", pixels, (111, 111, 1, None)),
    ("land cover", "olinda_dem/lc.tif", pixels, (84, 46, 1, None)),
    ("rows to 4391, 26 columns", "lianjiang/海门湾桥闸时段报表201901-06.xlsx", rows, (4391, 26)),
    ("Jan–Jun 2019", "lianjiang/海门湾桥闸时段报表201901-06.xlsx", months, 6),
]  # fmt: skip


@pytest.mark.parametrize(("line", "file", "look", "expected"), LINES)
def test_info_says_what_the_description_says(
    line: str, file: str, look: Any, expected: Any, told: dict[str, Any]
) -> None:
    assert look(told[file]) == expected, line


def test_field_names_in_gbk_are_read(told: dict[str, Any]) -> None:
    assert {"名称", "关键字"} <= fields(told[CHINA + "zhujiang.shp"])
    assert {"名称", "关键字"} <= set(shown(told[CHINA + "zhujiang.shp"]))


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (CHINA + "hyd1_4l.shp", {"no_prj", "encoding_guessed"}),
        ("tianjin_utf8_nocpg/天津市.shp", {"no_prj", "encoding_guessed"}),
        ("china_province_4490/province.geojson", {"repaired", "mixed_types"}),
    ],
)
def test_what_is_wrong_is_said(file: str, expected: set[str], told: dict[str, Any]) -> None:
    assert expected <= codes(told[file])


def test_no_dem_without_a_code_gets_one(told: dict[str, Any]) -> None:
    (raster,) = told["olinda_dem/olinda_dem_utm25s.tif"]["rasters"]
    assert "TOWGS84" in raster["crs_wkt"]
    assert told["olinda_dem/olinda1.shp"]["layers"][0]["crs"]["epsg"] is None
