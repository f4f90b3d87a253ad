"""What lies in a folder: sets of files count once, the rest is told."""

import os

import pytest

from watermap.reading import folder
from watermap.reading.folder import datasets


@pytest.fixture
def lay(tmp_path):
    """Puts empty files there, by their paths inside the folder."""

    def put(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
        return tmp_path

    return put


def names(paths, root):
    return [path.relative_to(root).as_posix() for path in paths]


def said(found):
    return [problem.code for problem in found.problems]


def test_a_folder_of_a_bureau(lay):
    root = lay(
        "断面/河流.shp", "断面/河流.dbf", "断面/河流.shx", "断面/河流.prj", "断面/河流.shp.xml",
        "断面/ROADS.SHP", "断面/roads.DBF", "a.tif", "a.tfw", "a.tif.aux.xml", "b.gpkg",
        "b.gpkg-wal", "b.qml", "表/2019.xlsx", "说明.docx", "表/new.CSV",
    )  # fmt: skip
    found = datasets([root])
    assert names(found.found, root) == [
        "a.tif", "b.gpkg", "断面/roads.shp".replace("roads.shp", "ROADS.SHP"), "断面/河流.shp",
        "表/2019.xlsx", "表/new.CSV",
    ]  # fmt: skip
    assert names(found.ignored, root) == ["说明.docx"]
    assert said(found) == []


def test_hidden_and_lock_files_are_passed_over_and_told(lay):
    root = lay(
        "~$月报.xlsx", "月报.xlsx", ".~lock.b.ods#", ".git/config", "__MACOSX/a.shp", "Thumbs.db"
    )
    found = datasets([root])
    assert names(found.found, root) == ["月报.xlsx"]
    assert sorted(said(found)) == [
        "reading.hidden_skipped",
        "reading.lock_file",
        "reading.lock_file",
    ]
    assert found.ignored == ()
    assert "3" in found.problems[-1].text("zh")


def test_a_file_geodatabase_is_one_data_set(lay):
    root = lay(
        "县.gdb/a00000001.gdbtable", "县.gdb/a00000001.gdbtablx", "县.gdb/gdb", "other.gdb/x.csv"
    )
    assert names(datasets([root]).found, root) == ["other.gdb/x.csv", "县.gdb"]
    assert names(datasets([root / "县.gdb"]).found, root) == ["县.gdb"]


def test_a_part_without_its_main_file_is_told(lay):
    root = lay("lonely.dbf")
    found = datasets([root])
    assert (found.found, names(found.ignored, root)) == ((), ["lonely.dbf"])
    assert said(found) == ["reading.part_of_shapefile"]
    assert found.problems[0].severity == "warning"


@pytest.mark.parametrize("part", ["a.dbf", "a.SHX", "a.prj", "a.cpg", "a.sbn"])
def test_a_chosen_part_leads_to_the_main_file(part, lay):
    root = lay("a.shp", part)
    found = datasets([root / part])
    assert names(found.found, root) == ["a.shp"]
    assert said(found) == ["reading.led_to"]
    both = datasets([root / "a.shp", root / part])
    assert (names(both.found, root), said(both)) == (["a.shp"], [])


def test_a_bad_path_hides_no_other(lay):
    root = lay("a.csv", "b.docx")
    found = datasets([root / "none.shp", root / "b.docx", "http://x/y.shp", root / "a.csv"])
    assert names(found.found, root) == ["a.csv"]
    assert said(found) == ["reading.missing", "reading.not_local", "reading.is_a_document"]


def test_a_folder_without_end_is_listed_in_part(lay, monkeypatch):
    root = lay(*(f"{number}.csv" for number in range(9)))
    monkeypatch.setattr(folder, "MOST_FILES", 5)
    found = datasets([root])
    assert len(found.found) == 5
    assert said(found) == ["reading.folder_too_large"]


def test_rings_of_folders_end(lay):
    root = lay("a/b/c.csv")
    (root / "a/b/up").symlink_to(root, target_is_directory=True)
    found = datasets([root])
    assert names(found.found, root) == ["a/b/c.csv"]
    assert said(found) == ["reading.folder_link"]


def test_folders_nested_without_end(lay, monkeypatch):
    monkeypatch.setattr(folder, "MOST_LEVELS", 3)
    root = lay("1/2/a.csv", "1/2/3/b.csv")
    found = datasets([root])
    assert names(found.found, root) == ["1/2/a.csv"]
    assert said(found) == ["reading.folder_too_deep"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_folder_without_permission_is_told(lay):
    root = lay("shut/a.csv", "b.csv")
    (root / "shut").chmod(0)
    found = datasets([root])
    (root / "shut").chmod(0o700)
    assert names(found.found, root) == ["b.csv"]
    assert said(found) == ["reading.no_permission"]
