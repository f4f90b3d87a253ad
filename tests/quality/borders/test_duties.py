"""Who must act where districts meet: tests/tables/borders_duties.toml."""

import itertools
import tomllib
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from watermap.quality.borders.duties import border_duties
from watermap.quality.borders.rules import (
    BorderState,
    DutyRules,
    EntryState,
    TargetState,
    duty_rules,
)

TABLE = Path(__file__).parents[2] / "tables" / "borders_duties.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
AMMONIA = {"I": "0.1", "II": "0.4", "III": "0.9", "IV": "1.4", "V": "1.9", "worse_than_V": "5"}
NAMES = {"up": "upstream_district", "down": "downstream_district", "left": "left_district",
         "right": "right_district"}  # fmt: skip


@pytest.fixture
def duties(assess, rows, layer):
    def run(sections):
        records = [
            {"name": f"s{at}", "water_body": "river",
             **{NAMES.get(key, key): value for key, value in one.items() if key != "class"}}
            for at, one in enumerate(sections)
        ]  # fmt: skip
        made = [
            rows(f"s{at}", "2019-06", ammonia_nitrogen=AMMONIA[one["class"]])
            for at, one in enumerate(sections)
            if "class" in one
        ]
        result = assess(list(chain.from_iterable(made)), records)
        return border_duties(result.sections, {"section": (layer("section", records),)})

    return run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_who_must_act_is_as_the_table_says(case, duties):
    found = duties(case["sections"]).duties[0]
    expect = case["expect"]
    assert (found.who, list(found.must_act), found.rule.id) == (
        expect["who"], expect["act"], expect["rule"],
    )  # fmt: skip
    assert [one.code for one in found.why] == expect.get("says", [])
    for side in ("above", "below"):
        if side in expect:
            assert [one.section for one in getattr(found, side)] == expect[side]
    for message in found.why:
        assert message.text("zh")
        assert message.text("en")


def test_the_rules_are_read_one_by_one():
    """The brief of the rules in words, in every state."""
    states = itertools.product(get_args(TargetState), get_args(EntryState), get_args(BorderState))
    for target, entry, border in states:
        if target == "missed" and border == "along":
            expected = "both_banks"
        elif border == "across" and (target == "missed" or entry == "worse"):
            expected = "upstream"
        elif target == "met":
            expected = "nobody"
        else:
            expected = "unknown"
        assert duty_rules().rule(target, entry, border).who == expected, (target, entry, border)


def test_rules_with_a_gap_are_refused():
    given = duty_rules().model_dump(by_alias=True)
    with pytest.raises(ValidationError, match="why_gap"):
        DutyRules.model_validate({**given, "rule": given["rule"][:-1]})


def test_sections_that_are_none_or_say_nothing(duties):
    found = duties([{"class": "IV", "property": "control"}, {"class": "IV"}])
    assert found.duties == ()
    assert [one.code for one in found.problems] == [
        "borders.none", "borders.not_said", "borders.unverified",
    ]  # fmt: skip
    assert not duty_rules().verified
    assert all(one.text(language) for one in found.problems for language in ("zh", "en"))
