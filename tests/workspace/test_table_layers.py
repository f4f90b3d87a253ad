"""Sheets with coordinates as layers of a project."""

import openpyxl
import pytest

from watermap.errors import WatermapError
from watermap.quality.period import Period
from watermap.reading.reader import Reader
from watermap.workspace.answers import assess
from watermap.workspace.folder import save_project
from watermap.workspace.new import NewLayer, make_project
from watermap.workspace.opened import open_project
from watermap.workspace.table_layers import layer_in

STATIONS = [
    ["断面名称", "断面编码", "经度", "纬度", "所在河流", "水体类型", "水质目标"],
    ["大桥", "001", "117°43′48″", "34°33′36″", "运河", "河流", "Ⅲ"],
    ["湖心", "002", 117.5, 34.6, "微山湖", "湖库", "Ⅲ"],
    ["无坐标", "003", None, None, "运河", "河流", "Ⅲ"],
]
CORNERS = [
    ["名称", "点号", "X", "Y"],
    *(["甲园区", f"J{i}", x, y] for i, (x, y) in enumerate(
        [(3832000.5, 39560000.5), (3832000.5, 39561000.5), (3833000.5, 39561000.5),
         (3833000.5, 39560000.5)], 1)),
]  # fmt: skip
EPSG = {"section": 4490, "industrial_zone": 4527}
RESULTS = [
    ["断面名称", "监测时间", "氨氮(mg/L)", "pH"],
    ["大桥", "2019-06-03", 0.9, 7.1],
    ["湖心", "2019-06-03", 0.4, 8.0],
    ["无坐标", "2019-06-03", 0.4, 8.0],
]


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def book(path, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def problems(error):
    return [problem.code for problem in error.value.problems]


def test_a_workbook_of_stations_and_results_is_a_project(tmp_path, reader):
    stations = book(tmp_path / "断面信息.xlsx", 断面=STATIONS)
    csv = tmp_path / "园区拐点.csv"
    csv.write_text("\n".join(",".join(map(str, row)) for row in CORNERS), "utf-8-sig")
    results = book(tmp_path / "结果.xlsx", 六月=RESULTS)
    made = make_project(
        tmp_path / "项目",
        layers=[
            NewLayer(path=stations, kind="section"),
            NewLayer(path=csv, kind="industrial_zone"),
        ],
        tables=[results],
        crs=None,
        reader=reader,
    )
    questions = [one for one in made.problems if one.code == "workspace.question"]
    assert len(questions) == 2  # no table says its CRS
    answered = made.project.model_copy(
        update={
            "layers": [
                entry.model_copy(update={"crs": EPSG[entry.kind], "crs_why": "问过"})
                for entry in made.project.layers
            ]
        }
    )
    save_project(answered, made.folder)
    opened = open_project(made.folder, reader=reader)
    assert opened.failed == ()
    (sections,), (zones,) = opened.layers["section"], opened.layers["industrial_zone"]
    assert list(sections.frame["name"]) == ["大桥", "湖心"]
    assert [note.record for note in sections.rejected] == [4]
    assert sections.frame.geometry.iloc[0].coords[0] == pytest.approx((117.73, 34.56), abs=1e-9)
    assert zones.frame.geometry.iloc[0].geom_type == "Polygon"
    assert opened.hidden_at_first() == frozenset()
    answer = assess(opened, period=Period.parse("2019-06"))
    assert [(one.name, one.water_class, one.place) for one in answer.sections] == [
        ("大桥", "III", "on_map"), ("湖心", "II", "on_map"),
    ]  # fmt: skip
    assert answer.names.unmatched_table == ("无坐标",)


def test_of_several_sheets_the_project_names_one(tmp_path, reader):
    both = book(tmp_path / "两张.xlsx", 断面=STATIONS, 拐点=CORNERS, 结果=RESULTS)
    raw = reader.read(both)
    with pytest.raises(WatermapError) as caught:
        layer_in(raw, None)
    assert problems(caught) == ["workspace.several_layers"]
    assert "断面、拐点）" in caught.value.text("zh")
    assert layer_in(raw, "拐点").geometry_types == {"Polygon": 1}
    assert layer_in(raw, "断面").geometry_types == {"Point": 2}
    for name, code in (("没有", "workspace.layer_not_found"), ("结果", "harmonise.table_no_layer")):
        with pytest.raises(WatermapError) as caught:
            layer_in(raw, name)
        assert problems(caught) == [code]


def test_a_single_sheet_with_places_needs_no_name(tmp_path, reader):
    raw = reader.read(book(tmp_path / "一张.xlsx", 结果=RESULTS, 拐点=CORNERS))
    assert layer_in(raw, None).name == "拐点"
