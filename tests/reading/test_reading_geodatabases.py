"""File geodatabases, as a folder and in a zip, written by GDAL in this process."""

import datetime as dt
import hashlib
import warnings
import zipfile

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A geodatabase with a layer of areas, one of points and a table."""
    path = tmp_path_factory.mktemp("made") / "县.gdb"
    areas = gpd.GeoDataFrame(
        {
            "名称": ["甲", "乙", "丙"],
            "面积": [1.5, None, 2.0],
            "级别": pd.array([1, None, 3], "Int32"),
        },
        geometry=[shapely.box(0, 0, 1, 1), None, shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])],
        crs=4490,
    )
    points = gpd.GeoDataFrame(
        {"n": pd.array([1], "Int32")}, geometry=[shapely.Point(106, 29)], crs=4524
    )
    table = pd.DataFrame(
        {"断面": ["甲", "乙"], "氨氮": [0.25, None], "日期": pd.to_datetime(["2019-01-02", None])}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.write_dataframe(areas, path, layer="红线", driver="OpenFileGDB")
        pyogrio.write_dataframe(points, path, layer="点", driver="OpenFileGDB", append=True)
        pyogrio.write_dataframe(table, path, layer="监测", driver="OpenFileGDB", append=True)
    return path


def check(raw, prefix=""):
    assert [layer.name for layer in raw.layers] == [f"{prefix}红线", f"{prefix}点"]
    areas, points = raw.layers
    assert areas.features_in_file == 3 == len(areas.attributes) + len(areas.rejected)
    assert list(areas.attributes["名称"]) == ["甲", "乙", "丙"]
    assert areas.geometry_types == {"MultiPolygon": 2, "None": 1}  # so the format stores areas
    assert len(areas.repaired) == 1
    assert areas.geometry[0].equals(shapely.box(0, 0, 1, 1))
    assert "4490" in areas.crs_wkt
    assert points.geometry[0] == shapely.Point(106, 29)
    assert [table.name for table in raw.tables] == [f"{prefix}监测"]
    assert raw.tables[0].rows == (
        ("断面", "氨氮", "日期"),
        ("甲", 0.25, dt.datetime(2019, 1, 2)),
        ("乙", None, None),
    )


def test_a_folder(made, reader):
    raw = reader.read(made)
    check(raw)
    total = hashlib.sha256()
    for file in sorted(made.iterdir()):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    assert (raw.source.path, raw.source.sha256) == (made, total.hexdigest())
    only = reader.read(made, layers=["监测"])
    assert (only.layers, [table.name for table in only.tables]) == ((), ["监测"])


def packed(made, path, inside="数据/"):
    with zipfile.ZipFile(path, "w") as package:
        for file in made.iterdir():
            package.write(file, f"{inside}县.gdb/{file.name}")
    return path


def test_in_an_archive(made, tmp_path, reader, codes):
    raw = reader.read(packed(made, tmp_path / "a.zip"))
    check(raw, "数据/县.gdb/")
    picked = reader.read(tmp_path / "a.zip", layers=["数据/县.gdb/点"])
    assert [layer.name for layer in picked.layers] == ["数据/县.gdb/点"]
    assert set(codes(picked)) <= {"reading.hidden_skipped"}
    check(reader.read(packed(made, tmp_path / "b.zip", "")), "县.gdb/")


def copied(made, tmp_path):
    copy = tmp_path / "x.gdb"
    copy.mkdir()
    for file in made.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    return copy


def test_nothing_is_written_into_it(made, reader):
    before = {file.name: file.read_bytes() for file in made.iterdir()}
    reader.read(made)
    assert {file.name: file.read_bytes() for file in made.iterdir()} == before


def test_damaged_geodatabases(made, tmp_path, refusal, reader):
    path = copied(made, tmp_path)
    (path / "a00000001.gdbtable").write_bytes(b"x" * 50)
    assert refusal(path) == ["reading.damaged"]
    (path / "a00000001.gdbtable").unlink()
    assert refusal(path) == ["reading.damaged"]


def test_a_cut_table_is_told_and_hides_no_other(made, tmp_path, reader):
    path = copied(made, tmp_path)
    table = max(path.glob("*.gdbtable"), key=lambda one: one.name)  # of the last layer written
    table.write_bytes(table.read_bytes()[:60])
    raw = reader.read(path)
    assert [layer.name for layer in raw.layers] == ["红线", "点"]
    assert raw.tables == ()
    assert [problem.code for problem in raw.problems] == ["reading.layer_damaged"]
    assert "监测" in raw.problems[0].text("zh")


def test_rows_that_cannot_be_read_are_told(made, tmp_path, reader, refusal):
    path = copied(made, tmp_path)
    table = max(path.glob("*.gdbtable"), key=lambda one: one.name)
    table.write_bytes(table.read_bytes()[:-8])
    raw = reader.read(path)
    told = [problem.code for problem in raw.problems]
    told += [problem.code for one in raw.tables for problem in one.problems]
    assert told in (["reading.layer_damaged"], ["reading.rows_missing"])


def test_links_and_marks_of_other_programs(made, tmp_path, refusal, reader, codes):
    path = copied(made, tmp_path)
    (path / "a.lock").write_bytes(b"")
    assert "reading.geodatabase_open" in codes(reader.read(path))
    (path / "link").symlink_to("/etc/passwd")
    assert refusal(path) == ["reading.geodatabase_strange"]


def test_folders_that_are_none(tmp_path, refusal):
    (tmp_path / "empty.gdb").mkdir()
    assert refusal(tmp_path / "empty.gdb") == ["reading.not_a_file"]
    (tmp_path / "file.gdb").write_bytes(b"x")
    assert refusal(tmp_path / "file.gdb") == ["reading.not_real"]
