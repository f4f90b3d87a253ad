"""Damaged shapefiles: every record of the file is used or rejected by number, never lost."""

import struct

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

CASES = []


def case(wrong):
    CASES.append(pytest.param(wrong, id=wrong.__name__))
    return wrong


def change(path, suffix, place, code, value):
    part = path.with_suffix(suffix)
    data = bytearray(part.read_bytes())
    struct.pack_into(code, data, place, value)
    part.write_bytes(data)


def place_of(path, record):
    """Where the content of a record (from 1) starts in the .shp; all squares are alike long."""
    length = struct.unpack_from(">i", path.read_bytes(), 104)[0] * 2
    return 100 + (record - 1) * (8 + length) + 8


# Each case damages a good file of 10 squares and says: used, rejected record numbers, codes.


@case
def nothing(path):
    return 10, [], []


@case
def dbf_header_says_fewer(path):  # C01
    change(path, ".dbf", 4, "<I", 5)
    return 10, [], ["reading.dbf_header_lies"]


@case
def dbf_header_says_two_thousand_million(path):  # C05
    change(path, ".dbf", 4, "<I", 2**31 - 1)
    return 10, [], ["reading.dbf_header_lies"]


@case
def dbf_holds_fewer(path):
    part = path.with_suffix(".dbf")
    part.write_bytes(part.read_bytes()[: 97 + 5 * 31])
    change(path, ".dbf", 4, "<I", 5)
    return 10, [], ["reading.counts_differ"]


@case
def dbf_header_length_is_33(path):  # C06
    change(path, ".dbf", 8, "<H", 33)
    return 10, [], ["reading.dbf_unreadable"]


@case
def dbf_record_length_is_0(path):  # C06
    change(path, ".dbf", 10, "<H", 0)
    return 10, [], ["reading.dbf_unreadable"]


@case
def index_points_to_the_first_record_only(path):  # C03
    part = path.with_suffix(".shx")
    data = part.read_bytes()
    part.write_bytes(data[:100] + data[100:108] * 10)
    return 10, [], ["reading.index_differs"]


@case
def index_lists_half(path):
    part = path.with_suffix(".shx")
    part.write_bytes(part.read_bytes()[: 100 + 8 * 5])
    return 10, [], ["reading.index_differs"]


@case
def shp_is_cut_in_half(path):  # C04
    path.write_bytes(path.read_bytes()[: place_of(path, 6) + 20])
    return 5, [6, 7, 8, 9, 10], ["reading.index_differs", "reading.rejected"]


@case
def no_dbf(path):  # C07
    path.with_suffix(".dbf").unlink()
    return 10, [], ["reading.no_dbf"]


@case
def no_shx(path):  # C07
    path.with_suffix(".shx").unlink()
    return 10, [], ["reading.no_shx"]


@case
def no_prj(path):  # C07
    path.with_suffix(".prj").unlink()
    return 10, [], ["reading.no_prj"]


@case
def only_the_shp(path):  # C07
    for suffix in (".dbf", ".shx", ".prj", ".cpg"):
        path.with_suffix(suffix).unlink()
    return 10, [], ["reading.no_dbf", "reading.no_shx", "reading.no_prj"]


@case
def a_record_with_two_thousand_million_points(path):  # C08
    change(path, ".shp", place_of(path, 4) + 40, "<i", 2**31 - 1)
    return 9, [4], ["reading.rejected"]


@case
def a_negative_part_offset(path):  # C08
    change(path, ".shp", place_of(path, 4) + 44, "<i", -5)
    return 9, [4], ["reading.rejected"]


@case
def a_record_of_another_type(path):  # C08
    change(path, ".shp", place_of(path, 4), "<i", 1)
    return 9, [4], ["reading.rejected"]


@case
def a_coordinate_that_is_no_number(path):  # C09
    change(path, ".shp", place_of(path, 4) + 48, "<d", float("nan"))
    return 9, [4], ["reading.rejected"]


@case
def an_infinite_coordinate(path):  # C09
    change(path, ".shp", place_of(path, 4) + 64, "<d", float("inf"))
    return 9, [4], ["reading.rejected"]


@case
def a_deleted_row(path):
    change(path, ".dbf", 97 + 3 * 31, "<B", ord("*"))
    return 9, [4], ["reading.rejected"]


@case
def a_record_that_has_no_shape(path):
    data = path.read_bytes()
    start = place_of(path, 4)
    path.write_bytes(data[:start] + bytes(4) + data[start + 4 :])
    return 10, [], ["reading.without_shape"]


@case
def prj_is_no_crs(path):
    path.with_suffix(".prj").write_text("<html>not found</html>")
    return 10, [], ["reading.prj_unreadable"]


def test_a_prj_with_a_bare_name_hands_it_on(shapefile, reader, codes):
    path = shapefile()
    path.with_suffix(".prj").write_text("GCS_Beijing_1954\n")
    raw = reader.read(path)
    assert raw.layers[0].crs_wkt == "GCS_Beijing_1954"
    assert "reading.prj_unreadable" in codes(raw)
    path.with_suffix(".prj").write_text("<html>")
    assert reader.read(path).layers[0].crs_wkt is None


@pytest.mark.parametrize("damage", CASES)
def test_every_record_is_used_or_rejected(damage, shapefile, reader, codes):
    path = shapefile()
    used, rejected, expected = damage(path)
    before = {part: part.read_bytes() for part in path.parent.iterdir()}

    raw = reader.read(path)

    layer = raw.layers[0]
    assert codes(raw) == expected
    assert len(layer.attributes) == len(layer.geometry) == used
    assert [note.record for note in layer.rejected] == rejected
    assert layer.features_in_file == used + len(rejected) == 10
    assert set(layer.attributes.index) == set(range(10)) - {record - 1 for record in rejected}
    assert {part: part.read_bytes() for part in path.parent.iterdir()} == before


@pytest.mark.parametrize("damage", CASES)
def test_attributes_stay_with_their_shapes(damage, shapefile, reader):
    path = shapefile()
    damage(path)
    layer = reader.read(path).layers[0]
    if "NUMBER" not in layer.attributes:
        return
    for (record, number), shape in zip(
        layer.attributes["NUMBER"].items(), layer.geometry, strict=True
    ):
        if pd.notna(number) and shape is not None:
            assert (number, shape.bounds[0]) == (record + 1, 3.0 * record)


def test_rows_without_a_shape_are_rejected(shapefile, reader, codes):
    rows = [[b"x", str(i).encode()] for i in range(12)]
    raw = reader.read(shapefile(rows=rows))
    layer = raw.layers[0]
    assert codes(raw) == ["reading.counts_differ", "reading.rejected"]
    assert layer.features_in_file == 12
    assert [note.record for note in layer.rejected] == [11, 12]


def test_invalid_shapes_are_repaired_and_told(shapefile, reader):
    bow_tie = [(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]
    flat = [(0, 0), (1, 0), (2, 0), (0, 0)]
    records = [shapefile.polygon([ring]) for ring in (shapefile.square(5, 5), bow_tie, flat)]
    layer = reader.read(shapefile(3, records=records)).layers[0]
    assert [note.record for note in layer.repaired] == [2]
    truth = 2 * abs(Geod(ellps="GRS80").polygon_area_perimeter([0, 1, 0], [0, 1, 2])[0])
    assert layer.repaired[0].reason.fields["after_m2"] == pytest.approx(truth, rel=1e-3)
    assert layer.geometry[1].area == 2.0
    assert "自相交" in layer.repaired[0].reason.text("zh")
    assert [note.record for note in layer.rejected] == [3]
    assert layer.geometry_types == {"Polygon": 3}


def test_a_point_that_is_no_number_is_rejected(shapefile, reader):
    points = [struct.pack("<i2d", 1, *place) for place in ((1, 2), (float("nan"), 2), (5, 6))]
    layer = reader.read(shapefile(3, records=points, kind=1)).layers[0]
    assert [note.record for note in layer.rejected] == [2]
    assert [(p.x, p.y) for p in layer.geometry] == [(1, 2), (5, 6)]


def test_parts_in_capitals_belong_to_it(shapefile, reader, codes):
    path = shapefile()
    for suffix in (".dbf", ".shx", ".prj", ".cpg"):
        path.with_suffix(suffix).rename(path.with_suffix(suffix.upper()))
    raw = reader.read(path)
    assert codes(raw) == []
    assert raw.layers[0].attributes["NAME"].iloc[0] == "断面1"


def test_a_pipe_for_a_part_is_no_part(shapefile, reader, codes):
    import os

    path = shapefile()
    path.with_suffix(".dbf").unlink()
    os.mkfifo(path.with_suffix(".dbf"))
    assert codes(reader.read(path, deadline_s=20)) == ["reading.no_dbf"]


def test_kinds_of_field(shapefile, reader, codes):
    fields = [
        (b"ID", "C", 18, 0), (b"WHOLE", "N", 18, 0), (b"REAL", "N", 8, 3), (b"DAY", "D", 8, 0),
        (b"YES", "L", 1, 0), (b"MEMO", "M", 10, 0), (b"FLOAT", "F", 12, 4), (b"ID", "C", 3, 0),
    ]  # fmt: skip
    rows = [
        [b"001", b"500110200001011234", b"  0.250", b"20190131", b"T", b"1", b"1.5e3", b"a"],
        [b"NA", b"", b"****", b"00000000", b"?", b"", b"", b""],
        [b"1e5", b"7", b"x", b"20191340", b"n", b"", b"nan", b"c"],
    ]
    raw = reader.read(shapefile(3, fields=fields, rows=rows))
    frame = raw.layers[0].attributes
    assert list(frame["ID"]) == ["001", "NA", "1e5"]
    assert list(frame["WHOLE"]) == [500110200001011234, None, 7]
    np.testing.assert_array_equal(frame["REAL"], [0.25, np.nan, np.nan])
    assert [str(day) for day in frame["DAY"]] == ["2019-01-31", "None", "None"]
    assert list(frame["YES"]) == [True, None, False]
    np.testing.assert_array_equal(frame["FLOAT"], [1500.0, np.nan, np.nan])
    assert list(frame["ID_"]) == ["a", None, "c"]
    assert codes(raw) == [
        "reading.fields_renamed", "reading.cells_unreadable", "reading.cells_unreadable",
        "reading.field_not_read", "reading.cells_unreadable",
    ]  # fmt: skip
    assert dict(raw.layers[0].field_types) == {
        "ID": "text", "WHOLE": "integer", "REAL": "real", "DAY": "date", "YES": "boolean",
        "FLOAT": "real", "ID_": "text",
    }  # fmt: skip
