"""GeoJSON: every feature counted, types kept, the format's own CRS where none is named."""

import json

import pytest
import shapely

from watermap.reading.vector.wkb import BadShape, wkb_of

SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]


@pytest.fixture
def layer(tmp_path, reader):
    def read(features, *, encoding="utf-8", **top):
        path = tmp_path / "l.geojson"
        text = json.dumps(
            {"type": "FeatureCollection", "features": features, **top}, ensure_ascii=False
        )
        path.write_bytes(text.encode(encoding))
        return reader.read(path).layers[0]

    return read


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


def test_mixed_and_bad_features_are_counted(layer):  # C16
    found = layer(
        [
            feature(point(1, 2), name="甲"),
            feature({"type": "Polygon", "coordinates": SQUARE}, name="乙"),
            feature(None, name="丙"),
            feature({"type": "MultiPolygon", "coordinates": []}, name="丁"),
            "no feature",
            feature({"type": "Circle", "coordinates": [1, 2]}, name="戊"),
            feature(point(1, float("nan")), name="己"),
            feature({"type": "Point", "coordinates": ["1", "2"]}, name="庚"),
        ]
    )
    assert found.features_in_file == 8
    assert found.geometry_types == {"Point": 1, "Polygon": 1, "None": 1, "Empty": 1}
    assert [note.record for note in found.rejected] == [5, 6, 7, 8]
    assert list(found.attributes["name"]) == ["甲", "乙", "丙", "丁"]
    assert list(found.attributes.index) == [0, 1, 2, 3]
    assert [shape is None for shape in found.geometry] == [False, False, True, True]


def test_types_of_properties(layer):
    rows = [
        {"whole": 1, "real": 1, "text": "001", "mixed": 1, "yes": True, "nested": {"a": [1, "水"]},
         "id": 500110200001011234, "gap": 7},
        {"whole": 2, "real": 2.5, "text": None, "mixed": "x", "yes": False, "nested": None,
         "id": 1, "gap": None},
    ]  # fmt: skip
    found = layer([feature(point(0, 0), **row) for row in rows])
    assert dict(found.field_types) == {
        "whole": "integer", "real": "real", "text": "text", "mixed": "text", "yes": "boolean",
        "nested": "text", "id": "integer", "gap": "integer",
    }  # fmt: skip
    frame = found.attributes
    assert list(frame["mixed"]) == ["1", "x"]
    assert list(frame["nested"]) == ['{"a": [1, "水"]}', None]
    assert list(frame["id"]) == [500110200001011234, 1]
    assert list(frame["gap"]) == [7, None]
    assert frame["real"].tolist() == [1.0, 2.5]


@pytest.mark.parametrize(
    ("crs", "expected"),
    [
        (None, 4326),
        ("urn:ogc:def:crs:EPSG::4490", 4490),
        ("EPSG:4524", 4524),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("EPSG:999999", None),
        ("mine", None),
    ],
)
def test_crs(crs, expected, layer):
    import pyproj

    top = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    found = layer([feature(point(0, 0))], **top)
    known = None if found.crs_wkt is None else pyproj.CRS.from_wkt(found.crs_wkt).to_epsg()
    assert known == expected
    assert bool(found.problems) == (expected is None)


def test_text_in_gbk(layer):
    found = layer([feature(point(0, 0), name="台儿庄断面水质自动站")], encoding="gbk")
    assert found.encoding.value == "GB18030"
    assert found.attributes["name"].iloc[0] == "台儿庄断面水质自动站"


@pytest.mark.parametrize(
    "text",
    ["POINT (1 2)", "POINT Z (1 2 3)", "LINESTRING (0 0, 1 1)", "LINESTRING Z (0 0 1, 1 1 2)",
     "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 0.5, 2 0.5, 2 1, 1 0.5))", "MULTIPOINT ((1 2), (3 4))",
     "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", "POINT EMPTY", "POLYGON EMPTY",
     "MULTIPOLYGON Z (((0 0 5, 1 0 5, 1 1 5, 0 0 5)))",
     "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))"],
)  # fmt: skip
def test_geometries_agree_with_geos(text):
    expected = shapely.from_wkt(text)
    found = shapely.from_wkb(wkb_of(json.loads(shapely.to_geojson(expected))))
    assert shapely.equals_identical(found, expected) or (found.is_empty and expected.is_empty)
    assert found.geom_type == expected.geom_type


def test_open_rings_are_closed():
    assert shapely.from_wkb(wkb_of({"type": "Polygon", "coordinates": [SQUARE[0][:-1]]})).area == 1


@pytest.mark.parametrize(
    "bad",
    [None, 1, {}, {"type": "Point"}, {"type": "Point", "coordinates": [1]},
     {"type": "Point", "coordinates": [True, 2]}, {"type": "LineString", "coordinates": [[[1, 2]]]},
     {"type": "Polygon", "coordinates": [1]}, {"type": "Point", "coordinates": [10**400, 1]},
     {"type": "Polygon", "coordinates": [[[[1, 2], [3, 4]], [[1, 2], [3, 4]]]]},
     {"type": "GeometryCollection", "geometries": 5}],
)  # fmt: skip
def test_no_geometry(bad):
    with pytest.raises(BadShape):
        wkb_of(bad)


@pytest.mark.parametrize("separator", ["", "\x1e"])
def test_a_sequence_of_features(separator, tmp_path, reader, refusal):
    path = tmp_path / "s.geojsonl"
    one = {"type": "Feature", "properties": {"名": "甲"}, "geometry": None}
    point = {"type": "Point", "coordinates": [1, 2]}
    texts = [json.dumps(one), '{"cut', json.dumps({**one, "geometry": point}), json.dumps(point)]
    path.write_text("".join(f"{separator}{text}\n" for text in texts), "utf-8")
    layer = reader.read(path).layers[0]
    assert [note.record for note in layer.rejected] == [2, 4]
    assert layer.features_in_file == 4 == len(layer.attributes) + len(layer.rejected)
    assert layer.geometry_types == {"Point": 1, "None": 1}
    path.write_text('{"a": 1}\n')
    assert refusal(path) == ["reading.not_real"]
