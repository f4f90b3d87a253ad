"""The command line and its JSON, as scripts rely on them (contract.md)."""

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.qt, pytest.mark.slow]
Answer = Callable[..., Any]
CLASSES = {"I", "II", "III", "IV", "V", "worse_than_V"}
VERDICTS = {"prohibited", "restricted", "notice", "no_conflict", "incomplete"}
STATES = {"conflict", "near", "no_conflict", "no_data", "not_covering"}


def numbers_are_numbers(value: object) -> bool:
    if isinstance(value, dict):
        return all(numbers_are_numbers(one) for one in value.values())
    if isinstance(value, list):
        return all(numbers_are_numbers(one) for one in value)
    return not isinstance(value, float) or math.isfinite(value)


def test_assess_has_the_contracts_shape(answer: Answer, sample: Path) -> None:
    result = answer("assess", sample, "--period", "2019-06", "--lang", "zh")
    assert set(result) >= {
        "standard", "method", "as_of", "period", "sections", "summary", "unmatched", "problems",
    }  # fmt: skip
    assert result["period"] == "2019-06"
    assert len(result["sections"]) >= 8
    for section in result["sections"]:
        assert set(section) >= {
            "code", "name", "river", "class", "state", "deciding", "evaluated", "indicators",
            "target", "met",
        }  # fmt: skip
        assert section["class"] in CLASSES | {None}
        assert (section["class"] is None) == (section["state"] != "evaluated")
        for indicator in section["indicators"]:
            assert set(indicator) >= {
                "id", "value", "unit", "raw", "n", "censored", "class", "limit", "multiple",
            }  # fmt: skip
    summary = result["summary"]
    assert set(summary) >= {"share_good_pct", "share_worse_v_pct", "targets", "grade"}
    assert set(result["unmatched"]) == {"table", "layer", "suggestions"}
    assert numbers_are_numbers(result)


def test_some_years_meet_the_plan_and_some_miss(answer: Answer, sample: Path) -> None:
    met = {}
    for year in (2017, 2018, 2019, 2020):
        targets = answer("assess", sample, "--period", year)["summary"]["targets"]
        met |= {(year, target["id"]): target["met"] for target in targets}
    assert set(met.values()) >= {True, False}


def test_around_has_the_contracts_shape(answer: Answer, sample: Path) -> None:
    result = answer("around", sample, "--rings", "500,1000,5000")
    assert len(result["sources"]) == 2
    for source in result["sources"]:
        assert [ring["radius_m"] for ring in source["rings"]] == [500, 1000, 5000]
        for ring in source["rings"]:
            circle_m2 = 3.141592653589793 * ring["radius_m"] ** 2
            assert ring["area_m2"] == pytest.approx(circle_m2, rel=1e-4)
            for kind in ring["kinds"]:
                assert set(kind) >= {"kind", "count", "overlap_m2", "features"}
                assert kind["count"] == len(kind["features"])
                for feature in kind["features"]:
                    assert feature["distance_m"] <= ring["radius_m"]
    counts = [
        sum(kind["count"] for kind in ring["kinds"]) for ring in result["sources"][0]["rings"]
    ]
    assert counts == sorted(counts)


def test_check_has_the_contracts_shape(answer: Answer, sample: Path) -> None:
    result = answer("check", sample, "--site", sample / "拟建化工项目.geojson")
    assert set(result) >= {
        "site", "as_of", "verdict", "themes", "findings", "near_misses", "thresholds", "firmness",
        "problems",
    }  # fmt: skip
    assert result["verdict"] == "prohibited"
    assert {theme["state"] for theme in result["themes"]} <= STATES
    for finding in result["findings"]:
        assert set(finding) >= {
            "rule", "kind", "feature", "relation", "overlap_m2", "overlap_pct_of_site",
            "overlap_pct_of_zone", "length_m", "distance_m", "bearing_deg", "verdict", "basis",
            "message",
        }  # fmt: skip
        assert set(finding["basis"]) >= {
            "document", "article", "in_force_from", "in_force_to", "verified",
        }  # fmt: skip


def test_the_law_of_the_day_applies(answer: Answer, sample: Path) -> None:
    def documents(day: str) -> str:
        site = sample / "拟建化工项目.geojson"
        result = answer("check", sample, "--site", site, "--as-of", day, "--lang", "zh")
        return json.dumps([one["basis"] for one in result["findings"]], ensure_ascii=False)

    assert "水污染防治法" in documents("2026-08-14")
    assert "水污染防治法" not in documents("2026-08-15")
    assert "生态环境法典" in documents("2026-08-15")


def test_corners_and_file_give_the_same_site(answer: Answer, sample: Path) -> None:
    by_file = answer("check", sample, "--site", sample / "拟建化工项目.geojson")
    by_corners = answer(
        "check", sample, "--corners", sample / "拐点坐标.csv", "--industry", "C2614",
        "--work", "new", "--discharges", "yes",
    )  # fmt: skip
    assert by_corners["site"]["area_m2"] == pytest.approx(by_file["site"]["area_m2"], rel=1e-4)
    assert by_corners["verdict"] == by_file["verdict"]


def test_a_point_in_a_grade_one_area_is_prohibited_and_far_away_is_not_covered(
    answer: Answer, sample: Path
) -> None:
    far = answer("check", sample, "--point", "121.5,31.2", "--work", "new")
    assert far["verdict"] == "incomplete"
    assert {theme["state"] for theme in far["themes"]} <= {"no_data", "not_covering"}


def test_fail_on_gives_exit_code_3(run: Any, sample: Path) -> None:
    site = sample / "拟建化工项目.geojson"
    assert run("check", sample, "--site", site, "--fail-on", "prohibited").returncode == 3


@pytest.mark.parametrize("name", ["kinds", "standards", "rules", "methods"])
def test_lists_have_their_own_key_and_days_in_force(answer: Answer, name: str) -> None:
    result = answer(name)
    assert list(result) == [name]
    assert result[name]
    for entry in result[name]:
        if name == "kinds":
            assert set(entry) >= {"id", "title", "geometry", "fields"}
        else:
            assert set(entry) >= {"id", "in_force_from", "in_force_to"}


def test_info_tells_of_every_file_of_the_sample(answer: Answer, sample: Path) -> None:
    shapefiles = sorted(sample.glob("*.shp"))
    result = answer("info", *shapefiles, sample / "水质监测_2019.xlsx")
    assert len(result["files"]) == len(shapefiles) + 1
    questions = 0
    for sheet in result["files"][-1]["tables"]:
        assert sheet["health"]["colour"] in ("green", "amber", "red")
    for file in result["files"]:
        assert set(file) >= {"path", "format", "encoding", "layers", "problems"}
        for layer in file["layers"]:
            assert layer["features_in_file"] == layer["features_read"] + len(layer["rejected"])
            assert layer["kind"]["id"] is not None
            questions += layer["crs"]["question"] is not None
            colours = {check["id"]: check["colour"] for check in layer["health"]["checks"]}
            assert colours["crs"] == ("red" if layer["crs"]["question"] else "green")
            assert (layer["health"]["colour"] == "red") == ("red" in colours.values())
    assert questions == 1  # the one layer without .prj


def test_one_bad_file_does_not_hide_the_good_ones(
    answer: Answer, run: Any, sample: Path, tmp_path: Path
) -> None:
    bad, good = tmp_path / "坏.gpkg", sample / "断面.shp"
    bad.write_text("no database")
    result = answer("info", bad, good, "nowhere.shp", "--lang", "zh")
    first, second, third = result["files"]
    assert [len(file["layers"]) for file in (first, second, third)] == [0, 1, 0]
    assert (first["format"], first["problems"][0]["code"]) == (None, "reading.not_real")
    assert third["problems"][0]["severity"] == "error"
    assert "坏.gpkg" in first["problems"][0]["message"]
    shown = run("info", bad, good, "--lang", "zh")
    assert "不可用" in shown.stdout
    assert "坏.gpkg" in shown.stdout
    alone = run("info", bad, "nowhere.shp", "--json")
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "坏.gpkg" in alone.stderr
    assert "nowhere.shp" in alone.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["assess", "nowhere"], "nowhere"),
        (["info", "nowhere.shp"], "nowhere.shp"),
        (["check", "SAMPLE"], "--site"),
        (["check", "SAMPLE", "--point", "1000,2"], "1000"),
        (["assess", "SAMPLE", "--standard", "gb3838-2003"], "gb3838-2002"),
        (["map", "SAMPLE", "--out", "x.bmp"], ".png"),
        (["around", "SAMPLE", "--source", "没有"], "没有"),
    ],
)
def test_unusable_input_ends_with_2_and_says_what_to_do(
    run: Any, sample: Path, arguments: list[str], says: str
) -> None:
    given = [str(sample) if one == "SAMPLE" else one for one in arguments]
    ended = run(*given, "--lang", "zh", "--json")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_project_opens_after_being_moved(answer: Answer, sample: Path, sample_copy: Path) -> None:
    here, there = (answer("assess", place, "--period", "2019") for place in (sample, sample_copy))
    assert here["sections"] == there["sections"]


def test_a_missing_layer_is_said_and_never_counts_as_checked(
    answer: Answer, sample_copy: Path
) -> None:
    for path in sample_copy.glob("生态保护红线.*"):
        path.unlink()
    result = answer("check", sample_copy, "--site", sample_copy / "拟建化工项目.geojson")
    (theme,) = [one for one in result["themes"] if one["kind"] == "red_line"]
    assert theme["state"] == "no_data"
    assert [one for one in result["findings"] if one["kind"] == "red_line"] == []


def test_a_layer_without_features_is_no_answer(answer: Answer, sample_copy: Path) -> None:
    empty = sample_copy / "空.geojson"
    empty.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    (layer,) = answer("info", empty)["files"][0]["layers"]
    assert layer["features_in_file"] == 0
    assert layer["bounds"] is None
    project = sample_copy / "project.toml"
    project.write_text(
        project.read_text("utf-8").replace("生态保护红线.shp", "空.geojson"), "utf-8"
    )
    result = answer("check", sample_copy, "--site", sample_copy / "拟建化工项目.geojson")
    (theme,) = [one for one in result["themes"] if one["kind"] == "red_line"]
    assert theme["state"] == "no_data"
    assert answer("assess", sample_copy, "--period", "2019")["sections"]


def test_new_makes_a_project_that_can_be_assessed(
    answer: Answer, run: Any, sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "新 项目"
    ended = run(
        "new", folder, "--layer", f"{sample / '断面.shp'}=section", "--layer", sample / "河流.shp",
        "--table", sample / "水质监测_2019.xlsx",
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    result = answer("assess", folder, "--period", "2019")
    assert sum(section["state"] == "evaluated" for section in result["sections"]) >= 7
    assert run("new", folder, "--layer", sample / "断面.shp").returncode == 2


def test_text_of_the_terminal_is_in_one_language(run: Any, sample: Path) -> None:
    english = run("assess", sample, "--period", "2019", "--lang", "en").stdout
    assert "Class" in english or "class" in english
    chinese = run("kinds", "--lang", "zh").stdout
    assert "控制断面" in chinese
    assert not re.search(r"Title|Geometry", chinese)
