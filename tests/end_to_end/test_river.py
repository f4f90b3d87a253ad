"""``watermap river`` and ``watermap duty`` as scripts rely on them, on the sample."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.slow
Answer = Callable[..., Any]


def names(listed: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in listed]


def test_the_canal_has_its_sections_in_the_order_of_the_water(answer: Answer, sample: Path) -> None:
    result = answer("river", sample, "--river", "韩庄运河", "--period", "2019-06")
    assert names(result["sections"]) == ["闫浅", "台儿庄大桥", "赵村"]
    kms = [one["river_km"] for one in result["sections"]]
    assert kms == sorted(kms, reverse=True)
    assert result["indicator"] is None
    sides = {one["name"]: one["side"] for one in result["tributaries"]}
    assert sides["小季河"] == "left"
    assert sides["伊家河"] == "right"
    assert result["length_km"] == pytest.approx(48.51, abs=0.01)
    assert {one["name"] for one in result["districts"]} >= {"台儿庄区", "邳庄镇"}
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_values_and_classes_are_those_of_assess(answer: Answer, sample: Path) -> None:
    result = answer(
        "river", sample, "--river", "小季河", "--indicator", "chemical_oxygen_demand",
        "--period", "2019-06", "--compare", "2018-06",
    )  # fmt: skip
    (there,) = result["sections"]
    for period, found in (("2019-06", there), ("2018-06", there["before"])):
        assessed = answer("assess", sample, "--period", period)
        (section,) = [one for one in assessed["sections"] if one["name"] == "季庄桥"]
        (value,) = [one for one in section["indicators"] if one["id"] == "chemical_oxygen_demand"]
        assert found["class"] == section["class"]
        assert found["met"] == section["met"]
        assert found["value"]["value"] == value["value"]
    assert result["flows_into"] == ["韩庄运河"]
    outfalls = [one["name"] for one in result["objects"] if one["kind"] == "outfall"]
    assert outfalls == [
        "青禾淀粉排污口",
        "北辰纸业排污口",
        "泥沟镇污水处理厂排污口",
        "泥沟肉联排污口",
    ]


def test_the_intake_of_the_reservoir_lies_in_its_protection_area(
    answer: Answer, sample: Path
) -> None:
    result = answer("river", sample, "--river", "小龙潭水库", "--period", "2019")
    assert names(result["protection_areas"]) == ["小龙潭水源地一级保护区"]
    assert "小龙潭水源地" in names(
        [one for one in result["objects"] if one["kind"] == "water_source"]
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--river", "不在这里"), "不在这里"),
        (("--river", "韩庄运河", "--indicator", "ammonia"), "ammonia_nitrogen"),
        (("--river", "韩庄运河", "--period", "2019-13"), "2019-13"),
    ],
)
def test_what_cannot_be_used_is_exit_code_2(
    run: Any, sample: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("river", sample, *arguments, "--lang", "zh")
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_files_of_a_river_hold_what_json_says(
    answer: Answer, run: Any, sample: Path, tmp_path: Path
) -> None:
    asked = ("river", sample, "--river", "韩庄运河", "--period", "2019-06", "--lang", "zh")
    result = answer(*asked)
    for ending in ("xlsx", "svg", "pdf", "json"):
        ended = run(*asked, "--out", tmp_path / f"river.{ending}")
        assert ended.returncode == 0, ended.stderr
    rows = list(
        openpyxl.load_workbook(tmp_path / "river.xlsx")
        .worksheets[0]
        .iter_rows(min_row=2, values_only=True)
    )
    assert [row[0] for row in rows] == names(result["sections"])
    assert [row[1] for row in rows] == [round(one["river_km"], 3) for one in result["sections"]]
    assert json.loads((tmp_path / "river.json").read_text("utf-8")) == result
    assert (tmp_path / "river.pdf").read_bytes().startswith(b"%PDF")
    assert "韩庄运河沿程图" in (tmp_path / "river.svg").read_text("utf-8")


def test_duty_has_every_river_whole_at_every_level(
    answer: Answer, run: Any, sample: Path, tmp_path: Path
) -> None:
    result = answer("duty", sample, "--period", "2019")
    assert result["period"] == "2019"
    canal = [one for one in result["stretches"] if one["river"] == "韩庄运河"]
    county = [one for one in canal if one["level"] == "county"]
    assert sum(one["length_km"] for one in county) == pytest.approx(48.51, abs=0.01)
    (own,) = [one for one in county if one["district"] == "台儿庄区"]
    assert names(own["sections"]) == ["闫浅", "台儿庄大桥", "赵村"]
    assessed = {
        one["name"]: one for one in answer("assess", sample, "--period", "2019")["sections"]
    }
    for stretch in result["stretches"]:
        for section in stretch["sections"]:
            known = assessed[section["name"]]
            assert (section["class"], section["met"]) == (known["class"], known["met"])
    out = tmp_path / "duty.xlsx"
    assert run("duty", sample, "--period", "2019", "--out", out).returncode == 0
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(result["stretches"])


def test_a_project_without_results_has_its_duties_all_the_same(
    answer: Answer, run: Any, sample: Path, tmp_path: Path
) -> None:
    made = run(
        "new", tmp_path / "a",
        "--layer", f"{sample / '河流.shp'}=river", "--layer", f"{sample / '断面.shp'}=section",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    result = answer("duty", tmp_path / "a")
    assert result["period"] is None
    assert {one["river"] for one in result["stretches"]} >= {"韩庄运河", "小季河"}
    assert all(
        section["class"] is None for one in result["stretches"] for section in one["sections"]
    )
