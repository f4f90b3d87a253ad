"""Class B: small files that ask for everything: refused or read in bounded time and memory."""

import json
import sqlite3
import struct
import time
import zipfile
import zlib

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
import xlsxwriter
from rasterio import Affine

from tests.reliability.conftest import Peak, says_enough
from tests.reliability.seeds import kml_text
from watermap.errors import WatermapError
from watermap.progress import Cancelled

SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s'
    b"</sheetData></worksheet>"
)


def deflated(pattern: bytes, times: int, *, first: bytes = b"") -> tuple[bytes, int, int]:
    """A pattern many times over, deflated block by block: the stream, its CRC and full size."""
    packer, crc = zlib.compressobj(1, zlib.DEFLATED, -15), zlib.crc32(first)
    parts = [packer.compress(first)]
    for _ in range(times):
        parts.append(packer.compress(pattern))
        crc = zlib.crc32(pattern, crc)
    return b"".join([*parts, packer.flush()]), crc, len(first) + len(pattern) * times


def write_zip(path, members, *, lies=None):
    """A zip from deflated members; ``lies``: the size the central directory gives instead."""
    body, directory = b"", b""
    for name, (data, crc, size) in members.items():
        said = min(size, 0xFFFFFFFE) if lies is None else lies
        sizes = struct.pack("<IIIHH", crc, len(data), said, len(name), 0)
        place = len(body)
        body += b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + name.encode() + data
        directory += b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
        directory += struct.pack("<HHHII", 0, 0, 0, 0, place) + name.encode()
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\5\6" + end)
    return path


def workbook(path, **members):
    """A small workbook some of whose members are replaced by others (bytes, or deflated ones)."""
    plain = path.with_name("plain.xlsx")
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write(0, 0, "text")
    packed = {}
    with zipfile.ZipFile(plain) as source:
        for name in source.namelist():
            data = members.get(name.rpartition("/")[2].split(".")[0], source.read(name))
            packed[name] = deflated(data, 1) if isinstance(data, bytes) else data
    return write_zip(path, packed)


MEGABYTE = 1 << 20


def test_b02_a_sheet_followed_by_a_gigabyte_of_blanks(tmp_path, refused):
    sheet = SHEET % b'<row r="1"><c r="A1"><v>1</v></c></row>'
    whole = deflated(b" " * MEGABYTE, 1024, first=sheet)
    path = workbook(tmp_path / "blanks.xlsx", sheet1=whole)
    assert path.stat().st_size < 8 * MEGABYTE
    assert refused(path) == ["too_large"]


def test_b03_one_text_of_a_gigabyte(tmp_path, refused):
    path = workbook(tmp_path / "text.xlsx", sharedStrings=deflated(b"A" * MEGABYTE, 1024))
    assert refused(path) == ["too_large"]


@pytest.mark.parametrize("member", ["sharedStrings", "sheet1", "workbook", "styles"])
def test_b04_entities_that_multiply(member, tmp_path, refused):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><sst>&a9;</sst>'
    assert refused(workbook(tmp_path / "x.xlsx", **{member: text.encode()})) == ["document_type"]
    text = text.encode("utf-16")
    assert refused(workbook(tmp_path / "x.xlsx", **{member: text})) == ["document_type"]


def test_b05_a_cell_in_the_last_corner(tmp_path, refused):
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'  # noqa: E501
    assert refused(workbook(tmp_path / "corner.xlsx", sheet1=SHEET % rows)) == ["too_many_cells"]


@pytest.fixture(scope="module")
def a_million_rows(tmp_path_factory):
    cells = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1048577)
    )
    return workbook(tmp_path_factory.mktemp("b06") / "rows.xlsx", sheet1=SHEET % cells)


def test_b06_a_million_rows_of_one_cell(a_million_rows, opened):
    rows = opened(a_million_rows).raw.tables[0].rows
    assert len(rows) == 1_048_576
    assert rows[-1] == (1,)


def test_b06_reading_them_can_be_stopped(a_million_rows, reader, good):
    class Stop(Peak):
        def step(self, done, total, message=""):
            super().step(done, total, message)
            if time.monotonic() > start + 0.5:
                raise Cancelled

    start = time.monotonic()
    with pytest.raises(Cancelled):
        reader.read(a_million_rows, progress=Stop(reader))
    assert time.monotonic() - start < 1.5
    assert reader.read(good).tables


@pytest.fixture(scope="module")
def many_shapes():
    """4.2 million records without a shape, and a table of a gigabyte (as deflated members)."""
    count, width = 4_200_000, 250
    record = struct.pack(">ii", 1, 2) + struct.pack("<i", 0)

    def head(length):
        start = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, length // 2)
        return start + struct.pack("<2i8d", 1000, 5, 0, 0, 100, 100, 0, 0, 0, 0)

    dbf = struct.pack("<4BIHH20x", 3, 124, 1, 1, count, 65, width)
    dbf += b"NAME".ljust(11, b"\0") + b"C" + bytes(4) + bytes([width - 1, 0]) + bytes(14) + b"\r"
    thousand = 1000
    return {
        "s.shp": deflated(record * thousand, count // thousand, first=head(100 + count * 12)),
        "s.shx": deflated(
            struct.pack(">ii", 50, 2) * thousand, count // thousand, first=head(100 + count * 8)
        ),
        "s.dbf": deflated(b" " * width * thousand, count // thousand, first=dbf),
    }


@pytest.mark.slow
def test_b07_a_shapefile_of_a_gigabyte_in_a_zip(many_shapes, tmp_path, refused):
    path = write_zip(tmp_path / "big.zip", many_shapes)
    assert path.stat().st_size < 40 * MEGABYTE
    assert refused(path) in (["archive_too_large"], ["archive_bomb"])


@pytest.mark.slow
@pytest.mark.parametrize("lies", [1, 0xFFFFFFFF])
def test_b08_sizes_in_the_directory_that_lie(lies, many_shapes, tmp_path, attempt):
    outcome = attempt(write_zip(tmp_path / "lies.zip", many_shapes, lies=lies))
    assert outcome.raw is None
    assert outcome.seconds < 20
    path = tmp_path / "lies.xlsx"
    good = workbook(tmp_path / "good.xlsx", sharedStrings=deflated(b"A" * MEGABYTE, 700))
    with zipfile.ZipFile(good) as source:
        members = {
            name: deflated(source.read(name), 1)
            if source.getinfo(name).file_size < MEGABYTE
            else deflated(b"A" * MEGABYTE, 700)
            for name in source.namelist()
        }
    outcome = attempt(write_zip(path, members, lies=lies))
    assert outcome.raw is None


def test_b09_seventy_thousand_members(tmp_path, refused):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(70_000):
            package.writestr(f"f{number}.txt", b"")
    assert refused(path) == ["archive_members"]
    path.rename(tmp_path / "many.xlsx")
    assert refused(tmp_path / "many.xlsx") == ["too_many_members"]


def test_b09_zips_in_zips(tmp_path, seeds, attempt):
    inner = tmp_path / "inner.zip"
    inner.write_bytes(seeds[".zip"].read_bytes())
    for depth in range(6):
        outer = tmp_path / f"outer{depth}.zip"
        with zipfile.ZipFile(outer, "w") as package:
            package.write(inner, inner.name)
        inner = outer
    outcome = attempt(inner)
    assert outcome.raw is None
    assert "archive_in_archive" in outcome.codes


def test_b10_a_huge_sparse_raster(tmp_path, opened, reader):
    path = tmp_path / "huge.tif"
    options = {"driver": "GTiff", "width": 60_000, "height": 60_000, "count": 1, "dtype": "float32"}
    with rasterio.open(
        path, "w", sparse_ok=True, tiled=True, blockxsize=2048, blockysize=2048, crs="EPSG:4524",
        transform=Affine(1, 0, 5, 0, -1, 5), **options,
    ):  # fmt: skip
        pass
    outcome = opened(path)
    assert (outcome.raw.rasters[0].width, outcome.megabytes < 600) == (60_000, True)
    peak = Peak(reader)
    start = time.monotonic()
    _, pixels = reader.read_raster(path, max_pixels=10_000, progress=peak)
    assert pixels.size <= 10_000
    assert time.monotonic() - start < 30
    assert peak.kilobytes < 2 * 1024 * 1024


def tags(**changed):
    """A TIFF of a header and one directory, with nothing behind it."""
    fields = {256: 10, 257: 10, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 10, 279: 100}
    fields |= {int(name[1:]): value for name, value in changed.items()}
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(fields.items()))
    return b"II*\0" + struct.pack("<IH", 8, len(fields)) + body + bytes(4)


@pytest.mark.parametrize(
    "changed",
    [
        {"_256": 2**31 - 1, "_257": 2**31 - 1}, {"_256": 2**31 - 1, "_278": 2**31 - 1},
        {"_277": 65535}, {"_258": 2**31}, {"_256": 0}, {"_259": 5, "_279": 2**31},
        {"_273": 2**32 - 1}, {"_278": 0},
    ],
)  # fmt: skip
def test_b10_rasters_whose_headers_ask_for_everything(changed, tmp_path, attempt, reader):
    path = tmp_path / "lies.tif"
    path.write_bytes(tags(**changed))
    attempt(path)
    peak, start = Peak(reader), time.monotonic()
    try:
        _, pixels = reader.read_raster(path, max_pixels=10_000, deadline_s=30, progress=peak)
    except WatermapError as error:
        says_enough(error.problems, path.name)
    else:
        assert pixels.nbytes < 2**31
    assert time.monotonic() - start < 20
    assert peak.kilobytes < 2 * 1024 * 1024


def test_b10_a_raster_that_grows_a_thousandfold(tmp_path, reader, opened):
    path = tmp_path / "zeros.tif"
    options = {"driver": "GTiff", "width": 16_000, "height": 16_000, "count": 1, "dtype": "uint8"}
    with rasterio.open(
        path, "w", compress="deflate", crs="EPSG:4524", transform=Affine(1, 0, 5, 0, -1, 5),
        **options,
    ) as dataset:  # fmt: skip
        band = np.zeros((1, 16_000), "uint8")
        for row in range(0, 16_000, 4000):
            dataset.write(np.repeat(band, 4000, 0), 1, window=((row, row + 4000), (0, 16_000)))
    assert path.stat().st_size < MEGABYTE
    opened(path)
    peak = Peak(reader)
    _, pixels = reader.read_raster(path, max_pixels=1_000_000, progress=peak)
    assert pixels.size <= 1_000_000
    assert peak.kilobytes < 2 * 1024 * 1024


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000,
        '{"type":"FeatureCollection","features":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":'
        + "[" * 100_000 + "]" * 100_000 + '},"geometry":null}]}',
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":'
        '{"type":"Polygon","coordinates":' + "[" * 100_000 + "]" * 100_000 + "}}]}",
    ],
    ids=["open", "closed", "objects", "features", "property", "coordinates"],
)  # fmt: skip
def test_b13_json_nested_without_end(text, tmp_path, refused):
    path = tmp_path / "deep.geojson"
    path.write_text(text)
    assert refused(path) == ["too_deep"]


def test_b13_geometries_nested_within_each_other(tmp_path, opened):
    shape = {"type": "Point", "coordinates": [1, 2]}
    for _ in range(200):
        shape = {"type": "GeometryCollection", "geometries": [shape]}
    path = tmp_path / "nested.geojson"
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature, {
        "type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}))  # fmt: skip  # noqa: E501
    layer = opened(path).raw.layers[0]
    assert (layer.features_in_file, [note.record for note in layer.rejected]) == (2, [1])


def test_b13_a_number_of_a_million_digits(tmp_path, attempt):
    path = tmp_path / "digits.geojson"
    feature = '{"type":"Feature","properties":{"a":%s},"geometry":null}'
    path.write_text('{"type":"FeatureCollection","features":[%s]}' % (feature % ("9" * 1_000_000)))
    outcome = attempt(path)
    assert outcome.seconds < 10
    if outcome.raw is None:
        assert outcome.codes == ["json_number"]
    else:
        assert outcome.raw.layers[0].attributes["a"].tolist() == ["9" * 1_000_000]


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("<Folder>", "</Folder>"), ("<Document>", "</Document>"),
        ("<Placemark><MultiGeometry>", "</MultiGeometry></Placemark>"),
        ("<Placemark><ExtendedData><x>", "</x></ExtendedData></Placemark>"),
    ],
)  # fmt: skip
def test_b13_kml_nested_without_end(head, tail, tmp_path, refused):
    path = tmp_path / "deep.kml"
    path.write_text(
        f'<kml xmlns="http://www.opengis.net/kml/2.2">{head * 200_000}{tail * 200_000}</kml>'
    )
    assert refused(path) == ["kml_too_deep"]


def test_b13_many_folders_beside_each_other(tmp_path, attempt):
    path = tmp_path / "wide.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        + "".join(f"<Folder><name>{n}</name></Folder>" for n in range(20_000))
        + kml_text().partition("<Document>")[2],
        "utf-8",
    )
    outcome = attempt(path)
    assert outcome.raw is None or sum(len(layer.geometry) for layer in outcome.raw.layers) == 12


@pytest.fixture
def package(tmp_path):
    def make(rows=1000):
        path = tmp_path / "p.gpkg"
        points = [shapely.Point(n % 100, n % 50) for n in range(rows)]
        gpd.GeoDataFrame({"a": range(rows)}, geometry=points, crs=4490).to_file(path, driver="GPKG")
        return path

    return make


@pytest.mark.parametrize("lie", [100_000_000, 2**62, -5, 0, 3])
def test_b15_a_geopackage_whose_count_lies(lie, package, opened):
    path = package()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE gpkg_ogr_contents SET feature_count = ?", [lie])
    connection.close()
    outcome = opened(path)
    layer = outcome.raw.layers[0]
    assert (layer.features_in_file, len(layer.geometry), len(layer.rejected)) == (1000, 1000, 0)
    assert outcome.megabytes < 300
    assert "count_differs" in outcome.codes


def test_b15_a_view_without_end(package, reader, good):
    """Counting it takes for ever; the user can stop it at once, and the next file is read."""
    path = package(3)
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE VIEW forever AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS fid, (SELECT geom FROM p) AS geom FROM n;"
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
            " VALUES ('forever', 'features', 'forever', 4490);"
        )
    connection.close()

    class Stop:
        def step(self, done, total, message=""):
            if time.monotonic() > start + 1:
                raise Cancelled

    start = time.monotonic()
    with pytest.raises(Cancelled):
        reader.read(path, progress=Stop())
    assert time.monotonic() - start < 2.5
    assert reader.read(good).tables
    with pytest.raises(WatermapError) as caught:
        reader.read(path, deadline_s=2)
    assert [problem.code for problem in caught.value.problems] == ["reading.too_long"]


def test_b15_a_flatgeobuf_whose_count_lies(seeds, tmp_path, attempt):
    data = bytearray(seeds[".fgb"].read_bytes())
    place = data.index(struct.pack("<Q", 12))
    for count in (2**40, 2**63 - 1, 13, 5):
        path = tmp_path / "lies.fgb"
        path.write_bytes(data[:place] + struct.pack("<Q", count) + data[place + 8 :])
        outcome = attempt(path)
        if outcome.raw is not None:
            layer = outcome.raw.layers[0]
            assert len(layer.geometry) + len(layer.rejected) == layer.features_in_file
            assert len(layer.geometry) == 12


@pytest.mark.parametrize(
    "text",
    ['"' * 3_000_000, "a," * 2_000_000, "\n" * 3_000_000, '"a\n' * 500_000, "a" * 40_000_000,
     ",".join(["x"] * 16_000) + "\n" + "1\n" * 2_000, "\r" * 1_000_000, '="' * 500_000],
    ids=["quotes", "cells", "lines", "open", "word", "ragged", "returns", "formulas"],
)  # fmt: skip
def test_b_texts_that_ask_for_everything(text, tmp_path, attempt):
    path = tmp_path / "t.csv"
    path.write_text(text)
    outcome = attempt(path)
    if outcome.raw is None:
        says_enough(outcome.problems, path.name)
    assert (outcome.raw is None) != (not outcome.problems)


def test_b_a_shape_of_very_many_points(tmp_path, opened):
    """A star that crosses itself thousands of times is repaired or rejected, and time is kept."""
    angles = np.arange(3001) * 2.39996
    ring = np.column_stack([np.cos(angles), np.sin(angles)])
    ring[-1] = ring[0]
    path = tmp_path / "star.geojson"
    shape = {"type": "Polygon", "coordinates": [ring.tolist()]}
    path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": shape}))
    layer = opened(path).raw.layers[0]
    assert len(layer.repaired) + len(layer.rejected) == 1


@pytest.mark.parametrize(("row", "column"), [(65_535, 65_535), (65_535, 300)])
def test_b05_an_old_workbook_with_a_cell_far_out(row, column, seeds, tmp_path, refused):
    data = bytearray(seeds[".xls"].read_bytes())
    cell = data.index(struct.pack("<HHHHH", 0x203, 14, 3, 0, 0))
    struct.pack_into("<HH", data, cell + 4, row, column)
    path = tmp_path / "far.xls"
    path.write_bytes(data)
    assert refused(path) == ["too_many_cells"]
