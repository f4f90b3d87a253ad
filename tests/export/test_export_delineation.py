"""Proposals for the sources of the sample as JSON, workbook, page and layers."""

import datetime as dt
import json
import math
import re

import docx
import geopandas as gpd
import openpyxl
import pyogrio
import pytest
from pyproj import Geod

from watermap.export.delineation_files import write_proposal_geojson, write_proposal_geopackage
from watermap.export.delineation_page import write_proposal_page
from watermap.export.recording.delineation import proposal_record
from watermap.export.sheets_delineation import proposal_sheets, write_proposal
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.opened import open_project
from watermap.workspace.protection import propose_protection

ORACLE = Geod(a=6378137, rf=298.257222101)
RESERVOIR, WELLS = "小龙潭水源地", "张庄水源地"
PLAIN = {"storage": "2000", "terrain": "plain"}
KARST = {"aquifer": "karst", "conductivity": "5", "gradient": "0.003", "porosity": "0.02"}
DAY = dt.date(2026, 9, 1)


@pytest.fixture(scope="session")
def project():
    with Reader() as reader:
        return open_project(shipped_samples() / "taierzhuang", reader=reader)


@pytest.fixture(scope="session")
def proposals(project):
    cases = {
        "reservoir": (RESERVOIR, PLAIN),
        "small": (RESERVOIR, {"storage": "500"}),
        "reservoir_bare": (RESERVOIR, {}),
        "wells": (WELLS, KARST),
        "wells_bare": (WELLS, {}),
    }
    return {
        name: propose_protection(project, source, given=given, as_of=DAY)
        for name, (source, given) in cases.items()
    }


def test_both_sources_of_the_sample_ask_for_what_no_layer_says(proposals):
    asked = {
        name: {why.fields["name"] for zone in proposals[name].zones for why in zone.why}
        for name in ("reservoir_bare", "wells_bare")
    }
    assert asked == {"reservoir_bare": {"storage"}, "wells_bare": {"aquifer"}}
    assert {proposals[name].state for name in asked} == {"needs_parameters"}


def test_the_samples_small_reservoir_is_as_it_was_approved(proposals):
    """Its grade 1 was drawn as surface and 200 m around: the rounding of the sample's corners."""
    (found,) = proposals["small"].comparisons
    assert found.shared_pct_of_approved == pytest.approx(100, abs=0.01)
    assert found.only_proposed_m2 < 0.001 * found.approved_m2
    assert max(gap.metres for gap in found.gaps) < 4
    assert found.approval == ("鲁政字〔2016〕示例1号 2016-05-18",)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_record_is_plain_and_says_that_it_is_a_proposal(proposals, language):
    for proposal in proposals.values():
        record = proposal_record(proposal, language=language)
        assert json.loads(json.dumps(record, allow_nan=False, ensure_ascii=False)) == record
        assert record["is_proposal"] is True
        assert record["method"]["verified"] is False
        codes = {one["code"] for one in record["problems"]}
        assert codes >= {"delineation.unverified", "delineation.approved_prevails"}
        for one in record["parameters"]:
            assert one["verified"] is (False if one["origin"] == "document" else None)
        for zone in record["zones"]:
            assert (zone["area_m2"] is None) == (zone["state"] != "proposed")
            assert zone["state"] == "proposed" or zone["why"]


def test_the_radii_of_the_wells_are_in_the_record(proposals):
    record = proposal_record(proposals["wells"], language="zh")
    assert [one["used_m"] for one in record["radii"]] == [112.5, 1125]
    areas = [one["area_m2"] for one in record["zones"]]
    inner = math.pi * 112.5**2
    assert areas == pytest.approx([inner, math.pi * 1125**2 - inner], rel=1e-3)


@pytest.mark.parametrize("name", ["reservoir", "small", "reservoir_bare", "wells", "wells_bare"])
def test_chinese_sheets_hold_no_english(proposals, name):
    for sheet in proposal_sheets(proposals[name], language="zh"):
        assert sheet.rows
        for row in sheet.rows:
            assert len(row) == len(sheet.columns)
        titles = " ".join([sheet.name, *(column.title for column in sheet.columns)])
        assert not re.search(r"[a-z]{3,}", titles)


def test_the_workbook_has_every_tab_and_the_warning(proposals, tmp_path):
    path = tmp_path / "方案.xlsx"
    write_proposal(proposals["reservoir"], path, language="zh")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "划分方案", "参数", "与批准边界比较", "差异位置", "取定与待定", "数据问题", "方法说明",
    ]  # fmt: skip
    text = "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    assert "经批准的边界一律优先" in text
    assert "均未与正式文本核对" in text
    assert "未核对" in text


def test_the_page_says_first_that_it_is_a_proposal(proposals, tmp_path):
    for name, proposal in proposals.items():
        path = tmp_path / f"{name}.docx"
        write_proposal_page(proposal, path, language="zh")
        document = docx.Document(str(path))
        first = document.tables[0].rows[0].cells[0].text
        assert "本方案不是保护区边界。经批准的边界一律优先。" in first
        assert "均未与正式文本核对" in first


def test_the_geopackage_has_areas_that_geod_measures_alike(proposals, tmp_path):
    path = tmp_path / "方案.gpkg"
    proposal = proposals["reservoir"]
    (told,) = write_proposal_geopackage(proposal, path, language="zh")
    assert told.code == "delineation.shows_place"
    names = {name for name, _ in pyogrio.list_layers(path)}
    assert names == {"proposed_areas", "parameters", "comparisons", "about"}
    areas = gpd.read_file(path, layer="proposed_areas")
    assert areas.crs.to_epsg() == 4490
    assert set(areas["status"]) == {"proposal"}
    assert not areas["verified"].any()
    for zone, shape in zip(areas["area_m2"], areas.geometry, strict=True):
        assert abs(ORACLE.geometry_area_perimeter(shape)[0]) == pytest.approx(zone, rel=1e-5)
    parameters = gpd.read_file(path, layer="parameters").set_index("id")
    assert parameters.loc["storage", "value"] == "2000"
    assert parameters.loc["storage", "origin"] == "given"


def test_nothing_proposed_is_a_file_too(proposals, tmp_path):
    path = tmp_path / "方案.gpkg"
    assert write_proposal_geopackage(proposals["wells_bare"], path, language="en") == ()
    assert "proposed_areas" not in {name for name, _ in pyogrio.list_layers(path)}


def test_the_geojson_can_be_read_and_carries_its_parameters(proposals, tmp_path):
    path = tmp_path / "方案.geojson"
    write_proposal_geojson(proposals["wells"], path, language="en")
    areas = gpd.read_file(path)
    assert list(areas["grade"]) == ["grade_1", "grade_2"]
    assert set(areas["status"]) == {"proposal"}
    stored = json.loads(path.read_text("utf-8"))["proposal"]
    assert stored == proposal_record(proposals["wells"], language="en")
