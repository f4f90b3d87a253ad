"""Months, quarters, half-years, years, runs of months."""

import datetime as dt

import pytest

from watermap.errors import WatermapError
from watermap.quality.period import Period

SEASONS = {"wet": [6, 7, 8, 9], "level": [4, 5, 10, 11], "dry": [12, 1, 2, 3]}


@pytest.mark.parametrize(
    ("text", "span", "months", "before"),
    [
        ("2019-06", "month", (6,), "2019-05"),
        ("2019-01", "month", (1,), "2018-12"),
        ("2019-Q2", "quarter", (4, 5, 6), "2019-Q1"),
        ("2019-Q1", "quarter", (1, 2, 3), "2018-Q4"),
        ("2019-Q4", "quarter", (10, 11, 12), "2019-Q3"),
        ("2019-H1", "half", (1, 2, 3, 4, 5, 6), "2018-H2"),
        ("2019-H2", "half", (7, 8, 9, 10, 11, 12), "2019-H1"),
        ("2019-03/2019-08", "months", (3, 4, 5, 6, 7, 8), "2018-03/2018-08"),
        ("2019-01/2019-02", "months", (1, 2), "2018-01/2018-02"),
        ("2019", "year", tuple(range(1, 13)), "2018"),
        ("2019-06-15", "day", (6,), "2019-06-14"),
        ("2019-01-01", "day", (1,), "2018-12-31"),
        ("2019-wet", "season", (6, 7, 8, 9), "2018-wet"),
        ("2019-dry", "season", (1, 2, 3, 12), "2018-dry"),
    ],
)
def test_a_period_reads_back(text, span, months, before):
    period = Period.parse(text, seasons=SEASONS)
    assert str(period) == text
    assert (period.span, period.months) == (span, months)
    assert str(period.previous()) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19",
        "2019-13",
        "2019-00",
        "2019-6",
        "2019-Q5",
        "2019-Q0",
        "0000",
        "２０１９",
        "2019-06-0",
        "2019-6-15",
        "2019-H0",
        "2019-H3",
        "2019-06/2019-03",
        "2019-06/2020-03",
        "2019-06/",
        "/2019-06",
        "2019/2019",
        "2019-Q1/2019-Q2",
        "2019-01/2019-Q2",
        "2019-01/2019-02/2019-03",
    ],
)
def test_other_texts_are_refused_with_the_forms_that_are_known(text):
    with pytest.raises(WatermapError) as caught:
        Period.parse(text)
    for language in ("zh", "en"):
        assert "2019-Q2" in caught.value.text(language)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("2019-01/2019-06", "2019-H1"),
        ("2019-04/2019-06", "2019-Q2"),
        ("2019-05/2019-05", "2019-05"),
        ("2019-01/2019-12", "2019"),
        ("2019-h2", "2019-H2"),
    ],
)
def test_a_run_of_months_that_has_a_name_is_that_period(written, same):
    assert Period.parse(written) == Period.parse(same)
    assert str(Period.parse(written)) == same


def test_every_day_belongs_to_one_month_one_quarter_and_one_year():
    day = dt.date(2020, 1, 1)
    months = [Period.parse(f"2020-{month:02d}") for month in range(1, 13)]
    quarters = [Period.parse(f"2020-Q{quarter}") for quarter in range(1, 5)]
    for offset in range(366):
        date = day + dt.timedelta(days=offset)
        assert [period.month for period in months if period.contains(date)] == [date.month]
        assert [period.quarter for period in quarters if period.contains(date)] == [
            (date.month + 2) // 3
        ]
        assert Period.parse("2020").contains(date)
    assert not Period.parse("2020").contains(dt.date(2021, 1, 1))


def test_a_season_is_the_months_that_the_bureau_says():
    dry = Period.parse("2019-枯水期", seasons=SEASONS)
    assert dry == Period.parse("2019-dry", seasons=SEASONS)
    assert dry.contains(dt.date(2019, 12, 5))
    assert dry.contains(dt.date(2019, 1, 5))
    assert not dry.contains(dt.date(2020, 1, 5))
    assert not dry.contains(dt.date(2019, 4, 1))
    with pytest.raises(WatermapError) as caught:
        Period.parse("2019-dry", seasons={"wet": [6]})
    assert "dry" in caught.value.text("en")
    assert "[seasons]" in caught.value.text("zh")


def test_a_day_is_one_day_and_a_wrong_one_is_said():
    day = Period.parse("2019-06-15")
    assert day.contains(dt.date(2019, 6, 15))
    assert not day.contains(dt.date(2019, 6, 14))
    assert day.month is None
    with pytest.raises(WatermapError, match="2019-02-30"):
        Period.parse("2019-02-30")


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2019-06", "2018-06"),
        ("2019-Q2", "2018-Q2"),
        ("2020-02-29", "2019-02-28"),
        ("2019", "2018"),
    ],
)
def test_the_same_period_of_the_year_before(text, before):
    assert str(Period.parse(text).year_before()) == before
