"""The trophic level index: tests/tables/lakes_trophic.toml, and math.log as another way."""

import math
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.figures import rounded
from watermap.quality.lakes.trophic import state_text, trophic, trophic_method

TABLE = tomllib.loads(
    (Path(__file__).parents[2] / "tables" / "lakes_trophic.toml").read_text("utf-8")
)
METHOD = trophic_method()
KEYS = ("chlorophyll_mg_m3", "phosphorus_mg_l", "nitrogen_mg_l", "transparency_m",
        "permanganate_mg_l")  # fmt: skip
IDS = ("chlorophyll_a", "total_phosphorus", "total_nitrogen", "transparency", "permanganate_index")
FORMULAS = (  # standards.md 2.6, typed again
    lambda x: 10 * (2.5 + 1.086 * math.log(x)),
    lambda x: 10 * (9.436 + 1.624 * math.log(x)),
    lambda x: 10 * (5.453 + 1.694 * math.log(x)),
    lambda x: 10 * (5.118 - 1.94 * math.log(x)),
    lambda x: 10 * (0.109 + 2.661 * math.log(x)),
)
SQUARES = (1, 0.7056, 0.6724, 0.6889, 0.6889)
POSITIVE = st.decimals("0.0001", "500", places=4)


def means(values):
    """Means in the indicators' own units: chlorophyll in mg/L."""
    own = dict(zip(IDS, values, strict=True))
    return {**own, "chlorophyll_a": own["chlorophyll_a"] / 1000}


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_the_vectors(case):
    found = trophic(means([Decimal(case[key]) for key in KEYS]), METHOD)
    assert [f"{rounded(one.index, 3)}" for one in found.items] == case["items"]
    assert f"{rounded(found.index, 3)}" == case["index"]
    assert (found.state, found.missing, found.partial) == (case["state"], (), False)
    assert state_text(found.state).zh == case["word"]
    assert [one.code for one in found.why] == ["lakes.converted"]
    assert "×1000" in found.why[0].text("zh")


@pytest.mark.parametrize("case", TABLE["boundary"], ids=lambda case: case["index"])
def test_where_states_begin_and_end(case):
    assert METHOD.state_of(Decimal(case["index"])).id == case["state"]


def test_the_weights_are_those_that_are_published():
    weights = METHOD.weights()
    assert [f"{rounded(weights[name], 4)}" for name in IDS] == [
        "0.2663", "0.1879", "0.1790", "0.1834", "0.1834",
    ]  # fmt: skip
    assert abs(sum(weights.values()) - 1) < Decimal("1e-20")


@given(st.lists(POSITIVE, min_size=5, max_size=5))
def test_it_is_the_formula(values):
    found = trophic(means(values), METHOD)
    each = [formula(float(value)) for formula, value in zip(FORMULAS, values, strict=True)]
    whole = sum(w * one for w, one in zip(SQUARES, each, strict=True)) / sum(SQUARES)
    assert float(found.index) == pytest.approx(whole, abs=1e-8)


@given(st.lists(POSITIVE, min_size=5, max_size=5), st.sampled_from(range(5)))
def test_more_of_anything_but_transparency_is_worse(values, place):
    more = [value * 2 if at == place else value for at, value in enumerate(values)]
    before, after = (trophic(means(one), METHOD).index for one in (values, more))
    assert (after < before) == (IDS[place] == "transparency")


@pytest.mark.parametrize("lacking", [name for name in IDS if name != "chlorophyll_a"])
def test_an_index_of_fewer_items_has_no_state(lacking):
    there = means([Decimal(20), Decimal("0.05"), Decimal(1), Decimal("0.5"), Decimal(4)])
    del there[lacking]
    found = trophic(there, METHOD)
    kept = [at for at, name in enumerate(IDS) if name != lacking]
    values = (20, 0.05, 1, 0.5, 4)
    whole = sum(SQUARES[at] * FORMULAS[at](values[at]) for at in kept)
    assert float(found.index) == pytest.approx(whole / sum(SQUARES[at] for at in kept), abs=1e-8)
    assert (found.state, found.missing, found.partial) == (None, (lacking,), True)
    assert "lakes.partial_index" in [one.code for one in found.why]


def test_without_chlorophyll_there_is_no_index():
    there = means([Decimal(20), Decimal("0.05"), Decimal(1), Decimal("0.5"), Decimal(4)])
    del there["chlorophyll_a"]
    found = trophic(there, METHOD)
    assert (found.index, found.state, found.partial) == (None, None, False)
    assert "叶绿素a" in found.why[-1].text("zh")


@pytest.mark.parametrize("value", ["0", "-0.1"])
def test_what_has_no_logarithm_is_said(value):
    there = means([Decimal(20), Decimal("0.05"), Decimal(1), Decimal(value), Decimal(4)])
    found = trophic(there, METHOD)
    assert (found.state, found.missing) == (None, ("transparency",))
    assert "lakes.no_logarithm" in [one.code for one in found.why]
    assert value in " ".join(one.text("en") for one in found.why)


def test_nothing_measured_is_no_index():
    found = trophic({}, METHOD)
    assert (found.index, found.missing) == (None, IDS)


def test_what_is_from_memory_is_marked():
    marks = {one.indicator: one.verified for one in METHOD.items}
    assert not METHOD.verified
    assert marks == {name: name != "permanganate_index" for name in IDS}
