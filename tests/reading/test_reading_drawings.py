"""DXF drawings, written pair by pair after the DXF reference."""

import math

import pytest
import shapely


def pairs(*values):
    return "".join(
        f"{code}\n{value}\n" for code, value in zip(values[::2], values[1::2], strict=True)
    )


def drawing(entities, *, header="", tables="", end=True):
    text = pairs(0, "SECTION", 2, "HEADER") + header + pairs(0, "ENDSEC")
    text += pairs(0, "SECTION", 2, "TABLES") + tables + pairs(0, "ENDSEC")
    text += pairs(0, "SECTION", 2, "ENTITIES") + entities
    return text + (pairs(0, "ENDSEC", 0, "EOF") if end else "")


def polyline(layer, points, *, closed, more=()):
    text = pairs(0, "LWPOLYLINE", 5, "2A", 100, "AcDbEntity", 8, layer, 62, 3, 100, "AcDbPolyline")
    text += pairs(90, len(points), 70, int(closed))
    for x, y in points:
        text += pairs(10, x, 20, y)
    return text + pairs(*more)


SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]
CASS = (1001, "SOUTH", 1000, "水源保护区", 1000, "131200")
GBK = pairs(9, "$ACADVER", 1, "AC1015", 9, "$DWGCODEPAGE", 3, "ANSI_936")
UTF8 = pairs(9, "$ACADVER", 1, "AC1021", 9, "$DWGCODEPAGE", 3, "ANSI_936")


@pytest.fixture
def dxf(tmp_path):
    def make(entities, *, codec="gbk", header=GBK, **more):
        path = tmp_path / "图.dxf"
        path.write_bytes(drawing(entities, header=header, **more).encode(codec))
        return path

    return make


def by_name(raw):
    return {layer.name: layer for layer in raw.layers}


def test_a_layer_for_each_cad_layer_and_family(dxf, reader):
    path = dxf(
        polyline("红线", SQUARE, closed=True, more=CASS)
        + polyline("红线", [(0, 0), (5, 5)], closed=False)
        + polyline("道路", [*SQUARE, (0, 0)], closed=False)
        + pairs(0, "POINT", 8, "取水口", 10, 106.5, 20, 29.5)
        + pairs(0, "LINE", 8, "道路", 10, 0, 20, 0, 11, 3, 21, 4)
        + pairs(0, "TEXT", 8, "注记", 10, 0, 20, 0, 40, 1, 1, "文字")
        + pairs(0, "INSERT", 8, "0", 2, "块", 10, 0, 20, 0)
    )
    raw = reader.read(path)
    found = by_name(raw)
    assert {name: layer.features_in_file for name, layer in found.items()} == {
        "取水口 [Point]": 1, "红线 [LineString]": 2, "红线 [Polygon]": 1, "道路 [LineString]": 2,
        "道路 [Polygon]": 1,
    }  # fmt: skip
    assert found["红线 [Polygon]"].geometry[0].equals(shapely.box(0, 0, 10, 10))
    assert found["道路 [Polygon]"].geometry[0].equals(shapely.box(0, 0, 10, 10))
    assert found["红线 [LineString]"].geometry[1].equals(shapely.LineString([(0, 0), (5, 5)]))
    first = found["红线 [LineString]"].attributes.iloc[0]
    assert (first["Layer"], first["Entity"], first["Color"]) == ("红线", "LWPOLYLINE", 3)
    assert first["XData"] == "水源保护区; 131200"
    assert first["Handle"] == "2A"
    assert raw.layers[0].crs_wkt is None
    said = {problem.code: problem for problem in raw.problems}
    assert set(said) == {
        "reading.drawing_texts", "reading.drawing_not_used", "reading.drawing_areas",
    }  # fmt: skip
    assert "TEXT 1" in said["reading.drawing_texts"].text("zh")
    assert "INSERT 1" in said["reading.drawing_not_used"].text("zh")
    only = reader.read(path, layers=["红线 [Polygon]"])
    assert [layer.name for layer in only.layers] == ["红线 [Polygon]"]


@pytest.mark.parametrize(
    ("codec", "header", "name"),
    [
        ("gbk", GBK, "GB18030"),
        ("gbk", "", "GB18030"),
        ("utf-8", UTF8, "UTF-8"),
        ("utf-8", GBK, "UTF-8"),
    ],
)
def test_names_in_either_encoding(codec, header, name, dxf, reader):
    raw = reader.read(
        dxf(polyline("饮用水水源一级保护区范围", SQUARE, closed=True), codec=codec, header=header)
    )
    assert raw.layers[0].name == "饮用水水源一级保护区范围 [LineString]"
    assert raw.layers[0].encoding.value == name


def test_characters_the_code_page_lacks(dxf, reader):
    raw = reader.read(dxf(polyline("A\\U+6CB3B", SQUARE, closed=True)))
    assert raw.layers[0].name == "A河B [LineString]"


def test_old_polylines_and_meshes(dxf, reader):
    vertices = "".join(pairs(0, "VERTEX", 8, "a", 10, x, 20, y, 30, 0) for x, y in SQUARE)
    old = pairs(0, "POLYLINE", 8, "a", 66, 1, 70, 1, 10, 0, 20, 0, 30, 0) + vertices
    mesh = pairs(0, "POLYLINE", 8, "a", 66, 1, 70, 16, 71, 2, 72, 2) + vertices
    end = pairs(0, "SEQEND", 8, "a")
    raw = reader.read(dxf(old + end + mesh + end + pairs(0, "3DFACE", 8, "a", 10, 0, 20, 0)))
    found = by_name(raw)
    assert found["a [Polygon]"].geometry[0].equals(shapely.box(0, 0, 10, 10))
    assert [layer.features_in_file for layer in raw.layers] == [1, 1]
    told = next(one for one in raw.problems if one.code == "reading.drawing_not_used").text("en")
    assert "3DFACE 1" in told
    assert "POLYLINE 1" in told


def test_circles_and_arcs_keep_their_area(dxf, reader, codes):
    half = ((0, 0, 1.0), (10, 0, 1.0))  # two half circles: bulge 1
    bulged = pairs(0, "LWPOLYLINE", 8, "b", 90, 2, 70, 1)
    bulged += "".join(pairs(10, x, 20, y, 42, bulge) for x, y, bulge in half)
    raw = reader.read(dxf(pairs(0, "CIRCLE", 8, "c", 10, 0, 20, 0, 40, 100) + bulged))
    found = by_name(raw)
    circle, two = found["c [Polygon]"].geometry[0], found["b [Polygon]"].geometry[0]
    assert circle.area == pytest.approx(math.pi * 100**2, rel=1e-4)
    assert two.area == pytest.approx(math.pi * 5**2, rel=1e-4)
    assert codes(raw).count("reading.shapes_simplified") == 4


def test_hatches_are_areas(dxf, reader):
    hatch = pairs(0, "HATCH", 8, "h", 100, "AcDbHatch", 10, 0, 20, 0, 30, 0, 210, 0, 220, 0, 230, 1)
    hatch += pairs(2, "SOLID", 70, 1, 71, 0, 91, 2)
    for corners in (SQUARE, [(2, 2), (4, 2), (4, 4), (2, 4)]):
        hatch += pairs(92, 2, 72, 0, 73, 1, 93, 4)
        hatch += "".join(pairs(10, x, 20, y) for x, y in corners) + pairs(97, 0)
    hatch += pairs(75, 0, 76, 1, 98, 0)
    raw = reader.read(dxf(hatch))
    assert [layer.name for layer in raw.layers] == ["h [Polygon]"]
    assert raw.layers[0].geometry[0].area == pytest.approx(96)


def test_a_bow_tie_is_repaired_and_told(dxf, reader):
    tie = [(0, 0), (10, 10), (10, 0), (0, 10)]
    areas = by_name(reader.read(dxf(polyline("a", tie, closed=True))))["a [Polygon]"]
    assert len(areas.repaired) == 1
    assert areas.geometry[0].area == pytest.approx(50)


def test_bad_entities_hide_no_others(dxf, reader):
    good = polyline("a", SQUARE, closed=False)
    bad = pairs(0, "LWPOLYLINE", 8, "a", 90, 2, 70, 0, 10, "nan", 20, 1, 10, 1, 20, 1)
    empty = pairs(0, "LWPOLYLINE", 8, "a", 90, 0, 70, 0)
    words = pairs(0, "HATCH", 8, "a", 91, 99999999, 92, 1, 93, 5)
    raw = reader.read(dxf(good + bad + good + empty + words + good))
    for layer in raw.layers:
        assert layer.features_in_file == len(layer.attributes) + len(layer.rejected)
    lines = by_name(raw)["a [LineString]"]
    assert lines.features_in_file == 5
    assert (
        sum(one is not None and one.equals(shapely.LineString(SQUARE)) for one in lines.geometry)
        == 3
    )


def test_many_bad_entities_hide_no_others(dxf, reader):
    good = polyline("a", SQUARE, closed=False)
    bad = (
        pairs(0, "LWPOLYLINE", 8, "a", 90, 2147483647, 70, 1, 10, "x", 20, "1e400")
        + pairs(0, "ELLIPSE", 8, "a", 10, "inf", 20, 0, 11, 1, 21, 0, 40, 0.5, 41, 0, 42, 6.283)
        + pairs(0, "ARC", 8, "a", 10, 0, 20, 0, 40, -5, 50, 0, 51, 1e300)
        + pairs(0, "SPLINE", 8, "a", 71, 3, 72, 99999999, 73, 4, 40, 0)
        + pairs(0, "HATCH", 8, "a", 91, 1, 92, 1, 93, 0)
    )
    found = by_name(reader.read(dxf((good + bad) * 200)))
    lines = found["a [LineString]"]
    assert lines.features_in_file == 1000 == len(lines.attributes) + len(lines.rejected)
    assert sum(one is not None for one in lines.geometry) == 200
    assert found["a [Polygon]"].geometry_types == {"Empty": 200}


def test_a_spline_ends_where_it_should(dxf, reader):
    knots = "".join(pairs(40, number) for number in (0, 0, 0, 0, 1, 1, 1, 1))
    points = "".join(pairs(10, x, 20, y) for x, y in [(0, 0), (1, 2), (3, 2), (4, 0)])
    spline = pairs(0, "SPLINE", 8, "s", 70, 8, 71, 3, 72, 8, 73, 4, 74, 0) + knots + points
    line = reader.read(dxf(spline)).layers[0].geometry[0]
    assert (line.coords[0], line.coords[-1]) == ((0, 0), (4, 0))
    assert line.interpolate(0.5, normalized=True).y == pytest.approx(1.5, abs=0.02)


def test_paper_space_hidden_layers_and_units_are_told(dxf, reader, codes):
    header = GBK + pairs(9, "$INSUNITS", 70, 4)
    layer = pairs(0, "LAYER", 2, "关闭层", 70, 0, 62, -7) + pairs(0, "LAYER", 2, "b", 70, 0, 62, 7)
    paper = pairs(0, "LINE", 8, "a", 67, 1, 10, 0, 20, 0, 11, 3, 21, 4)
    raw = reader.read(dxf(polyline("a", SQUARE, closed=False) + paper, header=header, tables=layer))
    assert codes(raw) == [
        "reading.drawing_paper", "reading.drawing_hidden", "reading.drawing_units",
    ]  # fmt: skip
    assert "关闭层" in raw.problems[1].text("zh")
    assert "mm" in raw.problems[2].text("zh")


def test_nothing_in_it(dxf, reader, codes):
    assert codes(reader.read(dxf(""))) == ["reading.no_features"]


def test_damaged_and_disguised(dxf, tmp_path, refusal):
    whole = dxf(polyline("a", SQUARE, closed=True)).read_bytes()
    path = tmp_path / "b.dxf"
    path.write_bytes(whole[: whole.index(b"ENDSEC", whole.index(b"ENTITIES"))])
    assert refusal(path) == ["reading.drawing_damaged"]
    path.write_bytes(whole.replace(b"\n62\n", b"\nxx\n"))
    assert refusal(path) == ["reading.drawing_damaged"]
    path.write_bytes(b"AutoCAD Binary DXF\r\n\x1a\0" + bytes(100))
    assert refusal(path) == ["reading.not_real"]
    path.write_bytes(b"AC1027" + bytes(100))
    assert refusal(path) == ["reading.not_real"]


def test_the_sound_copy_of_a_drawing_holds_no_names():
    from watermap.reading.vector import dxf_text

    text = drawing(polyline("红线", SQUARE, closed=True, more=CASS))
    copy = dxf_text.sound_copy(dxf_text.parse(text.encode()).entities)
    assert copy.isascii()
    assert b"SOUTH" not in copy
