"""MapInfo: .mif by hand after its reference, .tab written by GDAL in this process."""

import re
import struct

import geopandas as gpd
import pytest
import shapely

MIF = (
    'Version 300\nCharset "{charset}"\nDelimiter ","\nCoordSys Earth Projection 1, 0\n'
    "Columns 3\n  名称 Char(30)\n  等级 Integer\n  浓度 Float\nData\n\n"
    "Point 106.5 29.5\n    Symbol (35,0,12)\n"
    "Region 1\n  5\n0 0\n0 1\n1 1\n1 0\n0 0\n    Pen (1,2,0)\n"
    "none\n"
)
MID = '"嘉陵江北温泉断面",1,0.025\n"饮用水水源保护区",2,1.5\n"无图形的一行",3,0\n'


@pytest.fixture
def mif(tmp_path):
    def make(*, codec="gbk", charset="WindowsSimpChinese", text=MIF, rows=MID):
        path = tmp_path / "图.mif"
        path.write_bytes(text.replace("{charset}", charset).encode(codec))
        path.with_suffix(".mid").write_bytes(rows.encode(codec))
        return path

    return make


@pytest.mark.parametrize(
    ("codec", "charset", "name"),
    [
        ("gbk", "WindowsSimpChinese", "GB18030"),
        ("gbk", "Neutral", "GB18030"),
        ("gbk", "WindowsLatin1", "GB18030"),
        ("utf-8", "UTF-8", "UTF-8"),
        ("utf-8", "WindowsSimpChinese", "UTF-8"),
        ("big5", "WindowsTradChinese", "cp950"),
    ],
)
def test_texts_and_names_in_any_encoding(codec, charset, name, mif, reader):
    simple = (
        {"江": "江"}
        if codec != "big5"
        else {
            "护": "護",
            "区": "區",
            "称": "稱",
            "级": "級",
            "浓": "濃",
            "图": "圖",
            "无": "無",
            "断": "斷",
            "饮": "飲",
            "温": "溫",
            "嘉": "嘉",
            "陵": "陵",
            "的": "的",
        }
    )

    def written(text):
        return "".join(simple.get(char, char) for char in text)

    path = mif(codec=codec, charset=charset, text=written(MIF), rows=written(MID))
    raw = reader.read(path)
    layer = raw.layers[0]
    assert layer.encoding.value == name
    assert list(layer.attributes.columns) == [written(one) for one in ("名称", "等级", "浓度")]
    assert list(layer.attributes.iloc[:, 0])[:1] == [written("嘉陵江北温泉断面")]
    assert list(layer.attributes.iloc[:, 1]) == [1, 2, 3]
    assert (layer.name, layer.features_in_file) == ("图", 3)
    assert layer.geometry_types == {"Point": 1, "Polygon": 1, "None": 1}
    assert layer.geometry[1].equals(shapely.box(0, 0, 1, 1))
    wrong = {problem.code for problem in layer.problems} & {"reading.cpg_wrong"}
    assert bool(wrong) == (
        charset in ("WindowsLatin1",) or (codec, charset) == ("utf-8", "WindowsSimpChinese")
    )


def test_rows_without_objects_are_told(mif, reader):
    raw = reader.read(mif(rows=MID + '"多一行",4,1\n'))
    layer = raw.layers[0]
    assert layer.features_in_file == 4 == len(layer.attributes) + len(layer.rejected)
    assert "reading.rows_missing" in [problem.code for problem in layer.problems]


@pytest.fixture
def tab(tmp_path):
    path = tmp_path / "表.tab"
    frame = gpd.GeoDataFrame(
        {"name": ["嘉陵江断面", "长江水源保护区"], "v": [0.5, 1.5]},
        geometry=[shapely.Point(106, 29), shapely.box(106, 29, 107, 30)],
        crs=4326,
    )
    frame.to_file(path, driver="MapInfo File", ENCODING="CP936")
    assert b"WindowsSimpChinese" in path.read_bytes()
    return path


@pytest.mark.parametrize("charset", ["WindowsSimpChinese", "Neutral", "WindowsLatin1"])
def test_a_native_table(charset, tab, reader):
    tab.write_bytes(tab.read_bytes().replace(b"WindowsSimpChinese", charset.encode()))
    layer = reader.read(tab).layers[0]
    assert list(layer.attributes["name"]) == ["嘉陵江断面", "长江水源保护区"]
    assert layer.encoding.value == "GB18030"
    assert (
        layer.geometry[1].normalize().equals_exact(shapely.box(106, 29, 107, 30).normalize(), 1e-6)
    )
    assert layer.features_in_file == 2
    assert "4326" in layer.crs_wkt


def test_a_table_without_shapes(tab, reader):
    for ending in (".map", ".id"):
        tab.with_suffix(ending).unlink()
    raw = reader.read(tab)
    assert raw.layers == ()
    assert raw.tables[0].rows == (("name", "v"), ("嘉陵江断面", 0.5), ("长江水源保护区", 1.5))


@pytest.mark.parametrize("part", [".dat", ".map", ".id"])
def test_a_missing_part_is_named(part, tab, reader, refusal):
    tab.with_suffix(part).unlink()
    assert refusal(tab) == ["reading.mapinfo_part"]


def test_a_chosen_part_leads_to_the_table(tab, reader, codes):
    assert "reading.led_to" in codes(reader.read(tab.with_suffix(".dat")))


@pytest.mark.parametrize("lie", [500, 2**31 - 1])
def test_a_header_that_lies_about_its_rows(lie, tab, reader):
    data = bytearray(tab.with_suffix(".dat").read_bytes())
    struct.pack_into("<I", data, 4, lie)
    tab.with_suffix(".dat").write_bytes(bytes(data))
    layer = reader.read(tab).layers[0]
    assert "reading.rows_missing" in [problem.code for problem in layer.problems]
    assert len(layer.attributes) == layer.features_in_file == 2


@pytest.mark.parametrize(
    "text",
    [
        '!table\n!version 300\nDefinition Table\n  Type "RASTER"\n  File "other.jpg"\n',
        '!table\n!version 100\nOpen Table "other" Hide\ncreate view x as\nSelect *\n',
        '!table\n!version 300\nDefinition Table\n  Type DBF Charset "Neutral"\n  Fields 0\n',
        "!table\n!version 300\nDefinition Table\n  Type SEAMLESS\n",
    ],
)
def test_tables_that_point_elsewhere(text, tab, refusal):
    tab.write_text(text)
    assert refusal(tab) == ["reading.mapinfo_type"]


def test_a_frame_that_is_no_place_on_earth(mif, reader):
    text = re.sub("CoordSys.*", 'CoordSys NonEarth Units "m" Bounds (0,0) (200,200)', MIF)
    assert reader.read(mif(text=text)).layers[0].crs_wkt is None


def test_damaged_and_disguised(tab, mif, refusal):
    whole = tab.with_suffix(".map").read_bytes()
    tab.with_suffix(".map").write_bytes(whole[:100])
    assert refusal(tab) == ["reading.damaged"]
    path = mif(text="Version 300\nnothing more\n")
    assert refusal(path) == ["reading.damaged"]
    path.write_bytes(b"%PDF-1.7")
    assert refusal(path) == ["reading.not_real"]
