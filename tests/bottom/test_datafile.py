import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field

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


class Many(Strict):
    """A value of each sort, to be written wrongly."""

    text: str = "x"
    whole: int = 1
    real: float = 1.0
    exact: Decimal = Decimal(1)
    truth: bool = True
    listed: list[int] = Field(default=[1], min_length=1)
    mapped: dict[str, int] = Field(default_factory=dict)
    day: dt.date = dt.date(2019, 1, 1)
    one_of: Literal["a", "b"] = "a"
    like: str = Field(default="ab", pattern="^[a-z]+$")
    positive: float = Field(default=1, gt=0)
    share: float = Field(default=1, ge=0, le=100)


@pytest.mark.parametrize(
    "written",
    [
        "text = 1", "text = []", "whole = 1.5",
        'whole = "x"', "whole = {}", 'real = "x"', "real = {}",
        'exact = "x"', "exact = {}", 'truth = "perhaps"', "truth = []", "listed = 1", "listed = []",
        'listed = ["x"]', "mapped = 1", 'day = "gestern"', "day = {}", "day = 2019-01-01T10:00:00",
        'one_of = "c"', 'like = "1"', "positive = 0", "share = -1", "share = 101",
    ],
)  # fmt: skip
def test_what_was_expected_is_said_in_the_users_language(tmp_path: Path, written: str) -> None:
    path = write(tmp_path / "a.toml", written)
    with pytest.raises(WatermapError) as caught:
        read_toml(Many, path)
    problem = caught.value.problems[0]
    assert problem.fields["why"].code != "datafile.why_other"  # type: ignore[attr-defined]
    chinese = problem.text("zh").replace(str(path), "")
    assert not re.search(r"[A-Za-z]{5,} [a-z]{2,}", chinese), chinese


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("a = 1\nb =\n", "第 2 行"),
        ('a = "x', "末尾"),
        ("a = 1\na = 2\n", "第 2 行"),
        ("\n\n名 = 1", "第 3 行"),
    ],
)
def test_the_line_of_a_slip_is_named(tmp_path: Path, written: str, place: str) -> None:
    path = write(tmp_path / "a.toml", written)
    with pytest.raises(WatermapError) as caught:
        read_toml(Many, path)
    assert place in caught.value.text("zh")


def test_long_values_are_quoted_in_part(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", f"whole = {list(range(1000))}")
    with pytest.raises(WatermapError) as caught:
        read_toml(Many, path)
    assert len(caught.value.text("zh")) < len(str(path)) + 150
