"""A project.toml that somebody edited with another program."""

import codecs

import pytest

from watermap.errors import WatermapError
from watermap.reading.reader import Reader
from watermap.workspace.folder import read_project, save_project
from watermap.workspace.opened import open_project

TEXT = """format = 2
title = { zh = "项目", en = "project" }

[[layer]]
path = 'data\\河流.geojson'
kind = "river"
"""


def put(folder, text, *, mark=b""):
    (folder / "project.toml").write_bytes(mark + text.encode())


def test_the_mark_that_notepad_writes_is_no_error(tmp_path):
    put(tmp_path, TEXT, mark=codecs.BOM_UTF8)
    project = read_project(tmp_path).project
    save_project(project, tmp_path)
    assert read_project(tmp_path).project == project


def test_backslashes_between_folders_mean_slashes(tmp_path):
    put(tmp_path, TEXT)
    assert read_project(tmp_path).project.layers[0].path == "data/河流.geojson"


def test_a_file_whose_name_has_a_backslash_is_found(tmp_path):
    (tmp_path / "data\\河流.geojson").write_text("{}")
    put(tmp_path, TEXT)
    assert read_project(tmp_path).project.layers[0].path == "data\\河流.geojson"


@pytest.mark.parametrize(
    "path", ["C:\\数据\\河流.shp", "..\\..\\河流.shp", "\\\\server\\share\\河流.shp", "/河流.shp"]
)
def test_a_path_outside_of_the_folder_is_refused(tmp_path, path):
    put(tmp_path, TEXT.replace("data\\河流.geojson", path))
    with pytest.raises(WatermapError) as refused:
        read_project(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["workspace.path_outside"]


def test_a_plan_that_is_gone_is_said_and_the_rest_opens(tmp_path):
    put(tmp_path, TEXT.replace("[[layer]]", 'targets = "规划.toml"\n\n[[layer]]'))
    with Reader() as reader:
        opened = open_project(tmp_path, reader=reader)
    assert opened.papers.plan is None
    said = [problem.text("zh") for problem in opened.problems]
    assert any("规划.toml" in text for text in said)
