"""``watermap spill`` as scripts rely on it: a tanker at a bridge of the sample's 小季河."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.slow
Answer = Callable[..., Any]
WHOLE = ("--mass-kg", 500, "--area-m2", 20, "--limit-mg-l", 0.5)


def names(result: dict[str, Any]) -> list[str]:
    return [one["name"] for one in result["arrivals"]]


def called(result: dict[str, Any], side: str) -> list[str]:
    return [one["name"] for one in result["calls"][side]]


def test_a_tanker_at_a_bridge_comes_to_zhaocun_and_to_nothing_upstream(
    answer: Answer, sample: Path
) -> None:
    result = answer("spill", sample, "--at", "小季河桥", *WHOLE)
    assert names(result) == ["季庄桥", "赵村"]
    upstream = answer("trace", sample, "--from", "小季河桥", "--up")
    above = {(one["kind"], one["id"], one["name"]) for one in upstream["objects"]}
    assert not above & {(one["kind"], one["id"], one["name"]) for one in result["arrivals"]}
    for one in result["arrivals"]:
        assert one["hours"]["earliest"] < one["hours"]["likely"] < one["hours"]["latest"]
        assert one["peak"]["least_mg_l"] < one["peak"]["most_mg_l"]
    assert [one["reason"] for one in result["ends"]] == ["outlet"]
    assert {one["river"] for one in result["reaches"]} == {"小季河", "韩庄运河"}
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_whom_to_call_is_in_the_order_of_the_water(answer: Answer, sample: Path) -> None:
    result = answer("spill", sample, "--at", "小季河桥")
    assert called(result, "here") == ["台儿庄区", "运河街道"]
    assert called(result, "down") == ["邳庄镇"]
    assert called(result, "up") == ["泥沟镇"]
    assert result["calls"]["down"][0]["hours"]["earliest"] > 0
    assert result["unplaced_sources"] == ["张庄水源地"]


def test_without_an_amount_there_are_hours_but_no_concentrations_and_that_is_said(
    answer: Answer, run: Any, sample: Path
) -> None:
    whole = answer("spill", sample, "--at", "小季河桥", *WHOLE)
    bare = answer("spill", sample, "--at", "小季河桥", "--lang", "zh")
    assert [one["hours"] for one in bare["arrivals"]] == [o["hours"] for o in whole["arrivals"]]
    assert {one["peak"] for one in bare["arrivals"]} == {None}
    assert any("泄漏量" in one for one in bare["said"])
    assert any("断面面积" in one for one in bare["said"])
    ended = run("spill", sample, "--at", "小季河桥", "--lang", "zh")
    assert ended.returncode == 0
    assert "未计算浓度" in ended.stdout
    assert "通报对象" in ended.stdout


def test_a_tributary_of_a_known_flow_dilutes_what_lies_below(answer: Answer, sample: Path) -> None:
    plain = answer("spill", sample, "--at", "小季河桥", *WHOLE)
    mixed = answer("spill", sample, "--at", "小季河桥", *WHOLE, "--flow", "韩庄运河=30")
    assert mixed["arrivals"][0] == plain["arrivals"][0]
    assert mixed["arrivals"][1]["diluted_by"] == ["韩庄运河"]
    before, after = (one["arrivals"][1]["peak"]["most_mg_l"] for one in (plain, mixed))
    assert after < before / 2


def test_a_road_is_asked_for_by_the_river_it_crosses(
    answer: Answer, run: Any, sample: Path
) -> None:
    ended = run("spill", sample, "--at", "X006涧马线", "--lang", "zh")
    assert ended.returncode == 2
    assert "X006涧马线@伊家河" in ended.stderr
    result = answer("spill", sample, "--at", "X006涧马线@伊家河")
    assert result["start"]["river"] == "伊家河"
    assert names(result)[-1] == "赵村"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "不在这里"), "不在这里"),
        (("--at", "小季河桥", "--mass-kg", -1), "--mass-kg"),
        (("--at", "小季河桥", "--flow", "韩庄运河"), "韩庄运河"),
        (("--at", "小季河桥", "--flow", "韩庄运河=0"), "韩庄运河=0"),
        (("--at", "小季河桥", "--flow", "a=1", "--flow", "a=2"), "a=2"),
    ],
)
def test_what_cannot_be_used_is_exit_code_2(
    run: Any, sample: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("spill", sample, *arguments, "--lang", "zh")
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_files_hold_what_json_says(answer: Answer, run: Any, sample: Path, tmp_path: Path) -> None:
    asked = ("spill", sample, "--at", "小季河桥", *WHOLE, "--lang", "zh")
    result = answer(*asked)
    for ending in ("json", "xlsx", "svg"):
        ended = run(*asked, "--out", tmp_path / f"spill.{ending}")
        assert ended.returncode == 0, ended.stderr
    assert json.loads((tmp_path / "spill.json").read_text("utf-8")) == result
    book = openpyxl.load_workbook(tmp_path / "spill.xlsx")
    rows = list(book["到达时间"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == names(result)
    assert [row[8] for row in rows] == ["超限"] * 2
    calls = list(book["通报对象"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in calls] == ["台儿庄区", "运河街道", "邳庄镇", "泥沟镇"]
    assert "泄漏影响：小季河桥" in (tmp_path / "spill.svg").read_text("utf-8")
