"""The way out, candidate sites and rasters on the command line, as scripts rely on them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from pyproj import CRS

pytestmark = [pytest.mark.slow]
Answer = Callable[..., Any]


def test_check_tells_the_way_out_and_how_firm_it_is(answer: Answer, sample: Path) -> None:
    result = answer(
        "check", sample, "--site", sample / "拟建化工项目.geojson", "--as-of", "2026-11-25",
        "--search", "500",
    )  # fmt: skip
    prohibitions = result["way_out"]["ways"][0]
    assert prohibitions["clears"] == "prohibitions"
    assert 0 < prohibitions["move"]["distance_m"] <= 500
    assert prohibitions["move"]["verdict"] != "prohibited"
    assert prohibitions["trim"]["remaining_m2"] > 0
    assert result["firmness"]["state"] in {"firm", "borderline", "re_survey"}


def test_candidates_stand_side_by_side(
    answer: Answer, run: Any, sample: Path, tmp_path: Path
) -> None:
    one = json.loads((sample / "拟建化工项目.geojson").read_text("utf-8"))
    (feature,) = one["features"]
    moved = json.loads(json.dumps(feature))
    moved["properties"]["name"] = "二号场址"
    (ring,) = moved["geometry"]["coordinates"]
    moved["geometry"]["coordinates"] = [[[lon - 0.05, lat + 0.03] for lon, lat in ring]]
    file = tmp_path / "候选.geojson"
    file.write_text(json.dumps({**one, "features": [feature, moved]}), "utf-8")
    result = answer("check", sample, "--candidates", file, "--as-of", "2026-11-25")
    first, second = result["candidates"]
    assert [theme["kind"] for theme in first["themes"]] == result["kinds"]
    assert (first["verdict"], first["rank"], second["rank"]) == ("prohibited", 2, 1)
    ended = run("check", sample, "--candidates", sample / "拟建化工项目.geojson")
    assert ended.returncode == 2


def test_a_raster_is_counted_in_each_ring(answer: Answer, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "人口.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=400, height=400, count=1, dtype="float32",
        crs=CRS.from_epsg(4490).to_wkt(),
        transform=rasterio.Affine(0.001, 0, 117.45, 0, -0.001, 34.8),
    ) as target:  # fmt: skip
        target.write(np.full((400, 400), 2.0, dtype="float32"), 1)
    result = answer("around", sample, "--raster", path, "--rings", "500")
    (raster,) = result["rasters"]
    for source in raster["sources"]:
        (ring,) = source["rings"]
        assert ring["mean"] == pytest.approx(2.0)
        assert ring["amount"] == pytest.approx(2 * ring["cells"])
        assert ring["with_data_m2"] == pytest.approx(ring["area_m2"], rel=1e-4)
