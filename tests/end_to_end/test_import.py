"""A folder dropped on the real window becomes a project, page by page, in both languages."""

import json
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from tests.end_to_end.conftest import Drive
from tests.end_to_end.office_folder import make_office_folder

pytestmark = [pytest.mark.qt, pytest.mark.slow, pytest.mark.timeout(240)]
DRIVER = "drive_import.py"
PAGES = ["encoding", "kind", "place", "names"]
WORDS = {
    "zh": ("图层（7）", "按您的选择未加入", "正常"),
    "en": ("Layers (7)", "as you said", "sound"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_dropped_folder_becomes_a_project(
    language: str, drive: Drive, sample: Path, tmp_path: Path
) -> None:
    data = make_office_folder(sample, tmp_path / "各科室数据")
    before = {path for path in data.rglob("*") if path.is_file()}
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    seen = drive(DRIVER, data, pictures, language)
    assert seen["pages"] == PAGES
    assert [len(seen["asked"][page]) for page in PAGES] == [1, 2, 3, 1]
    assert {path for path in data.rglob("*") if path.is_file()} == before
    what_is_kept(Path(seen["folder"]))
    for word in WORDS[language][:2]:
        assert word in seen["summary"]
    assert "坏.shp" in seen["summary"]
    assert seen["title"] == "各科室数据 — watermap"
    assert seen["health_shown"]
    assert len(seen["health"]) == 7 + 1
    assert "断面" in "".join(one for one in seen["health"] if WORDS[language][2] in one)
    assert seen["health"] == sorted(seen["health"], key=lambda one: "✖▲✓".index(one[0]))
    for page in ("1_encoding", "2_kind_open", "3_place", "4_names", "8_where", "9_health"):
        with Image.open(pictures / f"{language}_{page}.png") as picture:
            assert picture.size == (1440, 900)
            assert len(picture.convert("RGB").getcolors(1440 * 900) or ()) > 50


def what_is_kept(folder: Path) -> None:
    """The answers stand in project.toml, the files in the project's own folder."""
    project = tomllib.loads((folder / "project.toml").read_text("utf-8"))
    layers = {entry["path"]: entry for entry in project["layer"]}
    assert {Path(path).stem: entry["kind"] for path, entry in layers.items()} == {
        "断面": "section",
        "水源地": "water_source",
        "饮用水水源保护区": "protection_area",
        "河流": "river",
        "公路桥梁": "transport_line",
        "加油站": "petrol_station",
        "CK": "petrol_station",
    }
    assert layers["data/CK.shp"]["encoding"] == "GB18030"
    assert "crs" not in layers["data/断面.shp"]
    assert layers["data/河流.shp"]["crs"] == 4490
    assert layers["data/公路桥梁.shp"]["crs"] == 4548
    assert layers["data/公路桥梁.shp"]["crs_why"]
    (table,) = project["table"]
    assert table["path"] == "data/水质监测_2019.xlsx"
    assert table["recipe"]  # so that next month's file asks nothing
    assert project["names"] == {"台儿庄公路大桥": "台儿庄大桥"}
    assert not list(folder.rglob("~$*"))
    log = [json.loads(line) for line in (folder / "imports.jsonl").read_text("utf-8").splitlines()]
    assert {one["answers"].get("encoding") for one in log if one["part"] == "CK"} == {"GB18030"}
