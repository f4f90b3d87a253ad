"""Many periods at once are what each is on its own."""

import datetime as dt
from decimal import Decimal

import pytest

from watermap.quality.evaluate import evaluate, evaluate_periods
from watermap.quality.period import Period

MONTHS = [Period(year=2019, first=month, last=month) for month in range(12, 0, -1)]


@pytest.fixture
def options(standard, method):
    return {"standard": standard, "method": method, "as_of": dt.date(2021, 1, 1)}


@pytest.fixture
def ground(rows, measured, layer):
    made = [
        one
        for month in (1, 2, 3, 5)
        for one in rows("桥", f"2019-{month:02d}", ammonia_nitrogen=f"0.{month}5", ph="7.5")
    ]
    return measured(made), {"section": (layer("section", [{"name": "桥", "water_body": "river"}]),)}


def test_months_are_evaluated_as_one_by_one_oldest_first(ground, options):
    history = evaluate_periods(*ground, periods=[*MONTHS, Period(year=2019)], **options)
    assert [str(one) for one in history.periods] == [
        "2019-01", "2019", "2019-02", "2019-03", "2019-05"
    ]  # fmt: skip
    for period in history.periods:
        assert history.results[period] == evaluate(*ground, period=period, **options).sections


def test_a_season_says_which_months_of_which_year_it_has(ground, options):
    dry = Period.parse("2019-dry", seasons={"dry": [12, 1, 2, 3]})
    said = {one.code: one.text("zh") for one in evaluate(*ground, period=dry, **options).problems}
    assert "2019 年的 1、2、3、12 月" in said["quality.season_months"]


def test_a_series_of_values(ground, options):
    history = evaluate_periods(*ground, periods=MONTHS, **options)
    assert list(history.values("桥", "ammonia_nitrogen").values()) == [
        Decimal("0.15"), Decimal("0.25"), Decimal("0.35"), Decimal("0.55")
    ]  # fmt: skip
    assert history.names() == ("桥",)
    assert history.values("桥", "copper") == {}
