import dataclasses
from pathlib import Path

import pytest

from watermap.workspace.imports import (
    FILE_NAME,
    Import,
    changed_since,
    log_imports,
    now,
    read_imports,
)

ONE = Import(
    time="2026-11-25T08:00:00+08:00", path="data/断面.shp", part="断面", source="/u盘/断面.shp",
    sha256="ab" * 32, modified="2026-11-01", kind="section", in_file=12, used=11, repaired=1,
    rejected=1, answers={"crs": "EPSG:4548", "crs_why": "问过"},
)  # fmt: skip


@pytest.mark.parametrize("left", [b'{"time": "20', b"\xff\xfe", b'{"time": null}\n', b"5\n"])
def test_a_damaged_log_takes_nothing_new_with_it(tmp_path, left):
    path = tmp_path / "imports.jsonl"
    path.write_bytes(left)
    one = Import(
        time="2026-11-25T08:00:00+00:00", path="data/\u2028表.csv", part="表", source="",
        sha256="0", modified="2026-11-25", kind="measurements", in_file=1, used=1,
    )  # fmt: skip
    log_imports(tmp_path, [one])
    log, problems = read_imports(tmp_path)
    assert log == (one,)
    assert [problem.code for problem in problems] == ["workspace.log_unreadable"]
    assert changed_since(log, {one.path: "1"})


def test_a_line_of_other_types_is_said_and_not_used(tmp_path):
    line = (
        '{"time": null, "path": "a", "part": "x", "source": "", "sha256": "0", "modified": "",'
        ' "kind": "", "in_file": 1, "used": 1}'
    )
    (tmp_path / "imports.jsonl").write_text(line + "\n")
    log, problems = read_imports(tmp_path)
    assert log == ()
    assert [problem.code for problem in problems] == ["workspace.log_unreadable"]


def test_what_is_logged_is_read_in_order(tmp_path: Path) -> None:
    other = dataclasses.replace(ONE, time=now(), part="河流")
    log_imports(tmp_path, [ONE])
    log_imports(tmp_path, [other])
    assert read_imports(tmp_path) == ((ONE, other), ())
    assert "断面" in (tmp_path / FILE_NAME).read_text("utf-8")  # people read it too


def test_no_log_is_no_problem(tmp_path: Path) -> None:
    log_imports(tmp_path, [])
    assert not (tmp_path / FILE_NAME).exists()
    assert read_imports(tmp_path) == ((), ())


def test_damaged_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    log_imports(tmp_path, [ONE])
    path = tmp_path / FILE_NAME
    path.write_text('{"half": \n[]\n' + path.read_text("utf-8") + '{"time": "x"}\n', "utf-8")
    found, problems = read_imports(tmp_path)
    assert found == (ONE,)
    assert "1、2、4" in problems[0].text("zh")


def test_a_file_that_changed_since_it_was_taken_in_is_said() -> None:
    again = dataclasses.replace(ONE, time="2026-12-01T09:00:00+08:00", sha256="cd" * 32)
    assert changed_since([ONE, again], {"data/断面.shp": "cd" * 32, "data/河流.shp": "00"}) == ()
    (said,) = changed_since([again, ONE], {"data/断面.shp": "cd" * 32})
    assert "2026-11-25" in said.text("zh")
