"""Many sites in one file: a row a site with its states, a row a finding on its site's ground."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio
import pytest
from shapely import Point, Polygon, box

from tests.checks.ground import CODE
from tests.export.conftest import make_layer
from watermap.catalogue.load import load_kinds
from watermap.checks.law.rules import load_rules
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.batch import check_sites
from watermap.checks.siting.site_check import make_ready
from watermap.checks.way import Move, Way, WayOut
from watermap.errors import Message, WatermapError
from watermap.export.geopackage import write_tables
from watermap.export.recording.site import site_check_record
from watermap.export.recording.sites import SitesRecord
from watermap.export.result_columns import table_of
from watermap.export.sheets import write_sheets
from watermap.export.sites_answered import SitesAnswered
from watermap.export.table_blocks import TableBlocks
from watermap.resources import package_file, shipped_layers

SITES = (
    Site(geometry=box(117.0, 34.0, 117.01, 34.01), name="在内", work="new", discharges=True),
    Site(geometry=Polygon(), name="没有图形"),
    Site(geometry=Point(117.2, 34.2)),
)


@pytest.fixture(scope="module")
def kinds():
    return load_kinds([shipped_layers()])


@pytest.fixture(scope="module")
def answered(kinds):
    zone = make_layer(
        kinds,
        "protection_area",
        "保护区",
        [{"name": "某水源保护区", "grade": "一级"}],
        geometry=[box(116.9, 33.9, 117.1, 34.1)],
    )
    ready = make_ready(
        {"protection_area": (zone,)},
        rules=load_rules([package_file("checks/law/rules")], kinds=kinds),
        kinds=kinds,
        circumstances=Circumstances(as_of=CODE),
    )
    return tuple(check_sites(SITES, ready))


@pytest.fixture(scope="module")
def gathered(answered, kinds):
    def gather(language="zh"):
        rows = SitesAnswered(language=language, kinds=kinds)
        for one in answered:
            rows.add(one)
        return rows

    return gather


def test_a_geopackage_has_sites_and_findings_on_their_ground(gathered, answered, tmp_path: Path):
    path = tmp_path / "sites.gpkg"
    write_tables(gathered().tables(), path)
    sites = pyogrio.read_dataframe(path, layer="sites")
    assert list(sites["site"]) == [1, 2, 3]
    assert list(sites["verdict"].fillna("")) == [
        answered[0].check.verdict, "", answered[2].check.verdict,
    ]  # fmt: skip
    assert sites["state_protection_area"].tolist()[0] == "conflict"
    assert "没有" in sites["name"][1]
    assert sites["why"][1]
    found = pyogrio.read_dataframe(path, layer="site_findings")
    assert len(found) == len(answered[0].check.findings) > 0
    assert set(found["feature"]) == {"某水源保护区"}
    assert set(found["feature_record"]) == {1}
    assert found.crs.to_epsg() == 4490
    assert all(shape.equals(SITES[0].geometry) for shape in found.geometry)
    np.testing.assert_allclose(
        found["overlap_m2"].astype(float),
        [one.overlap_m2 for one in answered[0].check.findings],
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_has_every_site_and_finding(gathered, answered, language, tmp_path: Path):
    path = tmp_path / "sites.xlsx"
    write_sheets(gathered(language).sheets(), path, title="x")
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 5
    sites, themes, findings = book.worksheets[:3]
    assert [row[0].value for row in sites.iter_rows(min_row=2)] == [1, 2, 3]
    assert themes.max_row == 1 + 2  # of the site that cannot be used nothing was checked
    assert findings.max_row == 1 + len(answered[0].check.findings)
    assert themes.max_column == 2 + len(answered[0].check.themes)
    if language == "zh":
        titles = [cell.value for sheet in (sites, themes) for cell in sheet[1]]
        rest = re.sub(r"m²|m", "", "".join(titles))
        assert not re.search("[A-Za-z]", rest)


def test_json_is_the_record_of_each_site(answered):
    stream = io.BytesIO()
    record = SitesRecord(stream=stream, language="en")
    for one in answered:
        record.add(one)
    record.finish({"notice": 2, "unusable": 1})
    found = json.loads(stream.getvalue())
    alone = site_check_record(answered[0].check, language="en")
    assert found["sites"][0] == {"number": 1, **json.loads(json.dumps(alone))}
    assert [one["number"] for one in found["sites"]] == [1, 3]
    assert found["unusable"][0]["number"] == 2
    assert found["unusable"][0]["problems"][0]["code"] == "checks.site_empty"
    assert found["summary"] == {"sites": 3, "verdicts": {"notice": 2, "unusable": 1}}


def test_json_of_no_sites_is_json():
    stream = io.BytesIO()
    record = SitesRecord(stream=stream, language="en")
    record.finish({})
    assert json.loads(stream.getvalue())["sites"] == []


def test_a_geopackage_written_in_blocks_is_the_one_written_whole(
    gathered, answered, kinds, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("watermap.export.sites_answered.ROWS", 2)
    whole, parts = tmp_path / "whole.gpkg", tmp_path / "parts.gpkg"
    write_tables(gathered().tables(), whole)
    with TableBlocks() as blocks:
        rows = SitesAnswered(language="zh", kinds=kinds, in_sheets=False, blocks=blocks)
        for one in answered:
            rows.add(one)
        assert blocks.has("sites")  # else nothing was written before the end
        rows.write_tables(parts)
    for layer in ("sites", "site_findings", "about"):
        first, second = (pyogrio.read_dataframe(path, layer=layer) for path in (whole, parts))
        assert list(first.columns) == list(second.columns)
        assert (first.dtypes == second.dtypes).all()
        assert first.astype(str).equals(second.astype(str))


def test_blocks_without_a_finding_have_the_empty_table_too(answered, kinds, tmp_path: Path):
    with TableBlocks() as blocks:
        rows = SitesAnswered(language="en", kinds=kinds, in_sheets=False, blocks=blocks)
        rows.add(answered[2])
        blocks.add(rows._taken(blocks))
        rows.add(answered[1])
        rows.write_tables(tmp_path / "parts.gpkg")
    assert len(pyogrio.read_dataframe(tmp_path / "parts.gpkg", layer="sites")) == 2
    assert len(pyogrio.list_layers(tmp_path / "parts.gpkg")) == 3


def test_rows_of_other_columns_are_refused(tmp_path: Path):
    with TableBlocks() as blocks:
        blocks.add({"sites": table_of([{"site": 1, "area_m2": 1.0}])})
        blocks.add({"sites": table_of([{"site": 2, "area_m2": None}])})
        with pytest.raises(WatermapError):
            blocks.add({"sites": table_of([{"site": 3}])})
        blocks.finish(tmp_path / "sites.gpkg")
    found = pyogrio.read_dataframe(tmp_path / "sites.gpkg", layer="sites")
    assert found["site"].tolist() == [1, 2]
    assert found["area_m2"].isna().tolist() == [False, True]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ways_out_are_gathered_where_they_were_asked_for(answered, kinds, language, tmp_path):
    ways = WayOut(
        search_radius_m=2000.0, margin_m=0.02,
        ways=(
            Way(
                clears="all", state="looked", no_trim=Message.of("way_out.nothing_remains"),
                move=Move(
                    metres=12.5, bearing_deg=90.0, geometry=SITES[0].geometry,
                    verdict="notice", holds_within_m=None,
                ),
            ),
        ),
    )  # fmt: skip
    rows = SitesAnswered(language=language, kinds=kinds)
    rows.add(replace(answered[0], check=replace(answered[0].check, way_out=ways)))
    rows.add(answered[2])
    tables = rows.tables()
    assert list(tables["way_out_moves"]["distance_m"]) == [12.5]
    assert list(tables["way_out"]["site"]) == [1]
    assert "way_out_cuts" not in tables
    write_tables(tables, tmp_path / "a.gpkg")
    names = [sheet.name for sheet in rows.sheets()]
    assert ("避让方案" if language == "zh" else "Way out") in names
    (sheet,) = [sheet for sheet in rows.sheets() if sheet.name in {"避让方案", "Way out"}]
    assert len(sheet.rows) == 2  # the move, and why there is no trim
