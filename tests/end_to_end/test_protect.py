"""``watermap protect`` as scripts rely on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow]
Answer = Callable[..., Any]
PLAIN = ("--set", "storage=2000", "--set", "terrain=plain")


def test_protect_answers_with_zones_parameters_and_comparison(answer: Answer, sample: Path) -> None:
    result = answer("protect", sample, "--source", "小龙潭水源地", *PLAIN)
    assert set(result) >= {
        "source", "source_type", "is_proposal", "state", "method", "parameters", "zones",
        "comparisons", "problems",
    }  # fmt: skip
    assert (result["state"], result["source_type"]) == ("proposed", "lake")
    assert [one["grade"] for one in result["comparisons"]] == ["grade_1", "grade_2"]


@pytest.mark.parametrize("ending", ["docx", "gpkg"])
def test_protect_writes_files(run: Any, sample: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"方案.{ending}"
    ended = run(
        "protect", sample, "--source", "小龙潭水源地", *PLAIN, "--out", path, "--lang", "zh"
    )
    assert ended.returncode == 0, ended.stderr
    assert path.stat().st_size > 0
    assert "均未与正式文本核对" in ended.stderr
    assert "以批准的边界为准" in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "小龙潭水源地", "--method", "hj338-2007"), "hj338-2018"),
        (("--source", "小龙潭水源地", "--set", "storge=1"), "storage"),
    ],
)
def test_what_cannot_be_used_is_exit_code_2(
    run: Any, sample: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("protect", sample, *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
