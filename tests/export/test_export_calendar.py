"""The calendar as JSON and as tables."""

import json
import re

import pytest

from watermap.errors import Message
from watermap.export.recording.calendar import calendar_record
from watermap.export.sheets import Coloured, write_sheets
from watermap.export.standing.calendar import calendar_sheets
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.bulk.calendar import Calendar
from watermap.quality.bulk.entries import Entry
from watermap.quality.period import Period


def _entry(name, period, water_class, deciding=(), **known):
    facts = {"kind": "section", "state": "evaluated" if water_class else "insufficient",
             "evaluated": 5, "unclassed": (), "samples": 1, "months": 1}  # fmt: skip
    return Entry(
        name=name, period=Period.parse(period), water_class=water_class, deciding=deciding,
        **{**facts, **known},
    )  # fmt: skip


@pytest.fixture
def calendar():
    few = Message.of("quality.few_months", found=3, needed=8)
    return Calendar(
        standard="gb3838-2002", method="hb-2011-22", span="month",
        entries=(
            _entry("台儿庄大桥", "2019-01", "II"),
            _entry("台儿庄大桥", "2019-03", "V", ("ammonia_nitrogen", "total_phosphorus")),
            _entry("小龙潭水源地", "2019-02", None, kind="water_source", evaluated=0, why=(few,)),
        ),
    )  # fmt: skip


def _titles():
    return {name: one.title for name, one in load_indicators().items()}


def test_the_record_has_each_station_with_its_periods(calendar):
    record = json.loads(json.dumps(calendar_record(calendar, language="zh"), allow_nan=False))
    assert record["periods"] == ["2019-01", "2019-02", "2019-03"]
    assert [(one["name"], len(one["periods"])) for one in record["stations"]] == [
        ("台儿庄大桥", 2), ("小龙潭水源地", 1)
    ]  # fmt: skip
    march = record["stations"][0]["periods"][1]
    assert (march["class"], march["deciding"]) == ("V", ["ammonia_nitrogen", "total_phosphorus"])
    assert record["stations"][1]["periods"][0]["why"]


def test_the_table_has_a_colour_for_every_class_and_blanks_without_results(calendar):
    table, lines = calendar_sheets(calendar, language="zh", indicators=_titles())
    assert [one.title for one in table.columns[2:]] == ["2019-01", "2019-02", "2019-03"]
    first, second = table.rows
    assert isinstance(first[2], Coloured)
    assert first[3] is None
    assert first[2].fill != first[4].fill
    assert isinstance(second[3], Coloured)  # too few results, and nothing before and after
    assert (second[2], second[4]) == (None, None)
    assert lines.rows[1][5] == "氨氮、总磷"
    assert lines.rows[2][4] is None


def test_a_chinese_table_holds_no_english(calendar, tmp_path):
    sheets = calendar_sheets(calendar, language="zh", indicators=_titles())
    for sheet in sheets:
        texts = [sheet.name, *(one.title for one in sheet.columns)]
        texts += [str(getattr(value, "value", value) or "") for row in sheet.rows for value in row]
        assert not [one for one in texts if re.search("[A-Za-z]{2}", one)]
        assert len(sheet.name) <= 31
    assert write_sheets(sheets, tmp_path / "a.xlsx", title="类别") == ()
    english = calendar_sheets(calendar, language="en", indicators=_titles())
    assert english[0].name != sheets[0].name


def test_many_days_have_a_table_a_year():
    days = [f"{year}-{month:02d}-{day:02d}" for year in (2018, 2019)
            for month in range(1, 13) for day in range(1, 29)]  # fmt: skip
    found = Calendar(
        standard="gb3838-2002", method="hb-2011-22", span="day",
        entries=tuple(_entry("桥", day, "III") for day in days),
    )  # fmt: skip
    names = [one.name for one in calendar_sheets(found, language="zh", indicators={})]
    assert names == ["断面类别历程2018", "断面类别历程2019", "各期类别明细"]
