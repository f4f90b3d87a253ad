"""``watermap suspects``: three are planted above 季庄桥; a fine section clears what is above."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.slow
Answer = Callable[..., Any]
PLANTED = ["北辰纸业有限公司", "青禾淀粉有限公司", "泥沟肉联有限公司"]


@pytest.mark.parametrize("period", ["2018-06", "2018-07", "2018-08", "2019-06", "2019-07"])
def test_every_bad_month_leads_to_those_planted_upstream(
    answer: Answer, sample: Path, period: str
) -> None:
    result = answer("suspects", sample, "--section", "季庄桥", "--period", period)
    shown = result["section"]
    assert shown["fails"]
    assert shown["indicator"] in {"ammonia_nitrogen", "total_phosphorus"}
    assert [one["owner"] for one in result["candidates"][:3]] == PLANTED
    for one in result["candidates"]:
        assert one["points"] == sum(why["points"] for why in one["why"])
        assert one["river_km"] > 4.6  # above the section, which stands at 4.62 km
    everybody = {one["name"] for one in (*result["candidates"], *result["beyond"])}
    # Nothing of another river, and nobody who has an outfall or a plant twice.
    assert not any("邳庄" in name or "城区" in name for name in everybody)
    assert not everybody & set(PLANTED)


def test_a_fine_section_sets_apart_what_is_above_it(answer: Answer, sample: Path) -> None:
    result = answer(
        "suspects", sample, "--section", "赵村", "--period", "2018-07",
        "--indicator", "ammonia_nitrogen",
    )  # fmt: skip
    assert not result["section"]["fails"]
    standing = {one["name"]: one["standing"] for one in result["sections_upstream"]}
    assert (standing["季庄桥"], standing["邳庄桥"]) == ("failing", "fine")
    assert "北辰纸业有限公司" in {one["owner"] for one in result["candidates"]}
    assert "邳庄制革有限公司" in {one["owner"] for one in result["beyond"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--section", "季庄"), "季庄桥"),
        (("--section", "赵村", "--period", "2018-07"), "--indicator"),
        (("--section", "季庄桥", "--indicator", "ammonia"), "ammonia_nitrogen"),
        (("--section", "季庄桥", "--indicator", "chloroprene"), "季庄桥"),
    ],
)
def test_what_cannot_be_asked_is_exit_code_2(
    run: Any, sample: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("suspects", sample, *arguments, "--lang", "zh")
    assert ended.returncode == 2
    assert said in ended.stderr


def test_the_workbook_holds_the_same(
    answer: Answer, run: Any, sample: Path, tmp_path: Path
) -> None:
    asked = ("suspects", sample, "--section", "季庄桥", "--period", "2018-07", "--lang", "zh")
    result = answer(*asked)
    ended = run(*asked, "--out", tmp_path / "候选.xlsx")
    assert ended.returncode == 0, ended.stderr
    sheet = openpyxl.load_workbook(tmp_path / "候选.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    found = (*result["candidates"], *result["beyond"])
    assert [(row[1], row[2], row[5]) for row in rows] == [
        (one["name"], one["owner"], one["points"]) for one in found
    ]
