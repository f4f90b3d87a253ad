"""The record and the sheets of wells, in both languages."""

import json
import re

import pytest

from watermap.export.recording.groundwater import wells_record
from watermap.export.sheets import Coloured, write_sheets
from watermap.export.standing.groundwater import wells_sheets

RECORDS = [{"name": "J1", "code": "W1"}, {"name": "J2"}, {"name": "J3"}]
NAMES = r"GB/T|Bq/L|[JW]\d|CODMn|pH|mg/L|µg/L|NTU|CFU|L\b|gbt14848-2017|MPN/100mL"


@pytest.fixture
def wells(wells_of, rows):
    made = [
        *rows("J1", "2016-05", total_hardness="500"),
        *rows("J1", "2020-05", total_hardness="500", nitrate="35", ph="7.5"),
        *rows("J2", "2020-05", mercury="0.004L", total_alpha="0.7"),
    ]
    return wells_of(made, RECORDS)


def values(sheet):
    return [
        [cell.value if isinstance(cell, Coloured) else cell for cell in row] for row in sheet.rows
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_record_is_plain_and_complete(wells, language):
    record = wells_record(wells, language=language)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert record["summary"] == {
        "wells": 3, "by_class": {"V": 1, "IV": 1, "none": 1}, "compared": 1, "stable_pct": 0,
    }  # fmt: skip
    first, second, third = record["wells"]
    assert (first["class"], first["deciding"], first["trend"]) == ("V", ["nitrate"], "worse")
    assert first["compared"] == {
        "now": "V", "now_from": "results", "base": "IV", "base_from": "results",
    }  # fmt: skip
    assert (second["class"], second["met"], second["trend"]) == ("IV", False, "unknown")
    assert (third["state"], third["class"]) == ("no_data", None)
    assert record["routine_of"] == 39
    assert all(isinstance(line, str) for one in record["wells"] for line in one["why"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheets_have_a_value_a_column_and_can_be_written(wells, language, tmp_path):
    sheets = wells_sheets(wells, language=language)
    for sheet in sheets:
        assert len(sheet.name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", sheet.name)
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    assert [len(sheet.rows) for sheet in sheets[1:]] == [3, 5]
    write_sheets(sheets, tmp_path / "wells.xlsx", title="x")


def test_a_chinese_sheet_has_no_english_word(wells):
    for sheet in wells_sheets(wells, language="zh"):
        texts = [column.title for column in sheet.columns]
        texts += [str(cell) for row in values(sheet) for cell in row if isinstance(cell, str)]
        for text in texts:
            assert not re.search("[A-Za-z]{2,}", re.sub(NAMES, "", text)), text


def test_the_wells_are_told_in_words(wells):
    _, tab, _ = wells_sheets(wells, language="zh")
    first, second, third = values(tab)
    assert first[:8] == [
        "W1",
        "J1",
        "已评价",
        "Ⅴ类",
        "硝酸盐",
        "不满足",
        "总硬度(0.11)、硝酸盐(0.75)",
        3,
    ]
    assert first[10:12] == ["Ⅳ类", "变差"]
    assert "核素" in second[-1]
    assert third[2] == "无数据"
    assert third[11] == "不能判定"
