"""Since when, and whether it recovered: tests/tables/bulletin_months.toml."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.quality.assessment import SectionResult
from watermap.quality.bulletin.months import (
    class_change,
    monthly,
    recovered_from,
    streak,
    year_before,
)
from watermap.quality.classing.history import History
from watermap.quality.period import Period

TABLE = Path(__file__).parents[2] / "tables" / "bulletin_months.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
ANSWERS = {"+": True, "-": False, "?": None}


def result(met, water_class="III"):
    return SectionResult(
        code=None, name="桥", river=None, water_body="river", state="evaluated",
        water_class=water_class, deciding=(), evaluated=1, indicators=(), target="III", met=met,
        samples=1, months=1,
    )  # fmt: skip


def dated(marks, last):
    """The months that the marks stand for, oldest first."""
    month, found = Period.parse(last), []
    for mark in reversed(marks):
        found.append((month, mark))
        month = month.previous()
    return list(reversed(found))


def said(found):
    if found is None:
        return None
    return {"since": str(found.since), "months": found.months,
            "gaps": [str(one) for one in found.gaps],
            "may_be_longer": found.may_be_longer}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_runs_are_as_the_table_says(case):
    marks = dated(case["months"].split(), case["last"])
    months = {month: result(ANSWERS[mark]) for month, mark in marks if mark != "."}
    last = Period.parse(case["last"])
    assert said(streak(months, last, months)) == case.get("streak")
    assert said(recovered_from(months, last, months)) == case.get("recovered")


@given(st.lists(st.sampled_from("+-?"), min_size=1, max_size=20))
def test_a_run_is_what_a_person_counts_on_a_string(marks):
    months = dated(marks, "2019-06")
    found = streak(
        {month: result(ANSWERS[mark]) for month, mark in months}, months[-1][0], dict(months)
    )
    text = "".join(marks)
    if not text.endswith("-"):
        assert found is None
        return
    tail = text.rsplit("+", 1)[-1].lstrip("?")
    assert found.months == tail.count("-")
    assert len(found.gaps) == tail.count("?")
    assert found.may_be_longer is ("+" not in text)
    assert str(found.since) == str(months[len(marks) - len(tail)][0])
    assert all(one.month for one in found.gaps)


def test_a_class_is_held_against_a_month_that_has_one():
    now, then = Period.parse("2019-01"), Period.parse("2018-12")
    months = {now: result(False, "V"), then: result(True, "III")}
    assert class_change(months, now, now.previous()).steps == 2
    assert class_change(months, then, then.previous()).steps is None
    assert class_change({**months, then: result(None, None)}, now, then).steps is None
    better = class_change({now: result(True, "II"), then: result(True, "III")}, now, then)
    assert (better.steps, better.water_class) == (-1, "III")
    assert str(year_before(Period.parse("2020-02"))) == "2019-02"


def test_quarters_and_years_are_no_months():
    names = ["2019", "2019-03", "2018-12", "2019-Q1", "2019-01"]
    found = monthly(History(results={Period.parse(name): () for name in names}))
    assert [str(one) for one in found.periods] == ["2018-12", "2019-01", "2019-03"]
    assert all((a.year, a.first) < (b.year, b.first) for a, b in pairwise(found.periods))
