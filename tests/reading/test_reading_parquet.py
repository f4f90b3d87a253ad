"""GeoParquet, written by pyarrow and geopandas in this process."""

import datetime as dt
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import pytest
import shapely

SHAPES = {
    "point": [shapely.Point(1, 2), shapely.Point(3, 4)],
    "linestring": [
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.LineString([(2, 2), (3, 3), (4, 0)]),
    ],
    "polygon": [
        shapely.box(0, 0, 1, 1),
        shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(1, 1), (2, 1), (2, 2)]]),
    ],
    "multipoint": [shapely.MultiPoint([(0, 0), (1, 1)]), shapely.MultiPoint([(2, 2)])],
    "multilinestring": [
        shapely.MultiLineString([[(0, 0), (1, 1)], [(5, 5), (6, 6)]]),
        shapely.MultiLineString([[(2, 2), (3, 3)]]),
    ],
    "multipolygon": [
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
        shapely.MultiPolygon([shapely.box(5, 5, 6, 6)]),
    ],
}


def table(tmp_path, shapes, *, encoding="WKB", crs=4490, **columns):
    path = tmp_path / "数据.parquet"
    gpd.GeoDataFrame(columns, geometry=shapes, crs=crs).to_parquet(path, geometry_encoding=encoding)
    return path


@pytest.mark.parametrize("kind", sorted(SHAPES))
@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
def test_every_type_in_either_encoding(kind, encoding, tmp_path, reader, codes):
    path = table(tmp_path, [*SHAPES[kind], None], encoding=encoding, 名称=["甲", "乙", None])
    raw = reader.read(path)
    layer = raw.layers[0]
    assert [one.normalize() for one in layer.geometry[:2]] == [
        one.normalize() for one in SHAPES[kind]
    ]
    assert list(layer.attributes["名称"]) == ["甲", "乙", None]
    assert layer.features_in_file == 3
    assert codes(raw) == ["reading.without_shape"]
    assert pyproj.CRS(layer.crs_wkt).to_epsg() == 4490


def test_heights_stay(tmp_path, reader):
    path = table(tmp_path, [shapely.LineString([(0, 0, 5), (1, 1, 6)])], encoding="geoarrow", a=[1])
    assert reader.read(path).layers[0].geometry[0].coords[1] == (1, 1, 6)


def test_columns(tmp_path, reader):
    path = table(
        tmp_path,
        [shapely.Point(1, 2)] * 2,
        code=pd.array([500110200001011234, None], dtype="Int64"),
        whole=[1, 2],
        real=[0.5, None],
        yes=pd.array([True, None], dtype="boolean"),
        day=[dt.date(2019, 1, 2), None],
        moment=pd.to_datetime(["2019-01-02 03:04:05", None]),
        group=pd.Categorical(["甲", "乙"]),
        nested=[["a", "b"], None],
    )
    layer = reader.read(path).layers[0]
    assert dict(layer.field_types) == {
        "code": "integer", "whole": "integer", "real": "real", "yes": "boolean", "day": "date",
        "moment": "datetime", "group": "text", "nested": "text",
    }  # fmt: skip
    rows = layer.attributes
    assert list(rows["code"]) == [500110200001011234, None]
    assert rows["real"].iloc[0] == 0.5
    assert np.isnan(rows["real"].iloc[1])
    assert list(rows["yes"]) == [True, None]
    assert list(rows["day"]) == [dt.date(2019, 1, 2), None]
    assert rows["moment"].iloc[0] == dt.datetime(2019, 1, 2, 3, 4, 5)
    assert list(rows["group"]) == ["甲", "乙"]
    assert list(rows["nested"]) == ['["a", "b"]', None]


def rewritten(path, change):
    """The same file with its geo metadata changed."""
    whole = pq.read_table(path)
    geo = json.loads(whole.schema.metadata[b"geo"])
    change(geo)
    pq.write_table(whole.replace_schema_metadata({b"geo": json.dumps(geo).encode()}), path)


@pytest.mark.parametrize(
    ("crs", "expected", "told"),
    [
        ("absent", 4326, []),
        (None, None, []),
        (
            {"type": "GeographicCRS", "name": "x", "id": {"authority": "OGC", "code": "CRS84"}},
            4326,
            [],
        ),
        ({"nonsense": 1}, None, ["reading.crs_unknown"]),
        (json.loads(pyproj.CRS(4524).to_json()), 4524, []),
    ],
)
def test_what_it_says_of_the_place(crs, expected, told, tmp_path, reader, codes):
    path = table(tmp_path, [shapely.Point(1, 2)], a=[1])

    def change(geo):
        one = geo["columns"]["geometry"]
        one.pop("crs")
        if crs != "absent":
            one["crs"] = crs

    rewritten(path, change)
    raw = reader.read(path)
    wkt = raw.layers[0].crs_wkt
    assert (None if wkt is None else pyproj.CRS(wkt).to_epsg()) == expected
    assert codes(raw) == told


def test_a_crs_without_a_number(tmp_path, reader):
    own = pyproj.CRS.from_proj4("+proj=tmerc +lon_0=106.6 +x_0=50000 +ellps=GRS80 +units=m")
    path = table(tmp_path, [shapely.Point(1, 2)], crs=own, a=[1])
    assert pyproj.CRS(reader.read(path).layers[0].crs_wkt).equals(own, ignore_axis_order=True)


def test_several_columns_of_shapes_are_told(tmp_path, reader, codes):
    path = tmp_path / "a.parquet"
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4490)
    frame["other"] = gpd.GeoSeries([shapely.Point(3, 4)], crs=4490)
    frame.to_parquet(path)
    raw = reader.read(path)
    assert codes(raw) == ["reading.more_geometries"]
    assert list(raw.layers[0].attributes.columns) == ["a"]


def test_great_circles_are_told(tmp_path, reader, codes):
    path = table(tmp_path, [shapely.Point(1, 2)], a=[1])
    rewritten(path, lambda geo: geo["columns"]["geometry"].update(edges="spherical"))
    assert codes(reader.read(path)) == ["reading.edges_spherical"]


def test_a_box_around_each_shape_is_no_field(tmp_path, reader):
    path = tmp_path / "a.parquet"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4490).to_parquet(
        path, write_covering_bbox=True
    )
    assert list(reader.read(path).layers[0].attributes.columns) == ["a"]


def test_a_table_without_shapes(tmp_path, reader):
    path = tmp_path / "监测.parquet"
    pq.write_table(pa.table({"断面": ["甲", None], "氨氮": [0.25, None]}), path)
    raw = reader.read(path)
    assert raw.tables[0].rows == (("断面", "氨氮"), ("甲", 0.25), (None, None))
    assert raw.layers == ()


def test_bad_shapes_are_rejected_by_number(tmp_path, reader):
    path = table(tmp_path, [shapely.Point(1, 2)] * 3, a=[1, 2, 3])
    whole = pq.read_table(path)
    blobs = whole.column("geometry").to_pylist()
    blobs[1] = b"\1\2\3"
    place = whole.column_names.index("geometry")
    changed = whole.set_column(place, "geometry", pa.array(blobs, pa.binary()))
    pq.write_table(changed.replace_schema_metadata(whole.schema.metadata), path)
    layer = reader.read(path).layers[0]
    assert [note.record for note in layer.rejected] == [2]
    assert list(layer.attributes["a"]) == [1, 3]
    assert layer.features_in_file == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda geo: geo.pop("primary_column"),
        lambda geo: geo.update(primary_column="none"),
        lambda geo: geo.update(columns=[]),
        lambda geo: geo["columns"]["geometry"].update(encoding="magic"),
        lambda geo: geo["columns"]["geometry"].update(encoding="polygon"),
    ],
)
def test_metadata_that_contradict_themselves(change, tmp_path, refusal):
    path = table(tmp_path, [shapely.Point(1, 2)], a=[1])
    rewritten(path, change)
    assert refusal(path) == ["reading.geo_unreadable"]


def test_a_small_file_of_endless_rows(tmp_path, refusal):
    path = tmp_path / "a.parquet"
    million = pa.table(
        {f"c{n}": pa.array(np.zeros(1_000_000)).dictionary_encode() for n in range(10)}
    )
    with pq.ParquetWriter(path, million.schema) as writer:
        for _ in range(50):
            writer.write_table(million)
    assert path.stat().st_size < 2 << 20
    assert refusal(path) == ["reading.too_many_rows"]


def test_damaged_and_disguised(tmp_path, refusal):
    path = table(tmp_path, [shapely.Point(1, 2)] * 100, a=range(100))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == ["reading.damaged"]
    path.write_bytes(b"PAR1")
    assert refusal(path) == ["reading.damaged"]
    path.write_bytes(b"%PDF-1.7")
    assert refusal(path) == ["reading.not_real"]


def test_it_is_read_after_and_before_other_formats(tmp_path, reader):
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4490)
    frame.to_file(tmp_path / "a.gpkg", driver="GPKG")
    frame.to_parquet(tmp_path / "a.geoparquet")
    for name in ("a.gpkg", "a.geoparquet", "a.gpkg"):
        assert len(reader.read(tmp_path / name).layers[0].geometry) == 1
