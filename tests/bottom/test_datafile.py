from pathlib import Path

import pytest

from watermap.datafile import Strict, read_all, read_toml
from watermap.errors import WatermapError


class Inner(Strict):
    radius_m: float


class Example(Strict):
    name: str
    inner: Inner | None = None


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_becomes_a_frozen_model(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", 'name = "水"\n[inner]\nradius_m = 500\n')
    assert read_toml(Example, path) == Example(name="水", inner=Inner(radius_m=500))


def test_all_problems_of_all_files_come_together(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "a.toml", 'name = "x"\n[inner]\nradus_m = 1\n'),
        write(tmp_path / "b.toml", "name = 3\n"),
        write(tmp_path / "c.toml", "name ="),
        write(tmp_path / "d.toml", '名称 = "x"'),
        tmp_path / "e.toml",
    ]
    with pytest.raises(WatermapError) as caught:
        read_all(Example, paths)
    found = [
        (problem.code, Path(str(problem.fields["file"])).name) for problem in caught.value.problems
    ]
    assert sorted(found) == [
        ("datafile.bad_value", "b.toml"),
        ("datafile.missing", "e.toml"),
        ("datafile.missing_key", "a.toml"),
        ("datafile.syntax", "c.toml"),
        ("datafile.syntax", "d.toml"),
        ("datafile.unknown_key", "a.toml"),
    ]


def test_an_unknown_key_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", 'name = "x"\n[inner]\nradius_m = 1\nradus_m = 1\n')
    with pytest.raises(WatermapError) as caught:
        read_toml(Example, path)
    text = caught.value.text("zh")
    assert "inner.radus_m" in text
    assert "radius_m" in text.replace("inner.radus_m", "")


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes('name = "控制断面"'.encode("gb18030"))
    with pytest.raises(WatermapError, match="UTF-8"):
        read_toml(Example, path)
