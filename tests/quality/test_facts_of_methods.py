"""The figures of methods held against the reference's tables, row by row (skipped without it)."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from watermap.quality.black_odorous.rules import load_rules
from watermap.quality.change.rules import change_rules
from watermap.quality.compensation.schemes import known_schemes
from watermap.quality.credit.schemes import known_credit_schemes
from watermap.quality.documents.grades import class_title, grade_of, grade_title
from watermap.quality.documents.standards import known_standards
from watermap.quality.lakes.trophic import trophic_method
from watermap.quality.sources.items import source_method

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "facts" / "standards.md"
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def reference():
    if not REFERENCE.exists():
        pytest.skip("the reference is not there")
    return REFERENCE.read_text("utf-8")


def rows(text, title):
    """Cells of the table rows under a heading, without header and rule."""
    start = text.index(title)
    end = re.search(r"\n#{1,3} ", text[start + len(title) :])
    part = text[start : start + len(title) + (end.start() if end else len(text))]
    lines = [line.strip("| ").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines]


def numbers(cell):
    return [Decimal(one.replace("−", "-")) for one in NUMBER.findall(cell)]


def test_every_class_has_the_references_grade(reference):
    found = {row[0]: row[1] for row in rows(reference, "## 2.3 Class")[2:8]}
    names = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "worse_than_V": "劣Ⅴ"}
    assert {name: found[name] for name in names.values()} == {
        class_title(one, "zh").removesuffix("类"): grade_title(grade_of(one), "zh") for one in names
    }


def test_the_trophic_index_has_the_references_coefficients(reference):
    listed = [
        row
        for row in rows(reference, "### Trophic level index")
        if len(row) > 3 and "10·(" in row[2]
    ]
    items = trophic_method().items
    assert len(listed) == len(items) == 5
    for row, item in zip(listed, items, strict=True):
        _, constant, slope = numbers(row[2].replace(" − ", " + −"))[:3]
        assert (constant, slope, numbers(row[3])[0]) == (item.constant, item.slope, item.r)


def test_critical_values_of_ranks_are_the_references(reference):
    table = {"0.05": {}, "0.01": {}}
    for row in rows(reference, "## 2.8 Trend"):
        for at in (0, 4):
            if len(row) > at + 2 and row[at].isdigit():
                table["0.05"][int(row[at])] = Decimal(row[at + 1])
                table["0.01"][int(row[at])] = Decimal(row[at + 2])
    assert len(table["0.05"]) == 16
    critical = change_rules().trend.critical
    assert {level: dict(critical[level]) for level in table} == table


def test_degrees_of_black_odorous_water_are_the_references(reference):
    listed = rows(reference, "## 6.1 Urban")[2:6]
    indicators = load_rules("urban").thresholds
    assert len(listed) == len(indicators)
    for row, one in zip(listed, indicators, strict=True):
        light, heavy, none = (numbers(cell.replace("–", " ")) for cell in row[2:5])
        bounds = {one.none_from, one.none_up_to, one.none_above} - {None}
        assert bounds == set(none), row
        assert {one.heavy_below, one.heavy_above} - {None} == set(heavy), row
        assert set(none) | set(heavy) == set(light), row


def test_the_sources_items_are_sixty_one(reference):
    assert "61 items" in reference
    standard = known_standards()["gb3838-2002"]
    assert len(source_method().monthly.of(standard)) == 61


def test_scores_of_jiangsu_are_the_references(reference):
    (row,) = [one for one in rows(reference, "# 10. Enterprise") if "12-point" in one[0]]
    bands = dict(re.findall(r"([绿蓝黄红]) (\d+–\d+)", row[1]))
    grades = {one.title.zh[0]: one for one in known_credit_schemes()["jiangsu-12"].grades}
    assert len(bands) == 4
    for colour, band in bands.items():
        low, high = band.split("–")
        assert (grades[colour].at_least, grades[colour].at_most) == (Decimal(low), Decimal(high))


def test_prices_of_the_taihu_pilot_are_the_references(reference):
    (row,) = [one for one in rows(reference, "## 9.2 Jiangsu") if "2008" in one[0]]
    prices = dict(re.findall(r"(CODMn|NH₃-N|TP) ([\d.]+) 万元/t", row[1]))
    (part,) = known_schemes()["taihu-2008"].parts
    ids = {"CODMn": "permanganate_index", "NH₃-N": "ammonia_nitrogen", "TP": "total_phosphorus"}
    assert {ids[name]: Decimal(price) for name, price in prices.items()} == {
        name: Decimal(price) for name, price in part.prices_10k_yuan_per_t.items()
    }
