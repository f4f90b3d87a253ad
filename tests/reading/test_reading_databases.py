"""GeoPackage and FlatGeobuf: counted against what the file really holds."""

import datetime as dt
import sqlite3

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "数据.gpkg"
    frame = gpd.GeoDataFrame(
        {
            "名称": ["甲", None, "丙"],
            "code": pd.array([500110200001011234, None, 3], dtype="Int64"),
            "whole": [1, 2, 3],
            "value": [0.5, None, 2.0],
            "moment": pd.to_datetime(["2019-01-02 03:04:05", None, "2020-02-03 00:00:00"]),
        },
        geometry=[shapely.box(0, 0, 1, 1), None, shapely.box(2, 2, 3, 3)],
        crs=4490,
    )
    frame.to_file(path, layer="断面", driver="GPKG", engine="pyogrio")
    frame[["名称", "geometry"]].to_file(path, layer="其他", driver="GPKG", engine="pyogrio")
    return path


def test_layers_and_values(package, reader):
    raw = reader.read(package)
    assert [layer.name for layer in raw.layers] == ["断面", "其他"]
    layer = raw.layers[0]
    assert layer.features_in_file == 3
    assert layer.geometry_types == {"Polygon": 2, "None": 1}
    assert list(layer.attributes["名称"]) == ["甲", None, "丙"]
    assert list(layer.attributes["code"]) == [500110200001011234, None, 3]
    assert layer.attributes["whole"].tolist() == [1, 2, 3]
    assert list(layer.attributes["moment"]) == [
        dt.datetime(2019, 1, 2, 3, 4, 5), None, dt.datetime(2020, 2, 3),
    ]  # fmt: skip
    assert [problem.code for problem in layer.problems] == ["reading.without_shape"]
    assert [layer.name for layer in reader.read(package, layers=["其他"]).layers] == ["其他"]


@pytest.mark.parametrize("lie", [0, 2, 100_000_000])
def test_a_count_that_lies_is_not_believed(lie, package, reader):  # B15
    with sqlite3.connect(package) as connection:
        connection.execute("UPDATE gpkg_ogr_contents SET feature_count = ?", [lie])
    connection.close()
    assert len(reader.read(package).layers[0].geometry) == 3


def test_a_broken_shape_is_rejected_by_number(package, reader):
    connection = sqlite3.connect(package)
    for name in [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
    ]:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE 断面 SET geom = X'47500001' WHERE fid = 3")
    connection.commit()
    connection.close()
    layer = reader.read(package).layers[0]
    assert layer.features_in_file == 3 == len(layer.geometry) + len(layer.rejected)


def test_damaged_and_foreign_databases(package, tmp_path, refusal):  # C12
    data = package.read_bytes()
    (tmp_path / "half.gpkg").write_bytes(data[: len(data) // 2])
    assert refusal(tmp_path / "half.gpkg") == ["reading.damaged"]
    plain = sqlite3.connect(tmp_path / "plain.gpkg")
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    assert refusal(tmp_path / "plain.gpkg") == ["reading.not_real"]


def test_a_database_in_the_middle_of_writing_is_left_alone(package, refusal):
    package.with_name(package.name + "-journal").write_bytes(b"x" * 600)
    assert refusal(package) == ["reading.being_written"]


def test_changes_in_the_write_ahead_log_are_read_and_nothing_is_written(package, reader):
    writer = sqlite3.connect(package)
    writer.execute("PRAGMA journal_mode = WAL")
    for name in [
        row[0] for row in writer.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
    ]:
        writer.execute(f'DROP TRIGGER "{name}"')
    writer.execute("UPDATE 断面 SET 名称 = '新' WHERE fid = 1")
    writer.commit()
    before = {
        path.name: path.read_bytes()
        for path in package.parent.iterdir()
        if path.suffix != ".gpkg-shm"
    }
    layer = reader.read(package).layers[0]
    after = {
        path.name: path.read_bytes()
        for path in package.parent.iterdir()
        if path.suffix != ".gpkg-shm"
    }
    writer.close()
    assert layer.attributes["名称"].iloc[0] == "新"
    assert before == after


def test_no_crs_is_no_crs(tmp_path, reader):
    path = tmp_path / "none.gpkg"
    with pytest.warns(UserWarning, match="crs"):
        gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)]).to_file(path, driver="GPKG")
    assert reader.read(path).layers[0].crs_wkt is None


def test_tables_without_shapes_are_tables(package, reader, codes):
    table = pd.DataFrame(
        {
            "断面": ["甲", None],
            "氨氮": [0.25, None],
            "code": pd.array([500110200001011234, None], dtype="Int64"),
            "日期": pd.to_datetime(["2019-01-02", None]),
        }
    )
    pyogrio.write_dataframe(table, package, layer="指标", driver="GPKG")
    raw = reader.read(package)
    assert [(one.name, one.encoding) for one in raw.tables] == [("指标", None)]
    assert raw.tables[0].rows == (
        ("断面", "氨氮", "code", "日期"),
        ("甲", 0.25, 500110200001011234, dt.datetime(2019, 1, 2)),
        (None, None, None, None),
    )
    assert raw.tables[0].source == raw.source
    assert reader.read(package, layers=["断面"]).tables == ()
    assert codes(raw) == ["reading.without_shape", "reading.without_shape"]


def test_pictures_in_a_database_are_told(package, reader):
    with sqlite3.connect(package) as connection:
        connection.execute("CREATE TABLE 影像 (id INTEGER PRIMARY KEY, tile BLOB)")
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
            " VALUES ('影像', 'tiles', '影像', 4490)"
        )
    connection.close()
    raw = reader.read(package)
    assert [problem.code for problem in raw.problems] == ["reading.tables_not_read"]


def test_flatgeobuf(tmp_path, reader):
    path = tmp_path / "a.fgb"
    frame = gpd.GeoDataFrame(
        {"名称": ["甲", "乙"]}, geometry=[shapely.Point(1, 2), shapely.Point(3, 4)], crs=4490
    )
    frame.to_file(path, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    layer = reader.read(path).layers[0]
    assert list(layer.attributes["名称"]) == ["甲", "乙"]
    assert layer.features_in_file == 2
