"""``watermap cleanup`` on the sample: planted things, and a brute-force way beside it."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
from pyproj import Geod

from tests.end_to_end.conftest import Run

pytestmark = [pytest.mark.slow]
ORACLE = Geod(a=6378137, rf=298.257222101)
TABLE = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "cleanup_sample.toml").read_text("utf-8")
)
SOURCE_M = 0.01  # degrees of a source's place are written to the millimetre
FILES = {"outfall": ("入河排污口", 4490), "petrol_station": ("加油站", 4548)}
WITH = ("--as-of", "2026-11-25", "--rings", "1000,2000")


@pytest.fixture(scope="module")
def result(answer: Callable[..., Any], sample: Path) -> Any:
    return answer("cleanup", sample, *WITH, "--lang", "zh")


def layer(sample: Path, name: str, epsg: int = 4490) -> gpd.GeoDataFrame:
    """A shapefile of the sample in degrees, read by GDAL alone."""
    frame = pyogrio.read_dataframe(sample / f"{name}.shp", encoding="utf-8")
    return frame.set_crs(epsg, allow_override=True).to_crs(4490)


@pytest.mark.parametrize("planted", TABLE["planted"], ids=lambda one: one["name"])
def test_what_was_planted_is_found(planted: dict[str, Any], result: Any, sample: Path) -> None:
    (item,) = [one for one in result["items"] if one["feature"]["name"] == planted["name"]]
    assert (item["thing"], item["duty"]) == (planted["thing"], planted["duty"])
    zones = [[zone["zone"], zone["basis"]["article"]] for zone in item["zones"]]
    assert zones == planted["zones"]
    assert item["intake"]["feature"]["name"] == planted["source"]
    there = layer(sample, *FILES[planted["thing"]]).geometry.iloc[item["feature"]["record"]]
    _, _, metres = ORACLE.inv(there.x, there.y, *TABLE["sources"][planted["source"]])
    assert item["intake"]["distance_m"] == pytest.approx(metres, abs=SOURCE_M)
    assert item["upstream"] is None
    assert item["upstream_why"]


def test_every_outfall_is_listed_that_lies_in_the_core_or_the_key_zone(
    result: Any, sample: Path
) -> None:
    """Every pair of the two layers, without an index."""
    outfalls, zones = layer(sample, "入河排污口"), layer(sample, "南水北调保护区")
    expected = {
        (name, kind)
        for name, place in zip(outfalls["PWKMC"], outfalls.geometry, strict=True)
        for kind, shape in zip(zones["BHQJB"], zones.geometry, strict=True)
        if shape.covers(place) and kind != "一般保护区"
    }
    names = {"diversion_core": "核心保护区", "diversion_key": "重点保护区"}
    assert expected
    assert expected == {
        (item["feature"]["name"], names[zone["zone"]])
        for item in result["items"]
        if item["thing"] == "outfall"
        for zone in item["zones"]
        if zone["zone"] in names
    }


def test_pipelines_are_measured_inside_the_areas(result: Any, sample: Path) -> None:
    lines, areas = layer(sample, "油气管道", 4548), layer(sample, "饮用水水源保护区")
    levels = {"一级保护区": "dw_1", "二级保护区": "dw_2", "准保护区": "dw_quasi"}
    expected = {}
    for line in lines.geometry:
        for level, shape in zip(areas["BHQJB"], areas.geometry, strict=True):
            inside = line.intersection(shape)
            if not inside.is_empty:
                found = ORACLE.geometry_length(inside)
                expected[levels[level], round(found)] = found
    told = {
        (zone["zone"], round(zone["length_m"])): zone["length_m"]
        for item in result["items"]
        if item["thing"] == "pipeline_crossing"
        for zone in item["zones"]
        if zone["zone"].startswith("dw_")
    }
    assert expected
    assert told == pytest.approx(expected, abs=0.01)


def test_each_thing_once_in_the_order_of_the_data(result: Any) -> None:
    keys = [(one["feature"]["path"], one["feature"]["record"]) for one in result["items"]]
    assert len(set(keys)) == len(keys)
    order = result["ranked_by"]
    assert order == ["grade", "upstream", "risk"]  # the sample has rivers
    assert [one["grade"] for one in result["items"]] == sorted(
        one["grade"] for one in result["items"]
    )
    assert [one["priority"] for one in result["items"]] == sorted(
        one["priority"] for one in result["items"]
    )
    assert result["zones_not_checked"] == ["nature_reserve"]
    assert result["looked_at"]["outfall"] == 15


def test_the_list_as_a_workbook_and_as_a_package(
    run: Run, sample: Path, result: Any, tmp_path: Path
) -> None:
    book, package = tmp_path / "清单.xlsx", tmp_path / "清单.gpkg"
    for path in (book, package):
        ended = run("cleanup", sample, *WITH, "--lang", "zh", "--quiet", "--out", path)
        assert ended.returncode == 0, ended.stderr
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames[:4] == ["清理整治清单", "所在区域明细", "汇总", "未排查"]
    assert sheets["清理整治清单"].max_row == 1 + len(result["items"])
    names = [row[0].value for row in sheets["清理整治清单"]["C2:C99999"] if row[0].value]
    assert names == [one["feature"]["name"] for one in result["items"]]
    things = pyogrio.read_dataframe(package, layer="cleanup")
    assert list(things["name"]) == names
    assert things.crs.to_epsg() == 4490
    zones = pyogrio.read_dataframe(package, layer="cleanup_zones")
    assert len(zones) == sum(len(one["zones"]) for one in result["items"])


def test_a_projects_own_rule_that_is_broken_is_named(run: Run, sample_copy: Path) -> None:
    (sample_copy / "rules").mkdir()
    (sample_copy / "rules" / "本局.toml").write_text('theme = { zh = "本局" }\nrul = 1\n', "utf-8")
    ended = run("check", sample_copy, "--point", "117.6,34.6", "--lang", "zh")
    assert ended.returncode == 2
    for named in ("本局.toml", "theme.en", "rul", "rule"):
        assert named in ended.stderr


OWN_RULE = """
theme = { zh = "本局规则", en = "The bureau's own" }
[[rule]]
id = "LOCAL-1"
title = { zh = "湖库周边", en = "Around lakes" }
check = "within_distance"
distance_m = 300
zone = { kind = "lake" }
source = "district notice 2024"
[[rule.basis]]
document = { zh = "某区通知", en = "District notice" }
article = "2"
in_force_from = 2024-01-01
verified = true
[[rule.case]]
verdict = "notice"
message = { zh = "湖库三百米内须征求意见。", en = "Within 300 m of a lake: ask the bureau." }
"""


def test_rules_of_a_project_are_listed_with_their_file(
    answer: Any, run: Run, sample_copy: Path
) -> None:
    shipped = answer("rules")["rules"]
    assert {one["origin"] for one in shipped} == {"watermap"}
    assert all(one["file"].endswith(".toml") and "/" not in one["file"] for one in shipped)
    file = sample_copy / "rules" / "本局.toml"
    file.parent.mkdir()
    file.write_text(OWN_RULE, "utf-8")
    listed = answer("rules", sample_copy)["rules"]
    assert [one for one in listed if one["origin"] == "watermap"] == shipped
    (own,) = [one for one in listed if one["origin"] == "project"]
    assert (own["id"], own["in_force_from"]) == ("LOCAL-1", "2024-01-01")
    assert own["citation"] == {"zh": "某区通知 2", "en": "District notice 2"}
    assert Path(own["file"]).samefile(file)
    table = run("rules", sample_copy, "--lang", "zh").stdout
    assert "项目自有" in table


def test_rules_of_what_is_no_project_are_refused(run: Run, tmp_path: Path) -> None:
    ended = run("rules", tmp_path / "无此项目")
    assert ended.returncode == 2
    assert "无此项目" in ended.stderr
