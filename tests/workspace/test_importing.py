"""Files dropped by a planner become a project: what is asked, what is answered, what is kept."""

import shutil
from pathlib import Path

import pytest
import xlsxwriter

from watermap.catalogue.load import known_kinds
from watermap.errors import WatermapError
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.folder import read_project
from watermap.workspace.importing.answers import LEFT_OUT, Answers, PlaceAnswer
from watermap.workspace.importing.bringing import brought
from watermap.workspace.importing.items import FoundLayer, Survey
from watermap.workspace.importing.making import add, make
from watermap.workspace.importing.questions import answered, questions
from watermap.workspace.importing.survey import read_again, survey
from watermap.workspace.imports import read_imports
from watermap.workspace.opened import open_project

KINDS = known_kinds()
SAMPLE = shipped_samples() / "taierzhuang"


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    """A folder as offices hand it over: sub-folders, a lock file, a picture, a nameless layer."""
    folder = tmp_path / "各科室数据"
    (folder / "水科").mkdir(parents=True)
    for name in ("断面", "河流"):
        for part in SAMPLE.glob(f"{name}.*"):
            shutil.copy(part, folder / "水科" / part.name)
    for part in SAMPLE.glob("行政区划.*"):  # a name that says nothing
        shutil.copy(part, folder / f"新建文件{part.suffix}")
    shutil.copy(SAMPLE / "水质监测_2019.xlsx", folder)
    (folder / "~$水质监测_2019.xlsx").write_bytes(b"lock")
    (folder / "现场照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "坏.shp").write_bytes(b"no shapefile")
    return folder


def layer(found: Survey, name: str) -> FoundLayer:
    return next(one for one in found.layers if one.raw.name == name)


def test_a_folder_is_surveyed_whole(dropped: Path, reader: Reader) -> None:
    found = survey([dropped], kinds=KINDS, reader=reader)
    assert {one.raw.name for one in found.layers} == {"断面", "河流", "新建文件"}
    assert {table.part.path.name for table in found.tables} == {"水质监测_2019.xlsx"}
    assert len(found.tables) == 12  # a sheet a month
    assert [path.name for path in found.ignored] == ["现场照片.jpg"]
    assert [path.name for path in found.unusable] == ["坏.shp"]


def test_only_what_cannot_be_known_is_asked_and_answers_close_it(
    dropped: Path, reader: Reader
) -> None:
    for path in (dropped / "水科").glob("河流.prj"):
        path.unlink()
    found = survey([dropped / "水科"], kinds=KINDS, reader=reader)
    (asked,) = questions(found, Answers(), kinds=KINDS)
    assert asked.page == "place"
    assert asked.about == layer(found, "河流").part
    answers = answered(asked, "EPSG:4490", Answers(), why="水务局来电")
    assert answers.places == {layer(found, "河流").part: PlaceAnswer(epsg=4490, why="水务局来电")}
    for nonsense in ("", "西安", "EPSG:1", "99999999999"):
        with pytest.raises(WatermapError, match="no coordinate system"):
            answered(asked, nonsense, Answers())
    assert questions(found, answers, kinds=KINDS) == ()
    out = Answers().with_kind(layer(found, "河流").part, LEFT_OUT)
    assert questions(found, out, kinds=KINDS) == ()


def test_the_project_keeps_answers_log_and_files(
    dropped: Path, reader: Reader, tmp_path: Path
) -> None:
    found = survey([dropped], kinds=KINDS, reader=reader)
    part = layer(found, "新建文件").part
    answers = Answers().with_kind(part, "administrative_area").with_encoding(part.path, "UTF-8")
    folder = tmp_path / "项目"
    made = make(folder, found, answers, kinds=KINDS)
    said = [problem.code for problem in made.problems]
    assert "reading.not_real" in said  # 坏.shp
    assert "workspace.ignored" in said
    project = read_project(folder).project
    assert {entry.kind for entry in project.layers} == {"section", "river", "administrative_area"}
    log, _ = read_imports(folder)
    entry = next(one for one in log if one.part == "新建文件")
    assert entry.answers == {"encoding": "UTF-8", "kind": "administrative_area"}
    assert entry.in_file == entry.used + entry.rejected
    opened = open_project(folder, reader=reader)
    assert not opened.failed
    assert len(opened.measurements.frame)
    assert "workspace.file_changed" not in [problem.code for problem in opened.problems]


def test_the_next_month_is_added_and_nothing_is_asked_again(
    dropped: Path, reader: Reader, tmp_path: Path
) -> None:
    folder = tmp_path / "项目"
    first = survey([dropped / "水科"], kinds=KINDS, reader=reader)
    made = make(folder, first, Answers(), kinds=KINDS)
    more = survey([SAMPLE / "水质监测_2020.xlsx"], kinds=KINDS, reader=reader)
    assert questions(more, Answers(), kinds=KINDS) == ()
    again = add(folder, made.project, more, Answers(), kinds=KINDS)
    assert [entry.path for entry in again.project.tables] == ["data/水质监测_2020.xlsx"]
    assert again.project.layers == made.project.layers
    assert len(read_imports(folder)[0]) == 2 + 12


def test_files_of_one_name_and_other_content_do_not_overwrite_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    one, other = tmp_path / "a" / "断面.shp", tmp_path / "b" / "断面.shp"
    for path in (one, other):
        path.parent.mkdir()
        path.write_text(path.parent.name, "utf-8")
        path.with_suffix(".DBF").write_text(path.parent.name, "utf-8")
    assert brought(one, folder) == "data/断面.shp"
    assert brought(one, folder) == "data/断面.shp"
    assert brought(other, folder) == "data/断面 (2).shp"
    assert (folder / "data" / "断面 (2).DBF").read_text("utf-8") == "b"
    assert (folder / "data" / "断面.shp").read_text("utf-8") == "a"


def test_a_geodatabase_is_brought_as_a_folder_and_only_once(tmp_path: Path) -> None:
    folder, source = tmp_path / "项目", tmp_path / "水系.gdb"
    source.mkdir()
    (source / "a00000001.gdbtable").write_bytes(b"one")
    assert brought(source, folder) == brought(source, folder) == "data/水系.gdb"
    (source / "a00000001.gdbtable").write_bytes(b"other")
    assert brought(source, folder) == "data/水系 (2).gdb"
    assert (folder / "data" / "水系.gdb" / "a00000001.gdbtable").read_bytes() == b"one"


def test_layers_that_say_where_they_lie_speak_for_the_others(
    tmp_path: Path, reader: Reader
) -> None:
    names = ["断面", "畜禽养殖区划"]  # the second has no .prj and eastings without a zone's number
    for name in names:
        for part in SAMPLE.glob(f"{name}.*"):
            shutil.copy(part, tmp_path)
    found = survey([tmp_path], kinds=KINDS, reader=reader)
    (asked,) = questions(found, Answers(), kinds=KINDS)
    assert asked.page == "place"
    assert asked.proposal == "4548"
    alone = survey([tmp_path / f"{names[1]}.shp"], kinds=KINDS, reader=reader)
    (asked,) = questions(alone, Answers(), kinds=KINDS)
    assert asked.proposal == ""  # numbers alone do not tell the zone


def sheet_of(path: Path, header: list[str], rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("2019年5月")
        for at, row in enumerate([header, *rows]):
            page.write_row(at, 0, row)
    return path


HEADER = ["断面名称", "采样日期", "氨氮(mg/L)", "铜(ppm)"]


def test_a_column_nobody_can_read_is_asked_once_and_kept_for_the_next_month(
    tmp_path: Path, reader: Reader
) -> None:
    may = sheet_of(tmp_path / "5月.xlsx", HEADER, [["大桥", "2019-05-06", 0.5, 0.002]])
    found = survey([may], kinds=KINDS, reader=reader)
    (asked,) = questions(found, Answers(), kinds=KINDS)
    assert asked.page == "columns"
    assert "铜" in asked.asks.text("zh")
    assert asked.proposal == ""  # nobody can know
    assert [choice.value for choice in asked.choices][:2] == ["copper mg/L", "copper µg/L"]
    answers = answered(asked, "copper mg/L", Answers())
    assert questions(found, answers, kinds=KINDS) == ()
    folder = tmp_path / "项目"
    project = make(folder, found, answers, kinds=KINDS).project
    assert read_project(folder).project == project
    opened = open_project(folder, reader=reader)
    copper = opened.measurements.frame.query("indicator == 'copper'")
    assert [str(value) for value in copper["value"]] == ["0.002"]
    # June's workbook has the same shape: it is read without a question
    kept = [recipe for entry in project.tables for recipe in entry.recipe]
    june = sheet_of(tmp_path / "6月.xlsx", HEADER, [["大桥", "2019-06-03", 0.4, 0.003]])
    more = survey([june], kinds=KINDS, reader=reader, recipes=kept)
    assert questions(more, Answers(), kinds=KINDS) == ()
    assert "0.003" in {str(value) for value in more.tables[0].results.frame["value"]}
    # July's has another: it is noticed
    changed = [*HEADER[:2], "总磷(mg/L)", *HEADER[3:]]
    july = sheet_of(tmp_path / "7月.xlsx", changed, [["大桥", "2019-07-03", 0.1, 0.003]])
    (table,) = survey([july], kinds=KINDS, reader=reader, recipes=kept).tables
    said = [problem.text("zh") for problem in table.results.problems]
    assert any("氨氮" in text and "总磷" in text for text in said)


def test_another_offices_sheet_of_the_same_name_is_not_read_by_the_recipe(
    tmp_path: Path, reader: Reader
) -> None:
    may = sheet_of(tmp_path / "5月.xlsx", HEADER, [["大桥", "2019-05-06", 0.5, 0.002]])
    (table,) = survey([may], kinds=KINDS, reader=reader).tables
    other = sheet_of(
        tmp_path / "自动站.xlsx",
        ["站点名称", "监测时间", "溶解氧(mg/L)"],
        [["站", "2019-05-06", 6]],
    )
    (read,) = survey([other], kinds=KINDS, reader=reader, recipes=[table.recipe]).tables
    assert not [one for one in read.results.problems if "recipe" in one.code]


def test_a_column_that_is_not_wanted_stays_out(tmp_path: Path, reader: Reader) -> None:
    may = sheet_of(tmp_path / "5月.xlsx", HEADER, [["大桥", "2019-05-06", 0.5, 0.002]])
    found = survey([may], kinds=KINDS, reader=reader)
    (asked,) = questions(found, Answers(), kinds=KINDS)
    folder = tmp_path / "项目"
    make(folder, found, answered(asked, LEFT_OUT, Answers()), kinds=KINDS)
    frame = open_project(folder, reader=reader).measurements.frame
    assert set(frame["indicator"]) == {"ammonia_nitrogen"}


STATIONS = ["断面名称", "断面代码", "经度", "纬度", "水质目标", "采样日期", "氨氮(mg/L)"]


def monthly(path: Path, months: int) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for month in range(1, months + 1):
            page = book.add_worksheet(f"{month}月")
            page.write_row(0, 0, STATIONS)
            for row, (name, lon) in enumerate([("大桥", 117.7), ("老闸", 117.6)], start=1):
                day = f"2019-{month:02d}-05"
                page.write_row(row, 0, [name, f"S{row}", lon, 34.5, "Ⅲ", day, 0.5])
    return path


def test_stations_in_every_sheet_of_a_workbook_become_one_layer(
    tmp_path: Path, reader: Reader
) -> None:
    found = survey([monthly(tmp_path / "2019.xlsx", 3)], kinds=KINDS, reader=reader)
    assert len(found.layers) == 3
    assert sum(not one.spare for one in found.layers) == 1
    (asked,) = questions(found, Answers(), kinds=KINDS)  # where the one lies
    answers = answered(asked, "4490", Answers())
    folder = tmp_path / "项目"
    made = make(folder, found, answers, kinds=KINDS)
    assert [(one.kind, one.layer) for one in made.project.layers] == [("section", "1月")]
    assert [problem.code for problem in made.problems].count("workspace.layer_left_out") == 2
    opened = open_project(folder, reader=reader)
    assert len(opened.layers["section"][0].frame) == 2
    assert len(opened.measurements.frame) == 6


def test_a_map_of_the_stations_goes_before_their_coordinates_in_tables(
    tmp_path: Path, reader: Reader
) -> None:
    for part in SAMPLE.glob("断面.*"):
        shutil.copy(part, tmp_path)
    monthly(tmp_path / "2019.xlsx", 2)
    found = survey([tmp_path], kinds=KINDS, reader=reader)
    assert [one.part.path.name for one in found.layers if not one.spare] == ["断面.shp"]
    assert questions(found, Answers(), kinds=KINDS) == ()
    again = survey([tmp_path / "2019.xlsx"], kinds=KINDS, reader=reader, there=["section"])
    assert all(one.spare for one in again.layers)


def test_a_doubtful_encoding_is_asked_with_the_texts_side_by_side(
    tmp_path: Path, reader: Reader
) -> None:
    for part in SAMPLE.glob("河流.*"):
        shutil.copy(part, tmp_path / f"水系{part.suffix}")
    (tmp_path / "水系.cpg").write_text("BIG5", "ascii")
    table = tmp_path / "水系.dbf"
    table.write_bytes(table.read_bytes().replace("韩庄运河".encode(), "東江".encode("big5") * 3))
    text = tmp_path / "月报.csv"
    text.write_bytes(
        "section,date,氨氮(mg/L),備註\n大橋斷面,2019-05-06,0.5,東岸採樣\n".encode("big5")
    )
    found = survey([tmp_path], kinds=KINDS, reader=reader)
    asked = {one.about: one for one in questions(found, Answers(), kinds=KINDS)}
    assert text in asked  # nobody read it: it is asked instead of refused
    assert asked[text].page == "encoding"
    answers = answered(asked[text], "BIG5", Answers())
    again = read_again(found, answers.encodings, kinds=KINDS, reader=reader)
    assert text not in again.unusable
    assert any(one.part.path == text and len(one.results.frame) for one in again.tables)
