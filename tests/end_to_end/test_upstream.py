"""The water above the sources in ``watermap around``, and in the clean-up list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import geopandas as gpd
import openpyxl
import pytest

Answer = Callable[..., Any]
SOURCE = "运河水源地"


@pytest.fixture
def with_intake(sample_copy: Path) -> Path:
    """The sample with a third source: an intake from the canal at the section 赵村."""
    path = sample_copy / "水源地.shp"
    sources = gpd.read_file(path)
    sections = gpd.read_file(sample_copy / "断面.shp").to_crs(sources.crs)
    row = sources.iloc[[0]].copy()
    row["SYDBM"], row["SYDMC"], row["SYDLX"], row["SZST"] = "S3", SOURCE, "河流型", "韩庄运河"
    row.geometry = [sections.geometry[sections["DMMC"] == "赵村"].iloc[0]]
    both = gpd.pd.concat([sources, row], ignore_index=True)
    both.to_file(path, encoding="utf-8")
    return sample_copy


def test_the_water_above_each_source(answer: Answer, with_intake: Path) -> None:
    """What ``around`` counts is what a trace up from the section finds."""
    result = answer("around", with_intake, "--upstream-km", "5,30", "--lang", "zh")
    above = {one["name"]: one["upstream"] for one in result["sources"]}
    assert above["张庄水源地"]["place"] is None
    assert "地下水" in above["张庄水源地"]["said"][0]
    assert above["张庄水源地"]["within"] == []
    assert any("湖库" in told for told in above["小龙潭水源地"]["said"])
    near, far = above[SOURCE]["within"]
    assert (near["within_km"], far["within_km"]) == (5, 30)
    assert near["length_km"] < far["length_km"]
    assert near["complete"]
    traced = answer("trace", with_intake, "--from", "section:赵村", "--up", "--within-km", 30)
    assert far["length_km"] == pytest.approx(traced["length_km"])
    expected = {one["id"] for one in traced["objects"] if one["kind"] == "outfall"}
    (outfalls,) = (one for one in far["kinds"] if one["kind"] == "outfall")
    assert outfalls["count"] == len(outfalls["objects"]) == len(expected) > 3
    assert {one["id"] for one in outfalls["objects"]} == expected
    distances = [one["distance_km"] for one in outfalls["objects"]]
    assert distances == sorted(distances)


def test_files_tell_it_too(answer: Answer, run: Any, with_intake: Path, tmp_path: Path) -> None:
    result = answer("around", with_intake, "--source", SOURCE, "--lang", "zh")
    (far,) = (one for one in result["sources"][0]["upstream"]["within"] if one["within_km"] == 20)
    asked = ("around", with_intake, "--source", SOURCE, "--lang", "zh")
    for ending in ("xlsx", "docx"):
        ended = run(*asked, "--out", tmp_path / f"around.{ending}")
        assert ended.returncode == 0, ended.stderr
    book = openpyxl.load_workbook(tmp_path / "around.xlsx")
    rows = list(book["上游河段"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [5, 20]
    assert rows[1][2] == pytest.approx(far["length_km"], abs=0.001)
    counted = {row[2]: row[3] for row in book["上游对象"].iter_rows(values_only=True)
               if row[1] == 20}  # fmt: skip
    assert counted["入河排污口"] == next(
        one["count"] for one in far["kinds"] if one["kind"] == "outfall"
    )
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "around.docx")).paragraphs)
    assert "上游河段" in text
    assert "定位在韩庄运河" in text


def test_a_project_without_rivers_says_so(
    run: Any, answer: Answer, sample: Path, tmp_path: Path
) -> None:
    run("new", tmp_path / "a", "--layer", f"{sample / '水源地.shp'}=water_source")
    result = answer("around", tmp_path / "a", "--lang", "en")
    for source in result["sources"]:
        assert source["upstream"]["place"] is None
        assert "no usable river lines" in source["upstream"]["said"][0]
    assert "network.no_rivers_above" in [one["code"] for one in result["problems"]]


def test_the_clean_up_list_tells_the_way_along_the_river(answer: Answer, with_intake: Path) -> None:
    """A thing is above its intake exactly where a trace up from there meets it."""
    items = answer("cleanup", with_intake, "--lang", "zh")["items"]
    own = [one for one in items if one["intake"]["feature"]["name"] == SOURCE]
    traced = answer("trace", with_intake, "--from", "section:赵村", "--up")
    way_km = {}
    for one in traced["objects"]:
        way_km.setdefault((one["kind"], one["id"], one["name"]), one["distance_km"])
    told = set()
    for item in own:
        met = way_km.get((item["kind"], item["feature"]["id"], item["feature"]["name"]))
        assert (item["upstream"] is True) == (met is not None), item
        if met is None:
            assert item["upstream"] is False or item["upstream_why"]
        else:
            assert item["upstream_m"] == pytest.approx(1000 * met, abs=0.5)
        told.add(item["upstream"])
    assert True in told


def test_distances_that_mean_nothing_are_refused(run: Any, sample: Path) -> None:
    for text in ("0", "-5", "x", "9999"):
        assert run("around", sample, "--upstream-km", text).returncode == 2
