import dataclasses
from pathlib import Path

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
