"""Targets of some sections: tests/tables/targets_sections.toml."""

import tomllib
from itertools import chain
from pathlib import Path

import pytest
import shapely
from pydantic import ValidationError

from watermap.datafile import read_toml
from watermap.errors import WatermapError
from watermap.quality.documents.plan import Plan, Target

TABLE = Path(__file__).parents[2] / "tables" / "targets_sections.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
TITLE = {"zh": "目标", "en": "target"}
FIELDS = ("level", "border", "property", "upstream_district", "downstream_district", "town",
          "county", "city", "assessed_city")  # fmt: skip


def record(section):
    known = {key: value for key, value in section.items() if key not in ("ammonia", "at")}
    at = section.get("at", [117.5, 34.5])
    return {"water_body": "river", **known, "geometry": shapely.Point(at)}


def boxed(records):
    return [
        {**{key: value for key, value in one.items() if key != "box"},
         "geometry": shapely.box(*one["box"])}
        for one in records
    ]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_target_of_sections_stands_as_the_table_says(case, assess, rows, layer):
    target = Target.model_validate({"id": "one", "title": TITLE, **case["target"]})
    layers = {
        "administrative_area": (layer("administrative_area", boxed(case.get("areas", []))),),
        "control_unit": (layer("control_unit", boxed(case.get("units", []))),),
    }
    made = [
        rows(one["name"], "2019-06", ammonia_nitrogen=one["ammonia"])
        for one in case["sections"]
        if "ammonia" in one
    ]
    (found,) = assess(
        list(chain.from_iterable(made)),
        [record(one) for one in case["sections"]],
        layers=layers,
        plan=Plan.model_validate({"title": TITLE, "source": "示例", "target": [target]}),
    ).targets
    expect = case["expect"]
    pct = expect.get("pct")
    assert (None if found.actual_pct is None else f"{found.actual_pct.normalize():f}") == pct
    assert found.met is (None if expect["met"] == "none" else expect["met"])
    assert found.n == expect["n"]
    said = {one.code for one in found.why} - {"quality.target_of_part"}
    assert said >= set(expect.get("says", []))
    assert not any(code.startswith("targets.") for code in said - set(expect.get("says", [])))
    for message in found.why:
        assert message.text("zh")
        assert message.text("en")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"measure": "sections_all_good"}, "years"),
        ({"measure": "sections_all_good", "years": [2019], "at_least_pct": {2019: 1}}, "years"),
        ({"measure": "sections_good", "years": [2019]}, "not_years"),
        ({"measure": "sections_worse_than_v", "at_least_pct": {2019: 1}}, "at_most"),
        ({"measure": "wells_stable", "at_least_pct": {2019: 1}, "scope": {"river": "河"}}, "scope"),
        ({"measure": "sections_good", "at_least_pct": {2019: 1}, "scope": {}}, "empty_scope"),
        ({"measure": "sections_good", "at_least_pct": {2019: 1}, "base_year": 2015}, "base"),
        ({"measure": "class_kept", "years": [2019]}, "either"),
        (
            {"measure": "class_kept", "years": [2019], "base_year": 2015, "base_classes": {}},
            "either",
        ),
    ],
)
def test_a_target_that_contradicts_itself_is_refused(broken, code):
    with pytest.raises(ValidationError) as caught:
        Target.model_validate({"id": "one", "title": TITLE, **broken})
    assert f"why_{code}" in str(caught.value)


def test_a_plan_needs_a_target_and_each_once(tmp_path):
    path = tmp_path / "targets.toml"
    head = 'title = { zh = "甲", en = "a" }\nsource = "示例"\n'
    one = '[[section_target]]\nsection = "甲"\nby_year = { "2019" = "IV", "2020" = "III" }\n'
    path.write_text(head + one, "utf-8")
    plan = read_toml(Plan, path)
    assert (plan.years, plan.classes_of(2020)) == ((2019, 2020), {"甲": "III"})
    for text, code in ((head, "why_nothing"), (head + one + one, "why_twice")):
        path.write_text(text, "utf-8")
        with pytest.raises(WatermapError) as caught:
            read_toml(Plan, path)
        (problem,) = caught.value.problems
        assert problem.fields["why"].code == f"targets.{code}"
        assert problem.text("zh")
