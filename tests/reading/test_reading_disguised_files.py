"""Files that are not what their names say, and paths that are no files: refused, never followed."""

import json
import os
import socket
import threading
import zipfile

import pytest
import xlsxwriter

ENDINGS = [
    "shp", "geojson", "json", "gpkg", "kml", "fgb", "csv", "xlsx", "xls", "ods", "tif", "zip",
    "kmz", "dxf", "gpx", "tab", "mif", "parquet", "geojsonl",
]  # fmt: skip


@pytest.fixture
def other(tmp_path):
    """A file that must never be read through another one."""
    path = tmp_path / "other.csv"
    path.write_text("x,y,secret\n1,2,SECRET\n")
    return path


@pytest.fixture
def listener():
    """An address on this computer that counts who calls."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)

        def serve():
            while server.fileno() >= 0:
                try:
                    connection, _ = server.accept()
                except (TimeoutError, OSError):
                    continue
                calls.append(connection.recv(100))
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    thread.join()


@pytest.mark.parametrize("ending", ENDINGS)
def test_virtual_vector_files(ending, other, tmp_path, refusal):  # A01
    text = (
        f'<OGRVRTDataSource><OGRVRTLayer name="other"><SrcDataSource>{other}</SrcDataSource>'
        '<GeometryType>wkbPoint</GeometryType><GeometryField encoding="PointFromColumns" x="x"'
        ' y="y"/></OGRVRTLayer></OGRVRTDataSource>'
    )
    path = tmp_path / f"s.{ending}"
    path.write_text(text)
    assert refusal(path) == ["reading.not_real"]


def test_virtual_rasters(tmp_path, refusal):  # A02
    path = tmp_path / "dem.tif"
    path.write_text(
        '<VRTDataset rasterXSize="10" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1"'
        ' subClass="VRTRawRasterBand"><SourceFilename>/etc/passwd</SourceFilename>'
        "</VRTRasterBand></VRTDataset>"
    )
    assert refusal(path) == ["reading.not_real"]


@pytest.mark.parametrize("ending", ["geojson", "json", "shp", "csv", "geojsonl", "dxf", "zip"])
def test_processing_instructions(ending, other, tmp_path, reader, refusal):  # A05
    path = tmp_path / f"p.{ending}"
    pipeline = f"gdal vector pipeline ! read {other}"
    path.write_text(json.dumps({"type": "gdal_streamed_alg", "command_line": pipeline}))
    assert refusal(path) == ["reading.not_real"]


@pytest.mark.parametrize("ending", ["tif", "geojson", "kml", "gpkg", "shp", "gpx", "tab", "mif"])
def test_files_that_name_an_address(ending, listener, tmp_path, refusal):  # A06
    address, calls = listener
    path = tmp_path / f"w.{ending}"
    path.write_text(f'<GDAL_WMS><Service name="TMS"><ServerUrl>{address}/</ServerUrl></Service>'
                    "</GDAL_WMS>")  # fmt: skip
    assert refusal(path) == ["reading.not_real"]
    assert calls == []


def test_a_crs_that_is_an_address_is_not_fetched(listener, tmp_path, reader, codes):
    address, calls = listener
    path = tmp_path / "linked.geojson"
    crs = {"type": "link", "properties": {"href": f"{address}/crs", "type": "ogcwkt"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": []}))
    raw = reader.read(path)
    assert codes(raw) == ["reading.crs_not_understood"]
    assert raw.layers[0].crs_wkt is None
    assert calls == []


@pytest.mark.parametrize(
    "path",
    ["/vsicurl/http://127.0.0.1/x.shp", "http://127.0.0.1/x.geojson", "PG:dbname=x", "pg:x.shp",
     "\\\\host\\share\\x.shp", "/vsizip/x.zip/a.shp", "//host/share/x.shp", "GeoJSON:x.json"],
)  # fmt: skip
def test_paths_that_are_no_files(path, reader):  # A10
    from watermap.errors import WatermapError

    with pytest.raises(WatermapError) as caught:
        reader.read(path)
    assert [problem.code for problem in caught.value.problems] == ["reading.not_local"]


def test_a_folder_that_only_looks_like_an_instruction_is_one(tmp_path, reader):
    path = tmp_path / "vsites" / "PG:a.csv"
    path.parent.mkdir()
    path.write_text("a,b\n1,2\n")
    assert reader.read(path).tables[0].rows[1] == ("1", "2")


def test_pipes_devices_loops_and_folders(tmp_path, refusal):  # A12
    os.mkfifo(tmp_path / "pipe.geojson")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "a.shp").symlink_to(tmp_path / "b.shp")
    (tmp_path / "b.shp").symlink_to(tmp_path / "a.shp")
    (tmp_path / "folder.shp").mkdir()
    assert refusal(tmp_path / "pipe.geojson") == ["reading.not_a_file"]
    assert refusal(tmp_path / "zero.csv") == ["reading.not_a_file"]
    assert refusal(tmp_path / "a.shp") == ["reading.unreadable"]
    assert refusal(tmp_path / "folder.shp") == ["reading.not_a_file"]
    assert refusal(tmp_path / "none.shp") == ["reading.missing"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.dbf", "reading.part_of_shapefile"),
        ("a.docx", "reading.is_a_document"),
        ("a.xyz", "reading.unknown_ending"),
    ],
)
def test_endings_that_are_not_read(name, code, tmp_path, refusal):
    (tmp_path / name).write_bytes(b"x")
    assert refusal(tmp_path / name) == [code]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("content", [b"", b"\0" * 50, b"%PDF-1.7 xxxx"])
def test_empty_and_foreign_content(ending, content, tmp_path, reader, refusal):
    path = tmp_path / f"x.{ending}"
    path.write_bytes(content)
    if ending == "csv" and content.startswith(b"%"):
        pytest.skip("a text that starts so is a text")
    assert refusal(path) == ["reading.not_real"]


def workbook(path, **members):
    """A small workbook some of whose members are replaced; ``xl__a`` stands for xl/a.xml."""
    plain = path.with_name("plain.xlsx")
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write(0, 0, "text")
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as to,
    ):
        for name in source.namelist():
            to.writestr(name, members.get(name.rpartition("/")[2].split(".")[0], source.read(name)))
    return path


def test_a_workbook_that_grows_without_end(tmp_path, refusal):  # B03
    bomb = b"<sst><si><t>" + b"A" * (520 << 20) + b"</t></si></sst>"
    path = workbook(tmp_path / "bomb.xlsx", sharedStrings=bomb)
    assert path.stat().st_size < 4 << 20
    assert refusal(path) == ["reading.too_large"]


def test_a_workbook_with_a_document_type(tmp_path, refusal):  # B04
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>'
    path = workbook(tmp_path / "laughs.xlsx", sharedStrings=laughs)
    assert refusal(path) == ["reading.document_type"]


def test_a_workbook_with_a_cell_in_the_last_corner(tmp_path, refusal):
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
        b"</row></sheetData></worksheet>"
    )
    assert refusal(workbook(tmp_path / "corner.xlsx", sheet1=sheet)) == ["reading.too_many_cells"]


def test_zips_that_are_no_workbook_or_damaged(tmp_path, refusal):
    path = tmp_path / "z.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "x")
    assert refusal(path) == ["reading.no_workbook"]
    whole = workbook(tmp_path / "w.xlsx").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == ["reading.damaged"]


def test_kml_with_a_document_type(tmp_path, refusal):  # C13
    path = tmp_path / "laughs.kml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha">]><kml><Document/></kml>')
    assert refusal(path) == ["reading.document_type"]


def test_json_nested_without_end(tmp_path, refusal):  # B13
    path = tmp_path / "deep.geojson"
    path.write_text('{"type":"FeatureCollection","features":' + "[" * 100_000 + "]" * 100_000 + "}")
    assert refusal(path) == ["reading.too_deep"]
