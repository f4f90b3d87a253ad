"""The project's own papers and documents: what is broken is said and keeps nothing else away."""

from pathlib import Path

import pytest

from watermap.reading.reader import Reader
from watermap.resources import package_file
from watermap.workspace.opened import open_project

PROJECT = 'format = 2\ntitle = { zh = "甲", en = "a" }\n'


@pytest.fixture(scope="module")
def reader():
    made = Reader()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = tmp_path / "p"
    made.mkdir()
    (made / "project.toml").write_text(PROJECT, "utf-8")
    return made


def test_a_projects_own_standard_joins_the_others(folder: Path, reader: Reader) -> None:
    own = (package_file("quality/standards") / "gb3838-2002.toml").read_text("utf-8")
    (folder / "standards").mkdir()
    path = folder / "standards" / "local.toml"
    path.write_text(own.replace('id = "gb3838-2002"', 'id = "db-local"'), "utf-8")
    opened = open_project(folder, reader=reader)
    assert {"gb3838-2002", "db-local"} <= set(opened.standards)


def test_a_broken_one_is_said_by_file_and_the_project_opens(folder: Path, reader: Reader) -> None:
    (folder / "standards").mkdir()
    (folder / "standards" / "bad.toml").write_text('id = "x"\ncolour = 1\n', "utf-8")
    opened = open_project(folder, reader=reader)
    assert "gb3838-2002" in opened.standards
    assert any("bad.toml" in one.text("zh") for one in opened.problems)


@pytest.mark.parametrize("key", ["targets", "notice", "compensation", "capacity"])
def test_a_paper_that_is_not_there_is_said(folder: Path, reader: Reader, key: str) -> None:
    (folder / "project.toml").write_text(f'{PROJECT}{key} = "nowhere.toml"\n', "utf-8")
    opened = open_project(folder, reader=reader)
    assert any("nowhere.toml" in one.text("en") for one in opened.problems)


def test_seasons_share_no_month(folder: Path, reader: Reader) -> None:
    text = PROJECT + "[seasons]\nwet = [6, 7]\ndry = [7, 8]\n"
    (folder / "project.toml").write_text(text, "utf-8")
    with pytest.raises(Exception, match="season"):
        open_project(folder, reader=reader)
