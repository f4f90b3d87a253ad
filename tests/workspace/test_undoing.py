from pathlib import Path

import pytest

from watermap.workspace.importing.undoing import unchanged_unless_done


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def work(folder: Path) -> None:
    (folder / "data" / "库.gdb").mkdir(parents=True)
    (folder / "data" / "库.gdb" / "a").write_text("a", "utf-8")
    (folder / "data" / "断面.shp").write_text("b", "utf-8")
    (folder / "project.toml").write_text("new", "utf-8")
    (folder / "imports.jsonl").write_text("new", "utf-8")


def prepare_nothing(folder: Path) -> None:
    """The project's folder is not there yet."""


def prepare_other_files(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "说明.txt").write_text("mine", "utf-8")


def prepare_project(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "河流.shp").write_text("old", "utf-8")
    (folder / "project.toml").write_text("old", "utf-8")
    (folder / "imports.jsonl").write_text("old", "utf-8")


def stopped(folder: Path) -> None:
    with unchanged_unless_done(folder):
        work(folder)
        raise RuntimeError("stop")


PREPARED = (prepare_nothing, prepare_other_files, prepare_project)


@pytest.mark.parametrize("prepare", PREPARED)
def test_what_does_not_come_to_its_end_leaves_no_trace(tmp_path: Path, prepare) -> None:
    folder = tmp_path / "各科室" / "项目"
    prepare(folder)
    before = contents(tmp_path)
    with pytest.raises(RuntimeError, match="stop"):
        stopped(folder)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("prepare", PREPARED)
def test_what_is_done_stays(tmp_path: Path, prepare) -> None:
    folder = tmp_path / "项目"
    prepare(folder)
    with unchanged_unless_done(folder):
        work(folder)
    assert (folder / "data" / "断面.shp").is_file()
    assert (folder / "project.toml").read_text("utf-8") == "new"
