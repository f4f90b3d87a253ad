"""Hidden sheets of a workbook are not read, unless the project names them, and it is said."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest

from watermap.errors import WatermapError
from watermap.harmonise.measurements import SECTION
from watermap.reading.raw import RawFile, RawTable, Source
from watermap.workspace.opened import load_tables
from watermap.workspace.project import TableEntry

SOURCE = Source(path=Path("水质.xlsx"), format="XLSX", sha256="", modified=dt.date(2020, 1, 1))


def sheet(name, *, hidden=False):
    rows = (("断面名称", "采样日期", "pH", "氨氮(mg/L)"), (f"{name}桥", "2019-05-06", 7.5, 0.4))
    return RawTable(source=SOURCE, name=name, encoding=None, rows=rows, hidden=hidden)


@pytest.fixture
def load(tmp_path):
    (tmp_path / "水质.xlsx").touch()

    def run(*tables, sheets=()):
        raw = RawFile(source=SOURCE, tables=tables)
        reader = SimpleNamespace(read=lambda path, progress: raw)
        entry = TableEntry(path="水质.xlsx", sheets=list(sheets))
        return load_tables(entry, folder=tmp_path, reader=reader)

    return run


def named(tables):
    return [name for table in tables for name in table.frame[SECTION].unique()]


def test_a_hidden_sheet_is_named_and_not_read(load):
    tables = load(sheet("甲"), sheet("乙", hidden=True))
    assert named(tables) == ["甲桥"]
    (problem,) = tables[0].problems
    assert problem.code == "workspace.sheets_hidden"
    assert "乙" in problem.text("zh")
    assert "乙" in problem.text("en")


def test_a_hidden_sheet_that_the_project_names_is_read(load):
    tables = load(sheet("甲"), sheet("乙", hidden=True), sheets=["乙"])
    assert named(tables) == ["乙桥"]
    assert tables[0].problems == ()


def test_a_workbook_of_hidden_sheets_holds_no_table(load):
    with pytest.raises(WatermapError):
        load(sheet("乙", hidden=True))
