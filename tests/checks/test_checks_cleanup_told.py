"""The clean-up list as record and sheets, in both languages."""

import datetime as dt
import json
import re

import pytest
from shapely import box

from watermap.checks.cleanup.cleanup import clean_up
from watermap.export.recording.cleanup import cleanup_record
from watermap.export.sheets_cleanup import cleanup_sheets, short_sheet

LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def cleanup(kinds, make_layer):
    area, plot = box(117.5, 34.6, 117.51, 34.61), box(117.505, 34.605, 117.515, 34.606)
    layers = [
        make_layer("protection_area", (area, {"name": "甲", "level": "grade_2"})),
        make_layer("industrial_zone", (plot, {"name": "园区"})),
        make_layer(
            "enterprise",
            (plot.centroid.buffer(0.0001), {"name": "厂", "risk_level": "major", "card": "red"}),
        ),
    ]
    return clean_up(
        {one.kind: (one,) for one in layers}, kinds=kinds, as_of=dt.date(2026, 11, 25), rings_m=()
    )


def test_the_record_is_plain_json_with_units_in_its_keys(cleanup):
    record = cleanup_record(cleanup, language="zh")
    again = json.loads(json.dumps(record, allow_nan=False))
    assert again == record
    first = record["items"][0]
    assert first["risk_level"] == "major"
    assert first["intake"] is None
    assert first["zones"][0]["overlap_m2"] > 0
    assert first["zones"][0]["unanswered"] == ["discharges"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheets_have_a_value_a_column(cleanup, kinds, language):
    sheets = cleanup_sheets(cleanup, language=language, kinds=kinds)
    for sheet in (*sheets, short_sheet(cleanup, language=language, kinds=kinds)):
        assert len(sheet.name) <= 31
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    assert len(sheets[0].rows) == len(cleanup.items) == 2


def test_a_chinese_sheet_holds_no_english(cleanup, kinds):
    for sheet in cleanup_sheets(cleanup, language="zh", kinds=kinds)[:4]:
        texts = [column.title for column in sheet.columns]
        texts += [cell for row in sheet.rows for cell in row if isinstance(cell, str)]
        for text in texts:
            assert not LATIN.search(re.sub(r"\w+\.shp", "", text)), text
