"""Degrees of samplings and points: tests/tables/black_odorous_degrees.toml."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.quality.black_odorous.degrees import indicator_degrees, point_degree, worst_degree
from watermap.quality.black_odorous.rules import load_rules
from watermap.quality.stations.samples import Sample

TABLE = tomllib.loads(
    (Path(__file__).parents[2] / "tables" / "black_odorous_degrees.toml").read_text("utf-8")
)
IDS = {"oxygen": "dissolved_oxygen", "ammonia": "ammonia_nitrogen", "redox": "redox_potential",
       "transparency": "transparency", "depth": "water_depth"}  # fmt: skip
CASES = [
    pytest.param(name, case, id=f"{name} {group['clause']} {case}")
    for name in ("urban", "rural")
    for group in TABLE[name]
    for case in group["cases"]
]


def values(case):
    """In the indicators' own units: transparency in m."""
    own = {IDS[key]: Decimal(text) for key, text in case.items() if key in IDS}
    if "transparency" in own:
        own["transparency"] /= 100
    return own


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_sampling(name, case):
    found = indicator_degrees(values(case), load_rules(name))
    assert worst_degree([one.degree for one in found]) == case["degree"]
    assert len(found) == len(values(case).keys() - {"water_depth"})


def series(texts, *, scale=1):
    return [
        Sample(
            date=dt.date(2019, 6, day), raw=text, value=Decimal(text) / scale,
            below_detection=False, detection_limit=None, doubtful=None, reason=None,
        )
        for day, text in enumerate(texts, start=1)
    ]  # fmt: skip


@pytest.mark.parametrize("case", TABLE["point"], ids=lambda case: case["name"])
def test_a_point(case):
    samples = {IDS[key]: series(texts) for key, texts in case.items() if key in IDS}
    found = point_degree(samples, load_rules("urban"))
    assert found.degree == case["degree"]
    assert "redox_potential" in found.missing


@given(
    st.lists(st.sampled_from(["0.1", "1", "5"]), min_size=1, max_size=9),
    st.lists(st.sampled_from(["1", "9", "16"]), min_size=1, max_size=9),
)
def test_a_point_by_counting(oxygen, ammonia):
    samples = {"dissolved_oxygen": series(oxygen), "ammonia_nitrogen": series(ammonia)}
    shares = [oxygen.count("0.1") / len(oxygen), ammonia.count("16") / len(ammonia)]
    heavy = max(shares) >= 0.6 or min(shares) >= 0.3
    bad = {"0.1", "1"} & set(oxygen) or {"9", "16"} & set(ammonia)
    expected = "heavy" if heavy else "light" if bad else "none"
    assert point_degree(samples, load_rules("urban")).degree == expected


def test_the_countryside_knows_one_degree_only():
    samples = {"dissolved_oxygen": series(["0.1"] * 3)}
    found = point_degree(samples, load_rules("rural"))
    assert (found.degree, found.heavy_shares) == ("black_odorous", ())


def test_little_transparency_without_a_depth_is_counted():
    clear, murky = series(["40"], scale=100), series(["20", "20"], scale=100)
    assert point_degree({"transparency": clear}, load_rules("urban")).depth_unknown == 0
    assert point_degree({"transparency": murky}, load_rules("urban")).depth_unknown == 2
    with_depth = {"transparency": murky, "water_depth": series(["80", "80"])}
    assert point_degree(with_depth, load_rules("urban")).depth_unknown == 0


def test_nothing_measured_is_no_degree():
    assert point_degree({"ph": series(["7"])}, load_rules("urban")) is None
    assert point_degree({"water_depth": series(["20"])}, load_rules("urban")) is None


def test_what_was_not_compared_with_the_text_is_marked():
    assert not load_rules("urban").verified
    assert load_rules("urban").grading.verified
    assert not load_rules("rural").verified
