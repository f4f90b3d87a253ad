"""Dates as people write them."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from watermap.harmonise.terms.dates import DateReading, Hint, date_of_parts, hint_of, read_date


@pytest.mark.parametrize(
    ("cell", "date", "precision"),
    [
        ("2024-05", "2024-05-01", "month"),
        ("2024年5月", "2024-05-01", "month"),
        ("2024年五月", "2024-05-01", "month"),
        ("202405", "2024-05-01", "month"),
        (202405, "2024-05-01", "month"),
        (202405.0, "2024-05-01", "month"),
        (2024.05, "2024-05-01", "month"),
        ("2024.10", "2024-10-01", "month"),
        ("20240503", "2024-05-03", "day"),
        ("2024/5/3", "2024-05-03", "day"),
        ("2024.5.3", "2024-05-03", "day"),
        ("2024年5月3日", "2024-05-03", "day"),
        ("２０２４－０５－０３", "2024-05-03", "day"),
        ("2024-05-03 04:00", "2024-05-03", "day"),
        ("2024-05-03T04:00:00", "2024-05-03", "day"),
        ("2024年5月3日 4时", "2024-05-03", "day"),
        (45415, "2024-05-03", "day"),
        (45415.25, "2024-05-03", "day"),
        (dt.datetime(2024, 5, 3, 23, 59), "2024-05-03", "day"),
        (dt.date(2024, 5, 3), "2024-05-03", "day"),
        ("5月", "2019-05-01", "month"),
        ("十二月份", "2019-12-01", "month"),
        ("5月3日", "2019-05-03", "day"),
        ("04-01 04:00", "2019-04-01", "day"),
        ("2024-05-03 24:00", "2024-05-03", "day"),  # the end of that day
        ("10/28/2021", "2021-10-28", "day"),
        ("28/10/2021", "2021-10-28", "day"),
        ("05/05/2021", "2021-05-05", "day"),
    ],
)
def test_date(cell, date, precision):
    read = read_date(cell, year=2019)
    assert read == DateReading(date=dt.date.fromisoformat(date), precision=precision)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (2024.1, "date_ambiguous"),  # January, or October without its last nought
        ("2024年13月", "no_such_day"),
        ("2023-02-29", "no_such_day"),
        ("2024-05-00", "no_such_day"),
        ("2024", "date_unreadable"),
        ("05/06/2021", "date_day_or_month"),
        ("13/14/2021", "no_such_day"),
        ("2024-05-03 25:00", "date_unreadable"),
        ("2024-05-03 04:61", "date_unreadable"),
        ("2024.5.3-5.5", "date_unreadable"),
        ("2024年第1季度", "date_unreadable"),
        ("年均值", "date_unreadable"),
        (True, "date_unreadable"),
    ],
)
def test_what_is_not_clear_is_not_read(cell, why):
    assert read_date(cell, year=2019).code == f"harmonise.{why}"


def test_without_a_year_nothing_is_guessed():
    assert read_date("5月").code == "harmonise.date_without_year"


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_the_ways_to_write_a_day_agree(day):
    serial = (day - dt.date(1899, 12, 30)).days
    ways = [
        day,
        serial,
        float(serial),
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
    ]
    assert {read_date(way).date for way in ways} == {day}
    assert date_of_parts(float(day.year), f"{day.month}月", day.day).date == day


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ((2019.0, 5.0, None), "2019-05-01"),
        (("2019年", "五月", "3日"), "2019-05-03"),
        ((2019, "5", ""), "2019-05-01"),
    ],
)
def test_separate_columns(parts, date):
    assert date_of_parts(*parts).date == dt.date.fromisoformat(date)


@pytest.mark.parametrize("parts", [(None, 5, 1), (2019, None, 1), (2019, 5, "上旬"), (2019, 13, 1)])
def test_separate_columns_that_give_no_date(parts):
    assert not isinstance(date_of_parts(*parts), DateReading)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("水质监测_2019", 2019, None),
        ("5月", None, 5),
        ("十一月", None, 11),
        ("2019年5月", 2019, 5),
        ("201905", 2019, 5),
        ("2019-05", 2019, 5),
        ("台儿庄区2019年5月地表水监测结果", 2019, 5),
        ("2019年1-6月", 2019, None),
        ("1月~6月", None, None),
        ("2018-2019", None, None),
        ("海门湾桥闸时段报表201901-06", 2019, None),
        ("Sheet1", None, None),
        ("37083019", None, None),
    ],
)
def test_hints_of_names_and_titles(text, year, month):
    assert hint_of(text) == Hint(year=year, month=month)
