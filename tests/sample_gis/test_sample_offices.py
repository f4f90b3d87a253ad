"""Each office's way of handing files over is really in the files."""

import struct

import pyogrio
import pytest
from pyproj import CRS

PLACES = {
    4490: "断面 水源地 饮用水水源保护区 环境管控单元 风险源企业 入河排污口 污水处理厂 黑臭水体 "
    "地下水监测井 行政区划 河流 湖库 岸线 南水北调干线 南水北调保护区 地下水禁限采区",
    4527: "生态保护红线 工业园区 湿地",
    4548: "公路桥梁 油气管道 加油站",
    None: "畜禽养殖区划",
}
EPSG = {name: epsg for epsg, names in PLACES.items() for name in names.split()}
EASTINGS = {4490: (117.3, 117.9), 4527: (39_528_000, 39_580_000), 4548: (528_000, 580_000)}


def test_every_shapefile_is_known_here(sample):
    assert {path.stem for path in sample.glob("*.shp")} == set(EPSG)


@pytest.mark.parametrize(("name", "epsg"), EPSG.items())
def test_place_is_declared_and_true(sample, name, epsg):
    path = sample / f"{name}.shp"
    west, _, east, _ = pyogrio.read_info(path, force_total_bounds=True)["total_bounds"]
    low, high = EASTINGS[epsg or 4548]
    assert low < west <= east < high
    prj = path.with_suffix(".prj")
    assert prj.exists() == (epsg is not None)
    if epsg is not None:
        assert CRS.from_wkt(prj.read_text()).to_epsg(min_confidence=60) == epsg


@pytest.mark.parametrize("name", EPSG)
def test_encoding_is_declared_except_in_the_old_table(sample, name):
    content = (sample / f"{name}.dbf").read_bytes()
    declared = sample / f"{name}.cpg"
    if name == "风险源企业":
        assert not declared.exists()
        assert content[29] == 0
        assert "北辰纸业有限公司".encode("GBK") in content
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")
    else:
        assert declared.read_text() == "UTF-8"
        assert _names(content, "utf-8")


@pytest.mark.parametrize("name", EPSG)
def test_field_names_are_not_cut(sample, name):
    content = (sample / f"{name}.dbf").read_bytes()
    names = _names(content, "GBK" if name == "风险源企业" else "utf-8")
    assert all(0 < len(field) <= 10 for field in names)


def _names(content: bytes, encoding: str) -> list[str]:
    """Field names as the header's 11 bytes hold them; raises where one was cut in a character."""
    header, record = struct.unpack("<HH", content[8:12])
    assert record > 1
    return [
        content[start : start + 11].split(b"\0")[0].decode(encoding)
        for start in range(32, header - 1, 32)
    ]


def test_counts(layers):
    least = {
        "断面": 8, "风险源企业": 25, "入河排污口": 15, "黑臭水体": 4, "水源地": 2, "加油站": 6,
        "地下水监测井": 5, "污水处理厂": 4, "行政区划": 7, "河流": 6,
    }  # fmt: skip
    assert {name for name, count in least.items() if len(layers[name]) < count} == set()
    assert len(layers["风险源企业"]) == 25
    assert len(layers["入河排污口"]) == 15
