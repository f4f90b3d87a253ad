"""Files of other people, with the figures their description gives (shared/real/README.md)."""

import pytest


@pytest.mark.parametrize(
    ("name", "encoding", "count", "expected"),
    [
        ("tianjin_utf8_nocpg/天津市.shp", "UTF-8", 16, ("name", "河北区", 1)),
        ("china_400w/hyd1_4l.shp", "GB18030", 840, ("NAME", "黄河", 235)),
        ("china_400w/hyd1_4l.shp", "GB18030", 840, ("NAME", "长江", 138)),
        ("china_400w/hyd1_4l.shp", "GB18030", 840, ("NAME", None, 44)),
        ("china_400w/hyd1_4p.shp", "GB18030", 550, ("NAME", "太湖", 1)),
        ("china_400w/taihu.shp", "GB18030", 7, ("ENNM", "阳澄淀泖区", 1)),
        ("china_400w/zhujiang.shp", "GB18030", 1, ("名称", "西江上游区（南盘江区）", 1)),
        ("wilderness/coutwildrnp.shp", "ISO-8859-1", 67, ("NAME", "Comanche Peak Wilderness", 1)),
        ("china_province_4490/province.geojson", "UTF-8", 42, ("name", "黑龙江省", 1)),
        ("walker_river/walker.gpkg", "UTF-8", 62, ("COMID", 5329303, 1)),
    ],
)
def test_layers(name, encoding, count, expected, real, reader):
    field, value, times = expected
    layer = reader.read(real(name)).layers[0]
    assert layer.encoding.value == encoding
    assert layer.features_in_file == len(layer.attributes) == count
    column = layer.attributes[field]
    assert (column.isna() if value is None else column == value).sum() == times


def test_the_counts_agree_with_gdal(real, reader):
    """The table is read by our own code; GDAL's reading of the same file must be the same."""
    import pyogrio

    path = real("china_400w/hyd1_4l.shp")
    theirs = pyogrio.read_dataframe(path, encoding="GB18030")
    ours = reader.read(path).layers[0]
    for name in ours.attributes:
        mine = ours.attributes[name]
        assert ((mine == theirs[name]) | (mine.isna() & theirs[name].isna())).all(), name
    assert (theirs.geometry.to_numpy() == ours.geometry).all()


def test_one_province_is_repaired_and_named_by_number(real, reader):
    layer = reader.read(real("china_province_4490/province.geojson")).layers[0]
    assert layer.geometry_types == {"MultiPolygon": 34, "MultiLineString": 8}
    assert [layer.attributes["name"][note.record - 1] for note in layer.repaired] == ["黑龙江省"]


def test_the_hourly_report(real, reader):
    table = reader.read(real("lianjiang/海门湾桥闸时段报表201901-06.xlsx")).tables[0]
    assert (len(table.rows), len(table.rows[0])) == (4391, 26)
    assert "0.05L" in {cell for row in table.rows for cell in row} or table.rows[8][12] == "0.002L"
    assert all(len(row) == 26 for row in table.rows)


def test_masswater_and_wqp(real, reader):
    results = reader.read(real("masswater/ExampleResults.xlsx")).tables[0].rows
    assert len(results) == 572
    assert sum("BDL" in row for row in results) == 90
    table = reader.read(real("wqp/wqp_results3.txt")).tables[0].rows
    assert (len(table), len(table[0])) == (247, 64)
