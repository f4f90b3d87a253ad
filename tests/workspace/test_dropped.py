"""A workbook given for one answer is read by the project's recipes; the project stays."""

from shutil import copytree, ignore_patterns

import openpyxl
import pytest

from watermap.errors import WatermapError
from watermap.harmonise.measurements import DATE, SECTION, SOURCE, VALUE
from watermap.quality.period import Period
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.answers import assess
from watermap.workspace.dropped import add_tables, with_tables
from watermap.workspace.opened import open_project

SAMPLE = shipped_samples() / "taierzhuang"
JUNE = Period.parse("2020-06")
NEWEST = "水质监测_2020.xlsx"


@pytest.fixture(scope="module")
def reader():
    with Reader() as reader:
        yield reader


@pytest.fixture(scope="module")
def whole(reader):
    return open_project(SAMPLE, reader=reader)


@pytest.fixture
def without_2020(tmp_path):
    """The sample before its newest workbook came."""
    folder = tmp_path / "项目"
    copytree(SAMPLE, folder, ignore=ignore_patterns(NEWEST, "making", "*.py"))
    text = (folder / "project.toml").read_text("utf-8")
    entry = f'[[table]]\npath = "{NEWEST}"\n'
    assert entry in text
    (folder / "project.toml").write_text(text.replace(entry, ""), "utf-8")
    return folder


def files_of(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def classes(opened, period=JUNE):
    found = assess(opened, period=period)
    return {one.name: (one.water_class, one.deciding) for one in found.sections}


def test_the_month_is_evaluated_as_if_the_workbook_had_been_there(without_2020, whole, reader):
    before = files_of(without_2020)
    opened = open_project(without_2020, reader=reader)
    found = with_tables(opened, [SAMPLE / NEWEST], reader=reader)
    assert classes(found) == classes(whole)
    assert files_of(without_2020) == before


def test_what_the_project_has_already_is_said_and_not_counted_twice(whole, reader):
    found = with_tables(whole, [SAMPLE / NEWEST], reader=reader)
    assert len(found.measurements.frame) == len(whole.measurements.frame)
    assert found.problems[-1].code == "workspace.table_known"


def test_a_workbook_of_the_same_name_stands_in_the_place_of_the_old_one(whole, reader, tmp_path):
    book = openpyxl.load_workbook(SAMPLE / NEWEST)
    for name in book.sheetnames[6:]:
        del book[name]
    book.save(tmp_path / NEWEST)
    found = with_tables(whole, [tmp_path / NEWEST], reader=reader)
    assert "workspace.table_replaced" in {one.code for one in found.problems}
    frame = found.measurements.frame
    months = {date.month for date in frame[DATE].dropna() if date.year == 2020}
    assert months == set(range(1, 7))
    repeated = frame[frame[VALUE].notna()].duplicated([SECTION, DATE, "indicator"])
    assert not repeated[frame[SOURCE].str.startswith(NEWEST)].any()
    assert classes(found) == classes(whole)


@pytest.mark.parametrize("name", ["没有.xlsx", "断面.shp"])
def test_what_holds_no_results_is_refused(whole, reader, tmp_path, name):
    path = SAMPLE / name if (SAMPLE / name).exists() else tmp_path / name
    with pytest.raises(WatermapError):
        with_tables(whole, [path], reader=reader)


def test_an_empty_workbook_is_refused(whole, reader, tmp_path):
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    with pytest.raises(WatermapError, match="空"):
        with_tables(whole, [tmp_path / "空.xlsx"], reader=reader)


def test_a_workbook_is_added_for_good_only_when_asked(without_2020, whole, reader):
    opened = open_project(without_2020, reader=reader)
    add_tables(opened, [SAMPLE / NEWEST], reader=reader)
    again = open_project(without_2020, reader=reader)
    assert any(entry.path.endswith(NEWEST) for entry in again.project.tables)
    assert classes(again) == classes(whole)
