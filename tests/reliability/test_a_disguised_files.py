"""Class A: files that are not what they say, and names that are no files. Nothing is followed."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import rasterio
import xlsxwriter
from rasterio import Affine

from tests.reliability.disguises import ENDINGS, SERVICES, gml, raw_vrt, simple_vrt, vrt
from watermap.errors import WatermapError
from watermap.reading.formats import FORMATS

# Every ending of a single file that is read.
SHOWN = {
    "not_real",
    "sold_as_workbook",
    "unknown_ending",
    "not_a_file",
    "missing",
    "unreadable",
    "not_local",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a01_virtual_vector_files(ending, canary, tmp_path, refused):
    other, watch = canary
    path = tmp_path / f"s{ending}"
    path.write_text(vrt(other))
    assert refused(path) == ["not_real"]
    assert watch.opened() == 0


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "dress",
    [
        lambda text: "\ufeff" + text, lambda text: " " * 5000 + text,
        lambda text: "<!-- " + "x" * 5000 + " -->" + text,
        lambda text: '<?xml version="1.0"?>\n' + text, lambda text: text.lower(),
        lambda text: '{"type": "FeatureCollection", "features": []}' + text,
    ],
    ids=["mark", "blanks", "comment", "declaration", "lower", "behind"],
)  # fmt: skip
def test_a01_virtual_files_in_other_dress(ending, dress, canary, tmp_path, attempt):
    """Refused, or read as the plain text it is; never followed."""
    other, watch = canary
    path = tmp_path / f"s{ending}"
    path.write_text(dress(vrt(other)))
    outcome = attempt(path)
    assert watch.opened() == 0
    assert "1,2,SECRET" not in str(outcome.raw)
    assert outcome.raw is None or outcome.raw.tables


@pytest.mark.parametrize("ending", [".tif", ".tiff"])
@pytest.mark.parametrize("text", [raw_vrt, simple_vrt])
def test_a02_virtual_rasters(ending, text, canary, tmp_path, refused):
    other, watch = canary
    path = tmp_path / f"dem{ending}"
    path.write_text(text(other))
    assert refused(path) == ["not_real"]
    path.write_text(text("/etc/passwd"))
    assert refused(path) == ["not_real"]
    assert watch.opened() == 0


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", ["gdal_streamed_alg", "gdal_alg"])
def test_a05_processing_instructions(ending, kind, canary, tmp_path, refused):
    other, watch = canary
    path = tmp_path / f"p{ending}"
    line = f"gdal vector pipeline ! read {other} ! write {tmp_path / 'out.gpkg'}"
    path.write_text(json.dumps({"type": kind, "command_line": line}))
    codes = refused(path)
    assert codes == ["not_real"] or (ending.startswith(".geojson") and codes)
    assert watch.opened() == 0
    assert not (tmp_path / "out.gpkg").exists()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a06_files_that_name_an_address(ending, service, listener, tmp_path, attempt):
    address, calls = listener
    path = tmp_path / f"w{ending}"
    path.write_text(SERVICES[service].format(address))
    outcome = attempt(path)
    assert calls == []
    text = FORMATS[ending].group == "text"
    assert outcome.raw is None or service == "stac" or (text and SERVICES[service][0] != "<")


def test_a06_a_crs_that_is_an_address(listener, tmp_path, opened):
    address, calls = listener
    for crs in (
        {"type": "link", "properties": {"href": f"{address}/crs", "type": "ogcwkt"}},
        {"type": "name", "properties": {"name": f"{address}/def/crs/EPSG/0/4490"}},
        {"type": "EPSG", "properties": {"code": f"{address}"}},
    ):
        path = tmp_path / "linked.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": []}))
        outcome = opened(path)
        assert outcome.raw.layers[0].crs_wkt is None
        assert "crs_not_understood" in outcome.codes
    assert calls == []


def test_a06_links_inside_kml(listener, canary, tmp_path, attempt):
    address, calls = listener
    other, watch = canary
    path = tmp_path / "links.kml"
    path.write_text(
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<NetworkLink><Link><href>{address}/more.kml</href></Link></NetworkLink>"
        f"<NetworkLink><Url><href>{other}</href></Url></NetworkLink>"
        f'<Schema name="s" id="s"/><Style id="a"><IconStyle><Icon><href>{address}/i.png</href>'
        f"</Icon></IconStyle></Style><Placemark><styleUrl>{address}/style.kml#a</styleUrl>"
        "<name>甲</name><Point><coordinates>117,34</coordinates></Point></Placemark></Document></kml>",
        "utf-8",
    )
    outcome = attempt(path)
    assert calls == []
    assert watch.opened() == 0
    assert [len(layer.geometry) for layer in outcome.raw.layers] == [1]


def test_a06_a_geopackage_with_a_table_of_another_program(canary, tmp_path, attempt):
    """SQLite's virtual tables can open other files; a database may bring such a table along."""
    import sqlite3

    import geopandas as gpd
    import shapely

    other, watch = canary
    path = tmp_path / "virtual.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4490).to_file(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    for name, module in (
        ("v1", f"VirtualOGR('{other}')"), ("v2", f"VirtualText('{other}', 'UTF-8', 1)"),
        ("v3", f"VirtualShape('{other}', 'UTF-8', 4326)"),
    ):  # fmt: skip
        connection.execute(
            "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql)"
            f" VALUES ('table', '{name}', '{name}', 0, ?)",
            [f"CREATE VIRTUAL TABLE {name} USING {module}"],
        )
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
            " VALUES (?, 'features', ?, 4490)", [name, name],
        )  # fmt: skip
    connection.commit()
    connection.close()
    attempt(path)
    assert watch.opened() == 0


def test_a06_links_of_a_workbook(listener, tmp_path, opened):
    address, calls = listener
    plain = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet()
        sheet.write_url(0, 0, f"{address}/page")
        sheet.write_formula(0, 1, f"='{address}/[other.xlsx]Sheet1'!A1", value=5)
        sheet.write_formula(0, 2, f'=WEBSERVICE("{address}")', value="x")
    linked = tmp_path / "linked.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(linked, "w") as to:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("workbook.xml.rels"):
                link = (
                    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/'
                    'officeDocument/2006/relationships/externalLink" TargetMode="External"'
                    f' Target="{address}/b.xlsx"/></Relationships>'
                )
                data = data.replace(b"</Relationships>", link.encode())
            to.writestr(name, data)
    assert opened(linked).raw.tables[0].rows[0][1:] == (5, "x")
    assert calls == []


@pytest.fixture
def dem(tmp_path):
    path = tmp_path / "dem.tif"
    options = {"driver": "GTiff", "width": 30, "height": 20, "count": 1, "dtype": "float32"}
    place = Affine(10, 0, 36_500_000, 0, -10, 3_800_000)
    with rasterio.open(path, "w", crs="EPSG:4524", transform=place, **options) as dataset:
        dataset.write(np.zeros((1, 20, 30), "float32"))
    return path


def pam(*, srs=None, transform=None):
    parts = [f"<SRS>{srs}</SRS>" if srs else ""]
    parts += [f"<GeoTransform>{', '.join(map(str, transform))}</GeoTransform>" if transform else ""]
    return f"<PAMDataset>{''.join(parts)}</PAMDataset>"


OWN = (36_500_000, 10, 0, 3_800_000, 0, -10)


@pytest.mark.parametrize(
    ("beside", "differs"),
    [
        ({"srs": "EPSG:4326", "transform": (117, 0.1, 0, 34, 0, -0.1)}, ["crs", "place"]),
        ({"srs": "EPSG:4326"}, ["crs"]),
        ({"transform": (36_500_500, 10, 0, 3_800_000, 0, -10)}, ["place"]),
        ({"srs": "EPSG:4524", "transform": OWN}, []),
        ({}, []),
    ],
)
def test_a08_a_raster_with_another_place_beside_it(beside, differs, dem, opened):
    dem.with_name("dem.tif.aux.xml").write_text(pam(**beside))
    outcome = opened(dem)
    raster = outcome.raw.rasters[0]
    assert raster.transform[2] == 36_500_000
    assert "36" in raster.crs_wkt
    found = [code for code in outcome.codes if code.startswith("sidecar")]
    assert found == [f"sidecar_{what}" for what in differs]
    for problem in outcome.raw.problems:
        assert problem.severity == "warning"
        for language in ("zh", "en"):
            assert "dem.tif.aux.xml" in problem.text(language)


def test_a08_a_world_file_that_contradicts(dem, opened):
    dem.with_suffix(".tfw").write_text("10\n0\n0\n-10\n36600005\n3799995\n")
    assert [code for code in opened(dem).codes if "sidecar" in code] == ["sidecar_place"]
    dem.with_suffix(".tfw").write_text("10\n0\n0\n-10\n36500005\n3799995\n")
    assert [code for code in opened(dem).codes if "sidecar" in code] == []


@pytest.mark.parametrize(
    "text",
    ["", "no xml", "<PAMDataset><SRS>nonsense</SRS></PAMDataset>", "1\n2\n",
     "<PAMDataset><GeoTransform>1, 2, x</GeoTransform></PAMDataset>", "\0" * 5000,
     '<!DOCTYPE x [<!ENTITY a "aaaa">]><PAMDataset><SRS>&a;</SRS></PAMDataset>'],
)  # fmt: skip
def test_a08_a_sidecar_that_cannot_be_read_is_told(text, dem, opened):
    dem.with_name("dem.tif.aux.xml").write_text(text)
    assert [code for code in opened(dem).codes if "sidecar" in code] == ["sidecar_unreadable"]


def test_a08_a_raster_without_a_place_of_its_own(tmp_path, opened):
    path = tmp_path / "bare.tif"
    options = {"driver": "GTiff", "width": 3, "height": 2, "count": 1, "dtype": "uint8"}
    with (
        pytest.warns(rasterio.errors.NotGeoreferencedWarning),
        rasterio.open(path, "w", **options) as dataset,
    ):
        dataset.write(np.zeros((1, 2, 3), "uint8"))
    path.with_name("bare.tif.aux.xml").write_text(pam(srs="EPSG:4524", transform=OWN))
    codes = opened(path).codes
    assert "raster_not_placed" in codes
    assert {"sidecar_crs", "sidecar_place"} <= set(codes)


@pytest.mark.parametrize("ending", [".gml", ".xml", *ENDINGS])
def test_a09_gml_that_names_addresses(ending, listener, tmp_path, refused):
    address, calls = listener
    path = tmp_path / f"g{ending}"
    path.write_text(gml(address))
    assert set(refused(path)) <= SHOWN
    assert calls == []


NO_FILES = [
    "/vsicurl/{0}/x.shp", "{0}/x.geojson", "PG:host=127.0.0.1 dbname=x", "pg:x.shp",
    "\\\\host\\share\\x.shp", "//host/share/x.shp", "/vsizip/x.zip/a.shp", "/vsimem/x.geojson",
    "/vsicurl_streaming/{0}/x", "/vsis3/bucket/x.tif", "WFS:{0}", "GeoJSON:x.json",
    "OAPIF:{0}", "MYSQL:x", "NETCDF:x.nc:a", "GTIFF_DIR:1:x.tif", "vrt://x.tif", "file:///etc/x.shp",
    "/vsisubfile/0_10,x.shp", "postgis://a@127.0.0.1/x/public.t", "ftp://127.0.0.1/x.shp",
]  # fmt: skip


@pytest.mark.parametrize("name", NO_FILES)
def test_a10_names_that_are_no_files(name, listener, refused):
    address, calls = listener
    path = name.format(address)
    assert refused(path) == ["not_local"]
    assert calls == []


@pytest.mark.parametrize("name", NO_FILES)
def test_a10_such_names_in_a_project(name, listener, tmp_path, reader):
    from watermap.workspace.opened import open_project

    address, calls = listener
    path = json.dumps(name.format(address))
    head = 'format = 1\ntitle = {zh = "a", en = "a"}\n'
    for kind in ("layer", "table"):
        what = 'kind = "section"\n' if kind == "layer" else ""
        (tmp_path / "project.toml").write_text(f"{head}[[{kind}]]\npath = {path}\n{what}")
        try:
            opened = open_project(tmp_path, reader=reader)
        except WatermapError as error:
            said = error.problems
        else:
            said = opened.problems
            assert not opened.every_layer()
        assert {problem.code for problem in said} <= {
            "workspace.path_outside", "workspace.file_missing", "workspace.table_missing",
        }  # fmt: skip
        assert said
    assert calls == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["{0}/x.geojson", "/vsicurl/{0}/x.shp", "PG:host=127.0.0.1"])
def test_a10_on_the_command_line(name, listener):
    address, calls = listener
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "watermap", "info", name.format(address), "--lang", "zh"],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60, check=False,
    )  # fmt: skip
    assert (ended.returncode, calls, ended.stdout) == (2, [], "")
    assert ended.stderr.count("\n") == 1
    assert "请" in ended.stderr


def test_a12_what_is_no_ordinary_file(tmp_path, refused):
    os.mkfifo(tmp_path / "pipe.geojson")
    os.mkfifo(tmp_path / "pipe.zip")
    for name in ("zero.csv", "zero.gpkg", "zero.tif"):
        (tmp_path / name).symlink_to("/dev/zero")
    (tmp_path / "full.csv").symlink_to("/dev/full")
    (tmp_path / "a.shp").symlink_to(tmp_path / "b.shp")
    (tmp_path / "b.shp").symlink_to(tmp_path / "a.shp")
    (tmp_path / "self.kml").symlink_to("self.kml")
    (tmp_path / "gone.kml").symlink_to("nowhere.kml")
    for name in ("folder.shp", "folder.gpkg", "folder.gdb", "folder.zip"):
        (tmp_path / name).mkdir()
    expected = {
        "pipe.geojson": "not_a_file", "pipe.zip": "not_a_file", "zero.csv": "not_a_file",
        "zero.gpkg": "not_a_file", "zero.tif": "not_a_file", "full.csv": "not_a_file",
        "a.shp": "unreadable", "self.kml": "unreadable", "gone.kml": "missing",
        "folder.shp": "not_a_file", "folder.gpkg": "not_a_file", "folder.gdb": "not_a_file",
        "folder.zip": "not_a_file",
    }  # fmt: skip
    for name, code in expected.items():
        assert refused(tmp_path / name) == [code], name


def test_a12_parts_that_are_pipes_are_not_waited_for(tmp_path, shapefile, attempt):
    path = shapefile(tmp_path)
    for ending in (".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn"):
        path.with_suffix(ending).unlink(missing_ok=True)
        os.mkfifo(path.with_suffix(ending))
    outcome = attempt(path)
    assert outcome.seconds < 10
    assert outcome.raw is not None
    assert {"no_dbf", "no_shx", "no_prj"} <= set(outcome.codes)


def test_a12_a_socket(tmp_path, refused):
    import socket

    path = tmp_path / "s.csv"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert refused(path) == ["not_a_file"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"\xff" * 100, b"%PDF-1.7\n%\xe2\xe3", b"\x7fELF\x02\x01\x01" + bytes(20),
     b"MZ\x90\0\3\0\0\0", b"\x89PNG\r\n\x1a\n\0\0", b"Rar!\x1a\7\1\0", b"\x1f\x8b\x08\0\0",
     b"<!DOCTYPE html><html><body>404</body></html>",
     b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"],
    ids=["empty", "zeros", "ones", "pdf", "elf", "exe", "png", "rar", "gzip", "html", "lfs"],
)  # fmt: skip
def test_a_foreign_content(ending, content, tmp_path, attempt):
    path = tmp_path / f"x{ending}"
    path.write_bytes(content)
    outcome = attempt(path)
    plain_text = FORMATS[ending].group == "text" and content.startswith((b"version", b"%PDF"))
    assert (outcome.raw is not None) <= plain_text


ONE_A_GROUP = {FORMATS[ending].group: ending for ending in ENDINGS}.values()


@pytest.mark.parametrize("real", ENDINGS)
def test_a_good_files_under_the_names_of_others(real, seeds, tmp_path, attempt):
    """What one format's file holds is never read as another format's."""
    seed = seeds.get(real)
    if seed is None:
        pytest.skip(f"no small good file for {real}")
    for ending in ONE_A_GROUP:
        form, own = FORMATS[ending], FORMATS[real]
        path = tmp_path / f"x{ending}"
        shutil.copyfile(seed, path)
        outcome = attempt(path)
        if outcome.raw is not None and form.name != own.name:
            texts = {"text", "geojson", "drawing", "mapinfo", "gpx", "database"}
            packed = {"workbook", "archive"}
            alike = {form.group, own.group}
            assert alike <= texts or alike <= packed, (real, ending, outcome.codes)
