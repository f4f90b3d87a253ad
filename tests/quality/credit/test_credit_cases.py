"""Enterprises' credit: tests/tables/credit_cases.toml, and what credit never touches."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.errors import WatermapError
from watermap.quality.credit.credit import Credit
from watermap.quality.credit.evaluate_credit import evaluate_credit
from watermap.quality.credit.schemes import card_rule, known_credit_schemes, load_credit_schemes

TABLE = Path(__file__).parents[2] / "tables" / "credit_cases.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
DAY = dt.date(2021, 1, 1)
NONE = {"none": None}


@pytest.fixture(scope="module")
def schemes():
    return known_credit_schemes()


@pytest.fixture
def graded(layer, schemes):
    """Evaluate one enterprise."""

    def run(record, scheme="jiangsu-12", as_of=DAY):
        layers = {"enterprise": (layer("enterprise", [{"name": "甲厂", **record}]),)}
        return evaluate_credit(layers, schemes[scheme], as_of)

    return run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_as_the_table_says(case, graded):
    as_of = dt.date.fromisoformat(case.get("as_of", "2021-01-01"))
    credit = graded(case["record"], case.get("scheme", "jiangsu-12"), as_of)
    (found,) = credit.enterprises
    expect = case["expect"]
    for key in ("state", "grade", "computed", "score_from", "card", "blacklisted"):
        if key in expect:
            assert getattr(found, key) == NONE.get(expect[key], expect[key]), key
    if "score" in expect:
        assert found.score == (None if expect["score"] == "none" else Decimal(expect["score"]))
    if "proposed" in expect:
        assert found.proposed == (None if expect["proposed"] == "untold" else expect["proposed"])
    if "effects" in expect:
        assert [str(one.surcharge_at_least_yuan_m3) for one in found.effects] == expect["effects"]
    codes = {message.code for message in found.why}
    assert codes >= set(expect.get("codes", []))
    assert not codes & set(expect.get("not_codes", []))
    assert {problem.code for problem in credit.problems} >= set(expect.get("problems", []))
    for message in (*found.why, *credit.problems):
        assert message.text("zh")
        assert message.text("en")


def test_a_card_lowers_a_computed_grade_where_the_scheme_says_so(tmp_path, layer):
    """standards.md 8.9: Jiangxi; scores added, as a bureau's own file would."""
    (tmp_path / "own.toml").write_text(
        """
id = "own"
title = { zh = "自定", en = "own" }
citation = "自定"
in_force_from = 2016-01-01
card_lowers = { yellow = 1, red = 1 }
[[grade]]
id = "green"
title = { zh = "绿", en = "green" }
at_least = "80"
[[grade]]
id = "blue"
title = { zh = "蓝", en = "blue" }
at_least = "60"
below = "80"
[[grade]]
id = "yellow"
title = { zh = "黄", en = "yellow" }
below = "60"
""",
        "utf-8",
    )
    scheme = load_credit_schemes([tmp_path])["own"]
    records = [
        {"name": "甲", "credit_score": 85.0, "card": "yellow"},
        {"name": "乙", "credit_score": 50.0, "card": "red"},
        {"name": "丙", "credit_score": 85.0},
    ]
    credit = evaluate_credit({"enterprise": (layer("enterprise", records),)}, scheme, DAY)
    assert [one.grade for one in credit.enterprises] == ["blue", "yellow", "green"]


def test_the_schemes_are_as_in_the_facts(schemes):
    """standards.md 10."""
    assert set(schemes) == {"jiangsu-12", "national-4", "anhui", "zhejiang", "jiangxi-cards"}
    jiangsu = schemes["jiangsu-12"]
    assert (jiangsu.start_score, jiangsu.full_score) == (9, 12)
    by_score = {
        score: grade.id
        for score in range(-2, 13)
        if (grade := jiangsu.grade_of(Decimal(score))) is not None
    }
    assert by_score == {
        **dict.fromkeys(range(-2, 1), "black"), 1: "red", 2: "red",
        **dict.fromkeys(range(3, 6), "yellow"), **dict.fromkeys(range(6, 11), "blue"),
        11: "green", 12: "green",
    }  # fmt: skip
    fills = {grade.id: grade.fill for grade in jiangsu.grades}
    assert fills == {"green": "#2e8b57", "blue": "#1e70c8", "yellow": "#f2c200",
                     "red": "#d62828", "black": "#222222"}  # fmt: skip
    assert [grade.id for grade in schemes["zhejiang"].grades] == list("ABCDE")
    assert {name: one.verified for name, one in schemes.items()} == {
        "jiangsu-12": True, "national-4": False, "anhui": True, "zhejiang": False,
        "jiangxi-cards": True,
    }  # fmt: skip
    assert card_rule().in_force(dt.date(2015, 4, 2))


@given(score=st.decimals("-20", "120", places=1))
def test_a_score_of_anhui_has_exactly_one_grade(score, schemes):
    assert sum(grade.holds(score) for grade in schemes["anhui"].grades) == 1


def test_a_scheme_that_is_not_in_force_is_refused(graded):
    with pytest.raises(WatermapError):
        graded({"credit_score": 3.0}, "jiangsu-12", dt.date(2019, 12, 31))


def test_scores_that_overlap_are_refused(tmp_path):
    (tmp_path / "a.toml").write_text(
        """
id = "a"
title = { zh = "甲", en = "a" }
citation = "甲"
in_force_from = 2016-01-01
grade = [
  { id = "x", title = { zh = "上", en = "x" }, at_least = "5" },
  { id = "y", title = { zh = "下", en = "y" }, at_most = "5" },
]
""",
        "utf-8",
    )
    with pytest.raises(WatermapError) as caught:
        load_credit_schemes([tmp_path])
    assert "重叠" in caught.value.text("zh")


def test_without_a_layer_it_is_said(schemes):
    credit = evaluate_credit({}, schemes["jiangsu-12"], DAY)
    assert credit.enterprises == ()
    assert [problem.code for problem in credit.problems] == ["credit.no_layer"]


def test_credit_never_touches_a_class(layer, schemes, rows, assess):
    """standards.md 10: an information layer. The same water is assessed with and without it."""
    bad = layer("enterprise", [{"name": "甲厂", "credit": "black", "credit_score": -5.0}])
    made = rows("桥", "2019-06", ammonia_nitrogen="0.4")
    sections = [{"name": "桥", "water_body": "river", "target": "III"}]
    layers = {"enterprise": (bad,)}
    credit = evaluate_credit(layers, schemes["jiangsu-12"], DAY)
    assert isinstance(credit, Credit)
    assert list(layers) == ["enterprise"]
    with_it = assess(made, sections, layers=layers)
    without = assess(made, sections)
    assert with_it.sections == without.sections
    assert (with_it.rivers, with_it.overall) == (without.rivers, without.overall)
