"""Class I of dissolved oxygen by saturation: tests/tables/quality_oxygen.toml."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "tables" / "quality_oxygen.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
SECTION = {"name": "桥", "water_body": "river", "target": "II"}


def oxygen_of(section):
    return next(one for one in section.indicators if one.id == "dissolved_oxygen")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_oxygen(case, assess, rows, methods):
    made = [
        row for date, cells in case["results"].items() for row in rows("桥", date.strip(), **cells)
    ]
    for name, key in (("hb-2011-22", "by_limit"), ("hb-2011-22-saturation", "with_saturation")):
        (section,) = assess(made, [SECTION], period="2019-06", method=methods[name]).sections
        found = oxygen_of(section)
        assert found.water_class == section.water_class == case[key]
        if key == "with_saturation":
            assert found.saturation_pct is None or "pct" in case
            if "pct" in case:
                assert round(found.saturation_pct, 1) == Decimal(case["pct"])
            codes = {message.code for message in found.why}
            assert ("says" in case) is ("quality.oxygen_without_temperature" in codes)
            upgraded = case["by_limit"] != case["with_saturation"]
            assert upgraded is ("quality.oxygen_by_saturation" in codes)
        else:
            assert found.saturation_pct is None


def test_a_river_of_saturated_sections_is_class_one(assess, rows, methods):
    cells = {"dissolved_oxygen": "6.9", "water_temperature": "30"}
    made = [row for name in ("甲", "乙") for row in rows(name, "2019-06-05", **cells)]
    records = [{"name": name, "river": "河", "water_body": "river"} for name in ("甲", "乙")]
    classes = {
        name: assess(made, records, method=methods[name]).overall.water_class
        for name in ("hb-2011-22", "hb-2011-22-saturation")
    }
    assert classes == {"hb-2011-22": "II", "hb-2011-22-saturation": "I"}
