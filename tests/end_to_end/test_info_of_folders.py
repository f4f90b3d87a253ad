"""``watermap info FOLDER``: every data set in it, and nothing passed over in silence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
POINTS = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"名称": "甲"},'
    ' "geometry": {"type": "Point", "coordinates": [117.7, 34.56]}}]}'
)


@pytest.fixture
def folder(tmp_path: Path, sample: Path) -> Path:
    """A shapefile with its parts, the same name twice, a report, an orphan and a lock."""
    made = tmp_path / "数据"
    for name in ("甲县", "乙县"):
        (made / name).mkdir(parents=True)
        (made / name / "排污口.geojson").write_text(POINTS, "utf-8")
    for part in sample.glob("断面.*"):
        shutil.copy(part, made)
    (made / "说明.docx").write_bytes(b"x")
    (made / "孤儿.dbf").write_bytes(b"x")
    (made / ".隐藏.geojson").write_text(POINTS, "utf-8")
    return made


def test_every_data_set_and_what_was_passed_over(answer: Any, run: Any, folder: Path) -> None:
    result = answer("info", folder, "--lang", "zh")
    names = [Path(file["path"]).relative_to(folder).as_posix() for file in result["files"]]
    assert sorted(names) == ["乙县/排污口.geojson", "断面.shp", "甲县/排污口.geojson"]
    assert all(file["layers"] for file in result["files"])
    (listed,) = result["folders"]
    assert listed["path"] == str(folder)
    assert listed["found"] == 3
    ignored = [Path(path).name for path in listed["ignored"]]
    assert "说明.docx" in ignored
    codes = {problem["code"] for problem in listed["problems"]}
    assert "reading.hidden_skipped" in codes
    shown = run("info", folder, "--lang", "zh").stdout
    for text in ("甲县/排污口", "乙县/排污口", "说明.docx", ".隐藏.geojson"):
        assert text in shown.replace("\n", "")


def test_a_file_named_beside_its_folder_is_told_once(answer: Any, folder: Path) -> None:
    result = answer("info", folder, folder / "断面.shp")
    assert len(result["files"]) == 3


def test_a_folder_without_data_ends_with_2_unless_there_is_more(
    run: Any, folder: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    (empty / "读我.docx").write_bytes(b"x")
    ended = run("info", empty, "--lang", "zh", "--json")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "空" in ended.stderr
    assert "1 个" in ended.stderr
    both = run("info", empty, folder / "断面.shp", "--json")
    assert both.returncode == 0
    record = json.loads(both.stdout)
    assert [one["found"] for one in record["folders"]] == [0]
    assert len(record["files"]) == 1


def test_one_bad_file_of_a_folder_does_not_hide_the_others(answer: Any, folder: Path) -> None:
    (folder / "坏.gpkg").write_text("no database")
    files = {Path(file["path"]).name: file for file in answer("info", folder)["files"]}
    assert files["坏.gpkg"]["format"] is None
    assert files["坏.gpkg"]["problems"][0]["code"] == "reading.not_real"
    assert files["断面.shp"]["layers"]


def test_no_folder_no_word_of_folders(answer: Any, sample: Path) -> None:
    assert "folders" not in answer("info", sample / "断面.shp")
