"""One folder with everything: whole or not at all, the same again, nobody else's overwritten."""

import hashlib
import json

import pytest

pytest.importorskip("PySide6")

from watermap.errors import WatermapError
from watermap.export.report.bundle import MANIFEST, write_bundle
from watermap.export.report.notices import file_name
from watermap.progress import Cancelled

pytestmark = [pytest.mark.qt, pytest.mark.slow]
TOWNS = ("张山子镇", "马兰屯镇", "运河街道")


class StopAt:
    def __init__(self, step):
        self.left = step

    def step(self, _done, _total, _message=""):
        if self.left == 0:
            raise Cancelled
        self.left -= 1


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "2019-06"
    write_bundle(report("2019-06"), folder, settings={"period": "2019-06"})
    return folder


def test_all_of_it_is_there(made):
    assert sorted(files_of(made)) == sorted(
        [
            "manifest.json",
            *(f"水环境质量月报_2019-06.{ending}" for ending in ("docx", "pdf", "xlsx", "json")),
            *(f"专题图/水质达标_2019-06.{ending}" for ending in ("pdf", "png")),
            *(f"专题图/水质类别变化（同比）_2019-06.{ending}" for ending in ("pdf", "png")),
            *(
                f"乡镇通报/通报_台儿庄区{town}.docx"
                for town in ("张山子镇", "马兰屯镇", "运河街道")
            ),
        ]
    )


def test_the_manifest_says_what_was_read_and_written(made, opened):
    manifest = json.loads((made / MANIFEST).read_text("utf-8"))
    there = {name: hashlib.sha256(data).hexdigest() for name, data in files_of(made).items()}
    written = {one["file"]: one["sha256"] for one in manifest["written"]}
    assert written == {name: digest for name, digest in there.items() if name != MANIFEST}
    tables = {one.path.name: one.sha256 for one in opened.measurements.sources}
    read = {one["file"]: one["sha256"] for one in manifest["read"]}
    assert tables.items() <= read.items()


def test_the_same_again_is_the_same_byte_for_byte(made, report, tmp_path):
    again = tmp_path / "again"
    write_bundle(report("2019-06"), again, settings={"period": "2019-06"})
    first, second = files_of(made), files_of(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_an_earlier_report_is_replaced_and_nothing_of_it_stays(report, tmp_path, made):
    folder = tmp_path / "月报"
    folder.mkdir()
    (folder / MANIFEST).write_bytes((made / MANIFEST).read_bytes())
    (folder / "旧.docx").write_text("old")
    write_bundle(report("2019-06"), folder, settings={})
    assert "旧.docx" not in files_of(folder)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("manifest", [None, "{}", "[]", "nothing", '{"made_by": "someone"}'])
def test_a_folder_of_somebody_else_is_left_alone(report, tmp_path, manifest):
    folder = tmp_path / "照片"
    folder.mkdir()
    (folder / "a.jpg").write_text("x")
    if manifest is not None:
        (folder / MANIFEST).write_text(manifest)
    before = files_of(folder)
    with pytest.raises(WatermapError, match="was not made by a report"):
        write_bundle(report("2019-06"), folder, settings={})
    assert files_of(folder) == before


@pytest.mark.parametrize("step", [0, 3])
def test_a_cancel_leaves_nothing_half(report, tmp_path, made, step):
    fresh, old = tmp_path / "new", tmp_path / "old"
    old.mkdir()
    (old / MANIFEST).write_bytes((made / MANIFEST).read_bytes())
    (old / "kept.txt").write_text("kept")
    before = files_of(old)
    for folder in (fresh, old):
        with pytest.raises(Cancelled):
            write_bundle(report("2019-06"), folder, settings={}, progress=StopAt(step))
    assert not fresh.exists()
    assert files_of(old) == before
    assert sorted(tmp_path.iterdir()) == [old]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("台儿庄区/张山子镇", "台儿庄区 张山子镇"),
        ("../../etc", "etc"),
        ("a:b*c?", "a b c"),
        ("\x00\n", ""),
        ("长" * 200, "长" * 60),
    ],
)
def test_a_town_can_be_in_a_files_name(text, name):
    assert file_name(text) == name
