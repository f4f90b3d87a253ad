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
    assert read_project(tmp_path) == PROJECT


def test_saving_again_keeps_the_users_comments(tmp_path: Path) -> None:
    path = save_project(PROJECT, tmp_path)
    path.write_text("# 我的说明\n" + path.read_text("utf-8"), "utf-8")
    changed = PROJECT.model_copy(update={"period": "2019-06", "names": {}})
    save_project(changed, tmp_path)
    assert path.read_text("utf-8").startswith("# 我的说明\n")
    assert read_project(tmp_path) == changed


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


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    save_project(PROJECT.model_copy(update={"format": FORMAT + 1}), tmp_path)
    with pytest.raises(WatermapError, match="newer watermap"):
        read_project(tmp_path)


def test_unknown_keys_are_refused(tmp_path: Path) -> None:
    path = save_project(PROJECT, tmp_path)
    path.write_text(path.read_text("utf-8").replace("[names]", "[nams]"), "utf-8")
    with pytest.raises(WatermapError, match="nams"):
        read_project(tmp_path)
