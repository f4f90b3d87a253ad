"""Class C: damaged and lying geodata. Every record is used, repaired or rejected, with a word."""

import json
import random
import sqlite3
import struct
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely

from tests.reliability.seeds import ROWS, frame
from watermap.harmonise.places.crs import decide_place

GAUSS = pyproj.CRS.from_epsg(4524).to_wkt("WKT1_ESRI")
DEGREES = pyproj.CRS.from_epsg(4490).to_wkt("WKT1_ESRI")


def change(path: Path, suffix: str, place: int, code: str, value: float) -> None:
    part = path.with_suffix(suffix)
    data = bytearray(part.read_bytes())
    struct.pack_into(code, data, place, value)
    part.write_bytes(data)


@pytest.fixture
def squares(tmp_path):
    """A shapefile of 1000 squares, with the place of each record's content in the .shp."""
    path = tmp_path / "squares.shp"
    boxes = [shapely.box(117 + n / 1000, 34, 117.0005 + n / 1000, 34.001) for n in range(1000)]
    gpd.GeoDataFrame({"n": range(1000)}, geometry=boxes, crs=4490).to_file(path, engine="pyogrio")
    return path


def place_of(path: Path, record: int) -> int:
    length = struct.unpack_from(">i", path.read_bytes(), 104)[0] * 2
    return 100 + (record - 1) * (8 + length) + 8


def counts(outcome):
    layer = outcome.raw.layers[0]
    return layer.features_in_file, len(layer.geometry), [note.record for note in layer.rejected]


def test_c01_a_table_that_says_half(squares, opened):
    change(squares, ".dbf", 4, "<I", 500)
    outcome = opened(squares)
    assert counts(outcome) == (1000, 1000, [])
    assert "dbf_header_lies" in outcome.codes
    fields = outcome.raw.layers[0].problems[0].fields
    assert (fields["declared"], fields["found"]) == (500, 1000)


def test_c01_a_table_that_holds_half(squares, opened):
    data = squares.with_suffix(".dbf").read_bytes()
    head, width = struct.unpack_from("<HH", data, 8)
    squares.with_suffix(".dbf").write_bytes(data[: head + 500 * width])
    change(squares, ".dbf", 4, "<I", 500)
    outcome = opened(squares)
    assert "counts_differ" in outcome.codes
    problem = next(one for one in outcome.raw.layers[0].problems if "counts" in one.code)
    assert (problem.severity, problem.fields["shapes"], problem.fields["rows"]) == (
        "error",
        1000,
        500,
    )


def test_c03_an_index_that_repeats_the_first_record(squares, opened):
    part = squares.with_suffix(".shx")
    data = part.read_bytes()
    part.write_bytes(data[:100] + data[100:108] * 1000)
    outcome = opened(squares)
    assert counts(outcome) == (1000, 1000, [])
    assert "index_differs" in outcome.codes
    assert outcome.raw.layers[0].attributes["n"].tolist() == list(range(1000))
    west = shapely.bounds(outcome.raw.layers[0].geometry)[:, 0]
    assert np.allclose(west, 117 + np.arange(1000) / 1000)


@pytest.mark.parametrize("kept", [0.5, 0.1, 0.9])
def test_c04_shapes_cut_off(kept, squares, opened):
    data = squares.read_bytes()
    squares.write_bytes(data[: int(len(data) * kept)])
    outcome = opened(squares)
    total, used, rejected = counts(outcome)
    assert (total, used + len(rejected)) == (1000, 1000)
    assert used == pytest.approx(1000 * kept, abs=2)
    assert rejected == list(range(used + 1, 1001))
    assert "rejected" in outcome.codes


@pytest.mark.parametrize("declared", [2**31 - 1, 2**32 - 1, 0, 1001])
def test_c05_a_table_that_says_thousands_of_millions(declared, squares, opened):
    change(squares, ".dbf", 4, "<I", declared)
    outcome = opened(squares)
    assert counts(outcome) == (1000, 1000, [])
    assert "dbf_header_lies" in outcome.codes


@pytest.mark.parametrize(
    ("place", "value"), [(8, 33), (10, 0), (8, 0), (8, 65535), (10, 1), (10, 65535)]
)
def test_c06_a_table_whose_head_is_wrong(place, value, squares, opened):
    change(squares, ".dbf", place, "<H", value)
    outcome = opened(squares)
    assert counts(outcome) == (1000, 1000, [])
    assert set(outcome.codes) & {"dbf_unreadable", "dbf_header_lies", "counts_differ"}


@pytest.mark.parametrize(
    "missing", [[".dbf"], [".shx"], [".prj"], [".dbf", ".shx", ".prj", ".cpg"]], ids="+".join
)
def test_c07_missing_parts_are_named_and_the_rest_works(missing, squares, opened):
    for ending in missing:
        squares.with_suffix(ending).unlink()
    outcome = opened(squares)
    assert counts(outcome)[:2] == (1000, 1000)
    named = {f"no_{ending[1:]}" for ending in missing if ending != ".cpg"}
    assert {code for code in outcome.codes if code.startswith("no_")} == named
    layer = outcome.raw.layers[0]
    assert (".dbf" in missing) == (len(layer.attributes.columns) == 0)
    assert (".prj" in missing) == (layer.crs_wkt is None)


@pytest.mark.parametrize("ending", [".dbf", ".shx", ".prj"])
def test_c07_a_part_without_its_shp(ending, squares, refused):
    squares.unlink()
    assert refused(squares.with_suffix(ending)) == ["part_of_shapefile"]


@pytest.mark.parametrize(
    ("offset", "code", "value"),
    [
        (40, "<i", 2**31 - 1), (36, "<i", 2**31 - 1), (44, "<i", -5), (44, "<i", 1_000_000),
        (40, "<i", -1), (36, "<i", 0), (0, "<i", 1), (0, "<i", 999), (40, "<i", 3),
        (-4, ">i", 2**31 - 1), (-4, ">i", -1), (-4, ">i", 0),
    ],
)  # fmt: skip
def test_c08_one_record_that_lies(offset, code, value, squares, opened):
    change(squares, ".shp", place_of(squares, 400) + offset, code, value)
    outcome = opened(squares)
    assert counts(outcome) == (1000, 999, [400])
    assert "rejected" in outcome.codes
    numbers = outcome.raw.layers[0].attributes["n"].tolist()
    assert numbers == [number for number in range(1000) if number != 399]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_c09_coordinates_that_are_no_numbers(value, squares, opened):
    change(squares, ".shp", place_of(squares, 400) + 48, "<d", value)
    outcome = opened(squares)
    assert counts(outcome) == (1000, 999, [400])


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e999", "null", '"117"', "true"]
)
def test_c09_coordinates_that_are_no_numbers_in_geojson(value, tmp_path, attempt):
    path = tmp_path / "g.geojson"
    one = '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[%s,34]}}'
    both = f"[{one % '117'},{one % value}]"
    path.write_text(f'{{"type":"FeatureCollection","features":{both}}}')
    outcome = attempt(path)
    assert outcome.raw is None or counts(outcome) == (2, 1, [2])


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "p.gpkg"
    boxes = [shapely.box(n, 0, n + 0.5, 1) for n in range(150)]
    gpd.GeoDataFrame({"n": range(150), "name": ["断面"] * 150}, geometry=boxes, crs=4490).to_file(
        path, layer="p", driver="GPKG"
    )
    return path


@pytest.mark.parametrize("kept", [0.5, 0.1, 0.9, 0.99])
def test_c12_a_geopackage_cut_off(kept, package, refused):
    data = package.read_bytes()
    package.write_bytes(data[: int(len(data) * kept)])
    assert refused(package) == ["damaged"]


def test_c12_bytes_flipped_in_a_geopackage(package, attempt):
    """Refused, or every row there and each damaged value told: never fewer rows in silence."""
    data, draw = package.read_bytes(), random.Random(12)
    refusals = 0
    for _ in range(40):
        changed = bytearray(data)
        for _ in range(200):
            changed[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        package.write_bytes(changed)
        outcome = attempt(package)
        if outcome.raw is None:
            refusals += 1
            assert outcome.codes[0] in {"damaged", "not_real", "too_long", "reader_died"}
            continue
        for layer in outcome.raw.layers:
            assert layer.features_in_file == len(layer.geometry) + len(layer.rejected)
    assert refusals > 20


def test_c13_entities_in_xml(tmp_path, attempt):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    for kind in (f"<!DOCTYPE x [<!ENTITY a0 'ha'>{laughs}]>",
                 '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
                 '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'):  # fmt: skip
        for ending, body in (
            (".gml", "<gml><a>&a9;</a></gml>"), (".gpx", "<gpx><name>&a9;</name></gpx>"),
            (".kml", "<kml><Placemark><name>&a9;</name></Placemark></kml>"),
        ):  # fmt: skip
            for code in ("utf-8", "utf-16"):
                path = tmp_path / f"x{ending}"
                path.write_bytes(f'<?xml version="1.0"?>{kind}{body}'.encode(code))
                outcome = attempt(path)
                assert outcome.raw is None, (ending, code)
                assert "root:" not in str(outcome.problems)


def place(outcome, number=0):
    return decide_place(outcome.raw.layers[number], answer=None, answer_why=None)


@pytest.mark.parametrize(
    ("wkt", "shape"),
    [
        (DEGREES, shapely.box(36_500_000, 3_800_000, 36_500_100, 3_800_100)),
        (DEGREES, shapely.box(500_000, 3_800_000, 500_100, 3_800_100)),
        (GAUSS, shapely.box(117.1, 34.1, 117.2, 34.2)),
        (GAUSS, shapely.box(500_000, 3_800_000, 500_100, 3_800_100)),
        (GAUSS, shapely.box(39_500_000, 3_800_000, 39_500_100, 3_800_100)),
    ],
    ids=["degrees-prefixed", "degrees-metres", "metres-degrees", "prefix-missing", "other-zone"],
)  # fmt: skip
def test_c14_a_place_that_the_numbers_contradict(wkt, shape, tmp_path, opened):
    path = tmp_path / "c.shp"
    with pytest.warns(UserWarning, match="crs"):
        gpd.GeoDataFrame({"a": [1]}, geometry=[shape]).to_file(path, engine="pyogrio")
    path.with_suffix(".prj").write_text(wkt)
    decided = place(opened(path))
    assert decided.epsg is None
    assert decided.question is not None
    assert [problem.severity for problem in decided.problems] == ["error"]


@pytest.mark.parametrize(
    "wkt",
    [
        None, "", 'GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",'
        '6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
        pyproj.CRS.from_epsg(4610).to_wkt("WKT1_ESRI"),
        pyproj.CRS.from_proj4(
            "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=50000 +y_0=-3000000 +ellps=GRS80"
        ).to_wkt("WKT1_ESRI"),
        'LOCAL_CS["工程坐标系",UNIT["Meter",1.0]]',
    ],
    ids=["none", "empty", "beijing", "xian", "own-frame", "local"],
)  # fmt: skip
def test_c15_a_place_that_has_to_be_asked_for(wkt, tmp_path, opened):
    path = tmp_path / "c.shp"
    frame().to_file(path, engine="pyogrio")
    path.with_suffix(".prj").unlink()
    if wkt is not None:
        path.with_suffix(".prj").write_text(wkt, "utf-8")
    decided = place(opened(path))
    assert decided.epsg is None
    assert decided.question is not None


def test_c16_kinds_of_shape_in_one_file_are_counted(tmp_path, opened):
    shapes = [
        {"type": "Point", "coordinates": [117, 34]}, None, {"type": "Point", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]},
        {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "MultiPoint", "coordinates": [[0, 0]]},
        {"type": "GeometryCollection", "geometries": []},
    ]  # fmt: skip
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    path = tmp_path / "mixed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    outcome = opened(path)
    layer = outcome.raw.layers[0]
    assert layer.geometry_types == {
        "Point": 1, "Polygon": 1, "LineString": 1, "MultiPoint": 1, "None": 1, "Empty": 3,
    }  # fmt: skip
    assert (layer.features_in_file, len(layer.geometry)) == (8, 8)
    assert "without_shape" in outcome.codes


def test_c17_two_shapefiles_in_folders_of_a_zip(seeds, tmp_path, opened):
    path = tmp_path / "two.zip"
    seed = seeds[".shp"]
    with zipfile.ZipFile(path, "w") as package:
        for folder in ("a", "b"):
            for part in seed.parent.glob("seed.*"):
                package.write(part, f"{folder}/roads{part.suffix}")
                package.writestr(f"__MACOSX/{folder}/._roads{part.suffix}", b"\0\5\x16\7" * 9)
        package.writestr("b/.DS_Store", b"x")
    outcome = opened(path)
    assert [layer.name for layer in outcome.raw.layers] == ["a/roads", "b/roads"]
    assert [layer.features_in_file for layer in outcome.raw.layers] == [ROWS, ROWS]


def test_c_shapes_of_a_geopackage_that_are_none(package, opened):
    connection = sqlite3.connect(package)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for number, blob in enumerate(
        (b"", b"GP", b"\0" * 40, b"GP\0\1" + bytes(60), b"x" * 9), start=10
    ):
        connection.execute("UPDATE p SET geom = ? WHERE fid = ?", [blob, number])
    connection.commit()
    connection.close()
    outcome = opened(package)
    layer = outcome.raw.layers[0]
    lost = sum(shape is None for shape in layer.geometry) + len(layer.rejected)
    assert (layer.features_in_file, lost) == (150, 5)
    assert set(outcome.codes) & {"rejected", "without_shape"}


def test_c_a_shapefile_of_no_records(squares, opened):
    for ending in (".shp", ".shx"):
        part = squares.with_suffix(ending)
        part.write_bytes(part.read_bytes()[:100])
    outcome = opened(squares)
    assert counts(outcome)[1] == 0
    assert outcome.codes
