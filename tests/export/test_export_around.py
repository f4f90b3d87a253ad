"""What lies around the sources as files: a page a source, one map, tables and JSON that agree."""

import json
import math
from dataclasses import replace

import docx
import openpyxl
import pytest

pytest.importorskip("PySide6")
from pypdf import PdfReader
from shapely import LineString, Point, box

from tests.export.conftest import feature, make_layer
from watermap.checks.sources.around import around
from watermap.checks.sources.raster_rings import RasterRing, RasterRings, SourceRaster
from watermap.checks.sources.source_areas import AreaContent, SourceArea, SourceAreas, source_areas
from watermap.checks.sources.zonal import ZonalStatistics
from watermap.errors import Problem
from watermap.export.around_map import AroundContent, around_map, source_drawing
from watermap.export.around_page import around_writers
from watermap.export.endings import write_by_ending
from watermap.export.recording.source_areas import source_areas_record
from watermap.export.sheets_source_areas import source_areas_sheet
from watermap.language import Text
from watermap.mapping.drawlist import Label, Lines
from watermap.mapping.overlays import RING

pytestmark = pytest.mark.qt

RADII_M = (500.0, 1500.0)
HAN = range(0x4E00, 0xA000)


@pytest.fixture(scope="module")
def ground(kinds):
    """Two sources: one with two protection areas, one in the open with nothing near it."""
    return {
        "water_source": (
            make_layer(
                kinds, "water_source", "水源地",
                [{"name": "甲水源", "code": "S1"}, {"name": "乙水源"}],
                geometry=[Point(117.0, 34.0), Point(117.2, 34.2)],
            ),
        ),
        "protection_area": (
            make_layer(
                kinds, "protection_area", "保护区",
                [
                    {"name": "甲一级区", "level": "grade_1", "source": "甲水源"},
                    {"name": "无主区", "level": "grade_2"},
                ],
                geometry=[box(116.995, 33.995, 117.005, 34.005), box(116.99, 33.99, 117.01, 34.01)],
            ),
        ),
        "outfall": (
            make_layer(
                kinds, "outfall", "排污口", [{"name": "近口"}, {"name": "远口"}],
                geometry=[Point(117.003, 34.0), Point(117.0, 34.012)],
            ),
        ),
        "transport_line": (
            make_layer(
                kinds, "transport_line", "公路", [{"name": "省道"}],
                geometry=[LineString([(116.9, 34.002), (117.1, 34.002)])],
            ),
        ),
    }  # fmt: skip


@pytest.fixture(scope="module")
def content(ground, kinds):
    return AroundContent(
        around=around(ground, sources=None, rings_m=RADII_M, kinds=kinds),
        areas=source_areas(ground, sources=None, kinds=kinds),
        rasters=(),
        title=Text(zh="示例", en="Sample"),
        layers=ground,
        kinds=kinds,
    )


def written(content, tmp_path, ending, language):
    path = tmp_path / f"周边.{ending}"
    told = write_by_ending(path, around_writers(content, language=language))
    return path, told


def pages_of(path):
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_source_begins_on_a_sheet_of_its_own_with_its_map(content, language, tmp_path):
    path, told = written(content, tmp_path, "pdf", language)
    pages = pages_of(path)
    first = next(at for at, text in enumerate(pages) if "1.甲水源" in text)
    second = next(at for at, text in enumerate(pages) if "2.乙水源" in text)
    assert (first, second > first) == (0, True)
    images = [len(page.images) for page in PdfReader(path).pages]
    assert (images[first], images[second], sum(images)) == (1, 1, 2)
    assert [problem.code for problem in told] == ["export.shows_sources"]


def tables_of(path):
    """Caption or heading above each table, and its rows of texts."""
    document = docx.Document(str(path))
    rows = [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables]
    return rows, [line.text for line in document.paragraphs]


def test_counts_areas_shares_nearest_and_bearing_are_on_the_page(content, tmp_path):
    """Against figures worked out by hand: 0.003° of longitude at 34°N is 277.1 m."""
    path, _ = written(content, tmp_path, "docx", "zh")
    tables, lines = tables_of(path)
    near, far = tables[0], tables[1]
    row = next(row for row in near if row[0] == "入河排污口")
    metres = (
        math.radians(0.003)
        * 6_378_137.0
        * math.cos(math.radians(34.0))
        / math.sqrt(1 - 0.00669438 * math.sin(math.radians(34.0)) ** 2)
    )
    assert row[1] == "1"
    assert float(row[5]) == pytest.approx(metres, abs=0.1)
    assert row[6] == "近口\n东（90°）"
    assert next(row for row in far if row[0] == "入河排污口")[1] == "2"
    area = next(row for row in near if row[0] == "饮用水水源保护区")
    assert (area[2], area[4]) == (f"{math.pi * 500**2:.1f}", "100.0%")
    assert any("半径 500 m 以内（78.5398 公顷）" in line for line in lines)
    named = next(line for line in lines if "甲一级区" in line)
    assert "按图层中注明的水源地名称确认" in named
    assert any("无主区" in line and "按位置包含" in line for line in lines)
    assert any("图层中没有属于该水源地的保护区" in line for line in lines)  # of the second
    inside = next(one for one in tables if one[0][-1].startswith("区内长度"))
    assert {row[0]: row[1] for row in inside[1:]} == {"入河排污口": "1", "交通与管线": "1"}


def test_what_has_nothing_and_what_was_not_checked_are_told_apart(content, tmp_path):
    path, _ = written(content, tmp_path, "docx", "zh")
    _, lines = tables_of(path)
    nothing = [line for line in lines if line.startswith("以下种类有图层，此范围内没有要素")]
    assert any("入河排污口" in line for line in nothing)  # of the second source
    unchecked = [line for line in lines if "未核查，不等于没有" in line]
    assert len(unchecked) == 2
    assert all("生态保护红线" in line for line in unchecked)
    assert not any("生态保护红线" in line for line in nothing)


def test_an_english_page_has_no_chinese_but_the_names(content, tmp_path):
    path, _ = written(content, tmp_path, "docx", "en")
    tables, lines = tables_of(path)
    names = ("甲水源", "乙水源", "甲一级区", "无主区", "近口", "远口", "省道", "水源地.shp")
    for text in [*lines, *(cell for table in tables for row in table for cell in row)]:
        bare = text
        for name in names:
            bare = bare.replace(name, "")
        assert not [sign for sign in bare if ord(sign) in HAN], text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_map_has_a_ring_a_radius_and_a_source(content, language):
    alone = source_drawing(content, content.around.sources[0], language)
    every = around_map(content, language)
    for drawing, rings in ((alone, 2), (every, 4)):
        drawn = [
            item
            for item in drawing.items
            if isinstance(item, Lines) and item.pen.colour == RING.line and len(item.xy) > 20
        ]
        assert len(drawn) == rings
        texts = {item.text for item in drawing.items if isinstance(item, Label)}
        assert "1500 m" in texts


def test_the_ring_on_the_map_is_the_radius_at_the_maps_scale(content):
    drawing = source_drawing(content, content.around.sources[0], "zh")
    widths = sorted(
        float(item.xy[:, 0].max() - item.xy[:, 0].min())
        for item in drawing.items
        if isinstance(item, Lines) and item.pen.colour == RING.line and len(item.xy) > 20
    )
    assert widths[1] / widths[0] == pytest.approx(3.0, abs=0.02)
    scale = next(
        item.text for item in drawing.items if isinstance(item, Label) and "1:" in item.text
    )
    denominator = float(scale.rpartition("1:")[2].replace(" ", "").replace("\u2009", ""))
    assert widths[1] == pytest.approx(3000.0 * 1000.0 / denominator, rel=0.01)


def test_sheet_and_record_of_the_areas_say_the_same(content, kinds):
    """One row of the sheet for each kind of each area of the record, with the same figures."""
    sheet = source_areas_sheet(content.areas, language="en", kinds=kinds)
    records = [source_areas_record(one) for one in content.areas]
    expected = [
        (record["source"], area["name"], kind["count"], kind["overlap_m2"], kind["share_pct"],
         kind["length_m"])
        for record in records for area in record["areas"] for kind in area["kinds"]
    ]  # fmt: skip
    got = [(row[0], row[1], row[5], row[6], row[7], row[8]) for row in sheet.rows]
    assert got == expected
    assert len(got) == 2 * 2  # two areas of the first source, outfalls and roads
    assert [record["source"] for record in records] == ["甲水源", "乙水源"]
    assert records[1]["areas"] == []
    assert [area["found_by"] for area in records[0]["areas"]] == ["name", "place"]
    json.dumps(records, allow_nan=False)


def test_a_source_and_an_area_without_names_are_told_as_such(kinds):
    found = SourceAreas(
        source=feature(None),
        areas=(
            SourceArea(
                area=feature(None, id="B7", level="grade_1"), by="place", area_m2=10.0,
                contents=(
                    AreaContent(
                        kind="outfall", features=(), overlap_m2=None, share_pct=None, length_m=None
                    ),
                ),
            ),
        ),
    )  # fmt: skip
    (row,) = source_areas_sheet([found], language="zh", kinds=kinds).rows
    assert row == ("（无名称）", "B7", "一级保护区", 10.0, "入河排污口", 0, None, None, None)
    assert source_areas_record(found)["source"] is None


def test_the_workbook_has_the_areas_tab(content, tmp_path):
    path, told = written(content, tmp_path, "xlsx", "zh")
    book = openpyxl.load_workbook(path)
    assert told == ()
    assert "保护区内情况" in book.sheetnames
    assert book["保护区内情况"].max_row == 1 + 4


def test_what_rasters_say_stands_with_its_source(content, tmp_path):
    """Two sources, each with its own figures, and what was wrong with the raster."""
    statistics = [
        ZonalStatistics(
            cells=12.5, mean=mean, minimum=1.0, maximum=9.0, amount=77.25, zone_m2=1000.0,
            with_data_m2=900.0, without_data_m2=100.0, outside_m2=0.0, classes=None,
        )
        for mean in (3.25, 8.5)
    ]  # fmt: skip
    told = RasterRings(
        file="人口.tif",
        sources=tuple(
            SourceRaster(
                source=one.source, here=None, rings=(RasterRing(radius_m=500.0, statistics=said),)
            )
            for one, said in zip(content.around.sources, statistics, strict=True)
        ),
        problems=(Problem.note("rasters.first_band", file="人口.tif", bands=2),),
    )
    path, _ = written(replace(content, rasters=(told,)), tmp_path, "docx", "zh")
    tables, lines = tables_of(path)
    rows = [row for table in tables for row in table if row[0] == "人口.tif"]
    assert [row[3] for row in rows] == ["3.25", "8.50"]
    assert [row[-1] for row in rows] == ["90.0", "90.0"]
    assert told.problems[0].text("zh") in lines


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_says_that_it_shows_the_places(content, ending, tmp_path):
    path, told = written(content, tmp_path, ending, "en")
    assert path.stat().st_size > 10_000
    assert "sensitive" in told[0].text("en")
