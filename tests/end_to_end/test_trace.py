"""``watermap trace`` as scripts rely on it, and the sample's story: who stands above 季庄桥."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyogrio
import pytest

pytestmark = pytest.mark.slow
Answer = Callable[..., Any]
REAL = Path(__file__).parents[2].parent / "shared" / "real" / "walker_river" / "walker.gpkg"
PLANTED = {"北辰纸业排污口", "青禾淀粉排污口", "泥沟肉联排污口"}


def names(result: dict[str, Any]) -> list[str]:
    return [one["name"] for one in result["objects"]]


def test_trace_has_the_contracts_shape(answer: Answer, sample: Path) -> None:
    result = answer("trace", sample, "--from", "季庄桥", "--up")
    assert set(result) >= {
        "start", "direction", "reaches", "length_km", "ends", "objects", "problems",
    }  # fmt: skip
    assert set(result["start"]) >= {"reach", "river_km", "snap_m"}
    assert result["direction"] == "up"
    assert {one["reason"] for one in result["ends"]} == {"source"}
    for one in result["objects"]:
        assert set(one) >= {
            "kind", "id", "name", "river_km", "hours", "snap_m", "main_stem",
        }  # fmt: skip
        assert one["river_km"] > result["start"]["river_km"]
        assert one["hours"]["earliest"] < one["hours"]["likely"] < one["hours"]["latest"]
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_the_planted_outfalls_stand_upstream_and_none_downstream(
    answer: Answer, sample: Path
) -> None:
    assert set(names(answer("trace", sample, "--from", "季庄桥", "--up"))) >= PLANTED
    down = answer("trace", sample, "--from", "季庄桥", "--down")
    assert not PLANTED & set(names(down))
    assert "赵村" in names(down)
    assert [one["name"] for one in down["districts"]]


def test_limits_and_the_main_stem(answer: Answer, sample: Path) -> None:
    whole = answer("trace", sample, "--from", "section:赵村", "--up")
    near = answer("trace", sample, "--from", "section:赵村", "--up", "--within-km", 10)
    stem = answer("trace", sample, "--from", "section:赵村", "--up", "--main-stem")
    assert max(one["distance_km"] for one in near["ends"]) == pytest.approx(10)
    assert set(names(near)) < set(names(whole))
    assert {one["river"] for one in stem["reaches"]} == {"韩庄运河"}
    assert stem["length_km"] == pytest.approx(whole["main_stem_km"])
    stopped = answer("trace", sample, "--from", "section:赵村", "--up", "--stop-at", "section")
    assert "object" in {one["reason"] for one in stopped["ends"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "季庄桥"), "--up"),
        (("--from", "不在这里", "--up"), "不在这里"),
        (("--from", "100,30", "--up"), "100.000000"),
        (("--from", "张庄水源地", "--down"), "张庄水源地"),
        (("--from", "季庄桥", "--up", "--stop-at", "bridge"), "bridge"),
    ],
)
def test_what_cannot_be_used_is_exit_code_2(
    run: Any, sample: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("trace", sample, *arguments, "--lang", "zh")
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_project_without_rivers_says_what_it_lacks(
    run: Any, sample: Path, tmp_path: Path
) -> None:
    made = run("new", tmp_path / "a", "--layer", f"{sample / '断面.shp'}=section")
    assert made.returncode == 0, made.stderr
    ended = run("trace", tmp_path / "a", "--from", "季庄桥", "--up", "--lang", "en")
    assert ended.returncode == 2
    assert "rivers" in ended.stderr


def test_files_hold_what_json_says(answer: Answer, run: Any, sample: Path, tmp_path: Path) -> None:
    result = answer("trace", sample, "--from", "季庄桥", "--up", "--lang", "zh")
    for ending in ("xlsx", "gpkg", "geojson", "svg"):
        out = tmp_path / f"trace.{ending}"
        ended = run("trace", sample, "--from", "季庄桥", "--up", "--lang", "zh", "--out", out)
        assert ended.returncode == 0, ended.stderr
    sheet = openpyxl.load_workbook(tmp_path / "trace.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == names(result)
    assert [row[4] for row in rows] == [round(one["distance_km"], 3) for one in result["objects"]]
    reaches = pyogrio.read_dataframe(tmp_path / "trace.gpkg", layer="traced_reaches")
    assert reaches.crs.to_epsg() == 4490
    assert reaches["length_m"].sum() / 1000 == pytest.approx(result["length_km"])
    features = json.loads((tmp_path / "trace.geojson").read_text("utf-8"))["features"]
    assert [one["properties"]["id"] for one in features] == [one["id"] for one in result["reaches"]]
    assert "上游追踪" in (tmp_path / "trace.svg").read_text("utf-8")


@pytest.mark.skipif(not REAL.exists(), reason=f"no real data at {REAL}")
@pytest.mark.parametrize(("reach", "count"), [("5329303", 62), ("5329343", 34), ("5329325", 5)])
def test_walker_creek(answer: Answer, run: Any, tmp_path: Path, reach: str, count: int) -> None:
    run("new", tmp_path / "walker", "--layer", f"{REAL}=river", "--crs", 4269)
    result = answer("trace", tmp_path / "walker", "--from", reach, "--up")
    assert len({one["id"] for one in result["reaches"]}) == count
    assert reach in {one["id"] for one in result["reaches"]}
    assert {one["reason"] for one in result["ends"]} == {"source"}
