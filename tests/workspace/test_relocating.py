from pathlib import Path

import pytest

from watermap.language import Text
from watermap.workspace.folder import read_project
from watermap.workspace.project import LayerEntry, Project, TableEntry
from watermap.workspace.relocating import found_with, missing_files, relocate


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


@pytest.mark.parametrize(
    ("lost", "now", "there", "found"),
    [
        # one folder moved away
        (
            "data/a.shp",
            "new/a.shp",
            ["new/b.shp"],
            {"data/a.shp": "new/a.shp", "data/b.shp": "new/b.shp"},
        ),
        # the same folders under another root: what lay beside their parent is found too
        (
            "data/2019/a.shp",
            "usb/data/2019/a.shp",
            ["usb/data/2020/c.xlsx", "usb/top.shp"],
            {
                "data/2019/a.shp": "usb/data/2019/a.shp",
                "data/2020/c.xlsx": "usb/data/2020/c.xlsx",
                "top.shp": "usb/top.shp",
            },
        ),
        # renamed: the others keep their names
        (
            "data/a.shp",
            "new/x.shp",
            ["new/b.shp"],
            {"data/a.shp": "new/x.shp", "data/b.shp": "new/b.shp"},
        ),
        # nothing else there
        ("data/a.shp", "new/a.shp", [], {"data/a.shp": "new/a.shp"}),
        # a file of the same name elsewhere is not taken for one of another folder
        ("data/2019/a.shp", "new/a.shp", ["new/b.shp"], {"data/2019/a.shp": "new/a.shp"}),
    ],
)
def test_one_answer_finds_all_that_moved_with_it(
    tmp_path: Path, lost: str, now: str, there: list[str], found: dict[str, str]
) -> None:
    put(tmp_path, now, *there)
    missing = ["data/a.shp", "data/b.shp", "data/2019/a.shp", "data/2020/c.xlsx", "top.shp"]
    answer = found_with(missing, lost, tmp_path / now)
    assert answer == {old: tmp_path / new for old, new in found.items()}


def test_found_files_come_into_the_project_and_it_is_saved(tmp_path: Path) -> None:
    folder, usb = tmp_path / "项目", tmp_path / "优 盘"
    folder.mkdir()
    put(usb, "断面.shp", "断面.DBF", "断面.shx", "2019.xlsx")
    project = Project(
        title=Text(zh="项目", en="Project"),
        layers=[
            LayerEntry(path="gis/断面.shp", kind="section", crs=4548, crs_why="问过"),
            LayerEntry(path="gis/河流.shp", kind="river"),
        ],
        tables=[TableEntry(path="gis/2019.xlsx")],
    )
    missing = missing_files(project, folder)
    assert missing == ("gis/断面.shp", "gis/河流.shp", "gis/2019.xlsx")
    found = found_with(missing, "gis/断面.shp", usb / "断面.shp")
    repaired = relocate(project, folder, found)
    assert read_project(folder).project == repaired
    assert missing_files(repaired, folder) == ("gis/河流.shp",)
    assert repaired.layers[0].crs == 4548  # what was answered stays
    assert (folder / "data" / "断面.dbf").exists() or (folder / "data" / "断面.DBF").exists()
    assert repaired.tables[0].path == "data/2019.xlsx"
