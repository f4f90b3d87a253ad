"""Whole sections: tests/tables/quality_sections.toml."""

import tomllib
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest

from watermap.figures import rounded
from watermap.quality.documents.particulars import Particular

TABLE = Path(__file__).parents[1] / "tables" / "quality_sections.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]


@pytest.fixture(params=CASES, ids=lambda case: case["name"])
def case(request):
    return request.param


@pytest.fixture
def section(case, assess, rows, methods):
    made = [rows("桥", date, **cells) for date, cells in case.get("results", {}).items()]
    for indicator, values in case.get("months", {}).items():
        made += [
            rows("桥", f"2019-{month:02d}", **{indicator: raw})
            for month, raw in enumerate(values, start=1)
        ]
    record = {
        "name": "桥",
        "water_body": case.get("water_body", "river") or None,
        "target": case.get("target"),
    }
    result = assess(
        list(chain.from_iterable(made)),
        [record],
        period=case.get("period", "2019-06"),
        method=methods[case.get("method", "hb-2011-22")],
        said={
            "particulars": [
                Particular.model_validate({"section": "桥", "document": "批复", **one})
                for one in case.get("particulars", [])
            ]
        },
    )
    return result.sections[0]


def test_the_section_is_as_the_table_says(case, section):
    expect = case["expect"]
    state = expect.get("state", "evaluated")
    assert section.state == state
    assert section.water_class == expect.get("class")
    assert (section.water_class is None) == (state != "evaluated")
    if "deciding" in expect:
        assert section.deciding == tuple(expect["deciding"])
    if "evaluated" in expect:
        assert section.evaluated == expect["evaluated"]
    if "met" in expect:
        assert section.met is (None if expect["met"] == "none" else expect["met"])


def test_its_figures_are_as_the_table_says(case, section):
    found = {one.id: one for one in section.indicators}
    expect = case["expect"]
    for key, attribute in (("values", "value"), ("means", "mean"), ("limits", "limit"),
                           ("multiples", "multiple")):  # fmt: skip
        for name, text in expect.get(key, {}).items():
            assert getattr(found[name], attribute) == Decimal(text), (key, name)
    for name, text in expect.get("values", {}).items():
        assert str(found[name].value) == text
    for name, text in expect.get("means_4", {}).items():
        assert rounded(found[name].mean, 4) == Decimal(text)
    for key in ("n", "censored"):
        for name, count in expect.get(key, {}).items():
            assert getattr(found[name], key) == count
    for name in expect.get("no_multiples", []):
        assert found[name].multiple is None
    for name in expect.get("not_counted", []):
        assert not found[name].counts
    for name in expect.get("unclassed", []):
        assert found[name].counts
        assert found[name].water_class is None


def test_it_says_why(case, section):
    expect = case["expect"]
    codes = {message.code for message in section.why}
    assert codes >= set(expect.get("codes", []))
    own = {message.code for one in section.indicators for message in one.why}
    assert own >= set(expect.get("indicator_codes", []))
    said = " ".join(message.text("zh") for message in section.why)
    for text in expect.get("says", []):
        assert text in said
    if section.state != "evaluated":
        assert section.why
    for language in ("zh", "en"):
        for message in chain(section.why, *(one.why for one in section.indicators)):
            assert message.text(language)
