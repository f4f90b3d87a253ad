"""The records and tables of changes, trends and warnings, in both languages."""

import json
import re

import pytest

from watermap.export.recording.change import change_record
from watermap.export.recording.trends import trends_record
from watermap.export.recording.warnings import warnings_record
from watermap.export.sheets import Coloured, write_sheets
from watermap.export.standing.change import change_sheets
from watermap.export.standing.trends import trend_sheets
from watermap.export.standing.warnings import warning_sheets
from watermap.quality.change.compare import compare_sections
from watermap.quality.change.early import early_warnings
from watermap.quality.change.trends import trends
from watermap.quality.change.warning_rules import warning_rules
from watermap.quality.classing.history import History
from watermap.quality.period import Period

ENGLISH = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(r"mg/L|pH|μS/cm|NTU")
CITED = re.compile(r"断流|环办〔2011〕22号")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def change(results, rules, setting_of):
    periods = (Period.parse("2018-06"), Period.parse("2019-06"))
    cells = (
        {
            "A": {"ammonia_nitrogen": "1.8", "ph": "7", "petroleum": "0.01L"},
            "B": {"ammonia_nitrogen": "0.4"},
            "C": {"ammonia_nitrogen": "0.4"},
        },
        {
            "A": {"ammonia_nitrogen": "0.9", "ph": "8", "petroleum": "0.01L", "lead": "0.5"},
            "B": {},
            "D": {"ammonia_nitrogen": "0.4"},
        },
    )
    found = [
        results(str(period), own, records=[
            {"name": name, "river": "R", "water_body": "river"} for name in own
        ])
        for period, own in zip(periods, cells, strict=True)
    ]  # fmt: skip
    return compare_sections(*found, periods=periods, setting=setting_of(), rules=rules)


@pytest.fixture
def past(results):
    series = {
        "A": ["0.55", "0.60", "0.65", "0.70", "0.75", "0.95"],
        "B": ["1.9", "1.9", "1.9", "1.9", "1.9", "1.9"],
        "C": ["0.01L", "0.01L", "0.01L", "0.01L", "0.01L", "断流"],
        "D": ["0.1", "0.1", "0.1", "0.1", "0.1", "0.9"],
    }
    return History(
        results={
            Period.parse(f"2019-0{at + 1}"): results(
                f"2019-0{at + 1}",
                {name: {"ammonia_nitrogen": values[at]} for name, values in series.items()},
                records=[
                    {"name": name, "river": "R", "water_body": "river", "target": "III"}
                    for name in series
                ],
            )
            for at in range(6)
        }
    )


@pytest.fixture
def warned(past, rules, setting_of):
    return early_warnings(past, setting=setting_of(), rules=warning_rules(), change=rules)


@pytest.fixture(params=["zh", "en"])
def sheets(request, change, past, warned, rules):
    language = request.param
    made = (
        *change_sheets(change, language=language, rules=rules),
        *trend_sheets(trends(past, rules=rules), language=language, rules=rules),
        *warning_sheets(warned, language=language, rules=warning_rules()),
    )
    return language, made


def test_each_language_is_that_language(sheets, texts_of):
    language, made = sheets
    for text in texts_of(made):
        if language == "zh":
            assert not ENGLISH.search(NAMES.sub("", text)), text
        else:
            assert not CHINESE.search(CITED.sub("", text)), text


def test_excel_takes_them(sheets, tmp_path):
    _, made = sheets
    assert all(len(sheet.name) <= 31 for sheet in made)
    assert all(sheet.rows for sheet in made)
    assert len({sheet.name for sheet in made}) == len(made) == 9
    for sheet in made:
        for row in sheet.rows:
            assert len(row) == len(sheet.columns)
    assert write_sheets(made, tmp_path / "a.xlsx", title="a") == ()


def cells(sheet, title, name):
    at = [column.title for column in sheet.columns].index(title)
    (row,) = [row for row in sheet.rows if row[0] == name or row[1] == name]
    value = row[at]
    return value.value if isinstance(value, Coloured) else value


def test_what_the_tables_say(change, past, warned, rules):
    sections, rivers, _, _ = change_sheets(change, language="zh", rules=rules)
    assert cells(sections, "2018-06 类别", "A") == "Ⅴ类"
    assert cells(sections, "2019-06 类别", "A") == "劣Ⅴ类"
    assert cells(sections, "2019-06 类别（共同指标）", "A") == "Ⅲ类"
    assert cells(sections, "类别变化（正为好转）", "A") == 2
    assert cells(sections, "变化程度", "A") == "明显好转"
    assert cells(sections, "能否比较", "D") == "新增"
    assert cells(rivers, "可比断面数", "全部断面") == 1
    trend, _ = trend_sheets(trends(past, rules=rules), language="zh", rules=rules)
    assert cells(trend, "水质趋势", "A") == "水质变差"
    assert cells(trend, "趋势分析", "C") == "多低于检出限"
    warnings, untold, notes = warning_sheets(warned, language="zh", rules=warning_rules())
    assert [row[2] for row in warnings.rows] == ["类别突变", "趋势将超标", "逐期逼近限值"]
    assert "软件自定" in notes.rows[0][0]
    assert [row[:2] for row in untold.rows] == [("B", "已超过限值"), ("C", "无法判断")]


def test_the_records_are_json(change, past, warned, rules):
    for language in ("zh", "en"):
        record = change_record(change, language=language)
        json.dumps(record, allow_nan=False)
        told = trends_record(trends(past, rules=rules), language=language, rules=rules)
        json.dumps(told, allow_nan=False)
        json.dumps(warnings_record(warned, language=language), allow_nan=False)
    first = record["sections"][0]
    assert first["on_common"] == {
        "before": "V", "after": "III", "classes_better": 2, "grades_better": 2,
        "degree": "much_better",
    }  # fmt: skip
    assert first["only_after"] == ["lead"]
    assert record["theme"] == {
        "A": "improved_2", "B": "not_comparable", "C": "gone", "D": "new"
    }  # fmt: skip
    found = {one["id"]: one["change_pct"] for one in first["indicators"]}
    assert (found["ammonia_nitrogen"], found["ph"], found["petroleum"]) == (-50, None, None)
