"""KML, written by hand after OGC 12-007r2; shapes held against GDAL's own reading of them."""

import pyogrio
import pytest
import shapely

from watermap.reading.vector import kml_text

NAMESPACE = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
POINT = "<Point><coordinates>106.5,29.5</coordinates></Point>"


def document(body, head='<?xml version="1.0" encoding="UTF-8"?>', title="文档"):
    return f"{head}<kml {NAMESPACE}><Document><name>{title}</name>{body}</Document></kml>"


def placemark(inside, name=None):
    title = f"<name>{name}</name>" if name else ""
    return f"<Placemark>{title}{inside}</Placemark>"


def folder(name, *placemarks):
    return f"<Folder><name>{name}</name>{''.join(placemarks)}</Folder>"


@pytest.fixture
def kml(tmp_path):
    def make(body, codec="utf-8", **more):
        path = tmp_path / "图.kml"
        path.write_bytes(document(body, **more).encode(codec))
        return path

    return make


def names(raw):
    return [(layer.name, layer.features_in_file) for layer in raw.layers]


def test_a_layer_for_each_folder(kml, reader, codes):
    path = kml(
        folder("甲", placemark(POINT, "p"), placemark(POINT, "q"), folder("内", placemark(POINT)))
        + folder("乙", placemark(POINT, "r"))
        + folder("空")
        + placemark(POINT)
    )
    raw = reader.read(path)
    assert names(raw) == [("文档", 1), ("甲", 2), ("内", 1), ("乙", 1)]
    assert list(raw.layers[1].attributes["Name"]) == ["p", "q"]
    assert "4326" in raw.layers[0].crs_wkt
    assert codes(raw) == []
    assert names(reader.read(path, layers=["乙"])) == [("乙", 1)]


def test_folders_of_one_name(kml, reader):
    path = kml(
        folder("2018", folder("断面", placemark(POINT)))
        + folder("2019", folder("断面", placemark(POINT)), folder("断面", placemark(POINT)))
    )
    assert names(reader.read(path)) == [
        ("文档/2018/断面", 1), ("文档/2019/断面", 1), ("文档/2019/断面 (2)", 1),
    ]  # fmt: skip


def test_extended_data_are_columns(kml, reader):
    long = "长" * 5000
    first = (
        f'<ExtendedData><Data name="水质类别"><value>Ⅲ</value></Data>'
        '<Data name="Name"><value>同名</value></Data>'
        f'<Data name="说明"><value>{long}</value></Data>'
        f"</ExtendedData><TimeStamp><when>2019-01-02</when></TimeStamp>"
    )
    schema = (
        '<Schema name="S" id="S"><SimpleField type="int" name="编号"/>'
        '<SimpleField type="double" name="浓度"/><SimpleField type="int" name="坏"/></Schema>'
    )
    second = (
        '<ExtendedData><SchemaData schemaUrl="#S"><SimpleData name="编号">7</SimpleData>'
        '<SimpleData name="浓度">0.5</SimpleData><SimpleData name="坏">七</SimpleData></SchemaData>'
        "</ExtendedData>"
    )
    layer = reader.read(
        kml(schema + placemark(first + POINT, "a") + placemark(second + POINT, "b"))
    ).layers[0]
    assert dict(layer.field_types) == {
        "Name": "text", "when": "text", "水质类别": "text", "Name_": "text", "说明": "text",
        "编号": "integer", "浓度": "real", "坏": "text",
    }  # fmt: skip
    rows = layer.attributes
    assert list(rows["水质类别"]) == ["Ⅲ", None]
    assert list(rows["说明"]) == [long, None]
    assert list(rows["编号"]) == [None, 7]
    assert rows["浓度"].iloc[1] == 0.5
    assert list(rows["坏"]) == [None, "七"]


SHAPES = {
    "point": POINT,
    "line": "<LineString><coordinates>0,0 1,1\n2,0</coordinates></LineString>",
    "hole": (
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,9 0,0</coordinates>"
        "</LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1"
        "</coordinates></LinearRing></innerBoundaryIs></Polygon>"
    ),
    "points": (
        f"<MultiGeometry>{POINT}<Point><coordinates>1,2</coordinates></Point></MultiGeometry>"
    ),
    "mixed": (
        f"<MultiGeometry>{POINT}<LineString><coordinates>0,0 1,1</coordinates></LineString>"
        "</MultiGeometry>"
    ),
    "height": "<LineString><coordinates>0,0,5 1,1,6</coordinates></LineString>",
    "track": (
        "<gx:Track><when>2019-01-02</when><when>2019-01-03</when>"
        "<gx:coord>1 2 3</gx:coord><gx:coord>2 2 3</gx:coord></gx:Track>"
    ),
}


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_shapes_as_gdal_reads_them(kind, kml, reader):
    path = kml(placemark(SHAPES[kind], "a"))
    ours = reader.read(path).layers[0].geometry[0]
    theirs = shapely.from_wkb(pyogrio.raw.read(path, layer=0)[2][0])
    assert ours.has_z == theirs.has_z or kind == "point"
    assert shapely.force_2d(ours).equals(shapely.force_2d(theirs))


def test_a_lonely_ring_is_a_line(kml, reader):
    path = kml(placemark("<LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing>"))
    assert (
        reader.read(path)
        .layers[0]
        .geometry[0]
        .equals(shapely.LineString([(0, 0), (1, 0), (1, 1), (0, 0)]))
    )


def test_blanks_after_commas(kml, reader):
    path = kml(placemark("<LineString><coordinates>0, 0 1, 1</coordinates></LineString>"))
    assert list(reader.read(path).layers[0].geometry[0].coords) == [(0, 0), (1, 1)]


def test_bad_placemarks_are_rejected_by_number(kml, reader):
    bad = [
        "<Point><coordinates>bad</coordinates></Point>",
        "<Point><coordinates>1</coordinates></Point>",
        "<Point/>",
        "<Point><coordinates>1,2 3,4</coordinates></Point>",
        "<Point><coordinates>nan,2</coordinates></Point>",
        "<MultiGeometry/>",
        "<Model><Link><href>x.dae</href></Link></Model>",
    ]
    body = "".join(placemark(one) for one in bad) + placemark(POINT) + placemark("")
    layer = reader.read(kml(body)).layers[0]
    assert [note.record for note in layer.rejected] == list(range(1, len(bad) + 1))
    assert layer.features_in_file == len(bad) + 2 == len(layer.attributes) + len(layer.rejected)
    assert layer.geometry_types == {"Point": 1, "None": 1}


@pytest.mark.parametrize(
    ("codec", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", '<?xml version="1.0" encoding="UTF-8"?>'),
        ("gbk", '<?xml version="1.0" encoding="GB2312"?>'),
        ("gbk", '<?xml version="1.0" encoding="UTF-8"?>'),
        ("utf-8", '<?xml version="1.0" encoding="GBK"?>'),
        ("big5", '<?xml version="1.0" encoding="Big5"?>'),
    ],
)
def test_any_encoding(codec, head, kml, reader):
    title = "水源保護範圍" if codec == "big5" else "饮用水水源保护区范围"
    body = folder(title, placemark(POINT, title))
    path = kml(body, codec=codec, head=head, title="")
    layer = reader.read(path).layers[0]
    assert (layer.name, layer.attributes["Name"].iloc[0]) == (title, title)


def test_links_are_told_and_not_followed(kml, reader, codes):
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>"
    over = "<GroundOverlay><Icon><href>x.png</href></Icon></GroundOverlay>"
    raw = reader.read(kml(link + over + placemark(POINT)))
    assert codes(raw) == ["reading.kml_links"]
    assert names(raw) == [("文档", 1)]


def test_nothing_in_it(kml, reader, codes):
    assert codes(reader.read(kml(""))) == ["reading.no_features"]


def test_without_end(kml, refusal, monkeypatch):  # B13
    assert refusal(kml("<Folder>" * 200_000 + "</Folder>" * 200_000)) == ["reading.kml_too_deep"]
    assert refusal(kml("<Folder/>" * 200_000)) == ["reading.too_many_folders"]


def test_damaged_and_harmful(kml, refusal):  # C13
    path = kml(folder("甲", placemark(POINT)))
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert refusal(path) == ["reading.xml_syntax"]
    laughs = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert refusal(kml("&b;", head=laughs)) == ["reading.document_type"]
    assert refusal(kml("", head=laughs, codec="utf-16")) in (
        ["reading.not_real"], ["reading.document_type"],
    )  # fmt: skip


def test_an_entity_that_names_a_file_is_not_opened():
    text = '<!DOCTYPE kml SYSTEM "file:///etc/passwd"><kml/>'
    with pytest.raises(kml_text.Refused):
        kml_text.parse(text)
