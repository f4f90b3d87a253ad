"""Class D: texts, encodings and tables: what was written is read, or it is asked for."""

import datetime as dt
import struct
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
import xlsxwriter
from pyogrio.errors import DataLayerError

NAMES = ["台儿庄闸", "韩庄运河", "微山岛东", "沙河橡胶坝", "岩马水库", "峄城大沙河"]


def dbf(cells: list[bytes], *, language: int = 0, field: bytes = b"NAME") -> bytes:
    width = 40
    head = struct.pack("<4BIHH17xB2x", 3, 124, 1, 1, len(cells), 65, width + 1, language)
    head += field[:11].ljust(11, b"\0") + b"C" + bytes(4) + bytes([width, 0]) + bytes(14) + b"\r"
    return head + b"".join(b" " + cell.ljust(width)[:width] for cell in cells) + b"\x1a"


@pytest.fixture
def named(tmp_path):
    """A shapefile of points whose table and .cpg are as given."""

    def make(cells: list[bytes], *, cpg: bytes | None = None, **table: object) -> Path:
        path = tmp_path / "points.shp"
        points = [shapely.Point(117 + n / 100, 34) for n in range(len(cells))]
        gpd.GeoDataFrame({"x": range(len(cells))}, geometry=points, crs=4490).to_file(path)
        path.with_suffix(".dbf").write_bytes(dbf(cells, **table))
        path.with_suffix(".cpg").unlink(missing_ok=True)
        if cpg is not None:
            path.with_suffix(".cpg").write_bytes(cpg)
        return path

    return make


def names_of(outcome):
    return outcome.raw.layers[0].attributes["NAME"].tolist()


GBK = [name.encode("gbk") for name in NAMES]
UTF8 = [name.encode("utf-8") for name in NAMES]


@pytest.mark.parametrize("language", [0, 0x57, 0x4D, 0x01])
def test_d01_gbk_without_a_word_about_it(language, named, opened):
    outcome = opened(named(GBK, language=language))
    assert names_of(outcome) == NAMES
    assert outcome.raw.layers[0].encoding.value == "GB18030"
    assert "encoding_guessed" in outcome.codes or language == 0x4D or "cpg_wrong" in outcome.codes


@pytest.mark.parametrize("cells", [GBK, UTF8], ids=["gbk", "utf8"])
@pytest.mark.parametrize(
    "cpg",
    [b"UTF-8", b"BOGUS", b"", b"ISO-8859-1", b"1252", b"\xff\xfe\0", b"GBK", b"936", b"x" * 500],
)
def test_d02_what_a_cpg_says_wrongly_is_found_out(cells, cpg, named, opened):
    outcome = opened(named(cells, cpg=cpg))
    assert names_of(outcome) == NAMES
    right = (cells is UTF8) == (cpg == b"UTF-8") and cpg in (b"UTF-8", b"GBK", b"936")
    assert (
        right
        or {"cpg_wrong", "cpg_unknown", "encoding_guessed"} & set(outcome.codes)
        or cells is UTF8
    )


def test_d02_field_names_in_gbk(named, opened):
    outcome = opened(named(GBK, cpg=b"UTF-8", field="断面名称".encode("gbk")))
    assert outcome.raw.layers[0].attributes.columns.tolist() == ["断面名称"]


def test_d02_bytes_that_are_no_text_in_any_encoding_are_asked_about(named, opened):
    cells = [bytes([0x81, 0x20, 0xFF, n]) for n in range(0xA0, 0xC0)]
    outcome = opened(named(cells, cpg=None))
    assert "encoding_question" in outcome.codes or "characters_lost" in outcome.codes


IDS = ["001", "500110200001011234", "NA", "None", "null", "1e5", "TRUE", "2019-01-02", "-0", "1.0"]


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt"])
def test_d06_cells_of_texts_stay_as_they_are(ending, tmp_path, opened):
    path = tmp_path / f"ids{ending}"
    path.write_text("\t".join(f"c{n}" for n in range(len(IDS))) + "\n" + "\t".join(IDS) + "\n")
    assert list(opened(path).raw.tables[0].rows[1]) == IDS


def test_d06_cells_of_a_workbook_stay_as_they_are(tmp_path, opened):
    path = tmp_path / "ids.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for column, text in enumerate(IDS):
            sheet.write_string(0, column, text)
        sheet.write_number(1, 0, 500110200001011234)
    outcome = opened(path)
    assert list(outcome.raw.tables[0].rows[0]) == IDS
    assert "long_numbers" in outcome.codes  # the workbook itself has lost the last digits


TABLE = [
    ["断面", "日期", "氨氮"],
    ["台儿庄大桥", "2019-01-02", "0,25"],
    ["韩庄\n运河", "x;y", "0,5"],
]


def written(delimiter: str) -> str:
    def cell(text: str) -> str:
        return f'"{text}"' if set(text) & {delimiter, "\n", '"'} else text

    return "\r\n".join(delimiter.join(map(cell, row)) for row in TABLE) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_d07_texts_of_any_program(encoding, delimiter, tmp_path, opened):
    path = tmp_path / "t.csv"
    path.write_bytes(written(delimiter).encode(encoding))
    assert [list(row) for row in opened(path).raw.tables[0].rows] == TABLE


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "latin-1"])
def test_d07_an_encoding_nobody_can_tell_is_asked_for(encoding, tmp_path, attempt, opened):
    text = (
        written(";")
        .replace("韩庄", "漢莊")
        .replace("断面", "斷面")
        .replace("台儿庄大桥", "臺灣")
        .replace("运", "運")
    )
    if encoding == "latin-1":
        text = "Müller;Größe\r\nÄ;é\r\n"
    if encoding == "shift_jis":
        text = "ひらがな;カタカナ\r\nあ;い\r\n"
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    outcome = attempt(path)
    if outcome.raw is None:
        assert outcome.codes[0] in {"encoding_unknown", "binary_text", "encoding_maybe_big5"}
        codec = encoding if encoding != "latin-1" else "iso-8859-1"
        assert opened(path, encoding=codec).raw.tables[0].rows[0][0] in (
            "斷面",
            "Müller",
            "ひらがな",
        )
    else:
        guess = outcome.raw.tables[0].encoding
        assert guess.confidence < 1


def test_d07_a_line_of_ten_megabytes(tmp_path, opened):
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "断" * 3_400_000 + ",y\n", "utf-8")
    assert len(opened(path).raw.tables[0].rows[1][0]) == 3_400_000


@pytest.fixture
def office(tmp_path):
    """A workbook as offices have it: merged heads, hidden sheets, stale and open formulas."""
    path = tmp_path / "月报.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("5月")
        sheet.merge_range(0, 0, 1, 0, "断面")
        sheet.merge_range(0, 1, 0, 2, "营养盐")
        sheet.write_row(1, 1, ["氨氮", "总磷"])
        sheet.write_row(2, 0, ["台儿庄", "1,234.5"])
        sheet.write_formula(2, 2, "=1+1", value=99)
        sheet.write_formula(3, 2, "=A1/0", value="#DIV/0!")
        sheet.write_datetime(
            4, 0, dt.datetime(2019, 5, 1), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        book.add_worksheet("草稿").hide()
        book.add_worksheet("更深").very_hidden()
    return path


def test_d08_what_a_workbook_hides_is_named(office, opened):
    outcome = opened(office)
    first, *others = outcome.raw.tables
    assert first.merged == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert [row[0] for row in first.rows[:3]] == ["断面", None, "台儿庄"]
    assert first.rows[2][1:] == ("1,234.5", 99)
    assert first.rows[3][2] == "#DIV/0!"
    assert first.rows[4][0] in (dt.datetime(2019, 5, 1), dt.date(2019, 5, 1))
    assert [(one.name, one.hidden) for one in others] == [("草稿", True), ("更深", True)]
    assert {"error_cells", "formulas"} <= set(outcome.codes)


def test_d08_a_formula_that_was_never_computed(tmp_path, opened):
    path = tmp_path / "open.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 0, "=1+1", value="")
    plain = tmp_path / "never.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(plain, "w") as to:
        for name in source.namelist():
            to.writestr(name, source.read(name).replace(b"<v></v>", b"").replace(b't="str"', b""))
    outcome = opened(plain)
    assert outcome.raw.tables[0].rows[0] == ("a", "b")
    assert "not_computed" in outcome.codes


WILD = [
    'a"b\'c;--', "断" * 60, "😀🐟", "&<>", "%s{0}", "a`b$c", "x" * 190, "rtl\u202eexe",
    "tab\tinside", "new\nline", "--help", "-rf", "(1)", "#1", "a=b", "~",
    "..x", "a b  c", "\u3000全角", "e\u0301",
    "a!b", "a;b", "zip!x", "a|b", "a?b=c", "50%",
]  # fmt: skip


@pytest.mark.parametrize("name", WILD)
def test_d10_file_names(name, tmp_path, seeds, opened):
    for ending in (".shp", ".gpkg", ".csv", ".tif"):
        seed = seeds[ending]
        for part in seed.parent.glob("seed.*"):
            (tmp_path / f"{name}{part.suffix}").write_bytes(part.read_bytes())
        outcome = opened(tmp_path / f"{name}{ending}")
        assert outcome.raw.layers or outcome.raw.tables or outcome.raw.rasters


@pytest.mark.parametrize("name", ["trailing.", "trailing ", "CON", "a\\b"])
def test_d10_folder_names(name, tmp_path, seeds, opened):
    folder = tmp_path / name
    folder.mkdir()
    for ending in (".gpkg", ".csv", ".tif"):
        path = folder / f"x{ending}"
        path.write_bytes(seeds[ending].read_bytes())
        assert opened(path).raw is not None


def test_d10_a_name_of_255_bytes(tmp_path, seeds, opened, refused):
    path = tmp_path / ("断" * 83 + "xx.csv")
    assert len(path.name.encode()) == 255
    path.write_bytes(seeds[".csv"].read_bytes())
    assert opened(path).raw.tables
    assert refused(tmp_path / ("断" * 200 + ".csv")) == ["unreadable"]


def test_d10_a_name_of_bytes_that_are_no_text(tmp_path, refused):
    import os

    name = "断面.csv".encode("gbk")
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as stream:  # noqa: PTH123
        stream.write(b"a,b\n")
    assert refused(tmp_path / os.fsdecode(name)) == ["bad_name"]


@pytest.mark.parametrize("word", [*WILD, "select", "geom'); DROP TABLE x;--", '"', "a.b", "[x]"])
def test_d10_names_of_layers_and_fields(word, tmp_path, opened):
    path = tmp_path / "names.gpkg"
    if word.strip() != word or len(word) > 100:
        word = word.strip()[:100]
    shapes = [shapely.Point(1, 2), shapely.Point(3, 4)]
    frame = gpd.GeoDataFrame({word: ["甲", word]}, geometry=shapes, crs=4490)
    try:
        frame.to_file(path, layer=word, driver="GPKG", engine="pyogrio")
        name = word
    except DataLayerError:  # GDAL writes no layer whose name starts with a punctuation mark
        name = "层"
        frame.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
    layer = opened(path).raw.layers[0]
    assert (layer.name, list(layer.attributes.columns)) == (name, [word])
    assert layer.attributes[word].tolist() == ["甲", word]


def test_d05_a_geopackage_loses_nothing(tmp_path, opened):
    """Long texts, names alike in their first ten letters, moments and large numbers come back."""
    path = tmp_path / "whole.gpkg"
    columns = {
        "特别长的字段名称甲": ["断" * 200], "特别长的字段名称乙": ["x"],
        "moment": [dt.datetime(2019, 5, 1, 8, 30)], "large": np.array([2**40]), "code": ["001"],
    }  # fmt: skip
    gpd.GeoDataFrame(columns, geometry=[shapely.Point(1, 2)], crs=4490).to_file(path, driver="GPKG")
    row = opened(path).raw.layers[0].attributes.iloc[0].to_dict()
    assert row == {name: values[0] for name, values in columns.items()}


def test_d10_a_name_that_could_mean_another_file_means_none(tmp_path, seeds, monkeypatch):
    """``a!b.gpkg`` is one file; ``b.gpkg`` in the folder one happens to be in is never read."""
    from watermap.reading.reader import Reader

    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    gpd.GeoDataFrame({"secret": [1]}, geometry=[shapely.Point(1, 2)], crs=4490).to_file(
        here / "b.gpkg", layer="断面", driver="GPKG"
    )
    path = tmp_path / "a!b.gpkg"
    path.write_bytes(seeds[".gpkg"].read_bytes())
    with Reader() as reader:
        layer = reader.read(path).layers[0]
    assert "secret" not in layer.attributes.columns
    assert len(layer.attributes) == 12


WIDE = "断面名称,采样日期,氨氮(mg/L)\r\n新桥,2023-01-05,0.3\r\n"


@pytest.mark.parametrize("chosen", [None, "UTF-16", "same"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_d07_utf_16_without_its_mark(codec, chosen, tmp_path, opened):
    path = tmp_path / "t.csv"
    path.write_bytes(WIDE.encode(codec))
    outcome = opened(path, encoding=codec if chosen == "same" else chosen)
    assert [",".join(row) for row in outcome.raw.tables[0].rows] == WIDE.split()
    assert ("encoding_guessed" in outcome.codes) == (chosen is None)


@pytest.mark.parametrize("zeros", [2, 512, 70_000])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_d07_zero_bytes_at_the_end(encoding, zeros, tmp_path, opened):
    path = tmp_path / "t.csv"
    path.write_bytes(WIDE.encode(encoding) + bytes(zeros))
    outcome = opened(path)
    rows = [",".join(cell or "" for cell in row) for row in outcome.raw.tables[0].rows]
    assert [row for row in rows if row.strip(",")] == WIDE.split()
    assert "padding_left_out" in outcome.codes


def test_d07_zero_bytes_in_the_midst_are_no_text(tmp_path, refused):
    path = tmp_path / "t.csv"
    path.write_bytes(WIDE.encode().replace("新桥".encode(), bytes(6)))
    assert refused(path) == ["not_real"]
    path.write_bytes((WIDE * 200).encode() + bytes(6) + WIDE.encode())
    assert refused(path) == ["binary_text"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("表.xls", "<html><table><tr><td>断面</td></tr></table></html>", "sold_as_workbook"),
        ("表.xlsx", "<table><tr><td>断面</td></tr></table>", "sold_as_workbook"),
        ("表.xls", '<?xml version="1.0"?>\n<Workbook/>', "sold_as_workbook"),
        ("表.xls", "断面\t氨氮\n新桥\t0.3\n", "sold_as_workbook"),
        ("表.et", "\xd0\xcf", "is_a_workbook"),
        ("表.xlsb", "PK", "is_a_workbook"),
        ("文.wps", "\xd0\xcf", "is_a_document"),
        ("文.docx", "PK", "is_a_document"),
    ],
)
def test_d08_what_offices_take_for_a_workbook(name, content, code, tmp_path, attempt):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    outcome = attempt(path)
    assert outcome.codes == [code]
    assert "另存为 .xlsx" in outcome.problems[0].text("zh")
