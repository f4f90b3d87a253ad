"""Zip archives: what is in them is found by name, and nothing in them does harm."""

import io
import struct
import zipfile
import zlib

import pytest

from watermap.errors import WatermapError
from watermap.reading.archive import zip_members

POINT = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"名":"甲"},'
    '"geometry":{"type":"Point","coordinates":[106.5,29.5]}}]}'
)


def zipped(path, members, *, attributes=None):
    """An archive; a name given as bytes is written as they are, without the mark for UTF-8."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            info = zipfile.ZipInfo(name if isinstance(name, str) else name.decode("cp437"))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (attributes or {}).get(name, 0o100644 << 16)
            package.writestr(info, data)
    raw = path.read_bytes()
    for name in members:
        if isinstance(name, bytes):
            as_python_writes = name.decode("cp437").encode("utf-8")
            raw = _renamed(raw, as_python_writes, name)
    path.write_bytes(raw)
    return path


def _renamed(raw, old, new):
    """The archive with one member's name changed in both places, and its mark for UTF-8 cleared."""
    out, place = b"", 0
    while (found := raw.find(old, place)) >= 0:
        local = raw[found - 30 : found - 26] == b"PK\3\4"
        start = found - (30 if local else 46)
        head = bytearray(raw[start:found])
        flags, length = (6, 26) if local else (8, 28)
        head[flags + 1] &= ~0x08 & 0xFF
        struct.pack_into("<H", head, length, len(new))
        out += raw[place:start] + bytes(head) + new
        place = found + len(old)
    out += raw[place:]
    shrunk = len(old) - len(new)  # the directory starts earlier, and so do all later members
    return _relinked(out, shrunk)


def _relinked(raw, _):
    """The directory's offsets written anew from where the members really start."""
    data = bytearray(raw)
    directory = raw.index(b"PK\1\2")
    starts = {}
    place = 0
    while raw[place : place + 4] == b"PK\3\4":
        name, extra = struct.unpack_from("<HH", raw, place + 26)
        packed = struct.unpack_from("<I", raw, place + 18)[0]
        starts[raw[place + 30 : place + 30 + name]] = place
        place += 30 + name + extra + packed
    place = directory
    while raw[place : place + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<HHH", raw, place + 28)
        struct.pack_into("<I", data, place + 42, starts[raw[place + 46 : place + 46 + name]])
        place += 46 + name + extra + comment
    end = raw.rindex(b"PK\5\6")
    struct.pack_into("<II", data, end + 12, end - directory, directory)
    return bytes(data)


@pytest.fixture
def parts(shapefile):
    """The files of a shapefile by their endings."""
    path = shapefile(4)
    return {
        ending: path.with_suffix(ending).read_bytes()
        for ending in (".shp", ".shx", ".dbf", ".prj", ".cpg")
    }


def placed(parts, stem):
    join = stem + b"" if isinstance(stem, bytes) else stem
    return {
        join + (ending.encode() if isinstance(stem, bytes) else ending): data
        for ending, data in parts.items()
    }


def names(raw):
    return [layer.name for layer in raw.layers]


def test_two_shapefiles_in_sub_folders(parts, tmp_path, reader, codes):  # C17
    path = zipped(
        tmp_path / "数据.zip",
        placed(parts, "a/roads")
        | placed(parts, "b/roads")
        | placed(parts, "__MACOSX/a/._roads")
        | {"a/.DS_Store": b"x", "表/~$月报.xlsx": b"x", "表/月报.csv": "断面,值\n甲,1\n".encode()},
    )
    raw = reader.read(path)
    assert names(raw) == ["a/roads", "b/roads"]
    assert [(table.name, table.rows[1]) for table in raw.tables] == [("表/月报", ("甲", "1"))]
    assert codes(raw) == []
    assert raw.source.path == path == raw.layers[0].source.path == raw.tables[0].source.path
    assert raw.source.format == "ZIP"
    assert [layer.features_in_file for layer in raw.layers] == [4, 4]
    assert list(raw.layers[0].attributes["NAME"])[:1] == ["断面1"]
    one = reader.read(path, layers=["b/roads"])
    assert (names(one), one.tables) == (["b/roads"], ())


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_names_are_decoded_as_they_were_written(codec, parts, tmp_path, reader, codes):
    path = zipped(tmp_path / "a.zip", placed(parts, "韩江流域/水源保护区范围".encode(codec)))
    raw = reader.read(path)
    assert names(raw) == ["韩江流域/水源保护区范围"]
    assert set(codes(raw)) <= {"reading.names_guessed"}


def test_the_name_that_info_zip_adds_is_believed(tmp_path, reader):
    info = zipfile.ZipInfo("x.geojson")
    name = "断面.geojson".encode()
    body = struct.pack("<BI", 1, zlib.crc32(b"x.geojson")) + name
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr(info, POINT)
    assert names(reader.read(tmp_path / "a.zip")) == ["断面"]


def test_two_files_of_one_name_keep_their_endings(parts, tmp_path, reader):
    path = zipped(tmp_path / "a.zip", placed(parts, "a") | {"a.geojson": POINT})
    assert names(reader.read(path)) == ["a.geojson", "a.shp"]
    assert names(reader.read(path, layers=["a.shp"])) == ["a.shp"]


def test_a_layer_of_a_database_is_named_by_both(tmp_path, reader):
    import geopandas as gpd
    import shapely

    inner = tmp_path / "d.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4490).to_file(
        inner, layer="断面", driver="GPKG"
    )
    path = zipped(tmp_path / "a.zip", {"x/d.gpkg": inner.read_bytes(), "x/e.geojson": POINT})
    assert names(reader.read(path)) == ["x/d.gpkg/断面", "x/e"]
    assert names(reader.read(path, layers=["x/d.gpkg/断面"])) == ["x/d.gpkg/断面"]


def test_sheets_of_a_workbook_are_tables(tmp_path, reader, codes):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "月报.xlsx") as book:
        book.add_worksheet("一月").write(0, 0, "断面")
        book.add_worksheet("二月").write(0, 0, "断面")
    path = zipped(tmp_path / "a.zip", {"表/月报.xlsx": (tmp_path / "月报.xlsx").read_bytes()})
    raw = reader.read(path)
    assert [table.name for table in raw.tables] == ["表/月报.xlsx/一月", "表/月报.xlsx/二月"]
    assert raw.tables[0].rows[0] == ("断面",)
    only = reader.read(path, layers=["表/月报.xlsx/二月"])
    assert [table.name for table in only.tables] == ["表/月报.xlsx/二月"]
    assert codes(raw) == []


def test_strange_names_do_not_break_sentences(tmp_path, reader, codes):
    path = zipped(tmp_path / "a.zip", {"a\nb" + "c" * 300 + ".geojson": POINT, "g.geojson": POINT})
    raw = reader.read(path)
    assert codes(raw) == ["reading.member_name"]
    assert raw.problems[0].text("zh").isprintable()
    assert len(raw.problems[0].text("zh")) < 300


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../outside.geojson", "member_outside"),
        ("a/../../outside.geojson", "member_outside"),
        ("/tmp/outside.geojson", "member_outside"),
        ("C:\\outside.geojson", "member_outside"),
        ("c:outside.geojson", "member_outside"),
        ("..\\outside.geojson", "member_outside"),
        ("\\\\host\\share\\outside.geojson", "member_outside"),
        ("a/CON.geojson", "member_name"),
        ("a/b?.geojson", "member_name"),
        ("a/" + "长" * 90 + ".geojson", "member_name"),
    ],
)
def test_members_that_lead_outside(name, code, tmp_path, reader, codes):  # F10
    home = tmp_path / "home"
    home.mkdir()
    path = zipped(home / "a.zip", {name: POINT, "good.geojson": POINT})
    before = sorted(tmp_path.rglob("*"))
    raw = reader.read(path)
    assert names(raw) == ["good"]
    assert codes(raw) == [f"reading.{code}"]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_is_not_followed(tmp_path, reader, codes):  # F10
    link = 0o120777 << 16
    path = zipped(
        tmp_path / "a.zip",
        {"l.geojson": "/etc/passwd", "good.geojson": POINT},
        attributes={"l.geojson": link},
    )
    raw = reader.read(path)
    assert (names(raw), codes(raw)) == (["good"], ["reading.member_link"])


def test_backslashes_of_old_packers_are_folders(tmp_path, reader):
    path = tmp_path / "a.zip"
    zipped(path, {"a\\b.geojson": POINT})
    assert names(reader.read(path)) == ["a/b"]


def lying(path, name, size):
    """The same archive whose directory and header tell another size of a member."""
    raw = bytearray(path.read_bytes())
    central = raw.index(b"PK\1\2")
    place = raw.index(name.encode(), central) - 46
    struct.pack_into("<I", raw, place + 24, size)
    local = raw.index(name.encode()) - 30
    struct.pack_into("<I", raw, local + 22, size)
    path.write_bytes(bytes(raw))


@pytest.mark.parametrize("size", [5, 10_000_000])
def test_sizes_are_not_believed(size, tmp_path, reader, refusal, codes):  # B08
    path = zipped(tmp_path / "a.zip", {"bad.geojson": POINT, "good.geojson": POINT})
    lying(path, "bad.geojson", size)
    raw = reader.read(path)
    assert (names(raw), codes(raw)) == (["good"], ["reading.member_lies"])
    assert "bad.geojson" in raw.problems[0].text("zh")
    alone = zipped(tmp_path / "b.zip", {"bad.geojson": POINT})
    lying(alone, "bad.geojson", size)
    assert refusal(alone) == ["reading.member_lies", "reading.archive_empty"]


def test_a_size_that_lies_with_a_fitting_checksum(tmp_path, refusal):
    """Who believes the size sees a shorter file whose sum is right."""
    path = zipped(tmp_path / "a.zip", {"bad.csv": "a,b\n" + "1,2\n" * 1000})
    short = b"a,b\n1,2\n"
    lying(path, "bad.csv", len(short))
    raw = bytearray(path.read_bytes())
    struct.pack_into("<I", raw, raw.index(b"PK\1\2") + 16, zlib.crc32(short))
    struct.pack_into("<I", raw, 14, zlib.crc32(short))
    path.write_bytes(bytes(raw))
    with zipfile.ZipFile(path) as package:
        assert package.read("bad.csv") == short
    assert refusal(path)[0] in ("reading.member_lies", "reading.member_damaged")


def test_an_archive_that_grows_without_end(tmp_path, refusal):  # B07
    path = tmp_path / "a.zip"
    block = b" " * (1 << 20)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("a.dbf", "w", force_zip64=True) as out,
    ):
        for _ in range(530):
            out.write(block)
    assert path.stat().st_size < 5 << 20
    assert refusal(path) == ["reading.archive_too_large"]


def test_a_bomb_that_hides_its_size_is_stopped_on_the_way(tmp_path, refusal):  # B07, B08
    path = zipped(tmp_path / "a.zip", {"a.csv": b"," * (200 << 20)})
    lying(path, "a.csv", 1000)
    assert refusal(path)[0] == "reading.member_bomb"


def test_too_many_members(tmp_path, refusal):  # B09
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(zip_members.MOST_MEMBERS + 1):
            package.writestr(f"{number}.csv", b"")
    assert refusal(path) == ["reading.archive_members"]


def test_an_archive_in_an_archive_is_told(tmp_path, reader, codes, refusal):  # B09
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("a.geojson", POINT)
    path = zipped(tmp_path / "a.zip", {"in.zip": inner.getvalue(), "b.geojson": POINT})
    raw = reader.read(path)
    assert (names(raw), codes(raw)) == (["b"], ["reading.archive_in_archive"])
    only = zipped(tmp_path / "b.zip", {"in.zip": inner.getvalue()})
    assert refusal(only) == ["reading.archive_in_archive", "reading.archive_empty"]


def test_a_damaged_member_hides_no_other(parts, tmp_path, reader):
    path = zipped(tmp_path / "a.zip", placed(parts, "a/bad") | placed(parts, "a/good"))
    raw = bytearray(path.read_bytes())
    place = raw.index(b"a/bad.dbf") + len("a/bad.dbf") + 10
    raw[place : place + 20] = bytes(20)
    path.write_bytes(bytes(raw))
    found = reader.read(path)
    assert names(found) == ["a/good"]
    said = [problem.text("zh") for problem in found.problems]
    assert [problem.code for problem in found.problems] == [
        "reading.member_damaged", "reading.member_incomplete",
    ]  # fmt: skip
    assert "a/bad.dbf" in said[0]
    assert "a/bad.shp" in said[1]


def test_a_bad_file_inside_is_named_with_its_path(tmp_path, reader):
    path = zipped(tmp_path / "a.zip", {"x/bad.geojson": "{", "good.geojson": POINT})
    raw = reader.read(path)
    assert names(raw) == ["good"]
    assert "a.zip/x/bad.geojson" in raw.problems[0].text("zh")


def test_what_is_no_data_is_told(tmp_path, reader, codes, refusal):
    path = zipped(tmp_path / "a.zip", {"说明.docx": b"x", "b.geojson": POINT})
    raw = reader.read(path)
    assert codes(raw) == ["reading.archive_ignored"]
    assert "说明.docx" in raw.problems[0].text("zh")
    only = zipped(tmp_path / "b.zip", {"说明.docx": b"x"})
    assert refusal(only) == ["reading.archive_ignored", "reading.archive_empty"]


def test_a_password_is_told(tmp_path, refusal):
    path = zipped(tmp_path / "a.zip", {"a.geojson": POINT})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(bytes(raw))
    assert refusal(path)[0] == "reading.member_password"


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 50, b"%PDF-1.7", b"Rar!\x1a\7\0", b"7z\xbc\xaf\x27"]
)
def test_other_files_named_zip(content, tmp_path, refusal):
    (tmp_path / "a.zip").write_bytes(content)
    assert refusal(tmp_path / "a.zip") == ["reading.not_real"]


def test_half_an_archive(parts, tmp_path, refusal):
    path = zipped(tmp_path / "a.zip", placed(parts, "a"))
    whole = path.read_bytes()
    for part in (whole[: len(whole) // 2], whole[:40], b"PK\3\4"):
        path.write_bytes(part)
        assert refusal(path) == ["reading.damaged"]


def test_kmz(tmp_path, reader, codes):
    mark = "<Placemark><name>{}</name><Point><coordinates>{},2</coordinates></Point></Placemark>"
    kml = (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<Folder><name>甲</name>{mark.format('p', 1)}</Folder>"
        f"<Folder><name>乙</name>{mark.format('q', 2)}</Folder></Document></kml>"
    )
    path = zipped(tmp_path / "a.kmz", {"doc.kml": kml, "images/a.png": b"x"})
    raw = reader.read(path)
    assert (names(raw), codes(raw)) == (["甲", "乙"], [])
    assert names(reader.read(path, layers=["乙"])) == ["乙"]


@pytest.mark.parametrize("name", ["a.dwg", "a.mdb", "a.rar", "a.7z"])
def test_kinds_that_are_not_read_say_what_to_do(name, tmp_path, refusal):
    (tmp_path / name).write_bytes(b"AC1027")
    assert refusal(tmp_path / name)[0].startswith("reading.is_")


def test_a_part_that_was_chosen_leads_to_the_shapefile(shapefile, reader, codes):  # C07
    path = shapefile(3)
    for ending in (".dbf", ".shx", ".prj", ".cpg"):
        raw = reader.read(path.with_suffix(ending))
        assert raw.source.path == path
        assert codes(raw) == ["reading.led_to"]


def test_only_the_shapes_of_a_shapefile(parts, tmp_path, reader, codes):  # C07
    raw = reader.read(zipped(tmp_path / "a.zip", {"x/a.shp": parts[".shp"]}))
    assert names(raw) == ["x/a"]
    assert len(raw.layers[0].geometry) == 4
    assert codes(raw) == ["reading.no_dbf", "reading.no_shx", "reading.no_prj"]
    assert "a.zip/x/a.shp" in raw.layers[0].problems[0].text("zh")


def test_an_upper_case_shapefile(shapefile, reader, codes):
    path = shapefile(3)
    for part in list(path.parent.glob("squares.*")):
        part.rename(part.with_name(part.name.upper()))
    raw = reader.read(path.with_name("SQUARES.SHP"))
    assert (names(raw), codes(raw)) == (["SQUARES"], [])
    mixed = path.with_name("SQUARES.DBF").rename(path.with_name("Squares.dbf"))
    assert mixed.exists()
    raw = reader.read(path.with_name("SQUARES.SHP"))
    assert codes(raw) == []
    assert "NAME" in raw.layers[0].attributes


def test_nothing_is_left_behind(tmp_path, reader):
    path = zipped(tmp_path / "a.zip", {"../x.geojson": POINT, "y.geojson": POINT})
    reader.read(path)
    home = reader._pool.processes[0].folder
    assert not list(home.rglob("*.geojson"))


def test_refusals_are_whole_sentences(tmp_path, reader):
    path = zipped(tmp_path / "a.zip", {"../x.geojson": POINT})
    with pytest.raises(WatermapError) as caught:
        reader.read(path)
    assert "../x.geojson" in caught.value.text("zh")
