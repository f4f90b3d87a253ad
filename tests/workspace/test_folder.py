from pathlib import Path

import pytest

from watermap.errors import WatermapError
from watermap.language import Text
from watermap.workspace.folder import is_inside, project_folder, read_project, save_project
from watermap.workspace.project import FORMAT, LayerEntry, Project, TableEntry

PROJECT = Project(
    title=Text(zh="示例", en="Sample"),
    layers=[LayerEntry(path="data/断面.shp", kind="section", crs=4548, crs_why="问过")],
    tables=[TableEntry(path="2019.xlsx")],
    names={"台儿庄公路大桥": "台儿庄大桥"},
)


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    save_project(PROJECT, tmp_path)
    assert read_project(tmp_path).project == PROJECT


def test_saving_again_keeps_the_users_comments(tmp_path: Path) -> None:
    path = save_project(PROJECT, tmp_path)
    path.write_text("# 我的说明\n" + path.read_text("utf-8"), "utf-8")
    changed = PROJECT.model_copy(update={"period": "2019-06", "names": {}})
    save_project(changed, tmp_path)
    assert path.read_text("utf-8").startswith("# 我的说明\n")
    assert read_project(tmp_path).project == changed


def test_a_project_is_found_by_folder_or_file(tmp_path: Path) -> None:
    path = save_project(PROJECT, tmp_path)
    assert project_folder(path) == project_folder(tmp_path) == tmp_path.resolve()
    with pytest.raises(WatermapError, match="no watermap project"):
        project_folder(tmp_path / "elsewhere")


@pytest.mark.parametrize("path", ["../断面.shp", "/etc/passwd", "data/../../x.shp"])
def test_paths_that_leave_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    assert not is_inside(tmp_path, path)
    layer = LayerEntry(path=path, kind="section")
    save_project(PROJECT.model_copy(update={"layers": [layer]}), tmp_path)
    with pytest.raises(WatermapError, match="leads out of the project"):
        read_project(tmp_path)


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "secret.shp").write_bytes(b"")
    (folder / "a.shp").symlink_to(tmp_path / "secret.shp")
    assert not is_inside(folder, "a.shp")


NEWER = """
format = 99
colour_of_next_year = "#ff0000"
title = { zh = "新", en = "New" }
[[layer]]
path = "a.shp"
kind = "river"
unheard_of = 3
[[layer]]
path = "b.shp"
kind = "river"
"""


def test_a_newer_format_is_opened_read_only_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text(NEWER, "utf-8")
    found = read_project(tmp_path)
    assert found.read_only
    assert [entry.path for entry in found.project.layers] == ["a.shp", "b.shp"]
    text = found.problems[0].text("zh")
    assert "只读" in text
    assert "colour_of_next_year、layer.unheard_of" in text
    with pytest.raises(WatermapError, match="not overwritten"):
        save_project(found.project, tmp_path)
    assert path.read_text("utf-8") == NEWER


def test_an_older_format_is_read_and_saved_in_todays(tmp_path: Path) -> None:
    path = save_project(PROJECT, tmp_path)
    old = path.read_text("utf-8").replace(f"format = {FORMAT}", "format = 1")
    path.write_text(old, "utf-8")
    found = read_project(tmp_path)
    assert not found.read_only
    assert found.project == PROJECT
    assert path.read_text("utf-8") == old  # opening changes nothing
    save_project(found.project, tmp_path)
    assert f"format = {FORMAT}" in path.read_text("utf-8")


@pytest.mark.parametrize("written", ["0", "-1", '"2"', "true", "1.5"])
def test_a_format_that_is_no_whole_number_is_refused(tmp_path: Path, written: str) -> None:
    path = save_project(PROJECT, tmp_path)
    path.write_text(path.read_text("utf-8").replace(f"format = {FORMAT}", f"format = {written}"))
    with pytest.raises(WatermapError, match="whole number"):
        read_project(tmp_path)


def test_unknown_keys_are_refused(tmp_path: Path) -> None:
    path = save_project(PROJECT, tmp_path)
    path.write_text(path.read_text("utf-8").replace("[names]", "[nams]"), "utf-8")
    with pytest.raises(WatermapError, match="nams"):
        read_project(tmp_path)
