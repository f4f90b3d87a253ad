"""The network of rivers reviewed and repaired from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
import shapely

from tests.checks.ground import ORACLE

Answer = Callable[..., Any]
RIVER, GAP_M = "小季河", 30.0


@pytest.fixture
def broken(request: pytest.FixtureRequest, sample_copy: Path) -> Path:
    """The sample with 30 m of 小季河 missing, so that it is two lines, the upper one first."""
    path = sample_copy / "河流.shp"
    rivers = gpd.read_file(path)
    at = int(rivers.index[rivers["HLMC"] == RIVER][0])
    plane = rivers.to_crs(4527)
    line = plane.geometry[at]
    middle = line.length / 2
    parts = [
        shapely.ops.substring(line, 0, middle - GAP_M / 2),
        shapely.ops.substring(line, middle + GAP_M / 2, line.length),
    ]
    if getattr(request, "param", None) == "lower_first":
        parts.reverse()
    rows = plane.loc[[at, at]].copy()
    rows.geometry = parts
    rest = plane.drop(index=at)
    whole = gpd.pd.concat([rest.loc[: at - 1], rows, rest.loc[at:]], ignore_index=True)
    whole.set_crs(4527).to_crs(4490).to_file(path, encoding="utf-8")
    return sample_copy


def of_river(result: Any) -> list[Any]:
    return [one for one in result["ends"] if one["river"] == RIVER]


def gaps(result: Any) -> list[Any]:
    return [one for one in result["faults"] if one["code"] == "gap"]


def test_the_sample_is_whole(answer: Answer, sample: Path) -> None:
    result = answer("network", sample, "--lang", "zh")
    assert set(result) >= {
        "rivers", "reaches", "nodes", "faults", "repairs", "doubtful", "unplaced", "tolerances",
    }  # fmt: skip
    assert not gaps(result)
    assert {one["severity"] for one in result["faults"]} == {"note"}
    assert result["unknown_direction"]["reaches"] == 0
    assert {one["name"] for one in result["unplaced"]} == {"张庄水源地", "张庄加油站"}
    assert all(one["why"] for one in (*result["doubtful"], *result["unplaced"]))
    assert [one["value_m"] for one in result["tolerances"]][:2] == [2, 60]
    assert not (sample / "network.toml").exists()


@pytest.mark.parametrize("broken", ["upper_first", "lower_first"], indirect=True)
def test_a_gap_is_listed_repaired_and_opened_again(answer: Answer, broken: Path) -> None:
    """What a trace finds above the gap comes and goes with the repair."""
    result = answer("network", broken, "--lang", "zh")
    (gap,) = gaps(result)
    assert gap["severity"] == "warning"
    assert RIVER in gap["message"]
    assert "米" in gap["message"]
    assert len(gap["repairs"]) == 1
    up = ("trace", broken, "--from", "赵村", "--up")
    cut = answer(*up)
    assert [one["reason"] for one in of_river(cut)] == ["gap"]
    assert "北辰纸业排污口" not in [one["name"] for one in cut["objects"]]

    repaired = answer("network", broken, "--repair", gap["number"])
    assert len(repaired["repaired"]) == 1
    assert not gaps(repaired)
    assert [one["in_force"] for one in repaired["repairs"]] == [True]
    whole = answer(*up)
    assert [one["reason"] for one in of_river(whole)] == ["source"]
    assert "北辰纸业排污口" in [one["name"] for one in whole["objects"]]
    assert whole["length_km"] > cut["length_km"] + 5

    taken = answer("network", broken, "--undo", 1)
    assert len(taken["taken_back"]) == 1
    assert taken["repairs"] == []
    assert [one["reason"] for one in of_river(answer(*up))] == ["gap"]


def test_all_repairs_what_needs_no_choice_and_says_the_rest(run: Any, broken: Path) -> None:
    ended = run("network", broken, "--repair", "all", "--lang", "zh")
    assert ended.returncode == 0, ended.stderr
    assert "已修正：把小季河" in ended.stderr
    again = run("network", broken, "--repair", "all", "--lang", "en")
    assert "Nothing was changed" in again.stderr
    back = run("network", broken, "--undo", "all", "--lang", "en")
    assert "Taken back: join" in back.stderr


def test_what_is_as_it_should_be_warns_no_more(answer: Answer, broken: Path) -> None:
    (gap,) = gaps(answer("network", broken))
    left = answer("network", broken, "--leave", gap["number"])
    assert [one["left"] for one in gaps(left)] == [True]
    assert not any(one["code"] == "network.fault_gap" for one in left["problems"])
    # A person said that the river begins there.
    ends = of_river(answer("trace", broken, "--from", "赵村", "--up"))
    assert [one["reason"] for one in ends] == ["source"]


def test_a_repair_of_a_line_that_changed_is_not_in_force(answer: Answer, broken: Path) -> None:
    (gap,) = gaps(answer("network", broken))
    answer("network", broken, "--repair", gap["number"])
    path = broken / "河流.shp"
    rivers = gpd.read_file(path)
    own = rivers["HLMC"] == RIVER
    rivers.loc[own, "geometry"] = rivers[own].translate(0, 0.001)
    rivers.to_file(path, encoding="utf-8")
    result = answer("network", broken)
    assert [one["in_force"] for one in result["repairs"]] == [False]
    assert "stale_repair" in [one["code"] for one in result["faults"]]


def test_tolerances_of_the_project_are_used(answer: Answer, broken: Path) -> None:
    """Ends 31 m apart meet where the project says so."""
    (broken / "network.toml").write_text("[tolerances]\njoin_m = 31.0\n", "utf-8")
    result = answer("network", broken)
    assert not gaps(result)
    (join,) = (one for one in result["tolerances"] if one["name"] == "join")
    assert (join["value_m"], join["default_m"]) == (31, 2)
    assert [
        one["reason"] for one in of_river(answer("trace", broken, "--from", "赵村", "--up"))
    ] == ["source"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--repair", "99"), "99"),
        (("--repair", "1.7"), "1.7"),
        (("--repair", "x"), "x"),
        (("--leave", "0"), "0"),
        (("--undo", "1"), "1"),
        (("--undo", "1", "--repair", "1"), "--undo"),
    ],
)
def test_numbers_that_mean_nothing_change_nothing(
    run: Any, sample_copy: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("network", sample_copy, *arguments, "--lang", "zh")
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (sample_copy / "network.toml").exists()


def test_a_project_of_a_newer_watermap_is_not_written(run: Any, broken: Path) -> None:
    path = broken / "project.toml"
    path.write_text(path.read_text("utf-8").replace("format = ", "format = 9"), "utf-8")
    ended = run("network", broken, "--repair", "all", "--lang", "en")
    assert ended.returncode == 2
    assert "newer watermap" in ended.stderr
    assert not (broken / "network.toml").exists()


def test_files_hold_what_json_says(answer: Answer, run: Any, broken: Path, tmp_path: Path) -> None:
    result = answer("network", broken, "--lang", "zh")
    for ending in ("xlsx", "gpkg", "geojson", "json"):
        ended = run("network", broken, "--lang", "zh", "--out", tmp_path / f"network.{ending}")
        assert ended.returncode == 0, ended.stderr
    sheet = openpyxl.load_workbook(tmp_path / "network.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [one["number"] for one in result["faults"]]
    assert [row[2] for row in rows] == [one["message"] for one in result["faults"]]
    faults = pyogrio.read_dataframe(tmp_path / "network.gpkg", layer="faults")
    assert faults.crs.to_epsg() == 4490
    assert faults["message"].tolist() == [one["message"] for one in result["faults"]]
    drawn = faults.geometry[faults["code"] == "gap"].iloc[0]
    assert ORACLE.geometry_length(drawn) == pytest.approx(GAP_M, abs=1)  # across a bend
    reaches = pyogrio.read_dataframe(tmp_path / "network.gpkg", layer="reaches")
    assert reaches["length_m"].sum() / 1000 == pytest.approx(result["length_km"])
    features = json.loads((tmp_path / "network.geojson").read_text("utf-8"))["features"]
    assert [one["properties"]["code"] for one in features] == [
        one["code"] for one in result["faults"]
    ]
    assert json.loads((tmp_path / "network.json").read_text("utf-8")) == result
