"""What rasters say, as JSON and as tabs in both languages."""

import json
import re

import pytest

from watermap.checks.findings import FeatureRef
from watermap.checks.sources.raster_rings import RasterRing, RasterRings, SourceRaster
from watermap.checks.sources.zonal import ClassArea, ZonalStatistics
from watermap.errors import Problem
from watermap.export.recording.rasters import raster_record
from watermap.export.sheets_rasters import raster_sheets
from watermap.export.workbook import write_around

WHOLE = ZonalStatistics(
    zone_m2=785_398.0, with_data_m2=785_398.0, without_data_m2=0.0, outside_m2=0.0, cells=78.5,
    mean=12.5, minimum=1.0, maximum=40.0, amount=981.25,
    classes=(ClassArea(value=10, area_m2=500_000.0, share_pct=63.7),),
)  # fmt: skip
NOTHING = ZonalStatistics(
    zone_m2=785_398.0, with_data_m2=0.0, without_data_m2=0.0, outside_m2=785_398.0, cells=0.0,
    mean=None, minimum=None, maximum=None, amount=None, classes=None,
)  # fmt: skip


@pytest.fixture
def told():
    ref = FeatureRef(id="W1", name="张庄水源地", level=None, record=0, path="水源地.shp")
    rings = (RasterRing(radius_m=500.0, statistics=WHOLE),)
    rings = (*rings, RasterRing(radius_m=1000.0, statistics=NOTHING))
    return RasterRings(
        file="人口.tif",
        sources=(SourceRaster(source=ref, here=3.0, rings=rings),),
        problems=(Problem.warning("rasters.first_band", file="人口.tif", bands=3),),
    )


def test_the_record_is_plain_and_has_no_nan(told):
    record = json.loads(json.dumps(raster_record(told, "zh"), allow_nan=False))
    first, second = record["sources"][0]["rings"]
    assert (first["amount"], first["classes"][0]["value"], first["complete"]) == (981.25, 10, True)
    assert (second["mean"], second["classes"], second["complete"]) == (None, None, False)
    assert record["problems"][0]["code"] == "rasters.first_band"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tabs_are_in_one_language(told, language):
    statistics, classes = raster_sheets([told], language=language)
    assert statistics.rows[0][:4] == ("人口.tif", "张庄水源地", 500.0, 3.0)
    assert statistics.rows[1][4:9] == (None, None, None, None, 0.0)
    assert classes.rows == (("人口.tif", "张庄水源地", 500.0, 10, 500_000.0, 50.0, 63.7),)
    for column in (*statistics.columns, *classes.columns):
        assert bool(re.search("[一-鿿]", column.title)) == (language == "zh")


def test_a_raster_without_classes_has_no_tab_of_them(told):
    heights = RasterRings(
        file="高程.tif",
        sources=tuple(
            SourceRaster(source=one.source, here=one.here, rings=one.rings[1:])
            for one in told.sources
        ),
    )
    assert len(raster_sheets([heights], language="zh")) == 1


def test_the_workbook_has_the_tabs(told, around, kinds, tmp_path):
    path = tmp_path / "周边.xlsx"
    assert write_around(around, path, language="zh", kinds=kinds, rasters=[told]) == ()
    assert path.stat().st_size > 0
